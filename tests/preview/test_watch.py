"""`watch` as a browser sees it: one server on a project of two chapters, used through its URLs."""

import http.client
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pressroom.cache import fast_path
from tests.support.projects import project

ROOT = Path(__file__).parents[2]
TEXT = "title: {0}\nstatus: final\nlede: |\n  The press of {0} is free.\nsections:\n  - heading: Courts\n    body: |\n{1}"
BODY = "      The courts sat, and what they said was written down.\n\n" * 34
SOON = 20  # seconds; the machine may be busy


class Watch:
    """`watch` in a separate process, and the events that it sends to the browser."""

    def __init__(self, root, *arguments, **environment):
        self.root = root
        command = [sys.executable, "build.py", "watch", "--port", "0", *arguments]
        own = {**os.environ, "EDITOR": "", "VISUAL": "", **environment}
        self.process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True, env=own)
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)/", self.process.stderr.readline())[1])
        self.events = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        self.events.request("GET", "/events")
        self.stream = self.events.getresponse()
        self.states = []
        self.reported = queue.Queue()
        self.listener = threading.Thread(target=self.listen)
        self.listener.start()

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.headers, data

    def listen(self):
        """Put the events into the queue as they arrive."""
        with suppress(OSError, ValueError, http.client.HTTPException, AttributeError):
            while line := self.stream.readline().decode():
                if line.startswith("data: "):
                    self.reported.put(json.loads(line[6:]))

    def until(self, wanted):
        """The first state from now on for which `wanted` is true."""
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            with suppress(queue.Empty):
                self.states.append(self.reported.get(timeout=0.2))
                if wanted(self.states[-1]):
                    return self.states[-1]
        raise AssertionError(self.states[-1])

    def quiet(self, seconds=0.7):
        """Read events until none has come for a while. Returns the last state."""
        with suppress(queue.Empty):
            while True:
                self.states.append(self.reported.get(timeout=seconds))
        return self.states[-1]

    def finish(self):
        """Wait until a build would have nothing to do. Returns the last state."""
        end = time.monotonic() + SOON
        while not fast_path.main([], str(self.root)):
            assert time.monotonic() < end
            time.sleep(0.05)
        return self.quiet()

    def save(self, stem, text):
        (self.root / "content" / "chapters" / f"{stem}.yaml").write_text(text)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=SOON)
        self.listener.join(SOON)
        self.stream.close()
        self.events.close()


def of(state, stem):
    return next(chapter for chapter in state["chapters"] if chapter["stem"] == stem)


def screen(state, stem):
    """The screen edition of a chapter."""
    return of(state, stem)["editions"]["screen"]


def settled(state):
    chapters = state["chapters"]
    return bool(chapters) and all(chapter["state"] == "ready" and chapter["mapped"] for chapter in chapters) and not state["problems"]


def two_chapters(root):
    project(root)
    (root / "content" / "chapters" / "kazakhstan.yaml").unlink()
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- oz\n  - zenda"))
    for stem, title in (("oz", "Oz"), ("zenda", "Zenda")):
        (root / "content" / "chapters" / f"{stem}.yaml").write_text(TEXT.format(title, BODY))
    shutil.copy(ROOT / "build.py", root)
    (root / "pressroom").symlink_to(ROOT / "pressroom")
    return root


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    watch = Watch(two_chapters(tmp_path_factory.mktemp("watch") / "project"))
    watch.until(settled)
    yield watch
    watch.end()


@pytest.fixture
def watch(shared):
    """A `watch` with both chapters in their first version, and no build running."""
    for stem, title in (("oz", "Oz"), ("zenda", "Zenda")):
        text, path = TEXT.format(title, BODY), shared.root / "content" / "chapters" / f"{stem}.yaml"
        if not path.exists() or path.read_text() != text:
            shared.save(stem, text)
    shared.finish()
    shared.states = shared.states[-1:]
    return shared


def test_an_edit_gives_new_pages_and_says_which_changed(watch):
    before = screen(watch.states[-1], "oz")
    assert len(before["sizes"]) == 2
    watch.save("oz", TEXT.format("Oz", BODY + "      The end.\n"))
    after = screen(watch.until(lambda state: screen(state, "oz")["changed"]), "oz")
    assert after["changed"] == [2]
    assert after["version"] == before["version"] + 1
    assert of(watch.finish(), "zenda") == of(watch.states[0], "zenda"), "the other was left alone"
    status, headers, picture = watch.ask(f"/pages/oz/screen/{after['version']}/2?width=600")
    assert status == 200
    assert headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(picture)).size == (600, 777)
    assert b"The end." in (watch.root / "dist" / "oz" / "oz.html").read_bytes()


def test_a_chapter_in_work_is_said_to_be(watch):
    watch.save("oz", TEXT.format("Oz", BODY + "      The very end.\n"))
    watch.until(lambda state: of(state, "oz")["state"] == "working")
    assert of(watch.states[-1], "zenda")["state"] == "ready"


def test_an_error_stands_over_the_last_good_pages_and_goes(watch):
    before = screen(watch.states[-1], "oz")
    watch.save("oz", TEXT.format("Oz", BODY).replace("sections", "sectoins"))
    state = watch.until(lambda state: of(state, "oz")["state"] == "error")
    (problem,) = of(state, "oz")["problems"]
    assert problem["file"].endswith("content/chapters/oz.yaml")
    assert problem["line"] == 5
    assert problem["message"] == "unknown field 'sectoins'"
    assert problem["hint"] == "did you mean 'sections'?"
    assert screen(state, "oz")["version"] == before["version"]
    assert watch.ask(f"/pages/oz/screen/{before['version']}/1?width=100")[0] == 200
    assert of(state, "zenda")["problems"] == []
    watch.save("oz", TEXT.format("Oz", BODY))
    watch.until(settled)


def test_a_problem_of_the_house_is_reported_as_such(watch):
    style = watch.root / "styles" / "note.css"
    good = style.read_text()
    style.write_text(".note {\n  colour: red;\n}\n")
    state = watch.until(lambda state: state["problems"])
    assert state["problems"][0]["file"] == "styles/note.css"
    assert state["problems"][0]["line"] == 2
    style.write_text(good)
    watch.until(settled)


def test_the_log_says_when_the_last_error_is_gone(tmp_path):
    root = two_chapters(tmp_path / "project")
    with own(root, "oz") as watch:
        watch.until(settled)
        watch.save("oz", TEXT.format("Oz", BODY).replace("sections", "sectoins"))
        watch.until(lambda state: of(state, "oz")["state"] == "error")
        watch.save("oz", TEXT.format("Oz", BODY))
        watch.until(settled)
        watch.save("oz", TEXT.format("Oz", BODY + "      The very end.\n"))
        watch.until(lambda state: screen(state, "oz")["changed"])
        watch.process.send_signal(signal.SIGINT)
        logged = watch.process.communicate(timeout=SOON)[1]
    assert logged.count("unknown field 'sectoins'") == logged.count("No errors any more\n") == 1


def test_a_save_by_rename(watch):
    path = watch.root / "content" / "chapters" / "oz.yaml"
    new = path.with_name(".oz.yaml.swp")
    new.write_text(TEXT.format("Oz", BODY + "      Renamed.\n"))
    new.replace(path)
    watch.until(lambda state: screen(state, "oz")["changed"])
    watch.finish()
    assert b"Renamed." in (watch.root / "dist" / "oz" / "oz.html").read_bytes()


def test_a_burst_of_saves_ends_in_the_last(watch):
    before = screen(watch.states[-1], "oz")["version"]
    for number in range(40):
        watch.save("oz", TEXT.format("Oz", BODY + f"      Number {number}.\n"))
        time.sleep(0.01)
    time.sleep(0.5)
    state = watch.finish()
    assert b"Number 39." in (watch.root / "dist" / "oz" / "oz.html").read_bytes()
    assert of(state, "oz")["state"] == "ready"
    assert screen(state, "oz")["version"] - before <= 6, "not one build a save"


def test_a_file_half_written_is_waited_for(watch):
    before = screen(watch.states[-1], "oz")["version"]
    text = TEXT.format("Oz", BODY + "      Whole.\n")
    with (watch.root / "content" / "chapters" / "oz.yaml").open("w") as file:
        for start in range(0, len(text), 600):
            file.write(text[start : start + 600])
            file.flush()
            time.sleep(0.15)
    state = watch.finish()
    assert screen(state, "oz")["version"] == before + 1
    assert not any(of(state, "oz")["problems"] for state in watch.states)
    assert b"Whole." in (watch.root / "dist" / "oz" / "oz.html").read_bytes()


def test_a_chapter_that_is_deleted_and_one_that_is_new(watch):
    (watch.root / "content" / "chapters" / "zenda.yaml").unlink()
    state = watch.until(lambda state: state["problems"])
    assert "there is no file content/chapters/zenda.yaml" in state["problems"][0]["message"]
    assert screen(state, "zenda")["sizes"], "its last pages are shown"
    report = watch.root / "content" / "report.yaml"
    listed = report.read_text()
    watch.save("ruritania", TEXT.format("Ruritania", BODY))
    report.write_text(listed.replace("- zenda", "- ruritania"))
    state = watch.until(settled)
    assert [chapter["stem"] for chapter in state["chapters"]] == ["oz", "ruritania"]
    assert of(state, "ruritania")["title"] == "Ruritania"
    watch.save("zenda", TEXT.format("Zenda", BODY))
    report.write_text(listed)
    (watch.root / "content" / "chapters" / "ruritania.yaml").unlink()
    state = watch.until(lambda state: [chapter["stem"] for chapter in state["chapters"]] == ["oz", "zenda"] and settled(state))


def test_what_editors_put_beside_a_file_is_no_save(watch):
    folder = watch.root / "content" / "chapters"
    for name in (".oz.yaml.swp", "oz.yaml~", "#oz.yaml#", "4913"):
        (folder / name).write_text("x")
        (folder / name).unlink()
    watch.quiet()
    assert len(watch.states) == 1


def test_the_map_says_where_each_paragraph_is_written(watch):
    status, _, data = watch.ask("/words/oz")
    assert status == 200
    words = json.loads(data)["words"]
    assert {"file": "content/chapters/oz.yaml", "line": 6}.items() <= next(one for one in words if one["kind"] == "heading").items()


def test_only_its_own_pages_are_answered(watch):
    port = watch.port
    assert watch.ask("/")[0] == 200
    assert watch.ask("/", Host="evil.example")[0] == 403, "a name that was made to resolve to this machine"
    assert watch.ask("/", Host=f"evil.example:{port}")[0] == 403
    assert watch.ask("/", Host=f"127.0.0.1:{port + 1}")[0] == 403
    assert watch.ask("/", Host=f"localhost:{port}")[0] == 200
    assert watch.ask("/words/oz", Origin="http://evil.example")[0] == 403
    assert watch.ask("/words/oz", Origin=f"http://127.0.0.1:{port}")[0] == 200
    assert watch.ask("/words/oz", Sec_Fetch_Site="cross-site")[0] == 403
    for path in ("/", "/preview.js", "/words/oz"):
        headers = watch.ask(path)[1]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../build.py",
        "/%2e%2e/build.py",
        "/preview.html",
        "/server.py",
        "/pages/..%2foz/screen/1/1?width=9",
        "/words/..%2f..%2fetc",
        "/pages/oz/screen/1/99?width=100",
        "/pages/oz/screen/999/1?width=100",
        "/pages/oz/screen/1/1?width=x",
        "/pages/oz/proof/1/1?width=100",
        "/pages/oz/screen/1/1",
        "/dist/oz/oz.pdf",
    ],
)
def test_nothing_else_is_served(watch, path):
    assert watch.ask(path)[0] == 404


def test_opening_is_asked_in_json_and_only_for_content(watch):
    def opened(file, kind="application/json"):
        return watch.ask("/open", "POST", json.dumps({"file": file, "line": 1}), Content_Type=kind)

    assert opened("content/chapters/oz.yaml", "text/plain")[0] == 415
    assert opened("../../etc/passwd")[0] == 404
    assert opened("build.py")[0] == 404
    assert opened("/etc/passwd")[0] == 404
    assert watch.ask("/open", "POST", "{", Content_Type="application/json")[0] == 400
    assert watch.ask("/open", "POST", "[1]", Content_Type="application/json")[0] == 400
    assert watch.ask("/open")[0] == 405
    assert json.loads(opened("content/chapters/oz.yaml")[2]) == {"opened": False}, "no editor is configured"


def test_it_listens_on_this_machine_alone(watch):
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = [fields[1] for fields in listening if fields[1].endswith(f":{watch.port:04X}") and fields[3] == "0A"]
    assert mine == [f"0100007F:{watch.port:04X}"]


def test_a_second_watch_and_a_build_beside_it(watch):
    second = subprocess.run(
        [sys.executable, "build.py", "watch", "--port", "0"], cwd=watch.root, capture_output=True, text=True, check=False
    )
    assert second.returncode == 4
    assert f"a watch of this project is running already, at http://127.0.0.1:{watch.port}/ (open that page" in second.stderr
    build = subprocess.run([sys.executable, "build.py", "--why"], cwd=watch.root, capture_output=True, text=True, check=True)
    assert ": made" not in build.stdout
    watch.save("oz", TEXT.format("Oz", BODY + "      After the build.\n"))
    watch.until(lambda state: screen(state, "oz")["changed"])


@contextmanager
def own(root, *arguments, **environment):
    watch = Watch(root, *arguments, **environment)
    try:
        yield watch
    finally:
        watch.end()


def test_ctrl_c_ends_it_and_leaves_nothing(tmp_path):
    root = two_chapters(tmp_path / "project")
    with own(root, "oz", "--goto", "oz.yaml:9") as watch:
        state = watch.until(settled)
        assert [chapter["stem"] for chapter in state["chapters"]] == ["oz"]
        assert state["goto"] == ["content/chapters/oz.yaml", 9]
        started = time.monotonic()
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(SOON) == 130
        assert time.monotonic() - started < 4
    left = sorted(str(path.relative_to(root / "dist")) for path in (root / "dist").rglob("*") if path.is_file())
    assert [name for name in left if not name.startswith("oz/")] == [
        ".pressroom/lock",
        ".pressroom/record",
        ".pressroom/watch/.pressroom/lock",
    ]


def test_the_editor_is_opened_at_the_line(tmp_path):
    root = two_chapters(tmp_path / "project")
    editor = tmp_path / "code"
    editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/reported\n')
    editor.chmod(0o755)
    with own(root, EDITOR=str(editor)) as watch:
        assert watch.until(settled)["opens"]
        asked = json.dumps({"file": "content/chapters/oz.yaml", "line": 7})
        assert json.loads(watch.ask("/open", "POST", asked, Content_Type="application/json")[2]) == {"opened": True}
        end = time.monotonic() + SOON
        while not (tmp_path / "reported").exists() or not (tmp_path / "reported").read_text():
            assert time.monotonic() < end
            time.sleep(0.02)
    assert (tmp_path / "reported").read_text() == f"--goto {root}/content/chapters/oz.yaml:7\n"


def test_a_link_that_opens_the_editor_is_reported_to_the_browser(tmp_path):
    root = two_chapters(tmp_path / "project")
    with own(root, "oz", EDITOR="vi", VISUAL="vscode://file{file}:{line}") as watch:
        state = watch.until(settled)
        assert (state["link"], state["opens"], state["root"]) == ("vscode://file{file}:{line}", False, str(root))


def test_the_edition_that_is_seen_is_made_first(watch):
    assert of(watch.states[-1], "oz")["editions"].keys() == {"screen", "print"}
    for seen, other in (("print", "screen"), ("screen", "print")):
        assert watch.ask("/seen", "POST", json.dumps(seen), Content_Type="application/json")[0] == 204
        before = of(watch.states[-1], "oz")["editions"]
        watch.save("oz", TEXT.format("Oz", BODY + f"      The {seen} edition is seen.\n"))
        state = watch.until(lambda state: of(state, "oz")["editions"][seen]["version"] > before[seen]["version"])  # noqa: B023
        assert of(state, "oz")["editions"][other]["version"] == before[other]["version"]
        watch.finish()
        assert of(watch.states[-1], "oz")["editions"][other]["version"] == before[other]["version"] + 1


def test_the_press_edition_is_shown_as_the_press_gets_it(watch):
    press = of(watch.states[-1], "oz")["editions"]["print"]
    bleed_and_slug = (9 + 3) * 72 / 25.4
    assert press["corner"] == pytest.approx([bleed_and_slug, bleed_and_slug], abs=0.5)
    assert press["sizes"][0][0] == pytest.approx((210 + 2 * 12) * 72 / 25.4, abs=1)
    assert watch.ask(f"/pages/oz/print/{press['version']}/1?width=300")[0] == 200


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ('"proof"', "application/json", 400),
        ("print", "application/json", 400),
        ("[]", "application/json", 400),
        ('"print"', "text/plain", 415),
    ],
)
def test_only_an_edition_can_be_seen(watch, said, kind, status):
    assert watch.ask("/seen", "POST", said, Content_Type=kind)[0] == status
    assert watch.ask("/seen", "POST", '"print"', Content_Type="application/json", Origin="http://evil.example")[0] == 403


def test_the_watch_starts_again_where_it_was_when_its_own_code_changes(tmp_path):
    root = two_chapters(tmp_path / "project")
    (root / "pressroom").unlink()
    shutil.copytree(ROOT / "pressroom", root / "pressroom")
    with own(root, "oz") as watch:
        watch.until(settled)
        with (root / "pressroom" / "errors.py").open("a") as code:
            code.write("# changed\n")
        watch.save("oz", TEXT.format("Oz", BODY + "      After the change.\n"))
        late = threading.Timer(SOON, watch.process.kill)  # or nothing would end the reading
        late.start()
        lines = iter(watch.process.stderr.readline, "")
        assert any("Pressroom's own code has changed; restarting" in line for line in lines)
        assert f"http://127.0.0.1:{watch.port}/" in next(lines)
        late.cancel()
        end = time.monotonic() + SOON
        while b"After the change." not in (root / "dist" / "oz" / "oz.html").read_bytes():
            assert time.monotonic() < end
            time.sleep(0.1)
        assert watch.ask("/")[0] == 200


@pytest.mark.parametrize(
    ("arguments", "code", "reported"),
    [(["--goto", "oz"], 2, "'oz' is not FILE:LINE"), (["--port", "70000"], 2, "'70000' should be a number of at most 65535")],
)
def test_wrong_words(tmp_path, arguments, code, reported):
    root = two_chapters(tmp_path / "project")
    done = subprocess.run([sys.executable, "build.py", "watch", *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert reported in done.stderr
    assert "Traceback" not in done.stderr


def test_the_pages_are_those_of_the_hour_that_is_given(tmp_path):
    """The embargo ended long ago by the clock, but is in force at that time."""
    root = two_chapters(tmp_path / "project")
    (root / "content" / "chapters" / "oz.yaml").write_text("embargo: 2005-01-13T00:01:00Z\n" + TEXT.format("Oz", BODY))
    pages = root / "dist" / "oz" / "oz.html"
    with own(root, "oz", "--now", "2005-01-12T00:00:00Z") as watch:
        watch.until(settled)
        assert "Embargoed until" in pages.read_text()
        watch.save("oz", (root / "content" / "chapters" / "oz.yaml").read_text())
        assert screen(watch.quiet(1.0), "oz")["version"] == 1, "by that hour nothing has changed"
        watch.save("oz", "embargo: 2005-01-11T00:01:00Z\n" + TEXT.format("Oz", BODY))
        watch.until(lambda _: "Embargoed until" not in pages.read_text())
