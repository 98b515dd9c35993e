"""A redaction in an imported text stays a redaction, and no message of the import shows its words."""

from __future__ import annotations

import pytest

from pressroom import content
from pressroom.errors import ContentRefused
from pressroom.importer import convert
from pressroom.model import Chapter
from pressroom.prose import ProseRefused, Typography, blocks, html

TEXT = """\
# The case of [[redacted: Secretname]]

A witness, [[redacted: *Secretname* of
Othertown]], spoke to us, and `code` stands by [[redacted: Secretname]] on one line.

## In [[redacted: Othertown]]

- Item with [[redacted: Secretname]]
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_redactions_stay(name: str) -> None:
    done = convert(name, (TEXT if name == "a.md" else TEXT.replace(" of\n", " of ")).encode())
    chapter = content.parse_file(Chapter, done.yaml.encode(), "a.yaml")
    assert len(chapter.source.redacted) >= 2
    assert "Secretname" not in chapter.value.model_dump_json()
    assert "Othertown" not in chapter.value.model_dump_json()
    assert done.yaml.count("[[redacted:") == 5
    for warning in done.warnings:
        assert "Secretname" not in f"{warning}{warning.record()}"
        assert "Othertown" not in f"{warning}{warning.record()}"


@pytest.mark.parametrize(
    "broken", ["[[redacted: Secretname", "[[Redacted: Secretname]]", "[ [redacted: Secretname]", "\\[[redacted: Secretname]]"]
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_the_words_of_a_broken_redaction_are_never_set(name: str, broken: str) -> None:
    done = convert(name, f"# Title\n\nA witness, {broken} and `code`, spoke.\n".encode())
    chapter = content.parse_file(Chapter, done.yaml.encode(), "a.yaml").value
    assert "Secretname" not in "".join(map(str, done.warnings))
    assert "Secretname" not in set_or_refused(chapter.lede)


def set_or_refused(text: str) -> str:
    try:
        return html(blocks(text, Typography(("“", "”", "‘", "’"))))
    except ProseRefused as refused:
        return str(refused)


def test_the_error_about_an_overlong_redaction_does_not_show_its_words() -> None:
    with pytest.raises(ContentRefused) as refused:
        convert("a.txt", f"A [[redacted: {'Secretname' * 60}]] b\n".encode())
    assert "Secretname" not in str(refused.value)
