"""The command `check`: finished files are examined, item by item.

`command` loads the project, has `inspection` examine each `chapter` by `preflight` and `verapdf`, and reports what it finds: `table` prints
the items, `preflight_sheet` puts them on a page for the printer. `machine_names` are the names of this machine, which no file may contain.
"""

__all__ = ["command", "findings", "inspection", "machine_names", "preflight", "preflight_sheet", "verapdf"]
