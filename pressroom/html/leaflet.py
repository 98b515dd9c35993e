"""The documents that go with a chapter: its press release, and the printer's job ticket. Each is one file, in the house's style."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from pressroom import prose
from pressroom.files import Folder
from pressroom.html import styles, templating
from pressroom.html.page import STYLESHEET_HERE, Page
from pressroom.manuscript import Manuscript, release_lines


def release(manuscript: Manuscript, templates: Folder, stylesheets: Folder, *, created: str) -> Page:
    """The page of a chapter's press release, which it must have, dated `created`, on the report's paper. Raises `StyleRefused`."""
    said = manuscript.chapter.release
    if not said:
        raise ValueError("the chapter has no press release")

    def blocks(text: str) -> Markup:
        return Markup(prose.html(prose.blocks(text, manuscript.typography(), None)))

    lines = list(release_lines(manuscript))
    reached = [line for line in lines if line.section == "contact" and line.file == "chapter"]
    values = {
        "release": said,
        "title": f"{prose.plain(said.headline, manuscript.typography())}: {manuscript.language.labels.release}",
        "body": _with_dateline(blocks(said.body), next(line.opening for line in lines if line.opening)),
        "spokespersons": [[line.text for line in person] for _, person in groupby(reached, key=lambda line: line.owner)],
        "blocks": blocks,
        "description": manuscript.described(prose.plain(said.subheadline or said.headline, manuscript.typography())),
    }
    return _page("release.html", "release.css", manuscript, templates, stylesheets, {**values, "created": created})


def ticket(
    manuscript: Manuscript, rows: Sequence[tuple[str, str]], file: str, templates: Folder, stylesheets: Folder, *, created: str
) -> Page:
    """The printer's job ticket for the print edition `file` of a chapter: what is asked, by name. Raises `StyleRefused`."""
    told = {"title": f"Job ticket: {file}", "description": manuscript.described(f"Job ticket for {file}")}
    values = {"rows": rows, "file": file, "created": created, **told}
    return _page("ticket.html", "ticket.css", manuscript, templates, stylesheets, values)


def _page(template: str, sheet: str, manuscript: Manuscript, templates: Folder, stylesheets: Folder, values: dict[str, Any]) -> Page:
    more = [f"paper-{manuscript.report.paper}.css", *styles.embargo(manuscript), sheet]
    assembled = styles.assemble(stylesheets, "chapter.css", *more)
    common = {
        "manuscript": manuscript,
        "labels": manuscript.language.labels,
        "plain": lambda text: prose.plain(text, manuscript.typography()),
        "line": lambda text: Markup(prose.line(text, manuscript.typography())),
        "inline": lambda text, code=None: Markup(prose.html(prose.inline(text, manuscript.typography(code), None))),
        "direction": lambda code: manuscript.languages[code].direction,
        "setting": "justified" if manuscript.language.hyphenation else "ragged",
        "status": manuscript.language.labels.draft if manuscript.chapter.status == "draft" else "",
        "screen": Markup(styles.text(stylesheets, "screen.css")),
        "stylesheet": Markup(STYLESHEET_HERE),
    }
    markup = templating.render(templates, template, {**common, **values})
    assembled = styles.with_faces(assembled, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, assembled.text, 1), assembled.style_places)


def _with_dateline(body: Markup, dateline: str) -> Markup:
    """The body, its first paragraph beginning with the dateline."""
    return body.replace(Markup("<p>"), Markup("<p>") + escape(dateline) + Markup(" "), 1)
