"""What each output was made from, so that a build makes only what is outdated.

`fingerprints` describes the project and the machine as they are now, `record` stores what each output was made from, and `fast_path` finds
out whether there is nothing to do. They import almost nothing: a build with nothing to do ends before anything else is loaded.
"""

__all__ = ["fast_path", "fingerprints", "record"]
