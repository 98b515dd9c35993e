"""The resources of a page or a form, by the names that its content uses (ISO 32000-1, 7.8.3)."""

from __future__ import annotations

from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream

from pressroom.readback.colours import Colour, initial, space_name
from pressroom.readback.fonts import Face, face
from pressroom.readback.instructions import name_of

Faces = dict[tuple[int, int], Face]  # the faces of a document, by object number and generation


class Settings(NamedTuple):
    """What a graphics state parameter dictionary sets (8.4.5): line width, face and size; and descriptions of its transparency."""

    width: float | None
    face: tuple[Face, float] | None
    transparent: tuple[str, ...]


class Resources:
    """A resource dictionary. `faces` caches the faces of the document."""

    def __init__(self, found: Object, faces: Faces):
        self.found = found
        self._faces = faces
        self._named: dict[bytes, Face | None] = {}
        self._settings: dict[bytes, Settings] = {}

    def of(self, form: Object) -> Resources:
        """The resources of a form or pattern. One without its own uses these."""
        return Resources(form.Resources, self._faces) if "/Resources" in form else self

    def face(self, name: bytes) -> Face | None:
        if name not in self._named:
            font = self._find("/Font", name)
            self._named[name] = None if font is None else self._face(font)
        return self._named[name]

    def settings(self, name: bytes) -> Settings:
        if name not in self._settings:
            self._settings[name] = self._read_settings(self._find("/ExtGState", name) or Dictionary())
        return self._settings[name]

    def stream(self, name: bytes) -> Stream | None:
        """A form or a picture."""
        found = self._find("/XObject", name)
        return found if isinstance(found, Stream) else None

    def properties(self, name: bytes) -> bytes:
        """The property list of marked content, as if it were written in the content stream."""
        found = self._find("/Properties", name)
        return b"" if found is None else found.unparse(resolved=True)

    def pattern(self, name: bytes) -> Object | None:
        return self._find("/Pattern", name)

    def space(self, name: bytes) -> Colour:
        """The initial colour of a colour space."""
        return initial(space_name(Name(name_of(name)), self.found))

    def shading(self, name: bytes) -> Colour | None:
        found = self._find("/Shading", name)
        return None if found is None else self.shaded(found)

    def shaded(self, shading: Object) -> Colour:
        """The colour of a shading, of which only the colour space is known."""
        return Colour(space_name(shading.ColorSpace, self.found), ())

    def _find(self, kind: str, name: bytes) -> Object | None:
        return self.found.get(kind, Dictionary()).get(name_of(name))

    def _face(self, font: Object) -> Face:
        if not font.is_indirect:
            return face(font)
        if font.objgen not in self._faces:
            self._faces[font.objgen] = face(font)
        return self._faces[font.objgen]

    def _read_settings(self, found: Object) -> Settings:
        opacities = {"opacity": float(found.get("/ca", 1)), "opacity of lines": float(found.get("/CA", 1))}
        transparent = [f"{what} {opacity:g}" for what, opacity in opacities.items() if opacity < 1]
        if "/SMask" in found and found.SMask != "/None":
            transparent.append("a soft mask")
        if "/BM" in found:
            mode = str(found.BM[0] if isinstance(found.BM, Array) else found.BM)[1:]
            transparent += [f"blend mode {mode}"] * (mode not in ("Normal", "Compatible"))
        return Settings(
            float(found.LW) if "/LW" in found else None,
            (self._face(found.Font[0]), float(found.Font[1])) if "/Font" in found else None,
            tuple(transparent),
        )
