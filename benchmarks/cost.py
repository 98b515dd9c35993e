"""`python -m benchmarks.cost [ROUNDS] [CHAPTER]`: the cost of our line breaking and pagination, from PDFs made with and without them.

Each PDF is made by a separate process, which loads the engine and reads the HTML file from `build`. The output is the medians of
processor time (user and system) and of wall time, in seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAKE = """
import sys, tempfile
from pathlib import Path
from pressroom.pdf import render
with tempfile.TemporaryDirectory() as scratch:
    make = render.loader(Path(scratch))()
    make(render.Job(Path(sys.argv[1]).read_text(), ()))
"""


def once(page: Path, plain: str) -> tuple[float, float]:
    """Seconds of processor time and of wall time to make the PDF of `page`, with the parts in `plain` left to the engine."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", MAKE, str(page)], cwd=ROOT, env={**os.environ, "PRESSROOM_PLAIN": plain})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start


def main() -> None:
    """Measure, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    stem = sys.argv[2] if len(sys.argv) > 2 else "kazakhstan"
    subprocess.run([sys.executable, "build.py", "build", stem], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = ROOT / "dist" / stem / f"{stem}.html"
    plain = {"uncomposed": "lines,pages", "composed": ""}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in plain}
    for _ in range(rounds):
        for name, parts in plain.items():
            found[name].append(once(page, parts))
    medians = {name: [statistics.median(times) for times in zip(*each, strict=True)] for name, each in found.items()}
    for name, (processor, wall) in medians.items():
        print(f"{name:12} processor {processor:.3f} s  wall {wall:.3f} s")
    ratios = [one / other for one, other in zip(medians["composed"], medians["uncomposed"], strict=True)]
    print(f"{'ratio':12} processor {ratios[0]:.2f}    wall {ratios[1]:.2f}")


if __name__ == "__main__":
    main()
