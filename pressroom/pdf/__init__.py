"""The stage from HTML to PDF.

`render` is its one function, run in a worker; `pool` starts the workers. `layout` makes pages of HTML: `lines` sets paragraphs and page
ends, `contact_block` ends the last. `tags` writes the structure for screen readers, `metadata` finishes the screen edition, `pdfx` the
print edition by its `specification`. `engine` is the only door to WeasyPrint.
"""

__all__ = ["engine", "pool", "render", "specification"]
