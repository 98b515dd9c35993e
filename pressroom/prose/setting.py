"""Converts the parser's tokens to the tree, and typed characters to typographic ones."""

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

_AS_TYPED = frozenset(["address", "text_special"])  # typographic rules don't apply to them
_TEXTS = _AS_TYPED | {"text", "softbreak"}
_VERBATIM = "x"  # replaces a character that no typographic rule may change


def to_tree(
    tokens: Iterable[Token], typography: Typography, notes: Mapping[str, Paragraph], warnings: tuple[ProseProblem, ...] = ()
) -> Prose:
    """The tree of `tokens`. `notes` are the notes that they refer to, by label."""
    return Prose(tuple(_Setter(typography, notes).blocks(iter(tokens))), warnings)


class _Setter:
    def __init__(self, typography: Typography, notes: Mapping[str, Paragraph]):
        self.typography = typography
        self.notes = notes
        self.redacted = redaction.label(typography)

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        """The blocks up to the end of the open block."""
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
        """The spans up to the end of the open span. `foreign`: it is in another language."""
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
            case "redacted":  # the label is in the language of the text, also inside foreign words
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
    """The labels of the notes that `tokens` refer to."""
    return {child.content for token in tokens for child in token.children or () if child.type == "note"}


def typed_text(children: Iterable[Token]) -> str:
    """A paragraph as the typographic rules see it: one text without markup. A character after a backslash counts as a letter."""
    return "".join(_VERBATIM if child.type == "text_special" else _as_typed(child.type, child.content) for child in children)


def _typeset(children: list[Token], typography: Typography) -> list[str]:
    """The typographic text of each child of a paragraph. The rules see the paragraph as one text, without markup."""
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
    """What the typographic rules see in place of a child."""
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
    """Remove spaces before the number of a note."""
    while end and out[end - 1] in ("", " "):
        end -= 1
        out[end] = ""
