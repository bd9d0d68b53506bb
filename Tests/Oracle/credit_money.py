"""What credits are worth: the value left of a grant, what of it is deferred, and dated postings (R §1)."""
import collections
from fractions import Fraction

# Who caused a posting: the account, the event and the request that it is listed under. `due`: by time alone.
Cause = collections.namedtuple("Cause", "account_id event request due", defaults=[False])


class Posting:
    """One amount in 10^-18 USD. `months`: its parts by the month in which they were sold. `earned`: the part of a payment
    refund that had been realised. `tier`: the plan of the account just after the event of the cause, of an expiry just before."""

    def __init__(self, at, source, column, usd, cause, months, owner, earned=False):
        self.at, self.source, self.column, self.usd = at, source, column, usd
        self.cause, self.months, self.owner, self.earned, self.tier = cause, months, owner, earned, None


class Worth:
    """The money of one grant: the payment by month sold, oldest first, and the share of breakage that is expected."""

    def __init__(self, granted, months, expected):
        self.granted, self.expected, self.sums, total = granted, expected, [], 0
        for month in sorted(months):
            total += months[month]
            self.sums.append((month, total))
        self.paid = total

    def split(self, amount):
        """{month: part} of `amount(sum of the payments up to a month)`, with cumulative floors."""
        found, before = {}, 0
        for month, total in self.sums:
            found[month] = amount(total) - before
            before = amount(total)
        return found

    def value(self, left):
        """R §1 Value left. Without credits the payment is realised at once, so nothing is left."""
        return self.split(lambda paid: paid * left // self.granted if self.granted else 0)

    def deferred(self, left):
        """R §1 Breakage method `proportional`; with 0 % it is the value."""
        r = 1 - self.expected
        if not self.granted or r == 0:
            return self.split(lambda paid: 0)
        part = max(Fraction(0), r - Fraction(self.granted - left, self.granted)) / r
        return self.split(lambda paid: int(paid * part // 1))


class Money:
    """Postings by source, credits left by source, and value in transit by transfer and month sold."""

    def __init__(self, month):
        self.month, self.postings, self.credits, self.transit = month, [], [], {}

    def post(self, at, source, column, months, cause, owner, earned=False):
        usd = sum(months.values())
        if any(months.values()):
            self.postings.append(Posting(at, source, column, usd, cause, months, owner, earned))

    def granted(self, grant, at, cause):
        """A new grant, before anything is taken from it. Value that is transferred was sold before."""
        self.credits.append((at, grant.source, grant.granted))
        if grant.source != "transfer":
            self.post(at, grant.source, "sold", grant.worth.split(lambda paid: paid), cause, grant.account)
        if grant.granted == 0:
            self.post(at, grant.source, "realised", grant.worth.split(lambda paid: paid), cause, grant.account)
        value, deferred = grant.worth.value(grant.granted), grant.worth.deferred(grant.granted)
        self.post(at, grant.source, "breakage", less(value, deferred), cause, grant.account)

    def change(self, grant, at, credits, column, cause):
        """Changes what is left of a grant; its value goes to `column` (realised, breakage, refunded). Returns it by month sold.
        The change of what is not deferred of the value is breakage."""
        worth, left = grant.worth, grant.left
        value, deferred = worth.value(left), worth.deferred(left)
        grant.left += credits
        assert grant.left >= 0
        new_value, new_deferred = worth.value(grant.left), worth.deferred(grant.left)
        moved = less(value, new_value)
        self.credits.append((at, grant.source, credits))
        if column:
            self.post(at, grant.source, column, moved, cause, grant.account)
        expected = less(less(new_value, new_deferred), less(value, deferred))
        self.post(at, grant.source, "breakage", expected, cause, grant.account)
        return moved

    def send(self, grant, at, months, transfer, cause):
        self.post(at, grant.source, "transferred", {month: -usd for month, usd in months.items()}, cause, grant.account)
        self.post(at, "transfer", "transferred", months, cause, grant.account)
        transit = self.transit.setdefault(transfer, collections.Counter())
        for month, usd in months.items():
            transit[month] += usd


def less(these, those):
    return {month: usd - those[month] for month, usd in these.items()}
