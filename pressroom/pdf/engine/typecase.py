"""Type cases: the fonts and the stylesheet of a page, opened and parsed, kept for the next page that brings the very same.

An edit of a chapter's words brings no other letters as a rule, and so the same cut of the same faces; and a chapter that is set again, to
fit its pages, is the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.css
from weasyprint.text.fonts import FontConfiguration

from pressroom.pdf import lines

MOST = 4  # of them are kept: a chapter or two in both editions

engine_finds = weasyprint.css.find_stylesheets


class TypeCase:
    """What pages share whose style elements are `styles`: fonts, and what the engine has made of the stylesheet, once it has read it."""

    def __init__(self, styles: str):
        self.styles = styles
        self.fonts = FontConfiguration()
        self.fonts.case = self
        self.sheets: list[Any] = []
        self.counters: dict[str, Any] = {}
        self.profiles: dict[str, Any] = {}


_kept: dict[str, TypeCase] = {}


def install() -> None:
    """Has the engine ask here for a page's stylesheets."""
    weasyprint.css.find_stylesheets = find_stylesheets


def take(html: str) -> TypeCase:
    """The case of a page: one that was put back or a new one, for a new document. Nobody else has it."""
    styles = html[html.find("<style") : html.rfind("</style>")]
    case = _kept.pop(styles, None) or TypeCase(styles)
    lines.compose_anew(case.fonts)
    return case


def put_back(case: TypeCase) -> None:
    """Keeps a case of which the engine had nothing to say: what it warns of, it says while it parses."""
    _kept[case.styles] = case
    while len(_kept) > MOST:
        del _kept[next(iter(_kept))]


def find_stylesheets(
    wrapper: Any, media: str, fetcher: Any, base: Any, fonts: Any, counters: Any, profiles: Any, rules: Any, layers: Any
) -> Iterator[Any]:
    """The parsed stylesheets of a page, and into `counters` and `profiles` what they define. Stands in for the function in
    `weasyprint.css`.

    Rules for pages and layers are the sheets' own; the last two are for sheets that share them.
    """
    case: TypeCase | None = vars(fonts).get("case")
    if not case:
        yield from engine_finds(wrapper, media, fetcher, base, fonts, counters, profiles, rules, layers)
        return
    if case.sheets:
        counters.update(case.counters)
        profiles.update(case.profiles)
    else:
        case.sheets = list(engine_finds(wrapper, media, fetcher, base, fonts, counters, profiles, rules, layers))
        case.counters, case.profiles = dict(counters), dict(profiles)
    yield from case.sheets
