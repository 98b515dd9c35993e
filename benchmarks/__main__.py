"""`python -m benchmarks [ROUNDS] [CHAPTER]`: times cold processes, in turn, on one chapter, and prints medians and ratios.

The bare engine is the `weasyprint` command, which makes one PDF of the HTML file that a build makes. A build makes the HTML and both
editions, and proves them. Typst sets the same words with the same faces and measure.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peer import typst_source

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def once(command: list[str]) -> tuple[float, float]:
    """Run a command; return its wall time in seconds, and the peak memory of its largest process in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def forget() -> None:
    """Delete the record of earlier builds, and the cache with veraPDF's answers."""
    folder = ROOT / "dist" / ".pressroom"
    (folder / "record").unlink(missing_ok=True)
    shutil.rmtree(folder / "memory", ignore_errors=True)


def main() -> None:
    """Measure, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    stem = sys.argv[2] if len(sys.argv) > 2 else "kazakhstan"
    page = ROOT / "dist" / stem / f"{stem}.html"
    build = [sys.executable, "build.py", "build", stem]
    once(build)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "chapter.typ"
        source.write_text(typst_source(ROOT, stem))
        fonts = str(ROOT / "styles" / "fonts")
        typst = f"import typst; typst.compile({str(source)!r}, output={folder + '/typst.pdf'!r}, font_paths=[{fonts!r}])"
        commands = {
            "bare engine": [str(BIN / "weasyprint"), str(page), f"{folder}/bare.pdf"],
            "build, both editions": build,
            "check, with veraPDF": [sys.executable, "build.py", "check", stem],
            "check --quick": [sys.executable, "build.py", "check", "--quick", stem],
            "Typst": [sys.executable, "-c", typst],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                forget()
                times[name].append(once(command))
    report(stem, rounds, times)


def report(stem: str, rounds: int, times: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and the medians of each round's ratio to the bare engine."""
    print(f"one chapter ({stem}), cold, {rounds} rounds in turn\n")
    print(f"{'':22}{'median s':>10}{'peak MiB':>10}{'time ratio':>12}{'memory ratio':>14}")
    for name, samples in times.items():
        ratios = [sample[0] / bare[0] for sample, bare in zip(samples, times["bare engine"], strict=True)]
        memory = statistics.median(sample[1] for sample in samples)
        bare_memory = statistics.median(sample[1] for sample in times["bare engine"])
        seconds = statistics.median(sample[0] for sample in samples)
        print(f"{name:22}{seconds:10.2f}{memory:10.0f}{statistics.median(ratios):12.2f}{memory / bare_memory:14.2f}")


if __name__ == "__main__":
    main()
