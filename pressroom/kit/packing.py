"""A kit whose files are made is completed: its words are proved, it is described, read back, signed and packed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pressroom import proof
from pressroom.build.redaction_check import redacted_words
from pressroom.check import machine_names, preflight
from pressroom.errors import EngineFailed, Problem, naming
from pressroom.kit.contents import archive, embargo_check, manifest, ninjs, readme
from pressroom.kit.contents.naming import Names
from pressroom.kit.provenance import provenance_of
from pressroom.kit.replaced_kit import ReplacedKit
from pressroom.project import Project

SIGNATURE = f"{manifest.SUMS}.sig"
NOT_REPLACED = ReplacedKit()

Signer = Callable[[bytes], bytes]  # from a file to its detached signature


@dataclass(frozen=True)
class Kit:
    """One chapter's kit: its files by their paths in it, the kit that it replaces, and its archive once it is packed."""

    stem: str
    names: Names
    files: dict[str, bytes]
    replaced: ReplacedKit = NOT_REPLACED
    warnings: tuple[Problem, ...] = ()
    archive: bytes = b""


def complete(kit: Kit, project: Project, sign: Signer | None) -> Kit:
    """The kit with the files that describe the others, packed. Without `sign` it is not signed.

    Raises `EngineFailed` that names everything that is wrong with a file.
    """
    texts = prove(kit, project)
    described = describe(kit, project, texts, signed=sign is not None)
    read_back(described, project)
    signed = replace(described, files={**described.files, SIGNATURE: sign(described.files[manifest.SUMS])}) if sign else described
    return pack(signed, project)


def prove(kit: Kit, project: Project) -> dict[str, str]:
    """Find every word of the chapter and of its release in their texts; returns the texts by their role: chapter, release.

    Raises `EngineFailed` with the first difference.
    """
    path, manuscript, locate = kit.names.path, project.manuscripts[kit.stem], project.locate(kit.stem)
    texts = {"chapter": kit.files[path("text", ".txt")].decode()}
    with naming(kit.stem, "plain text"):
        proof.prove_text(texts["chapter"], manuscript, locate)
    if manuscript.chapter.release:
        texts["release"] = kit.files[path("release", "-release.txt")].decode()
        pdf, page = kit.files[path("release", "-release.pdf")], kit.files[path("release", "-release.html")].decode()
        with naming(kit.stem, "press release"):
            proof.prove_release(pdf, page, texts["release"], manuscript, locate)
    return texts


def describe(kit: Kit, project: Project, texts: Mapping[str, str], *, signed: bool) -> Kit:
    """The kit with its news item, README, manifest and checksums, each of which knows those before it. `texts` come from `prove`."""
    manuscript, files = project.manuscripts[kit.stem], dict(kit.files)
    files[kit.names.path("ninjs", ".json")] = ninjs.written(manuscript, kit.names, files, texts, project.created)
    files[manifest.README] = readme.written(manuscript, list(files), kit.replaced.files, signed)
    files[manifest.FILE] = manifest.written(
        kit.names.slug,
        provenance_of(project, kit.stem),
        files,
        manuscript.embargo.utc if manuscript.embargo and manuscript.embargo_notice else "",
        manuscript.correction,
        kit.replaced.record,
    )
    files[manifest.SUMS] = manifest.sums(files)
    return replace(kit, files=files)


def read_back(kit: Kit, project: Project) -> None:
    """Read every file back. Raises `EngineFailed` that names each which disagrees about an embargo, gives away a name of this machine, or
    contains a redacted word."""
    if problems := tuple(_problems(kit, project)):
        raise EngineFailed(*problems)


def _problems(kit: Kit, project: Project) -> Iterator[Problem]:
    for message in embargo_check.disagreements(kit.files, project.manuscripts[kit.stem]):
        yield Problem("kit-refused", f"{kit.stem}: {message}")
    printer = [project.library.printer.source.shown] if project.library.printer else []  # it stands on the job ticket
    open_texts = [*project.open_texts(kit.stem), *printer]
    item = preflight.machine_traces(machine_names.machine_names(project.root), open_texts, kit.files)
    if item.verdict == "fail":
        yield Problem("kit-refused", f"{kit.stem}: {item.found}", item.place, item.hint)
    yield from redacted_words(project, [kit.stem], kit.files)


def pack(kit: Kit, project: Project) -> Kit:
    """The kit with its archive, whose bytes depend on nothing but its files and the month of issue."""
    report = project.library.report.value
    return replace(kit, archive=archive.packed(kit.names.slug, kit.files, report.year, report.month))
