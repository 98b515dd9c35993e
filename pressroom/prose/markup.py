"""Prose as markup: HTML for the page, XHTML for a book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import count

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

_NUMBER = '<a class="noteref" epub:type="noteref" role="doc-noteref" id="call-{0}" href="#note-{0}">{0}</a>'


def html(prose: Prose) -> str:
    """The HTML of `prose`. A note is where the text refers to it, in `<span class="note" role="doc-footnote">`; CSS makes it a footnote."""
    return _blocks(prose.blocks, _HTML).removesuffix("\n")


def xhtml(prose: Prose, called: int = 0) -> str:
    """The XHTML of `prose` for a book (EPUB 3.3, 6.1). A note call is a numbered link to the note, `#note-1`.

    The notes themselves are elsewhere in the book. `called` is the number of notes before this text.
    """
    numbers = count(called + 1)
    form = _Form("<br/>", xml=True, call=lambda _: _NUMBER.format(next(numbers)))
    return _blocks(prose.blocks, form).removesuffix("\n")


@dataclass(frozen=True, slots=True)
class _Form:
    """The differences between HTML and XHTML."""

    line_break: str
    xml: bool
    call: Callable[[Call], str]

    def language(self, code: str, rtl: bool = False) -> str:
        """The attributes of words in another language. XHTML needs two (XHTML 1.0, C.7)."""
        direction = ' dir="rtl"' if rtl else ""
        xml_lang = f' xml:lang="{code}"' if self.xml else ""
        return f' lang="{code}"{direction}{xml_lang}'


def _footnote(call: Call) -> str:
    return f'<span class="note" role="doc-footnote">{_spans(call.note.spans, _HTML)}</span>'


_HTML = _Form("<br>", xml=False, call=_footnote)


def _blocks(blocks: tuple[Block, ...], form: _Form) -> str:
    return "".join([_block(block, form) for block in blocks])


def _block(block: Block, form: _Form) -> str:
    match block:
        case Paragraph():
            words = _spans(block.spans, form)
            return words if block.bare else f"<p>{words}</p>\n"
        case Quotation():
            return f"<blockquote>{_blocks(block.inner, form)}</blockquote>\n"
        case List():
            items = "".join([f"<li>{_blocks(item, form)}</li>\n" for item in block.items])
            if block.first is None:
                return f"<ul>{items}</ul>\n"
            start = "" if block.first == 1 else f' start="{block.first}"'
            return f"<ol{start}>{items}</ol>\n"


def _spans(spans: tuple[Span, ...], form: _Form) -> str:
    return "".join([_span(span, form) for span in spans])


def _span(span: Span, form: _Form) -> str:
    match span:
        case Text():
            return escape(span.text, quote=False)
        case Emphasis():
            return f"<em>{_spans(span.inner, form)}</em>"
        case Strong():
            return f"<strong>{_spans(span.inner, form)}</strong>"
        case Link():
            return f'<a href="{escape(span.href)}">{_spans(span.inner, form)}</a>'
        case Foreign():
            return f"<span{form.language(span.language, span.rtl)}>{_spans(span.inner, form)}</span>"
        case Call():
            return form.call(span)
        case Redaction():
            language = form.language(span.language) if span.language else ""
            return f'<span class="redacted"{language}>{escape(span.label)}</span>'
        case LineBreak():
            return form.line_break
