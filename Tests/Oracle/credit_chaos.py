"""Event ledgers without any sense: few ids, few instants, every kind and setting, so that everything collides with everything.

Nothing is planted; only two calculations can be compared. What a source system recorded is the balance of credits.py, sometimes moved."""
import json
import random
import shutil

import credit_files
import credits
import oracle
from bill_workspace import write
from credit_books import DAY, MICRO, SOURCES, Books
from credit_events import Ledger
from credit_replay import Replay

HOUR = 3600 * oracle.SECOND
PERCENTS = ["0", "12.5", "33.3", "50", "99.9", "100", "7"]
STARTS = [oracle.nanoseconds(2026, 2, 20), oracle.nanoseconds(2026, 9, 22)]       # gaps and repeated hours are near
ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "America/St_Johns", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe"]
PLANS = """tier,is_free,monthly_price_usd,monthly_credits,effective_from,rollover_percent,rollover_max_credits,overdraft_credits
pro,false,20,500,2025-01-01,{roll},{most},{over}
big,false,50.5,2000,2025-01-01,33.3,,7
big,false,60,3000,2026-04-01,10,50,
free,true,,10,2025-01-01,100,,
"""
ACCOUNTS = """account_id,plan,effective_from,organisation_id,role,opened_at,closed_at,pool
a,pro,2025-01-01,,,,,
a,big,2026-03-15,org,,,2026-05-20,
b,free,2025-01-01,org,,,,after_own
c,,2025-01-01,org,,,,before_own
d,big,2025-01-01,org,,,,none
e,pro,2025-01-01,lost,,,,
org,,2025-01-01,,,,,
idle,pro,2025-01-01,,,,,
"""
COUPONS = """code,kind,value,valid_from,expires_at,max_uses,per_user_limit,plans,months,deactivated_at
PLUS,credit_bonus,5,,,3,2,,,
LATE,credit_bonus,5,2026-03-20,2026-04-20,,9,pro;big,,
HALF,percentage_discount,33.3,,,,9,,2,
FIVE,fixed_discount,7.5,,,,9,,3,
GIFT,free_month,2,,,,9,,,2026-04-25
"""
TOPUPS = """package,credits,price_usd,valid_days,effective_from,effective_to,plans
small,100,5,30,2025-01-01,,
small,100,6,20,2026-04-01,,
large,1000.5,40,,2025-01-01,2026-05-01,big
"""
AMOUNTS = ["1", "2", "3", "5", "10", "0.1", "7.333333", "100", "500", "2000", "0.000001"]
KINDS = ("grant grant grant reset deduct deduct deduct deduct reserve reserve settle settle release refund refund reverse reverse adjust redeem "
         "transfer_out transfer_in plan_change payment_refund expire expire rollover balance notice").split()
BIG = ["1000000000000", "999999999999.999999", "333333333333.333333"]


def breakage(seed):
    """A setting that may be dated, with both methods (R §1)."""
    draw = random.Random(f"breakage {seed}")

    def one():
        percents = {source: draw.choice(PERCENTS) for source in draw.sample(SOURCES, draw.randint(0, 8))}
        return {"method": draw.choice(["expiry", "proportional", "proportional", "proportional"]), "percent": percents}
    return draw.choice([one(), [{"value": one()}, {"from": "2026-03-15", "value": one()}, {"from": "2026-05-01", "value": one()}],
                        [{"from": "2026-04-01", "value": one()}]])


class Chaos:
    def __init__(self, seed, folder, count=None):
        self.random, self.folder = random.Random(f"chaos {seed}"), folder
        self.breakage = {"method": "expiry", "percent": {}}
        if "invoices.csv" in credits.FILES:
            self.breakage = breakage(f"chaos {seed}")
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.count = self.random.randint(20, 220) if count is None else count
        self.start, self.span, self.step = self.pick(STARTS), self.pick([3, 40, 110]) * 24, self.pick([1, 4, 4])
        first = 2 if self.start == STARTS[0] else 9
        self.months = [f"2026-{month:02d}" for month in range(first, first + 4)]
        self.accounts = self.random.sample(["a", "b", "c", "d", "e", "org", "new"], self.random.randint(1, 7))
        self.few = self.pick([2, 4, 9])
        self.amounts = AMOUNTS + (BIG if self.chance(0.1) else [])

    def make(self):
        pick = self.pick
        days = lambda values: pick([pick(values), [{"value": pick(values)}, {"from": "2026-03-15", "value": pick(values)},
                                                   {"from": "2026-04-02", "value": pick(values)}]])
        orders = [self.random.sample(["expiry", "priority", "age", "free"], self.random.randint(1, 4)) for _ in range(3)]
        self.settings = {"time_zone": pick(ZONES), "credits": {
            "consumption_order": days(orders), "recorded_balance": days(["balance", "available"]), "refund_expired": days(["new_grant", "lost"]),
            "refund_expires_days": days([None, 1, 20]), "upgrade_credits": days(["prorated", "difference", "none"]),
            "downgrade": days(["period_end", "any_time"]), "breakage": self.breakage},
            "credit_value_usd": [{"value": "0.01"}, {"tier": "big", "value": pick(["0.02", "0.0125"])}, {"from": "2026-04-01", "value": "0.011"}],
            "credit_increment": [{"value": "0.1"}, {"tier": "pro", "value": pick(["0.01", "1"])}]}
        books = {"plans.csv": PLANS.format(roll=pick(["", "50", "33.333333", "100"]), most=pick(["", "120", "0.05"]), over=pick(["", "25"])),
                 "accounts.csv": ACCOUNTS, "coupons.csv": COUPONS, "topups.csv": TOPUPS}
        if self.chance(0.3):
            stated = {(pick(self.accounts), self.when()): pick(self.amounts) for _ in range(5)}         # one at each instant
            books["balances.csv"] = "account_id,at,credits\n" + "".join(f"{name},{at},{text}\n" for (name, at), text in stated.items())
        for name, text in books.items():
            write(self.folder, name, text)
        self.listed = [(f"credits/{pick(['a', 'b', 'd/c'])}", self.event(number)) for number in range(self.count)]
        self.listed.sort(key=lambda found: found[0])
        self.record_balances()
        self.listed = [(path, self.noted(row)) for path, row in self.listed]
        self.listed += [("credits/z", self.noted(row)) for _, row in self.listed if self.chance(0.03)]      # duplicates
        self.usage = self.make_usage() if self.chance(0.4) else None
        self.write(self.listed)
        return self

    def write(self, rows, plain=False):
        shutil.rmtree(self.folder + "/credits", ignore_errors=True)
        mappings = credit_files.write_rows(self.folder, rows, self.random, plain)
        write(self.folder, "assay.json", json.dumps({**self.settings, "mappings": mappings}))

    def at(self):
        """On few instants; sometimes a nanosecond beside one."""
        hours = self.random.randint(0, self.span) // self.step * self.step
        return self.start + hours * HOUR + self.pick([0, 0, 0, 0, 1, -1, 500 * 10**6])

    def when(self):
        return credits.instant(self.at())

    def id(self, letter):
        return f"{letter}{self.random.randint(1, self.few)}"

    def event(self, number):
        pick, chance, at, kind = self.pick, self.chance, self.at(), self.pick(KINDS)
        row = dict(event_id=f"e{number}" if chance(0.96) else f"e{self.random.randint(0, number)}", at=credits.instant(at),
                   account_id=pick(self.accounts), kind=kind, credits=pick(self.amounts))
        later = credits.instant(at + pick([1, HOUR, 4 * HOUR, 3 * DAY, 20 * DAY, 30 * DAY, 31 * DAY]))
        maybe = lambda share, text: text if chance(share) else ""
        if kind in ("grant", "redeem", "adjust", "plan_change", "reset", "transfer_in"):
            row.update(expires_at=maybe(0.6, later), priority=maybe(0.2, pick(["0", "10", "25"])), payment_id=maybe(0.4, self.id("p")),
                       paid_usd=maybe(0.5, pick(["5", "6", "20", "0", "0.333333333333333333", "1000000000"])))
        if kind in ("deduct", "settle", "refund"):
            row["request_id"] = self.id("q")
        if kind in ("reserve", "settle", "release"):
            row["reservation_id"] = self.id("r")
        if kind in ("transfer_out", "transfer_in"):
            row.update(transfer_id=self.id("t"), counterparty_account_id=pick(self.accounts))
        extra = {
            "grant": lambda: dict(source=pick(["monthly", "bonus", "promotion", "topup"]), grant_id=maybe(0.4, self.id("g")),
                                  package=maybe(0.2, pick(["small", "large", "none"]))),
            "reset": lambda: dict(plan=maybe(0.4, pick(["pro", "big", "free", "gone"])), credits=pick(["500", "2000", "10", "0", "3000"])),
            "reserve": lambda: dict(expires_at=later), "settle": lambda: dict(credits=pick([row["credits"], "0"])),
            "release": lambda: dict(credits=""), "reverse": lambda: dict(credits="", reverses=f"e{self.random.randint(0, self.count)}"),
            "adjust": lambda: dict(credits=pick(["", "-"]) + row["credits"], reason="x"),
            "redeem": lambda: dict(coupon_code=pick(["PLUS", "LATE", "HALF", "FIVE", "GIFT", "NONE"]), user_id=maybe(0.5, self.id("u")),
                                   credits=pick(["", "5", row["credits"]])),
            "plan_change": lambda: dict(plan=pick(["pro", "big", "free", "gone"]), credits=pick(["", row["credits"]]),
                                        effective_at=maybe(0.5, later)),
            "payment_refund": lambda: dict(payment_id=self.id("p"), paid_usd=pick(["1", "2.5", "5", "20"]), credits=pick(["", row["credits"]])),
            "expire": lambda: dict(grant_id=pick([self.id("g"), f"e{self.random.randint(0, self.count)}"])),
            "balance": lambda: dict(provider=maybe(0.1, "openai")), "notice": lambda: dict(level="10", credits="")}.get(kind)
        row.update(extra() if extra else {})
        row["idempotency_key"] = maybe(0.08, self.id("k"))
        row["recorded_at"] = maybe(0.3, credits.instant(at + pick([0, DAY, 9 * DAY])))
        if chance(0.005):
            row["at"] = "2026-12-31T23:59:60Z" if self.start == STARTS[1] else "2026-06-30T23:59:60Z"
        if chance(0.02):
            row[pick(["at", "credits", "kind", "account_id", "source", "expires_at"])] = pick(["", "1e3", "x", "-1", "2026-02-30T00:00:00Z"])
        return row

    def noted(self, row):
        """The same values in another notation: other zones, more decimals, more zeros."""
        row = dict(row)
        for column in ("at", "expires_at", "effective_at"):
            text = row.get(column, "")
            if text.endswith("Z") and "-02-30T" not in text and ":60Z" not in text and self.chance(0.3):
                hours = self.pick([-8, 2, 5, 13])
                moment = oracle.EPOCH + oracle.datetime.timedelta(seconds=oracle.read_instant(text, "") // oracle.SECOND, hours=hours)
                part = text[19:-1] + self.pick(["", "000"] if "." in text and len(text) < 25 else [""])
                row[column] = moment.strftime(self.pick(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dt%H:%M:%S"])) + part + f"{hours:+03d}:00"
        for column in ("credits", "paid_usd", "balance_after"):
            if row.get(column, "").replace(".", "").isdigit() and self.chance(0.2):
                row[column] = "0" * self.pick([0, 1]) + row[column] + ("0" if "." in row[column] else self.pick([".0", ".00"]))
        return row

    def record_balances(self):
        """Balances as the replay has them, moved now and then for good, by noise or for once."""
        self.write(self.listed, plain=True)
        books = Books(self.folder)
        replay = Replay(books, Ledger(books))
        places = {}
        for account in replay.accounts.values():
            moved = 0
            for item in account.timeline:
                if item[0] == "event" and item[2].event_id:
                    moved += self.random.randint(-3, 3) * MICRO // 2 if self.chance(0.04) else 0
                    shown = item[4] if books.get("recorded_balance", item[1]) == "available" else item[3]
                    places[item[2].file, item[2].line] = shown + moved
        lines = {}
        for path, row in self.listed:
            lines[path] = lines.get(path, 1) + 1
            known = places.get((path + ".csv", lines[path]))
            if known is not None and self.chance(0.6):
                noise = oracle.Fraction(self.pick([1, -1]), 10**9) if self.chance(0.05) else 0
                row["balance_after"] = oracle.decimal_text(oracle.Fraction(known, MICRO) + noise)
                if abs(known) > 10**12 * MICRO:
                    row["balance_after"] = ""
                if row["kind"] == "balance" and self.chance(0.7) and abs(known) <= 10**12 * MICRO:
                    row["credits"] = row["balance_after"]
        shutil.rmtree(self.folder + "/credits")

    def make_usage(self):
        """Requests that some events name, of 3 credits for 20,000 tokens."""
        lines = ["request_id,request_started_at,user_id,account_id,provider,model,status,input_tokens\n"]
        for number in range(2, self.few + 3):               # q1 is missing
            lines.append(f"q{number},{self.when()},u,{self.pick(self.accounts)},v,m,{self.pick(['', '', 'failed'])},{self.pick([20000, 66600, 0])}\n")
        write(self.folder, "ledger/usage.csv", "".join(lines))
        write(self.folder, "prices/book.csv", "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n")
        return lines
