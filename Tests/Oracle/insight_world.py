#!/usr/bin/env python3
"""A random workspace for insight.py: a small shop over three months, whose users come, grow, shrink and stay away.

    insight_world.py SEED DIR

The same seed gives the same bytes. Models of each class and of none, several users of an account, accounts without users and
the reverse, own keys, free tiers and one that becomes free, batch prices quoted, derived and missing, prices that change and
end, request fees, bands, regions, services that could be batch, and a zone whose clock shows an hour twice.
"""
import datetime
import json
import os
import random
import sys
from fractions import Fraction

import oracle

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"]
# Each zone's clock goes back within the second half of the time.
REPEATED = {"Europe/Berlin": (2026, 10, 25, 0), "America/New_York": (2026, 11, 1, 5), "Africa/Cairo": (2026, 10, 29, 20),
            "UTC": (2026, 10, 25, 0), "Asia/Kolkata": (2026, 10, 25, 0)}
SOUTHERN = (2026, 4, 4, 14)
TIERS = ["free", "pro", "team", "trial", "swing", "lost"]
MODELS = [("alpha", "one"), ("alpha", "two"), ("alpha", "three"), ("alpha", "small"), ("alpha", "=four"), ("alpha", "tiny:free"),
          ("beta, co", "big"), ("beta, co", "bigger"), ("beta, co", "one"), ("gamma", "voice"), ("gamma", "vector"),
          ("gamma", "vector 2")]
CLASSES = ["free", "budget", "standard", "premium", ""]
SERVICES = ["chat"] * 5 + ["embedding"] * 3 + ["search", "agent", "rerank"]
COLUMNS = ["request_id", "request_started_at", "user_id", "account_id", "tier", "service", "provider", "model", "status",
           "byok", "service_tier", "region", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
           "cache_write_1h_tokens", "output_tokens", "reasoning_tokens", "audio_input_tokens", "credits_deducted"]
HOUR, DAY = 3600 * oracle.SECOND, 86400 * oracle.SECOND


def stamp(at):
    moment = oracle.EPOCH + datetime.timedelta(seconds=at // oracle.SECOND)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{at % oracle.SECOND // 10**6:03d}Z"


class World:
    """Books, settings and rows; `write` makes the folder. `months` are those that its rows fill."""

    def __init__(self, seed, rows=260):
        self.dice = random.Random(f"insight {seed}")
        self.pick, self.chance = self.dice.choice, lambda p: self.dice.random() < p
        self.zone = ZONES[seed % len(ZONES)]
        year, month, day, hour = SOUTHERN if self.zone == "Australia/Lord_Howe" else REPEATED[self.zone]
        self.twice = oracle.nanoseconds(year, month, day, hour)
        # The reported month is that of the repeated hour.
        self.months = [f"{year}-{m:02d}" for m in (month - 2, month - 1, month)]
        self.start = oracle.nanoseconds(year, month - 2, 1)
        self.end = oracle.nanoseconds(year, month + 1, 1) - self.pick([0, 0, 5 * DAY])
        self.is_free = seed % 3 == 1                          # most users are free, and one of them is heavy
        self.middle = [self.dice.randrange(self.start, self.end) for _ in range(4)]
        self.make_books()
        self.make_users()
        self.rows = [self.row(number) for number in range(rows * (2 if self.is_free else 1))]
        self.make_rows_at_the_ends()

    # -------------------------------------------------------------------------------- books

    def series(self, rows, key, value, most=1):
        """One key's rows: from always, sometimes another from within the time."""
        starts = [""] + sorted(map(stamp, self.dice.sample(self.middle, self.dice.randint(0, most))))
        rows += [dict(key, **value(), effective_from=start) for start in starts]

    def price(self, unit_class):
        if unit_class == "request":
            return {"price_usd": oracle.decimal_text(Fraction(self.dice.randint(0, 9), 1000))}
        if self.chance(0.04):
            return {"price_usd": "0"}
        return {"price_usd": oracle.decimal_text(Fraction(self.dice.randint(1, 4000), 100))}

    def make_books(self):
        self.prices, self.models = [], []
        for provider, model in MODELS:
            add = lambda unit, **more: self.series(
                self.prices, dict(provider=provider, model=model, unit_class=unit, **more), lambda: self.price(unit))
            if self.chance(0.95):                             # else its cached tokens alone have prices
                add("input")
            add("cache_read")
            if self.chance(0.96):
                add("output")
            for unit, odds in (("cache_write_5m", 0.8), ("cache_write_1h", 0.8), ("reasoning", 0.4), ("audio_input", 0.7),
                               ("request", 0.25)):
                if self.chance(odds):
                    add(unit)
            if self.chance(0.3):
                add(self.pick(["input", "cache_read"]), context_over="20000")
            if self.chance(0.25):
                add("output", region="eu")
            if self.chance(0.5):
                for unit in self.pick([["input", "output", "cache_read"], ["output"], ["input"]]):
                    add(unit, service_tier="batch")
            if self.chance(0.8):
                self.series(self.models, dict(provider=provider, model=model),
                            lambda: {"class": self.pick(CLASSES + ["budget"] * 6)})
        if self.chance(0.3):                                  # a model whose price ends
            self.prices[-1].update(effective_to=stamp((max(self.middle) + self.end) // 2 + oracle.SECOND))
        self.derivations = [
            dict(provider=provider, unit_class=unit, service_tier=tier, from_unit_class=source, factor=factor)
            for provider, unit, tier, source, factor in (
                ("*", "cache_write_5m", "standard", "input", "1.25"), ("alpha", "cache_write_1h", "standard", "input", "2"),
                ("*", "reasoning", "standard", "output", "1"), (self.pick(["*", "alpha", "gamma"]), "", "batch", "", "0.5"))
            if self.chance(0.8)]
        times = lambda: {"multiplier": self.pick(["1", "1.2", "1.5", "0.8", "1.05", "2"]), "status": "approved"}
        self.multipliers = []
        for level, tier, provider, model in (("default", "", "", ""), ("tier", "pro", "", ""), ("model", "", "", "one"),
                                             ("combination", "team", "alpha", ""), ("provider", "", "gamma", "")):
            if self.chance(0.6):
                self.series(self.multipliers, dict(level=level, tier=tier, provider=provider, model=model), times)
        self.plans = [dict(tier="free", is_free="true"), dict(tier="trial", is_free="true", target_margin_percent="0")]
        for tier in ("pro", "team"):
            self.series(self.plans, dict(tier=tier, is_free="false"),
                        lambda: {"target_margin_percent": self.pick(["30", "45.5", "20", "0"])})
        self.plans += [dict(tier="swing", is_free="false", target_margin_percent="25"),
                       dict(tier="swing", is_free="true", effective_from=stamp(self.middle[0]))]
        self.aliases = [dict(provider="alpha", alias="latest", model=self.pick(["one", "two"]))]
        self.settings = {
            "time_zone": self.zone, "credit_value_usd": self.pick(["0.01", "0.0025"]),
            "credit_increment": self.pick(["0.01", "0.1", "1"]), "default_multiplier": self.pick(["1.5", "1.1"]),
            "charge": self.pick([["completed", "partial", "cancelled"], ["completed"], ["completed", "failed"]]),
            "free_tier": self.pick([{"budget_credits": "30"}, {"budget_credits": "400", "daily_cap_credits": "25"},
                                    {"allowed_models": ["one", "small"]}, {"budget_credits": "3"}])}
        # Settings of the page, which earlier programs do not know.
        self.own_settings = {}
        if self.chance(0.5):
            self.own_settings["segments"] = self.pick([{"growing": "2", "shrinking": "0.25"}, {"growing": "1.01"},
                                                       {"shrinking": "0.99"}])
        if self.chance(0.5):
            self.own_settings["batchable_services"] = self.pick([["chat", "embedding"], [], ["search"], ["agent", "chat"]])
        self.settings["materiality"] = self.pick(
            [{"usd": "0"}, {"usd": "0.0001", "percent": "0"}, {"usd": "0.05", "percent": "0.5"},
             [{"usd": "7"}, {"from": stamp(self.middle[1]), "usd": "0.01", "percent": "0"}]])

    # ---------------------------------------------------------------------------------- rows

    def make_users(self):
        """Each with accounts, tiers, models and a habit: how often a row is of each month."""
        self.users = []
        for number in range(60 if self.is_free else self.dice.randint(14, 24)):
            account = self.pick(["a_1", "a_1", "a_2", "=a", "", f"a{number}"])
            user = self.pick([f"u{number}", f"u{number}", f"u{number}", "u0", "" if account else "-u"])
            tier = self.pick(TIERS if not self.is_free else ["free"] * 8 + self.pick([TIERS, TIERS[1:3]]))
            self.users.append({
                "account_id": account, "user_id": user, "tiers": self.pick([[tier], [tier], [tier, self.pick(TIERS)], [""]]),
                "models": self.dice.sample(MODELS, self.dice.randint(1, 4)), "own": self.pick([0, 0, 0, 0.3, 1]),
                "habit": self.pick([(0, 1, 1), (0, 1, 1), (1, 1, 1), (0, 1, 0), (1, 0, 0), (0, 0, 1), (1, 0, 1), (0, 1, 5),
                                    (0, 5, 1), (1, 3, 1)]),
                "size": 20 if self.is_free else self.pick([20, 3000, 30000])})
        if self.is_free:
            self.users += [dict(self.users[0], user_id="heavy", account_id="a_1", tiers=["free"], own=0, size=30000,
                                models=MODELS[:3], habit=(0, 1, 3))] * 15
        self.users.append(dict(self.users[0], user_id="lone", models=[("gamma", "unknown")], habit=(0, 1, 1)))

    def month_start(self, index):
        return oracle.nanoseconds(*map(int, self.months[index].split("-")), 1)

    def instant(self, user):
        if self.chance(0.12):                                 # around the hour that is shown twice
            return self.twice + self.dice.randrange(-HOUR, 3 * HOUR)
        index = self.dice.choices(range(3), user["habit"])[0]
        start = self.month_start(index)
        end = self.month_start(index + 1) if index < 2 else self.end
        return self.dice.randrange(start, end)

    def row(self, number, at=None):
        user = self.pick(self.users)
        provider, model = self.pick(user["models"])
        size, own = user["size"], self.chance(user["own"])
        count = lambda odds, most=size: str(self.dice.randint(0, most)) if self.chance(odds) else ""
        if (provider, model) == ("alpha", "one") and self.chance(0.4):
            model = "latest"
        return {
            "request_id": f"r{number}", "request_started_at": stamp(self.instant(user) if at is None else at),
            "user_id": user["user_id"], "account_id": user["account_id"], "tier": self.pick(user["tiers"]),
            "service": "" if self.chance(0.1) else self.pick(SERVICES), "provider": provider, "model": model,
            "status": self.pick(["", "completed", "completed", "completed", "partial", "cancelled", "failed"]),
            "byok": "true" if own else "", "region": self.pick(["", "", "", "", "eu"]),
            "service_tier": self.pick(["", "", "", "", "", "", "batch", "standard", "flex" if self.chance(0.2) else ""]),
            "input_tokens": str(self.dice.randint(0, size)), "cache_read_tokens": count(0.35),
            "cache_write_5m_tokens": count(0.2), "cache_write_1h_tokens": count(0.1),
            "output_tokens": count(0.7), "reasoning_tokens": count(0.2, 900), "audio_input_tokens": count(0.04, 90),
            "credits_deducted": self.pick(["", "", "", "0.5", "3", "0"])}

    def make_rows_at_the_ends(self):
        number = len(self.rows)
        for at in (self.month_start(1) - 16 * HOUR, self.month_start(0) + DAY, self.end - 1, self.twice, self.twice + HOUR):
            self.rows.append(self.row(number := number + 1, at))
        again = self.pick(self.rows)
        self.rows.append(dict(again))                         # a duplicate
        self.rows.append(dict(again, output_tokens="77777"))  # and a conflict

    # --------------------------------------------------------------------------------- files

    def text(self, columns, rows):
        field = lambda text: '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
        return "".join(",".join(field(row.get(c, "")) for c in columns) + "\n" for row in [dict(zip(columns, columns)), *rows])

    def write(self, folder, own_settings=True, rows=None):
        """`own_settings`: with the settings of the page. `rows`: others than its own."""
        books = {"prices/all.csv": (["provider", "model", "unit_class", "price_usd", "service_tier", "region", "context_over",
                                     "effective_from", "effective_to"], self.prices),
                 "models.csv": (["provider", "model", "class", "effective_from"], self.models),
                 "derivations.csv": (["provider", "unit_class", "service_tier", "from_unit_class", "factor"], self.derivations),
                 "multipliers.csv": (["level", "tier", "provider", "model", "multiplier", "status", "effective_from"],
                                     self.multipliers),
                 "plans.csv": (["tier", "is_free", "target_margin_percent", "effective_from"], self.plans),
                 "aliases.csv": (["provider", "alias", "model"], self.aliases)}
        found = self.rows if rows is None else rows
        cut = len(found) // 3
        books["ledger/b.csv"], books["ledger/a.csv"] = (COLUMNS, found[:cut]), (COLUMNS, found[cut:])
        for name, (columns, lines) in books.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(self.text(columns, lines))
        with open(os.path.join(folder, "assay.json"), "w", encoding="utf-8") as file:
            json.dump({**self.settings, **(self.own_settings if own_settings else {})}, file, indent=1)
        return folder


if __name__ == "__main__":
    World(int(sys.argv[1])).write(sys.argv[2])
