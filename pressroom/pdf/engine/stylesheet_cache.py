"""The fonts and stylesheets of pages, opened and parsed once for pages that bring the very same.

An edit of a chapter's words asks for no other letters as a rule, and so for the same subset of the same faces; and a chapter that is set
again, to fit its pages, is the same page.
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
    """What pages share whose style elements are `text`: their fonts and, once the engine has read them, the parsed stylesheets with the
    counter styles and colour profiles that they define."""

    text: str
    fonts: Fonts = field(default_factory=new_fonts)
    sheets: list[Any] = field(default_factory=list)
    counters: dict[str, Any] = field(default_factory=dict)
    profiles: dict[str, Any] = field(default_factory=dict)


_cache: dict[str, ParsedStyles] = {}


def borrow(html: str) -> ParsedStyles:
    """The styles of a page, from the cache or new. Nobody else gets them until they are given back."""
    text = html[html.find("<style") : html.rfind("</style>")]
    styles = _cache.pop(text, None) or ParsedStyles(text)
    side_table.stylesheets[styles.fonts] = styles
    return styles


def give_back(styles: ParsedStyles) -> None:
    """Puts styles into the cache; only those of which the engine had nothing to say, since it warns while it parses."""
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
