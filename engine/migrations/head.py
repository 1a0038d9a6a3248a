"""The revision this version of the program reads and writes.

Kept as a constant so that opening an up-to-date store need not import alembic; a test compares it with `versions/`.
"""

HEAD = "0009"
