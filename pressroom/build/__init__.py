"""The command `build`, and what other commands build with.

`command` builds chapters, by the `steps` load, render, typeset, prove and publish: `chapter` is a chapter on its way through them, `run` a
build as a whole, `ledger` the record of what was made from which `causes`. `epub` makes books for reading systems. `redaction_check` looks
for redacted words in whatever is about to be published.
"""

__all__ = ["command", "epub", "ledger", "redaction_check", "steps"]
