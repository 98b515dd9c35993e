"""Converts runs of Word text, each with its style, to a chapter's inline prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from pressroom.importer.escaping import escape
from pressroom.importer.markdown_inline import LINKED
from pressroom.importer.source import Warnings


@dataclass(frozen=True)
class Run:
    """Text of one style, or a call of the note with the label `call`, without text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    call: str = ""


def text_of(runs: Iterable[Run]) -> str:
    """The text of `runs`, with newlines for line breaks."""
    return "".join(run.text for run in runs)


def runs_to_prose(runs: Iterable[Run], warnings: Warnings, line: int) -> str:
    """`runs` as one line of prose: emphasis, links and note calls as markup, everything else escaped."""
    out = ""
    parts = [list(group) for _, group in groupby(_merged(runs), key=lambda run: run.link)]
    for number, part in enumerate(parts):
        after = (text_of(parts[number + 1]) or "[")[:1] if number + 1 < len(parts) else ""
        out += _link(part, out, after, warnings, line) if part[0].link else _styled(part, out, after, warnings, line)
    return out.strip()


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The same runs, with neighbours of one style joined, and spaces for line breaks and tabs."""
    merged: list[Run] = []
    for _, group in groupby((run for run in runs if run.text or run.call), key=lambda run: replace(run, text="")):
        like = list(group)
        merged += like if like[0].call else [replace(like[0], text=re.sub(r"[\n\t]", " ", text_of(like)))]
    return merged


def _link(runs: list[Run], out: str, after: str, warnings: Warnings, line: int) -> str:
    url = runs[0].link
    text = text_of(runs)
    if not LINKED.match(url):
        warnings.add(
            "link", f"the link of '{text}' to '{url}' is left out; its words stay", line, 1, "a link starts with https:, http: or mailto:"
        )
        return _styled(runs, out, after, warnings, line)
    if not text.strip():
        return text
    safe = re.sub(r"[\s()<>\\\[\]*_`]", lambda found: f"%{ord(found[0]):02X}", url)
    inside = _styled(runs, "[", "]", warnings, line, in_link=True)
    before, behind = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    # After an exclamation mark a link would be an image: the words stay without the link.
    return f"{before}[{inside.strip()}]({safe}){behind}" if not (out + before).endswith("!") else escape(text)


def _styled(runs: list[Run], out: str, after: str, warnings: Warnings, line: int, *, in_link: bool = False) -> str:
    """The prose of `runs` after `out`. Text between emphasis is escaped in one piece: characters of two runs can form markup together."""
    done, text = "", ""
    for number, run in enumerate(runs):
        core = run.text.strip()
        before, behind = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        following = behind or (runs[number + 1].text or "[" if number + 1 < len(runs) else after)
        marked = bool(core) and (run.strong or run.emphasis)
        if marked and not _can_stand(core, (out + done + text + before)[-1:], following[:1]):
            warnings.add("emphasis", f"the emphasis of '{core}' is left out: it begins or ends inside a word", line, 1)
            marked = False
        if run.call:
            done, text = done + escape(text, in_link=in_link) + f"[^{run.call}]", ""
        elif marked:
            mark = "**" * run.strong + "*" * run.emphasis
            done += escape(text + before, in_link=in_link) + mark + escape(core, in_link=in_link) + mark
            text = behind
        else:
            text += run.text
    return done + escape(text, in_link=in_link)


def _can_stand(core: str, before: str, after: str) -> bool:
    """Whether asterisks around `core` are read as emphasis (CommonMark 6.2: flanking runs); asterisks next to them are punctuation too."""
    if before and not before.isspace() and (not _is_punctuation(before) or _is_punctuation(core[0])):
        return False
    return not after or after.isspace() or _is_punctuation(after)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
