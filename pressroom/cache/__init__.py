"""What was made from what, so that a build makes only what has changed.

`fingerprints` says what the project and the machine are now, `record` what each output was made from, and `fast_path` whether there is
nothing to do. They import next to nothing: a build with nothing to do ends before anything else is loaded.
"""

__all__ = ["fast_path", "fingerprints", "record"]
