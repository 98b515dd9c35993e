"""What a chapter says, as one list of lines in the order in which they are read, and all that its page needs of the publisher."""

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
