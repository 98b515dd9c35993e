"""The contents of a kit: finished files, each named, described and tied to its source.

1. `text` writes the text edition, by way of `plain`; `images` cleans pictures and takes one of the first page.
2. `ninjs` describes the kit for a newsroom's system, `readme` for a journalist, `jobs` the print edition for its printer.
3. `manifest` ties every file to what it was made from; `signing` signs the list of their checksums.
4. `embargo_check` reads every file back, by way of `visible_text` and `ordering`: do all state the same embargo, or none?
5. `archive` packs them, always into the same bytes.
"""

__all__ = [
    "archive",
    "comparing",
    "embargo_check",
    "images",
    "jobs",
    "manifest",
    "naming",
    "ninjs",
    "readme",
    "signing",
    "text",
    "visible_text",
]
