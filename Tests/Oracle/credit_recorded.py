"""Recorded against replayed balances: effects, pauses, and the severity of what was not applied (L §3)."""
from fractions import Fraction

import oracle
from credit_books import DAY, MICRO
from credit_replay import CRITICAL, INFO, WARNING, Finding

SIGNS = {"grant": 1, "reset": 1, "refund": 1, "redeem": 1, "transfer_in": 1, "plan_change": 1, "adjust": 1,
         "deduct": -1, "settle": -1, "payment_refund": -1, "transfer_out": -1, "expire": -1}


def rounded(credits):
    """Millionths, half-up. Choice: a negative half goes away from zero."""
    return int(oracle.half_up(Fraction(credits), 0))


class Comparison:
    """One account's recorded balances, in the order of its events and expiries."""

    def __init__(self, replay, account, found_at):
        self.replay, self.account, self.books, self.found_at = replay, account, replay.books, found_at
        self.effects, self.drifted, self.asserted, self.of_event = 0, False, 0, {}
        self.waiting, self.paused_until = [], None
        self.recorded, self.compared, self.counts = None, False, {"equal": 0, "explained": 0, "not_explained": 0}
        self.records, self.history = {}, []
        for item in account.timeline:
            if item[0] == "event" and item[2].kind == "expire" and item[2].event_id not in replay.skipped:
                self.records.setdefault(item[2].grant_id, []).append(item[2])
        for number, item in enumerate(account.timeline):
            if item[0] == "expired":
                self.expiry(number, *item[1:])
            else:
                self.event(*item[2:])
            self.history.append((item[1], self.recorded, self.effects))

    def at_end(self, end):
        """What was recorded last and explained by the end of the period."""
        known = [found[1:] for found in self.history if found[0] < end]
        return known[-1] if known else (None, 0)

    def find(self, check, severity, event, at, plan, credits, effect=0):
        self.replay.findings.append(Finding(check, severity, at, self.account.id, event, credits,
                                            self.books.usd(credits, plan, at), effect))

    def expiry(self, number, at, grant, credits, by_reset):
        later = any(item[0] == "event" and item[2].kind == "expire" and item[2].grant_id == grant.id
                    and item[2].event_id not in self.replay.skipped for item in self.account.timeline[number:])
        if later:
            self.waiting.append(grant.id)
        elif grant.source != "monthly" and not self.records.get(grant.id) and "expire" in self.replay.ledger.kinds:
            if at + DAY <= self.replay.ledger.last:
                plan = self.account.plan_at(at)
                self.find("expiry_missing", WARNING, grant.event, at, plan, credits, credits)
                self.effects += credits
            else:
                self.waiting.append(grant.id)   # Choice: its record may still come
        if grant.source == "monthly" and not by_reset:
            self.paused_until = at + DAY

    def difference(self, event, balance, available, stated):
        shown = balance
        if stated is event.balance_after and self.books.get("recorded_balance", event.at) == "available":
            shown = available
        return stated * MICRO - shown - self.effects

    def event(self, event, balance, available):
        check, applied = self.replay.skipped.get(event.event_id), event.event_id not in self.replay.skipped
        if not event.event_id:
            applied = True                      # a row of balances.csv
        if event.kind == "expire" and event.grant_id in self.waiting:
            self.waiting = [name for name in self.waiting if name != event.grant_id]
        if event.kind == "reset" and applied:
            self.paused_until = None
        stated = event.balance_after
        paused = bool(self.waiting) or self.paused_until is not None and event.at < self.paused_until
        comparable = stated is not None and not paused
        self.recorded = self.recorded if stated is None else stated
        before = self.effects
        for finding in self.found_at.get(event.event_id, []):
            self.effects += finding.effect
        self.compared = False
        if check == "silent":
            target = self.replay.cancels[event.event_id]
            self.effects -= self.of_event.get(target, 0)
        elif not applied:
            self.not_applied(event, check, balance, available, comparable)
        elif event.event_id in self.replay.excess:
            effect = self.replay.excess[event.event_id]
            if comparable:
                gap = self.difference(event, balance, available, stated)
                effect = rounded(gap)
                if gap != effect:               # it does not equal replayed + effects after this finding either
                    self.drift(event)
            for finding in self.found_at[event.event_id]:
                if finding.check == "refund_above_deduction":
                    finding.effect = effect
            self.effects += effect
            self.compared = comparable
        else:
            if event.kind == "balance" and not event.provider and not paused:
                self.assertion(event, balance)
            if comparable:
                self.compare(event, self.difference(event, balance, available, stated))
        self.of_event[event.event_id] = self.effects - before

    def not_applied(self, event, check, balance, available, comparable):
        effect = SIGNS.get(event.kind, 0) * event.amount
        if comparable:
            effect = rounded(self.difference(event, balance, available, event.balance_after))
        severity = CRITICAL if effect else INFO
        if check == "release_without_reservation":
            severity = WARNING
        credits = 0 if check == "release_without_reservation" else effect
        self.find(check, severity, event, event.at, event.plan_before, credits, effect)
        self.effects += effect
        self.compared = comparable

    def compare(self, event, gap):
        self.compared = True
        if 0 < abs(gap) < 1:
            self.drift(event)
        elif gap:
            effect = rounded(gap)
            self.find("recorded_balance_differs", CRITICAL, event, event.at, event.plan_before, effect, effect)
            self.effects += effect
            self.counts["not_explained"] += 1
            return
        self.counts["explained" if self.effects else "equal"] += 1

    def assertion(self, event, balance):
        """Choice: a balance event states the balance, whatever `recorded_balance` says; it is compared with all effects."""
        gap = event.credits - balance - self.effects
        if 0 < abs(gap) < 1:                    # "in the same way": below a millionth it is drift
            self.drift(event)
            gap = 0
        if gap and gap != self.asserted:
            self.find("asserted_balance_differs", CRITICAL, event, event.at, event.plan_before, rounded(gap))
        self.asserted = gap

    def drift(self, event):
        if not self.drifted:
            self.find("recorded_balance_drift", INFO, event, event.at, event.plan_before, 0)
        self.drifted = True


def compare_all(replay):
    found_at = {}
    for finding in replay.findings:
        if finding.event is not None and finding.event.event_id and finding.at == finding.event.at:
            found_at.setdefault(finding.event.event_id, []).append(finding)
    return {name: Comparison(replay, account, found_at) for name, account in replay.accounts.items()}


