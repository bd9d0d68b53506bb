"""Ledgers about money: stories of payments, refunds, disputes, debts and transfers among the events of credit_chaos.py."""
import random

import credit_files
import credits
from bill_workspace import write
from credit_cases import cells
from credit_chaos import HOUR, Chaos, breakage

# Ids that are no names of files as they are.
IDS = ["a/../b", "=acc+1", 'q"u,o', ".hidden", "Ünï ид", "con", "x" * 200, "a%2Fb", "plain"]
MEMBERS = ["m-1", "../m-2", "org"]
PLANS = """tier,is_free,monthly_price_usd,monthly_credits,effective_from,rollover_percent,rollover_max_credits,overdraft_credits
pro,false,20,500,2025-01-01,{roll},,
big,false,50.333333333333333333,2000,2025-01-01,33.3,,7
seat,false,9.995,0,2025-01-01,,,
none,false,0,0,2025-01-01,,,
"""
COUPONS = """code,kind,value,valid_from,expires_at,max_uses,per_user_limit,plans,months
PLUS,credit_bonus,5,,,,99,,
HALF,percentage_discount,33.3,,,,99,,2
FIVE,fixed_discount,7.5,,,,99,,3
GIFT,free_month,2,,,,99,,
"""
TOPUPS = "package,credits,price_usd,valid_days,effective_from\nsmall,100,5,30,2025-01-01\nodd,7,0.333333333333333333,,2025-01-01\n"
# HOURS ACCOUNT KIND CREDITS name=value …, as in credit_cases.py: A, B and C are accounts, N makes an id that no other story has, =+h is so
# many hours after the start, $ is a price and # a number of credits.
STORIES = {
    "chain": "0 A grant 10 source=topup paid=$ until=+900|5 A transfer_out 6 tx=tN to=B|6 B transfer_in 6 tx=tN to=A until=+500|"
             "9 B deduct 1 req=qN|20 B transfer_out 3 tx=uN to=C|400 C transfer_in 3 tx=uN to=B|700 C deduct 2 req=rN|710 C refund 1 req=rN",
    "cascade": "0 A grant 7 source=topup paid=$|700 A grant 9 source=bonus paid=$|800 A transfer_out 11 tx=tN to=B|800 B transfer_in 11 tx=tN to=A|"
               "900 B transfer_out 5 tx=uN to=A|1500 A transfer_in 5 tx=uN to=B until=+1900|1600 A deduct 2 req=qN|1700 B deduct 3 req=rN",
    "in transit": "0 A grant 10 source=topup paid=$|5 A transfer_out 6 tx=tN to=B",
    "twice back": "0 A grant 100 source=topup paid=8 pay=pN|9 A deduct 30 req=qN|50 A payment_refund 50 pay=pN paid=4|"
                  "800 A payment_refund 50 pay=pN paid=4 id=vN|900 A reverse - of=vN",
    "after use": "0 A grant 10 source=topup paid=$ pay=pN|9 A deduct 10 req=qN|50 A payment_refund 10 pay=pN paid=$ id=vN|900 A reverse - of=vN",
    "after expiry": "0 A grant 10 source=promotion paid=$ pay=pN until=+200|9 A deduct 4 req=qN|750 A payment_refund 10 pay=pN paid=$ id=vN|"
                    "900 A reverse - of=vN|950 A refund 4 req=qN",
    "above": "0 A grant # source=topup paid=3 pay=pN|50 A payment_refund # pay=pN paid=4.5 id=vN|60 A payment_refund - pay=pN paid=0.01|900 A reverse - of=vN",
    "below": "0 A grant 10 source=topup paid=9 pay=pN|50 A payment_refund 8 pay=pN paid=0.333333333333333333|800 A deduct 2 req=qN",
    "late win": "0 A grant 90 source=topup paid=$ pay=pN until=+300|9 A deduct 20 req=qN|20 A payment_refund 50 pay=pN paid=2 id=vN|900 A reverse - of=vN|"
                "950 A deduct 5 req=rN",
    "two grants": "0 A grant 10 source=bonus paid=$ pay=pN|1 A grant 20 source=topup paid=$ pay=pN|9 A deduct 5 req=qN|800 A payment_refund 25 pay=pN paid=$",
    "debt": "0 A deduct 20 req=qN|5 A adjust -7 reason=x|900 A grant 50 source=topup paid=$|950 A refund 20 req=qN|960 A refund 1 req=qN",
    "debt undone": "0 A deduct 20 req=qN id=dN|900 A grant 50 source=topup paid=$|1500 A reverse - of=dN",
    "debt sent": "0 A transfer_out 9 tx=tN to=B|700 A grant 50 source=topup paid=$ until=+1500|800 B transfer_in 9 tx=tN to=A|850 B deduct 4 req=qN",
    "tiny": "0 A grant 0.000001 source=topup paid=1000000000|800 A deduct 0.000001 req=qN",
    "no credits": "0 A reset 0 plan=seat paid=20|750 A reset 0 plan=seat|1500 A reset 0 plan=seat paid=9.995 pay=pN",
    "of 0": "0 A grant 5 source=topup paid=0 pay=pN|800 A payment_refund 5 pay=pN paid=1",
    "free": "0 A grant 5 source=bonus paid=$ pay=pN|1 A redeem 5 coupon_code=PLUS paid=$|2 A adjust 5 reason=x paid=$ until=+100|900 A deduct 9 req=qN",
    "discounts": "0 A redeem - coupon_code=HALF|1 A redeem - coupon_code=FIVE|5 A reset 500 plan=pro until=+749|749 A reset 500 plan=pro until=+1493|"
                 "760 A redeem - coupon_code=GIFT|1493 A reset 2000 plan=big|1500 A deduct # req=qN",
    "stated": "0 A redeem - coupon_code=FIVE|5 A reset 500 plan=pro until=+749 paid=12.5 pay=pN|749 A reset 500 plan=pro until=+1493 paid=3 pay=wN|"
              "800 A payment_refund 500 pay=wN paid=3 id=vN|1600 A reverse - of=vN",
    "reversed": "0 A grant 10 source=topup paid=$ id=gN|9 A deduct 3 req=qN|800 A reverse - of=gN|810 A refund 3 req=qN",
    "package": "0 A grant 100 source=topup package=small paid=5 pay=pN until=+720|9 A deduct 70 req=qN|800 A refund 70 req=qN",
    "upgrade": "0 A reset 500 plan=pro until=+744|300 A plan_change 800 plan=big paid=$ pay=pN|400 A deduct 900 req=qN|760 A payment_refund 5 pay=pN paid=1",
    "pool": "0 org grant 30 source=topup paid=$ until=+900|9 m-1 deduct 12 req=qN|800 m-1 refund 5 req=qN|850 m-1 reverse - of=dN|870 ../m-2 deduct 9 req=rN",
    "thirds": "0 A grant 3 source=topup paid=0.003333333333333333|1 A grant 3 source=bonus paid=0.003333333333333333|"
              "2 A grant 3 source=promotion paid=0.003333333333333334|800 A deduct 4 req=qN",
    "rejected": "0 A grant 3 source=topup paid=0.0000000000000000001|1 A grant 3 source=topup paid=5 currency=EUR|2 A grant 3 source=topup paid=-1",
    "early": "0 A grant 12 source=topup paid=$ until=+900|9 A deduct 5 req=qN|800 A expire 3 grant_id=gN|801 A expire 3 grant_id=eN",
    "all used": "0 A grant 10 source=topup paid=$|9 A deduct 4 req=qN|700 A deduct 6 req=rN|710 A grant 3 source=bonus paid=$|712 A deduct 3 req=sN"}
PRICES = ["5", "3.3", "0.333333333333333333", "0.005", "19.99", "1000000000", "0.000000000000000001", "2.5"]


class Paid(Chaos):
    def __init__(self, seed, folder):
        super().__init__(seed, folder)
        self.random = random.Random(f"paid {seed}")
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.count, self.seed = self.random.choice([0, 5, 40, 90]), seed
        self.start, self.span, self.step = credits.oracle.nanoseconds(2026, 2, 20), 110 * 24, 4
        self.months = [f"2026-{month:02d}" for month in range(2, 8)]
        self.accounts = self.random.sample(IDS, self.random.randint(1, 4)) + self.pick([[], MEMBERS])
        self.free = self.chance(0.06)           # nothing is sold

    def make(self):
        pick = self.pick
        self.settings = {
            "time_zone": pick(["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"]), "credits": {
                "consumption_order": pick([["expiry", "priority", "age"], ["free", "age"], ["age"]]),
                "refund_expired": pick(["new_grant", "lost"]), "refund_expires_days": pick([None, 20]), "breakage": breakage(self.seed)},
            "credit_increment": pick(["0.01", "0.1"])}
        if self.chance(0.3):
            self.settings["journal_accounts"] = {"cash_or_receivable": "1200", "revenue": "4000, services"}
        for name, text in {"plans.csv": PLANS.format(roll=pick(["", "50"])), "coupons.csv": COUPONS, "topups.csv": TOPUPS,
                           "accounts.csv": self.books_of_accounts()}.items():
            write(self.folder, name, text)
        self.listed = [(f"credits/{pick('ab')}", self.event(number)) for number in range(self.count)]
        for number in range(self.random.randint(3, 14)):
            self.tell(pick(sorted(STORIES)), f"s{number}")
        if self.free:
            self.listed = [(path, {**row, "paid_usd": "" if row["kind"] != "payment_refund" else row.get("paid_usd", "")})
                           for path, row in self.listed if row["kind"] not in ("reset", "plan_change")]
        self.listed.sort(key=lambda found: found[0])
        self.usage = self.make_usage() if self.chance(0.7) else None
        self.write(self.listed)
        return self

    def event(self, number):
        """Without keys: a later event that repeats one is a matter of credit_chaos.py."""
        return {**super().event(number), "idempotency_key": ""}

    def books_of_accounts(self):
        tax = lambda: self.pick(["", "", "19", "7.7", "0", "100", "8.875"])
        rows = [[name, self.pick(["pro", "big", "none", ""]), "2025-01-01", "", "", tax()] for name in IDS if self.chance(0.8)]
        if self.chance(0.8):
            rows.append(["org", "none", "2025-01-01", "", "", tax()])
        rows += [[name, self.pick(["pro", "none"]), "2025-01-01", "org", self.pick(["", "before_own"]), tax()] for name in MEMBERS[:2]]
        return "account_id,plan,effective_from,organisation_id,pool,tax_percent\n" + "".join(map(credit_files.quoted, rows))

    def tell(self, story, number):
        """Adds the events of one story."""
        start, accounts = self.start + self.random.randint(0, 60 * 24) * HOUR, [self.pick(self.accounts) for _ in "ABC"]
        scale = self.pick([1, 1, 1, 0.5, 0.1])
        place = self.pick("abc")
        for line in STORIES[story].split("|"):
            hours, account, kind, amount, *rest = line.split()
            at = start + int(int(hours) * scale) * HOUR
            account = dict(zip("ABC", accounts)).get(account, account)
            row = cells(f"01-01 x {kind} {amount.replace('#', str(self.random.randint(1, 900)))} " + " ".join(
                part.replace("N", number).replace("$", self.pick(PRICES)) for part in rest if "=+" not in part and "to=" not in part), 0)
            row.update(at=credits.instant(at), account_id=account)
            if row["event_id"] == "e0":
                row["event_id"] = f"{number}-{hours}-{self.random.randint(0, 10**6)}"
            for part in rest:
                name, _, value = part.partition("=")
                if value.startswith("+"):
                    row[{"until": "expires_at"}[name]] = credits.instant(start + int(int(value) * scale) * HOUR + 1)
                elif name == "to":
                    row["counterparty_account_id"] = dict(zip("ABC", accounts))[value]
            self.listed.append((f"credits/{place}", row))

    def make_usage(self):
        """Requests of many models and services, of the account, of a user alone, and of tiers that the row states."""
        names = sorted({row["request_id"] for _, row in self.listed if row.get("request_id")})
        lines = ["request_id,request_started_at,user_id,account_id,tier,provider,model,service,status,input_tokens\n"]
        for name in self.random.sample(names, len(names) * 4 // 5) + ["alone"]:
            account = self.pick(self.accounts)
            who = self.pick([["u", account], ["u", account], [account, ""]])
            cells_ = [name, self.when(), *who, self.pick(["", "", "pro", "big", "gone"]), "v", f"m{self.random.randint(1, 13)}",
                      self.pick(["", "chat", "embeddings", "images"]), self.pick(["", "", "", "failed"]), str(self.pick([20000, 66600, 1]))]
            lines.append(credit_files.quoted(cells_))
            if self.chance(0.05):
                lines.append(lines[-1])         # a row twice
        write(self.folder, "ledger/usage.csv", "".join(lines))
        prices = "".join(f"v,m{number},input,{number},2025-01-01\n" for number in range(1, 13))     # m13 has no price
        write(self.folder, "prices/book.csv", "provider,model,unit_class,price_usd,effective_from\n" + prices)
        return lines
