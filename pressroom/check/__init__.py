"""The command `check`: finished files are examined, item by item.

`command` runs it, `inspection` examines the files of a chapter by way of `preflight` and `verapdf`, `table` prints the items,
`preflight_sheet` puts them on a page for the printer. `machine_names` says which names of this machine no file may hold.
"""

__all__ = ["command", "inspection", "machine_names", "preflight", "preflight_sheet", "verapdf"]
