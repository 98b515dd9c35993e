"""The commands that write content: `import_chapter` from a text, Markdown or Word file, `new_chapter` from a template, `write_schemas`.

`command` has the steps of an import, in order: read the file, convert it, write the chapter. `conversion` converts:

1. `source` decodes a text file and splits it into lines; `word_file` opens a Word file.
2. `plain_text`, `markdown` and `word` find headings, paragraphs, tables and notes (`document`). `contact` finds the contact block, which
   is left out. `spacing` looks for spaces that are missing or doubled.
3. `refused_markup` escapes markup that a chapter can't have.
4. `draft` arranges the result as a chapter: title, lede, sections, notes.
5. `yaml_writer` writes it as YAML.

No word is lost, changed or moved without a warning.
"""

from __future__ import annotations

from pressroom.importer.conversion import Conversion, convert

__all__ = ["Conversion", "command", "convert", "new_chapter", "schemas"]
