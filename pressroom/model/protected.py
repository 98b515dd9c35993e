"""Names that must not be published: `content/protected.yaml`, which Git ignores."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from pressroom.model.fields import Line, Part

_FEWEST_LETTERS = 2
_MOST_STARS = 2


def _name(text: str) -> str:
    if len(re.findall(r"\w", text)) < _FEWEST_LETTERS:
        raise ValueError("a protected name needs at least two letters")
    if any(word.count("*") > _MOST_STARS for word in text.split()):
        raise ValueError("a word of a protected name may have at most two stars")
    return text


Name = Annotated[Line, StringConstraints(max_length=100), AfterValidator(_name)]


class Protected(Part):
    """Names of people and places that must not be published: `content/protected.yaml`.

    Each is one or more words. A `*` matches any number of letters within its word, also none: `Serikb*` finds Serikbaev and Serikbaeva.
    Case and accents are ignored.
    """

    names: Annotated[tuple[Name, ...], Field(max_length=1000, description="Words; * stands for any letters within a word.")]
