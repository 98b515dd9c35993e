"""The screen edition: what a screen reader needs to read it aloud, and an archive to preserve it (ISO 14289-1, ISO 19005-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressroom.check.preflight.both import shared
from pressroom.check.preflight.items import Flaw, Item, Where, judged
from pressroom.editions import SCREEN
from pressroom.errors import Place, counted
from pressroom.readback import Survey

EDITION = SCREEN.name
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SCHEMES = ("https://", "http://", "mailto:")
CLAIMS = {
    "PDF/UA-1": r"<pdfuaid:part>1</",
    "PDF/A-3": r"<pdfaid:part>3</",
    "conformance A": r"<pdfaid:conformance>A</",
}


def screen(survey: Survey, language: str, alternates: Sequence[tuple[str, Place]], words: Where) -> Iterator[Item]:
    """The items of the screen edition of a chapter in `language`; `alternates` are the texts that stand for its pictures, in their order,
    each with its place; `words` gives the place of words on a page."""
    tree = survey.structure
    tagged = survey.marked and tree is not None and bool(tree.reached)
    yield judged("tagged", EDITION, "a structure tree, marked as such", "both", [] if tagged else [Flaw("the file is not tagged")])
    found = survey.language or "none"
    wrong = not LANGUAGE.fullmatch(survey.language) or survey.language != language
    yield judged(
        "language", EDITION, language, found, [Flaw(found)] * wrong, "set lang on the html element", Place("templates/chapter.html")
    )
    yield _title(survey)
    yield _alternates(survey, alternates)
    yield _headings(survey)
    orphans = [
        Flaw(f"{page.orphans} marked pieces of page {page.number} are in no tag", page.number) for page in survey.pages if page.orphans
    ]
    stray = [
        Flaw("text without any tag", page.number) for page in survey.pages if any(p.kind == "text" and not p.tagged for p in page.paints)
    ]
    yield judged("tagged content", EDITION, "a tag for all content", "all tagged", orphans + stray)
    claims = [Flaw(f"does not claim {claim}") for claim, pattern in CLAIMS.items() if not re.search(pattern, survey.packet)]
    yield judged("claims", EDITION, "PDF/UA-1 and PDF/A-3a in its metadata", "both", claims)
    links = [(page.number, annotation) for page in survey.pages for annotation in page.annotations if annotation.address]
    odd = [(page, link) for page, link in links if not link.address.lower().startswith(SCHEMES)]
    refused = [Flaw(f"opens {link.address}", page, words(page, link.bounds)) for page, link in odd]
    yield judged(
        "link addresses", EDITION, "https, http or mailto", counted(len(links), "link"), refused, "correct the address in the content"
    )
    yield from shared(survey, EDITION, words)


def _title(survey: Survey) -> Item:
    title = survey.info.get("Title", "").strip()
    flaws = [Flaw("has no title")] * (not title) + [Flaw("the window shows the file's name instead")] * (not survey.title_shown)
    return judged("title", EDITION, "a title, shown in the window", title, flaws, "set the title element", Place("templates/chapter.html"))


def _alternates(survey: Survey, alternates: Sequence[tuple[str, Place]]) -> Item:
    """Where as many figures are tagged as the chapter describes, a figure is the one that stands in the same place of the order."""
    figures = survey.structure.figures if survey.structure else []
    flaws = [
        Flaw("a figure has no alternate text", page, alternates[number][1] if len(alternates) == len(figures) else None)
        for number, (text, page) in enumerate(figures)
        if not text
    ]
    flaws += [Flaw(f"{counted(len(alternates) - len(figures), 'described picture')} not tagged as a figure")] * (
        len(figures) < len(alternates)
    )
    return judged(
        "alternate text",
        EDITION,
        "a text for every picture",
        f"{counted(len(figures), 'figure')}, all with one",
        flaws,
        "describe it in the figure's alt",
    )


def _headings(survey: Survey) -> Item:
    headings = survey.structure.headings if survey.structure else []
    before, flaws = 0, []
    for level, page in headings:
        if level > before + 1:
            flaws.append(
                Flaw(f"a heading of level {level} follows one of level {before}" if before else f"begins with level {level}", page)
            )
        before = level
    if not headings:
        flaws.append(Flaw("has no heading"))
    place = Place("templates/section.html")
    return judged(
        "headings",
        EDITION,
        "no level skipped",
        f"{counted(len(headings), 'heading')} in order",
        flaws,
        "don't skip levels of headings",
        place,
    )
