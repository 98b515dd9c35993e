"""Commands of the desk, which write content: `new`, `import`, `schema`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom import errors
from pressroom.cli.options import Commands, add
from pressroom.console import Console


def add_to(commands: Commands) -> None:
    """Adds them to the command line's."""
    _add_new(commands)
    _add_import(commands)
    _add_schema(commands)


def _add_new(commands: Commands) -> None:
    new = add(
        commands,
        "new",
        _new,
        "start a chapter",
        "Writes content/chapters/STEM.yaml, a chapter that builds, to be written on.",
    )
    new.add_argument("title", help="the chapter's title: 'Uzbekistan'")
    new.add_argument("--stem", help="the file's name without .yaml; else made from the title")


def _new(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.chapter_files import new

    print(new(root, options.title, options.stem))
    return errors.DONE


def _add_import(commands: Commands) -> None:
    importing = add(
        commands,
        "import",
        _import,
        "turn plain text, Markdown or a Word file into a chapter",
        "Reads FILE (.txt, .md, .docx) and writes it as a chapter: title, lede, sections, notes. Every word is kept, in\n"
        "order; a contact block in its midst is left out; what is doubtful is told with its place and left as it is.",
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--to", type=Path, required=True, metavar="CHAPTER.yaml", help="content/chapters/STEM.yaml; must not exist yet")
    importing.add_argument("--replace", action="store_true", help="write over the chapter if it exists")


def _import(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.chapter_files import take_in

    written, findings = take_in(root, options.file, options.to, replace=options.replace)
    Console(options.format).problems(findings)
    if options.format == "text":
        print(f"{written}: written; {len(findings)} doubtful things are told above" if findings else f"{written}: written")
    return errors.DONE


def _add_schema(commands: Commands) -> None:
    add(
        commands,
        "schema",
        _schema,
        "write the JSON Schemas that editors use",
        "Writes content/schemas/*.schema.json. An editor with a YAML language server finds them by the first line of each\n"
        "content file, completes keys and marks problems as you type.",
    )


def _schema(options: argparse.Namespace, root: Path) -> int:
    from pressroom.importer.chapter_files import write_schemas

    for written in write_schemas(root):
        print(written)
    return errors.DONE
