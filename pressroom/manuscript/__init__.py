"""A chapter's words in the order in which they are read, with all that its page needs of the publisher."""

from pressroom.manuscript.embargo import ISOLATED, Embargo
from pressroom.manuscript.manuscript import (
    Locate,
    Manuscript,
    Passage,
    Path,
    closed,
    figures,
    passages,
    release_passages,
    typography,
)

__all__ = [
    "ISOLATED",
    "Embargo",
    "Locate",
    "Manuscript",
    "Passage",
    "Path",
    "closed",
    "figures",
    "passages",
    "release_passages",
    "typography",
]
