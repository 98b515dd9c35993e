"""The commands that write content: `new`, `import`, `schema`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom import errors
from pressroom.cli.options import Commands, add, console, only

NEW = """\
Writes content/chapters/STEM.yaml, a chapter from a working template: it builds as it is. List its stem in
content/report.yaml to build it with the others. An existing chapter is never overwritten.

It prints the path of the file."""

NEW_EXIT_CODES = only(
    errors.DONE,
    errors.MACHINE,
    errors.INTERRUPTED,
    USAGE="wrong usage: no title, a name that no chapter can have, or the chapter exists",
    OUTPUT="the file can't be written",
    ENGINE="an internal error",
)

IMPORT = """\
Reads a text, Markdown or Word file (.txt, .md, .markdown, .docx) and writes it as a chapter: title, lede, sections,
notes. The words stay in their order. What is left out, such as a contact block inside the text or a picture, and each
passage that needs a person's decision, is reported with its place.

It prints the path of the chapter, after the warnings."""

IMPORT_EXIT_CODES = only(
    errors.DONE,
    errors.MACHINE,
    errors.INTERRUPTED,
    CONTENT="FILE can't be converted, or there is an error in content/imprint.yaml",
    USAGE="wrong usage: --to is not the path of a chapter, or the chapter exists",
    OUTPUT="a file can't be read or written",
    ENGINE="an internal error",
)

SCHEMA = """\
Writes content/schemas/*.schema.json. An editor with a YAML language server finds them through the first line of each
content file; it then completes fields and marks mistakes as you type.

It prints the path of each file."""

SCHEMA_EXIT_CODES = only(
    errors.DONE, errors.USAGE, errors.MACHINE, errors.INTERRUPTED, OUTPUT="a file can't be written", ENGINE="an internal error"
)


def add_to(commands: Commands) -> None:
    """Add these commands to the command line's."""
    _add_new(commands)
    _add_import(commands)
    _add_schema(commands)


def _add_new(commands: Commands) -> None:
    new = add(commands, "new", _new, "create a chapter from a working template", NEW, 'new "Uzbekistan"', NEW_EXIT_CODES)
    new.add_argument("title", help="the chapter's title: 'Uzbekistan'")
    new.add_argument("--stem", help="the name of its file without .yaml (default: made from the title)")


def _new(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.new_chapter import new_chapter

    _written(options, new_chapter(root, options.title, options.stem))
    return errors.DONE


def _add_import(commands: Commands) -> None:
    example = "import report.docx --to content/chapters/uzbekistan.yaml"
    importing = add(commands, "import", _import, "turn a text, Markdown or Word file into a chapter", IMPORT, example, IMPORT_EXIT_CODES)
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--to", type=Path, required=True, metavar="CHAPTER.yaml", help="the chapter: content/chapters/STEM.yaml")
    importing.add_argument("--replace", action="store_true", help="overwrite the chapter if it exists")


def _import(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.command import import_chapter

    written, warnings = import_chapter(root, options.file, options.to, replace=options.replace)
    console(options).problems(warnings, "warning")
    count = f"; {errors.counted(len(warnings), 'warning')} above" if warnings else ""
    _written(options, written, f": written{count}")
    return errors.DONE


def _add_schema(commands: Commands) -> None:
    add(commands, "schema", _schema, "write the JSON Schemas with which editors check content", SCHEMA, "schema", SCHEMA_EXIT_CODES)


def _schema(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.schemas import write_schemas

    for written in write_schemas(root):
        _written(options, written)
    return errors.DONE


def _written(options: argparse.Namespace, file: str, remark: str = "") -> None:
    """Print the path of a file that was written, as text with a remark behind it."""
    console(options).result(file + remark, {"kind": "output", "file": file})
