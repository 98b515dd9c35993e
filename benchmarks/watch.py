"""`python -m benchmarks.watch [ROUNDS] [CHAPTER]`: the time from saving a chapter's file to its new picture in a browser.

`watch` runs on a copy of the project, headless Chromium shows the preview, and each round changes a word on the chapter's first page. The
clock runs from before the file is written until the browser has painted the new picture of the page. In the same rounds, the bare
`weasyprint` command sets the same HTML file; and Typst, whose compiler stays loaded too, compiles the same words with the same edit. It
either renders all pages itself, or makes a PDF of which the first page is rendered like in the preview.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typst

from benchmarks.__main__ import BIN, ROOT, once
from benchmarks.browser import Browser
from benchmarks.peer import typst_source
from pressroom.readback.drawing import Drawing

PAUSE = 1.5  # seconds for the print edition to be finished
WIDTH = 900  # pixels of a page in the preview
PAINTED = """new Promise((done) => {
  const painted = (event) => {
    if (event.detail.page !== 1 || event.detail.version <= %d) return;
    document.removeEventListener("shown", painted);
    requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
  };
  document.addEventListener("shown", painted);
})"""


def main() -> None:
    """Measure, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    stem = sys.argv[2] if len(sys.argv) > 2 else "kazakhstan"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        for part in ("content", "templates", "styles", "pressroom"):
            shutil.copytree(ROOT / part, root / part)
        shutil.copy(ROOT / "build.py", root)
        report = root / "content" / "report.yaml"
        report.write_text(re.sub(r"(?m)^chapters:\n(  - .*\n)*", f"chapters:\n  - {stem}\n", report.read_text()))
        watch = subprocess.Popen([sys.executable, "build.py", "watch", "--port", "0"], cwd=root, stderr=subprocess.PIPE, text=True)
        try:
            address = (watch.stderr.readline() if watch.stderr else "").split()[4].rstrip(";")
            with Browser(Path(folder) / "browser") as browser:
                report_times(stem, measured(root, stem, browser, address, rounds))
        finally:
            watch.terminate()
            watch.wait()


def measured(root: Path, stem: str, browser: Browser, address: str, rounds: int) -> dict[str, list[float]]:
    """The seconds of each round, for the bare command, the edit, and Typst with either output."""
    chapter = root / "content" / "chapters" / f"{stem}.yaml"
    text = chapter.read_text()
    browser.open(address)
    browser.evaluate("new Promise((done) => setInterval(() => chapter()?.mapped && done(), 50))")
    peer = Peer(root, stem)
    times: dict[str, list[float]] = {"bare engine": [], "save to picture": [], "Typst, warm: pages": [], "Typst, warm: PDF, page": []}
    for number in range(rounds + 1):  # the first round is not counted
        time.sleep(PAUSE)
        bare, _ = once([str(BIN / "weasyprint"), str(root / "dist" / stem / f"{stem}.html"), os.devnull])
        before = browser.picture()
        promise = browser.begin(PAINTED % int(browser.evaluate("view().version")))
        started = time.time()
        chapter.write_text(text.replace("lede: |\n  ", f"lede: |\n  {'Edited ' * (number % 2 + 1)}", 1))
        painted = float(browser.end(promise)) / 1000
        if browser.picture() == before:
            raise SystemExit("the picture has not changed")
        if number:
            times["bare engine"].append(bare)
            times["save to picture"].append(painted - started)
        for name, seconds in peer.edited(number).items():
            times[name] += [seconds] if number else []
    return times


class Peer:
    """Typst with its compiler loaded, on the words of a chapter."""

    def __init__(self, root: Path, stem: str):
        self._text = typst_source(root, stem)
        self._source = root / f"{stem}.typ"
        self._source.write_text(self._text)
        self._compiler = typst.Compiler(self._source, font_paths=[ROOT / "styles" / "fonts"])

    def edited(self, number: int) -> dict[str, float]:
        """Seconds from an edit to pictures of all pages, and from another edit to a PDF and a picture of its first page."""
        head, rest = self._text.split("[", 1)
        times = {}
        for at, name in enumerate(("Typst, warm: pages", "Typst, warm: PDF, page")):
            started = time.perf_counter()
            self._source.write_text(f"{head}[{'Edited ' * (2 * number + at + 1)}{rest}")
            if at:
                drawing = Drawing(self._compiler.compile(format="pdf"))
                drawing.picture(1, WIDTH)
            else:
                self._compiler.compile(format="png", ppi=72 * WIDTH / 612)
            times[name] = time.perf_counter() - started
        return times


def report_times(stem: str, times: dict[str, list[float]]) -> None:
    """Print medians, and the medians of each round's ratio to the bare engine."""
    print(f"one chapter ({stem}), warm, {len(times['bare engine'])} rounds in turn\n")
    for name, samples in times.items():
        ratio = statistics.median(sample / bare for sample, bare in zip(samples, times["bare engine"], strict=True))
        print(f"{name:24}{statistics.median(samples):8.2f} s{ratio:8.2f}")


if __name__ == "__main__":
    main()
