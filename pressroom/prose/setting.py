"""The parser's tokens become the tree, and typed characters typographic ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from pressroom.prose import redaction
from pressroom.prose.problems import ProseProblem
from pressroom.prose.tree import (
    Block,
    Call,
    Emphasis,
    Foreign,
    LineBreak,
    Link,
    List,
    Paragraph,
    Prose,
    Quotation,
    Redaction,
    Span,
    Strong,
    Text,
)
from pressroom.prose.typography import Typography, typeset

if TYPE_CHECKING:  # only grammar.py loads markdown-it
    from pressroom.prose.grammar import Token

_AS_TYPED = frozenset(["address", "text_special"])  # typographic rules leave their characters alone
_TEXTS = _AS_TYPED | {"text", "softbreak"}
_VERBATIM = "x"  # stands for a character that no typographic rule may change


def to_tree(
    tokens: Iterable[Token], typography: Typography, notes: Mapping[str, Paragraph], warnings: tuple[ProseProblem, ...] = ()
) -> Prose:
    """The tree of `tokens`. `notes` has each note that is called, by its label."""
    return Prose(tuple(_Setter(typography, notes).blocks(iter(tokens))), warnings)


class _Setter:
    def __init__(self, typography: Typography, notes: Mapping[str, Paragraph]):
        self.typography = typography
        self.notes = notes
        self.redacted = redaction.label(typography)

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        """The blocks up to the end of the one that is open."""
        for token in tokens:
            if token.nesting == -1:
                return
            if token.type == "inline":
                yield self._paragraph(token, bare=True)
            elif token.type == "paragraph_open":
                yield self._paragraph(next(tokens), bare=token.hidden)
                next(tokens)
            elif token.type == "blockquote_open":
                yield Quotation(tuple(self.blocks(tokens)))
            else:
                first = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                yield List(first, tuple(self._items(tokens)))

    def _items(self, tokens: Iterator[Token]) -> Iterator[tuple[Block, ...]]:
        for token in tokens:
            if token.nesting == -1:
                return
            yield tuple(self.blocks(tokens))

    def _paragraph(self, token: Token, *, bare: bool) -> Paragraph:
        children = token.children or []
        words = _typeset(children, self.typography)
        return Paragraph(token.map[0] if token.map else 0, self._spans(iter(zip(children, words, strict=True))), bare)

    def _spans(self, children: Iterator[tuple[Token, str]], *, foreign: bool = False) -> tuple[Span, ...]:
        """The spans up to the end of the one that is open; `foreign` where it is in another language."""
        spans: list[Span] = []
        text = ""
        for child, words in children:
            if child.type in _TEXTS:
                text += words
                continue
            if text:
                spans.append(Text(text))
                text = ""
            if child.nesting == -1:
                break
            spans.append(self._span(child, children, foreign))
        return (*spans, Text(text)) if text else tuple(spans)

    def _span(self, token: Token, children: Iterator[tuple[Token, str]], foreign: bool) -> Span:
        match token.type:
            case "note":
                return Call(token.content, self.notes[token.content])
            case "hardbreak":
                return LineBreak()
            case "redacted":  # the label is in the text's language, whatever it stands among
                return Redaction(self.redacted, self.typography.code if foreign else "")
            case "em_open":
                return Emphasis(self._spans(children, foreign=foreign))
            case "strong_open":
                return Strong(self._spans(children, foreign=foreign))
            case "link_open":
                line, column = token.meta["place"]
                return Link(str(token.attrs["href"]), line, column, self._spans(children, foreign=foreign))
        return Foreign(str(token.attrs["lang"]), "dir" in token.attrs, self._spans(children, foreign=True))


def called(tokens: Iterable[Token]) -> set[str]:
    """The labels of the notes that `tokens` call."""
    return {child.content for token in tokens for child in token.children or () if child.type == "note"}


def typed_text(children: Iterable[Token]) -> str:
    """A paragraph as the typographic rules see it: one text, whatever markup lies between. A character after a backslash is a letter."""
    return "".join(_VERBATIM if child.type == "text_special" else _as_typed(child.type, child.content) for child in children)


def _typeset(children: list[Token], typography: Typography) -> list[str]:
    """What is set for each child of a paragraph: typographic rules see it as one text, whatever markup lies between."""
    typed = [_as_typed(child.type, child.content) for child in children]
    out = typeset("".join(typed), typography)
    ends = list(accumulate(map(len, typed)))
    for child, end in zip(children, ends, strict=True):
        if child.type == "note":
            _close_up(out, end)
    return [
        child.content if child.type in _AS_TYPED else "".join(out[end - len(source) : end])
        for child, source, end in zip(children, typed, ends, strict=True)
    ]


def _as_typed(kind: str, content: str) -> str:
    """What the typographic rules see of a child."""
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "\n"
    if kind == "redacted":
        return redaction.STAND_IN
    if kind == "address" or (kind == "text_special" and content in "\"'-."):
        return _VERBATIM * len(content)
    return content if kind in _TEXTS else ""


def _close_up(out: list[str], end: int) -> None:
    """No space stands before a note's number."""
    while end and out[end - 1] in ("", " "):
        end -= 1
        out[end] = ""
