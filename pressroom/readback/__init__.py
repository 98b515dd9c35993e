"""Reads finished files back, for the proof, the preflight and the checks of a kit. It uses none of the code that made them.

`read_pdf` returns the words of a PDF in logical order, `survey` all other facts that a preflight checks. Both run the content of pages
through a `machine` (with `instructions` and `resources`), which calls a listener: `words` or `paints`. `tags` reads the structure tree,
`html` reads HTML. `strings` returns all text in a file, visible or not, to search for text that must not be there. `drawing` renders pages
as pictures and compares them.
"""

from pressroom.readback.colours import PLATES
from pressroom.readback.fonts import foreign_fonts
from pressroom.readback.graphics import Frame
from pressroom.readback.paints import Paint
from pressroom.readback.strings import FoundString, strings
from pressroom.readback.survey import Survey, SurveyedPage, survey
from pressroom.readback.text import Line, Readback, Run, read_pdf

__all__ = [
    "PLATES",
    "FoundString",
    "Frame",
    "Line",
    "Paint",
    "Readback",
    "Run",
    "Survey",
    "SurveyedPage",
    "drawing",
    "foreign_fonts",
    "html",
    "read_pdf",
    "strings",
    "survey",
]
