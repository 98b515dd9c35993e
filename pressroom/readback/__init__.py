"""Finished files read back, for the proof, the preflight and the checks of a kit; nothing is taken on trust from what made them.

`read_pdf` gives a PDF's words in their logical order, `survey` all else that a preflight asks, as plain facts. Both let a `machine` follow
the content of the pages (`instructions`, `resources`), to which `words` and `paints` listen; `tags` reads the structure tree. `html` reads
pages of HTML. `strings` gives all that any finished file contains, visible or not, to search for what must not be there. `drawing` draws
pages, and compares them.
"""

from pressroom.readback.colours import PLATES
from pressroom.readback.fonts import Face, foreign_fonts
from pressroom.readback.graphics import Frame
from pressroom.readback.paints import Paint
from pressroom.readback.strings import FoundString, strings
from pressroom.readback.survey import Survey, SurveyedPage, survey
from pressroom.readback.text import FontUse, Line, Readback, Run, read_pdf

__all__ = [
    "PLATES",
    "Face",
    "FontUse",
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
