"""The one door to WeasyPrint and pydyf: no other folder imports them or knows their private names.

`loading` imports WeasyPrint. `patches` is the table of the functions that Pressroom replaces in it. `side_table` stores Pressroom's data
about its objects. `document` runs it: HTML in, pages and PDF out. `fetcher` limits what it can read, `stylesheet_cache` caches what it has
parsed, `log` collects its messages. The rest are accessors for the stages of `pressroom.pdf`: `boxes`, `lines`, `page_maker` and
`footnotes` for the layout, `fonts` for text, `streams` and `objects` for the file. docs/engine.md says how to move to a new version.

Other rooms use `loading` only.
"""

__all__ = [
    "boxes",
    "document",
    "fetcher",
    "fonts",
    "footnotes",
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
