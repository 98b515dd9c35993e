"""What the finished files of a kit contain about an embargo and about the machine."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pressroom.files.zip import Entry, zipped
from pressroom.kit.contents import embargo_check
from pressroom.manuscript.embargo import Embargo
from tests.support.projects import manuscript

EMBARGO = Embargo(datetime(2005, 1, 13, 0, 1, tzinfo=UTC), ("UTC",), True)
FREE = manuscript("title: Ruritania\nlede: The kingdom voted twice.\n")
HELD = replace(FREE, embargo=EMBARGO)
NOTICE = HELD.embargo_notice
NAME = "EMBARGOED-20050113T0001Z-ruritania"
DATE = '<meta name="dcterms.available" content="2005-01-13T00:01:00Z">'
META = f'<meta name="description" content="{NOTICE}. The kingdom.">{DATE}<body>{NOTICE}</body>'
DATED = '<meta property="dcterms:available">2005-01-13T00:01:00Z</meta>'
PACKAGE = f'<?xml version="1.0"?><package>{DATED}<dc:description>{NOTICE}</dc:description></package>'
FILES = {
    f"text/{NAME}.txt": f"The House\n\n{NOTICE}\n\nRuritania",
    f"web/{NAME}.html": META,
    f"ninjs/{NAME}.json": json.dumps({"embargoedUntil": "2005-01-13T00:01:00Z"}),
    "manifest.json": json.dumps({"embargoed_until": "2005-01-13T00:01:00Z"}),
    "README.txt": f"Ruritania\n\n{NOTICE}\n",
    "SHA256SUMS": "",
}


def wrong(files, of):
    return list(embargo_check.disagreements({path: text.encode() for path, text in files.items()}, of))


def test_all_say_the_same():
    assert wrong(FILES, HELD) == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (f"text/{NAME}.txt", "Ruritania", "the text does not say 'Embargoed until January 13, 2005, 00:01 UTC (UTC+0)'"),
        (f"text/{NAME}.txt", NOTICE.replace("13", "14"), "the text does not say"),
        (f"web/{NAME}.html", META.partition("<body>")[0], "the page does not say"),
        (f"web/{NAME}.html", META.replace(f"{NOTICE}. ", ""), "its description does not say"),
        (f"web/{NAME}.html", META.replace("<body>", "<body><style>").replace("</body>", "</style></body>"), "the page does not say"),
        (f"web/{NAME}.html", META.replace(DATE, ""), "the page is free from None, not 2005-01-13T00:01:00Z"),
        (f"web/{NAME}.html", META.replace("00:01:00Z", "00:02:00Z"), "the page is free from 2005-01-13T00:02:00Z, not"),
        (f"ninjs/{NAME}.json", "{}", "embargoedUntil is None, not 2005-01-13T00:01:00Z"),
        ("manifest.json", '{"embargoed_until": "2005-01-13T01:01:00Z"}', "embargoed_until is 2005-01-13T01:01:00Z, not"),
        ("README.txt", "", "the text does not say"),
        ("text/ruritania.txt", NOTICE, "the name of text/ruritania.txt says nothing of the embargo"),
        ("images/EMBARGOED-20050114T0001Z-a.png", "", "says EMBARGOED-20050114T0001Z-"),
    ],
)
def test_one_that_disagrees_is_named(path, text, said):
    (found,) = wrong({**FILES, path: text}, HELD)
    assert path in found
    assert said in found


@pytest.mark.parametrize("embargo", [None, replace(EMBARGO, in_force=False)])
def test_after_the_hour_none_may_be_left(embargo):
    of = replace(FREE, embargo=embargo)
    found = wrong(FILES, of)
    assert all(any(path in each for each in found) for path in FILES if path != "SHA256SUMS")
    plain = {"text/ruritania.txt": "The minister embargoed nothing until May.", "ninjs/ruritania.json": "{}", "manifest.json": "{}"}
    assert wrong(plain, of) == []


def book(package=PACKAGE, page=NOTICE):
    return zipped([Entry("EPUB/package.opf", package.encode()), Entry("EPUB/title.xhtml", f"<p>{page}</p>".encode())])


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (book(), []),
        (book(page="Ruritania"), ["title.xhtml does not say"]),
        (book(package=PACKAGE.replace(f"{NOTICE}", "")), ["package.opf does not say"]),
        (book(package=PACKAGE.replace("00:01:00Z", "00:02:00Z")), ["package.opf is free from 2005-01-13T00:02:00Z, not 2005"]),
    ],
)
def test_a_book_says_it_in_each_document_and_to_programs(made, said):
    found = list(embargo_check.disagreements({f"epub/{NAME}.epub": made}, HELD))
    assert len(found) == len(said)
    assert all(asked in each for asked, each in zip(said, found, strict=True))


def test_a_page_in_two_directions_has_all_the_words_of_the_notice():
    notice = "يُحظر النشر حتى 13 يناير 2005, 00:01 GMT (UTC+0)"
    read = "ملخص حتى يُحظر النشر 13يناير ,2005 (+0UTC( GMT00:01"
    assert embargo_check._has_words(read, notice)
    for changed in (read.replace("13", "14"), read.replace("01", "02"), read.replace("يناير", "مايو")):
        assert not embargo_check._has_words(changed, notice)
