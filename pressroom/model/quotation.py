"""A quotation, in a chapter or in its press release."""

from __future__ import annotations

from pressroom.model.fields import Inline, LanguageCode, Part, Words


class Quotation(Part):
    """A pull quotation: a short quotation, set large, usually with its speaker."""

    language: LanguageCode | None = None
    text: Inline
    speaker: Words | None = None
