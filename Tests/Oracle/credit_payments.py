"""Payment refunds and won disputes (L §2, R §1)."""
from credit_books import round_down
from credit_state import State

CRITICAL = "critical"


class Payments(State):
    """The part of the replay that returns money."""

    def on_payment_refund(self, event, account):
        grants = [grant for grant in account.grants if grant.event.payment_id == event.payment_id and grant.source != "refund"
                  and grant.event.kind in ("grant", "reset", "redeem", "plan_change", "adjust")]
        if not grants:
            return "payment_refund_unknown"
        at, paid, before = event.at, sum(grant.paid for grant in grants), self.paid_back.get((account.id, event.payment_id), 0)
        counted = max(0, min(event.paid, paid - before))
        if event.paid > counted:
            self.find("payment_refund_above_payment", CRITICAL, event, 0, event.paid - counted)
        self.paid_back[account.id, event.payment_id] = before + event.paid
        step = self.books.step(account.plan, at)
        expected = round_down(sum(grant.granted for grant in grants) * counted // paid, step) if paid else 0
        if expected != event.amount:
            self.find("clawback_differs", CRITICAL, event, expected - event.amount)
        rest, value, revoked = event.amount, 0, []
        for grant in grants:                    # oldest first
            part = min(rest, grant.left)
            if part:
                rest -= part
                grant.revoked += part
                account.move(at, "revoked", part)
                value += sum(self.money.change(grant, at, -part, "refunded", self.cause()).values())
                revoked.append((grant, part))
        parts = self.consume(account, rest, at) if rest else []
        self.settle_money(grants[0], at, event.paid - value, 1)
        if event.paid:                          # Choice: no money, no line
            self.bill(event, "refund", -event.paid)
        self.pay(event, -event.paid)
        self.undo[event.event_id] = "payment", (grants[0], revoked, event.paid, parts, event.payment_id)
        return None

    def settle_money(self, first, at, more, sign):
        """R §1 Payment refunds: the value leaves by the source of each grant; the difference by that of the first, in its
        month of sale."""
        post = lambda column, usd, earned: self.money.post(
            at, first.source, column, {self.books.month(first.at): usd}, self.cause(), first.account, earned)
        post("refunded", sign * more, False)
        post("realised" if more > 0 else "breakage", -sign * more, more > 0)

    def win_dispute(self, event, account, what):
        """R §1 Won disputes. Choice: credits of a grant that has expired reduce `revoked` of the account too; the old
        grant keeps its figures with `new_grant`, and shows them as expired with `lost`. What was consumed last, the rest,
        is given back first; all credits of expired grants become one new grant."""
        first, revoked, money, parts, payment = what
        self.paid_back[account.id, payment] -= money        # it is undone, so it is no refund of the payment any more
        at, value, lost = event.at, 0, {}
        self.give_back(account, parts, sum(part.returnable for part in parts), at, event, lost)
        for grant, part in revoked:
            account.move(at, "revoked", -part)
            if grant.ended is None:
                grant.revoked -= part
        for grant, part in revoked:
            value -= sum(self.money.change(grant, at, part, "refunded", self.cause()).values())
        self.settle_money(first, at, money - value, -1)
        if money:
            self.bill(event, "refund", money)
        self.pay(event, money)
        for grant, part in revoked:
            if grant.ended is not None:
                lost_value = self.money.change(grant, at, -part, "breakage", self.cause())
                grant.expired_values.append((at, sum(lost_value.values())))
                if self.books.get("refund_expired", at) == "lost":
                    grant.revoked -= part
                    grant.refunded -= part      # replace_expired counts them as given back
                lost.setdefault(account.id, []).append((grant, part))
        self.replace_expired(lost, at, event)
