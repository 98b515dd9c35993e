"""The last stage: files are put in their place, each of them whole or not at all, by one build at a time."""

from pressroom.output.archive import epub
from pressroom.output.files import write
from pressroom.output.shelf import Placed, Shelf, open_shelf

__all__ = ["Placed", "Shelf", "epub", "open_shelf", "write"]
