"""The preview in a real browser, if there is one: use by keyboard and with a screen reader, and the scroll position."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser import NAMES, Browser
from tests.support.projects import project

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="no Chromium: apt-get install chromium")
KEYS = {"Tab": 9, "Enter": 13, "ArrowDown": 40, "ArrowUp": 38}
READY = "chapter()?.state === 'ready' && chapter().mapped && chapter().editions.print && document.querySelector('.words')"


class Preview:
    """A watch on one chapter, and a browser that shows it."""

    def __init__(self, root: Path, browser: Browser):
        self.chapter = root / "content" / "chapters" / "kazakhstan.yaml"
        self.text = self.chapter.read_text()
        self.browser = browser

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                text = {"text": "\r"} if key == "Enter" else {}
                self.browser.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=KEYS[key], **text)

    def said(self, script: str) -> Any:
        return self.browser.evaluate(script)

    def focused(self) -> str:
        """The id or the accessible name of the focused element."""
        return str(self.said("document.activeElement.id || document.activeElement.ariaLabel || document.activeElement.textContent"))

    def until(self, script: str) -> None:
        end = time.monotonic() + 30
        while not self.said(f"Boolean({script})"):
            assert time.monotonic() < end, script
            time.sleep(0.02)

    def tree(self) -> list[tuple[str, str]]:
        """Role and name of each node in the accessibility tree."""
        nodes = self.browser.ask("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("browser")
    root = project(folder / "project")
    shutil.copy(ROOT / "build.py", root)
    (root / "pressroom").symlink_to(ROOT / "pressroom")
    own = {**os.environ, "EDITOR": "", "VISUAL": ""}
    command = [sys.executable, "build.py", "watch", "--port", "0"]
    watch = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True, env=own)
    assert watch.stderr
    address = re.search(r"http://[\d.:]+/", watch.stderr.readline())
    assert address
    with Browser(folder / "profile") as browser:
        browser.open(address[0])
        shown = Preview(root, browser)
        shown.until(READY)
        yield shown
    watch.send_signal(signal.SIGINT)
    watch.communicate(timeout=20)


def test_the_tab_key_leads_through_all_and_a_page_is_one_stop(preview: Preview) -> None:
    preview.said("document.activeElement.blur()")
    stops = []
    for _ in range(8):
        preview.press("Tab")
        stops.append(preview.focused())
    assert stops[:4] == ["To the pages", "edition", "zoom", "Kazakhstanready"]
    assert any(stop.startswith("Human Rights Watch, masthead, line ") for stop in stops)


def test_the_arrow_keys_lead_from_paragraph_to_paragraph_and_enter_says_where_it_is_written(preview: Preview) -> None:
    preview.said("document.querySelector('.words').focus()")
    preview.press("ArrowDown", 4)
    name = preview.focused()
    assert re.fullmatch(r"Caught up in a corruption scandal of international .*, lede, line 9 of content/chapters/kazakhstan\.yaml", name)
    preview.press("Enter")
    assert preview.said("document.getElementById('place').textContent") == "content/chapters/kazakhstan.yaml:9"
    preview.press("ArrowUp")
    assert preview.focused().startswith("Kazakhstan, title")


def test_a_screen_reader_is_reported_what_everything_is(preview: Preview) -> None:
    tree = preview.tree()
    for part in (("navigation", "Chapters"), ("main", "Pages"), ("combobox", "Edition"), ("combobox", "Zoom"), ("heading", "Kazakhstan")):
        assert part in tree
    assert ("image", "Page 1 of 5") in tree
    assert {role for role, _ in tree if role in ("banner", "contentinfo", "status")} == {"banner", "contentinfo", "status"}


def test_an_error_is_announced_and_goes_and_the_view_stays(preview: Preview) -> None:
    preview.said("document.getElementById('pages').scrollTo({ top: 1500, behavior: 'instant' })")
    where = preview.said("document.getElementById('pages').scrollTop")
    preview.chapter.write_text(preview.text.replace("sections:", "sectoins:"))
    preview.until("!document.getElementById('problems').hidden")
    tree = preview.tree()
    assert "alert" in [role for role, _ in tree]
    reported = " ".join(name for _, name in tree)
    assert "1 error; the pages below are from the last build that succeeded" in reported
    assert "content/chapters/kazakhstan.yaml:24:1" in reported
    assert "unknown field 'sectoins'" in reported
    assert "did you mean 'sections'?" in reported
    preview.chapter.write_text(preview.text)
    preview.until("document.getElementById('problems').hidden && chapter().state === 'ready'")
    assert abs(preview.said("document.getElementById('pages').scrollTop") - where) < 2


def test_the_other_edition_is_chosen_by_keyboard(preview: Preview) -> None:
    preview.said("document.getElementById('edition').focus()")
    preview.press("ArrowDown")
    preview.until("document.querySelector('.sheet img').src.includes('/print/')")
    assert preview.said("view().name") == "print"
    width, corner = preview.said("[view().sizes[0][0], view().corner[0]]")
    of_title = "(map) => map.words.find((words) => words.kind === 'title').print[0]"
    line = preview.said(f"fetch('/words/kazakhstan').then((answer) => answer.json()).then({of_title})")
    title = "[...document.querySelectorAll('.words')].find((one) => one.ariaLabel.startsWith('Kazakhstan, title'))"
    off = f"(() => {{ const box = {title}; return box.offsetLeft - {(line[1] + corner) / width} * box.parentElement.clientWidth; }})()"
    preview.until(f"{title} && Math.abs({off}) < 6")  # the words are where the print edition has them
    preview.press("ArrowUp")
    preview.until("document.querySelector('.sheet img').src.includes('/screen/')")


def test_an_edit_marks_the_pages_that_changed(preview: Preview) -> None:
    preview.chapter.write_text(preview.text.replace("Caught up in", "Entangled in"))
    preview.until("view().changed.length")
    assert preview.said("[...document.querySelectorAll('.sheet.changed')].map((one) => one.id)") == ["page-1"]
    assert "changed page 1" in [name for role, name in preview.tree() if role == "link"]
    preview.chapter.write_text(preview.text)
    time.sleep(0.5)
    preview.until("chapter().state === 'ready'")
