"""The words of an entry as HTML: deleted words are struck out, inserted ones underlined, and both are announced when read aloud.

`data-said` holds what is read aloud in place of an element; the PDF has it as ActualText. A change bar for the margin stands before each
word that changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from pressroom.redline.diff.comparing import Op, Piece
from pressroom.redline.diff.tokens import Fragment, Mark, Token, Words, text

BAR = '<i class="bar"></i>'
ELEMENTS: dict[Op, str] = {"deleted": "del", "inserted": "ins"}
HIDDEN = {"a": " <{}>", "span": " {{{}}}", "em": " (emphasis)", "strong": " (strong)"}  # of a mark, what can't be seen or heard
SPOKEN = {"note": "note {}", "number": "{}", "br": "line break", "quotation": "block quotation"}


def html(pieces: Sequence[Piece], said: Mapping[str, str], *, bars: bool = True) -> str:
    """The HTML of `pieces`. `said` has the words for `deleted` and `inserted` in the chapter's language."""
    return "".join(_piece(piece, said, BAR * bars) for piece in pieces).rstrip(" ")


def _piece(piece: Piece, said: Mapping[str, str], bar: str) -> str:
    element = ELEMENTS.get(piece.op)
    if element is None:
        return _set(piece.words)
    words = _with_hidden(piece.words)
    aloud = " ".join(text([token._replace(fragments=tuple(map(_aloud, token.fragments))) for token in words]).split())
    inner = _set(words, bar, changed=True).rstrip(" ")
    return f'<{element} data-said="{escape(f"[{said[piece.op]}: {aloud}]")}">{inner}</{element}>{" " * words[-1].space}'


def _with_hidden(words: Words) -> list[Token]:
    """The words, with what is hidden of a mark written out where the mark ends, since it may be all that changed."""
    fragments = [fragment for token in words for fragment in token.fragments]
    after = iter([fragment.marks for fragment in fragments[1:]] + [()])
    return [
        token._replace(fragments=tuple(part for fragment in token.fragments for part in (fragment, *_hidden(fragment, next(after)))))
        for token in words
    ]


def _hidden(fragment: Fragment, after: tuple[Mark, ...]) -> Iterator[Fragment]:
    for kind, value in fragment.marks:
        redaction = (kind, value) == ("span", "")  # its label is all there is
        if kind in HIDDEN and (kind, value) not in after and not redaction:
            yield Fragment(HIDDEN[kind].format(value.removesuffix(" rtl")), (("detail" if kind in ("a", "span") else "heard", ""),))


def _aloud(fragment: Fragment) -> Fragment:
    """A fragment as it is read aloud: a sign becomes words."""
    if fragment.text:
        return fragment
    kind, value = fragment.marks[-1]
    return Fragment(f" {_item(value, fragment.number) if kind == 'item' else SPOKEN[kind].format(fragment.number)} ")


def _item(value: str, number: int) -> str:
    return f"{number}." if value.startswith("ol") else "•"


def _set(words: Sequence[Token], bar: str = "", *, changed: bool = False) -> str:
    """The words with their marks. Letters with the same marks share one element: the engine joins and orders Arabic only within one."""
    html: list[str] = []
    for marks, run in groupby(_runs(words), key=lambda part: part[0].marks):
        parts = list(run)
        foreign = any(kind == "span" for kind, _ in marks)
        letters = "".join(bar * (first and not foreign) + _letters(part, changed) + blank for part, first, blank in parts)
        blank = parts[-1][2]
        html.append(bar * (foreign and parts[0][1]) + _marked(letters.removesuffix(blank), marks) + blank)
    return "".join(html)


def _runs(words: Sequence[Token]) -> Iterator[tuple[Fragment, bool, str]]:
    """Each fragment, with whether it begins a word, and the space after it."""
    for token in words:
        for number, fragment in enumerate(token.fragments):
            yield fragment, number == 0, " " * (token.space and number == len(token.fragments) - 1)


def _letters(fragment: Fragment, changed: bool) -> str:
    if not fragment.text:
        return _sign(fragment, changed)
    return "" if fragment.marks == (("heard", ""),) else escape(fragment.text, quote=False)


def _marked(inner: str, marks: Sequence[Mark]) -> str:
    for kind, value in reversed(marks):
        if kind in ("em", "strong"):
            inner = f"<{kind}>{inner}</{kind}>"
        elif kind == "span":
            language, _, direction = value.partition(" ")
            inner = f'<span lang="{escape(language)}" dir="{direction or "ltr"}">{inner}</span>'
        elif kind == "detail":
            inner = f'<span class="detail">{inner}</span>'
    return inner


def _sign(fragment: Fragment, changed: bool) -> str:
    kind, value = fragment.marks[-1]
    if kind == "br":
        return "<br>"
    if kind == "quotation":
        return '<span class="detail">[block quotation]</span>' if changed else ""
    if kind == "item":
        return f'<span class="sign">{_item(value, fragment.number)}</span>'
    return f'<span class="{"call" if kind == "note" else "sign"}">{fragment.number}</span>'
