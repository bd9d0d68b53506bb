"""The days of an insight: the reported period, the one before it, and what the ledger covers of both.

The page on insight is "N", that on comparisons "C". A day is an ISO text of the reporting zone; both ends are included.
"""
import collections
import datetime

import bridge
import oracle

Days = collections.namedtuple("Days", "first last")
# A run without a period, and the open end of one with a single end.
FIRST, LAST = "2014-01-01", "2099-12-31"


def moved(day, count):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()


def reported(options, ledger):
    """The days of a run by its options; None where it reports all rows. `ledger`: its Days, or None."""
    if options.period:
        return Days(*bridge.read_period(options.period)[1:])
    if options.last and ledger:
        return Days(moved(ledger.last, 1 - options.last), ledger.last)
    if options.start or options.end:
        return Days(options.start or FIRST, moved(options.end, -1) if options.end else LAST)
    return None


def is_open(days):
    return days is None or days.first == FIRST or days.last == LAST


def name(days):
    """The name of a period in the option, as that of its folder."""
    first, last = days
    if first[8:] == "01" and bridge.days_of(last[:7])[1] == last:
        quarter = f"{last[:4]}-Q{(int(last[5:7]) + 2) // 3}"
        if bridge.days_of(quarter) == (first, last):
            return quarter
        return first[:7] if first[:7] == last[:7] else f"{first[:7]}..{last[:7]}"
    return f"{first}..{last}"


def before(days):
    """C §1: the month before a month, the quarter before a quarter, else the same number of days."""
    first, end = days.first, moved(days.first, -1)
    called = name(days)
    if "-Q" in called:
        return Days(*bridge.days_of(f"{end[:4]}-Q{(int(end[5:7]) + 2) // 3}"))
    if len(called) == len("2026-08"):
        return Days(*bridge.days_of(end[:7]))
    return Days(moved(first, -bridge.number_of_days(*days)), end)


def covered(days, ledger):
    """The number of days of a period that the ledger covers, from its first day to its last; 0 where it has none of them."""
    if ledger is None:
        return 0
    first, last = days or ledger
    return max(0, bridge.number_of_days(max(first, ledger.first), min(last, ledger.last)))


def previous(days, ledger):
    """N top: the period before, if the ledger covers all of it; else None.

    Choice: as for comparison.csv, a run of all rows or with an open end has none."""
    if is_open(days) or ledger is None:
        return None
    found = before(days)
    return found if ledger.first <= found.first and found.last <= ledger.last else None


def closing(days, ledger, settings):
    """The last instant of the last covered day of a period."""
    last = min(days.last, ledger.last) if days else ledger.last
    return bridge.end_of_day(last, settings) - 1


class Reading(oracle.Run):
    """A run that keeps every row that it read, also those outside the period."""

    def in_period(self, requests, options):
        self.read = requests
        self.read_days = [self.settings.day(r.started) for r in requests]
        self.ledger = Days(min(self.read_days), max(self.read_days)) if requests else None
        self.period = options.days if hasattr(options, "days") else reported(options, self.ledger)
        if self.period is None:
            return requests
        return [r for r, day in zip(requests, self.read_days) if self.period.first <= day <= self.period.last]
