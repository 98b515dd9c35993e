"""The values for the template of a press release."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from pressroom import prose
from pressroom.manuscript import Manuscript, release_lines


def release_values(manuscript: Manuscript) -> dict[str, Any]:
    """The values of templates/release.html for a chapter, which must have a press release."""
    release, labels = manuscript.chapter.release, manuscript.language.labels
    if not release:
        raise ValueError("the chapter has no press release")
    lines = list(release_lines(manuscript))
    reached = [line for line in lines if line.section == "contact" and line.file == "chapter"]
    body = Markup(prose.html(prose.blocks(release.body, manuscript.typography(), None)))
    return {
        "release": release,
        "labels": labels,
        "title": f"{prose.plain(release.headline, manuscript.typography())}: {labels.release}",
        "body": _with_dateline(body, next(line.opening for line in lines if line.opening)),
        "spokespersons": [[line.text for line in person] for _, person in groupby(reached, key=lambda line: line.owner)],
        "description": manuscript.described(prose.plain(release.subheadline or release.headline, manuscript.typography())),
    }


def _with_dateline(body: Markup, dateline: str) -> Markup:
    """The body with the dateline at the beginning of its first paragraph."""
    return body.replace(Markup("<p>"), Markup("<p>") + escape(dateline) + Markup(" "), 1)
