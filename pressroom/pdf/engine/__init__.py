"""The door to WeasyPrint: loading it, and what it may read."""

__all__ = ["guard", "loading", "typecase"]
