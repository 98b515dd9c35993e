"""The stage from manuscript to HTML: `page` makes the one file of a chapter, `book` the files of an EPUB."""

from pressroom.html.book import Book, chapter_book, volume_book
from pressroom.html.leaflet import release, ticket
from pressroom.html.page import Page, page
from pressroom.html.print_edition import PrinterFile
from pressroom.html.sheet import sheet

__all__ = ["Book", "Page", "PrinterFile", "chapter_book", "declared", "page", "release", "sheet", "styles", "ticket", "volume_book"]
