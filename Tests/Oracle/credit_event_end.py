"""Where the events of a credit ledger end before the usage: later realised revenue is not known (docs/CREDITS.md)."""
import collections
import datetime

import bill_zones

YEARS = 1826


def usual(days):
    """Choice: the first and last of the usual days: others are few, and far from them. `days`: {datetime.date: requests}."""
    listed, total = sorted(days), sum(days.values())
    if (listed[-1] - listed[0]).days <= 30 or total <= 3:
        return listed[0], listed[-1]
    gaps = [(after - before).days for before, after in zip(listed, listed[1:])]
    breaks = [place for place, gap in enumerate(gaps, 1) if gap > YEARS]
    if total < 100 and (listed[-1] - listed[0]).days > YEARS:
        stretches = [listed[a:b] for a, b in zip([0, *breaks], [*breaks, len(listed)])]
        most = max(stretches, key=lambda part: sum(days[day] for day in part))
        count, length = sum(days[day] for day in most), (most[-1] - most[0]).days
        outer = outside(listed, most[0], most[-1], gaps)
        if count >= 3 and 4 * (total - count) <= total and all(gap >= 10 * length for gap in outer):
            return most[0], most[-1]
    best, best_far = (listed[0], listed[-1]), 0
    if total <= 10:
        return best
    ends = [place for place, gap in enumerate(gaps, 1) if gap > 30]
    for first in [0, *ends]:
        for last in [len(listed), *ends]:
            part = listed[first:last]
            far = total - sum(days[day] for day in part)
            if len(part) < 3 or far > max(1, total // 50) or total - far < 10 or far <= best_far:
                continue
            longest = max((b - a).days for a, b in zip(part, part[1:]))
            if all(gap >= 10 * longest for gap in outside(listed, part[0], part[-1], gaps)):
                best, best_far = (part[0], part[-1]), far
    return best


def outside(listed, first, last, gaps):
    """The gaps before the first day and after the last."""
    places = [listed.index(first) - 1, listed.index(last)]
    return [gaps[place] for place in places if 0 <= place < len(gaps)]


class EventEnd:
    """Choice: where requests are deducted, the last deduction shows the end of the events, otherwise the last event. They end
    early if the usage goes on for more than a day after it, and no event is after the period."""

    def __init__(self, audit, rows):
        self.last, self.before = None, False
        day = lambda at: bill_zones.day_of(at, audit.books.zone)
        events = [event for event in audit.ledger.events if event.event_id]
        deductions = [event.at for event in events if event.kind in ("deduct", "settle")]
        days = collections.Counter(datetime.date.fromisoformat(row.day) for row in rows)
        if not events or not days or any(event.at >= audit.end for event in events):
            return
        last = day(max(deductions or [event.at for event in events]))
        if last + datetime.timedelta(days=1) < usual(days)[1]:
            self.last = last
            self.before = all(event.at < audit.start for event in events)

    def is_before(self, text):
        """No event is of the days that begin with this one; with a blank text, of the period."""
        if self.last is None or not text:
            return self.before
        return self.before or self.last < datetime.date.fromisoformat(text)
