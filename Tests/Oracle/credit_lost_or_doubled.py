"""A law of the credit ledger: one event that was lost or recorded twice gives the findings of that mistake and no others.

The ledger is clean and plain enough that each expected finding follows from its own figures, without a replay: on `k`
nothing expires, the bonus of `l` expires before its transfers, and `m` spends nothing in the month whose reset is lost.
A finding is expected as (check, severity, at or None, account, event, credits, effect)."""
import csv
import json
import os
import random
import shutil
import tempfile
from fractions import Fraction

import credit_compare
import credit_files
import credits
import oracle
from bill_workspace import write

HOUR = 3600 * oracle.SECOND
START = oracle.nanoseconds(2026, 3, 10)
PLANS = "tier,is_free,monthly_price_usd,monthly_credits,effective_from\npro,false,20,500,2025-01-01\nnone,false,0,0,2025-01-01\n"
ACCOUNTS = "account_id,plan,effective_from\nk,none,2025-01-01\nl,none,2025-01-01\nm,pro,2025-01-01\n"
LOST = 3                                        # which reset of `m` is lost


class Life:
    def __init__(self, seed):
        self.draw = random.Random(f"lost {seed}")
        self.settings = {"time_zone": self.draw.choice(["UTC", "Asia/Kolkata", "Asia/Kathmandu"]),
                         "credits": {"recorded_balance": self.draw.choice(["balance", "available"])}}
        self.usage = self.draw.random() < 0.6
        self.balances, self.held, self.rows, self.requests, self.marks = {}, 0, [], [], {}
        self.buyer()
        self.member()
        self.monthly()
        self.rows.sort(key=lambda found: found[0])

    def row(self, at, account, kind, amount, change=0, held=0, mark=None, **fields):
        """`change` is that of the balance, `held` that of the open holds of `k`."""
        self.balances[account] = self.balances.get(account, 0) + change
        if account == "k":
            self.held += held
        shown = self.balances[account]
        if account == "k" and self.settings["credits"]["recorded_balance"] == "available":
            shown -= self.held
        row = dict(event_id=f"{account}-{len(self.rows):03d}", at=credits.instant(at), account_id=account, kind=kind,
                   credits="" if amount is None else str(amount), balance_after=str(shown), **fields)
        self.rows.append((at, row))
        if mark:
            self.marks.setdefault(mark, []).append(row)
        return row

    def some(self):
        return 3 * self.draw.randint(1, 30)

    def buyer(self):
        """`k` has bought enough, and does one thing each day."""
        self.row(START, "k", "grant", 5000, 5000, mark="grant", source="topup", paid_usd="50", payment_id="pay-1")
        self.transfers = []
        for day in range(1, 30):
            at = START + day * 24 * HOUR + self.draw.randint(0, 6 * 60) * 60 * oracle.SECOND
            self.draw.choice([self.deduct, self.hold, self.transfer, self.refund, self.reverse])(at, f"n{day}")
        for day, act in enumerate([self.deduct, self.hold, self.transfer, self.refund, self.reverse], 40):
            act(START + day * 24 * HOUR, f"n{day}")
        self.row(START + 150 * 24 * HOUR, "k", "adjust", 3, 3, reason="the last event")

    def charge(self, at, kind, amount, name, mark, **fields):
        self.requests.append((name, at, amount))
        return self.row(at, "k", kind, amount, -amount, request_id=name, mark=mark, **fields)

    def deduct(self, at, name, mark="deduct"):
        return self.charge(at, "deduct", self.some(), name, mark, idempotency_key="key-" + name)

    def hold(self, at, name):
        held = self.some()
        self.row(at, "k", "reserve", held, held=held, reservation_id="h-" + name, expires_at=credits.instant(at + 2 * HOUR), mark="reserve")
        self.charge(at + HOUR, "settle", 3 * self.draw.randint(1, held // 3), name, "settle", held=-held, reservation_id="h-" + name)

    def transfer(self, at, name):
        amount = self.some()
        self.row(at, "k", "transfer_out", amount, -amount, transfer_id="t-" + name, counterparty_account_id="l", mark="transfer_out")
        self.transfers.append((at + HOUR, amount, "t-" + name))

    def refund(self, at, name):
        amount = int(self.deduct(at, name, "")["credits"])
        self.row(at + HOUR, "k", "refund", amount, amount, request_id=name, mark="refund")

    def reverse(self, at, name):
        deduct = self.deduct(at, name, "")
        self.row(at + HOUR, "k", "reverse", None, int(deduct["credits"]), reverses=deduct["event_id"], mark="reverse")

    def member(self):
        """`l` has a bonus that expires, and what `k` sends."""
        bonus, used, until = 3 * self.draw.randint(40, 90), self.some(), START + 12 * HOUR
        grant = self.row(START, "l", "grant", bonus, bonus, source="bonus", expires_at=credits.instant(until))
        self.requests.append(("l-1", START + HOUR, used))
        self.row(START + HOUR, "l", "deduct", used, -used, request_id="l-1")
        late = self.draw.randint(0, 11) * HOUR
        self.row(until + late, "l", "expire", bonus - used, used - bonus, grant_id=grant["event_id"], mark="expire")
        for at, amount, name in self.transfers:
            self.row(at, "l", "transfer_in", amount, amount, transfer_id=name, counterparty_account_id="k", mark="transfer_in")
        self.row(START + 150 * 24 * HOUR, "l", "adjust", 3, 3, reason="the last event")

    def monthly(self):
        """`m` has five allowances; what is left of one expires at the instant of the next."""
        left = grant = None
        for month in range(5):
            at, until = (oracle.nanoseconds(2026, 3 + month + later, 11) for later in (0, 1))
            if grant:
                self.row(at, "m", "expire", left, -left, grant_id=grant["event_id"], mark="monthly expire")
            grant, left = self.row(at, "m", "reset", 500, 500, expires_at=credits.instant(until), mark="reset"), 500
            for number in range(0 if month == LOST else self.draw.randint(1, 3)):
                amount = self.some()
                self.requests.append((f"m{month}-{number}", at + (number + 30) * HOUR, amount))
                self.row(at + (number + 30) * HOUR, "m", "deduct", amount, -amount, request_id=f"m{month}-{number}")
                left -= amount

    # ---------------------------------------------------------------------------------- files

    def write(self, folder, rows):
        shutil.rmtree(folder, ignore_errors=True)
        places = [(f"credits/{row['account_id']}", row) for _, row in rows]
        mappings = credit_files.write_rows(folder, sorted(places, key=lambda found: found[0]), self.draw)
        write(folder, "assay.json", json.dumps({**self.settings, "mappings": mappings}))
        write(folder, "plans.csv", PLANS)
        write(folder, "accounts.csv", ACCOUNTS)
        if self.usage:
            header = "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
            lines = [f"{name},{credits.instant(at)},u,{name[0] if name[0] in 'lm' else 'k'},t,v,m,{amount * 20000 // 3}\n"
                     for name, at, amount in self.requests]
            write(folder, "ledger/usage.csv", header + "".join(lines))
            write(folder, "prices/book.csv", "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n")

    # ------------------------------------------------------------------------------- mistakes

    def after(self, row):
        """The next event of the account, at which a drift is seen."""
        mine = [found for _, found in self.rows if found["account_id"] == row["account_id"]]
        return mine[mine.index(row) + 1]["event_id"]

    def drift(self, row, amount):
        return ("recorded_balance_differs", "critical", None, row["account_id"], self.after(row), amount, amount)

    def uncharged(self, row):
        name, at, amount = next(found for found in self.requests if found[0] == row["request_id"])
        return [("request_without_deduction", "critical", credits.instant(at), "k", "", amount, 0)] if self.usage else []

    def partner(self, row, kind):
        return next(found for found in self.marks[kind] if found["transfer_id"] == row["transfer_id"])

    def lost(self, row):
        """What is found if this event is missing."""
        kind, amount = row["kind"], int(row["credits"])
        if kind == "settle":
            hold = next(found for found in self.marks["reserve"] if found["reservation_id"] == row["reservation_id"])
            stale = ("reservation_stale", "warning", hold["expires_at"], "k", hold["event_id"], int(hold["credits"]), 0)
            return [stale, self.drift(row, -amount), *self.uncharged(row)]
        if kind == "deduct":
            return [self.drift(row, -amount), *self.uncharged(row)]
        if kind == "expire":
            grant = next(found for _, found in self.rows if found["event_id"] == row["grant_id"])
            return [("expiry_missing", "warning", grant["expires_at"], "l", row["grant_id"], amount, amount), self.drift(row, -amount)]
        if kind == "reset":
            record = self.marks["monthly expire"][LOST]         # of the grant that is not known now
            return [("reset_missing", "warning", row["at"], "m", "", 500, 0),
                    ("expiry_differs", "critical", None, "m", record["event_id"], 500, -500),
                    ("recorded_balance_differs", "critical", None, "m", record["event_id"], 500, 500)]
        other = self.partner(row, "transfer_in" if kind == "transfer_out" else "transfer_out")
        sign = -1 if kind == "transfer_out" else 1
        alone = ("transfer_unbalanced", "critical", other["at"], other["account_id"], other["event_id"], amount, 0)
        return [alone, self.drift(row, sign * amount)]

    def doubled(self, row):
        """What is found if this event stands twice and was credited once: the second has another id."""
        check = {"grant": "duplicate_payment", "settle": "settle_twice", "reset": "reset_doubled", "deduct": "duplicate_idempotency_key",
                 "reverse": "reverse_twice", "refund": "refund_above_deduction"}[row["kind"]]
        above = check == "refund_above_deduction"
        return [(check, "critical" if above else "info", row["at"], row["account_id"], "again", int(row["credits"]) if above else 0, 0)]


def found(program, folder):
    """The findings of a program, or of the oracle for `-`."""
    if program == "-":
        out = folder + "/expected"
        credits.write(credits.Audit(folder), out)
    else:
        _, out, said = credit_compare.run(program, "audit", folder)
        if not out:
            return [said]
    with open(out + "/audit-findings.csv", encoding="utf-8", newline="") as file:
        return [(row["check"], row["severity"], row["at"], row["account_id"], row["event_id"], Fraction(row["credits"]),
                 Fraction(row["balance_effect"])) for row in csv.DictReader(file)]


def same(got, wanted):
    """Without the instant where it is that of the event."""
    dated = {row[4] for row in wanted if row[2] is not None}
    short = lambda row: repr((row[:2], row[2] if row[4] in dated else None, row[3], row[4], *map(Fraction, row[5:])))
    return all(isinstance(row, tuple) for row in got) and sorted(map(short, got)) == sorted(map(short, wanted))


def mistakes(life):
    """(name, rows, expected findings) of the clean ledger and of one mistake of each kind."""
    yield "nothing", life.rows, []
    for mark in ("settle", "deduct", "expire", "reset", "transfer_out", "transfer_in"):
        row = life.marks[mark][LOST] if mark == "reset" else life.draw.choice(life.marks[mark])
        yield f"lost {mark} {row['event_id']}", [other for other in life.rows if other[1] is not row], life.lost(row)
    for mark in ("grant", "settle", "reset", "deduct", "reverse", "refund"):
        row = life.draw.choice(life.marks[mark])
        place = next(number for number, other in enumerate(life.rows) if other[1] is row)
        twice = lambda new, place=place: life.rows[:place + 1] + [(life.rows[place][0], new)] + life.rows[place + 1:]
        yield f"doubled {mark} {row['event_id']}", twice({**row, "event_id": "again"}), life.doubled(row)
        yield f"doubled {mark} {row['event_id']} with its id", twice(row), []


def law(program, seed):
    life = Life(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.join(temporary, "lost")
        for name, rows, wanted in mistakes(life):
            life.write(folder, rows)
            got = found(program, folder)
            if not same(got, wanted):
                yield f"{name}: found {[tuple(map(str, row)) for row in got]}\n expected {wanted}"
