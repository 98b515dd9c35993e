"""Joins the stylesheets of a page into one text, and records the source of each line.

`styles/chapter.css` lists the stylesheets in their order, one `@import "file.css";` per line (CSS Cascading 4, section 2).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pressroom.editions import Edition
from pressroom.errors import Place, Problem, StyleRefused
from pressroom.files import Folder, Unreadable
from pressroom.html import faces
from pressroom.manuscript import Manuscript

IMPORT = re.compile(r'@import "([a-z0-9-]+\.css)";\s*')
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FACE_FILE = re.compile(r'url\("(fonts/[A-Za-z0-9_.-]+)"\)')
COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/', re.DOTALL)
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
UNICODE_RANGE = re.compile(r"unicode-range:([^;}]*)")
CODE_POINTS = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
TEXT_FAMILIES = ("report text", "report arabic")
ALWAYS = frozenset([*range(0x20, 0x7F), 0xA0, 0x2010, 0x2022])  # ASCII, no-break space, the hyphen of hyphenation, the bullet


@dataclass(frozen=True)
class Stylesheet:
    """The text of a stylesheet. `style_places` gives the file and line that each of its lines comes from."""

    text: str
    style_places: tuple[tuple[str, int], ...]

    def __add__(self, other: Stylesheet) -> Stylesheet:
        """This stylesheet followed by the other."""
        return Stylesheet(f"{self.text}\n{other.text}", self.style_places + other.style_places)


def assemble(styles: Folder, entry: str, *more: str) -> Stylesheet:
    """The stylesheets that `entry` imports, in its order, then those named in `more`. Raises `StyleRefused`."""
    files, problems = [], []
    for number, line in enumerate(text(styles, entry).splitlines(), 1):
        if match := IMPORT.fullmatch(line):
            files.append(match[1])
        elif line.strip():
            place = Place(f"{styles.name}/{entry}", number, 1)
            problems.append(
                Problem("style-import", "only comments and @import lines are allowed", place, 'write @import "file.css";', line)
            )
    if problems:
        raise StyleRefused(*problems)
    return joined(styles, (*files, *more))


def joined(styles: Folder, files: Sequence[str]) -> Stylesheet:
    """The stylesheets `files`, one after another. Raises `StyleRefused`."""
    lines, style_places = [], []
    for file in files:
        for number, line in enumerate(text(styles, file).splitlines(), 1):
            lines.append(line)
            style_places.append((f"{styles.name}/{file}", number))
    return Stylesheet("\n".join(lines), tuple(style_places))


def of_edition(edition: Edition, paper: str) -> list[str]:
    """The stylesheets of an edition on the report's `paper`."""
    return [file.replace("{paper}", paper) for file in edition.stylesheets]


def embargo(manuscript: Manuscript) -> list[str]:
    """The stylesheets for the embargo notice in the running head; none if no embargo is in force."""
    rtl = ["embargo-rtl.css"] if manuscript.direction == "rtl" else []
    return ["embargo.css", *rtl] if manuscript.embargo_notice else []


def text(styles: Folder, file: str) -> str:
    """The text of a stylesheet with blanks in place of comments, so that lines stay where they are. Raises `StyleRefused`."""
    place = Place(f"{styles.name}/{file}")
    try:
        written = styles.read(file).decode()
    except Unreadable as reason:
        raise StyleRefused(Problem("style-unreadable", f"the stylesheet {reason}", place)) from None
    except UnicodeDecodeError:
        raise StyleRefused(Problem("style-not-utf8", "the stylesheet is not UTF-8", place, "save it as UTF-8")) from None
    if "</" in written:
        raise StyleRefused(Problem("style-tag", "'</' would end the style element of the page", place, "write '<\\/'"))
    return TRAILING.sub("", COMMENT.sub(_left_out, written))


def _left_out(found: re.Match[str]) -> str:
    """Blanks in place of a comment. A text in quotation marks stays."""
    return found[0] if found[0].startswith('"') else re.sub(r"[^\n]", " ", found[0])


def with_faces(stylesheet: Stylesheet, styles: Folder, markup: str) -> Stylesheet:
    """The stylesheet with its faces as data URLs, reduced to the characters of `markup`. Faces that aren't needed are left out."""
    needed = characters_of(markup, stylesheet.text)

    def inside(rule: re.Match[str]) -> str:
        if not in_range(rule[0], needed):
            return "\n" * rule[0].count("\n")
        return FACE_FILE.sub(lambda url: f'url("{_data_url(cut_face(styles, url[1], needed))}")', rule[0])

    return Stylesheet(FACE.sub(inside, stylesheet.text), stylesheet.style_places)


def in_range(rule: str, needed: Iterable[int]) -> bool:
    """Whether the `unicode-range` of a @font-face rule includes one of the characters `needed`."""
    declared = UNICODE_RANGE.search(rule)
    if not declared:
        return True
    ranges = [(int(low, 16), int(high or low, 16)) for low, high in CODE_POINTS.findall(declared[1])]
    return any(low <= character <= high for character in needed for low, high in ranges)


def characters_of(*texts: str) -> frozenset[int]:
    """The code points that a face needs for `texts`, which a stylesheet may set in capitals."""
    seen = set().union(*texts)
    return ALWAYS | {ord(character) for character in seen | set("".join(seen).upper())}


def cut_face(styles: Folder, file: str, needed: frozenset[int]) -> bytes:
    """A face's file with the glyphs of the characters `needed` alone. Raises `StyleRefused`."""
    font = face(styles, file)
    return faces.cut(font, needed & faces.coverage(font))


def _data_url(font: bytes) -> str:
    return f"data:font/ttf;base64,{base64.b64encode(font).decode()}"


def face(styles: Folder, file: str) -> bytes:
    """The bytes of a font file. Raises `StyleRefused`."""
    try:
        return styles.read(file)
    except Unreadable as reason:
        raise StyleRefused(Problem("face-unreadable", f"the face {reason}", Place(f"{styles.name}/{file}"))) from None


def characters(stylesheet: Stylesheet, styles: Folder, families: Sequence[str]) -> frozenset[int]:
    """The code points that all faces of a family have, for at least one of `families`."""
    found: frozenset[int] = frozenset()
    for family in families:
        files = [url for rule in FACE.findall(stylesheet.text) if f'"{family}"' in rule for url in FACE_FILE.findall(rule)]
        if files:
            found |= frozenset.intersection(*(faces.coverage(face(styles, file)) for file in files))
    return found


def length(stylesheet: Stylesheet, name: str) -> float:
    """The value in pt of a custom property such as `--leading: 15pt`; the last declaration counts. Raises `StyleRefused`."""
    found = re.findall(rf"{re.escape(name)}:\s*([0-9.]+)pt;", stylesheet.text)
    if not found:
        raise StyleRefused(Problem("style-token", f"no stylesheet declares {name} in pt"))
    return float(found[-1])


def face_files(stylesheet: Stylesheet) -> list[str]:
    """The font files that a stylesheet refers to."""
    return FACE_FILE.findall(stylesheet.text)
