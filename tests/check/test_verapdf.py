"""veraPDF's process: each answer belongs to its file, no lost answer is waited for, and the archive of its classes is kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pressroom.check import verapdf
from pressroom.check.preflight import validated
from pressroom.errors import MachineLacks

ANSWERS = """
import json, sys
for path in reversed(sys.argv[1:]):
    broken = {"unreadable": "damaged"} if "b.pdf" in path else {"broken": {"ua1": [path], "3a": []}}
    print(json.dumps({"path": path, **broken}))
"""
KEPT = "import runpy, sys; sys.prefix = sys.argv.pop(1); runpy.run_module('pressroom.check.verapdf', run_name='__main__')"


def test_each_answer_goes_to_its_file_in_whatever_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", ANSWERS))
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")]
    for path in paths:
        path.write_bytes(b"%PDF")
    with verapdf.Validator(paths, tmp_path / "memory") as validator:
        assert validator.answer(paths[0])["ua1"] == [str(paths[0])]
        assert validator.answer(paths[2])["ua1"] == [str(paths[2])]
        with pytest.raises(ValueError, match="damaged"):
            validator.answer(paths[1])
    assert sorted(path.name for path in (tmp_path / "memory").iterdir()) == ["a.json", "c.json"], "a refusal is not remembered"


def test_a_validator_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(verapdf, "SECONDS", 0.2)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    begun = time.monotonic()
    with verapdf.Validator([tmp_path / "a.pdf"], tmp_path) as validator, pytest.raises(MachineLacks, match="without an answer"):
        validator.answer(tmp_path / "a.pdf")
    assert time.monotonic() - begun < 30


def test_what_verapdf_can_not_read_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    with verapdf.Validator([path], tmp_path) as validator:
        items = list(validated(lambda: validator.answer(path)))
    assert [item.verdict for item in items] == ["fail", "fail"]
    assert items[0].found.startswith("veraPDF can't read it: ")


def test_the_classes_are_kept_for_the_next_start_and_a_damaged_archive_costs_no_answer(built_chapters, tmp_path: Path) -> None:
    environment, bad = tmp_path / "environment", tmp_path / "bad.pdf"
    environment.mkdir()
    bad.write_bytes(b"%PDF-1.7\nnothing")

    def reported(path: Path) -> list[str]:
        command = [sys.executable, "-c", KEPT, str(environment), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(verapdf.__file__).parents[3])
        (line,) = done.stdout.splitlines()
        return sorted(json.loads(line))

    assert reported(bad) == ["path", "unreadable"]
    assert not list(environment.glob("*.jsa")), "what was loaded for it is not half of what it takes"
    sound = built_chapters("kazakh") / "dist" / "kazakh" / "kazakh.pdf"
    assert reported(sound) == ["broken", "path"]
    (archive,) = environment.iterdir()
    classes, made = archive.read_bytes(), archive.stat().st_mtime_ns
    assert b"org/verapdf/" in classes
    assert reported(sound) == ["broken", "path"]
    assert archive.stat().st_mtime_ns == made, "an archive that is there is used, not made again"
    archive.chmod(0o600)
    archive.write_bytes(classes[: len(classes) // 2])
    (environment / "verapdf-another-java.jsa").touch()
    assert reported(sound) == ["broken", "path"]
    (restored,) = environment.iterdir()
    assert len(restored.read_bytes()) > len(classes) // 2
