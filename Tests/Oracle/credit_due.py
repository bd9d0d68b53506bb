"""What is due without an event: expiries, ends of holds, plan changes, and the end of an allowance (L §3 Time)."""
from credit_books import round_down
from credit_money import Cause


class Due:
    """The part of the state that time alone changes."""

    def process(self, account, at):
        """Everything due up to and including `at`: expiries, then ends of holds, then plan changes."""
        while True:
            due = [(grant.expires_at, 0) for grant in account.live() if grant.expires_at is not None]
            due += [(hold.until, 1) for hold in account.holds.values() if hold.open]
            due += [(account.pending[0], 2)] if account.pending else []
            due = [found for found in due if found[0] <= at]
            if not due:
                return
            when, rank = min(due)
            if rank == 0:
                self.expire_all(account, when)
            elif rank == 1:
                for hold in account.holds.values():
                    if hold.open and hold.until == when:
                        hold.end("expired", when)
            else:
                account.set_plan(account.pending[1], when)
                account.pending = None
                account.changes[-1].state = "in_force"

    def expire_all(self, account, at):
        ending = [grant for grant in account.live() if grant.expires_at == at]
        for grant in [grant for grant in ending if grant.source != "monthly"]:
            self.end(grant, at)
        self.end_allowance(account, [grant for grant in ending if grant.source == "monthly"], at, None)

    def end(self, grant, at, by_reset=False):
        amount = grant.left
        grant.ended = at
        self.note_expiry(grant, amount, at, by_reset)

    def note_expiry(self, grant, credits, at, by_reset):
        if credits:
            # Choice: also at a reset it is the event that made the grant. The plan is the one in force just before.
            cause = Cause(grant.account.id, grant.event, "", True)
            first = len(self.money.postings)
            self.expire(grant, credits, at, cause)
            for posting in self.money.postings[first:]:
                posting.tier = grant.account.plan
            if not grant.unrecorded:
                grant.unrecorded_since = at
            grant.unrecorded += credits
            grant.account.timeline.append(("expired", at, grant, credits, by_reset))

    def end_allowance(self, account, grants, at, reset):
        """L §3 End of an allowance, by its expires_at (`reset` None) or by a reset."""
        plan = self.books.plan(account.plan, at)
        fresh = [grant for grant in grants if not grant.rolled]
        total = sum(grant.left for grant in fresh)
        keep = round_down(total * plan.rollover, 1)
        keep = round_down(keep, self.books.step(account.plan, at))
        keep = keep if plan.most is None else min(keep, plan.most)
        rest, order = total - keep, account.in_order(at)
        for grant in sorted(grants, key=order.index):
            if grant.rolled:
                self.end(grant, at, bool(reset))
                continue
            part = min(rest, grant.left)
            rest -= part
            if part == grant.left:
                self.end(grant, at, bool(reset))   # Choice: a grant of which nothing rolls over has ended
                continue
            self.note_expiry(grant, part, at, bool(reset))
            grant.rolled, grant.rolled_after = True, len(account.resets)
            grant.expires_at = reset.expires_at if reset else self.books.months_later(grant.expires_at, 1)
        if keep:
            account.rollovers.append((at, keep, account.plan))
