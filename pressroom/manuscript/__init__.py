"""A chapter with the publisher's data, and the list of all its lines in reading order, which every output uses."""

from pressroom.manuscript.embargo import ISOLATED, Embargo
from pressroom.manuscript.lines import File, Line, Locate, Path, figures, walk
from pressroom.manuscript.manuscript import Manuscript, closed, typography
from pressroom.manuscript.release import release_lines

__all__ = [
    "ISOLATED",
    "Embargo",
    "File",
    "Line",
    "Locate",
    "Manuscript",
    "Path",
    "closed",
    "figures",
    "release_lines",
    "typography",
    "walk",
]
