"""A kit is made: what is built already is taken in, the engine sets what is not, all of it is described, and read back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pressroom import preflight, press, proof, provenance, readout
from pressroom.errors import ContentRefused, EngineFailed, Fault, OutputFailed, PressError
from pressroom.kit import archive, images, jobs, manifest, ninjs, readme, text, told
from pressroom.kit.naming import MARK, Names
from pressroom.output import Shelf
from pressroom.pdf import engine
from pressroom.pdf.worker import Crew
from pressroom.project import Project

FOLDER = "kit"
SIGNATURE = f"{manifest.SUMS}.sig"


@dataclass
class Kit:
    """One chapter's kit: its names, its files by path, and its archive."""

    stem: str
    names: Names
    files: dict[str, bytes] = field(default_factory=dict)
    archive: bytes = b""


def assembled(
    ours: Project, shelf: Shelf, sign: Callable[[bytes], bytes] | None = None, replaces: Mapping[str, str] | None = None
) -> list[Kit]:
    """The kits of all chapters of a project whose files are built on `shelf`, proved and complete.

    `sign` makes a signature; `replaces` are the checksums of the kit that a correction takes the place of, else those found on the
    shelf. Raises `PressError`.
    """
    made = [_Assembly(ours, stem, shelf) for stem in ours.manuscripts]
    with Crew(engine.loader(shelf.scratch), min(len(made) * 2, os.cpu_count() or 1), press.LIMITS, shelf.scratch) as crew:
        queue = ((((each, path), job)) for each in made for path, job in each.jobs())
        for (each, path), result in crew.run(queue):
            if isinstance(result, PressError):
                raise type(result)(*(replace(fault, message=f"{path}: {fault.message}") for fault in result.faults))
            each.kit.files[path] = result.pdf
    for each in made:
        each.finish(sign, replaces)
    return [each.kit for each in made]


class _Assembly:
    """One kit under way."""

    def __init__(self, ours: Project, stem: str, shelf: Shelf):
        self.ours, self.stem, self.shelf = ours, stem, shelf
        self.manuscript, self.locate = ours.manuscripts[stem], ours.locate(stem)
        self.kit = Kit(stem, Names.of(self.manuscript, ours.library.imprint.value.short))
        self.name = self.kit.names.file
        self.built = shelf.root / stem

    def jobs(self) -> Iterator[tuple[str, engine.Job]]:
        """The pages that the engine has yet to set; what is built already is taken in."""
        files = self.kit.files
        files[self.name("screen", ".pdf")] = screen = self.read(f"{self.stem}.pdf")
        files[self.name("web", ".html")] = self.read(f"{self.stem}.html")
        for width in images.WIDTHS:
            files[self.name("screen", f"-page-1-{width}.png")] = images.front(screen, width)
        files |= images.images(self.manuscript, self.kit.names, self.ours.image)
        files[self.name("text", ".txt")] = text.chapter(self.manuscript).encode()
        if self.ours.press:
            path = self.name("print", "-press.pdf")
            files[path] = self.read(f"{self.ours.file(self.stem, 'press')}.pdf")
            rows = jobs.rows(self.ours.press.printer, readout.survey(files[path]), path.partition("/")[2])
            page = self.ours.ticket(self.stem, rows, path.partition("/")[2])
            yield self.name("print", "-job-ticket.pdf"), engine.Job(page.html, page.origins)
        if self.manuscript.chapter.release:
            files[self.name("release", "-release.txt")] = text.release(self.manuscript).encode()
            page = self.ours.release(self.stem)
            files[self.name("release", "-release.html")] = page.html.encode()
            yield self.name("release", "-release.pdf"), engine.Job(page.html, page.origins)

    def read(self, name: str) -> bytes:
        try:
            return (self.built / name).read_bytes()
        except OSError as error:
            raise OutputFailed(Fault("output-unreadable", f"dist/{self.stem}/{name} can't be read: {error.strerror}")) from None

    def finish(self, sign: Callable[[bytes], bytes] | None, replaces: Mapping[str, str] | None) -> None:
        """Proves the words, describes the kit, and reads all of it back. Raises `EngineFailed`."""
        files, names = self.kit.files, self.kit.names
        texts = {"chapter": files[self.name("text", ".txt")].decode()}
        proof.prove_text(texts["chapter"], self.manuscript, self.locate)
        if self.manuscript.chapter.release:
            texts["release"] = files[self.name("release", "-release.txt")].decode()
            pdf, page = files[self.name("release", "-release.pdf")], files[self.name("release", "-release.html")].decode()
            proof.prove_release(pdf, page, texts["release"], self.manuscript, self.locate)
        if self.manuscript.correction:
            replaces = self.replaced() if replaces is None else replaces
        files[self.name("ninjs", ".json")] = ninjs.written(self.manuscript, names, files, texts, self.ours.created)
        files[manifest.README] = readme.written(self.manuscript, list(files), replaces or {}, sign is not None)
        files[manifest.FILE] = manifest.written(
            names.slug,
            provenance.origin(self.ours, self.stem),
            files,
            self.manuscript.embargo.utc if self.manuscript.embargo and self.manuscript.embargo_notice else "",
            self.manuscript.correction,
            replaces or {},
        )
        files[manifest.SUMS] = manifest.sums(files)
        opened = {path: readout.opened(data) for path, data in files.items() if path.endswith(".pdf")}
        wrong = [*told.disagreeing(files, self.manuscript), *told.telling(files, provenance.secrets(self.ours, self.stem), opened)]
        if redacted := self.ours.redacted(self.stem):
            item = preflight.redactions(redacted, self.ours.open_texts(self.stem), files)
            wrong += [item.found] if item.verdict == "fail" else []
        if wrong:
            raise EngineFailed(*(Fault("kit-refused", f"{self.stem}: {what}") for what in wrong))
        if sign:
            files[SIGNATURE] = sign(files[manifest.SUMS])
        report = self.ours.library.report.value
        self.kit.archive = archive.packed(names.slug, files, report.year, report.month)

    def replaced(self) -> dict[str, str]:
        """The checksums of the kit that a correction takes the place of: the one on the shelf; if that is this correction, those that it
        replaced. Raises `ContentRefused` where there is none."""
        kits = self.shelf.root / FOLDER
        for folder in sorted(kits.iterdir()) if kits.is_dir() else ():
            if MARK.sub("", folder.name) == self.kit.names.base and (folder / manifest.FILE).is_file():
                said = json.loads((folder / manifest.FILE).read_bytes())
                if said.get("correction") == self.manuscript.correction:
                    return dict(said.get("replaces", {}))
                return manifest.read_sums((folder / manifest.SUMS).read_bytes())
        hint = f"a correction takes the place of a kit in dist/{FOLDER}: put the one that was sent out there"
        raise ContentRefused(Fault("nothing-to-correct", f"there is no kit of '{self.stem}' to be corrected", None, hint))
