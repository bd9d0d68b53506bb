"""Low balances and the notices of them (L §4 Low-balance levels, Missing records)."""
import os
from fractions import Fraction

import bill_zones
import credit_whole_ledger
import oracle
from credit_books import DAY
from credit_cells import credits, instant

LOW = ("account_id plan organisation_id balance available reference_balance percent_left level credits_per_day run_out_day "
       "last_notice_level last_notice_at").split()
NOTICES = "account_id level crossed_at balance noticed_at channel hours state".split()
RAISING = ("grant", "reset", "redeem", "transfer_in", "adjust", "plan_change")
WARNING, INFO = "warning", "info"


def levels(books, at):
    return [Fraction(level) for level in books.get("low_balance_percent", at)]


def level_of(event):
    try:
        return Fraction(event.level)
    except ValueError:
        return None


class Watch:
    """The reference balance of one account, as its events come."""

    def __init__(self, books):
        self.books, self.reference = books, None

    def crossed(self, event, before, after, applied):
        """The lowest level to which this event lowers the balance. Choice: without a positive reference there is none."""
        if applied and event.kind in RAISING and after > before:
            self.reference = after
        if after >= before or not self.reference or self.reference < 0:
            return None
        return min((level for level in levels(self.books, event.at) if after <= self.reference * level / 100 < before), default=None)

    def above(self, balance, level):
        return balance > (self.reference or 0) * level / 100


class Crossing:
    def __init__(self, account, level, at, balance):
        self.account, self.level, self.at, self.balance = account, level, at, balance
        self.notice, self.state = None, None


def raise_all(open_ones, at):
    """An event raised the balance: no notice is needed of what was crossed in the 24 hours before."""
    for one in open_ones:
        if one.state is None and at <= one.at + DAY:
            one.state = "not_needed"


def check(replay):
    """Of a pool, what its members give back raises the balance, too."""
    found = []
    for account in replay.accounts.values():
        watch, open_ones, answered, raised = Watch(replay.books), [], set(), list(account.raised)
        for number, (event, before, after, applied) in enumerate(account.steps):
            while raised and raised[0][0] <= number:
                raise_all(open_ones, raised.pop(0)[1])
            open_ones = [one for one in open_ones if one.state is None and event.at <= one.at + DAY]
            level = watch.crossed(event, before, after, applied)
            if event.kind == "notice" and applied and level_of(event) is None:
                # Choice: of a level that is no number nothing is compared; its row has it as recorded.
                found.append(Crossing(account, event.level, None, after))
                found[-1].notice, found[-1].state = event, "sent"
            if event.kind == "notice" and applied and level_of(event) is not None:
                for one in open_ones:
                    if level_of(event) <= one.level:
                        one.notice, one.state = event, "sent"
                        answered.add(event)
                if event not in answered:
                    found.append(Crossing(account, level_of(event), None, after))
                    found[-1].notice, found[-1].state = event, "sent"
                if watch.above(after, level_of(event)):
                    credit_whole_ledger.add(replay, "notice_unfounded", INFO, event.at, account.id, event, 0, event.plan_before)
                    if event not in answered:
                        found[-1].state = "unfounded"
            if after > before:
                raise_all(open_ones, event.at)
            if level is not None:
                one = Crossing(account, level, event.at, after)
                one.event = event
                open_ones.append(one)
                found.append(one)
        for _, at in raised:
            raise_all(open_ones, at)
    for one in found:
        if one.state is None and "notice" in replay.ledger.kinds and one.at + DAY <= replay.ledger.last:
            one.state = "missing"
            credit_whole_ledger.add(replay, "notice_missing", WARNING, one.at, one.account.id, one.event, 0, one.event.plan_before)
    return found


def notice_rows(audit):
    """Choice: a crossing of which nothing can be known yet, or in a ledger without notices, has no row."""
    when = lambda one: one.notice.at if one.at is None else one.at
    for one in sorted(audit.later.crossings, key=lambda one: (when(one), os.fsencode(one.account.id))):
        if one.state and audit.start <= when(one) < audit.end:
            notice = one.notice
            hours = (notice.at - one.at) / Fraction(3600 * oracle.SECOND) if notice and one.at is not None else None
            yield [one.account.id, one.level, None if one.at is None else instant(one.at), credits(one.balance),
                   instant(notice.at) if notice else None, notice.channel if notice else None,
                   oracle.half_even_text(hours, 8).encode(), one.state]


def low_rows(audit):
    """Choice: consumption is that of the account's own grants and debts, gross; days available are counted from its first event,
    and are at least one. A reference that is not above 0 has no percentage, and comes first. The order is that of the printed one."""
    replay, books, found = audit.replay, audit.books, []
    if audit.later.last is None:
        return
    end = audit.end if audit.end != oracle.NEVER else audit.later.last + 1
    for name, account in replay.accounts.items():
        watch, last = Watch(books), None
        for step in account.steps:
            watch.crossed(*step)
            last = step[0] if step[0].kind == "notice" and step[3] else last
        reached = [level for level in levels(books, end - 1) if watch.reference is not None and not watch.above(account.balance, level)]
        if not reached:
            continue
        span = max(DAY, min(28 * DAY, end - account.steps[0][0].at))
        used = sum(amount for at, column, amount in account.moves if column == "consumed" and end - span <= at < end)
        daily = Fraction(used * DAY, span)
        until = int(end + account.balance / daily * DAY) if daily and account.balance > 0 else None
        # Choice: a day of the year 9999 or later is not shown.
        day = bill_zones.day_of(until, books.zone).isoformat() if until and until < oracle.nanoseconds(9999, 1, 1) else None
        row = books.account(name)
        percent = oracle.percent(Fraction(100 * account.balance, watch.reference)) if watch.reference > 0 else None
        found.append((percent, name, [
            name, account.plan, row["organisation_id"] if row else "", credits(account.balance),
            credits(account.balance - account.reserved), credits(watch.reference), percent, min(reached),
            oracle.half_even_text(daily / 10**6, 8).encode(), day,
            last.level if last else None, instant(last.at) if last else None]))
    def order(one):
        return one[0] is not None, Fraction((one[0] or b"0").decode()), os.fsencode(one[1])
    yield from (row for _, _, row in sorted(found, key=order))
