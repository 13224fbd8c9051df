"""The one exception a rule raises."""


class Refused(Exception):
    """A rule says no, in words for the person at the screen."""


class Stale(Refused):
    """Somebody else changed the record first; the screen shows who and keeps what was typed."""
