"""Reads the project's files, and writes outputs, each whole or not at all.

`folder` reads and `atomic` writes. `shelf` is `dist/` while a build has locked it. `zip` and `epub` make archives with the same bytes in
every run. `image_metadata` removes metadata from pictures. `git` reads earlier versions of the content.
"""

from pressroom.files.atomic import write
from pressroom.files.epub import epub
from pressroom.files.folder import Folder, Unreadable, read_file
from pressroom.files.shelf import BACKSTAGE, SCRATCH, WATCH, Shelf, open_shelf

__all__ = [
    "BACKSTAGE",
    "SCRATCH",
    "WATCH",
    "Folder",
    "Shelf",
    "Unreadable",
    "epub",
    "git",
    "image_metadata",
    "open_shelf",
    "read_file",
    "write",
    "zip",
]
