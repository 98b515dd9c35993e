"""The stage from manuscript to HTML."""

from pressroom.html.leaflet import release, ticket
from pressroom.html.page import Page, page
from pressroom.html.press import Press

__all__ = ["Page", "Press", "page", "release", "ticket"]
