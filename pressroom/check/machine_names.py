"""What the machine at the desk is called, which nothing that leaves it may say."""

from __future__ import annotations

import getpass
import re
import socket
from pathlib import Path

from pressroom.check.preflight import MachineNames

WORD = re.compile(r"[\w-]+")
WRITTEN = (".html", ".xhtml", ".opf", ".css")


def machine_names(root: Path) -> MachineNames:
    """The project's folder and the user's, the user's name and the machine's.

    A name that is a word of the templates or styles is left out: who signs in as `masthead` is not betrayed by a page.
    """
    folders = {str(root.resolve()), str(root.absolute()), str(Path.home())}
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        user = ""
    host = socket.gethostname()
    told = dict.fromkeys(filter(None, (user, host, host.partition(".")[0])))
    words = _words(root) if told else frozenset()
    return MachineNames(tuple(sorted(folders)), tuple(name for name in told if name.casefold() not in words))


def _words(root: Path) -> frozenset[str]:
    """The words of the templates and stylesheets, in small letters."""
    files = [path for folder in ("templates", "styles") for path in (root / folder).rglob("*") if path.suffix in WRITTEN and path.is_file()]
    return frozenset(WORD.findall(" ".join(path.read_text("utf-8", "replace") for path in files).casefold()))
