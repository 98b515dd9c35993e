"""Pressroom's data about the engine's objects, kept in tables, since it adds no attributes to boxes, contexts or fonts.

An entry is deleted with its object. A copy of an object has no entry.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

line_origins: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of a laid-out line: `lines.line_layout.Origin`
text_expansions: WeakKeyDictionary[Any, float] = WeakKeyDictionary()  # of a text box: how wide its letters are painted (1: as they are)
held_back: WeakKeyDictionary[Any, float] = WeakKeyDictionary()  # of a layout's context: what is left free at the foot of the page, in px
compositors: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of a document's fonts: `lines.compositor.Compositor`
stylesheets: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of a document's fonts: `stylesheet_cache.ParsedStyles`
pending_notes: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of a layout's context: `notes.page_layouts.Pending` by page index
note_areas: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of a layout's context: the notes at the foot of the page in hand
