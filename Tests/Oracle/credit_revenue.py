"""deferred-revenue.csv (R §1 to §3)."""
import collections
import datetime

import bill_zones
import oracle
from credit_books import MICRO, SOURCES, USD

COLUMNS = ["month", "source", "opening_usd", "sold_usd", "realised_usd", "breakage_usd", "refunded_usd", "transferred_usd",
           "closing_usd", "closing_credits", "breakage_percent_expected", "breakage_percent_seen"]


def months_between(first, last):
    year, month = map(int, first.split("-"))
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = year + month // 12, month % 12 + 1


def rows(replay):
    """Month × source with an amount other than 0. Choice: an amount is money; credits without money make no row.
    Value in transit belongs to the source transfer; credits in transit are no closing_credits."""
    money, month_of = replay.money, replay.books.month
    if not has_sales(replay):
        return
    sums, credits = collections.defaultdict(int), collections.defaultdict(int)
    for found in money.postings:
        sums[month_of(found.at), found.source, found.column] += found.usd
    for at, source, change in money.credits:
        credits[month_of(at), source] += change
    first = min(month_of(found.at) for found in money.postings if found.usd)
    early = {key: change for key, change in credits.items() if key[0] < first}
    closing, left = collections.Counter(), collections.Counter()
    for (_, source), change in early.items():
        left[source] += change
    for month in months_between(first, month_of(replay.end_at)):
        for source in SOURCES:
            get = lambda column: sums[month, source, column]
            opening = closing[source]
            figures = [get(column) for column in ("sold", "realised", "breakage", "refunded", "transferred")]
            sold, realised, breakage, refunded, transferred = figures
            closing[source] = opening + sold - realised - breakage - refunded + transferred
            left[source] += credits[month, source]
            if opening or closing[source] or any(figures):
                usd = [oracle.Fraction(value, USD) for value in [opening, *figures, closing[source]]]
                yield [month, source, *usd, oracle.Fraction(left[source], MICRO), expected(replay, source, month),
                       seen(replay, source, month)]


def has_sales(replay):
    """R §7: without a grant with a payment the files have only their header."""
    return any(grant.paid for grant in replay.grants if grant.source != "transfer")


def month_end(month, zone):
    return span(month, zone)[1]


def span(month, zone):
    return bill_zones.month_span(datetime.date(int(month[:4]), int(month[5:]), 1), zone)


def windows(audit):
    """(month, start, end) of the calendar months that the period touches, cut at its ends; without a period of those from
    the first event to the last."""
    replay, books = audit.replay, audit.books
    if replay.end_at is None:
        return
    events = replay.ledger.events
    start = audit.start if audit.start != oracle.ALWAYS else events[0].at if events else replay.end_at
    for month in months_between(books.month(start), books.month(replay.end_at)):
        first, end = span(month, books.zone)
        yield month, max(first, audit.start), min(end, audit.end)


def expected(replay, source, month):
    """The setting just before the end of the month; blank where it is 0."""
    return 100 * replay.books.breakage(source, month_end(month, replay.books.zone) - 1) or None


def seen(replay, source, month):
    """Value left at expiry ÷ the payment, over the grants of the source that have ended by the end of the month."""
    ended = [grant for grant in replay.grants if grant.source == source and grant.ended is not None
             and replay.books.month(grant.ended) <= month]
    paid = sum(grant.paid for grant in ended)
    lost = sum(value for grant in ended for at, value in grant.expired_values if replay.books.month(at) <= month)
    return oracle.percent(oracle.Fraction(100 * lost, paid)) if paid else None


def check_identity(replay):
    """R §2: sold = realised + breakage + refunded + deferred, in total and per source."""
    total = collections.Counter()
    for found in replay.money.postings:
        total[found.source, found.column] += found.usd
    transit = sum(sum(months.values()) for months in replay.money.transit.values())
    for source in SOURCES:
        deferred = sum(grant.deferred for grant in replay.grants if grant.source == source)
        deferred += transit if source == "transfer" else 0
        closing = total[source, "sold"] + total[source, "transferred"] - sum(
            total[source, column] for column in ("realised", "breakage", "refunded"))
        assert closing == deferred, f"{source}: {closing} is not {deferred}"
