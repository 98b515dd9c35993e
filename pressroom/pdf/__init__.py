"""The stage from HTML to PDF.

`render` is its main function, which runs in a worker; `pool` starts the workers. `layout` makes pages from HTML: `lines` sets paragraphs
and page ends, `notes` fits notes to their pages, `contact_block` moves the contact block. `tags` writes the structure for screen readers.
`metadata` finishes the screen edition, `pdfx` the print edition, for a `specification`. `engine` is the only door to WeasyPrint.
"""

__all__ = ["engine", "pool", "render", "specification"]
