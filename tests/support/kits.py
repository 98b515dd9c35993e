"""A project with a chapter under embargo that has everything a kit can contain; and functions that read its kits."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image

from pressroom.cli import main
from tests.support.projects import project

UNTIL = "2005-01-13T00:01:00+00:00"
BEFORE, AFTER = "2005-01-13T00:00:59Z", "2005-01-12T19:01:00-05:00"
NOTICE = "Embargoed until January 13, 2005, 00:01 GMT (UTC+0) · January 12, 2005, 19:01 EST (UTC-5) · January 13, 2005, 06:01 UTC+6"
BASE = "hrw-2005-01-ruritania-en"
HELD = f"EMBARGOED-20050113T0001Z-{BASE}"
SAID = "          Paragraph {} says that a court was closed, that nobody was heard in it, and that the doors stayed shut.\n\n"
PARAGRAPHS = "".join(SAID.format(number) for number in range(20))
CHAPTER = f"""title: Ruritania
status: final
embargo: {UNTIL}
lede: |
  The kingdom voted twice, and forty-two of its courts were closed.[^one]
sections:
  - heading: Courts
    body:
      - text: |
{PARAGRAPHS}
      - figure: {{image: dirty.jpg, alt: A photograph, caption: A court in Strelsau, credit: The photographer}}
notes:
  one: Counted in December.
release:
  headline: Ruritania Votes Twice
  subheadline: Courts are closed
  place: Strelsau
  body: |
    The kingdom voted twice in 2004.

    Its courts were closed.
  quotations:
    - {{text: Nobody was heard., speaker: A judge}}
  editors: The chapter covers one year.
  contacts:
    - {{language: en, name: The press desk, telephone: +1 555 0100, email: press@example.org}}
    - {{language: ru, name: Пресс-служба, telephone: +1 555 0101}}
"""
DIRT = ("Ozdemir", "Zorki", "secret", "2004:07", "Photoshop", "Q7W3ERT")  # what the picture says of whom and where


def printed(to: Path) -> Path:
    """The project, in a Git repository of its own."""
    root = project(to)
    for path in (root / "content" / "chapters").iterdir():
        path.unlink()
    (root / "content" / "chapters" / "ruritania.yaml").write_text(CHAPTER)
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- ruritania"))
    dirty_picture(root / "content" / "images" / "dirty.jpg")
    git(to, "init", "--quiet")
    git(to, "config", "user.name", "An Editor")
    git(to, "config", "user.email", "editor@example.org")
    (root / ".gitignore").write_text("dist/\nbefore/\nafter/\n")
    commit(root)
    return root


def dirty_picture(to: Path) -> None:
    """A photograph that says where it was taken, with which camera, and by whom."""
    exif = Image.Exif()
    for tag, text in ((0x010F, "Zorki"), (0x0110, "Zorki 4K"), (0x0131, "Photoshop"), (0x013B, "Ozdemir"), (0x8298, "Ozdemir")):
        exif[tag] = text
    exif.get_ifd(0x8769).update({0x9003: "2004:07:22 10:11:12", 0xA431: "Q7W3ERT"})
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 15.0, 1.5), 3: "E", 4: (76.0, 57.0, 2.5), 29: "2004:07:22"})
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Ozdemir</dc:creator></x:xmpmeta>'
    picture = Image.effect_noise((1400, 140), 60).convert("RGB")
    picture.save(to, exif=exif, comment=b"secret", xmp=packet, quality=90)


def sent(root: Path) -> Path:
    """Make the kits before the embargo ends. Returns a folder with a copy of them."""
    assert main(["kit", "--now", BEFORE], root) == 0
    return Path(shutil.copytree(root / "dist" / "kit", root / "before"))


@contextmanager
def instead(file: Path, old: str, new: str) -> Iterator[None]:
    """Give a file other content inside the `with` statement."""
    written = file.read_text()
    assert old in written
    file.write_text(written.replace(old, new))
    try:
        yield
    finally:
        file.write_text(written)


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path) -> str:
    """Commit all files. Returns the revision."""
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "as it is")
    return git(root, "rev-parse", "HEAD")


def listing(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [spaced(page.get_textpage().get_text_range()) for page in pdf]


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
