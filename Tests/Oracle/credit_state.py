"""What an account holds: grants, debts, holds; consuming and giving back; what it is worth (L §3, R §1)."""
from fractions import Fraction

import oracle
from credit_books import DAY
from credit_due import Due
from credit_money import Cause, Money, Worth

PRIORITY = {"monthly": 10, "coupon": 20, "bonus": 20, "promotion": 20, "topup": 30, "adjustment": 40, "refund": 40, "transfer": 40}


class Grant:
    def __init__(self, grant_id, account, source, event, at, expires_at, credits, worth, order):
        self.id, self.account, self.source, self.event, self.at, self.expires_at = grant_id, account, source, event, at, expires_at
        self.granted = self.left = credits
        self.worth, self.paid, self.order = worth, worth.paid, order
        self.priority = PRIORITY[source] if event.priority is None else event.priority
        self.consumed = self.refunded = self.expired = self.revoked = self.transferred = 0
        self.ended = None                       # the instant at which it stopped to be live
        self.rolled = False
        self.rolled_after = None                # how many resets the account had when it rolled over
        self.unrecorded, self.expired_values = 0, []     # (instant, 10^-18 USD)
        self.unrecorded_since = None            # the first expiry that no record states yet

    @property
    def deferred(self):
        """In 10^-18 USD."""
        return sum(self.worth.deferred(self.left).values())


class Debt:
    """Credits that a consumption or a transfer_out left open. What repays it later is realised for its cause."""

    def __init__(self, amount, cause, transfer=None):
        self.open, self.repaid = amount, []     # repaid: [grant, amount], oldest first
        self.cause, self.transfer = cause, transfer         # the id, where a transfer_out left the debt

    @property
    def returnable(self):
        return self.open + sum(amount for _, amount in self.repaid)


class Part:
    """Credits that one consumption took from one grant, or left as a debt."""

    def __init__(self, source, amount):
        self.source, self.amount = source, amount

    @property
    def returnable(self):
        return self.source.returnable if isinstance(self.source, Debt) else self.amount


class Hold:
    def __init__(self, event):
        self.event, self.credits, self.until = event, event.amount, event.expires_at
        self.settled = self.released = False    # also by an event after the hold had ended
        self.state, self.ended_at, self.ended_by, self.settled_credits = "open", None, None, 0

    @property
    def open(self):
        return self.state == "open"

    def end(self, state, at, event=None):
        """What ended it first: settled, released or expired."""
        if self.open:
            self.state, self.ended_at, self.ended_by = state, at, event


class Account:
    def __init__(self, account_id, books):
        self.id, self.books = account_id, books
        self.pool_id, self.pool_first = books.pool(account_id)
        self.grants, self.debts, self.holds, self.all_holds = [], [], {}, []
        self.plan, self.plans, self.pending = "", [], None
        self.moves, self.taken, self.discounts, self.rollovers = [], {}, [], []
        self.allowance = None                   # (start, end, plan) of the last reset
        self.unpriced = []                      # the instants of the resets whose payment nobody states
        self.resets, self.timeline, self.changes, self.steps = [], [], [], []      # steps: (event, balance before, after, applied)
        self.raised = []                        # (steps before, instant) of what members gave back to this pool
        self.below = self.drawn = self.listed = False

    @property
    def balance(self):
        return sum(grant.left for grant in self.grants) - sum(debt.open for debt in self.debts)

    @property
    def reserved(self):
        return sum(hold.credits for hold in self.holds.values() if hold.open)

    def move(self, at, column, credits):
        if credits:
            self.moves.append((at, column, credits))

    def set_plan(self, plan, at):
        self.plan = plan
        self.plans.append((at, plan))

    def plan_at(self, at):
        found = [plan for since, plan in self.plans if since <= at]
        return found[-1] if found else self.plans[0][1] if self.plans else ""

    def live(self):
        return [grant for grant in self.grants if grant.ended is None]

    def in_order(self, at):
        """L §3 Consumption. Ties go to the older grant."""
        keys = {"expiry": lambda g: oracle.NEVER if g.expires_at is None else g.expires_at, "priority": lambda g: g.priority,
                "age": lambda g: g.order, "free": lambda g: g.paid > 0}
        order = self.books.get("consumption_order", at)
        return sorted(self.live(), key=lambda g: tuple(keys[name](g) for name in order) + (g.order,))


class State(Due):
    """Accounts and money, and the movements that several kinds of events share."""

    def __init__(self, books):
        self.books, self.money = books, Money(books.month)
        self.accounts, self.grants, self.ids = {}, [], set()
        self.current, self.draws = None, []     # draws: (event, member, its pool, credits)
        self.flows = []                         # (at, account booked, consumed or refunded, credits, cause)

    def cause(self):
        """The event that is played. Choice: an adjust has no request, whatever its cell says."""
        return Cause(self.current.account_id, self.current, self.request_of(self.current))

    def request_of(self, event):
        old = self.played.get(event.reverses) if event.kind == "reverse" else event
        return old.request_id if old and old.kind in ("deduct", "settle", "refund") else ""

    def flow(self, account, at, column, credits):
        """Consumption, or what is given back of one."""
        account.move(at, column, credits)
        if credits:
            self.flows.append((at, account, column, credits, self.cause()))

    def account(self, account_id):
        if account_id not in self.accounts:
            self.accounts[account_id] = Account(account_id, self.books)
        return self.accounts[account_id]

    def new_grant(self, account, source, event, at, expires_at, credits, paid=0, column="granted", months=None):
        """`months`: the payment by month sold, of a transfer. L §4 Identifiers: an id that is in use in the account, by a
        live or an ended grant, is not used again. Choice: every event that makes a grant may name it; what replaces expired credits has the id of its event."""
        given = "" if source == "refund" else event.grant_id
        wanted = given if given and (account.id, given) not in self.ids else event.event_id
        self.ids.add((account.id, wanted))
        months = {self.books.month(at): paid} if months is None else months
        worth = Worth(credits, months, self.books.breakage(source, at))
        grant = Grant(wanted, account, source, event, at, expires_at, credits, worth, len(self.grants))
        self.grants.append(grant)
        account.grants.append(grant)
        if column:
            account.move(at, column, credits)
        self.money.granted(grant, at, self.cause())
        for debt in account.debts:              # oldest first
            part = min(debt.open, grant.left)
            if part:
                debt.open -= part
                debt.repaid.append([grant, part])
                if debt.transfer is not None:
                    self.send(grant, part, at, debt.transfer, debt.cause)
                    continue
                grant.consumed += part
                self.money.change(grant, at, -part, "realised", debt.cause)
        account.debts = [debt for debt in account.debts if debt.open]
        return grant

    def consume(self, account, credits, at, request="", pool=True, event=None):
        """Own grants, then the pool's (before_own: the reverse); the rest is a debt. Returns the parts."""
        own, shared = account.in_order(at), []
        if pool and account.pool_id:
            shared = self.account(account.pool_id).in_order(at)
        parts, rest = [], credits
        for grant in shared + own if account.pool_first else own + shared:
            part = min(grant.left, rest)
            if part:
                rest -= part
                grant.consumed += part
                self.money.change(grant, at, -part, "realised", self.cause())
                self.flow(grant.account, at, "consumed", part)
                if grant.account is not account:
                    grant.account.drawn = True
                    self.draws.append((self.current, account, grant.account, part))
                parts.append(Part(grant, part))
        if rest:
            parts.append(Part(self.owe(account, rest), rest))
            self.flow(account, at, "consumed", rest)
        return parts

    def send(self, grant, credits, at, transfer, cause=None):
        """R §1 Transfers realise nothing: the value is in transit under the id, even where a grant repays a transfer's debt."""
        grant.transferred += credits
        cause = cause or self.cause()
        months = self.money.change(grant, at, -credits, None, cause)
        self.money.send(grant, at, months, transfer, cause)

    def owe(self, account, credits, transfer=None):
        debt = Debt(credits, self.cause(), transfer)
        account.debts.append(debt)
        return debt

    def give_back(self, account, parts, credits, at, event, lost=None):
        """L §3 Giving back: what was taken last comes first. Returns what was given back. With `lost` (credits of
        expired grants, by account) the caller replaces these."""
        lost, own, done = {} if lost is None else lost, lost is None, 0
        for part in reversed(parts):
            amount = min(part.returnable, credits - done)
            done += amount
            if isinstance(part.source, Debt):
                debt, open_part = part.source, min(part.source.open, amount)
                debt.open -= open_part
                self.flow(account, at, "refunded", open_part)
                amount -= open_part
                for repaid in reversed(debt.repaid):
                    back = min(repaid[1], amount)
                    repaid[1] -= back
                    amount -= back
                    self.return_to(repaid[0], back, at, lost)
            else:
                part.amount -= amount
                self.return_to(part.source, amount, at, lost)
        account.debts = [debt for debt in account.debts if debt.open]
        if own:
            self.replace_expired(lost, at, event)
        return done

    def return_to(self, grant, credits, at, lost):
        if not credits:
            return
        self.flow(grant.account, at, "refunded", credits)
        if grant.ended is None:
            grant.refunded += credits
            self.money.change(grant, at, credits, "realised", self.cause())
        else:
            lost.setdefault(grant.account.id, []).append((grant, credits))

    def replace_expired(self, lost, at, event):
        """Credits of expired grants: one new grant per account, or lost. Choice: for `new_grant` the expired grant keeps
        its figures; for `lost` it shows the credits as refunded and expired."""
        for account_id, found in lost.items():
            account, total = self.account(account_id), sum(credits for _, credits in found)
            if self.books.get("refund_expired", at) == "lost":
                for grant, credits in found:
                    grant.refunded += credits
                    grant.expired += credits
                account.move(at, "expired", total)
                continue
            days = self.books.get("refund_expires_days", at)
            until = None if days is None else at + int(Fraction(days) * DAY)
            self.new_grant(account, "refund", event, at, until, total, column=None)

    def expire(self, grant, credits, at, cause=None):
        """`cause` blank: by the event that is played, a record that removes credits early."""
        grant.expired += credits
        value = self.money.change(grant, at, -credits, "breakage", cause or self.cause())
        grant.expired_values.append((at, sum(value.values())))
        grant.account.move(at, "expired", credits)
