"""What a chapter's files are made from, the machine aside, as causes for the record (`cache.fingerprints`)."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pressroom.cache.fingerprints import IN_FORCE, NONE, OVER, digest
from pressroom.content import Parsed
from pressroom.editions import Edition
from pressroom.html import Page
from pressroom.model import Report
from pressroom.project import EPOCH, Project


def facts(report: Parsed[Report], printer: str | None, correction: str = "") -> dict[str, str]:
    """The causes that are values, not files: all that a chapter can print of the report, the printer's stem, the reason for a correction,
    and for each language the places of the report's values that a chapter in it may print.
    """
    printed = report.value.model_dump_json(exclude={"chapters", "printer"})
    fields = [(field,) for field in report.value.model_fields_set - {"chapters", "printer", "translations"}]
    translated = {code: [("translations", code, field) for field in of.model_fields_set] for code, of in report.value.translations.items()}
    places = {
        f"masthead {code}": " ".join(sorted(str(report.source.place(path)[0]) for path in (*fields, *translated.get(code, ()))))
        for code in (report.value.language, *report.value.translations)
    }
    corrected = digest(correction.encode()) if correction else NONE
    return {"report": digest(printed.encode()), "printer": printer or NONE, "correction": corrected, **places}


def of_edition(project: Project, facts: Mapping[str, str], stem: str, edition: Edition, page: Page) -> dict[str, str]:
    """The causes of an edition's files: the content that it prints, and what its `page` was made from; `facts` are those of the project."""
    library, manuscript = project.library, project.manuscripts[stem]
    read = ["imprint.yaml", f"chapters/{stem}.yaml", *(f"languages/{code}.yaml" for code in manuscript.languages)]
    own = {f"file content/{name}" for name in read}
    causes = {f"variable {EPOCH}": os.environ.get(EPOCH, NONE), **{fact: facts[fact] for fact in ("report", "correction")}}
    if embargo := manuscript.embargo:
        causes[f"embargo {embargo.utc}"] = IN_FORCE if embargo.in_force else OVER
    if edition.for_printer:
        causes["printer"] = facts["printer"]
        own |= {cause for cause in library.causes if cause.startswith("file content/printers/")}
    return causes | {cause: value for cause, value in library.causes.items() if cause in own} | dict(page.causes)


def of_map(causes: Mapping[str, str], facts: Mapping[str, str], code: str) -> dict[str, str]:
    """The causes of a chapter's map of words: those of its editions, and facts of its own; `code` is the chapter's language."""
    return {**causes, **{fact: facts[fact] for fact in ("printer", f"masthead {code}")}}
