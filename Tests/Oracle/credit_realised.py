"""The columns of a run that come from the ledger of credits: realised revenue and breakage (R §3)."""
import argparse
import collections
import csv
import datetime
import os
import tempfile
from fractions import Fraction

import bill_zones
import credits
import oracle
from credit_event_end import EventEnd
from credit_revenue import has_sales, windows

FILES = ["facts.csv", "revenue.csv"] + [f"margin-by-{name}.csv" for name in ("day", "tier", "provider", "model", "service", "account")]


def last_is_unpriced(account, at):
    """Choice: what rolled over from the reset before is not looked at."""
    before = [when for when, _ in account.resets if when <= at]
    return bool(before) and before[-1] in account.unpriced


class Realised:
    """Choice: the tier of a request is that of its row anywhere in the usage ledger; of other postings the plan of the
    account just after what is played then (of an expiry, just before)."""

    def __init__(self, audit):
        self.audit, self.requests = audit, audit.requests or {}
        self.postings = audit.replay.money.postings if has_sales(audit.replay) else []
        self.sums, self.event_end = collections.Counter(), None
        for found in self.postings:
            if found.column == "realised" and found.cause.request and audit.start <= found.at < audit.end:
                self.sums[found.cause.request] += found.usd

        self.unknown = {cause.request for at, account, column, _, cause in audit.replay.flows
                        if column == "consumed" and cause.request and audit.start <= at < audit.end and last_is_unpriced(account, at)}

    def is_first(self, row):
        """Of repeated rows the first of the ledger has the revenue."""
        first = self.requests.get(row.id)
        return first is not None and (first.file, first.line) == (row.file, row.line)

    def of(self, row):
        """USD."""
        return credits.dollars(self.sums[row.id]) if self.is_first(row) else Fraction(0)

    def is_unknown(self, row):
        """It used credits of an account whose last reset before has a payment that nobody states."""
        return row.id in self.unknown and self.is_first(row)

    def end(self, run):
        """Where the events end before the usage of the run."""
        if self.event_end is None:
            self.event_end = EventEnd(self.audit, run.rows)
        return self.event_end

    def unpriced(self, month, tier):
        """The resets of a plan up to the end of a month whose payment nobody states."""
        return sum(name == tier and at <= month for at, name in self.audit.replay.unpriced)

    def tiers(self):
        """{(month, tier): (realised, breakage)} in USD."""
        shown, sums = {month for month, _, _ in windows(self.audit)}, collections.defaultdict(collections.Counter)
        for found in self.postings:
            month, row = self.audit.books.month(found.at), self.requests.get(found.cause.request)
            if month in shown and found.column in ("realised", "breakage"):
                sums[month, row.tier if row else found.tier][found.column] += found.usd
        pairs = {key: tuple(credits.dollars(found[name]) for name in ("realised", "breakage")) for key, found in sums.items()}
        return {key: pair for key, pair in pairs.items() if any(pair)}


def of_days(workspace, period, known_at, days):
    """Of a period of a month, or of days, the last of which is not in it."""
    zone = oracle.Settings(workspace).zone
    blank = (oracle.ALWAYS, oracle.NEVER)
    span = [bill_zones.midnight(datetime.date.fromisoformat(day), zone) if day and day != "9999" else other
            for day, other in zip(days, blank)]
    return Realised(credits.Audit(workspace, period or "", oracle.book_instant(known_at or "", oracle.NEVER), *span))


def run_of(audit, period="", known_at=None, days=()):
    """The run of the workspace of an audit, of the same period."""
    start, end = days or (None, None)
    options = argparse.Namespace(as_known_at=known_at, start=start, end=end, period=period or None, last=None)
    run = oracle.Run(audit.books.workspace, options)
    run.realised = Realised(audit)
    return run


def differences(run, out):
    """Where the files of a run differ from the oracle's: the first row of each."""
    with tempfile.TemporaryDirectory() as ours:
        oracle.write_outputs(run, ours)
        for name in FILES:
            path = os.path.join(out, name)
            if not os.path.exists(path):
                yield f"{name}: missing in {out}"
                continue
            a, b = (list(csv.reader(open(file, encoding="utf-8", newline=""))) for file in (os.path.join(ours, name), path))
            for number in range(max(len(a), len(b))):
                rows = [found[number] if number < len(found) else ["(no row)"] for found in (a, b)]
                if rows[0] != rows[1]:
                    yield f"{name}:{number + 1}\n  oracle  {rows[0]}\n  program {rows[1]}"
                    break
