"""`python -m benchmarks.composition [CHAPTER …]`: compares how evenly Pressroom, the bare engine and Typst set lines.

All three set each chapter in the same face, size and measure; the finished PDFs are measured. A line is *full* if it reaches the right
edge; its word space is the mean of the gaps between its words. A last line is short below 12% of the measure.
"""

from __future__ import annotations

import ctypes
import statistics
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.peer import typst_source

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SIZE, MEASURE = 11.5, 324.0  # pt
GAP, SHORT, LOOSE = 0.1, 0.12, 0.40  # a gap between words in em; a short last line, as a share of the measure; a loose space in em
HYPHENS = "-\u2010\u00ad\u0002\ufffe"


class Letter(NamedTuple):
    """A character on a page with its left and right edge in pt."""

    character: str
    left: float
    right: float


def letters(page: pypdfium2.PdfPage) -> Iterator[tuple[float, Letter]]:
    """The characters in the size of running text on a page, each with its baseline in pt."""
    text = page.get_textpage()
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.isspace() or pdfium.FPDFText_IsGenerated(text, index):
            continue
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        if abs(pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d) - SIZE) > 0.2:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        yield round(y.value * 2) / 2, Letter(character, box.left, box.right)


def lines(pdf: Path) -> Iterator[tuple[float, list[Letter]]]:
    """The lines of running text, page by page, each with the right edge of its column in pt."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            rows: dict[float, list[Letter]] = defaultdict(list)
            for baseline, letter in letters(page):
                rows[baseline].append(letter)
            ordered = [sorted(rows[baseline], key=lambda letter: letter.left) for baseline in sorted(rows, reverse=True)]
            if ordered:
                left = Counter(round(row[0].left) for row in ordered).most_common(1)[0][0]
                yield from ((left + MEASURE, row) for row in ordered if left - 4 < row[0].left < left + MEASURE)


class Evenness(NamedTuple):
    """The measurements of a PDF: shares from 0 to 1, spaces in em."""

    lines: int
    space: float
    spread: float
    loosest: float
    loose: float
    jump: float
    hyphens: float
    stack: int
    short: int


def measured(pdf: Path) -> Evenness:
    """Measure how evenly the text of a PDF is set."""
    spaces, hyphens, short = [], [], 0
    for right, row in lines(pdf):
        hyphens.append(row[-1].character in HYPHENS)
        gaps = [(after.left - before.right) / SIZE for before, after in pairwise(row)]
        words = [gap for gap in gaps if gap > GAP]
        if row[-1].right > right - 1 and words:
            spaces.append(statistics.mean(words))
        elif row[-1].right - row[0].left < SHORT * MEASURE:
            short += 1
    jumps = [abs(one - other) for one, other in pairwise(spaces)]
    return Evenness(
        len(hyphens),
        statistics.mean(spaces),
        statistics.pstdev(spaces),
        max(spaces),
        sum(space > LOOSE for space in spaces) / len(spaces),
        statistics.mean(jumps),
        sum(hyphens) / len(hyphens),
        _tallest(hyphens),
        short,
    )


def _tallest(hyphens: Sequence[bool]) -> int:
    stack = tallest = 0
    for hyphen in hyphens:
        stack = stack + 1 if hyphen else 0
        tallest = max(tallest, stack)
    return tallest


def compare(stem: str, folder: Path) -> dict[str, Evenness]:
    """Set one chapter with all three programs. Returns the measurements by name."""
    _run([sys.executable, "build.py", "build", stem])
    made = ROOT / "dist" / stem
    _run([str(BIN / "weasyprint"), str(made / f"{stem}.html"), str(folder / "bare.pdf")])
    (folder / "chapter.typ").write_text(typst_source(ROOT, stem))
    import typst

    typst.compile(folder / "chapter.typ", output=folder / "typst.pdf", font_paths=[ROOT / "styles" / "fonts"])
    pdfs = {"Pressroom": made / f"{stem}.pdf", "bare engine": folder / "bare.pdf", "Typst": folder / "typst.pdf"}
    return {name: measured(pdf) for name, pdf in pdfs.items()}


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    """Measure each chapter, and print a table for it."""
    for stem in sys.argv[1:] or ["kazakhstan"]:
        with tempfile.TemporaryDirectory() as folder:
            found = compare(stem, Path(folder))
        heads = ("lines", "space", "sd", "loosest", f"over {LOOSE:.2f}", "jump", "hyphens", "stack", "short last")
        print(f"{stem}: word spaces in em; shares of full lines and of all lines\n")
        print(f"{'':12}" + "".join(f"{head:>11}" for head in heads))
        for name, of in found.items():
            values = (
                f"{of.lines}",
                f"{of.space:.3f}",
                f"{of.spread:.3f}",
                f"{of.loosest:.3f}",
                f"{of.loose:.1%}",
                f"{of.jump:.3f}",
                f"{of.hyphens:.1%}",
                f"{of.stack}",
                f"{of.short}",
            )
            print(f"{name:12}" + "".join(f"{value:>11}" for value in values))
        print()


if __name__ == "__main__":
    main()
