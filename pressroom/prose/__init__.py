"""Prose: Markdown's small set, parsed once to a tree that each output renders.

    text ── blocks(), inline() ──▶ Prose ── html(), xhtml() ──▶ a page, a book
                                    │
                                    ├── .paragraphs: what readers see of each, and the notes that it calls
                                    └── .links, .calls

Prose has paragraphs, *emphasis*, **strong**, [links](https://…), bullet and numbered lists, block quotations, note calls `[^label]`,
spans in another language `[текст]{lang=ru}`, and redactions `[[redacted: words]]`, which are set as a bar. Other Markdown (headings, code,
HTML …) is refused with its place, so that no typed character disappears. Markdown follows CommonMark 0.31, except that two spaces at the
end of a line mean nothing, and a star inside a word opens no emphasis. A backslash makes the character after it plain.

`tree` has the classes of the tree, for outputs that render it themselves (`kit`: text; `redline`: words). `plain`, `line` and `slug` are
for text without Markdown. The parser is loaded when the first text is parsed. `languages` knows which codes name a language. `words`
splits any text into the words by which texts are compared.
"""

from pressroom.prose import languages, redaction, tree
from pressroom.prose.markup import html, xhtml
from pressroom.prose.parsing import Notes, blocks, inline
from pressroom.prose.plain_text import line, plain, plain_warnings, slug
from pressroom.prose.problems import STAR, ProseRefused
from pressroom.prose.tree import Prose
from pressroom.prose.typography import Typography

__all__ = [
    "STAR",
    "Notes",
    "Prose",
    "ProseRefused",
    "Typography",
    "blocks",
    "html",
    "inline",
    "languages",
    "line",
    "plain",
    "plain_warnings",
    "redaction",
    "slug",
    "tree",
    "words",
    "xhtml",
]
