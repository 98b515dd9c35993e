"""A press release: the `release` of a chapter."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pressroom.model.fields import LanguageCode, Line, Part, Prose, Words
from pressroom.model.quotation import Quotation


class Spokesperson(Part):
    """Whom to ask, in a language."""

    language: LanguageCode
    name: Words
    telephone: Line | None = None
    email: Annotated[Line, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", description="press@example.org")] | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Spokesperson:
        if not (self.telephone or self.email):
            raise ValueError("a contact has a 'telephone' or an 'email'")
        return self


class Release(Part):
    """A press release. What it says is not said by the chapter: it has its own words, and no notes."""

    headline: Words
    subheadline: Words | None = None
    place: Words = Field(description="Where it is issued, as the dateline says it: New York.")
    body: Prose
    quotations: tuple[Quotation, ...] = ()
    editors: Prose | None = Field(None, description="Notes to editors.")
    contacts: Annotated[tuple[Spokesperson, ...], Field(min_length=1, description="Whom to ask, language by language.")]
