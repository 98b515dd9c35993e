"""veraPDF's answers about the screen edition, as items; where it can't be run, they are not checked and say what to install."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pressroom.check.preflight.items import Flaw, Item, judged
from pressroom.editions import SCREEN
from pressroom.errors import MachineLacks

STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
EDITION = SCREEN.name
ASKED = "no rule broken, by veraPDF"


def validated(answer: Callable[[], dict[str, list[str]]]) -> Iterator[Item]:
    """An item for each standard that the file has to keep to, by veraPDF's answer: for each, the rules that are broken."""
    try:
        broken = answer()
    except MachineLacks as lacking:
        problem = lacking.problems[0]
        yield from (Item(name, EDITION, ASKED, problem.message, "not checked", hint=problem.hint) for name in STANDARDS.values())
    except ValueError as reason:
        yield from (judged(name, EDITION, ASKED, "", [Flaw(f"veraPDF can't read it: {reason}")]) for name in STANDARDS.values())
    else:
        for flavour, name in STANDARDS.items():
            yield judged(name, EDITION, ASKED, "none", [Flaw(f"rule {rule}") for rule in broken[flavour]])
