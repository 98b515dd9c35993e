"""The command `build`, and what other commands build with.

`command` builds chapters: it loads, renders, typesets, proves and publishes. `run` is the course of one build, `chapter` a chapter's
course in it, `ledger` the record of what was made from what. `epub` makes books for reading programs. `redaction_check` looks for
redacted words in whatever is about to be published.
"""

__all__ = ["command", "epub", "ledger", "redaction_check", "run"]
