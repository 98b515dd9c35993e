"""A press release: the `release` of a chapter."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pressroom.model.fields import LanguageCode, Line, Part, Prose, Words
from pressroom.model.quotation import Quotation


class Spokesperson(Part):
    """A press contact, for one language."""

    language: LanguageCode
    name: Words
    telephone: Line | None = None
    email: Annotated[Line, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", description="press@example.org")] | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Spokesperson:
        if not (self.telephone or self.email):
            raise ValueError("a contact needs a 'telephone' or an 'email'")
        return self


class Release(Part):
    """A press release. It has its own text, separate from the chapter's, and no notes."""

    headline: Words
    subheadline: Words | None = None
    place: Words = Field(description="The place in the dateline: New York.")
    body: Prose
    quotations: tuple[Quotation, ...] = ()
    editors: Prose | None = Field(None, description="Notes to editors.")
    contacts: Annotated[tuple[Spokesperson, ...], Field(min_length=1, description="Press contacts, by language.")]
