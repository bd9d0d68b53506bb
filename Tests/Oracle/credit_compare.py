"""Runs a program on a workspace of events, compares its files with the oracle's, and finds a smaller ledger that still differs."""
import datetime
import os
import pathlib
import shutil
import subprocess
import tempfile

import bill_zones
import credit_realised
import credits

SECONDS = 60


def run(program, command, folder, *options):
    """(exit status, folder of its files or None, what it said). Earlier outputs are removed."""
    shutil.rmtree(folder + "/out", ignore_errors=True)
    try:
        done = subprocess.run([program, command, folder, "--no-progress", *options], capture_output=True, text=True, timeout=SECONDS,
                              errors="replace")
    except subprocess.TimeoutExpired:
        return None, None, f"it took more than {SECONDS} s"
    return done.returncode, outputs(folder), done.stderr.strip()


def outputs(folder):
    """Where the six files are, below out/."""
    found = [path for path, _, names in os.walk(folder + "/out") if "credit-balances.csv" in names]
    return found[0] if len(found) == 1 else None


def read(out):
    """Name to bytes of the files of the credit ledger."""
    return {name: pathlib.Path(out, name).read_bytes() for name in credits.FILES if os.path.exists(os.path.join(out, name))}


def has_later(program):
    """Whether it writes the files of the third table of checks; the oracle (`-`) does."""
    if program == "-":
        return True
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/credits")
        pathlib.Path(folder, "credits/a.csv").write_text(
            "event_id,at,account_id,kind,credits,reason\ne1,2026-03-01T00:00:00Z,a,adjust,1,x\n", encoding="utf-8")
        _, out, _ = run(program, "audit", folder)
        return bool(out) and os.path.exists(out + "/pool-usage.csv")


def has_revenue(program):
    """Whether it writes invoices and the journal; the oracle (`-`) does."""
    if program == "-":
        return True
    done = subprocess.run([program, "audit", "--help"], capture_output=True, text=True, timeout=SECONDS)
    return "--event-revenue" in done.stdout + done.stderr


class Expected:
    """What the oracle says of a workspace: its files, exit status and options, or why it refuses."""

    def __init__(self, folder, period="", known_at="", days=()):
        """`days`: the first of the period and the one after it, in the reporting zone."""
        self.period, self.known_at, self.days = period, known_at, days
        self.options = (["--period", period] if period else []) + (["--as-known-at", known_at] if known_at else [])
        self.options += ["--from", days[0], "--to", days[1]] if days else []
        self.audit, self.refused, span = None, "", ()
        try:
            if days:
                zone = credits.oracle.Settings(folder).zone
                span = [bill_zones.midnight(datetime.date.fromisoformat(day), zone) for day in days]
            self.audit = credits.Audit(folder, period, credits.oracle.book_instant(known_at, credits.oracle.NEVER), *span)
        except credits.oracle.Refused as fault:
            self.refused = str(fault)
            return
        self.status = 2 if self.audit.ledger.rejects or self.audit.ledger.conflicts else 0

    def lacks_events(self):
        """All events are before the period."""
        return self.audit is not None and all(event.at < self.audit.start for event in self.audit.ledger.events)

    def run(self):
        """The run of the same workspace and period, with the columns that come from credits."""
        return credit_realised.run_of(self.audit, self.period, self.known_at or None, self.days)


def compare(program, command, folder, expected, exact=True):
    """What differs between both, as texts; nothing where both refuse. `exact`: the exit status is that of the events alone."""
    name = " ".join([command, *expected.options])
    events, more = f"{folder}/event-revenue.csv", []
    if command == "audit" and "event-revenue.csv" in credits.FILES:
        more = ["--event-revenue", events]
        if os.path.exists(events):
            os.remove(events)
    status, out, said = run(program, command, folder, *expected.options, *more)
    if command == "run" and status == 1 and "no usage in" in said:
        return                                  # a run needs usage in its period, whatever the credit ledger has
    if command == "audit" and status == 1 and "no credit events in" in said and expected.lacks_events():
        return                                  # an audit needs events in its period or after it
    if expected.refused or not out:
        if not expected.refused or out:
            yield f"{name}: exit {status}; the oracle {'refuses: ' + expected.refused if expected.refused else 'goes on'}; {said[-600:]}"
        return
    if status != expected.status and (exact or status not in (0, 2)):
        yield f"{name}: exit {status}, expected {expected.status}: {said[-600:]}"
    if more:
        if not os.path.exists(events):
            yield f"{name}: no file of --event-revenue"
            return
        shutil.move(events, out + "/event-revenue.csv")
    if command == "run" and "invoices.csv" in credits.FILES:
        yield from (f"{name}: {text}" for text in credit_realised.differences(expected.run(), out))
    with tempfile.TemporaryDirectory() as ours:
        credits.write(expected.audit, ours)
        for text in credits.differences(ours, out):
            yield f"{name}: {text}"


def shrink(rows, differs, tries=400):
    """A part of the rows that still differs: leaves out halves, quarters … and at last single rows."""
    size = len(rows) // 2
    while size and tries > 0:
        start, smaller = 0, False
        while start < len(rows) and tries > 0:
            left = rows[:start] + rows[start + size:]
            tries -= 1
            if left and differs(left):
                rows, smaller = left, True
            else:
                start += size
        size = size if smaller and size == 1 else size // 2
    return rows


def shown(rows):
    """Rows as short lines."""
    for path, row in rows:
        yield path + " " + " ".join(f"{name}={text}" for name, text in row.items() if text)
