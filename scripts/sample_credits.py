"""Writes the sample's credit ledger: the events of a prepaid credit system for the same customers and requests.

Each account has the allowance of its plan every month, buys packages when it runs out (free accounts get promotions), and
is charged for each request what the books state. FAULTS are planted; sample-data/README.md lists them.
"""
import datetime
from fractions import Fraction

import sample_parameters as p
from sample_files import compressed, decimal, table
from sample_traffic import accounts

COLUMNS = (
    "event_id", "at", "account_id", "kind", "credits", "grant_id", "request_id", "reservation_id", "source",
    "expires_at", "paid_usd", "payment_id", "package", "plan", "balance_after")
ALLOWANCES = {tier: credits for tier, _, _, credits, _ in p.PLANS}
PACKAGE, PACKAGE_CREDITS, PACKAGE_USD = "pack_500", 500, "5.00"
PROMOTION_CREDITS = 100
# Faults of single requests are of those that cost at least LARGE_CREDITS.
LARGE_CREDITS, FAILED_CREDITS, LOST_CREDITS = 50, Fraction(120), 150
HOUR = datetime.timedelta(hours=1)
MONTH_STARTS = [datetime.datetime.fromisoformat(month + "-01") for month in p.MONTHS] + [datetime.datetime(2026, 10, 1)]


def files(requests):
    """Path and bytes of the event files, one per month, and of the book of packages."""
    events = sorted((event for account in ledger_accounts(requests) for event in account.events),
                    key=lambda event: (event["time"], event["account_id"], event["number"]))
    months = {month: [] for month in p.MONTHS}
    for number, event in enumerate(events, 1):
        event["event_id"] = event.get("event_id") or f"ce_{number:06d}"
        event["at"] = event.get("at") or instant(event["time"])
        # What ends after the last month is in its file as well.
        months[min(event["time"].strftime("%Y-%m"), p.MONTHS[-1])].append(event)
    for month, rows in months.items():
        text = table(COLUMNS, [[row.get(column, "") for column in COLUMNS] for row in rows])
        yield f"credits/events-{month}.csv.gz", compressed(text)
    yield "topups.csv", table(
        ("package", "credits", "price_usd", "valid_days", "effective_from", "effective_to"),
        [(PACKAGE, PACKAGE_CREDITS, PACKAGE_USD, "", "2026-01-01", "")])


def instant(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S") + (f".{time.microsecond // 1000:03d}" if time.microsecond else "") + "Z"


def ledger_accounts(requests):
    by_account = {}
    for request in requests:
        by_account.setdefault(request.account, []).append(request)
    for account, plan, *_, since, _ in accounts():
        own = sorted(by_account.get(account, []), key=lambda request: (request.end, request.id))
        yield Account(account, plan, since, own)


class Account:
    """The events of one account and its balance: what is left of the allowance, and of credits that do not expire."""

    def __init__(self, name, plan, since, requests):
        self.name, self.plan = name, plan
        self.events, self.payments = [], 0
        self.allowance, self.others, self.drift = Fraction(0), Fraction(0), Fraction(0)
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

    @property
    def balance(self):
        return self.allowance + self.others + self.drift

    def is_due(self, kind):
        """True for the one occasion of a kind at which its fault is planted."""
        if kind not in self.faults:
            return False
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind] == self.faults[kind]

    def add(self, time, kind, credits="", **cells):
        event = {"time": time, "number": len(self.events), "account_id": self.name, "kind": kind,
                 "credits": decimal(credits) if credits != "" else "", "balance_after": decimal(self.balance), **cells}
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
        expires = {"expires_at": instant(end)} if end else {}
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
            self.events[-1]["balance_after"] = ""
        for _ in range(2 if is_large and self.is_due("charged_twice") else 1):
            self.consume(credits)
            if self.is_due("recorded_balance_differs"):
                self.drift -= LOST_CREDITS
            if self.is_due("event_rejected"):
                self.add(request.end, "deduct", "0", request_id=request.id)
                self.events[-1]["credits"] = "-" + decimal(credits)
                self.events[-1]["balance_after"] = ""
            self.add(request.end, "deduct", credits, request_id=request.id)

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
                self.add(time, "grant", PROMOTION_CREDITS, source="promotion")
                continue
            self.payments += 1
            cells = {"source": "topup", "package": PACKAGE, "paid_usd": PACKAGE_USD,
                     "payment_id": f"pay_{self.name[2:]}_{self.payments:02d}"}
            self.others += PACKAGE_CREDITS
            self.add(time, "grant", PACKAGE_CREDITS, **cells)
            if self.is_due("duplicate_payment"):
                self.drift += PACKAGE_CREDITS
                self.add(time, "grant", PACKAGE_CREDITS, **cells)


# (account, kind): the occasion of the account at which the fault is planted.
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
