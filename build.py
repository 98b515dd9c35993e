#!/usr/bin/env python3
"""The press: `python build.py` builds every chapter; `python build.py --help` says the rest.

The way from YAML to PDF is told in pressroom/__init__.py; its conductor is pressroom/press.py. Where nothing has changed since the last
build, pressroom/again.py finds that out before anything else is loaded.
"""

import os
import sys

from pressroom.cache import fast_path

if __name__ == "__main__":
    root = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
    if not fast_path.main(sys.argv[1:], root):
        from pathlib import Path

        from pressroom.cli import main

        sys.exit(main(sys.argv[1:], Path(root)))
