#!/usr/bin/env python3
"""Pressroom's program: `python build.py` builds every chapter; `python build.py --help` explains the rest.

pressroom/__init__.py describes the way from YAML to PDF, pressroom/build/command.py takes it. If nothing has changed since the last build,
pressroom/cache/fast_path.py finds that out before anything else is loaded.

This file keeps to the syntax of Python 3.6, so that an older Python than Pressroom needs can say so.
"""

import os
import sys

NOT_INSTALLED = 6  # as pressroom.errors.MACHINE


def main() -> int:
    """Run the command line; returns the exit code."""
    root = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
    if sys.version_info < (3, 11):  # noqa: UP036
        return _refuse(root, "Pressroom needs Python 3.11 or newer, and this is %d.%d" % sys.version_info[:2])  # noqa: UP031
    try:
        from pressroom.cache import fast_path

        if fast_path.main(sys.argv[1:], root):
            return 0
        from importlib.util import find_spec

        has_packages = find_spec("weasyprint") is not None
    except ImportError:  # python -I build.py
        has_packages = False
    if not has_packages:
        return _refuse(root, "the packages that Pressroom needs are not installed for this Python, " + sys.executable)
    from pathlib import Path

    from pressroom import cli

    return cli.main(sys.argv[1:], Path(root))


def _refuse(root: str, why: str) -> int:
    """Say in one line why this Python can't run Pressroom, and what to do."""
    python = os.path.join(root, ".venv", "bin", "python")  # noqa: PTH118
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(root, ".venv")):  # noqa: PTH110, PTH118
        what = "run " + os.path.relpath(python) + " " + sys.argv[0]
    else:
        what = "run 'make', which sets everything up"
    sys.stderr.write("build.py: " + why + "; " + what + "\n")
    return NOT_INSTALLED


if __name__ == "__main__":
    sys.exit(main())
