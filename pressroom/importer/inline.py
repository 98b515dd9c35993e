"""What stands inside a paragraph of somebody else's Markdown becomes inline prose of ours: its markup where we have it, else its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pressroom.importer.markup import literal
from pressroom.importer.source import Findings

LINKED = re.compile(r"(?:https?://|mailto:)[^\s<>]+\Z", re.IGNORECASE)

_TOKEN = re.compile(
    r"""
      (?P<redacted>\[\[redacted:[^\[\]]*\]\])
    | (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<ticks>(?<!`)`+(?!`))(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | !\[(?P<alt>[^\]]*)\](?:\((?P<source>[^()]*)\)|\[[^\]]*\])?
    | (?P<auto><(?:https?://|mailto:)[^<>\s]+>)
    | (?P<html></?[A-Za-z][^<>]*>|<!--.*?-->|<[!?][^<>]*>)
    | \[\^(?P<call>[^\]\s]+)\]
    | \[(?P<text>(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\]
      (?:\(\s*<?(?P<url>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?P<tip>\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[(?P<key>[^\]]*)\])?
    | (?P<strike>~~)
    """,
    re.VERBOSE | re.DOTALL,
)
_EMPHASIS = re.compile(r"(?<!\\)\*+|(?<![^\W_\\])_+|(?<!\\)_+(?![^\W_])")
_CLEARED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass
class Inline:
    """Rewrites the inline markup of one file. `links` are its reference links by key, `labels` its notes' labels as they are now."""

    findings: Findings
    links: dict[str, str]
    labels: dict[str, str]
    called: set[str] = field(default_factory=set)

    def prose(self, text: str, line: int) -> str:
        """`text`, beginning at line `line` of the source, as our prose; what our prose has no form for is kept as words, and reported."""
        return _TOKEN.sub(lambda found: self._token(found, line + text.count("\n", 0, found.start())), text)

    def _token(self, found: re.Match[str], line: int) -> str:
        if found["code"] is not None:
            self._report("code", "code is kept as ordinary words", found, line)
            return literal(found["code"])
        if found["alt"] is not None:
            self._report("image", "an image is left out, its description kept as words", found, line, "put the file in content/images")
            return self.prose(found["alt"], line)
        if found["html"]:
            self._report("html", "HTML is kept as it is written", found, line, "take the tag out")
            return literal(found["html"])
        if found["strike"]:
            self._report("strike-through", "words struck through are kept as ordinary words", found, line)
            return ""
        if found["call"]:
            return self._call(found, line)
        return self._link(found, line) if found["text"] is not None else found[0]

    def _call(self, found: re.Match[str], line: int) -> str:
        label = self.labels.get(found["call"])
        if label is None:
            self._report("no-such-note", f"there is no note '{found['call']}'", found, line, "the call is kept as words")
            return literal(found[0])
        self.called.add(label)
        return f"[^{label}]"

    def _link(self, found: re.Match[str], line: int) -> str:
        words = self.prose(found["text"], line)
        url = found["url"]
        if url is None:
            url = self.links.get(link_key(found["key"] or found["text"]))
        if url is None:
            rest = f"\\[{self.prose(found['key'], line)}]" if found["key"] else ""
            return f"\\[{words}]{rest}"
        if not LINKED.match(url):
            self._report("link", f"the link to '{url}' is left out, its words kept", found, line, "a link goes to https:, http: or mailto:")
            return words
        if found["tip"]:
            self._report("link-title", f"the title {found['tip'].strip()} of a link is left out", found, line)
        return f"[{words}]({url})"

    def _report(self, code: str, message: str, found: re.Match[str], line: int, hint: str = "") -> None:
        column = found.start() - found.string.rfind("\n", 0, found.start())
        excerpt = found.string.split("\n")[found.string.count("\n", 0, found.start())]
        self.findings.add(code, message, line, column, hint, excerpt)


def link_key(text: str) -> str:
    """The key of a reference link as CommonMark (4.7) compares it."""
    return " ".join(text.split()).casefold()


def plain(prose: str) -> str:
    """The words of inline prose without its markup: for a title, which has none."""
    text = re.sub(r"\[\^[^\]]*\]", "", prose)
    text = re.sub(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)", r"\1", text)
    return cleared(_EMPHASIS.sub("", text)).strip()


def cleared(text: str) -> str:
    """`text` without the backslashes that make characters plain."""
    return _CLEARED.sub(r"\1", text)
