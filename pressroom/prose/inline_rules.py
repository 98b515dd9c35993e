"""Inline constructs: the rules of markdown-it with added checks, and the rules that prose adds."""

from __future__ import annotations

import re
from difflib import get_close_matches
from html.entities import html5

from markdown_it.rules_inline import StateInline, autolink, backtick, emphasis, image, link, newline
from markdown_it.token import Token

from pressroom.prose import redaction
from pressroom.prose.context import parsing_of
from pressroom.prose.languages import is_language, meant

_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])

_NOTE = re.compile(r"\[\^([^\[\]\n]+)\]")
_LANGUAGE = re.compile(r"\{lang=(\"?)([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)\1\}")  # RFC 5646, 2.1, in part
_NAMED_LANGUAGE = re.compile(r"\]\{lang=\"?([\w-]{1,40})\"?\}")
_HREF = re.compile(r"#.|https?://[^/?#\s]|mailto:[^@\s]+@[^@\s]", re.IGNORECASE)
_BROKEN_LINK = re.compile(r"\]\(\s*<?(?:https?:|mailto:|#|www\.)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"://[^\s<>\"«»“”„\[\]*`\\]*(?:[^\W_]|/)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<\?|<![A-Z]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _refuse(state: StateInline, at: int, code: str, message: str, hint: str) -> None:
    parsing_of(state.env).refuse(parsing_of(state.env).place(at), code, message, hint)


def soft_break(state: StateInline, silent: bool) -> bool:
    if not newline(state, silent):
        return False
    if not silent:
        state.tokens[-1].type = "softbreak"  # two spaces at the end of a line are invisible, so they mean nothing
    return True


def stars(state: StateInline, silent: bool) -> bool:
    """The rule of CommonMark, except that a star inside a word opens nothing: 5*3*2 keeps its stars."""
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    for token in state.tokens[start - state.pos :]:
        token.meta = {"at": start}
    if start and _in_word(state.src[start - 1]) and state.pos < state.posMax and _in_word(state.src[state.pos]):
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = False
    return True


def _in_word(character: str) -> bool:
    """Whether it is a digit, or a letter of a script with upper and lower case, which has spaces between words."""
    return character.isdigit() or character.lower() != character.upper()


def backticks(state: StateInline, silent: bool) -> bool:
    start, known = state.pos, len(state.tokens)
    if not backtick(state, silent):
        return False
    if any(token.type == "code_inline" for token in state.tokens[known:]):
        _refuse(state, start, "code", "code is not allowed in prose", "remove the backticks")
    return True


def picture(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not image(state, True):
        return False
    if not silent:
        _refuse(state, start, "image", "a picture is not allowed in prose", "make it a block of its own, 'figure:'")
    return True


def html_tag(state: StateInline, silent: bool) -> bool:
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        hint = "write *emphasis* or **strong**, or \\< for a plain <"
        _refuse(state, state.pos, "html", f"HTML is not allowed in prose: '{match.group()[:40]}'", hint)
    state.pos = match.end()
    return True


def entity(state: StateInline, silent: bool) -> bool:
    match = _ENTITY.match(state.src, state.pos, state.posMax)
    if not (match and _is_entity(match.group())):
        return False
    if not silent:
        _refuse_entity(state, match)
    state.pos = match.end()
    return True


def _is_entity(typed: str) -> bool:
    return typed[1] == "#" or typed[1:] in html5


def _refuse_entity(state: StateInline, match: re.Match[str]) -> None:
    _refuse(
        state,
        match.start(),
        "entity",
        f"HTML character codes are not allowed in prose: '{match.group()}'",
        "type the character itself, or \\& for a plain &",
    )


def redacted(state: StateInline, silent: bool) -> bool:
    """`[[redacted: words]]`: drop the words. Refuse a misspelled redaction, even with a backslash before it."""
    begun = redaction.BEGUN.match(state.src, state.pos, state.posMax)
    if not begun:
        return False
    whole = redaction.MARK.match(state.src, state.pos, state.posMax)
    if not silent:
        state.push("redacted", "", 0)
        if flaw := redaction.flaw(state.src[: state.posMax], state.pos):
            _refuse(state, state.pos, "redaction", *flaw)
    state.pos = whole.end() if whole else state.posMax  # the text after a broken redaction may belong to it
    return True


def note_call(state: StateInline, silent: bool) -> bool:
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.content, token.meta = match.group(1), {"place": parsing_of(state.env).place(match.start())}
        _check_call(state, match)
    state.pos = match.end()
    return True


def _check_call(state: StateInline, match: re.Match[str]) -> None:
    label, labels = match.group(1), parsing_of(state.env).labels
    begins_line = not state.src[: match.start()].rpartition("\n")[2].strip()
    if begins_line and state.src.startswith(":", match.end()):
        _refuse(state, match.start(), "note", f"the note '{label}' is defined in the text", "define it under 'notes:'")
    elif labels is None:
        _refuse(state, match.start(), "note", "a note can't call another note", "repeat the other note's words in this one")
    elif label not in labels:
        close = get_close_matches(label, labels, 1)
        hint = f"did you mean '{close[0]}'?" if close else "add it under 'notes:'"
        _refuse(state, match.start(), "note", f"there is no note '{label}'", hint)
    elif not state.src[: match.start()].strip():
        _refuse(state, match.start(), "note", "there is no word before this note call", "put the call right after a word")


def checked_link(state: StateInline, silent: bool) -> bool:
    start, known = state.pos, len(state.tokens)
    if not link(state, silent):
        return False
    if not silent:
        opening = next(token for token in state.tokens[known:] if token.type == "link_open")
        _check_link(state, start, opening)
        for match in _ENTITY.finditer(state.src, state.src.rfind("](", start, state.pos), state.pos):
            if _is_entity(match.group()):
                _refuse_entity(state, match)
    return True


def checked_autolink(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        opening, address = state.tokens[-3:-1]
        address.type = "address"
        _check_link(state, start, opening)
        if state.linkLevel:
            _refuse(state, start, "link", "a link can't contain another link", "remove one of them")
    return True


def _check_link(state: StateInline, start: int, opening: Token) -> None:
    href = str(opening.attrs["href"])
    opening.meta = {"place": parsing_of(state.env).place(start)}
    if "title" in opening.attrs:
        _refuse(state, start, "link", "a link can't have a title: paper does not show it", "put these words in the text")
    if not _HREF.match(href):
        hint = "add https:// before it" if re.match(r"[\w-]+(?:\.[\w-]+)+", href) else "use https:, http:, mailto: or #section"
        _refuse(state, start, "link", f"a link can't go to '{href[:80]}'", hint)


def span(state: StateInline, silent: bool) -> bool:
    """`[words]{lang=ru}`: words in another language."""
    start, end = state.pos, state.posMax
    if state.src[start] != "[" or (label_end := state.md.helpers.parseLinkLabel(state, start)) < 0:
        return False
    match = _LANGUAGE.match(state.src, label_end + 1, end)
    if not match or not is_language(match.group(2)):
        return False
    if not silent:
        language = match.group(2)
        opening = state.push("span_open", "span", 1)
        opening.attrs = {"lang": language}
        if language.split("-")[0] in _RIGHT_TO_LEFT or "-Arab" in language or "-Hebr" in language:
            opening.attrs["dir"] = "rtl"
        state.pos, state.posMax = start + 1, label_end
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = match.end(), end
    return True


def unclosed(state: StateInline, silent: bool) -> bool:
    """Refuse an incomplete link or span, so that its address or code is not printed."""
    if not silent and state.src[state.pos] == "]":
        if _BROKEN_LINK.match(state.src, state.pos):
            hint = "write [words](https://…), with no space in the address and no link, note, span or redaction in the words"
            _refuse(state, state.pos, "link", "this link is not complete", hint)
        elif state.src.startswith("]{", state.pos):
            named = _NAMED_LANGUAGE.match(state.src, state.pos)
            message = f"'{named[1]}' is not a language code" if named else "this span has no language code"
            code = (named and meant(named[1])) or "ru"
            hint = f"write a code such as {code}: [words]{{lang={code}}}, or \\{{ for a plain {{"
            _refuse(state, state.pos, "span", message, hint)
    return False


def bare_address(state: StateInline, silent: bool) -> bool:
    """Read a web address without brackets as plain text, without markup inside."""
    match = _BARE_ADDRESS.match(state.src, state.pos, state.posMax)
    if not match or not re.search(r"https?\Z", state.src[max(0, state.pos - 5) : state.pos], re.IGNORECASE):
        return False
    if not silent:
        state.push("address", "", 0).content = match.group()
    state.pos = match.end()
    return True
