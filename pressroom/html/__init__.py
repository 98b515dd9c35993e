"""The stage from manuscript to HTML."""

from pressroom.html.page import Page, page

__all__ = ["Page", "page"]
