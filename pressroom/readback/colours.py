"""Colours in content streams: their colour spaces, and the ink on each plate."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object

SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}  # in inline images (ISO 32000-1, 8.9.7)
COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}
BLACK_FIRST = {"DeviceGray", "CalGray", "ICCBased 1"}
INKS = {"DeviceCMYK", "ICCBased 4"}
RGB = {"DeviceRGB", "CalRGB", "ICCBased 3"}
PLATES = ("cyan", "magenta", "yellow", "black")


@dataclass(frozen=True)
class Colour:
    """A colour: its space (DeviceCMYK, ICCBased 3, Separation All, …) and its components, from 0 to 1 except in Lab."""

    space: str
    components: tuple[float, ...]

    @property
    def ink(self) -> float:
        """The amount of ink: the sum of all plates, in percent; 0 if the colour is not given in inks."""
        if self.space in BLACK_FIRST:
            return 100 * (1 - self.components[0]) if self.components else 100.0
        if self.space == "Separation All":
            return 400 * sum(self.components)
        return 100 * sum(self.components) if self.space in INKS or self.space.startswith(("Separation", "DeviceN")) else 0.0

    @property
    def plates(self) -> tuple[str, ...]:
        """The plates of PLATES that print it; all plates of its space if its components are unknown."""
        if self.space in INKS:
            return tuple(plate for plate, amount in zip(PLATES, self.components or (1, 1, 1, 1), strict=False) if amount)
        if self.space == "Separation All":
            return PLATES
        black = self.components != (1,) if self.space in BLACK_FIRST else self.space == "Separation Black" and any(self.components)
        return PLATES[-1:] * black

    @property
    def solid_black(self) -> bool:
        """Whether it is full black ink alone. A tint would be screened, which makes the edges of letters ragged."""
        return self.plates == PLATES[-1:] and self.ink == 100

    @property
    def rgb(self) -> tuple[int, ...]:
        """Red, green and blue from 0 to 255, as in a stylesheet; empty for other colour spaces."""
        return tuple(round(255 * component) for component in self.components) if self.space in RGB else ()

    def __str__(self) -> str:
        return f"{self.space} {' '.join(f'{component:g}' for component in self.components)}".strip()


def space_name(space: Object, resources: Object) -> str:
    """The name of a colour space: its family and what distinguishes it (`ICCBased 4`). An indexed space has the name of its base."""
    if isinstance(space, Name):
        short = SHORT.get(str(space), str(space))
        named = resources.get("/ColorSpace", Dictionary()).get(short)
        return short[1:] if named is None else space_name(named, resources)
    if not isinstance(space, Array) or not len(space):
        return "none"
    family = str(space[0])[1:]
    if family == "ICCBased":
        return f"ICCBased {int(space[1].N)}"
    if family in ("Indexed", "I"):
        return space_name(space[1], resources)
    if family == "Separation":
        return f"Separation {str(space[1])[1:]}"
    if family == "DeviceN":
        return f"DeviceN {' '.join(str(name)[1:] for name in space[1])}"
    return family


def initial(space: str) -> Colour:
    """The initial colour of a colour space (ISO 32000-1, 8.6.5 and 8.6.6)."""
    if space in INKS:
        return Colour(space, (0, 0, 0, 1))
    if space.startswith("Separation"):
        return Colour(space, (1,))
    if space.startswith("DeviceN"):
        return Colour(space, (1,) * len(space.split()[1:]))
    return Colour(space, (0,) * COMPONENTS.get(space, int(space[-1]) if space[-1:].isdigit() else 0))


def group_space(found: Object, resources: Object) -> str:
    """The name of a transparency group's colour space, or `none`."""
    return space_name(found.CS, resources) if "/CS" in found else "none"
