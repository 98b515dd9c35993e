"""Runs of Word text, each with its style, become inline prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from pressroom.importer.inline import LINKED
from pressroom.importer.markup import literal
from pressroom.importer.source import Findings


@dataclass(frozen=True)
class Run:
    """Text of one style; `call` is the label of a note that is called here, and then there is no text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    call: str = ""


def words(runs: Iterable[Run]) -> str:
    """The text of `runs`, line breaks as newlines."""
    return "".join(run.text for run in runs)


def inline(runs: Iterable[Run], findings: Findings, line: int) -> str:
    """`runs` as one line of prose: emphasis, links and note calls as markup, everything else as it is."""
    out = ""
    parts = [list(group) for _, group in groupby(_merged(runs), key=lambda run: run.link)]
    for number, part in enumerate(parts):
        after = (words(parts[number + 1]) or "[")[:1] if number + 1 < len(parts) else ""
        out += _link(part, out, after, findings, line) if part[0].link else _styled(part, out, after, findings, line)
    return out.strip()


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The same runs, neighbours of one style made one; line breaks and tabs as spaces."""
    merged: list[Run] = []
    for _, group in groupby((run for run in runs if run.text or run.call), key=lambda run: replace(run, text="")):
        like = list(group)
        merged += like if like[0].call else [replace(like[0], text=re.sub(r"[\n\t]", " ", words(like)))]
    return merged


def _link(runs: list[Run], out: str, after: str, findings: Findings, line: int) -> str:
    url = runs[0].link
    text = words(runs)
    if not LINKED.match(url):
        findings.add(
            "link", f"the link of '{text}' to '{url}' is left out, its words kept", line, 1, "a link goes to https:, http: or mailto:"
        )
        return _styled(runs, out, after, findings, line)
    if not text.strip():
        return text
    safe = re.sub(r"[\s()<>\\\[\]*_`]", lambda found: f"%{ord(found[0]):02X}", url)
    inside = _styled(runs, "[", "]", findings, line, in_link=True)
    before, behind = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    # Right behind an exclamation mark a link would be a picture; without the link the words stay.
    return f"{before}[{inside.strip()}]({safe}){behind}" if not (out + before).endswith("!") else literal(text)


def _styled(runs: list[Run], out: str, after: str, findings: Findings, line: int, *, in_link: bool = False) -> str:
    """What goes behind `out` for `runs`. Text without marks is made plain as one, since signs of two runs may make markup together."""
    done, text = "", ""
    for number, run in enumerate(runs):
        core = run.text.strip()
        before, behind = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        following = behind or (runs[number + 1].text or "[" if number + 1 < len(runs) else after)
        marked = bool(core) and (run.strong or run.emphasis)
        if marked and not _can_stand(core, (out + done + text + before)[-1:], following[:1]):
            findings.add("emphasis", f"the emphasis of '{core}' is left out: it begins or ends inside a word", line, 1)
            marked = False
        if run.call:
            done, text = done + literal(text, in_link=in_link) + f"[^{run.call}]", ""
        elif marked:
            mark = "**" * run.strong + "*" * run.emphasis
            done += literal(text + before, in_link=in_link) + mark + literal(core, in_link=in_link) + mark
            text = behind
        else:
            text += run.text
    return done + literal(text, in_link=in_link)


def _can_stand(core: str, before: str, after: str) -> bool:
    """Whether stars around `core` are read as emphasis (CommonMark 6.2: flanking runs); stars next to them are signs too."""
    if before and not before.isspace() and (not _sign(before) or _sign(core[0])):
        return False
    return not after or after.isspace() or _sign(after)


def _sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
