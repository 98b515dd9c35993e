"""The command `watch`."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import uvicorn

from pressroom.console import Console
from pressroom.errors import INTERRUPTED, OutputFailed, Problem, WrongUsage
from pressroom.files import BACKSTAGE, SCRATCH, WATCH, Shelf, open_shelf
from pressroom.pdf.pool import engine_pool
from pressroom.preview import editor
from pressroom.preview.builder import Builder, CodeChanged
from pressroom.preview.saves import saves
from pressroom.preview.server import app
from pressroom.preview.state import PreviewState

PORT = 8010
ADDRESS = "address"  # a file in the scratch folder, for a second watch
GRACE = 1  # seconds for open connections at the end


def watch(
    root: Path,
    stems: Sequence[str],
    form: str,
    *,
    port: int = PORT,
    goto: str | None = None,
    now: datetime | None = None,
    debug: bool = False,
) -> int:
    """Rebuild the chapters `stems` (none: all that the report lists) when they are saved, and serve their preview until Ctrl-C.

    `goto`, `FILE:LINE`, is what the preview shows first. `now` takes the place of the clock for embargoes. Returns the exit code. Raises
    `WrongUsage` where `goto` is not of that form, `OutputFailed` where the port is taken or another watch runs on the project.
    """
    console = Console(form, debug=debug, quiet=True)
    state = PreviewState(str(root.resolve()), goto=_place(goto), link=editor.link(), opens=bool(editor.command(root, 1)))
    with ExitStack() as stack:
        shelf = _claim(stack, root / "dist" / BACKSTAGE / WATCH, console)
        pool = stack.enter_context(engine_pool(shelf.scratch, 1))
        builder = Builder(root, stems, state, console, pool, shelf.scratch, now)
        with _listening(port) as listener, _served(state, root, listener):
            port = listener.getsockname()[1]
            address = f"http://127.0.0.1:{port}/"
            (shelf.scratch / ADDRESS).write_text(address, encoding="utf-8")
            console.say(f"The preview is at {address} (Ctrl-C to stop)")
            try:
                saved_files = saves(root)
                next(saved_files)  # what is saved from here on is not missed
                builder.first()
                for saved in saved_files:
                    if saved:
                        builder.build()
                    else:
                        builder.idle()
            except KeyboardInterrupt:
                restart = False
            except CodeChanged:
                restart = True
    if restart:
        console.say("Pressroom's own code has changed; restarting")
        same_port = [*sys.argv, "--port", str(port)]  # where the browser looks for it
        os.execv(sys.executable, [sys.executable, *same_port])  # noqa: S606 (what is loaded can't be loaded anew)
    return INTERRUPTED


def _claim(stack: ExitStack, own: Path, console: Console) -> Shelf:
    """The watch's own folder, locked until `stack` is closed. Raises `OutputFailed` that says where another watch shows the project."""
    try:
        return stack.enter_context(open_shelf(own, 0, console.say))
    except OutputFailed as refused:
        file = own / BACKSTAGE / SCRATCH / ADDRESS
        if refused.problems[0].code != "output-locked" or not file.is_file():
            raise
        message = f"a watch of this project is running already, at {file.read_text(encoding='utf-8')}"
        raise OutputFailed(Problem("watch-running", message, hint="open that page, or stop it with Ctrl-C where it runs")) from None


def _place(goto: str | None) -> tuple[str, int] | None:
    """`FILE:LINE` as a path from the project's folder and a line number; a bare name is a chapter's file."""
    if goto is None:
        return None
    file, _, line = goto.rpartition(":")
    if not file or not line.isascii() or not line.isdigit():
        raise WrongUsage(Problem("no-place", f"'{goto}' is not FILE:LINE", hint="--goto kazakhstan.yaml:42"))
    return (file if "/" in file else f"content/chapters/{file}"), int(line)


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """A listening socket on 127.0.0.1; with `port` 0, on any port that is free. Raises `OutputFailed`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except (OSError, OverflowError):
            message = f"port {port} of 127.0.0.1 is not available"
            raise OutputFailed(Problem("port-taken", message, hint="choose another with --port")) from None
        yield listener


@contextmanager
def _served(state: PreviewState, root: Path, listener: socket.socket) -> Iterator[None]:
    """Serve the preview in a thread of its own."""
    preview = app(state, root.resolve(), listener.getsockname()[1])
    configuration = uvicorn.Config(preview, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=GRACE)
    server = uvicorn.Server(configuration)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(GRACE + 1)
