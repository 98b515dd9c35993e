"""The conductor: content, page, engine, proof, output, in their order, for each chapter.

The engine's processes are started first and load while the content is read; the next page is made while one is being set.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.errors import Fault, PressError, WrongUsage
from pressroom.folder import Folder
from pressroom.output import Shelf, open_shelf
from pressroom.pdf import engine
from pressroom.pdf.worker import Crew, Limits
from pressroom.telling import Teller

if TYPE_CHECKING:
    from pressroom.content import Library
    from pressroom.manuscript import Locate, Manuscript

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4


def build(root: Path, stems: Sequence[str], teller: Teller, *, proof: bool = False, wait: float = 60) -> int:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    With `proof`, only pages that show their baseline grid are made. A chapter that fails keeps its old files.
    """
    with open_shelf(root / "dist", wait, teller.say) as shelf:
        size = min(len(stems) or _count(root), os.cpu_count() or 1, MOST_WORKERS)
        with Crew(engine.loader(shelf.scratch), size, LIMITS, shelf.scratch) as crew:
            run = _Run(root, shelf, teller, proof)
            run.read(stems)
            for stem, result in crew.run(run.jobs()):
                run.finish(stem, result)
    teller.faults(run.faults)
    return run.exit_code


def _count(root: Path) -> int:
    """About how many chapters there are, without reading one."""
    try:
        return max(1, len(list((root / "content" / "chapters").glob("*.yaml"))))
    except OSError:
        return 1


@dataclass
class _Run:
    """One build's course: what was read, what is under way, what failed."""

    root: Path
    shelf: Shelf
    teller: Teller
    proof: bool
    done: int = 0
    failures: list[PressError] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    library: Library = field(init=False)
    manuscripts: dict[str, Manuscript] = field(init=False)

    def read(self, stems: Sequence[str]) -> None:
        """Reads the content. Raises `PressError` where nothing can be built."""
        from pressroom import content
        from pressroom.manuscript import Manuscript

        library = content.load(self.root / "content", stems)
        if library.faults:
            self.failures.append(errors.ContentRefused(*library.faults))
        for stem in library.unlisted:
            self.teller.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built all the same")
        self.library = library
        self.manuscripts = {
            stem: Manuscript(stem, chapter.value, library.report.value, library.imprint.value.house, library.contact, library.languages)
            for stem, chapter in library.chapters.items()
        }

    def locate(self, stem: str) -> Locate:
        """Where a chapter's values stand in its file."""
        return self.library.chapters[stem].source.place

    def jobs(self) -> Iterator[tuple[str, engine.Job]]:
        """A page of each chapter, for the engine; made when it is asked for."""
        from pressroom import html

        templates, styles = Folder(self.root / "templates", "templates"), Folder(self.root / "styles", "styles")
        images = Folder(self.root / "content" / "images", "content/images")
        created = _created(self.library.report.value.issued)
        for stem, manuscript in self.manuscripts.items():
            self.teller.progress(self.done, len(self.manuscripts), stem)
            try:
                page = html.page(manuscript, self.locate(stem), templates, styles, images, created=created, proof=self.proof)
            except PressError as error:
                self.failures.append(error)
                continue
            self.pages[stem] = page.html
            _load_meanwhile("pressroom.proof")
            yield stem, engine.Job(page.html, page.origins)

    def finish(self, stem: str, result: bytes | PressError) -> None:
        """Proves a chapter's PDF and puts its files in their place, or notes why not."""
        self.done += 1
        html = self.pages.pop(stem)
        try:
            if isinstance(result, PressError):
                raise _named(result, stem)
            pages = self.prove(stem, result)
            if self.proof:
                self.put({f"{stem}/{stem}-proof.pdf": result}, pages)
            else:
                self.put({f"{stem}/{stem}.html": html.encode(), f"{stem}/{stem}.pdf": result}, pages)
        except PressError as error:
            self.failures.append(error)

    def prove(self, stem: str, pdf: bytes) -> int:
        """Finds every word of a chapter in its PDF; returns the number of pages. Raises `EngineFailed`."""
        from pressroom import proof

        return proof.prove(pdf, self.manuscripts[stem], self.locate(stem))

    def put(self, files: dict[str, bytes], pages: int) -> None:
        """Puts files in their place and tells of them. Raises `OutputFailed`."""
        written = self.shelf.put(files).written
        for name, data in files.items():
            self.teller.output(f"dist/{name}", len(data), pages if name.endswith(".pdf") else None, self.shelf.root / name in written)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that went wrong, by place."""
        return errors.PressError(*dict.fromkeys(fault for failure in self.failures for fault in failure.faults)).faults

    @property
    def exit_code(self) -> int:
        """What the run ends with: the editor's faults before the designer's, those before the machine's."""
        return min((failure.exit_code for failure in self.failures), default=errors.DONE)


def _named(error: PressError, stem: str) -> PressError:
    """The error, each of whose faults without a place names the chapter."""
    faults = [fault if fault.place else Fault(fault.code, f"{stem}: {fault.message}", None, fault.hint) for fault in error.faults]
    return type(error)(*faults)


def _load_meanwhile(module: str) -> None:
    """Imports a module in the background, while the engine's process sets a page."""
    threading.Thread(target=import_module, args=(module,), daemon=True).start()


def _created(issued: str) -> str:
    """The document's date: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the month of issue; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return f"{issued}-01T00:00:00Z"
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
    except (ValueError, OverflowError, OSError):
        raise WrongUsage(Fault("source-date", f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}")) from None
