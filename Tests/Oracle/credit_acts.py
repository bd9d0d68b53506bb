"""What the accounts of credit_maker.py do without a mistake: every kind of event."""
import oracle
from credit_books import DAY, MICRO, round_down
from credit_plans import expected_change

HOUR = 3600 * oracle.SECOND


class Acts:
    def __init__(self, maker):
        self.maker, self.pick, self.chance, self.random = maker, maker.pick, maker.chance, maker.random
        self.replay, self.books, self.number, self.done = maker.replay, maker.replay.books, 0, {}
        self.kinds = [getattr(self, name) for name in dir(self) if name.startswith("do_")]
        self.kinds += [self.do_deduct, self.do_deduct, self.do_reserve, self.do_refund]

    def start(self, name):
        start = self.maker.end - 150 * DAY
        self.done[name] = []
        if self.maker.actors[name][0] != "none":
            first = start + self.random.randint(0, 17 * 24) * HOUR + self.pick([0, self.random.randint(0, 10**12)])
            self.plan_resets(name, first, 0, self.chance(0.2))
        for _ in range(self.random.randint(30, 60)):
            self.maker.later(self.random.randint(start, self.maker.end), lambda: self.act(name))

    def act(self, name):
        self.pick(self.kinds)(self.replay.account(name), name)

    def plan_resets(self, name, first, count, endless):
        due = self.books.months_later(first, count)
        if due > self.maker.end + 3 * DAY:
            return
        late = self.pick([0, 0, self.random.randint(0, 20 * 60)]) if count else 0

        def reset():
            account = self.replay.account(name)
            plan_name = account.plan or self.maker.actors[name][0]
            plan = self.books.plan(plan_name, self.maker.now)
            fields = {} if endless else {"expires_at": instant(self.books.months_later(first, count + 1))}
            if not account.discounts and self.chance(0.3):
                fields["paid_usd"] = usd(plan.price)
            self.maker.row(name, "reset", plan.allowance, **fields, plan=self.pick(["", plan_name]))
            self.plan_resets(name, first, count + 1, endless)

        self.maker.later(due + late * 60 * oracle.SECOND, reset)

    # -------------------------------------------------------------------------------- helpers

    def new_id(self, letter):
        self.number += 1
        return f"{letter}{self.number}"

    def affordable(self, account):
        pool = max(0, self.replay.account(account.pool_id).balance) if account.pool_id else 0
        extra = self.books.plan(account.plan, self.maker.now).overdraft if self.chance(0.2) else 0
        return account.balance + pool + extra

    def some(self, most):
        """A random amount up to `most`; in a ledger with requests a multiple of 3 credits."""
        step = 3 * MICRO if self.maker.usage else self.pick([1, MICRO // 10, MICRO])
        units = min(most, 900 * MICRO) // step
        return self.random.randint(1, units) * step if units > 0 else 0

    def charged(self, account, most):
        """As `some`, a multiple of the credit increment of the plan."""
        plan = account.plan if account.listed else self.books.first_plan(account.id, self.maker.now)
        step = self.books.step(plan, self.maker.now)
        return round_down(self.some(most), step) or (step if step <= most and not self.maker.usage else 0)

    def charge(self, name, kind, credits, **fields):
        request = self.new_id("q")
        if credits:
            self.maker.request(request, credits, name)
        row = self.maker.row(name, kind, credits, request_id=request, **fields)
        self.done[name].append((row["event_id"], kind, request))

    # -------------------------------------------------------------------------------- actions

    def do_deduct(self, account, name):
        credits = self.charged(account, self.affordable(account) // 3)
        if credits:
            self.charge(name, "deduct", credits)

    def do_reserve(self, account, name):
        pool = max(0, self.replay.account(account.pool_id).balance) if account.pool_id else 0
        credits = self.some((account.balance - account.reserved + pool) // 2)
        if not credits:
            return
        minutes, hold = self.random.randint(2, 300), self.new_id("h")
        self.maker.row(name, "reserve", credits, reservation_id=hold, expires_at=instant(self.maker.now + (minutes + 1) * 60 * oracle.SECOND + 10**9))
        self.maker.later(self.maker.now + self.random.randint(0, minutes) * 60 * oracle.SECOND, lambda: self.finish(account, name, hold, credits))

    def finish(self, account, name, hold, credits):
        credits = min(self.charged(account, credits), round_down(max(0, self.affordable(account)), 3 * MICRO))
        if self.chance(0.3):
            self.maker.row(name, "release", None, reservation_id=hold)
        else:
            self.charge(name, "settle", self.pick([0, credits, credits]), reservation_id=hold)

    def do_refund(self, account, name):
        open_requests = [(request, sum(part.returnable for part in parts)) for request, parts in account.taken.items()]
        open_requests = [found for found in open_requests if found[1]]
        if open_requests:
            request, most = self.pick(open_requests)
            self.maker.row(name, "refund", self.pick([most, self.random.randint(1, most)]), request_id=request)

    def do_reverse(self, account, name):
        left = [found for found in self.done[name] if found[0] not in self.replay.undone]
        if not left:
            return
        event_id, kind, _ = self.pick(left)
        what = self.replay.undo[event_id]
        if what[0] == "grant" and (what[1].consumed - what[1].refunded + what[1].transferred or what[1].left > account.balance):
            return
        self.maker.row(name, "reverse", None, reverses=event_id)

    def grant(self, name, kind, credits, **fields):
        row = self.maker.row(name, kind, credits, **fields)
        self.done[name].append((row["event_id"], kind, ""))

    def do_grant(self, account, name):
        at, fields = self.maker.now, {}
        if self.chance(0.5):
            fields["expires_at"] = instant(at + self.random.randint(1, 40 * 24 * 60) * 60 * oracle.SECOND)
        if self.chance(0.3):
            fields["priority"] = str(self.random.randint(0, 50))
        if self.chance(0.3):
            fields["paid_usd"], fields["payment_id"] = self.pick(["7", "0.333333333333333333"]), self.new_id("p")
        if self.chance(0.4) and "expires_at" in fields:     # an event at the very instant of an expiry
            until = oracle.read_instant(fields["expires_at"], "")
            if until < self.maker.end:
                self.maker.later(until, lambda: self.do_deduct(account, name))
        source = self.pick(["bonus", "promotion", "topup", "monthly"])
        self.grant(name, "grant", self.random.randint(1, 300) * MICRO, source=source, grant_id=self.pick(["", self.new_id("g")]), **fields)

    def do_package(self, account, name):
        at = self.maker.free_instant(self.maker.now)
        self.maker.used.discard(at)
        package = self.pick(["small", "large"])
        credits, paid, until = self.books.package(package, account.plan, at)
        self.grant(name, "grant", credits, at=at, source="topup", package=package, paid_usd=usd(paid), payment_id=self.new_id("p"),
                   expires_at="" if until is None else instant(until))

    def do_payment_refund(self, account, name):
        grants = [grant for grant in account.grants if grant.paid and grant.event.kind == "grant" and grant.event.payment_id]
        if not grants:
            return
        grant = self.pick(grants)
        before = self.replay.paid_back.get((account.id, grant.event.payment_id), 0)
        money = self.pick([grant.paid, grant.paid // 2]) - before
        credits = round_down(grant.granted * money // grant.paid, self.books.step(account.plan, self.maker.now))
        if money > 0 and credits <= account.balance:
            row = self.maker.row(name, "payment_refund", credits, paid_usd=usd(money), payment_id=grant.event.payment_id)
            self.done[name].append((row["event_id"], "payment_refund", ""))

    def do_adjust(self, account, name):
        less = self.some(self.affordable(account) // 4)
        self.grant(name, "adjust", self.pick([self.random.randint(1, 90) * MICRO, -less or MICRO]), reason="support", actor="ann")

    def do_redeem(self, account, name):
        code = self.pick(["MANY", "HALF", "FIVE", "GIFT"])
        self.grant(name, "redeem", 7500000 if code == "MANY" else None, coupon_code=code, user_id=self.pick(["", "u7"]))

    def do_transfer(self, account, name):
        other, credits, tx = self.pick(sorted(self.maker.actors)), self.some(max(0, account.balance) // 3), self.new_id("t")
        if not credits or other == name:
            return
        source = self.pick(["", "allocation"])
        row = self.maker.row(name, "transfer_out", credits, transfer_id=tx, counterparty_account_id=other, source=source)
        into = lambda **given: self.maker.row(other, "transfer_in", credits, transfer_id=tx, counterparty_account_id=name, source=source, **given)
        if self.chance(0.5):
            self.maker.later(self.maker.now + self.random.randint(0, 100) * HOUR // 2, into)
            return
        at = oracle.read_instant(row["at"], "")        # at the same instant; in half of these the row stands before the out
        self.maker.used.discard(at)
        into(at=at)
        if self.chance(0.5):
            rows = self.maker.rows
            rows[-1], rows[-2] = rows[-2], rows[-1]

    def do_plan_change(self, account, name):
        if account.plan not in ("pro", "big") or account.pending or not account.resets:
            return
        at = self.maker.free_instant(self.maker.now)
        self.maker.used.discard(at)
        new = "pro" if account.plan == "big" else "big"
        end = account.allowance[1]
        anytime = self.books.get("downgrade", at) == "any_time" and self.chance(0.5)
        if new == "pro" and end is not None and end > at and not anytime:
            self.maker.row(name, "plan_change", None, at=at, plan=new, effective_at=instant(end))
            return
        old_plan, new_plan = self.books.plan(account.plan, at), self.books.plan(new, at)
        credits, money = expected_change(self.replay, account, old_plan, new_plan, new, at)
        fields = {"paid_usd": usd(money), "payment_id": self.new_id("p")} if self.chance(0.5) else {}
        self.maker.row(name, "plan_change", credits or None, at=at, plan=new, **fields)

    def do_records(self, account, name):
        """Choice of credit_recorded.py: a balance event states the balance, whatever `recorded_balance` says."""
        if self.chance(0.5) and not any(grant.unrecorded for grant in account.grants):
            self.maker.row(name, "balance", account.balance + self.maker.offsets.get(name, 0))
        self.maker.row(name, "balance", 5 * MICRO, provider="openai")
        if not self.maker.later_part:
            self.maker.row(name, "notice", None, level="10", channel="email")


def instant(at):
    import credits
    return credits.instant(at)


def usd(amount):
    return oracle.decimal_text(oracle.Fraction(amount, 10**18))
