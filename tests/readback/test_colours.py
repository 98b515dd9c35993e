"""What a colour prints: its plates, and whether it is full black."""

import pytest

from pressroom.readback.colours import PLATES, Colour

BLACK = PLATES[-1:]


@pytest.mark.parametrize(
    ("colour", "plates", "solid"),
    [
        (Colour("DeviceCMYK", (0, 0, 0, 1)), BLACK, True),
        (Colour("ICCBased 4", (0, 0, 0, 1)), BLACK, True),
        (Colour("DeviceGray", (0,)), BLACK, True),
        (Colour("Separation Black", (1,)), BLACK, True),
        (Colour("DeviceCMYK", (0, 0, 0, 0.9)), BLACK, False),
        (Colour("DeviceGray", (0.1,)), BLACK, False),
        (Colour("Separation Black", (0.5,)), BLACK, False),
        (Colour("DeviceCMYK", (0.1, 0, 0, 1)), ("cyan", "black"), False),
        (Colour("DeviceCMYK", (1, 0, 0, 0)), ("cyan",), False),
        (Colour("DeviceCMYK", (0, 0, 0, 0)), (), False),
        (Colour("DeviceGray", (1,)), (), False),
        (Colour("DeviceGray", ()), BLACK, True),
        (Colour("DeviceCMYK", ()), PLATES, False),
        (Colour("Separation All", (1,)), PLATES, False),
        (Colour("Separation PMS", (1,)), (), False),
        (Colour("DeviceRGB", (0, 0, 0)), (), False),
    ],
)
def test_plates_and_solid_black(colour, plates, solid):
    assert (colour.plates, colour.solid_black) == (plates, solid)


def test_red_green_and_blue():
    assert Colour("DeviceRGB", (1, 0.5, 0)).rgb == (255, 128, 0)
    assert Colour("DeviceCMYK", (1, 0, 0, 0)).rgb == ()
