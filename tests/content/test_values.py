"""Reading one file: values as typed, limits, hostile bytes."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressroom.content import parse_file
from pressroom.errors import ContentRefused, Place
from pressroom.model import Chapter, Imprint, Report, instant

CHAPTER = "title: Ruritania\nlede: It voted.\n"


def _codes(data: bytes | str) -> list[str]:
    with pytest.raises(ContentRefused) as refused:
        parse_file(Chapter, data if isinstance(data, bytes) else data.encode(), "c.yaml")
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("typed", ["no", "Yes", "1:30", "012", "2004-07-22", "~", "null", "1e3", ".inf", "0x1F", "1_000", "<", "=", "a: b"])
def test_text_stays_as_typed(typed: str) -> None:
    value = f"'{typed}'" if ": " in typed else typed
    chapter = parse_file(Chapter, f"title: {value}\nlede: It voted.\nkeywords: [{value}]\n".encode(), "c.yaml").value
    assert chapter.title == typed
    assert chapter.keywords == (typed,)


def test_numbers_are_read_where_the_model_has_numbers() -> None:
    report = parse_file(Report, b"title: R\nseries: S\nyear: 2005\nmonth: 08\nlanguage: en\n", "r.yaml").value
    assert (report.year, report.month, report.issued) == (2005, 8, "2005-08")


@pytest.mark.parametrize(
    "wrap", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"), lambda text: "---\n" + text + "...\n"]
)
def test_marks_and_line_ends_of_other_systems(wrap: object) -> None:
    data = wrap("title: Ruritania\nlede: |\n  It voted.\n\n  Twice.\n").encode()  # type: ignore[operator]
    assert parse_file(Chapter, data, "c.yaml").value.lede == "It voted.\n\n  Twice.".replace("  ", "")


@pytest.mark.parametrize("letters", ["می\u200cخواهم", "क्\u200dष", "a\u200fb", "a\u00adb", "a\u00a0b", "👩\u200d⚖️"])
def test_letters_and_joiners_are_kept(letters: str) -> None:
    assert parse_file(Chapter, f"title: {letters}\nlede: It voted.\n".encode(), "c.yaml").value.title == letters


@pytest.mark.parametrize(
    "comment",
    [
        "# whole line\n" + CHAPTER,
        "title: R  # the kingdom\nlede: V.\n",
        "title: R\nkeywords:  # of the catalogue\n  - a\n  # - b\nlede: V.\n",
    ],
)
def test_comments_that_cost_no_word(comment: str) -> None:
    assert parse_file(Chapter, comment.encode(), "c.yaml").value.title.startswith("R")


def test_all_problems_of_a_file_are_reported_in_order() -> None:
    data = "titel: Ruri\0tania\nlede: *none\nstatus: draf\nkeywords: [a #b\n  ]\nlede: Again\n"
    assert _codes(data) == ["unknown-field", "forbidden-character", "alias", "bad-value", "text-cut-off", "duplicate-key"]


def test_problems_before_a_syntax_error_are_reported() -> None:
    assert _codes('title: R\0\nlede: &a x\nstatus: "draft\n') == ["forbidden-character", "anchor", "not-yaml"]


def test_too_large() -> None:
    assert _codes(b"#" * 2_000_001) == ["too-large"]
    assert _codes(b"# " + b"x" * 1_999_998) == ["empty-file"]


def test_too_many_values() -> None:
    assert _codes("title: R\nlede: V.\nkeywords: [" + "a, " * 100_000 + "]\n") == ["too-many"]
    assert len(parse_file(Chapter, ("title: R\nlede: V.\nkeywords: [" + "a, " * 30_000 + "]\n").encode(), "c").value.keywords) == 30_000


def test_a_word_of_500_letters_is_read() -> None:
    title = "x" * 500
    assert parse_file(Chapter, f"title: {title}\nlede: V.\n".encode(), "c.yaml").value.title == title


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * 100_000,
        b"{a: " * 100_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"a:\n" * 50_000,
        b"\x01" * 2_000_000,
        b"&a [*a, *a]\n" * 20_000,
        b"k: [" + b"'a' #b\n," * 100_000,
        b"".join(b"k%d: v\n" % number for number in range(49_000)),
        b"lede: " + b"x" * 1_900_000,
        b"a: |\n" + b" \n" * 900_000,
        b'a: "' + b"\\u202e" * 300_000 + b'"',
    ],
    ids=lambda bomb: repr(bomb[:8]),
)
def test_bombs_end_soon(bomb: bytes) -> None:
    start = time.process_time()
    assert 1 <= len(_codes(bomb)) <= 101
    assert time.process_time() - start < 5


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode(errors="surrogatepass"))))
@example(b"\xef\xbb\xbf")
@example(b"a: \xff")
def test_hostile_bytes_are_refused(data: bytes) -> None:
    for model in (Chapter, Report, Imprint):
        with pytest.raises(ContentRefused) as refused:
            parse_file(model, data, "c.yaml")
        assert all(problem.place and problem.place > Place("c.yaml", 0, 0) for problem in refused.value.problems)


LETTERS = st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"], blacklist_characters="\ufffd")


@settings(max_examples=200, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool))
def test_any_quoted_line_is_kept(text: str) -> None:
    quoted = text.replace("'", "''")
    assert parse_file(Chapter, f"title: '{quoted}'\nlede: V.\n".encode(), "c.yaml").value.title == text


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("2005-13-01T00:01:00+00:00", "; there is no month 13"),
        ("2005-02-30T00:01:00+00:00", "; there is no day 2005-02-30"),
        ("2005-01-13T24:01+00:00", "; there is no time 24:01"),
        ("2005-01-13", "; the time is missing"),
        ("2005-01-13T00:01", "; the UTC offset is missing"),
        ("2005-01-13 00:01Z", "; write T between date and time"),
        ("tomorrow", ""),
    ],
)
def test_an_instant_is_refused_for_the_part_that_is_wrong(typed: str, flaw: str) -> None:
    with pytest.raises(ValueError, match="should be a date and time") as refused:
        instant(typed)
    assert str(refused.value) == f"should be a date and time with its UTC offset, for example 2005-01-13T00:01:00+00:00{flaw}"
