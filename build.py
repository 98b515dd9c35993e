#!/usr/bin/env python3
"""The press: `python build.py` builds every chapter; `python build.py --help` says the rest.

The way from YAML to PDF is told in pressroom/__init__.py; its conductor is pressroom/press.py.
"""

import sys
from pathlib import Path

from pressroom.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
