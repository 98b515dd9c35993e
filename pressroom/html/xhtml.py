"""HTML as the templates write it becomes XHTML for a book, its notes set together behind the text (EPUB 3.3, 6.1; HTML, 14).

A note stands in the HTML where it is called, as `<span class="note">`. A number takes its place, which leads to the note in the section
of class `notes`, and from which a number leads back. A document without notes has no such section.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

VOID = frozenset(["br", "col", "hr", "img", "link", "meta", "wbr"])
CALL = '<a class="noteref" epub:type="noteref" role="doc-noteref" id="call-{0}" href="#note-{0}">{0}</a>'
NOTE = (
    '<aside class="note" epub:type="footnote" role="doc-footnote" id="note-{0}">'
    '<p><a epub:type="backlink" role="doc-backlink" href="#call-{0}">{0}</a> {1}</p></aside>\n'
)


@dataclass(frozen=True)
class Written:
    """A document, and the id and words of each of its sections of the first level."""

    text: str
    sections: tuple[tuple[str, str], ...]


def written(html: str) -> Written:
    """The document `html` as XHTML."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return Written("".join(writer.parts), tuple((anchor, " ".join(words.split())) for anchor, words in writer.sections))


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.sections: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._notes: list[str] = []
        self._text: list[str] | None = None  # of the page, while a note is written
        self._note_depth = 0
        self._section = ""

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.parts.append(f"<?{data}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kinds = given.get("class", "").split()
        if "note" in kinds and self._text is None:
            self._text, self.parts, self._note_depth = self.parts, [], len(self._open)
            self._open.append(tag)
            return
        if "section" in kinds:
            self._section = given.get("id", "")
        if tag == "h2" and self._section:
            self.sections.append((self._section, ""))
        self._open += [] if tag in VOID else ["section.notes" if "notes" in kinds else tag]
        if "notes" in kinds:
            self._start(tag, given) if self._notes else None
            self.parts.append("".join(self._notes))
        else:
            self._start(tag, given)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if "lang" in attributes:
            attributes["xml:lang"] = attributes["lang"]
        said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{said}{'/' if tag in VOID else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self._open:
            return
        opened = self._open.pop()
        if self._text is not None and len(self._open) == self._note_depth:
            number = len(self._notes) + 1
            self._notes.append(NOTE.format(number, "".join(self.parts)))
            self.parts, self._text = [*self._text, CALL.format(number)], None
        elif opened != "section.notes" or self._notes:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))
        if "h2" in self._open and self._text is None and self.sections:
            anchor, words = self.sections[-1]
            self.sections[-1] = anchor, words + data
