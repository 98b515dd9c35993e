"""The stage from manuscript to HTML.

`chapter_page` makes the HTML file of a chapter, `sheet` that of a document about a chapter (press release, job ticket, preflight sheet, …),
`chapter_book` and `volume_book` make the files of an EPUB.
"""

from pressroom.html.book import Book, chapter_book, volume_book
from pressroom.html.chapter import chapter_page
from pressroom.html.page import Page
from pressroom.html.print_edition import PrinterFile
from pressroom.html.release import release_values
from pressroom.html.sheet import sheet

__all__ = ["Book", "Page", "PrinterFile", "chapter_book", "chapter_page", "declared", "release_values", "sheet", "styles", "volume_book"]
