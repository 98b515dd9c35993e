"""The archive: the same bytes in every run; hostile archives and archives that are not kits are refused."""

import io
import zipfile

import pytest

from pressroom.kit.contents import archive

FILES = {"a/b.txt": b"one", "SHA256SUMS": b"two"}


def test_the_bytes_depend_on_the_files_alone(monkeypatch):
    made = archive.packed("kit", FILES, 2005, 1)
    monkeypatch.setattr("time.localtime", lambda *_: (2030, 1, 1, 0, 0, 0, 0, 0, 0))
    assert archive.packed("kit", dict(reversed(FILES.items())), 2005, 1) == made
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert [entry.filename for entry in opened.infolist()] == ["kit/SHA256SUMS", "kit/a/b.txt"]
        assert {entry.date_time for entry in opened.infolist()} == {(2005, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in opened.infolist()} == {0o100644}
    assert archive.unpacked(made) == FILES


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a//b", "C:\\x", "a/.hidden", "", "a\n", "naïve"])
def test_no_path_leads_out(path):
    with pytest.raises(ValueError, match="no path for a kit"):
        archive.packed("kit", {path: b""}, 2005, 1)


def foreign(*names, data=b"x"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            opened.writestr(name, data)
    return made.getvalue()


def spoilt():
    """An archive with a problem in its compressed data."""
    made = bytearray(foreign("a/x", data=b"one two three " * 99))
    made[45] ^= 0xFF
    return bytes(made)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"PK",
        spoilt(),
        foreign("../x"),
        foreign("/etc/passwd"),
        foreign("a/x", "b/x"),
        foreign(*(f"a/{n}" for n in range(1001))),
        foreign(),
    ],
    ids=range(8),
)
def test_what_is_no_kit_is_not_unpacked(bad):
    with pytest.raises(archive.Unpackable):
        archive.unpacked(bad)


def test_two_files_of_one_name_are_not_unpacked():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = foreign("a/x", "a/x")
    with pytest.raises(archive.Unpackable):
        archive.unpacked(twice)


def test_a_report_older_than_the_format_is_dated_as_early_as_it_can_be():
    with zipfile.ZipFile(io.BytesIO(archive.packed("kit", FILES, 1948, 12))) as opened:
        assert opened.infolist()[0].date_time[:2] == (1980, 1)


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(archive.Unpackable, match="larger than any kit"):
        archive.unpacked(foreign("a/x", data=b"0" * 2000))
