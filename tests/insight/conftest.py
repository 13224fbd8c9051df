"""Figures are looked at through the desk: its logins and its day."""

from tests.desk.conftest import _clock, clock, sign_in

__all__ = ["_clock", "clock", "sign_in"]
