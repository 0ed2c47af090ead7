"""What the spool says when it cannot keep its promise."""


class SpoolError(Exception):
    """The record is not safely on the disk; the sender must not be told that it is."""
