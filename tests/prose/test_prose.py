"""Prose: its visible text, its HTML, and what is refused, with places."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml

from pressroom.manuscript.manuscript import typography
from pressroom.model import Language
from pressroom.prose import ProseRefused, Typography, blocks, html, inline, plain, slug, xhtml
from tests.support.projects import ROOT


def language(code: str) -> Typography:
    """The language as the project's own file sets it."""
    language = Language.model_validate(yaml.load((ROOT / "content" / "languages" / f"{code}.yaml").read_bytes(), Loader=yaml.BaseLoader))
    return typography(language, code)


EN, RU = language("en"), language("ru")
NOTES = (("law", 'The *Law* on "Media".'), ("vote", "Plain."), ("bad", "A <b>note</b>."), ("loop", "See[^law]."))


def shown(text: str, typography: Typography = EN) -> str:
    """The words of a text of one paragraph, a no-break space as ~."""
    (paragraph,) = blocks(text, typography, NOTES).paragraphs
    return paragraph.text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ('"Stop," he said.', "“Stop,” he said."),
        ("He said \"the 'new' law\".", "He said “the ‘new’ law”."),
        ('"The "free" press"', "“The ‘free’ press”"),
        ('("x") ["y"] --"z"', "(“x”) [“y”] —“z”"),
        ('"*SolDat*" and **"x"** and *"y*"', "“SolDat” and “x” and “y”"),
        ('"word[^law]" and [a "b"](https://x.org)"', "“word” and a “b””"),
        ('An "open one\n\n', "An “open one"),
        (
            '"A"s and "B"s, the "ex"-wife, d\'"Azur", L\'"Opinion" said "d\'"Azur""',
            "“A”s and “B”s, the “ex”-wife, d’“Azur”, L’“Opinion” said “d’‘Azur’”",
        ),
        ('A 3"x5" card, ab"cd', 'A 3"x5" card, ab"cd'),
        ("the officers' case, it's, '90s, '04, 'em", "the officers’ case, it’s, ’90s, ’04, ’em"),
        ("\"'Yes' is no 'no'\"", "“‘Yes’ is no ‘no’”"),
        ('He is 5\'10" tall, a 3" nail, rock " roll', 'He is 5\'10" tall, a 3" nail, rock " roll'),
        (r"\"as typed\" \'x\' \-- \...", "\"as typed\" 'x' -- ..."),
        ("“typed” ‘as’ it’s – and — … «x»", "“typed” ‘as’ it’s~– and~— … «x»"),
        ("2003--2004, Almaty--Astana", "2003–2004, Almaty–Astana"),
        ("media -- those left -- were; so---then; Wait--", "media~— those left~— were; so—then; Wait—"),
        ("----- and ..... and ....", "----- and ..... and …."),
        ("wait... and...go", "wait… and…go"),
        ("co\u2010founder", "co-founder"),
        ("J. R. Smith and U.N. Special, H. Clinton", "J.~R.~Smith and U.N. Special, H.~Clinton"),
        ("Art. 5, No. 3, p. 12, § 3, §§ 4", "Art.~5, No.~3, p.~12, §~3, §§~4"),
        ("34th floor, 10 000 people, 1 200 000 m", "34th~floor, 10~000~people, 1~200~000~m"),
        ("5 percent, 30 million, 5 km2, 5 kmh, in 2004 300 men", "5~percent, 30~million, 5 km2, 5 kmh, in 2004 300 men"),
        ("Mr. Duvanov, St. Petersburg", "Mr.~Duvanov, St.~Petersburg"),
        ("On June 2, in 2 June, May 2004, May 30,000 fled, the 12th May", "On June~2, in 2~June, May 2004, May 30,000 fled, the 12th~May"),
        ("page 3, pp. 4--5, Chapter 12, note 1, a page turned", "page~3, pp.~4–5, Chapter~12, note~1, a page turned"),
        ("Marches 5, the no. 5 man, Amr. Smith, No. X", "Marches 5, the no.~5 man, Amr. Smith, No. X"),
        ("No.\n3 and\nfive  \nlines", "No.~3 and five lines"),
        ("one\\\ntwo", "one two"),
        ("(c) (tm) what??? a < b C# 5 * 3 snake_case AT&T x && y 50% #1 ~a~", None),
        ("5*3*2 and f*ck, sh*t; _under_score", "5*3*2 and f*ck, sh*t; _under_score"),
        ("the *Titanic*s", "the Titanics"),
        ("http://x.org/_a_b--c...d/ and https://x.org/*z*", "http://x.org/_a_b--c...d/ and https://x.org/z"),
        ("\\*not\\* \\# \\[^law] \\<b> \\&amp;", "*not* # [^law] <b> &amp;"),
        ("word [^law] next[^vote].", "word next."),
        ("\U0001f600 e\u0301 \U00020000", "\U0001f600 e\u0301 \U00020000"),
    ],
)
def test_english(typed: str, seen: str | None) -> None:
    assert shown(typed) == (typed if seen is None else seen)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ('"Солдат"', "«Солдат»"),
        ('"Газета "Солдат" закрыта", -- сказал он', "«Газета „Солдат“ закрыта»,~— сказал он"),
        ("\"Газета 'Солдат' закрыта\"", "«Газета „Солдат“ закрыта»"),
        ('«Газета "Солдат" закрыта»', "«Газета „Солдат“ закрыта»"),
        ("-- Привет, -- сказал Н. А. Назарбаев...", "— Привет,~— сказал Н.~А.~Назарбаев…"),
        ("ст. 5, № 3, 5 млн, 12 лет, 300 км", "ст.~5, №~3, 5~млн, 12~лет, 300~км"),
        ("2 июня 2004 г., 12 января, г. Москва, стр. 3, на странице 4", "2~июня 2004~г., 12~января, г.~Москва, стр.~3, на странице~4"),
        ("г-н Назарбаев, им. Абая, в части 2 закона", "г-н~Назарбаев, им.~Абая, в~части~2 закона"),
        ("Кот-д'Ивуар", "Кот-д’Ивуар"),
        ('В Москве и в Алма-Ате, с "Солдатом" и *у* моря', "В~Москве и~в~Алма-Ате, с~«Солдатом» и~у~моря"),
        ("т. и. и и, или с -- и с 5", "т. и. и~и, или с~— и~с~5"),
    ],
)
def test_russian(typed: str, seen: str) -> None:
    assert shown(typed, RU) == seen


def test_an_ending_may_be_joined_to_quoted_words() -> None:
    typed = '"Отан"ның төрағасы мен "Асар"дың мүшелері; "Егемен Қазақстан"да, "Азат"қа'
    assert shown(typed, language("kk")) == "«Отан»ның төрағасы мен «Асар»дың мүшелері; «Егемен Қазақстан»да, «Азат»қа"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a  \nb\\\nc", "<p>a b<br>c</p>"),
        ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>"),
        ("0. a\n1. b", '<ol start="0"><li>a</li>\n<li>b</li>\n</ol>'),
        ("3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li>\n</ol>'),
        ("> q", "<blockquote><p>q</p>\n</blockquote>"),
        ('[x](https://x.org/?a=1&b="2")', '<p><a href="https://x.org/?a=1&amp;b=%222%22">x</a></p>'),
        ("[x](#раздел) <https://x.org/a'b--c>", '<p><a href="#раздел">x</a> <a href="https://x.org/a\'b--c">https://x.org/a\'b--c</a></p>'),
        ("<press@hrw.org>", '<p><a href="mailto:press@hrw.org">press@hrw.org</a></p>'),
        ("[текст]{lang=ru} [نص]{lang=ar}", '<p><span lang="ru">текст</span> <span lang="ar" dir="rtl">نص</span></p>'),
        ('[x]{lang="sr-Latn-RS"}', '<p><span lang="sr-Latn-RS">x</span></p>'),
        ("w [^law]!", '<p>w<span class="note" role="doc-footnote">The <em>Law</em> on “Media”.</span>!</p>'),
    ],
)
def test_html(typed: str, expected: str) -> None:
    assert html(blocks(typed, EN, NOTES)).replace("&#x27;", "'") == expected


def test_xhtml_closes_breaks_names_languages_twice_and_numbers_calls() -> None:
    typed = "a\\\nb[^law] [نص [[redacted: x]]]{lang=ar} <https://x.org/?a&b>[^vote]"
    call = '<a class="noteref" epub:type="noteref" role="doc-noteref" id="call-{0}" href="#note-{0}">{0}</a>'
    assert xhtml(blocks(typed, EN, NOTES), 4) == (
        f'<p>a<br/>b{call.format(5)} <span lang="ar" dir="rtl" xml:lang="ar">نص '
        '<span class="redacted" lang="en" xml:lang="en">[redacted]</span></span> '
        f'<a href="https://x.org/?a&amp;b">https://x.org/?a&amp;b</a>{call.format(6)}</p>'
    )


def test_paragraphs_come_in_reading_order_with_their_lines_and_calls() -> None:
    text = "one\ntwo[^law] x[^vote]\n\n- item\n  more\n\n  1. deep\n\n> quoted\n> on\n\nlast"
    found = [(paragraph.line, paragraph.text, [call.label for call in paragraph.calls]) for paragraph in blocks(text, EN, NOTES).paragraphs]
    assert found == [
        (0, "one two x", ["law", "vote"]),
        (3, "item more", []),
        (6, "deep", []),
        (8, "quoted on", []),
        (11, "last", []),
    ]


def test_links_have_their_places() -> None:
    links = blocks("a\n\n- see [x](https://x.org)\n  and <https://y.org> [z](#z)", EN).links
    assert [(link.href, link.line, link.column) for link in links] == [("https://x.org", 2, 6), ("https://y.org", 3, 6), ("#z", 3, 22)]


@pytest.mark.parametrize("typed", ["- x", "1. x", "> x", "# x", "---", "    x", "+ x", "``` x", "| a | b |"])
def test_a_line_has_no_blocks(typed: str) -> None:
    assert inline(typed, EN).paragraphs[0].text == plain(typed, EN).strip()


def test_plain_reads_no_markdown() -> None:
    assert plain('*"A"* [x](y) <b> & \\* 5 km', EN) == "*“A”* [x](y) <b> & \\* 5\u00a0km"


REFUSALS = [
    ("a\n\n## H", 2, 0, "a heading is not allowed in prose"),
    ("> # H", 0, 2, "a heading is not allowed in prose"),
    ("a\n---", 1, 0, "this line turns the line above it into a heading"),
    ("a\n\n***", 2, 0, "a horizontal rule is not allowed in prose"),
    ("    a", 0, 4, "Markdown reads an indented paragraph as code"),
    ("```\na\n```", 0, 0, "code is not allowed in prose"),
    ("a `b`", 0, 2, "code is not allowed in prose"),
    ("|a|b|\n|-|-|\n|1|2|", 0, 0, "a table is not allowed in prose"),
    ("a ![b](c)", 0, 2, "a picture is not allowed in prose"),
    ("- x\n  a <b>c", 1, 4, "HTML is not allowed in prose: '<b>'"),
    ("a <!-- b -->", 0, 2, "HTML is not allowed in prose: '<!--'"),
    ("a &nbsp; b", 0, 2, "HTML character codes are not allowed in prose: '&nbsp;'"),
    ("a [b](https://x.org?&lt;)", 0, 20, "HTML character codes are not allowed in prose: '&lt;'"),
    ("[a]: https://x.org", 0, 0, "a link definition is not allowed in prose"),
    ("a\n[^law]: b", 1, 0, "the note 'law' is defined in the text"),
    ("> a[^lwa]", 0, 3, "there is no note 'lwa'"),
    ("a[^loop]", 0, 1, "the note 'loop' can't be used: a note can't call another note"),
    ("a[^bad]", 0, 1, "the note 'bad' can't be used: HTML is not allowed in prose: '<b>'"),
    ("[^law] a", 0, 0, "there is no word before this note call"),
    ("a [b](c/d)", 0, 2, "a link can't go to 'c/d'"),
    ("a [b](//x.org)", 0, 2, "a link can't go to '//x.org'"),
    ("a [b](javascript:x)", 0, 2, "a link can't go to 'javascript:x'"),
    ("a [b]()", 0, 2, "a link can't go to ''"),
    ("a <ftp://x.org>", 0, 2, "a link can't go to 'ftp://x.org'"),
    ('a [b](https://x.org "t")', 0, 2, "a link can't have a title: paper does not show it"),
    ("a [b](https://x.org y)", 0, 4, "this link is not complete"),
    ("[a [b](https://x.org) c](https://y.org)", 0, 23, "this link is not complete"),
    ("[a <https://x.org> c](https://y.org)", 0, 3, "a link can't contain another link"),
    ("a [b]{.c}", 0, 4, "this span has no language code"),
    ("a [b]{lang=russian}", 0, 4, "'russian' is not a language code"),
    ("- a\n-", 1, 0, "this list item is empty"),
    ("a\n\n>", 2, 0, "this quotation is empty"),
    ("1. a\n1. b", 1, 0, "list item 2 is numbered 1"),
    ("2004. a", 0, 0, "a list item can't be numbered '2004'"),
    ("> > > > > > > > > > a", 0, 0, "lists and quotations are nested too deeply"),
]


@pytest.mark.parametrize(("typed", "line", "column", "message"), REFUSALS)
def test_refusals(typed: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ProseRefused) as refused:
        blocks(typed, EN, NOTES)
    (problem, *others) = refused.value.problems
    assert (problem.line, problem.column, problem.message) == (line, column, message)
    assert not others
    assert problem.hint
    assert re.fullmatch("prose-[a-z]+", problem.code)


def test_every_problem_is_reported_in_order() -> None:
    text = "\n\n".join(typed for typed, *_ in REFUSALS[4:20:3])
    with pytest.raises(ProseRefused) as refused:
        blocks(text, EN, NOTES)
    assert [problem.message for problem in refused.value.problems] == [message for *_, message in REFUSALS[4:20:3]]


def test_hints_name_what_was_meant() -> None:
    for typed, hint in [
        ("a[^lwa]", "did you mean 'law'?"),
        ("a[^zzzz]", "add it under 'notes:'"),
        ("[a](www.x.org)", "add https:// before it"),
    ]:
        with pytest.raises(ProseRefused, match=re.escape(hint)):
            blocks(typed, EN, NOTES)


def test_a_note_calls_no_note() -> None:
    with pytest.raises(ProseRefused, match="a note can't call another note"):
        inline("a[^law]", EN, None)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Persecution of Political Opponents", "persecution-of-political-opponents"), ("Kazakhstan’s “Media” & Law", "kazakhstans-media-law"),
     ("Свобода СМИ", "свобода-сми"), ("حرية الصحافة", "حرية-الصحافة"), ("!?", "section"), ("e\u0301", "é")],
)  # fmt: skip
def test_slug(heading: str, expected: str) -> None:
    assert slug(heading) == expected


def test_the_parser_is_loaded_only_for_prose() -> None:
    code = "import sys, pressroom.prose as p; p.plain('a', p.Typography(('“', '”', '‘', '’'))); sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
