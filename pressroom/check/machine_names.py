"""The names of this machine and its user, which no file that is published may contain."""

from __future__ import annotations

import getpass
import re
import socket
from pathlib import Path

from pressroom.check.preflight import MachineNames

WORD = re.compile(r"[\w-]+")
WRITTEN = (".html", ".xhtml", ".opf", ".css")


def machine_names(root: Path) -> MachineNames:
    """The folders of the project in `root` and of the user, the user's name and the machine's.

    A name that is a word of the templates or stylesheets is left out: a page says nothing of a user called `masthead`.
    """
    folders = {str(root.resolve()), str(root.absolute()), str(Path.home())}
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        user = ""
    host = socket.gethostname()
    names = dict.fromkeys(filter(None, (user, host, host.partition(".")[0])))
    words = _words(root) if names else frozenset()
    return MachineNames(tuple(sorted(folders)), tuple(name for name in names if name.casefold() not in words))


def _words(root: Path) -> frozenset[str]:
    """The words of the templates and stylesheets, in small letters."""
    files = [path for folder in ("templates", "styles") for path in (root / folder).rglob("*") if path.suffix in WRITTEN and path.is_file()]
    return frozenset(WORD.findall(" ".join(path.read_text("utf-8", "replace") for path in files).casefold()))
