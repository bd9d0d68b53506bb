"""Plays the sample's credit events as its own billing system does: balances, and records of what happens by itself.

Grants that expire first are used first, then those of the lowest priority, then the oldest. A member's rest comes from
the pool of its organisation; what nothing covers is a debt, which the next grant repays.
"""
import datetime
import heapq
from fractions import Fraction

import sample_parameters as p
from sample_credit_books import ACCOUNT_TERMS, LOW_BALANCE_PERCENT, PLAN_TERMS, POOLS
from sample_files import decimal

PRIORITIES = {"monthly": 10, "coupon": 20, "bonus": 20, "promotion": 20, "topup": 30, "adjustment": 40, "refund": 40,
              "transfer": 40}
RAISING = ("grant", "reset", "redeem", "transfer_in", "adjust", "plan_change")
RECORDS = ("expire", "rollover", "balance", "notice")
NEVER = datetime.datetime.max
MINUTE = datetime.timedelta(minutes=1)


class Grant:
    def __init__(self, source, credits, expires, order, event):
        self.source, self.left, self.expires, self.order = source, credits, expires, order
        self.event, self.has_rolled = event, False

    @property
    def place(self):
        return self.expires, PRIORITIES[self.source], self.order


class Account:
    def __init__(self, name):
        self.name, self.grants, self.taken = name, [], {}
        self.debt = self.drift = Fraction(0)
        self.plan, self.end = "", NEVER
        self.reference, self.raised = None, None
        terms = ACCOUNT_TERMS.get(name, ("",) * 7)
        self.pool = terms[0] if terms[0] in POOLS and terms[4] != "none" else ""

    @property
    def balance(self):
        return sum(grant.left for grant in self.grants) - self.debt

    def add(self, source, credits, event, expires):
        grant = Grant(source, credits, expires, len(self.grants), event)
        self.grants.append(grant)
        repaid = min(self.debt, credits)
        self.debt -= repaid
        grant.left -= repaid

    def take(self, credits, grants):
        """The parts taken from these grants, in the order of consumption."""
        parts = []
        for grant in sorted(grants, key=lambda grant: grant.place):
            part = min(grant.left, credits - sum(amount for _, amount in parts))
            if part:
                grant.left -= part
                parts.append((grant, part))
        return parts


class Billing:
    """Sets `balance_after` of each event, and adds records. Events without an effect have `is_ignored`."""

    def __init__(self, unnoticed):
        self.accounts, self.queue, self.number = {}, [], 0
        self.played, self.unnoticed = [], unnoticed

    def play(self, events):
        for event in events:
            self.put(event)
        self.last = max(event["time"] for event in events)
        while self.queue:
            event = heapq.heappop(self.queue)[-1]
            self.one(event)
        return self.played

    def put(self, event):
        """Files are read in the order of their names: billing, events, notices."""
        place = ("ends", "billing", "events", "notices").index(event["file"])
        self.number += 1
        heapq.heappush(self.queue, (event["time"], place, event["account_id"], self.number, event))

    def add(self, file, time, account, kind, **cells):
        self.put({"file": file, "time": time, "account_id": account.name, "kind": kind, **cells})

    def account(self, name):
        return self.accounts.setdefault(name, Account(name))

    def one(self, event):
        account, kind = self.account(event["account_id"]), event["kind"]
        if kind == "end":
            self.expire(account, event["time"])
            return
        before = account.balance
        if kind == "notice" and account.raised and account.raised > event["since"]:
            return
        if kind == "balance" and not event.get("provider"):
            event["credits"] = decimal(before)
        if kind not in RECORDS and not event.get("is_ignored"):
            credits = Fraction(event["credits"] or 0)
            self.apply(account, event, kind, credits)
            self.watch(account, event, before)
        account.drift += event.get("drift", 0)
        if kind != "notice" and not event.get("is_unstated"):
            event["balance_after"] = decimal(account.balance + account.drift)
        self.played.append(event)

    def apply(self, account, event, kind, credits):
        expires = event.get("expires", NEVER)
        if kind == "reset":
            account.plan = event["plan"]
            self.grant(account, "monthly", credits, event, expires)
            account.end = expires
        elif kind == "plan_change":
            if "effective_at" not in event:
                account.plan = event["plan"]
            if credits:
                self.grant(account, "monthly", credits, event, account.end)
        elif kind in ("grant", "redeem", "transfer_in") or kind == "adjust" and credits > 0:
            if credits:
                source = {"grant": event.get("source"), "redeem": "coupon", "transfer_in": "transfer", "adjust": "adjustment"}
                self.grant(account, source[kind], credits, event, expires)
        elif kind in ("deduct", "settle", "adjust"):
            account.taken.setdefault(event.get("request_id"), []).extend(self.consume(account, abs(credits)))
        elif kind == "transfer_out":
            account.take(credits, account.grants)
        elif kind == "refund":
            self.refund(account, event, credits)
        elif kind == "reverse":
            for grant in account.grants:
                if grant.event is event["reversed"]:
                    grant.left = Fraction(0)
        elif kind == "payment_refund":
            own = [grant for grant in account.grants if grant.event.get("payment_id") == event["payment_id"]]
            revoked = sum(part for _, part in account.take(credits, own))
            self.consume(account, credits - revoked)

    def grant(self, account, source, credits, event, expires=NEVER):
        account.add(source, credits, event, expires)
        self.end(account, expires)

    def end(self, account, expires):
        if expires <= self.last:
            self.add("ends", expires, account, "end")

    def consume(self, account, credits):
        parts = account.take(credits, account.grants)
        rest = credits - sum(part for _, part in parts)
        if rest and account.pool:
            pool = self.account(account.pool)
            parts += pool.take(rest, pool.grants)
            rest = credits - sum(part for _, part in parts)
        account.debt += rest
        return parts

    def refund(self, account, event, credits):
        """Gives back first what was taken last; a grant that has expired is replaced by a new one."""
        lost = Fraction(0)
        for grant, part in reversed(account.taken[event["request_id"]]):
            part = min(part, credits)
            credits -= part
            if grant.expires > event["time"]:
                grant.left += part
            else:
                lost += part
        if lost:
            self.grant(account, "refund", lost, event)

    def expire(self, account, time):
        for until in sorted({grant.expires for grant in account.grants if grant.left and grant.expires <= time}):
            ended = [grant for grant in account.grants if grant.left and grant.expires == until]
            monthly = [grant for grant in ended if grant.source == "monthly"]
            self.roll_over(account, monthly, until)
            for grant in ended:
                if grant.expires == until:
                    if grant.source != "monthly":
                        self.add("billing", until + 5 * MINUTE, account, "expire", credits=decimal(grant.left),
                                 granted_by=grant.event, actor="expiry-job")
                    grant.left = Fraction(0)

    def roll_over(self, account, grants, until):
        percent, most, _ = PLAN_TERMS.get(account.plan, ("", "", ""))
        grants = [grant for grant in grants if not grant.has_rolled]
        total = sum(grant.left for grant in grants)
        kept = min(total * Fraction(percent or 0) / 100 // p.CREDIT_STEP * p.CREDIT_STEP, most or 0)
        if kept:
            account.take(total - kept, grants)
            for grant in grants:
                grant.has_rolled, grant.expires = True, month_later(until)
            self.end(account, month_later(until))
            self.add("billing", until + 5 * MINUTE, account, "rollover", credits=decimal(kept), actor="reset-job")

    def watch(self, account, event, before):
        """A notice goes out two minutes after the balance has fallen to a level, unless it has risen by then."""
        after = account.balance
        if after > before:
            account.raised = event["time"]
            if event["kind"] in RAISING:
                account.reference = after
        if after >= before or not account.reference or account.reference < 0:
            return
        crossed = [level for level in LOW_BALANCE_PERCENT if after <= account.reference * level / 100 < before]
        if crossed and (account.name, event["time"].strftime("%Y-%m")) not in self.unnoticed:
            self.add("notices", event["time"] + 2 * MINUTE, account, "notice", level=str(min(crossed)), channel="email",
                     since=event["time"])


def month_later(time):
    return time.replace(month=time.month + 1)
