"""The page of the preview: its accessibility, and its contrast in the light and the dark scheme."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "pressroom" / "preview"
STYLE = (PAGE / "preview.css").read_text()
SCHEMES = ("light", "dark")
TEXT, SIGN = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
PAPER = "#ffffff"


class Outline(HTMLParser):
    """The elements of the page, each with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.within: list[str] = []
        self.labelled: set[str] = set()
        self.feed((PAGE / "preview.html").read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found.append((tag, given))
        if tag == "select" and "label" in self.within:
            self.labelled.add(str(given["id"]))
        if tag not in ("meta", "link"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def element(self, name: str) -> dict[str, str | None]:
        (given,) = [given for _, given in self.found if given.get("id") == name]
        return given


def inks(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name."""
    both = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", STYLE)
    return {name: (light, dark)[SCHEMES.index(scheme)] for name, light, dark in both} | {"paper": PAPER}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "faint", "mark") for ground in ("panel", "backdrop")),
        *((ink, ground) for ink in ("good", "bad") for ground in ("panel", "backdrop")),
        *((ink, "badly") for ink in ("ink", "faint", "mark", "bad")),
    ],
)
def test_words_stand_out_from_their_ground(scheme: str, ink: str, ground: str) -> None:
    assert contrast(inks(scheme)[ink], inks(scheme)[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_has_the_focus_and_what_has_changed_is_seen(scheme: str) -> None:
    of = inks(scheme)
    assert min(contrast(of["mark"], of[ground]) for ground in ("backdrop", "panel", "badly")) >= SIGN
    (on_paper,) = re.findall(r"\.words:focus-visible {\s*outline-color: (#[0-9a-f]{6});", STYLE)
    assert contrast(on_paper, PAPER) >= SIGN


def test_all_colours_of_words_are_those_that_were_measured() -> None:
    used = set(re.findall(r"(?<![a-z-])color: ([^;]+);", STYLE))
    assert used <= {"inherit", *(f"var(--{name})" for name in inks("light"))}


def test_each_part_has_its_role_and_its_name() -> None:
    outline = Outline()
    assert ("html", {"lang": "en"}) in outline.found
    assert outline.element("chapters")["aria-label"] == "Chapters"
    assert outline.element("pages")["aria-label"] == "Pages"
    assert outline.labelled == {"edition", "zoom"}
    assert outline.element("problems")["role"] == "alert", "an error is said at once"
    assert [outline.element(name)["role"] for name in ("place", "link")] == ["status", "status"]
    assert outline.element("list") == {"id": "list", "type": "button", "aria-expanded": "false", "aria-controls": "chapters"}
    first = next(given for tag, given in outline.found if tag in ("a", "button", "select"))
    assert first == {"class": "skip", "href": "#pages"}, "the first stop leads past all others"
    assert outline.element("pages")["tabindex"] == "-1"
    assert [tag for tag, _ in outline.found if tag in ("header", "nav", "main", "footer")] == ["header", "nav", "main", "footer"]
