"""The order of an Arabic notice, from the positions of its numbers on the page."""

import pypdfium2
import pytest

from pressroom.kit.contents import ordering
from tests.support.typesetting import ENGINE_LEAVES_OPEN, typeset

pytestmark = ENGINE_LEAVES_OPEN

FIRST, SECOND = "\u206600:01\xa0GMT\xa0(UTC+0)\u2069", "\u206619:01\xa0EST\xa0(UTC-5)\u2069"
NOTICE = f"حتى 13\xa0يناير\xa02005,\xa0{FIRST} · 12\xa0مايو\xa02005,\xa0{SECOND}"
BESIDE = '<p>HUMAN RIGHTS 7</p><p dir="rtl">{}</p><p dir="rtl">كل 30 يوما</p>'


def test_what_is_isolated_stands_the_other_way_round():
    assert ordering.asked(NOTICE) == ["13", "2005", "0", "UTC", "GMT", "01", "00", "12", "2005", "5", "UTC", "EST", "01", "19"]


@pytest.mark.parametrize(
    ("shown", "follows"),
    [
        (NOTICE, True),
        (NOTICE.replace(" ", "<br>"), True),
        (NOTICE.replace("\u2066", "").replace("\u2069", ""), False),
        (NOTICE.replace(FIRST, "_").replace(SECOND, FIRST).replace("_", SECOND), False),
        (NOTICE.replace("13\xa0يناير\xa02005", "2005\xa0يناير\xa013"), False),
        (NOTICE.replace("00:01", "00:02"), False),
        (f'<span dir="ltr">{NOTICE}</span>', False),
    ],
    ids=["sound", "on lines", "not isolated", "times swapped", "day and year swapped", "another time", "from the left"],
)
def test_the_order_on_the_page(shown, follows):
    with pypdfium2.PdfDocument(typeset(BESIDE.format(shown), ".p { font-size: 8pt }")) as pdf:
        stand = ordering.stand(pdf[0])
    assert ordering.follow(ordering.asked(NOTICE), stand) is follows
    assert "30" in stand
