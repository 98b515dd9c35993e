"""An embargo in the time zones of those who must observe it."""

from datetime import UTC, datetime

import pytest
import yaml

from pressroom.manuscript.embargo import Embargo
from pressroom.model import Language
from tests.support.projects import ROOT

UNTIL = datetime(2005, 1, 13, 0, 1, tzinfo=UTC)


def language(code):
    return Language.model_validate(yaml.load((ROOT / "content" / "languages" / f"{code}.yaml").read_bytes(), Loader=yaml.BaseLoader))


@pytest.mark.parametrize(
    ("code", "zones", "reported"),
    [
        (
            "en",
            ["Europe/London", "America/New_York"],
            "Embargoed until January 13, 2005, 00:01 GMT (UTC+0) · January 12, 2005, 19:01 EST (UTC-5)",
        ),
        ("en", ["Asia/Almaty", "Asia/Kathmandu"], "Embargoed until January 13, 2005, 06:01 UTC+6 · January 13, 2005, 05:46 UTC+5:45"),
        ("ru", ["Europe/Moscow"], "Эмбарго до 13 января 2005 г., 03:01 MSK (UTC+3)"),
        ("ar", ["UTC"], "يُحظر النشر حتى 13 يناير 2005, \u206600:01 UTC (UTC+0)\u2069"),
    ],
)
def test_the_notice(code, zones, reported):
    notice = Embargo(UNTIL, tuple(zones), True).notice(language(code))
    assert notice.replace("\u00a0", " ") == reported
    assert " " not in notice.split(" · ")[-1].removeprefix(reported.split("13")[0]) or code != "en"


def test_for_machines():
    embargo = Embargo(datetime.fromisoformat("2005-01-13T06:01:00+06:00"), ("UTC",), True)
    assert (embargo.utc, embargo.mark) == ("2005-01-13T00:01:00Z", "EMBARGOED-20050113T0001Z-")
