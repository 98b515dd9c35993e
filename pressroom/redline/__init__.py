"""The command `changes`, and what a corrected kit compares with.

`command` runs it, by the `steps` load, render, typeset, prove, compare, render and typeset the sheet, prove it, publish; `run` is a run as
a whole. `old_version` reads the content as it was, `comparison` compares two versions by way of `diff`, `sheet` is the change sheet.
"""

__all__ = ["command", "comparison", "old_version", "sheet"]
