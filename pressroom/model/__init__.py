"""The vocabulary of the content: a report, its imprint, its languages, its chapters, its printers.

Each class is a kind of content file, or a part of one. Values arrive as text, as they were typed; the field types convert and check them.
The JSON Schemas that editors use are made from these classes.
"""

from pressroom.model.chapter import Block, Chapter, Figure, Section, Subsection, Table
from pressroom.model.fields import STEM, Part, Setting, instant, settings
from pressroom.model.printer import Condition, Extent, Printer, Resolution, Size
from pressroom.model.protected import Protected
from pressroom.model.publication import Contact, Imprint, Labels, Language, Report, Translation
from pressroom.model.quotation import Quotation
from pressroom.model.release import Release, Spokesperson

__all__ = [
    "STEM",
    "Block",
    "Chapter",
    "Condition",
    "Contact",
    "Extent",
    "Figure",
    "Imprint",
    "Labels",
    "Language",
    "Part",
    "Printer",
    "Protected",
    "Quotation",
    "Release",
    "Report",
    "Resolution",
    "Section",
    "Setting",
    "Size",
    "Spokesperson",
    "Subsection",
    "Table",
    "Translation",
    "instant",
    "settings",
]
