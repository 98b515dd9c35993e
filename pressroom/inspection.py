"""The conductor of `check`: reads the finished files of chapters back and has them examined, item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressroom import preflight, project, proof, readout
from pressroom.errors import CONTENT, DONE, ContentRefused, EngineFailed, Fault, OutputFailed, Place
from pressroom.manuscript import Manuscript, figures
from pressroom.model import Printer
from pressroom.preflight import Flaw, Item, judged
from pressroom.project import Project

WORDS = "every word of the content, in order"


@dataclass(frozen=True)
class Findings:
    """The items of one chapter, and what they are about."""

    manuscript: Manuscript
    printer: Printer | None
    items: tuple[Item, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing fails."""
        return all(item.verdict != "fail" for item in self.items)


def inspect(root: Path, stems: Sequence[str], printer: str | None = None, *, validator: bool = False) -> list[Findings]:
    """Examines the finished files of the chapters `stems` (none: all that the report lists) of the project in `root`.

    The press edition is examined for `printer`, the stem of a file in content/printers, else for the report's. With `validator`,
    veraPDF is asked. Raises `ContentRefused` where the content can't be read, `WrongUsage` for a stem or a printer that there isn't,
    `OutputFailed` for files that were not made.
    """
    return examine(project.read(root, stems, printer), validator=validator)


def examine(ours: Project, *, validator: bool = False) -> list[Findings]:
    """Examines the finished files of a project that was read. Raises as `inspect`."""
    if ours.library.faults:
        raise ContentRefused(*ours.library.faults)
    missing = [fault for stem in ours.manuscripts for fault in _missing(ours, stem)]
    if missing:
        raise OutputFailed(*missing)
    return [_chapter(ours, stem, validator) for stem in ours.manuscripts]


def exit_code(findings: Sequence[Findings]) -> int:
    """What a run with these findings ends with."""
    return DONE if all(found.sound for found in findings) else CONTENT


def _files(ours: Project, stem: str) -> list[Path]:
    """The HTML, then the PDF of each edition."""
    names = [f"{stem}.html", *(f"{ours.file(stem, edition)}.pdf" for edition in ours.editions)]
    return [ours.root / "dist" / stem / name for name in names]


def _missing(ours: Project, stem: str) -> Iterator[Fault]:
    for path in _files(ours, stem):
        if not path.is_file():
            yield Fault("not-built", f"dist/{stem}/{path.name} is not there", hint=f"run: python build.py build {stem}")


def _chapter(ours: Project, stem: str, validator: bool) -> Findings:
    files = _files(ours, stem)
    items = list(_items(ours, stem, [_read(path) for path in files]))
    if validator:
        items += preflight.validator(files[1])
    return Findings(ours.manuscripts[stem], ours.press.printer if ours.press else None, tuple(items))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputFailed(Fault("output-unreadable", f"can't be read: {error.strerror}", Place(str(path)))) from None


def _items(ours: Project, stem: str, files: Sequence[bytes]) -> Iterator[Item]:
    manuscript, locate = ours.manuscripts[stem], ours.locate(stem)
    html, screen, *press = files
    pictures = list(figures(manuscript.chapter))
    described = [(figure.alt, locate((*path, "alt"))[0]) for path, figure in pictures if figure.alt]
    yield from preflight.screen(readout.survey(screen), manuscript.code, described)
    yield _words("screen", lambda: proof.prove(screen, manuscript, locate))
    if ours.press:
        house = ours.press
        places = [locate((*path, "image"))[0] for path, _ in pictures]
        yield from preflight.press(readout.survey(press[0]), house.printer, lambda key: house.locate((key,))[0], places)
        yield _words("press", lambda: proof.prove(press[0], manuscript, locate))
    yield _words("html", lambda: proof.prove_page(html.decode("utf-8", "replace"), manuscript, locate))


def _words(edition: str, prove: Callable[[], object]) -> Item:
    """The item that a file says every word of the content, and no other; its fonts and actions have items of their own."""
    faults: tuple[Fault, ...] = ()
    try:
        prove()
    except EngineFailed as failure:
        faults = tuple(fault for fault in failure.faults if fault.code not in ("font-foreign", "pdf-unwanted"))
    flaws = [Flaw(fault.message, place=fault.place) for fault in faults]
    return judged("words", edition, WORDS, "all of them", flaws, "a template or a stylesheet hides or changes them")
