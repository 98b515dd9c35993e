"""A preflight: item by item, what was asked, what was found, and the verdict.

`screen` examines the screen edition, `press` the print edition; both take what `readback` surveyed. `validated` adds what veraPDF says,
where it is installed, `fitted` what the layout measured. `redactions` and `machine_traces` look in all files for what none may contain.
"""

from pressroom.check.preflight.extent import Extent, fitted
from pressroom.check.preflight.inks import plates
from pressroom.check.preflight.items import Flaw, Item, Sources, Where, judged, millimetres
from pressroom.check.preflight.press import press
from pressroom.check.preflight.screen import screen
from pressroom.check.preflight.secrets import MachineNames, machine_traces, redactions
from pressroom.check.preflight.validator import validated

__all__ = [
    "Extent",
    "Flaw",
    "Item",
    "MachineNames",
    "Sources",
    "Where",
    "fitted",
    "judged",
    "machine_traces",
    "millimetres",
    "plates",
    "press",
    "redactions",
    "screen",
    "validated",
]
