"""What the machine at the desk is called, which nothing that leaves it may say."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

from pressroom.preflight import Desk


def desk(root: Path) -> Desk:
    """The project's folder and the user's, the user's name and the machine's."""
    folders = {str(root.resolve()), str(root.absolute()), str(Path.home())}
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        user = ""
    host = socket.gethostname()
    return Desk(tuple(sorted(folders)), tuple(dict.fromkeys(filter(None, (user, host, host.partition(".")[0])))))
