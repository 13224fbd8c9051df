"""One file per kind of table that comes in: its columns, their parsers, its own checks."""
