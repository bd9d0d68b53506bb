"""Days and months of a zone as instants in nanoseconds."""
import datetime
import zoneinfo

import oracle

UTC = datetime.timezone.utc


def zone_of(name):
    return zoneinfo.ZoneInfo(name)


def midnight(day, zone):
    """The first instant of a local day."""
    moment = datetime.datetime(day.year, day.month, day.day, tzinfo=zone)
    return int(moment.timestamp()) * oracle.SECOND


def local(at, zone):
    return datetime.datetime.fromtimestamp(at // oracle.SECOND, UTC).astimezone(zone)


def day_of(at, zone):
    return local(at, zone).date()


def next_day(day):
    return day + datetime.timedelta(days=1)


def next_month(day):
    return datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def is_midnight(at, zone):
    return midnight(day_of(at, zone), zone) == at


def day_span(day, zone):
    return midnight(day, zone), midnight(next_day(day), zone)


def month_span(first, zone):
    return midnight(first, zone), midnight(next_month(first), zone)


def instant_text(at):
    moment = datetime.datetime.fromtimestamp(at // oracle.SECOND, UTC)
    part = ("%09d" % (at % oracle.SECOND)).rstrip("0")
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + ("." + part if part else "") + "Z"


class Period:
    """V §2, §5: a day, a month, or any span of whole time, in a zone."""

    def __init__(self, start, end, zone):
        self.start, self.end, self.zone = start, end, zone
        first = day_of(start, zone)
        self.first = first
        self.month = f"{first.year:04d}-{first.month:02d}"
        self.is_day = (start, end) == day_span(first, zone)
        self.is_month = first.day == 1 and (start, end) == month_span(first, zone)
        self.of_whole_days = is_midnight(start, zone) and is_midnight(end, zone)
        self.text = (first.isoformat() if self.is_day else self.month if self.is_month
                     else instant_text(start) + "/" + instant_text(end))

    def key(self):
        return self.start, self.end

    def in_zone(self, zone):
        """The same local days of another zone as instants."""
        return midnight(self.first, zone), midnight(day_of(self.end, self.zone), zone)


def period_of_line(start, end, zone):
    """V §2: a line shorter than a day belongs to the day in which it starts."""
    day = day_span(day_of(start, zone), zone)
    if end - start < day[1] - day[0]:
        return Period(*day, zone)
    return Period(start, end, zone)
