"""Opening a line of a file in the user's editor: by a link that the system knows, or by starting it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

ARGUMENTS = {  # the arguments by which editors with a window of their own open a line
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--goto", "{file}:{line}")),
    **dict.fromkeys(("subl", "zed"), ("{file}:{line}",)),
    **dict.fromkeys(("gedit", "gvim", "gnome-text-editor", "xed"), ("+{line}", "{file}")),
    "emacsclient": ("--no-wait", "+{line}", "{file}"),
    "kate": ("--line", "{line}", "{file}"),
}


def link() -> str:
    """The address by which `$VISUAL` or `$EDITOR` opens a line, `vscode://file{file}:{line}`, where it holds one; else empty."""
    configured = _configured()
    return configured if "://" in configured else ""


def command(file: Path, line: int) -> list[str]:
    """What starts the editor of `$VISUAL` or `$EDITOR` on a line; empty for one that needs the terminal, which the watch has."""
    words = shlex.split(_configured()) if not link() else []
    arguments = ARGUMENTS.get(Path(words[0]).name, ()) if words else ()
    return [*words, *(argument.format(file=file, line=line) for argument in arguments)] if arguments else []


def start(file: Path, line: int) -> bool:
    """Starts the editor on a line; False where there is none to start."""
    words = command(file, line)
    if words:
        null = subprocess.DEVNULL
        subprocess.Popen(words, stdin=null, stdout=null, stderr=null, start_new_session=True)  # noqa: S603 (the user's own)
    return bool(words)


def _configured() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
