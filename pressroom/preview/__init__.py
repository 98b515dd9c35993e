"""Watching: one warm process rebuilds what is saved, and shows the pages in a browser.

1. `saves` waits for files to be written, and until they are whole.
2. `rounds` builds what has changed with an engine that stays loaded.
3. `board` holds what the preview shows: chapters, their pages, which of these changed, what is wrong.
4. `server` serves it on 127.0.0.1, to the browser alone; `editor` opens a line in the user's editor.
"""

from pressroom.preview.command import watch

__all__ = ["watch"]
