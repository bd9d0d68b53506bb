#!/usr/bin/env python3
"""A second calculation of `assay audit`, from the specification alone: slow, plain and exact.

    python3 credits.py WORKSPACE OUT_DIR [--period 2026-08] [--as-known-at T] [--compare DIR] [--parts …,later,revenue]

Writes audit-findings.csv, audit-summary.csv, credit-balances.csv, grants.csv, credit-rejects.csv and
deferred-revenue.csv, reservations.csv, coupons-report.csv and plan-changes.csv, for the whole ledger or one month; the part
`revenue` adds invoices, journal, waterfall, billing map and events. With --compare it prints the first line that differs in
DIR, leaving out columns whose wording is not fixed, and exits with 1. "L" is the page on the credit ledger, "R" that on
revenue; "Choice:" marks what the pages leave open.
"""
import argparse
import csv
import datetime
import os
import sys
import tempfile

import bill_zones
import credit_account_checks
import credit_bills
import credit_journal
import credit_recorded
import credit_revenue
import credit_tables
import credit_whole_ledger
import oracle
from credit_books import MICRO, Books
from credit_cells import MOVES, credits, dollars, instant, net, sums_of
from credit_events import Ledger
from credit_replay import Replay

CORE_CHECKS = """duplicate_idempotency_key duplicate_payment event_conflict event_rejected account_unknown account_closed balance_below_zero
recorded_balance_differs recorded_balance_drift asserted_balance_differs reserved_above_available settle_without_reservation settle_twice
settle_after_release settle_above_reserved release_without_reservation reservation_stale refund_without_deduction refund_above_deduction
reverse_unknown reverse_twice reverse_after_use allowance_differs price_differs plan_unknown plan_differs reset_missing reset_doubled
proration_differs rollover_differs expiry_missing expiry_differs expired_early coupon_unknown coupon_not_yet_valid coupon_expired
coupon_over_limit coupon_twice coupon_wrong_plan coupon_value_differs package_unknown package_differs transfer_unbalanced
payment_refund_unknown payment_refund_above_payment clawback_differs deduction_differs deduction_without_request request_without_deduction
charged_twice failed_request_charged""".split()
SECOND_CHECKS = "downgrade_early rollover_missing expiry_late off_increment".split()
SEVERITIES = ["critical", "warning", "info"]
FINDINGS = ("check severity at account_id event_id request_id file line expected found credits usd balance_effect evidence").split()
SUMMARY = "check severity findings accounts credits usd first_at last_at recommended_action unpriced_requests".split()
BALANCES = ["account_id", "organisation_id", "plan", "opening", *MOVES, "closing", "reserved", "available", "recorded", "explained"]
GRANTS = ("grant_id account_id source at expires_at priority granted left paid_usd deferred_usd consumed refunded expired revoked "
          "transferred event_id file line").split()
REJECTS = "file line column code message text text_encoding".split()
CENTS = "usd net_usd tax_usd total_usd paid_usd due_usd amount_usd billed_usd".split()
FREE = {"expected", "found", "evidence", "recommended_action", "message", "description"}


class Part:
    """The events before the end of the period."""

    def __init__(self, ledger, end):
        self.events = [event for event in ledger.events if event.at < end]
        self.kinds, self.last = ledger.kinds, end - 1


class Audit:
    """Checks see the whole ledger (L §4 Missing records); figures are those of a replay that stops before `end`."""

    def __init__(self, workspace, period="", known_at=oracle.NEVER, start=oracle.ALWAYS, end=oracle.NEVER):
        self.books = Books(workspace, known_at)
        self.ledger = Ledger(self.books)
        if period:
            first = datetime.date(int(period[:4]), int(period[5:]), 1)
            start, end = bill_zones.month_span(first, self.books.settings.zone)
        self.start, self.end = start, end
        begin = None if start == oracle.ALWAYS else start
        whole = Replay(self.books, self.ledger, begin)
        self.replay = whole if end == oracle.NEVER else Replay(self.books, Part(self.ledger, end), begin)
        credit_whole_ledger.all_late(whole, workspace, end, self.replay)
        self.whole, self.later = whole, credit_account_checks.Later(whole, start, end) if "not_entitled" in CHECKS else None
        self.compared = credit_recorded.compare_all(whole)
        credit_whole_ledger.rejected_and_conflicts(whole)
        usage = getattr(whole, "run", None)
        self.requests = {row.id: row for row in usage.rows} if usage else None      # None without a usage ledger
        self.invoices = credit_bills.invoices(self) if "invoices.csv" in FILES else []
        # Findings are all of the replay up to its end, also those before the period.
        found = [found for found in whole.findings if found.check in CHECKS and (found.at is None or found.at < end)]
        self.findings = sorted(found, key=finding_order)
        self.check_identities()

    def check_identities(self):
        """L §6, L §2 and R §2."""
        skipped = len(self.replay.skipped)
        ledger = self.ledger
        after = sum(event.at >= self.end for event in ledger.events if event.event_id)
        applied = sum(bool(event.event_id) for event in ledger.events if event.at < self.end) - skipped
        parts = [applied, skipped, len(ledger.duplicates), len(ledger.conflicts), len(ledger.rejects), after]
        assert sum(parts) == ledger.read, parts
        for account in self.replay.accounts.values():
            total = net(sums_of(account))
            assert total == account.balance, (account.id, total, account.balance)
            self.check_recorded(account, self.compared[account.id])
        for grant in self.replay.grants:
            left = grant.granted - grant.consumed + grant.refunded - grant.expired - grant.revoked - grant.transferred
            assert left == grant.left and (grant.ended is None or left == 0), (grant.id, left, grant.left)
        credit_revenue.check_identity(self.replay)

    def check_recorded(self, account, compared):
        """Balance + effects = recorded at the account's last event. Choice: at that event, since what expires after it is in
        the closing balance and, without an expiry_missing, in no effect."""
        places = [place for place, item in enumerate(account.timeline) if item[0] == "event"]
        if self.end != oracle.NEVER or not places or not compared.compared or compared.drifted:
            return
        last, effects = account.timeline[places[-1]], compared.history[places[-1]][2]
        shown = last[4] if self.books.get("recorded_balance", last[1]) == "available" else last[3]
        assert abs(shown + effects - compared.recorded * MICRO) < 1, account.id


def finding_order(finding):
    event = finding.event
    ids = (finding.account_id, event.event_id if event else "", request_of(finding), finding.check)
    return (SEVERITIES.index(finding.severity), finding.at or 0) + oracle.key_bytes(ids)


def request_of(finding):
    return finding.request.id if finding.request else finding.event.request_id if finding.event else ""


def finding_rows(audit):
    for found in audit.findings:
        place = found.request or found.event
        yield [found.check, found.severity, instant(found.at), found.account_id, found.event.event_id if found.event else "",
               request_of(found), place.file if place else None, place.line if place else None, None, None, credits(found.credits),
               dollars(found.usd), credits(found.effect), None]


def summary_rows(audit):
    """Choice: a row for each check that found something; its severity is the worst of its findings."""
    for check in CHECKS:
        found = [finding for finding in audit.findings if finding.check == check]
        if found:
            yield [check, found[0].severity, len(found), len({finding.account_id for finding in found}),
                   *stakes(found), *ends(found), None, sum(finding.unpriced for finding in found)]


def stakes(found):
    """The sums of what is known; blank where nothing is."""
    known = [finding for finding in found if finding.credits is not None]
    return [credits(sum(finding.credits for finding in known)), dollars(sum(finding.usd for finding in known))] if known else [None, None]


def ends(found):
    instants = [finding.at for finding in found if finding.at is not None]
    return instant(min(instants, default=None)), instant(max(instants, default=None))


def balance_rows(audit):
    listed = set(audit.books.accounts) | {
        name for name, account in audit.replay.accounts.items() if account.listed or account.drawn}
    for name in sorted(listed, key=os.fsencode):
        account, row, end = audit.replay.account(name), audit.books.account(name), audit.replay.end_at
        sums, opening = sums_of(account, audit.start), net(sums_of(account, oracle.ALWAYS, audit.start))
        recorded, effects = audit.compared[name].at_end(audit.end) if name in audit.compared else (None, 0)
        plan = account.plan if account.listed else audit.books.first_plan(name, end) if end is not None else ""
        closing, reserved = account.balance, account.reserved
        yield [name, row["organisation_id"] if row else "", plan, credits(opening), *(credits(sums[column]) for column in MOVES), credits(closing),
               credits(reserved), credits(closing - reserved), recorded, credits(effects)]


def grant_rows(audit):
    order = lambda grant: oracle.key_bytes((grant.account.id,)) + (grant.at, grant.order)
    live = [grant for grant in audit.replay.grants if grant.ended is None or grant.ended > audit.start]
    for g in sorted(live, key=order):
        yield [g.id, g.account.id, g.source, instant(g.at), instant(g.expires_at) if g.expires_at is not None else None, g.priority,
               credits(g.granted), credits(g.left), dollars(g.paid), dollars(g.deferred),
               *(credits(value) for value in (g.consumed, g.refunded, g.expired, g.revoked, g.transferred)),
               g.event.event_id, g.event.file, g.event.line]


def reject_rows(audit):
    for row in sorted(audit.ledger.rejects, key=lambda row: (os.fsencode(row.file), row.line)):
        yield [row.file, row.line, row.column, row.code, None, row.text, row.encoding]


CORE_FILES = {"audit-findings.csv": (FINDINGS, finding_rows), "audit-summary.csv": (SUMMARY, summary_rows),
              "credit-balances.csv": (BALANCES, balance_rows), "grants.csv": (GRANTS, grant_rows),
              "credit-rejects.csv": (REJECTS, reject_rows),
              "deferred-revenue.csv": (credit_revenue.COLUMNS, lambda audit: credit_revenue.rows(audit.replay))}
PARTS = {"core": (CORE_CHECKS, CORE_FILES), "second": (SECOND_CHECKS, {}), "tables": ([], credit_tables.FILES),
         "statements": ([], {}), "revenue": ([], credit_journal.FILES), "later": (credit_account_checks.CHECKS, credit_account_checks.FILES)}
CHECKS, FILES = [], {}                          # of the parts that are compared


def use(*parts):
    CHECKS[:] = [check for part in parts for check in PARTS[part][0]]
    FILES.clear()
    for part in parts:
        FILES.update(PARTS[part][1])


use("core", "second", "tables")


def write(audit, folder):
    os.makedirs(folder, exist_ok=True)
    for name, (columns, rows) in FILES.items():
        oracle.write_table(folder, name, columns, rows(audit))


def fixed(path):
    """The rows of a file without the columns whose wording is not fixed. Choice: later columns are left out too."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = FILES[os.path.basename(path)][0]
    keep = [n for n, name in enumerate(rows[0]) if name not in FREE and name in columns]
    return [[in_cents(rows[0][n], row[n]) for n in keep] for row in rows]


def in_cents(column, text):
    """Amounts in cents compare by value."""
    return oracle.decimal_text(oracle.Fraction(text)) if column in CENTS and text not in ("", *CENTS) else text


def differences(folder, other):
    for name in FILES:
        path = os.path.join(other, name)
        if not os.path.exists(path):
            if name == "event-revenue.csv":     # only where it is asked for
                continue
            yield f"{name}: missing in {other}"
            continue
        ours, theirs = fixed(os.path.join(folder, name)), fixed(path)
        if name == "event-revenue.csv" and ours != theirs and sorted(ours) == sorted(theirs):
            name += ", only the order"
        for number in range(max(len(ours), len(theirs))):
            a, b = (rows[number] if number < len(rows) else "(no row)" for rows in (ours, theirs))
            if a != b:
                yield f"{name}:{number + 1}\n  oracle  {a}\n  program {b}"
                break


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace")
    parser.add_argument("out_dir")
    parser.add_argument("--period", default="")
    parser.add_argument("--as-known-at", default="")
    parser.add_argument("--compare")
    parser.add_argument("--parts", default="core,second,tables")
    options = parser.parse_args(arguments)
    use(*options.parts.split(","))
    try:
        audit = Audit(options.workspace, options.period, oracle.book_instant(options.as_known_at, oracle.NEVER))
    except oracle.Refused as fault:
        print(f"credits: {fault}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = temporary if options.out_dir == "-" else options.out_dir
        write(audit, folder)
        found = list(differences(folder, options.compare)) if options.compare else []
    for text in found:
        print(text)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
