"""Makes a credit ledger: generate.py WORKSPACE EVENTS ACCOUNTS [SEED]

Three months of events in the order of time, one file a month: half of them deducts, a tenth reservations with their settlement or
release, and resets, grants with expiry, refunds, transfers and draws on pools; 0.1 % of the rows are repeated. Recorded balances are those
of replay.py. A seed gives the same bytes anywhere: only random() is drawn, whose values Python keeps from version to version."""
import datetime
import pathlib
import random
import sys

import replay

COLUMNS = ("event_id,at,account_id,kind,credits,request_id,reservation_id,transfer_id,counterparty_account_id,source,expires_at,paid_usd,"
           "payment_id,balance_after")
START = datetime.datetime(2026, 6, 1)
MONTHS = ["2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z"]
SECONDS = 92 * 86400
SHARES = {"deduct": 0.5, "reserve": 0.05, "topup": 0.06, "refund": 0.06, "transfer": 0.02}
MONTHLY = [0, 30 * 86400, 61 * 86400]            # seconds at which allowances begin


class Generator:
    def __init__(self, folder, events, accounts, seed):
        self.draw, self.folder, self.events = random.Random(seed).random, pathlib.Path(folder), events
        self.names = [f"acc-{number:06d}" for number in range(accounts)]
        self.organisations = accounts // 25
        self.pools = {self.names[number]: self.names[number % self.organisations] for number in range(self.organisations, accounts // 2)}
        self.ledger, self.rows, self.number = replay.Ledger(self.pools), [], 0
        self.open, self.requests, self.transfers = [], [], []

    def below(self, limit):
        return int(self.draw() * limit)

    def time(self, second):
        return (START + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def row(self, at, account, kind, tenths, request="", reservation="", transfer="", other="", source="", expires="", paid="", payment=""):
        """Tenths of credits; plays the event and writes it with the balance after it."""
        self.number += 1
        credits = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
        credits = "" if kind == "release" else credits
        self.ledger.play(at, account, kind, credits, request, reservation, transfer, source, expires)
        left = self.ledger.balance(account, at)
        after = f"{left // 1000000}.{left % 1000000:06d}".rstrip("0").rstrip(".")
        self.rows.append((at, f"e{self.number:08d},{at},{account},{kind},{credits},{request},{reservation},{transfer},{other},{source},"
                              f"{expires},{paid},{payment},{after}\n"))

    def top_up(self, at, account, second, tenths):
        expires = self.time(second + 86400 * (20 + self.below(100))) if self.draw() < 0.7 else ""
        self.row(at, account, "grant", tenths, source="topup", expires=expires, paid=f"{tenths // 1000}.{tenths % 1000:03d}",
                 payment=f"pay-{self.number:08d}")

    def topup(self, at, account, second):
        self.top_up(at, account, second, [500, 1000, 2500][self.below(3)])

    def plan(self):
        """(second, what) of all events, in order; first grants and resets have fixed instants."""
        plan, count = [], {what: int(self.events * share) for what, share in SHARES.items()}
        plan += [(0, "first", account) for account in self.names]
        plan += [(second, "reset", account) for second in MONTHLY for account in self.names if account not in self.pools]
        count["bonus"] = max(0, self.events - sum(count.values()) - count["reserve"] - count["transfer"] - len(plan))
        for what, number in count.items():
            plan += [(1 + self.below(SECONDS - 2), what, "") for _ in range(number)]
        later = []
        for second, what, _ in plan:                                     # the other half of each pair
            if what in ("reserve", "transfer"):
                later.append((min(SECONDS - 1, second + 1 + self.below(240)), "end of " + what, ""))
        return sorted(plan + later, key=lambda found: found[0])

    def make(self):
        for second, what, account in self.plan():
            getattr(self, what.replace(" ", "_"))(self.time(second), account or self.names[self.below(len(self.names))], second)
        self.write()

    def first(self, at, account, second):
        tenths = 200 if account in self.pools else 50000 if account < self.names[self.organisations] else 5000
        self.top_up(at, account, second, tenths)

    def reset(self, at, account, second):
        self.row(at, account, "reset", 5000, expires=MONTHS[MONTHS.index(at) + 1])

    def bonus(self, at, account, second):
        self.row(at, account, "grant", 10 * (1 + self.below(50)), source=["bonus", "promotion"][self.below(2)],
                 expires=self.time(second + 86400 * (1 + self.below(40))))

    def covered(self, account, at):
        pool = self.pools.get(account)
        return (self.ledger.balance(account, at) + (self.ledger.balance(pool, at) if pool else 0)) // 100000

    def some(self, account, at, second, most=100):
        """Tenths that the account can spend; a top-up comes first where there is too little."""
        if self.covered(account, at) < most:
            self.top_up(at, account, second, 2000)
        return 1 + self.below(most)

    def deduct(self, at, account, second):
        request, tenths = f"req-{self.number:08d}", self.some(account, at, second)
        self.row(at, account, "deduct", tenths, request=request)
        self.requests.append((account, request, tenths))

    def reserve(self, at, account, second):
        tenths, reservation = self.some(account, at, second), f"rv-{self.number:08d}"
        self.row(at, account, "reserve", tenths, reservation=reservation, expires=self.time(second + 600))
        self.open.append((account, reservation, tenths))

    def end_of_reserve(self, at, _, second):
        account, reservation, tenths = self.open.pop(0)
        if self.draw() < 0.2 or self.covered(account, at) < tenths:
            self.row(at, account, "release", 0, reservation=reservation)
        else:
            self.row(at, account, "settle", 1 + self.below(tenths), request=f"req-{self.number:08d}", reservation=reservation)

    def refund(self, at, account, second):
        if not self.requests:
            return self.bonus(at, account, second)
        place = self.below(len(self.requests))
        account, request, tenths = self.requests[place]
        self.requests[place] = self.requests[-1]
        self.requests.pop()
        return self.row(at, account, "refund", tenths if self.draw() < 0.7 else 1 + self.below(tenths), request=request)

    def transfer(self, at, account, second):
        other, transfer = self.names[self.below(len(self.names))], f"tr-{self.number:08d}"
        if other == account:
            other = self.names[0 if account != self.names[0] else 1]
        if self.ledger.balance(account, at) // 100000 < 50:
            self.top_up(at, account, second, 1000)
        tenths = 1 + self.below(50)
        self.row(at, account, "transfer_out", tenths, transfer=transfer, other=other)
        self.transfers.append((account, other, transfer, tenths))

    def end_of_transfer(self, at, _, second):
        account, other, transfer, tenths = self.transfers.pop(0)
        self.row(at, other, "transfer_in", tenths, transfer=transfer, other=account)

    def write(self):
        (self.folder / "credits").mkdir(parents=True, exist_ok=True)
        (self.folder / "plans.csv").write_text("tier,is_free,monthly_price_usd,monthly_credits,effective_from\npro,false,20,500,2026-01-01\n")
        lines = [f"{name},pro,2026-01-01,{self.pools.get(name, '')}\n" for name in self.names]
        (self.folder / "accounts.csv").write_text("account_id,plan,effective_from,organisation_id\n" + "".join(lines))
        (self.folder / "assay.json").write_text("{}\n")
        files = {}
        for at, line in self.rows:
            found = files.setdefault(at[:7], [])
            found.append(line)
            if self.draw() < 0.001:
                found.append(line)
        for month, lines in files.items():
            (self.folder / f"credits/{month}.csv").write_text(COLUMNS + "\n" + "".join(lines))


if __name__ == "__main__":
    Generator(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1).make()
