"""The vocabulary of the content: a report, its imprint, its languages, its chapters, its printers.

Each class is a kind of content file, or a part of one. Values arrive as text, as they were typed; the field types convert and check them.
The JSON Schemas that editors use are made from these classes.
"""

from pressroom.model.chapter import Block, Chapter, Figure, Section, Subsection, Table
from pressroom.model.fields import LANGUAGE, STEM, Part, Setting, instant, settings
from pressroom.model.printer import Printer
from pressroom.model.protected import Protected
from pressroom.model.publication import Contact, Imprint, Language, Report
from pressroom.model.release import Release, Spokesperson

__all__ = [
    "LANGUAGE",
    "STEM",
    "Block",
    "Chapter",
    "Contact",
    "Figure",
    "Imprint",
    "Language",
    "Part",
    "Printer",
    "Protected",
    "Release",
    "Report",
    "Section",
    "Setting",
    "Spokesperson",
    "Subsection",
    "Table",
    "instant",
    "settings",
]
