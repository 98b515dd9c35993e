"""What no finished file may contain: words that are redacted; paths, names and comments of the machine that built it.

A redacted word that the published text says openly elsewhere can't be told apart from it here. The proof does that, for the words that
readers see: it knows each of them in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pressroom.check.preflight.items import Flaw, Item, judged
from pressroom.errors import Place, counted
from pressroom.prose.words import visible_words
from pressroom.readback import FoundString, strings

EDITION = "all"
SHORTEST = 3  # letters of a word that is looked for
LEAST_IN_BYTES = 5  # letters
LONG = 8  # letters: so long a word is no accident where spaces and hyphens are left out
WORD = re.compile(r"\w+")
# Words that the pages and files of every chapter contain.
EVERYWHERE = frozenset(
    WORD.findall("""
accessibilityfeature accessibilityhazard accessmode accessmodesufficient address adobe aiim application arial article author
backmatter bodymatter colophon color contact container context core country create created creative creativework creativeworkstatus
creator css datepublished dcterms default description device display doc document draft dublin elements embedded epub face faxnumber figure
file font fonts footnote format frontmatter generator hidden http https identification identifier identity idpf inf initial
inlanguage integer internal isolated ispartof item json keywords label landmarks language letter locale meta mimetype modified name
names nav noteref oasis oebps opendocument opf ops org organization package part pdf pdfua pdfuaid postal postaladdress pressroom
producer published publisher purl report scale schema scope site span status street streetaddress structure subject summary
telephone title titlepage toc ttf type url urn utf uuid viewport weasyprint width work www xhtml xml xmlns xmp
""")
)
FOREIGN_PATH = r"(?<![\w./-])/(?:home|Users)/[\w.-]+|\b[A-Za-z]:\\(?:Users|Documents)\\[\w.-]+|\bfile:/+\w+"
IN_PATHS = ("/home/", "/Users/", ":\\", "file:/")  # each path that the pattern means has one of them
COMMON_NAMES = frozenset(["root", "user", "admin", "home", "localhost", "build", "runner", "ubuntu", "debian", "docker", "nobody"])


@dataclass(frozen=True)
class MachineNames:
    """The folders of a machine that may not be named, and the names of its user and itself."""

    folders: tuple[str, ...]
    names: tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return WORD.findall(visible_words(text).casefold())


def redactions(redacted: Mapping[str, Place], open_texts: Iterable[str], files: Mapping[str, bytes]) -> Item:
    """The item that none of `files` contains what is `redacted` (words and their place). `open_texts` are what may be published."""
    allowed = EVERYWHERE.union(*(words(text) for text in open_texts))
    hidden = {word: place for phrase, place in redacted.items() for word in words(phrase) if len(word) >= SHORTEST and word not in allowed}
    flaws: list[Flaw] = []
    for name, data in files.items() if hidden else ():
        flaws += [
            Flaw(f"{name} contains a redacted word: {where}", place=place) for where, place in _hidden_in(hidden, strings(name, data))
        ]
    found = f"{counted(len(redacted), 'redaction')}, with no redacted word in {counted(len(files), 'file')}"
    return judged("redactions", EDITION, "no word that is redacted", found, flaws, "a template or a picture contains it")


def _hidden_in(hidden: Mapping[str, Place], found: Iterable[FoundString]) -> Iterator[tuple[str, Place]]:
    """Where the words of `hidden` stand in strings of a file, and their places in the content."""
    for where, text, kind in found:
        if kind == "source":
            continue
        there = words(text)
        for word in hidden.keys() & set(there):
            yield where, hidden[word]
        run = "".join(there)
        for word in hidden:
            if len(word) >= LONG and word in run:
                yield where, hidden[word]


def machine_traces(of: MachineNames, open_texts: Sequence[str], files: Mapping[str, bytes]) -> Item:
    """The item that none of `files` contains a path, a name or a comment of the machine; what `open_texts` say may be said.

    A name that is a common word, or one of every file, gives nothing away; a short one is not looked for in bytes, where chance writes it.
    """
    allowed = set().union(*(words(text) for text in open_texts))
    names = [name.casefold() for name in of.names if len(name) > SHORTEST and name.casefold() not in allowed | COMMON_NAMES | EVERYWHERE]
    folders = [rf"(?<![\w.-]){re.escape(folder)}(?![\w-])" for folder in of.folders if len(folder) > SHORTEST]
    local = re.compile("|".join([*folders, FOREIGN_PATH]))
    needles = (*of.folders, *IN_PATHS)
    known = "\n".join(open_texts)
    flaws = [
        Flaw(f"{name}: {trace}") for name, data in files.items() for trace in _traces(local, needles, names, known, strings(name, data))
    ]
    asked = "no local path, user, host or comment"
    return judged(
        "machine names",
        EDITION,
        asked,
        f"none in {counted(len(files), 'file')}",
        flaws,
        "a template, a picture's data or an address gives it away",
    )


def _traces(
    local: re.Pattern[str], needles: Sequence[str], names: Sequence[str], known: str, found: Iterable[FoundString]
) -> Iterator[str]:
    for where, text, kind in found:
        if kind == "comment":
            yield f"contains {where}"
        if any(path not in known for path in _paths(local, needles, text)):
            yield f"{where} contains a local path"
        small = text.casefold() if names else ""
        if any(name in small and _stands(name, small) for name in names if len(name) >= LEAST_IN_BYTES or kind != "source"):
            yield f"{where} contains a name of this machine or its user"


def _paths(local: re.Pattern[str], needles: Sequence[str], text: str) -> Iterator[str]:
    """The local paths in a text. Most of a file is fonts: there, looking for plain text first is much faster than the pattern."""
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            for begin in (max(at - 1, 0), at):  # a drive's letter stands before the colon
                if found := local.match(text, begin):
                    yield found[0]
            at = text.find(needle, at + 1)


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own."""
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
