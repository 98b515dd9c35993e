"""A kit is completed: its words are proved, all of it is described, read back, signed and packed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pressroom import proof
from pressroom.build.redaction_check import redacted_words
from pressroom.check import machine_names, preflight
from pressroom.errors import EngineFailed, Problem, naming
from pressroom.kit import provenance
from pressroom.kit.contents import archive, embargo_check, manifest, ninjs, readme
from pressroom.kit.contents.naming import Names
from pressroom.kit.replaced import Replaced
from pressroom.project import Project

SIGNATURE = f"{manifest.SUMS}.sig"


@dataclass
class Kit:
    """One chapter's kit: its names, its files by path, its archive, the kit that it takes the place of, what is to be told of it."""

    stem: str
    names: Names
    files: dict[str, bytes] = field(default_factory=dict)
    archive: bytes = b""
    replaced: Replaced = field(default_factory=Replaced)
    notes: tuple[Problem, ...] = ()


def seal(kit: Kit, ours: Project, sign: Callable[[bytes], bytes] | None) -> None:
    """Completes a kit that has all its files but those which tell of the others. `sign` makes a signature.

    Raises `EngineFailed` with all that is wrong with a file.
    """
    files, names, manuscript = kit.files, kit.names, ours.manuscripts[kit.stem]
    texts = _proved(kit, ours)
    files[names.file("ninjs", ".json")] = ninjs.written(manuscript, names, files, texts, ours.created)
    files[manifest.README] = readme.written(manuscript, list(files), kit.replaced.files, sign is not None)
    files[manifest.FILE] = manifest.written(
        names.slug,
        provenance.origin(ours, kit.stem),
        files,
        manuscript.embargo.utc if manuscript.embargo and manuscript.embargo_notice else "",
        manuscript.correction,
        kit.replaced.record,
    )
    files[manifest.SUMS] = manifest.sums(files)
    if wrong := tuple(_wrong(kit, ours)):
        raise EngineFailed(*wrong)
    if sign:
        files[SIGNATURE] = sign(files[manifest.SUMS])
    report = ours.library.report.value
    kit.archive = archive.packed(names.slug, files, report.year, report.month)


def _proved(kit: Kit, ours: Project) -> dict[str, str]:
    """The texts of the chapter and of its release, whose words are those of the content, by their role. Raises `EngineFailed`."""
    files, name, manuscript, locate = kit.files, kit.names.file, ours.manuscripts[kit.stem], ours.locate(kit.stem)
    texts = {"chapter": files[name("text", ".txt")].decode()}
    with naming(kit.stem, "plain text"):
        proof.prove_text(texts["chapter"], manuscript, locate)
    if manuscript.chapter.release:
        texts["release"] = files[name("release", "-release.txt")].decode()
        pdf, page = files[name("release", "-release.pdf")], files[name("release", "-release.html")].decode()
        with naming(kit.stem, "press release"):
            proof.prove_release(pdf, page, texts["release"], manuscript, locate)
    return texts


def _wrong(kit: Kit, ours: Project) -> Iterator[Problem]:
    """What is wrong with the files, each read back: of the embargo, of the desk, of words that are redacted."""
    for what in embargo_check.disagreeing(kit.files, ours.manuscripts[kit.stem]):
        yield Problem("kit-refused", f"{kit.stem}: {what}")
    printer = [ours.library.printer.source.shown] if ours.library.printer else []  # it stands on the job ticket
    item = preflight.machine_traces(machine_names.machine_names(ours.root), [*ours.open_texts(kit.stem), *printer], kit.files)
    if item.verdict == "fail":
        yield Problem("kit-refused", f"{kit.stem}: {item.found}", item.place, item.hint)
    yield from redacted_words(ours, [kit.stem], kit.files)
