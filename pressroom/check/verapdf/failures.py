"""What veraPDF finds in a file, in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pressroom.check.verapdf.java import java
from pressroom.check.verapdf.profiles import flavour, profile


def failures(path: Path, flavours: Sequence[str]) -> dict[str, list[str]]:
    """What is wrong with the file at `path` by each of `flavours`, some of PROFILES: a line for each rule that is broken, none where it
    conforms. The file is read once for all of them.

    To be called from one thread. Raises `MachineLacks` that says what to install where veraPDF can't be run, `ValueError` where it
    can't read the file.
    """
    wanted = java("java.util.ArrayList")([flavour(name) for name in flavours])
    profiles = java("java.util.ArrayList")([profile(name) for name in flavours])
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
    first: dict[str, str] = {}
    times: Counter[str] = Counter()
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).upper() == "FAILED":
            rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
            times[rule] += 1
            first.setdefault(rule, f"{assertion.getMessage()} at {assertion.getLocation().getContext()}")
    if bool(result.isCompliant()) == bool(first):
        raise RuntimeError("veraPDF's verdict and its findings contradict each other")
    return [f"{rule} x{times[rule]}: {message}" for rule, message in sorted(first.items())]
