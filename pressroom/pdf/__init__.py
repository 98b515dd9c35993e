"""The stage from HTML to PDF.

`engine` is the only door to WeasyPrint. `lines` sets paragraphs and page ends, `tags` writes the structure for screen readers, `pdfx`
makes the edition for the printer, by its `specification`; `metadata` finishes the edition for the screen.
"""

__all__ = ["engine", "render", "specification"]
