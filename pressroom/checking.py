"""The conductor of `check`: has the finished files examined, and tells what was found, to people, machines and the printing house.

The engine's process, which sets the preflight sheets, is started first and loads while the files are examined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pressroom import inspection
from pressroom.errors import CONTENT, DONE, PressError
from pressroom.inspection import Findings
from pressroom.output import open_shelf
from pressroom.pdf import engine
from pressroom.pdf.worker import Crew, Limits
from pressroom.project import Project
from pressroom.sheet import values
from pressroom.tabling import summary, table
from pressroom.telling import Teller

LIMITS = Limits(seconds=60, megabytes=2048)


def check(root: Path, stems: Sequence[str], teller: Teller, *, printer: str | None = None, quick: bool = False, wait: float = 60) -> int:
    """Examines the finished files of the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit
    code.

    The press edition is examined for `printer`, the stem of a file in content/printers, else for the report's, and a preflight sheet
    is written that goes along with it; where there is no printer, there is none. `quick` leaves veraPDF and the sheets out. Raises
    `PressError`.
    """
    if quick or not (root / "dist").is_dir():  # where nothing is built, nothing is written
        run = _Run(inspection.opened(root, stems, printer), teller, validator=not quick)
        for _ in run.findings():
            pass
        return run.ended()
    with open_shelf(root / "dist", wait, teller.say) as shelf, Crew(engine.loader(shelf.scratch), 1, LIMITS, shelf.scratch) as crew:
        run = _Run(inspection.opened(root, stems, printer), teller, validator=True)
        for stem, result in crew.run(run.sheets()):
            if isinstance(result, PressError):
                raise result
            file = f"{stem}/{stem}-preflight.pdf"
            written = shelf.put({file: result}).written
            teller.output(f"dist/{file}", len(result), 1, bool(written))
    return run.ended()


@dataclass
class _Run:
    """One check's course: what is examined, what was found."""

    project: Project
    teller: Teller
    validator: bool
    found: list[Findings] = field(default_factory=list)

    def findings(self) -> Iterator[Findings]:
        """The findings of each chapter, which are told."""
        stems = list(self.project.manuscripts)
        self.teller.progress(0, len(stems), "".join(stems[:1]))
        for findings in inspection.inspect(self.project, validator=self.validator):
            self.found.append(findings)
            self.tell(findings)
            self.teller.progress(len(self.found), len(stems), "".join(stems[len(self.found) :][:1]))
            yield findings

    def sheets(self) -> Iterator[tuple[str, engine.Job]]:
        """The preflight sheet of each chapter's press edition, for the engine."""
        for findings in self.findings():
            if self.project.press:
                page = self.project.sheet(values(findings, self.project.press.printer, self.project.created))
                yield findings.manuscript.stem, engine.Job(page.html, page.origins)

    def tell(self, findings: Findings) -> None:
        """The items, as a table or as JSON lines."""
        for item in findings.items:
            self.teller.record("item", chapter=findings.manuscript.stem, file=str(findings.files[item.edition].path), **item.record())
        for line in table(findings):
            self.teller.text(line)

    def ended(self) -> int:
        """The last line; the exit code."""
        self.teller.text(summary(self.found))
        return CONTENT if any(findings.failing for findings in self.found) else DONE
