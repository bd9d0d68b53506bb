"""The replay of L §3: one event after the other, what it moves, and what is found at it.

Findings whose severity depends on what the system recorded get it later, in credit_recorded.py."""
import credit_bills
import credit_event_checks
import credit_plans
from credit_events import RECORDS
from credit_payments import Payments
from credit_state import Hold

CRITICAL, WARNING, INFO = "critical", "warning", "info"


class Finding:
    def __init__(self, check, severity, at, account_id, event=None, credits=0, usd=None, effect=0, request=None):
        self.check, self.severity, self.at, self.account_id, self.event = check, severity, at, account_id, event
        self.credits, self.usd, self.effect, self.request, self.unpriced = credits, usd, effect, request, 0


class Replay(Payments):
    def __init__(self, books, ledger, start=None):
        """`start`: the first instant of a period, up to which every account is brought; it changes no figure."""
        super().__init__(books)
        self.ledger, self.findings, self.skipped = ledger, [], {}
        self.keys, self.payments, self.undone, self.undo, self.paid_back = set(), set(), set(), {}, {}
        self.played, self.charged, self.transfers, self.redeemed = {}, {}, [], []
        self.excess, self.cancels, self.uses, self.taken_off = {}, {}, {}, {}
        self.unpriced = []                      # (month, plan) of each reset whose payment nobody states
        self.billed, self.paid_in = [], []      # lines of invoices without numbers; (at, account id, USD of a payment)
        for event in ledger.events:
            if start is not None and event.at >= start:
                self.process_all(start - 1)
                start = None
            self.play(event)
        self.end_at = ledger.last               # None in a ledger without events
        self.process_all(self.end_at)

    def process_all(self, at):
        for account in list(self.accounts.values()):
            self.process(account, at)

    # ------------------------------------------------------------------------------- one event

    def play(self, event):
        account = self.account(event.account_id)
        first = not account.listed
        if first:
            account.listed, account.known = True, False
            account.set_plan(self.books.first_plan(event.account_id, event.at), event.at)
        self.process(account, event.at)
        if account.pool_id:
            self.process(self.account(account.pool_id), event.at)
        pool = self.account(account.pool_id) if account.pool_id else account
        event.plan_before, before, self.current, shared = account.plan, account.balance, event, pool.balance
        first_posting = len(self.money.postings)
        check = self.repeated(event, account) or getattr(self, "on_" + event.kind)(event, account)
        self.played[event.event_id] = event
        if check:
            self.skipped[event.event_id] = check
        else:
            self.check_account(event, account)
        event.plan_after = account.plan
        # Of a repaid debt, the plan after the event that caused it.
        for posting in self.money.postings[first_posting:]:
            posting.tier = posting.cause.event.plan_after if posting.tier is None else posting.tier
        account.steps.append((event, before, account.balance, not check))
        if pool is not account and pool.balance > shared:
            pool.raised.append((len(pool.steps), event.at))
        account.timeline.append(("event", event.at, event, account.balance, account.balance - account.reserved))

    def find(self, check, severity, event, credits=0, usd=None):
        """USD = credits × credit value of the plan before the event, unless a money difference is stated."""
        value = self.books.usd(credits, event.plan_before, event.at)
        self.findings.append(Finding(check, severity, event.at, event.account_id, event, credits, value if usd is None else usd))

    def repeated(self, event, account):
        """L §4: the first two checks. Choice: an earlier event counts whether it was applied or not."""
        found = None
        if event.idempotency_key:
            key = account.id, event.kind, event.idempotency_key
            found = "duplicate_idempotency_key" if key in self.keys else None
            self.keys.add(key)
        if event.payment_id and event.kind in ("grant", "reset", "redeem", "plan_change"):
            key = event.payment_id, event.kind, event.source
            found = found or ("duplicate_payment" if key in self.payments else None)
            self.payments.add(key)
        return found

    def check_account(self, event, account):
        """Choice: account_unknown stands at the first event that is applied, since one that is not has no other finding."""
        if not account.known:
            account.known = True
            if self.books.account(account.id) is None:
                self.find("account_unknown", WARNING, event)
        if event.kind not in RECORDS and event.at >= self.books.closed(account.id):
            self.find("account_closed", WARNING, event, abs(event.amount))
        limit = -self.books.plan(account.plan, event.at).overdraft
        below = account.balance < limit
        if below and not account.below:
            self.find("balance_below_zero", CRITICAL, event, limit - account.balance)
        account.below = below

    # ---------------------------------------------------------------------------------- billing

    def bill(self, event, kind, exact, **given):
        self.billed.append(credit_bills.Line(event.account_id, event.at, kind, exact, event, **given))

    def pay(self, event, usd):
        self.paid_in.append((event.at, event.account_id, usd))

    def bill_sale(self, event, kind="topup"):
        """R §4. Choice: a payment of 0 is no line."""
        unit = "change" if kind == "upgrade" else "package" if event.package else "payment"
        if event.paid:
            self.bill(event, kind, event.paid, quantity=1, unit=unit, price=event.paid)
            self.pay(event, event.paid)

    # -------------------------------------------------------------------------------- consuming

    def take(self, event, account, credits, request):
        if event.kind in ("deduct", "settle"):
            credit_event_checks.off_increment(self, event)
        parts = self.consume(account, credits, event.at)
        self.undo[event.event_id] = ("parts", parts)
        if request and credits:
            account.taken.setdefault(request, []).extend(parts)
            if event.kind in ("deduct", "settle"):
                earlier = self.charged.setdefault(request, [])
                if earlier:                     # Choice: whichever account was charged first, given back or not
                    self.find("charged_twice", CRITICAL, event, credits)
                earlier.append((event, parts))

    def on_deduct(self, event, account):
        self.take(event, account, event.credits, event.request_id)

    def on_reserve(self, event, account):
        old = account.holds.get(event.reservation_id)
        if old and old.open:
            old.end("released", event.at, event)    # Choice: a replaced hold is over and not stale
        limit = account.balance - account.reserved
        if account.pool_id:
            limit += max(0, self.account(account.pool_id).balance)
        if event.credits > limit:
            self.find("reserved_above_available", CRITICAL, event, event.credits - limit)
        hold = Hold(event)
        account.holds[event.reservation_id] = hold
        account.all_holds.append(hold)

    def on_settle(self, event, account):
        """The first of its four codes that holds."""
        hold = account.holds.get(event.reservation_id)
        if hold is None:
            self.find("settle_without_reservation", CRITICAL, event, event.credits)
        elif hold.settled:
            return "settle_twice"
        elif not hold.open:
            self.find("settle_after_release", WARNING, event, event.credits)
        elif event.credits > hold.credits:
            self.find("settle_above_reserved", WARNING, event, event.credits - hold.credits)
        if hold:
            hold.settled, hold.settled_credits = True, event.credits
            hold.end("settled", event.at, event)
        self.take(event, account, event.credits, event.request_id)
        return None

    def on_release(self, event, account):
        hold = account.holds.get(event.reservation_id)
        if hold is None or hold.settled or hold.released:
            return "release_without_reservation"
        hold.released = True
        hold.end("released", event.at, event)
        return None

    # ----------------------------------------------------------------------------- giving back

    def on_refund(self, event, account):
        parts = account.taken.get(event.request_id)
        if not parts:
            return "refund_without_deduction"
        done = self.give_back(account, parts, event.credits, event.at, event)
        if done < event.credits:
            self.find("refund_above_deduction", CRITICAL, event, event.credits - done)
            self.excess[event.event_id] = event.credits - done
        return None

    def on_reverse(self, event, account):
        target = event.reverses
        old = self.played.get(target)
        if target in self.undone and old is not None and old.account_id == account.id:
            return "reverse_twice"
        if old is not None and old.account_id == account.id and target in self.skipped:
            self.undone.add(target)
            self.cancels[event.event_id] = target
            return "silent"
        if old is None or old.account_id != account.id or target not in self.undo:
            return "reverse_unknown"
        self.undone.add(target)
        kind, what = self.undo[target]
        if kind == "parts":
            self.give_back(account, what, sum(part.returnable for part in what), event.at, event)
        elif kind == "grant":
            self.reverse_grant(event, account, what)
        elif kind == "discount":
            account.discounts = [discount for discount in account.discounts if discount is not what]
        else:
            self.win_dispute(event, account, what)
        return None

    def reverse_grant(self, event, account, grant):
        """Choice: the grant stays live with 0 credits, so that a later refund of its credits goes back to it."""
        used = grant.consumed - grant.refunded + grant.transferred
        if used > 0:
            self.find("reverse_after_use", WARNING, event, used)
        account.move(event.at, "revoked", grant.left)
        grant.revoked += grant.left
        value = self.money.change(grant, event.at, -grant.left, "refunded", self.cause())
        if any(value.values()):
            self.bill(event, "refund", -sum(value.values()))

    # ---------------------------------------------------------------------------------- grants

    def on_grant(self, event, account):
        paid = event.paid or 0
        if event.package:
            found = self.books.package(event.package, account.plan, event.at)
            if found is None:
                self.find("package_unknown", WARNING, event, event.credits)
            elif found != (event.credits, paid, event.expires_at):
                self.find("package_differs", CRITICAL, event, event.credits - found[0], (paid - found[1]) or None)
        self.undo[event.event_id] = "grant", self.new_grant(
            account, event.source, event, event.at, event.expires_at, event.credits, paid)
        self.bill_sale(event)

    def on_adjust(self, event, account):
        if event.credits < 0:                   # Choice: as a deduct, so the pool is drawn on too
            self.take(event, account, -event.credits, "")
        else:
            self.undo[event.event_id] = "grant", self.new_grant(
                account, "adjustment", event, event.at, event.expires_at, event.credits, event.paid or 0)
            self.bill_sale(event)

    def on_redeem(self, event, account):
        return credit_plans.redeem(self, event, account)

    def on_reset(self, event, account):
        return credit_plans.reset(self, event, account)

    def on_plan_change(self, event, account):
        return credit_plans.plan_change(self, event, account)

    # ------------------------------------------------------------------------------- transfers

    def on_transfer_out(self, event, account):
        """From its own grants, without earning; the uncovered rest is a debt."""
        rest, at = event.credits, event.at
        for grant in account.in_order(at):
            part = min(rest, grant.left)
            if part:
                rest -= part
                self.send(grant, part, at, event.transfer_id)
        if rest:
            self.owe(account, rest, event.transfer_id)
        account.move(at, "transferred_out", event.credits)
        self.transfers.append(event)

    def on_transfer_in(self, event, account):
        months = self.money.transit.pop(event.transfer_id, {})
        self.new_grant(account, "transfer", event, event.at, event.expires_at, event.credits, 0, "transferred_in", months)
        self.transfers.append(event)

    # --------------------------------------------------------------------------------- records

    def on_expire(self, event, account):
        """A record before the grant expired removes what remains, up to its credits."""
        grant = next((grant for grant in account.grants if grant.id == event.grant_id), None)
        expired = 0 if grant is None else grant.unrecorded
        if grant is not None and grant.ended is None and expired == 0:
            removed = min(event.credits, grant.left)
            self.expire(grant, removed, event.at)
            self.find("expired_early", CRITICAL, event, removed)
            self.findings[-1].effect = removed - event.credits
        elif expired != event.credits or grant is None:
            self.find("expiry_differs", CRITICAL, event, event.credits - expired)
            self.findings[-1].effect = expired - event.credits
        else:
            credit_event_checks.expiry_late(self, event, grant)
        if grant is not None:
            grant.unrecorded = 0

    def on_rollover(self, event, account):
        pass

    on_balance = on_notice = on_rollover
