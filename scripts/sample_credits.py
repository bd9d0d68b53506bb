"""Writes the sample's credit ledger: the events of a prepaid credit system for the same customers and requests.

Each account has the allowance of its plan every month, buys packages when it runs out (free accounts get promotions, one
member of an organisation its pool), and is charged for each request what the books state. FAULTS are planted;
sample-data/README.md lists them. sample_credit_acts.py has all other events, sample_billing.py the balances.
"""
import datetime
from fractions import Fraction

import sample_credit_books
import sample_parameters as p
from sample_billing import Billing
from sample_credit_acts import Acts, instant, numbered
from sample_files import compressed, decimal, table
from sample_traffic import accounts

COLUMNS = (
    "event_id", "at", "account_id", "kind", "credits", "grant_id", "request_id", "reservation_id", "source",
    "expires_at", "paid_usd", "payment_id", "package", "plan", "actor", "balance_after")
BILLING_COLUMNS = (
    "event_id", "at", "account_id", "user_id", "kind", "credits", "grant_id", "request_id", "reservation_id", "transfer_id",
    "reverses", "source", "effective_at", "expires_at", "paid_usd", "payment_id", "idempotency_key", "coupon_code", "package",
    "plan", "counterparty_account_id", "provider", "reason", "actor", "balance_after")
NOTICE_COLUMNS = ("event_id", "at", "account_id", "kind", "level", "channel")
ALLOWANCES = {tier: credits for tier, _, _, credits, _ in p.PLANS}
PACKAGE = "pack_500"
PACKAGE_CREDITS, PACKAGE_USD, _ = sample_credit_books.PACKAGES[PACKAGE]
PROMOTION_CREDITS = 100
# Faults of single requests are of those that cost at least LARGE_CREDITS.
LARGE_CREDITS, FAILED_CREDITS, LOST_CREDITS = 50, Fraction(120), 150
HOUR = datetime.timedelta(hours=1)
MONTH_STARTS = [datetime.datetime.fromisoformat(month + "-01") for month in p.MONTHS] + [datetime.datetime(2026, 10, 1)]


def files(requests):
    """Path and bytes of the event files, one per month and two for all, and of the books."""
    events = sorted((event for account in ledger_accounts(requests) for event in account.events),
                    key=lambda event: (event["time"], event["account_id"], event["number"]))
    for number, event in enumerate(events, 1):
        event["file"], event["event_id"] = "events", f"ce_{number:06d}"
    played = Billing(UNNOTICED).play(events + Acts(events, requests).listed)
    numbered(played)
    for event in played:
        event["at"] = instant(event["time"])
    for month in p.MONTHS:
        own = [event for event in played if event["file"] == "events" and event["time"].strftime("%Y-%m") == month]
        yield f"credits/events-{month}.csv.gz", compressed(event_table(COLUMNS, own))
    for file, columns in (("billing", BILLING_COLUMNS), ("notices", NOTICE_COLUMNS)):
        yield f"credits/{file}.csv", event_table(columns, [event for event in played if event["file"] == file])
    for path, columns, rows in sample_credit_books.files():
        yield path, table(columns, rows)


def event_table(columns, events):
    return table(columns, [[event.get(column, "") for column in columns] for event in events])


def ledger_accounts(requests):
    by_account = {}
    for request in requests:
        by_account.setdefault(request.account, []).append(request)
    for account, plan, *_, since, _ in accounts():
        own = sorted(by_account.get(account, []), key=lambda request: (request.end, request.id))
        yield Account(account, plan, since, own)


class Account:
    """The usage events of one account; what is left of its allowance, and of credits that do not expire, says when it buys."""

    def __init__(self, name, plan, since, requests):
        self.name, self.plan = name, plan
        self.events, self.payments = [], 0
        self.allowance, self.others = Fraction(0), Fraction(0)
        self.buyer = POOL_BUYERS.get(name, name)
        self.faults = {kind: number for (account, kind), number in FAULTS.items() if account == name}
        self.seen = {}
        starts = iter([start for start in MONTH_STARTS if not since or start.isoformat() >= since[:10]])
        next_start = next(starts, None)
        if since:
            self.reset(datetime.datetime.fromisoformat(since))
        for request in requests:
            while next_start and next_start <= request.end:
                self.reset(next_start)
                next_start = next(starts, None)
            self.charge(request)
        while next_start and next_start < MONTH_STARTS[-1]:
            self.reset(next_start)
            next_start = next(starts, None)

    def is_due(self, kind):
        """True for the one occasion of a kind at which its fault is planted."""
        if kind not in self.faults:
            return False
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind] == self.faults[kind]

    def add(self, time, kind, credits="", **cells):
        event = {"time": time, "number": len(self.events), "account_id": self.name, "kind": kind,
                 "credits": decimal(credits) if credits != "" else "", **cells}
        self.events.append(event)
        return event

    def reset(self, time):
        if self.is_due("reset_missing"):
            self.allowance = Fraction(0)
            return
        plan = self.plan(time.date().isoformat())
        if self.events and plan != self.last_plan:
            self.add(time, "plan_change", plan=plan)
        self.last_plan = plan
        self.allowance = Fraction(ALLOWANCES[plan])
        end = min(start for start in MONTH_STARTS if start > time) if time < MONTH_STARTS[-1] else None
        expires = {"expires": end, "expires_at": instant(end)} if end else {}
        self.add(time, "reset", self.allowance, plan=plan, **expires)

    def charge(self, request):
        credits = request.right_credits
        failed = request.status == "failed" and self.is_due("failed_request_charged")
        if failed:
            credits = FAILED_CREDITS
        if credits == 0:
            return
        self.buy(request, credits)
        is_large = credits >= LARGE_CREDITS
        if is_large and self.is_due("request_without_deduction"):
            return
        if self.is_due("reservation_stale"):
            self.add(request.start, "reserve", 20, reservation_id="rv_" + request.id[4:12],
                     expires_at=instant(request.start + HOUR))
        if self.is_due("event_rejected"):
            self.add(request.end, "deduct", "0", request_id=request.id, is_ignored=True, is_unstated=True)
            self.events[-1]["credits"] = "-" + decimal(credits)
        if request.id == OFF_INCREMENT:
            credits += OFF_INCREMENT_CREDITS
        for _ in range(2 if is_large and self.is_due("charged_twice") else 1):
            self.consume(credits)
            drift = -LOST_CREDITS if self.is_due("recorded_balance_differs") else 0
            self.add(request.end, "deduct", credits, request_id=request.id, drift=drift)

    def consume(self, credits):
        part = min(credits, self.allowance)
        self.allowance -= part
        self.others -= credits - part

    def buy(self, request, credits):
        """Credits before the request that needs them, so that the balance never falls below 0."""
        while self.allowance + self.others < 2 * credits + 20:
            time = request.start - datetime.timedelta(seconds=30)
            # Nothing may precede the events before.
            time = max([time] + [event["time"] for event in self.events[-1:]])
            if self.plan(request.start.date().isoformat()) == "free":
                self.others += PROMOTION_CREDITS
                self.add(time, "grant", PROMOTION_CREDITS, source="promotion", actor=sample_credit_books.PROMOTIONS)
                continue
            self.payments += 1
            cells = {"account_id": self.buyer, "source": "topup", "package": PACKAGE, "paid_usd": PACKAGE_USD,
                     "payment_id": f"pay_{self.buyer.split('_')[1]}_{self.payments:02d}"}
            self.others += PACKAGE_CREDITS
            self.add(time, "grant", PACKAGE_CREDITS, **cells)
            if self.is_due("duplicate_payment"):
                self.add(time, "grant", PACKAGE_CREDITS, is_ignored=True, drift=PACKAGE_CREDITS, **cells)


# Members whose packages are those of their pool.
POOL_BUYERS = {"a_e01": "org_cedar"}
# A request that was charged more digits than the step of 0.1 has; its usage row cannot be read.
OFF_INCREMENT, OFF_INCREMENT_CREDITS = "req_2be618c2df2e31a0de74", Fraction("0.05")
# An account and a month without notices of a low balance.
UNNOTICED = (("a_p09", "2026-08"),)
# (account, kind): the occasion of the account at which the fault is planted.
# Those of coupons, keys and actors are in sample_credit_acts.py; those of caps, models and limits follow from the books.
FAULTS = {
    ("a_p03", "duplicate_payment"): 2,
    ("a_e05", "charged_twice"): 4, ("a_e03", "charged_twice"): 9, ("a_x04", "charged_twice"): 12,
    ("a_x02", "request_without_deduction"): 14, ("a_e06", "request_without_deduction"): 20,
    ("a_e04", "failed_request_charged"): 2,
    ("a_p11", "reservation_stale"): 30, ("a_x03", "reservation_stale"): 30,
    ("a_p01", "recorded_balance_differs"): 100,
    ("a_p14", "reset_missing"): 3,
    ("a_p02", "event_rejected"): 50,
}
