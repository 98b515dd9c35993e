"""The stage from finished files to what leaves the house: a kit of them, each named, described and tied to its source.

1. `text` sets the text edition, by way of `plain`.
"""
