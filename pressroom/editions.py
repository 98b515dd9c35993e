"""The editions in which each chapter is made: the one place that says how they differ.

To add an edition, add an entry to `EDITIONS` and its stylesheet to styles/. Everything else asks an entry for what it needs to know, so the
new edition is built, checked and mapped like the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Edition:
    """A PDF of a chapter, laid out on its own.

    `name` is what messages, JSON and the map of words call it; `purpose` completes "a PDF …". `paper` is the report's, or the printer's
    trim; `inks` are RGB, or the printer's process inks. PDF/UA means tags, links and bookmarks; PDF/X none but those for which the
    printer's file asks. An edition that needs something of the printer's is made only where there is a printer.

    `file` names the PDF, without its ending, of the chapter `{stem}`; empty where the printer's file does. `stylesheets` follow those that
    styles/chapter.css lists; `{paper}` is the report's paper. Where `html` is set, the edition's page is published too, as the HTML file.
    """

    name: str
    purpose: str
    paper: Literal["report", "printer"]
    inks: Literal["RGB", "process"]
    standard: Literal["PDF/UA", "PDF/X"]
    file: str
    stylesheets: tuple[str, ...]
    html: bool = False

    @property
    def for_printer(self) -> bool:
        """Whether it takes anything from the printer's file."""
        return "printer" in self.paper or self.inks == "process" or self.standard == "PDF/X"

    def __str__(self) -> str:
        return self.name


SCREEN = Edition(
    name="screen",
    purpose="to read and to cite",
    paper="report",
    inks="RGB",
    standard="PDF/UA",
    file="{stem}",
    stylesheets=("paper-{paper}.css",),
    html=True,
)
PRINT = Edition(
    name="print",
    purpose="for the printer",
    paper="printer",
    inks="process",
    standard="PDF/X",
    file="",
    stylesheets=("print.css",),
)
EDITIONS = (SCREEN, PRINT)  # in the order in which they are made, mapped and listed


def named(name: object) -> Edition | None:
    """The edition of this name; None where there is none."""
    return next((edition for edition in EDITIONS if edition.name == name), None)


def made(*, printer: bool) -> tuple[Edition, ...]:
    """The editions that are made of each chapter, with a printer or without one."""
    return tuple(edition for edition in EDITIONS if printer or not edition.for_printer)
