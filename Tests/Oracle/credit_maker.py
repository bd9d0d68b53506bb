"""Makes the ledgers of plant_credits.py: a clock, accounts that act, and a source system that records balances."""
import datetime
import heapq
import json
import random
import re
import shutil
from fractions import Fraction

import bill_zones
import credit_chaos
import credit_files
import credit_notices
import credits
import oracle
from bill_workspace import write
from credit_acts import Acts
from credit_books import MICRO, Books
from credit_cases import cells
from credit_events import Event, check_form
from credit_read import COLUMNS
from credit_plants import CAP, ENTITLEMENTS, LATER, ONCE, PERMISSIONS, PLANTS, SHARE, UNRECORDED
from credit_replay import Replay

HOUR = 3600 * oracle.SECOND
START, DAYS = oracle.nanoseconds(2026, 2, 3), 150
ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "America/St_Johns", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe"]
NAMES = ["acc-{}", "acc-{}", "=acc+{}", 'q"u,o{}', "Ünï ид-{}", "a/../c{}"]
PLANS = """tier,is_free,monthly_price_usd,monthly_credits,effective_from,rollover_percent,rollover_max_credits,overdraft_credits
pro,false,20,500,2025-01-01,{roll},{most},{over}
big,false,50.5,2000,2025-01-01,33.3,,
none,false,0,0,2025-01-01,,,
"""
COUPONS = """code,kind,value,valid_from,expires_at,max_uses,per_user_limit,plans,months,deactivated_at
EACH,credit_bonus,7,,,,1,,,
MANY,credit_bonus,7.5,2026-01-01,2026-12-01,900,900,,,
ONE,credit_bonus,7,,,1,,,,
FUTURE,credit_bonus,7,2027-01-01,,,,,,
PAST,credit_bonus,7,,,,,,,2026-01-02
BIGS,credit_bonus,7,,,,,big,,
HALF,percentage_discount,33.3,,,,99,,2,
FIVE,fixed_discount,5,,,,99,,,
GIFT,free_month,,,,,99,,,
"""
TOPUPS = "package,credits,price_usd,valid_days,effective_from\nsmall,100,5,30,2025-01-01\nlarge,1000,40,,2025-01-01\n"
EMPTY = type("Empty", (), {"events": [], "last": START})


class Maker:
    def __init__(self, seed, folder, plain, later=False):
        """`later`: with the books, records and plants of the third table of L §4."""
        self.seed, self.later_part, self.noticed, self.plants = seed, later, {}, {**PLANTS, **LATER} if later else PLANTS
        self.random, self.folder, self.plain = random.Random(f"credits {seed}"), folder, plain
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.rows, self.requests, self.queue, self.count, self.used = [], [], [], 0, set()
        self.offsets, self.rolled, self.closed, self.seen, self.silent = {}, {}, {}, {}, {}
        self.usage = self.chance(0.6) or not plain
        self.expires = self.chance(0.7) or not plain        # whether the source system writes expire records

    def make(self):
        pick = self.pick
        self.settings = {"time_zone": pick(ZONES), "credits": {
            "consumption_order": pick([["expiry", "priority", "age"], ["priority", "expiry", "age"], ["free", "age"], ["age"],
                                       [{"from": "2026-03-15", "value": ["priority", "free"]}]]),
            "recorded_balance": pick(["balance", "available", [{"from": "2026-04-01", "value": "available"}]]),
            "refund_expired": pick(["new_grant", "lost"]), "refund_expires_days": pick([None, 20, 3]),
            "upgrade_credits": pick(["prorated", "difference", "none"]),
            "downgrade": pick(["period_end", "any_time"]) if self.plain else "period_end"},
            "credit_value_usd": [{"value": "0.01"}, {"tier": "big", "value": pick(["0.02", "0.0125"])}],
            "credit_increment": [{"value": "0.1"}, {"tier": "pro", "value": pick(["0.01", "1"])}]}
        if "invoices.csv" in credits.FILES:
            self.settings["credits"]["breakage"] = credit_chaos.breakage(self.seed)
        write(self.folder, "assay.json", json.dumps(self.settings))
        write(self.folder, "plans.csv", PLANS.format(roll=pick(["", "50", "33.3", "100"]), most=pick(["", "120"]), over=pick(["", "25"])))
        write(self.folder, "coupons.csv", COUPONS)
        write(self.folder, "topups.csv", TOPUPS)
        planted = self.make_accounts()
        self.replay = Replay(Books(self.folder), EMPTY)
        acts = Acts(self)
        for name in self.actors:
            acts.start(name)
        for check, account in planted:
            self.plant(check, account)
        for hours in range(0, (DAYS + 10) * 24, 5):
            self.later(START + hours * HOUR, self.settle_time)      # so that no record is a day late
        self.play_all()
        self.now = max(self.now, max(self.used)) + 20 * HOUR
        self.settle_time()
        self.play_all()
        last = dict(kind="balance", amount=MICRO, provider="v") if self.later_part else dict(kind="notice", amount=None, level="10")
        self.row("org", at=max(self.now, max(self.used)) + 60 * oracle.SECOND, **last)
        self.write_files()
        return planted

    def make_accounts(self):
        self.actors = {"org": ("none", "", "")}
        for number in range(self.random.randint(4, 8)):
            pool = self.pick(["", "after_own", "before_own", "none"]) if number % 2 else None
            self.actors[self.pick(NAMES).format(number)] = self.pick(["pro", "pro", "big", "none"]), "" if pool is None else "org", pool or ""
        self.end = START + DAYS * 24 * HOUR
        close = credits.instant(self.end + 96 * HOUR)
        month_at = lambda at: bill_zones.day_of(at, bill_zones.zone_of(self.settings["time_zone"])).replace(day=1)
        rows = [credit_files.quoted([name, plan, "2025-01-01", organisation, close, pool]) for name, (plan, organisation, pool) in self.actors.items()]
        planted = []
        for number, check in enumerate([] if self.plain else self.random.sample(sorted(self.plants), len(self.plants))):
            account, plan = f"p-{number:02d}", self.plants[check][0]
            planted.append((check, account))
            if check in (*UNRECORDED, "notice_missing"):
                self.silent[check] = account
            days = {"reset_missing": 45, "allocation_differs": 70}.get(check, 20)
            self.closed[account] = START + self.random.randint(48, 24 * (DAYS - 60 - days // 5)) * HOUR + 1000 * (number + 1)
            if check == "reset_doubled" and month_at(self.closed[account]) != month_at(self.closed[account] + 2 * HOUR):
                self.closed[account] -= 2 * HOUR                # its resets are two hours apart, in one month
            end = credits.instant(self.closed[account] + 24 * days * HOUR)
            if plan:
                organisation = f"o-{account}" if check.startswith("allocation_") else ""
                rows.append(f"{account},{plan},2025-01-01,{organisation},{end},\n")
                rows += [f"{organisation},none,2025-01-01,,,\n"] if organisation else []
        rows = [row.replace("\n", ",\n") for row in rows]
        write(self.folder, "accounts.csv", "account_id,plan,effective_from,organisation_id,closed_at,pool,byok_providers\n" + "".join(rows))
        if self.later_part:
            self.write_later({check: account for check, account in planted})
        return planted

    def write_later(self, planted):
        write(self.folder, "entitlements.csv", ENTITLEMENTS)
        write(self.folder, "permissions.csv", PERMISSIONS)
        write(self.folder, "models.csv", "provider,model,class,quality_level,capabilities,effective_from\nv,m,standard,fast,text; chat,2025-01-01\n")
        capped, shared = (planted.get(check, "") for check in ("allocation_exceeded", "allocation_differs"))
        lines = [f"o-{capped},,,cap,{CAP},,\n"] if capped else []
        if shared:                              # in force at the first instant of one whole month only
            zone = bill_zones.zone_of(self.settings["time_zone"])
            first = bill_zones.next_month(bill_zones.day_of(self.closed[shared], zone).replace(day=1))
            month = bill_zones.midnight(first, zone)
            lines.append(f"o-{shared},,{shared},transfer,{SHARE},{credits.instant(month)},{credits.instant(month + HOUR)}\n")
        header = "organisation_id,role,account_id,mode,monthly_credits,effective_from,effective_to\n"
        write(self.folder, "allocations.csv", header + "".join(lines))

    # ------------------------------------------------------------------------------------ clock

    def play_all(self):
        while self.queue:
            at, _, action = heapq.heappop(self.queue)
            self.now = at
            self.settle_time()
            action()
            self.settle_time()

    def later(self, at, action):
        self.count += 1
        heapq.heappush(self.queue, (at, self.count, action))

    def free_instant(self, at):
        while at in self.used:
            at += 1
        self.used.add(at)
        return at

    def settle_time(self):
        """Lets every account reach this moment, and schedules the records of what expired or rolled over."""
        for account in list(self.replay.accounts.values()):
            self.replay.process(account, self.now)
            first = self.seen.get(account.id, 0)
            for item in account.timeline[first:]:
                if item[0] == "expired" and self.expires and account.id not in (self.silent.get(check) for check in UNRECORDED[:2]):
                    wait = self.pick([0, 1, self.random.randint(1, 20 * 60)]) * 60 * oracle.SECOND
                    self.later(max(self.now, item[1] + wait), lambda grant=item[2]: self.record_expiry(grant))
            self.seen[account.id] = len(account.timeline)
            self.watch(account)
            if len(account.rollovers) > self.rolled.get(account.id, 0):
                self.later(self.now + self.pick([0, 60]) * oracle.SECOND, lambda a=account: self.record_rollover(a))

    def watch(self, account):
        """Sends a notice of each level that an event crosses, within 20 hours."""
        watch, place = self.noticed.setdefault(account.id, [credit_notices.Watch(self.replay.books), 0])
        for step in account.steps[place:]:
            level = watch.crossed(*step)
            if level is not None and self.later_part and account.id != self.silent.get("notice_missing"):
                wait = self.random.randint(0, 20 * 60) * 60 * oracle.SECOND
                self.later(max(self.now, step[0].at + wait), lambda: self.send_notice(account, watch, level))
        self.noticed[account.id][1] = len(account.steps)

    def send_notice(self, account, watch, level):
        if not watch.above(account.balance, level):
            channel = self.pick(["email", "push", "webhook"])
            self.row(account.id, "notice", None, recorded=False, level=oracle.decimal_text(level), channel=channel)

    def record_rollover(self, account):
        """All that rolled over and has no record yet."""
        new = account.rollovers[self.rolled.get(account.id, 0):]
        self.rolled[account.id] = len(account.rollovers)
        if new and account.id != self.silent.get("rollover_missing"):
            self.row(account.id, "rollover", sum(found[1] for found in new))

    def record_expiry(self, grant):
        if grant.unrecorded:
            self.row(grant.account.id, "expire", grant.unrecorded, grant_id=grant.id)

    # ------------------------------------------------------------------------------------- rows

    def row(self, account_id, kind, amount, at=None, offset=0, recorded=None, noise="", event_id=None, **fields):
        """One event, played at once, and what the source system recorded after it."""
        self.count += 1
        at = self.free_instant(self.now if at is None else at)
        row = dict(event_id=event_id or f"e-{self.count:05d}", at=credits.instant(at), account_id=account_id, kind=kind,
                   credits="" if amount is None else oracle.decimal_text(Fraction(amount, MICRO)), **fields)
        guarded = kind in ("adjust", "refund", "reverse") or kind == "grant" and row["source"] in ("bonus", "promotion")
        if self.later_part and guarded:
            row["actor"] = row.get("actor") or "ann"
        event = Event(row, "credits/x.csv", self.count)
        try:
            check_form(event, COLUMNS)
        except oracle.Reject:
            self.rows.append((at, row))
            return row
        self.replay.play(event)
        account = self.replay.account(account_id)
        self.offsets[account_id] = self.offsets.get(account_id, 0) + offset
        shown = account.balance
        if self.replay.books.get("recorded_balance", at) == "available":
            shown -= account.reserved
        if self.expires and account_id != self.silent.get("expiry_missing"):
            shown += sum(grant.unrecorded for grant in account.grants)      # its job has not run yet
        known = Fraction(shown + self.offsets[account_id], MICRO) + Fraction(noise or 0)
        if recorded or offset or noise or recorded is None and self.chance(0.8):
            row["balance_after"] = oracle.decimal_text(known)
        self.rows.append((at, row))
        return row

    def request(self, name, credits_, account_id, status="", cap="", byok=""):
        """A row of usage that is rated at these credits (150,000 tokens are 22.5)."""
        if self.usage:
            tokens = Fraction(credits_, MICRO) * 20000 / 3
            tokens *= 15 if byok else 1         # the fee is 10 % in place of a multiplier of 1.5
            assert tokens.denominator == 1
            # Every third request states no capability: that of its model counts.
            more = [cap or ("chat" if len(self.requests) % 3 else ""), byok or "false"] if self.later_part else []
            # An image makes it a request without a price: its credits are not known, so that a deduction agrees with it.
            more += ["1" if (cap or byok) and self.chance(0.5) else "0"] if self.later_part else []
            self.requests.append([name, credits.instant(self.now), "u", account_id, "t", "v", "m", status, str(tokens), *more])

    def plant(self, check, account):
        base = self.closed[account]
        amount = str(self.random.randint(2, 9))
        text = self.plants[check][1].format(x=account, c=amount)
        if check in ONCE and self.chance(0.3):              # recorded twice, credited once: severity info
            text = re.sub(" off=[-0-9]+", " off=0", text)
        for line in text.split("|"):
            hours, rest = line.split(" ", 1)
            self.later(base + int(hours) * HOUR, lambda rest=rest: self.planted_row(account, base, rest))

    def planted_row(self, account, base, text):
        words = []
        for word in text.split():
            name, _, value = word.partition("=+")
            words.append(f"{name}={credits.instant(base + int(value) * HOUR)}" if value else word)
        row = cells(" ".join(["01-01", account, *words]), 0)
        amount = row.pop("credits")
        given = {name: row.pop(name, "") for name in ("off", "rated", "asked", "again", "noise", "acct", "cap", "byok")}
        event_id = row.pop("event_id")
        kind = [row.pop(name) for name in ("at", "account_id", "kind")][2]
        if kind in ("deduct", "settle") and given["rated"] != "no" and self.new_request(row["request_id"]):
            rated = given["rated"] if given["rated"].isdigit() else amount
            self.request(row["request_id"], int(Fraction(rated)) * MICRO, account, "failed" if given["rated"] == "failed" else "",
                         given["cap"], given["byok"])
        if given["asked"]:
            self.request(given["asked"], int(given["rated"]) * MICRO, account)
        millionths = None if amount == "" else int(Fraction(amount) * MICRO)
        made = self.row(given["acct"] or account, kind, millionths, offset=int(given["off"] or 0) * MICRO,
                        noise=given["noise"], recorded=True if given["off"] else None, event_id=None if event_id == "e0" else event_id, **row)
        if given["again"]:
            self.rows.append((oracle.read_instant(made["at"], ""), {**made, "credits": given["again"]}))

    def new_request(self, name):
        return all(request[0] != name for request in self.requests)

    # ------------------------------------------------------------------------------------ files

    def write_files(self):
        """By month; the order of the rows in a file is no order of time. Of a repeated id the first stays first."""
        rows = []
        for at, row in self.rows:
            day = datetime.datetime.fromtimestamp(at // oracle.SECOND, datetime.timezone.utc)
            rows.append((f"credits/{day:%Y}/{day:%m}", row))
        rows.sort(key=lambda found: found[0])
        rows += [("credits/zz", row) for _, row in rows if self.chance(0.02) and row["account_id"][:2] != "p-"]     # duplicates
        self.listed = rows                      # (path without suffix, row), in the order in which they are read
        self.write(rows)
        if self.usage:
            header = "request_id,request_started_at,user_id,account_id,tier,provider,model,status,input_tokens"
            header += ",capability,byok,images\n" if self.later_part else "\n"
            write(self.folder, "ledger/usage.csv", header + "".join(map(credit_files.quoted, self.requests)))
            write(self.folder, "prices/book.csv", "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n")

    def write(self, rows):
        shutil.rmtree(self.folder + "/credits", ignore_errors=True)
        mappings = credit_files.write_rows(self.folder, rows, self.random)
        write(self.folder, "assay.json", json.dumps({**self.settings, "mappings": mappings}))
