"""The stage from finished files to a preflight: item by item, what was asked, what was found, and whether it will do.

`screen` examines the edition that everyone can read, `press` that for a printing house; both take what `readout` surveyed. `validator`
adds what veraPDF says, where it is installed.
"""

from pressroom.preflight.items import Flaw, Item, judged
from pressroom.preflight.press import press
from pressroom.preflight.screen import screen
from pressroom.preflight.validator import validator

__all__ = ["Flaw", "Item", "judged", "press", "screen", "validator"]
