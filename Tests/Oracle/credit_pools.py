"""Shares of pools and who may write events (L §1 Allocations, Permissions; §4)."""
import collections
import datetime
import os

import bill_zones
import credit_whole_ledger
import oracle
from credit_books import MICRO, names, number
from credit_cells import credits

USAGE = "organisation_id account_id month drawn_credits cap_credits left_credits allocated_credits expected_credits".split()
WARNING = "warning"


class Rules:
    def __init__(self, books):
        read = lambda name, columns: [row for row in oracle.read_book(books.workspace, name, columns) if row["known"] <= books.known_at]
        self.allocations = read("allocations.csv", ["organisation_id", "mode", "monthly_credits"])
        for row in self.allocations:
            if row["mode"] not in ("cap", "transfer"):
                raise oracle.Refused(f"{row['where']}: unknown mode")
        self.permissions = None
        if os.path.exists(books.workspace + "/permissions.csv"):
            # Choice: the key of a dated row is actor and kinds, so that an actor may have a limit for each kind.
            self.permissions = oracle.periods(read("permissions.csv", ["actor"]), ["actor", "kinds"], books.known_at, False)

    def share(self, books, account_id, mode, at):
        """A row for the account before one for its role before one for all members; among equals the last in the file.
        Choice: a row without an end stays in force beside later ones, since the last one counts anyway."""
        row = books.account(account_id)
        organisation = row["organisation_id"] if row else ""
        if organisation in ("", account_id):
            return None
        best, found = -1, None
        for rule in self.allocations:
            if (rule["organisation_id"], rule["mode"]) != (organisation, mode) or not rule["from"] <= at < (rule["to"] or oracle.NEVER):
                continue
            if rule["account_id"] not in ("", account_id) or rule["role"] not in ("", row["role"]):
                continue
            rank = 2 if rule["account_id"] else 1 if rule["role"] else 0
            if rank >= best:
                best, found = rank, int(number(rule, "monthly_credits") * MICRO)
        return found

    def permits(self, event):
        """Choice: blank `kinds` are all kinds; an event without an actor needs a row without one."""
        for (actor, kinds), rows in self.permissions.items():
            if actor == event.actor and (not kinds or event.kind in names(kinds)):
                for row in oracle.in_force(rows, event.at):
                    if row["max_credits"] == "" or abs(event.amount) <= number(row, "max_credits") * MICRO:
                        return True
        return False


def check(replay, rules, until):
    exceeded(replay, rules)
    differs(replay, rules, until)
    if rules.permissions is not None:
        for account in replay.accounts.values():
            for event, _, _, applied in account.steps:
                guarded = event.kind in ("adjust", "refund", "reverse") or event.kind == "grant" and event.source in ("bonus", "promotion")
                if applied and guarded and not rules.permits(event):
                    find(replay, "actor_not_permitted", event, abs(event.amount))


def find(replay, code, event, amount):
    credit_whole_ledger.add(replay, code, WARNING, event.at, event.account_id, event, amount, event.plan_before)


def exceeded(replay, rules):
    """Each event states the credits by which it raises the draws above the cap."""
    drawn = collections.Counter()
    by_event = {}
    for event, member, _, part in replay.draws:
        by_event.setdefault(id(event), [event, member, 0])[2] += part
    for event, member, part in by_event.values():
        key = member.id, replay.books.month(event.at)
        before = drawn[key]
        drawn[key] += part
        cap = rules.share(replay.books, member.id, "cap", event.at)
        if cap is not None and drawn[key] > cap:
            find(replay, "allocation_exceeded", event, drawn[key] - max(cap, before))


def allocated(replay, account):
    """By month: what came from the organisation, marked as an allocation."""
    organisation, sums = replay.books.account(account.id)["organisation_id"], collections.Counter()
    for event, _, _, applied in account.steps:
        share = event.kind == "transfer_in" and event.source == "allocation"
        if applied and share and event.counterparty_account_id == organisation:
            sums[replay.books.month(event.at)] += event.credits
    return sums


def due_months(replay, account_id, until):
    """(month, first instant) of the whole months after that of `opened_at`, or else of the first event."""
    books, row = replay.books, replay.books.account(account_id)
    account = replay.accounts.get(account_id)
    opened = oracle.book_instant(row["opened_at"], account.steps[0][0].at if account and account.steps else None)
    if opened is None:
        return
    day = bill_zones.next_month(bill_zones.day_of(opened, books.zone).replace(day=1))
    until = min(until, books.closed(account_id))
    while True:
        start, end = bill_zones.month_span(day, books.zone)
        if end > until:
            return
        yield day.strftime("%Y-%m"), start
        day = bill_zones.next_month(day)


def differs(replay, rules, until):
    for account_id in replay.books.last_rows:
        account = replay.accounts.get(account_id)
        sums = allocated(replay, account) if account else collections.Counter()
        for month, start in due_months(replay, account_id, until):
            share = rules.share(replay.books, account_id, "transfer", start)
            if share is not None and sums[month] != share:
                plan = account.plan_at(start) if account else replay.books.first_plan(account_id, start)
                credit_whole_ledger.add(replay, "allocation_differs", WARNING, start, account_id, None, sums[month] - share, plan)


def usage_rows(audit):
    """Choice: months of the period with a draw, a share received or one expected; the cap at the end of the month or replay."""
    replay, books, rules = audit.replay, audit.books, audit.later.rules
    for organisation, name in sorted(((row["organisation_id"], name) for name, row in books.last_rows.items()), key=oracle.key_bytes):
        if organisation in ("", name) or audit.later.last is None:
            continue
        account = replay.accounts.get(name)
        drawn = collections.Counter()
        for event, member, _, part in replay.draws:
            drawn[books.month(event.at)] += part if member.id == name else 0
        got = allocated(replay, account) if account else collections.Counter()
        shares = {month: rules.share(books, name, "transfer", start) for month, start in due_months(replay, name, audit.later.until)}
        expected = {month: share for month, share in shares.items() if share is not None}
        for month in sorted({*(+drawn), *(+got), *expected}):
            first = datetime.date(int(month[:4]), int(month[5:]), 1)
            start, end = bill_zones.month_span(first, books.zone)
            if end <= audit.start or start >= audit.end:
                continue
            cap = rules.share(books, name, "cap", min(end - 1, audit.later.last))
            show = lambda value: None if value is None else credits(value)
            yield [organisation, name, month, credits(drawn[month]), show(cap), show(None if cap is None else max(0, cap - drawn[month])),
                   credits(got[month]), show(expected.get(month))]


