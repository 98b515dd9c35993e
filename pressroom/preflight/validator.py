"""What veraPDF says of the screen edition, as items; where it can't be run, they are not checked and say what to install."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressroom.errors import MachineLacks
from pressroom.preflight import vera
from pressroom.preflight.items import Flaw, Item, judged

STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
EDITION = "screen"


def validator(path: Path) -> Iterator[Item]:
    """An item for each standard that the file at `path` has to keep to."""
    for flavour, standard in STANDARDS.items():
        name, asked = f"{standard} by veraPDF", f"no rule of {standard} broken"
        try:
            broken = vera.failures(path, flavour)
        except MachineLacks as lacking:
            fault = lacking.faults[0]
            yield Item(name, EDITION, asked, fault.message, "not checked", hint=fault.hint)
        else:
            yield judged(name, EDITION, asked, "none", [Flaw(f"rule {told}") for told in broken])
