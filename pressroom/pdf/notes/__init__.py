"""Text and notes share a page: the notes that its text calls are at its foot, and the last of them may go on on the next page.

`sharing` is the arithmetic: how far the text goes, how many lines of notes fit. `page_layouts` lays out text and notes with
`pressroom.pdf.engine.footnotes`, as often as it takes. `page_notes` is what the engine calls: it decides which layout is the page.
"""

__all__ = ["sharing"]
