"""The one door to WeasyPrint and pydyf: no other folder imports them or knows their private names.

`loading` imports WeasyPrint, `patches` is the table of the functions that Pressroom replaces in it, `side_table` holds what Pressroom
knows of its objects. `document` runs it: HTML in, pages, PDF out; `fetcher` gives it what it may read, `stylesheet_cache` what it has
parsed before, `log` takes what it says. The rest are accessors for the stages of `pressroom.pdf`: `boxes`, `lines`, `page_maker` and
`footnotes` for the layout, `fonts` for text, `streams` and `objects` for the file. docs/engine.md says how to move to a new version.

Other rooms use `loading` only.
"""

__all__ = [
    "boxes",
    "document",
    "fetcher",
    "fonts",
    "lines",
    "loading",
    "log",
    "objects",
    "page_maker",
    "patches",
    "side_table",
    "streams",
    "stylesheet_cache",
]
