"""Makes good page ends: no hyphen, no short page because of a widow, an orphan or a heading, facing pages level.

If a page that the engine has made ends badly, a paragraph that begins on it is set a line longer or shorter, or without a hyphen there, and
the page is made again, at most `TRIES` times, with the least visible change first. If a page of a spread stays short, the facing page ends
on the same line. The last page of a chapter may end anywhere, but has some lines of text above the contact block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pressroom.pdf.engine import boxes, page_maker
from pressroom.pdf.lines.compositor import compositor_of
from pressroom.pdf.lines.page_attempts import CORRECTABLE, TRIES, Attempt, PageAttempts

FEWEST_LAST = 5  # lines of text on a chapter's last page: with fewer it looks empty
LEVELLED = 3  # lines by which a page is shortened at most, to be level with the one that it faces

Well = Callable[[PageAttempts, PageAttempts], bool]


def remake_page(plain: Any, index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
    """The page of this index, and where the next one begins."""
    compositor = compositor_of(context)
    last_made: PageAttempts | None = compositor.last_made
    before = last_made if last_made and last_made.index == index - 1 else None
    page = PageAttempts(plain, index, context, root_box, html)
    second = page_maker.planned(context, index).is_right is (root_box.style["direction"] == "ltr")
    facing = before if second else None
    level = facing.end.level if facing else 0
    if level:
        page.make(Attempt(), 0)
    if not (level and page.last):  # which may end anywhere
        page.make_well(level if level <= LEVELLED else 0)
    if page.last:
        page = _ended(before, page) if before and 0 < page.text_lines < FEWEST_LAST else page
    elif facing and page.end.level != level and max(page.end.level, level) <= CORRECTABLE:
        page = _levelled(facing, page)
    compositor.last_made = page
    return page.made


def _levelled(facing: PageAttempts, page: PageAttempts) -> PageAttempts:
    """Make the facing page and then this one again, until both are level."""
    shorter = sorted(level for level in {facing.end.level, page.end.level} if 0 < level <= LEVELLED)
    tries = [*((change, 0) for change in facing.changes()[:TRIES]), *((None, level) for level in shorter)]
    return _remade(
        facing, page, tries, lambda retried, after: not (retried.end.badness or after.end.badness) and after.end.level == retried.end.level
    )


def _ended(before: PageAttempts, page: PageAttempts) -> PageAttempts:
    """Make the last two pages again, until the last has enough lines. The other may then be short."""
    level = before.end.level
    tries = [*((change, 0) for change in before.changes()[:TRIES]), *((None, level + held) for held in range(1, FEWEST_LAST))]
    return _remade(before, page, tries, lambda retried, after: not retried.end.hyphen and after.last and after.text_lines >= FEWEST_LAST)


def _remade(
    before: PageAttempts,
    page: PageAttempts,
    tries: Sequence[tuple[Attempt | None, int]],
    well: Well,
) -> PageAttempts:
    """Make two pages again until both are `well`. Each of `tries` is a change of the first, and how many lines above its foot it ends.

    If none succeeds, each page is made as good as possible by itself. Returns the attempts at the second.
    """
    for attempt, aim in tries:
        retried = before.new_attempts()
        retried.make(attempt, aim) if attempt else retried.make_well(aim)
        if retried.last:
            continue
        after = page.new_attempts()
        after.make_well(0 if page.last else aim)
        if well(retried, after):
            break
    else:
        retried = before.new_attempts()
        retried.make_well(0)
        after = page.new_attempts()
        after.make_well(0)
    boxes.replace_contents(before.made.page, retried.made.page)  # the engine has this page already
    return after
