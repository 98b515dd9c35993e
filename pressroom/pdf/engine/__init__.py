"""The door to WeasyPrint: loading it, what it may read, and one HTML file in, one PDF out."""

__all__ = ["loading", "render"]
