"""Replaces typed characters with typographic ones: quotes, dashes, ellipses, no-break spaces.

The rules read the typed text and write to a list with one entry per character, so that no rule sees the result of another, and every
character keeps its place:

- `"` and `'` become the quotes of the language, with the inner ones inside others. `'` inside or at the end of a word, or where something
  is left out ('90s, 'em), is an apostrophe. `"` between letters closes a quotation that is open ("Отан"ның), and opens one after an
  apostrophe (L'"Opinion"). Inches, feet, and quotes that could be opening or closing stay as typed.
- `--` directly between two words or numbers is an en dash (a range, a pair: 2003--2004). Elsewhere, and always for `---`, it is the em
  dash of English press usage, with the spaces that were typed. Four or more hyphens stay.
- `...` is an ellipsis, and `....` an ellipsis and a full stop. U+2010 is the ordinary hyphen, since at the end of a printed line
  U+2010 distinguishes a word that the engine divided from a typed hyphen.
- A space becomes U+00A0 where New Hart's Rules and, for Russian, Мильчин's handbook allow no line break: after initials, after titles
  (Mr.), words before numbers (No., page) and proclitics (в, к, с), between a number and its unit, between the day and the month of a date,
  inside spaced thousands, after an ordinal, before a spaced dash.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

DOUBLE, SINGLE, APOSTROPHE, NO_BREAK_SPACE, HYPHEN = '"', "'", "\u2019", "\u00a0", "\u2010"
_OPENING = "([{«„“‘‚‹¿¡"
_ENDING = ".,;!?…)]}»”’\"'"
_DASHES = "-‐‑–—―/"
_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?=\.?(?!\.))")
_LEFT_OUT = re.compile(r"'(?:[0-9]{2}s?|tis|twas|em|til|cause|bout|n)\b", re.IGNORECASE)
_CLOSING_SINGLE = re.compile(r"(?<=\S)'(?!\w)")
_INITIAL = re.compile(r"(?<![\w.])[^\W\d_]\. (?=[^\W\d_])")
# Every space in a match becomes a no-break space.
_UNBROKEN = (
    re.compile(r"[§№] (?=[0-9])"),
    re.compile(r"[0-9](?:st|nd|rd|th) (?=[^\W\d_])"),
    re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)"),
    re.compile(r"(?<=\S) (?=(?:-{2,3}|[–—])(?:\s|$))"),
    re.compile(r"(?<=\.) (?=\.(?: \.|\w|$))"),
)


@dataclass(frozen=True)
class Typography:
    """The typographic settings of a language.

    `quotes` are the opening and closing double quotes, then the single ones. `redacted` is the label for redactions, `code` the BCP 47 tag.
    A line never ends between a number and one of `units`, between one of `numbered` and its number, one of `titles` and a name, a day and
    one of `months`, or one of `proclitics` and the next word.
    """

    quotes: tuple[str, str, str, str]
    units: tuple[str, ...] = ()
    redacted: str = "redacted"
    code: str = ""
    numbered: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    proclitics: tuple[str, ...] = ()


@dataclass
class _Mark:
    """A quote in the text: its index, its kind, and its part (opening, closing, apostrophe) once that is known."""

    at: int
    kind: str
    part: str = ""
    paired: bool = False
    typed: bool = False


def typeset(text: str, typography: Typography) -> list[str]:
    """Set `text` with typographic characters. Returns the replacement of each character: itself, another, or an empty string."""
    out = list(text)
    if DOUBLE in text or SINGLE in text:
        _set_quotes(text, out, typography.quotes)
    for match in _DASH.finditer(text):
        between = match.start() and match.end() < len(text) and _in_word(text[match.start() - 1]) and _in_word(text[match.end()])
        _replace(out, match, "–" if between and len(match.group()) == 2 else "—")
    for match in _ELLIPSIS.finditer(text):
        _replace(out, match, "…")
    for match in _INITIAL.finditer(text):
        if match.group()[0].isupper() and text[match.end()].isupper():
            out[match.end() - 1] = NO_BREAK_SPACE
    for pattern in (*_UNBROKEN, *_unbroken_words(typography)):
        for match in pattern.finditer(text):
            for at in range(*match.span()):
                if text[at] == " ":
                    out[at] = NO_BREAK_SPACE
    if HYPHEN in text:
        out = ["-" if character == HYPHEN else character for character in out]
    return out


def _replace(out: list[str], match: re.Match[str], character: str) -> None:
    out[match.start() : match.end()] = [character, *[""] * (match.end() - match.start() - 1)]


@lru_cache(maxsize=64)
def _unbroken_words(typography: Typography) -> tuple[re.Pattern[str], ...]:
    """Patterns of spaces where a line must not break, next to words of the language."""
    units, months = _any_of(typography.units), _any_of(typography.months)
    return (
        re.compile(rf"(?<=\d) (?=[%‰°]|(?:{units})(?!\w))"),
        re.compile(rf"(?<!\w)(?:{_any_of(typography.numbered)}) (?=\d)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{_any_of(typography.titles)}) (?=[^\W\d_])"),
        re.compile(rf"(?<![\d.,])\d{{1,2}} (?=(?:{months})(?!\w))"),
        re.compile(rf"(?<!\w)(?:{months}) (?=\d{{1,2}}(?!\d|[.,]\d))"),
        re.compile(
            rf"(?<![\w.{re.escape(_DASHES)}])(?:{_any_of(typography.proclitics)}) (?=[^\W_]|[{re.escape(_OPENING)}\"'])", re.IGNORECASE
        ),
    )


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of `words`, longest first. Without words it matches nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


@lru_cache(maxsize=64)
def _any_quote(opening: str, closing: str) -> re.Pattern[str]:
    """A pattern for straight quotes, and for typed quotes of the language (unless opening and closing are the same character)."""
    return re.compile("[\"']" if opening == closing else f"[\"']|{re.escape(opening)}|{re.escape(closing)}")


def _set_quotes(text: str, out: list[str], quotes: tuple[str, str, str, str]) -> None:
    depth = 0
    for mark in _marks(text, quotes):
        if mark.kind == DOUBLE and mark.paired and mark.part == "closing":
            depth -= 1
        if mark.part == "apostrophe":
            out[mark.at] = APOSTROPHE
        elif mark.part and not mark.typed:
            inner = mark.kind == SINGLE or depth % 2 == 1
            out[mark.at] = quotes[2 * inner + (mark.part == "closing")]
        if mark.kind == DOUBLE and mark.paired and mark.part == "opening":
            depth += 1


def _marks(text: str, quotes: tuple[str, str, str, str]) -> list[_Mark]:
    """The quotes of `text`. The part of each is opening, closing, apostrophe, or empty for none of them; matching ones are `paired`."""
    marks: list[_Mark] = []
    unclosed: list[_Mark] = []
    last_closing = max((match.start() for match in _CLOSING_SINGLE.finditer(text)), default=-1)
    for match in _any_quote(quotes[0], quotes[1]).finditer(text):
        mark = _Mark(match.start(), match.group())
        inside = any(other.kind == mark.kind for other in unclosed)
        after_opening = bool(marks) and marks[-1].at == mark.at - 1 and marks[-1].part == "opening"
        if mark.kind == DOUBLE:
            mark.part = _part_of_double(text, mark.at, after_opening, inside)
        elif mark.kind == SINGLE:
            mark.part = _part_of_single(text, mark.at, after_opening, inside, mark.at < last_closing)
        else:
            mark.part = "opening" if mark.kind == quotes[0] else "closing"
            mark.kind, mark.typed = DOUBLE, True
        if mark.part == "opening":
            unclosed.append(mark)
        elif mark.part == "closing":
            _pair(mark, unclosed)
        marks.append(mark)
    return marks


def one_sided(text: str, typography: Typography) -> list[tuple[int, str]]:
    """The index and the part (`opening` or `closing`) of each unpaired double quote of `text`."""
    quotes = typography.quotes
    if not _any_quote(quotes[0], quotes[1]).search(text):
        return []
    return [(mark.at, mark.part) for mark in _marks(text, quotes) if mark.kind == DOUBLE and mark.part and not mark.paired]


def begins_quoted(text: str, typography: Typography) -> bool:
    """Whether the first character of `text` is an opening double quote."""
    return text.startswith((DOUBLE, typography.quotes[0]))


def _pair(mark: _Mark, unclosed: list[_Mark]) -> None:
    for number in reversed(range(len(unclosed))):
        if unclosed[number].kind == mark.kind:
            mark.paired = unclosed[number].paired = True
            del unclosed[number:]
            return


def _part_of_double(text: str, at: int, after_opening: bool, inside: bool) -> str:
    before, after = _neighbours(text, at)
    if after.isspace():
        return "" if before.isspace() or (before.isdigit() and not inside) else "closing"
    if before.isspace() or before in _OPENING or after_opening:
        return "opening"
    if before in _DASHES:
        return "opening" if _in_word(after) or after in _OPENING or after == SINGLE else "closing"
    if _in_word(before):
        if _in_word(after):  # an ending joined to quoted words ("Отан"ның), or inches (3"x5")
            return "closing" if inside and not before.isdigit() else ""
        return "" if before.isdigit() and not inside else "closing"
    if before in (SINGLE, APOSTROPHE) and at > 1 and _in_word(text[at - 2]) and _in_word(after):  # an elision: L'"Opinion"
        return "opening"
    return "opening" if _in_word(after) and before not in _ENDING else "closing"


def _part_of_single(text: str, at: int, after_opening: bool, inside: bool, may_close: bool) -> str:
    before, after = _neighbours(text, at)
    if _in_word(before) and _in_word(after):
        return "" if before.isdigit() and after.isdigit() else "apostrophe"
    if before.isspace() and after.isspace():
        return ""
    if not after.isspace() and (before.isspace() or before in _OPENING or before in _DASHES or after_opening):
        return "opening" if may_close and not _LEFT_OUT.match(text, at) else "apostrophe"
    if inside:
        return "closing"
    return "" if before.isdigit() else "apostrophe"


def _neighbours(text: str, at: int) -> tuple[str, str]:
    return text[at - 1] if at else " ", text[at + 1] if at + 1 < len(text) else " "


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"
