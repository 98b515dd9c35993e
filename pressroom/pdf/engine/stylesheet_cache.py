"""Caches the fonts and parsed stylesheets of pages, for pages with exactly the same ones.

An edit of a chapter usually adds no new letters, so the subsets of its faces stay the same. A chapter that is set again to fit its pages
is the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pressroom.pdf.engine import side_table
from pressroom.pdf.engine.fonts import Fonts, new_fonts

MOST = 4  # pages whose stylesheets are kept: a chapter or two in both editions


@dataclass
class ParsedStyles:
    """The fonts and parsed stylesheets of pages whose style elements are `text`, with the counter styles and colour profiles they define.
    The stylesheets are there once the engine has read them."""

    text: str
    fonts: Fonts = field(default_factory=new_fonts)
    sheets: list[Any] = field(default_factory=list)
    counters: dict[str, Any] = field(default_factory=dict)
    profiles: dict[str, Any] = field(default_factory=dict)


_cache: dict[str, ParsedStyles] = {}


def borrow(html: str) -> ParsedStyles:
    """The styles of a page, from the cache or new. They are not in the cache until they are given back."""
    text = html[html.find("<style") : html.rfind("</style>")]
    styles = _cache.pop(text, None) or ParsedStyles(text)
    side_table.stylesheets[styles.fonts] = styles
    return styles


def give_back(styles: ParsedStyles) -> None:
    """Put styles into the cache, but only those without warnings, since the engine warns while it parses."""
    _cache[styles.text] = styles
    while len(_cache) > MOST:
        del _cache[next(iter(_cache))]


def find_stylesheets(
    plain: Any, wrapper: Any, media: str, fetcher: Any, base: Any, fonts: Any, counters: Any, profiles: Any, rules: Any, layers: Any
) -> Iterator[Any]:
    """The parsed stylesheets of a page; puts into `counters` and `profiles` what they define.

    Page rules and layers are the sheets' own; `rules` and `layers` are for sheets that share them.
    """
    styles: ParsedStyles | None = side_table.stylesheets.get(fonts)
    if not styles:
        yield from plain(wrapper, media, fetcher, base, fonts, counters, profiles, rules, layers)
        return
    if styles.sheets:
        counters.update(styles.counters)
        profiles.update(styles.profiles)
    else:
        styles.sheets = list(plain(wrapper, media, fetcher, base, fonts, counters, profiles, rules, layers))
        styles.counters, styles.profiles = dict(counters), dict(profiles)
    yield from styles.sheets
