"""The conductor of `watch`."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import uvicorn

from pressroom.build import command as build
from pressroom.console import Console
from pressroom.errors import INTERRUPTED, OutputFailed, Problem, WrongUsage
from pressroom.files import BACKSTAGE, WATCH, open_shelf
from pressroom.pdf import render
from pressroom.preview import editor
from pressroom.preview.board import Board
from pressroom.preview.rounds import CodeChanged, Rounds
from pressroom.preview.saves import saves
from pressroom.preview.server import app
from pressroom.workers import WorkerPool

PORT = 8010
GRACE = 1  # seconds that open connections are given at the end


class _Teller(Console):
    """Says what goes wrong and when pages are shown, not each file."""

    def progress(self, done: int, total: int, what: str) -> None:
        pass

    def output(self, file: str, size: int, pages: int | None, written: bool, why: str = "") -> None:
        pass

    def up_to_date(self, outputs: object) -> None:
        pass


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
    """Rebuilds the chapters `stems` (none: all that the report lists) when they are saved, and serves their preview until Ctrl-C.

    `goto`, `FILE:LINE`, is the place that the preview shows first. Embargoes are judged by `now`, else by the clock. Returns the exit
    code. Raises `WrongUsage` for a place that isn't one, `OutputFailed` where the port is taken, or another watch is at work on the
    project.
    """
    console = _Teller(form, debug=debug)
    board = Board(str(root.resolve()), goto=_place(goto), link=editor.link(), opens=bool(editor.command(root, 1)))
    own = root / "dist" / BACKSTAGE / WATCH
    with open_shelf(own, 0, console.say) as shelf, WorkerPool(render.loader(shelf.scratch), 1, build.LIMITS, shelf.scratch) as pool:
        rounds = Rounds(root, stems, board, console, pool, shelf.scratch, now)
        with _listening(port) as listener, _served(board, root, listener):
            port = listener.getsockname()[1]
            console.say(f"the preview is at http://127.0.0.1:{port}/; Ctrl-C ends it")
            try:
                saved_files = saves(root)
                next(saved_files)  # what is saved from here on is not missed
                rounds.first()
                for saved in saved_files:
                    if saved:
                        rounds.round()
                    else:
                        rounds.idle()
            except KeyboardInterrupt:
                again = False
            except CodeChanged:
                again = True
    if again:
        console.say("the press's own code has changed; starting again")
        again_there = [*sys.argv, "--port", str(port)]  # where the browser looks for it
        os.execv(sys.executable, [sys.executable, *again_there])  # noqa: S606 (what is loaded can't be loaded anew)
    return INTERRUPTED


def _place(goto: str | None) -> tuple[str, int] | None:
    """`FILE:LINE` as a path from the project's folder, and a number; a bare name is a chapter's."""
    if goto is None:
        return None
    file, _, line = goto.rpartition(":")
    if not file or not line.isascii() or not line.isdigit():
        raise WrongUsage(Problem("no-place", f"'{goto}' is no place", hint="--goto kazakhstan.yaml:42"))
    return (file if "/" in file else f"content/chapters/{file}"), int(line)


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """A socket on 127.0.0.1; `port` 0 means any that is free. Raises OutputFailed."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except (OSError, OverflowError):
            raise OutputFailed(Problem("port-taken", f"port {port} of 127.0.0.1 can't be had", hint="choose another with --port")) from None
        yield listener


@contextmanager
def _served(board: Board, root: Path, listener: socket.socket) -> Iterator[None]:
    """Serves the preview in a thread of its own."""
    preview = app(board, root.resolve(), listener.getsockname()[1])
    configuration = uvicorn.Config(preview, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=GRACE)
    server = uvicorn.Server(configuration)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(GRACE + 1)
