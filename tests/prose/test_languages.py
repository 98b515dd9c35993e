"""Which codes name a language, and which one was meant."""

import pytest

from pressroom.prose import languages


@pytest.mark.parametrize(
    ("tag", "known"),
    [("ru", True), ("ru-Latn", True), ("rus", False), ("ger", False), ("xx", False), ("grc", True), ("zh-Hant-TW", True), ("zho", False)],
)
def test_a_language_with_two_letters_is_named_by_them(tag, known):
    assert languages.is_language(tag) is known


@pytest.mark.parametrize(
    ("typed", "code"),
    [("english", "en"), ("rus", "ru"), ("Kazakh", "kk"), ("ger", "de"), ("RU", "ru"), ("qq", ""), ("", ""), ("zzz", "")],
)
def test_the_code_that_was_meant(typed, code):
    assert languages.meant(typed) == code


def test_each_language_has_one_code_of_two_letters():
    assert len(languages._TWO_LETTERS) == 183
    assert len(languages._SHORT) == 203, "twenty have two codes of three letters (ISO 639-2, B and T)"
