"""Its place lets the tests in the folders below import the helpers that stand beside it."""
