"""Files and folders: reading what the project is made of, and putting outputs in their place, each whole or not at all.

`folder` reads, `atomic` writes, `shelf` is `dist/` while one build holds it; `zip` and `epub` pack archives that have the same bytes at
every run, `image_metadata` cleans pictures, `git` reads earlier versions.
"""

from pressroom.files.atomic import write
from pressroom.files.epub import epub
from pressroom.files.folder import Folder, Unreadable
from pressroom.files.shelf import BACKSTAGE, WATCH, Placed, Shelf, open_shelf

__all__ = ["BACKSTAGE", "WATCH", "Folder", "Placed", "Shelf", "Unreadable", "epub", "git", "image_metadata", "open_shelf", "write", "zip"]
