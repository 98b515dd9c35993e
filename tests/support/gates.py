"""Runs independent programs that examine files. If one is missing, the test fails and says what to install."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from PIL import Image

PACKAGES = {"qpdf": "qpdf", "pdfinfo": "poppler-utils", "pdffonts": "poppler-utils", "pdftotext": "poppler-utils", "gs": "ghostscript"}
PLATES = ("Cyan", "Magenta", "Yellow", "Black")


def run(program: str, *arguments: str | Path) -> str:
    """The output of the program, which must succeed."""
    assert shutil.which(program), f"this test needs {program}: apt-get install {PACKAGES[program]}"
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def boxes(pdf: Path, page: int) -> dict[str, tuple[float, ...]]:
    """A page's boxes as poppler reads them, in points."""
    found = re.findall(rf"(?m)^Page +{page} (\w+)Box: +([0-9. -]+)$", run("pdfinfo", "-box", "-f", str(page), "-l", str(page), pdf))
    return {name: tuple(map(float, edges.split())) for name, edges in found}


def fonts(pdf: Path) -> dict[str, tuple[str, str, str]]:
    """For each font, by its name without the subset tag: whether it is embedded, is a subset, and has a map to Unicode."""
    rows = [line.split() for line in run("pdffonts", pdf).splitlines()[2:]]
    return {row[0].partition("+")[2]: (row[-5], row[-4], row[-3]) for row in rows}


def plates(pdf: Path, folder: Path, dpi: int = 72) -> list[dict[str, Image.Image]]:
    """The separations of each page, from Ghostscript: by ink, as pictures in mode L, with 0 for full ink and 255 for none."""
    folder.mkdir(exist_ok=True)
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}", f"-sOutputFile={folder / '%d.tif'}", pdf)
    count = len(list(folder.glob("*(Black).tif")))
    return [{ink: Image.open(folder / f"{page}({ink}).tif").convert("L") for ink in PLATES} for page in range(1, count + 1)]
