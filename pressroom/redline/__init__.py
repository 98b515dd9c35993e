"""The command `changes`: two versions of a chapter are typeset, proved and compared, and the change sheet shows the difference.

`command` runs it, `earlier_version` reads the content as it was, `comparison` compares two versions by way of `diff`.
"""

__all__ = ["command", "comparison", "earlier_version"]
