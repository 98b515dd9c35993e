"""The parser of prose: markdown-it without some of its rules, and with some added."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from pressroom.prose import block_rules, inline_rules, leftovers
from pressroom.prose.context import Parsing, parsing_of
from pressroom.prose.problems import ProseProblem

__all__ = ["Token", "problems_of_calls", "tokens_of"]


def tokens_of(lines: list[str], labels: Collection[str] | None, one_line: bool) -> tuple[list[Token], Parsing]:
    """Parse `lines` to tokens. `labels` are those of the notes that they may refer to. The returned `Parsing` has the problems."""
    parsing = Parsing(lines, labels)
    text, env = "\n".join(lines), {"parsing": parsing}
    tokens = _parser().parseInline(text, env) if one_line else _parser().parse(text, env)
    block_rules.check(tokens, parsing)
    return tokens, parsing


def problems_of_calls(tokens: Iterable[Token], label: str, message: str) -> list[ProseProblem]:
    """A problem at each call of the note `label`, whose text was refused with `message`."""
    calls = [child for token in tokens for child in token.children or () if child.type == "note" and child.content == label]
    reason = f"the note '{label}' can't be used: {message}"
    return [ProseProblem(line, column, "prose-note", reason, "correct the note") for line, column in (call.meta["place"] for call in calls)]


_INLINE = {
    "newline": inline_rules.soft_break,
    "backticks": inline_rules.backticks,
    "emphasis": inline_rules.stars,
    "link": inline_rules.checked_link,
    "image": inline_rules.picture,
    "autolink": inline_rules.checked_autolink,
    "html_inline": inline_rules.html_tag,
    "entity": inline_rules.entity,
}


class _Markdown(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Keep addresses inside the document as typed; percent-encode others."""
        return url if url.startswith("#") else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Accept every address: `inline_rules` refuses bad ones with a message."""
        return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Markdown("zero", {"maxNesting": 20})
    for name, stock, ends, what, hint in block_rules.REFUSED:
        parser.block.ruler.at(name, block_rules.refusing(stock, name, what, hint), {"alt": ends})
    parser.block.ruler.at("reference", block_rules.no_reference)
    for name, rule in _INLINE.items():
        parser.inline.ruler.at(name, rule)
    parser.inline.ruler.before("escape", "redacted", inline_rules.redacted)
    parser.inline.ruler.before("link", "note", inline_rules.note_call)
    parser.inline.ruler.after("link", "span", inline_rules.span)
    parser.inline.ruler.push("unclosed", inline_rules.unclosed)
    parser.inline.ruler.push("leftovers", leftovers.incomplete)
    parser.inline.ruler.push("address", inline_rules.bare_address)
    parser.core.ruler.at("inline", _parse_inline)
    parser.enable([name for name, *_ in block_rules.REFUSED] + ["reference", "list", "blockquote", "escape", *_INLINE])
    parser.inline.ruler2.before("fragments_join", "leftovers", leftovers.unclosed_stars)
    parser.inline.ruler2.enable(["balance_pairs", "emphasis", "fragments_join"])
    parser.core.ruler.disable(["normalize", "text_join"])
    return parser


def _parse_inline(state: StateCore) -> None:
    parsing = parsing_of(state.env)
    for token in state.tokens:
        if token.type == "inline" and token.map:
            parsing.block, parsing.first, token.children = token.content, token.map[0], []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
