"""The serial: a date and time as Excel counts it, in days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

_DAY = 86_400
_OUTSIDE = "########"  # what the screen shows for a date before the first or after 9999-12-31
_LAST_DAY = 2_958_465
_LAST_DAY_1904 = _LAST_DAY - 1_462


def iso_date(serial: Decimal, *, date1904: bool, has_date: bool = True) -> str:
    """ISO 8601 for a serial: `2021-01-20`, with `T08:30:00` when a time of day is in it, `08:30:00` below one day.

    As on the screen: day 0 is 1900-01-00, day 60 the 1900-02-29 that never was (Lotus 1-2-3 thought 1900 a leap
    year and Excel followed), days that do not exist `########`. `date1904` counts from 1904-01-01 instead.
    `has_date` is False for formats of times only, which show day 0 without a day.
    """
    last = _LAST_DAY_1904 if date1904 else _LAST_DAY
    if not 0 <= serial <= last + 1:
        return _OUTSIDE
    seconds = int((serial * _DAY).quantize(Decimal(1), ROUND_HALF_UP))
    days, rest = divmod(seconds, _DAY)
    if days > last:
        return _OUTSIDE
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if days == 0 and (rest or not has_date):
        return clock
    day = _day_1904(days) if date1904 else _day_1900(days)
    return f"{day}T{clock}" if rest else day


def _day_1904(days: int) -> str:
    return (date(1904, 1, 1) + timedelta(days)).isoformat()


def _day_1900(days: int) -> str:
    if days in (0, 60):
        return "1900-01-00" if days == 0 else "1900-02-29"
    return (date(1899, 12, 31 if days < 60 else 30) + timedelta(days)).isoformat()
