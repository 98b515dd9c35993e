"""The command `watch`: rebuilds what is saved with an engine that stays loaded, and shows the pages in a browser.

1. `saves` waits for files to be written, and until they are whole.
2. `builder` builds what is outdated, and shows each edition as soon as it is proved.
3. `state` holds what the preview shows: chapters, their pages, which of these have changed, errors.
4. `server` serves it on 127.0.0.1, to the browser alone; `editor` opens a line in the user's editor.
"""

from pressroom.preview.command import watch

__all__ = ["watch"]
