"""The commands `kit` and `verify`: everything of a chapter that is sent out, and whether a file is what this source makes.

`command` makes kits: `assembly` has their files made, with the `change_sheet` against the kit that is `replaced`; `packing` reads them
back and packs them; `provenance` says what they were made from. `verify` makes a file or a kit again and compares. `contents` has a
module for each kind of file in a kit.
"""

__all__ = ["command", "verify"]
