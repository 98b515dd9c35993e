"""Writes the words of a chapter as a Typst document with the same faces, sizes and measure."""

from __future__ import annotations

from pathlib import Path

from pressroom import content, prose
from pressroom.manuscript import typography, walk

PREAMBLE = """\
#set page(paper: "us-letter", margin: (top: 87pt, bottom: 105pt, left: 132pt, right: 156pt), numbering: "1")
#set text(font: "EB Garamond", size: 11.5pt, lang: "LANGUAGE")
#set par(justify: true, leading: 3.5pt, first-line-indent: 15pt)
"""


def typst_source(root: Path, stem: str) -> str:
    """The chapter `stem` of the project in `root` in Typst's markup: headings and paragraphs, with every word."""
    library = content.load(root / "content", [stem])
    chapter = library.chapters[stem].value
    language = library.languages[chapter.language or library.report.value.language]
    set_so = typography(language)
    notes = tuple(chapter.notes.items())
    parts = [PREAMBLE.replace("LANGUAGE", chapter.language or library.report.value.language)]
    for line in walk(chapter):
        if line.kind in ("title", "heading", "subheading"):
            parts.append("= " + _escaped(prose.plain(line.text, set_so)))
        elif line.shown:
            setter = prose.blocks if line.form == "blocks" else prose.inline
            texts = [_escaped(paragraph.text) for paragraph in setter(line.text, set_so, notes).paragraphs]
            parts += [f"#text(size: 12.5pt)[{text}]" if line.kind == "lede" else text for text in texts]
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\#$*_`<>@=-+/[]~" else character for character in text)
