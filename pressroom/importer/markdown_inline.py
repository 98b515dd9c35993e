"""Converts the inline Markdown of a source to a chapter's prose: markup that chapters have stays, of other markup only the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pressroom.importer.escaping import escape
from pressroom.importer.source import Warnings
from pressroom.prose.words import single_spaced

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
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass
class InlineMarkdown:
    """Converts the inline markup of one file.

    `links` are the addresses of its reference links by key, `labels` the new labels of its notes by the old; `called` collects the
    labels of the notes that the text calls.
    """

    warnings: Warnings
    links: dict[str, str]
    labels: dict[str, str]
    called: set[str] = field(default_factory=set)

    def prose(self, text: str, line: int) -> str:
        """Convert `text`, which begins at line `line` of the source; warn of markup that is not kept."""
        return _TOKEN.sub(lambda found: self._token(found, line + text.count("\n", 0, found.start())), text)

    def _token(self, found: re.Match[str], line: int) -> str:
        if found["code"] is not None:
            self._warn("code", "code is imported as ordinary text", found, line)
            return escape(found["code"])
        if found["alt"] is not None:
            self._warn(
                "image",
                "an image is left out; its description is imported as text",
                found,
                line,
                "put the image in content/images and add a figure",
            )
            return self.prose(found["alt"], line)
        if found["html"]:
            self._warn("html", "an HTML tag is imported as text", found, line, "remove the tag")
            return escape(found["html"])
        if found["strike"]:
            self._warn("strike-through", "struck-through words are imported as ordinary text", found, line)
            return ""
        if found["call"]:
            return self._call(found, line)
        return self._link(found, line) if found["text"] is not None else found[0]

    def _call(self, found: re.Match[str], line: int) -> str:
        label = self.labels.get(found["call"])
        if label is None:
            self._warn("no-such-note", f"there is no note '{found['call']}'", found, line, "the call is imported as text")
            return escape(found[0])
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
            self._warn(
                "link", f"the link to '{url}' is left out; its words stay", found, line, "a link starts with https:, http: or mailto:"
            )
            return words
        if found["tip"]:
            self._warn("link-title", f"the title {found['tip'].strip()} of a link is left out", found, line)
        return f"[{words}]({url})"

    def _warn(self, code: str, message: str, found: re.Match[str], line: int, hint: str = "") -> None:
        column = found.start() - found.string.rfind("\n", 0, found.start())
        excerpt = found.string.split("\n")[found.string.count("\n", 0, found.start())]
        self.warnings.add(code, message, line, column, hint, excerpt)


def link_key(text: str) -> str:
    """The key of a reference link in the form in which CommonMark (4.7) compares keys."""
    return single_spaced(text).casefold()


def without_markup(prose: str) -> str:
    """The words of inline prose, for a title, which can't have markup."""
    text = re.sub(r"\[\^[^\]]*\]", "", prose)
    text = re.sub(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)", r"\1", text)
    return unescape(_EMPHASIS.sub("", text)).strip()


def unescape(text: str) -> str:
    """`text` without the backslashes of escaped characters."""
    return _ESCAPED.sub(r"\1", text)
