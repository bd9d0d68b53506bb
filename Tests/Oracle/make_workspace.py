#!/usr/bin/env python3
"""A random workspace that uses every rule of a run: the same seed always gives the same bytes.

    python3 make_workspace.py SEED DIR [--rows N]

The books are random first; the oracle then rates each row, so that recorded figures can be right,
nearly right or wrong on purpose. A workspace made here is never refused as a whole.
"""
import argparse
import gzip
import json
import os
import random
from fractions import Fraction

import oracle

PROVIDERS = ["openai", "anthropic", "Gööglé", "=sum(1)", "-dash, co", 'say "hi"', "@meta", "＝wide", "a'b"]
MODELS = ["gpt-5", "gpt-5-mini", "claude, 4", "=1+1", "模型-α", "@cf/llama", "'=quoted", "x;y|z", "tiny:free",
          "-minus", "e\u0301-nfd", "é-nfc", 'm"q"', "+plus:free", "GPT-5"]
USERS = ["u_%03d" % n for n in range(9)] + ["=u", "-7", "O'Brien, Pat", "ü", "''+x", 'q"t', "@at", "'plain"]
ACCOUNTS = ["a_1", "a_2", "=acc", "Åcme; Ltd", "u_001", ""]
TIERS = ["free", "pro", "enterprise", "+plus", "late", "ghost", "shrunk", 'tri"al', ""]
SERVICES = ["", "chat", "embedding", "tts", "stt", "rerank", "agent", "-odd", "weather"]
SERVICE_TIERS = ["", "standard", "batch", "flex", "priority", "scale"]
REGIONS = ["", "eu", "us", "ap"]
ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin", "Pacific/Kiritimati", "Australia/Lord_Howe"]
CHANGES = ["2026-07-15", "2026-08-01", "2026-08-10T12:30:00Z", "2026-09-01T02:00:00+02:00",
           "2026-08-20T00:00:00.000000001Z", "2026-09-15", "2026-10-01t05:30:00.5+05:30"]
CHANGES.sort(key=lambda text: oracle.book_instant(text, 0))
PATHS = ["a.csv", "a/b.csv", "a-b.csv", "A.csv", "2026/08/x, y.csv", "2026/08/deep/er/t.tsv", "ü.csv", "z.csv.gz",
         "gw/z.tsv.gz", "10.csv", "9.csv", "B.csv", "b/C.csv", "b.csv", "zipped-inside.csv", "=eq.csv"]

# Bad cells by column: whatever stands in the file, this text must get the row rejected.
BAD_COUNT = ["1e3", "1.2E+09", "0x10", "1_000", "NaN", "inf", "NULL", "-", "１２", "\u22125", "10.5", "-1", "-0", "+5",
             "1000000000001", "9007199254740992", "99999999999999999999", "1,234", "1.234,50", "1 234", "$10",
             "10 USD", "5\u00a0", "\ufeff5", "5\n", "1\x007", ".5", "5."]
BAD_COST = ["1e-5", "0.0000000000000000001", "1000000000.000001", "+1.5", "0,5", "$1", "1 EUR", "NULL", "1.2.3", "--1"]
BAD_CREDITS = ["0.0000001", "1000000000000.1", "1e2", "+2", "1,0", "nan"]
BAD_TIME = ["2026-08-01T10:00:00", "2026-08-01", "03/07/2026", "26-08-01T10:00:00Z", "2026-08-01T10:00:00.1234567890Z",
            "2026-08-01T10:00:60Z", "2026-08-01T24:00:00Z", "2026-02-30T10:00:00Z", "2026-08-01T25:00:00Z",
            "2026-08-01T10:00:00+24:00", "1767225600", "1767225600000", "1970-01-01T00:00:00Z",
            "2100-01-01T00:00:00Z", "2014-12-31T23:59:59.999Z", "yesterday", "2026-13-01T10:00:00Z"]
BAD_ID = ["", "x" * 257, "a\u200bb", "a\u202eb", "a ", " a", "a\x07b", "a\x7fb", "a\x85b", "a\nb", "a\ufeffb"]
BAD_CELLS = {**{column: BAD_COUNT for column in ("input_tokens", "output_tokens", "cache_read_tokens", "images")},
             "seconds": ["0.0000000001", "-1", "1e3", "1,5", "1000000000000.1"], "vendor_cost_usd": BAD_COST,
             "credits_deducted": BAD_CREDITS, "request_started_at": BAD_TIME + ["", "", ""], "request_completed_at": BAD_TIME,
             "request_id": BAD_ID + ["total"], "provider": BAD_ID, "model": BAD_ID, "tier": BAD_ID[1:],
             "status": ["done", "FAILED!", "0"], "byok": ["yes", "2", "t"]}
RAW_FAULTS = ["few", "many", "trailing", "inner quote", "after quote", "header", "spaces", "not utf-8",
              "no user", "no quantity", "order"]


def decimal(value):
    return oracle.decimal_text(value)


class Maker:
    def __init__(self, seed, folder, rows):
        self.random, self.folder, self.row_count = random.Random(seed), folder, rows
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.providers = self.random.sample(PROVIDERS, 4)
        self.models = {p: self.random.sample(MODELS, self.random.randint(2, 4)) for p in self.providers}
        if not any(m.endswith(":free") for found in self.models.values() for m in found):
            self.models[self.providers[0]].append("tiny:free")
        self.thresholds = [0]

    # --------------------------------------------------------------------------------- writing

    def write(self, path, data):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    def field(self, text, delimiter=",", always=False):
        if always or any(c in text for c in delimiter + '"\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text

    def book(self, path, columns, rows):
        """A book with its columns shuffled, sometimes with a byte order mark, CRLF or a strange column."""
        columns = list(columns) + (["remark"] if self.chance(0.3) else [])
        self.random.shuffle(columns)
        lines = [",".join(self.field(c) for c in columns)]
        lines += [",".join(self.field(row.get(c, "")) for c in columns) for row in rows]
        end = self.pick(["\n", "\n", "\r\n"])
        self.write(path, self.pick([b"", b"\xef\xbb\xbf"]) + (end.join(lines) + end).encode())

    def starts(self, most, first="2026-01-01"):
        """Successive effective_from texts, the first one early."""
        later = [text for text in CHANGES if oracle.book_instant(text, 0) > oracle.book_instant(first, 0)]
        chosen = sorted(self.random.sample(later, self.random.randint(0, most)), key=CHANGES.index)
        return [first] + chosen

    def dated(self, rows, starts, gap=0.03):
        """Give rows their dates: mostly open ends, sometimes the next start, rarely a gap."""
        for number, row in enumerate(rows):
            row["effective_from"] = starts[number]
            following = starts[number + 1] if number + 1 < len(starts) else ""
            if following and self.chance(0.4):
                row["effective_to"] = following
            elif self.chance(gap):
                ends = [text for text in ("2026-07-10", "2026-08-15T12:00:00Z", "2026-10-05") if
                        oracle.book_instant(starts[number], 0) < oracle.book_instant(text, 0)
                        <= oracle.book_instant(following, oracle.NEVER)]
                row["effective_to"] = self.pick(ends or [""])
        return rows

    def corrected(self, rows, change):
        """Sometimes add a later recorded row with the same key and start."""
        result = []
        for row in rows:
            row["recorded_at"] = self.pick(["", "", "2026-01-01", row["effective_from"]])
            result.append(row)
            if self.chance(0.12):
                later = dict(row, recorded_at=self.pick(["2026-11-01", "2026-10-10T10:00:00.25+01:00"]))
                later.update(change())
                result.append(later)
        return result

    # ----------------------------------------------------------------------------------- books

    def price_cells(self, unit_class):
        """A price that needs at most twelve decimals per unit, in any `per`."""
        token = unit_class in oracle.TOKEN_CLASSES
        if token:
            unit = Fraction(self.random.randint(1, 3000) * self.pick([1, 10, 100, 1000, 10000]), 10**12)
        else:
            unit = Fraction(self.random.randint(1, 500), self.pick([10**4, 10**5, 10**6]))
        if self.chance(0.05):
            unit = Fraction(0)
        per = self.pick(["", "1000000", "1000", "1"] if token else ["", "1", "1000", "60"])
        units = int(per) if per else 10**6 if token else 1
        return {"price_usd": decimal(unit * units) + self.pick(["", "", ".0" if (unit * units).denominator == 1 else "0"]),
                "per": per}

    def price_series(self, rows, provider, model, unit_class, most, first, **place):
        starts = self.starts(most, first)
        made = [dict(provider=provider, model=model, unit_class=unit_class, source="made, up", **place,
                     **self.price_cells(unit_class)) for _ in starts]
        rows += self.corrected(self.dated(made, starts), lambda: self.price_cells(unit_class))

    def make_prices(self):
        rows = []
        for provider, models in self.models.items():
            for model in models:
                if self.chance(0.05):
                    continue                                           # a model nobody priced
                first = self.pick(["2026-01-01"] * 14 + ["2026-07-20"])
                add = lambda unit_class, **place: self.price_series(
                    rows, provider, model, unit_class, self.pick([0, 1, 2]), first, **place)
                add("input", service_tier=self.pick(["", "standard"]))
                add("output")
                for unit_class in oracle.UNIT_CLASSES:
                    if unit_class not in ("input", "output", "request"):
                        if self.chance(0.3 if unit_class in oracle.TOKEN_CLASSES else 0.6):
                            add(unit_class)
                if self.chance(0.3):
                    add("request")
                for threshold in self.random.sample([0, 999, 32000, 128000, 200000], self.pick([0, 0, 1, 2])):
                    self.thresholds.append(threshold)
                    for unit_class in self.pick([["input", "output"], ["output"], ["input", "cache_read", "request"]]):
                        add(unit_class, context_over=str(threshold))
                    if self.chance(0.3):
                        add("output", context_over=str(threshold), region="eu")
                if self.chance(0.2):
                    self.thresholds.append(64000)
                    add("output", context_over="64000", service_tier="batch")
                for region in ("eu", "us"):
                    if self.chance(0.3):
                        add(self.pick(["input", "output", "cache_read"]), region=region)
                if self.chance(0.1):
                    rows.append(dict(provider=provider, model=model, unit_class=self.pick(["cache_read", "reasoning", "image",
                                     "request"]), price_usd="", per="", service_tier="", region=self.pick(["", "eu"]),
                                     context_over="", effective_from="2024-06-01", effective_to="2024-07-01"))
                    rows.append(dict(rows[-1], effective_from="2026-08-%02d" % self.random.randint(1, 28), effective_to="",
                                     context_over="77777"))
                for tier in ("batch", "priority", "flex"):
                    if self.chance(0.3):
                        add("output", service_tier=tier)
                        if self.chance(0.6):
                            add("input", service_tier=tier)
        self.random.shuffle(rows)
        columns = ["provider", "model", "unit_class", "price_usd", "per", "service_tier", "region", "context_over",
                   "effective_from", "effective_to", "recorded_at", "source"]
        cut = self.random.randint(0, len(rows))
        self.book("prices/vendors.csv", columns, rows[:cut])
        self.book("prices/more, prices.csv", columns, rows[cut:])

    def make_derivations(self):
        p, q, r = self.providers[:3]
        every = [("*", "reasoning", "standard", "output", "1"), (r, "reasoning", "standard", "output", "1.1"),
                 (p, "cache_read", "standard", "input", "0.1"), ("*", "cache_read", "standard", "input", "0.25"),
                 (p, "cache_write_5m", "standard", "input", "1.25"), ("*", "cache_write_5m", "standard", "input", "1.2"),
                 ("*", "cache_write_1h", "standard", "cache_write_5m", "1.6"), (q, "cache_write_1h", "", "input", "2"),
                 ("*", "audio_input", "standard", "input", "2"), ("*", "audio_output", "standard", "output", "2.5"),
                 ("*", "", "batch", "", "0.5"), (q, "", "batch", "", "0.4"), ("*", "output", "batch", "", "0.6"),
                 ("*", "", "flex", "", "0.75"), (p, "output", "flex", "input", "3"), (r, "", "priority", "", "1.5")]
        rows = []
        for provider, unit_class, tier, source, factor in every:
            if self.chance(0.08):
                continue
            starts = self.starts(self.pick([0, 0, 1]))
            made = [dict(provider=provider, unit_class=unit_class, service_tier=tier, from_unit_class=source,
                         factor=factor if n == 0 else "0.9", source="page") for n, _ in enumerate(starts)]
            rows += self.corrected(self.dated(made, starts), lambda: {"factor": "0.7"})
        for region in ("eu", "us", "*"):
            if self.chance(0.3):
                models = self.pick(["", ";".join(self.models[p][:2]), self.models[q][0][:2] + "*; " + self.models[p][0]])
                rows.append(dict(provider=self.pick(["*", p, q]), unit_class=self.pick(["", "", "output"]), service_tier=
                                 self.pick(["", "", "batch"]), factor="1.1", source="page", region=region, models=models,
                                 effective_from=self.pick(["", "2026-08-10"])))
        self.book("derivations.csv", ["provider", "unit_class", "service_tier", "from_unit_class", "factor",
                                      "effective_from", "effective_to", "recorded_at", "source", "region", "models"], rows)

    def make_aliases(self):
        self.aliases, rows = {p: [] for p in self.providers}, []
        for provider, models in self.models.items():
            for alias in ("latest", models[0] + "-2026-06", "=alias", "old:free"):
                if self.chance(0.3):
                    continue
                starts = self.starts(self.pick([0, 1]))
                made = [dict(provider=provider, alias=alias, model=self.pick(models)) for _ in starts]
                rows += self.corrected(self.dated(made, starts), lambda: {"model": self.pick(models)})
                self.aliases[provider].append(alias)
        if self.chance(0.2):                                           # a name for two models in August
            provider = self.providers[0]
            first, second = self.models[provider][:2]
            rows.append(dict(provider=provider, alias="both", model=first, effective_from="2026-01-01",
                             effective_to="2026-09-01"))
            rows.append(dict(provider=provider, alias="both", model=second, effective_from="2026-08-01"))
            self.aliases[provider].append("both")
        if rows:
            self.book("aliases.csv", ["provider", "alias", "model", "effective_from", "effective_to", "recorded_at"], rows)

    def make_models(self):
        rows = []
        for provider, models in self.models.items():
            for model in models:
                if self.chance(0.35):
                    continue
                starts = self.starts(self.pick([0, 1]))
                made = [dict(provider=provider, model=model, quality_level=self.pick(["", "fast", "premium"]),
                             capabilities=self.pick(["", "vision;tools"]),
                             **{"class": self.pick(oracle.MODEL_CLASSES)}) for _ in starts]
                rows += self.corrected(self.dated(made, starts), lambda: {"class": self.pick(oracle.MODEL_CLASSES)})
        self.book("models.csv", ["provider", "model", "class", "quality_level", "capabilities", "effective_from",
                                 "effective_to", "recorded_at"], rows)

    def make_multipliers(self):
        tiers, keys = [t for t in TIERS if t], [("tier", "pro", "", ""), ("tier", "free", "", "")]
        for provider, models in self.models.items():
            model, tier = self.pick(models), self.pick(tiers[:4])
            keys += [("combination", tier, provider, ""), ("combination", tier, "", model),
                     ("combination", self.pick(tiers), provider, self.pick(models)), ("model", "", "", self.pick(models)),
                     ("model", "", provider, self.pick(models)), ("provider", "", provider, "")]
        keys += [("tier", tier, "", "") for tier in self.random.sample(tiers, 4)] + [("default", "", "", "")]
        rows, value = [], lambda: {"multiplier": self.pick(["1", "1.5", "2", "1.05", "1.333333", "0", "10", "1.10", "3.7"])}
        for level, tier, provider, model in dict.fromkeys(keys):
            if self.chance(0.45):
                continue
            key = dict(level=level, tier=tier, provider=provider, model=model)
            starts = self.starts(self.pick([0, 1, 2]))
            made = [dict(key, status="approved", requested_by=self.pick(["ann", "bob", ""]),
                         approved_by=self.pick(["cfo", ""]), reason="a, b", **value()) for _ in starts]
            rows += self.corrected(self.dated(made, starts), value)
            for status, asked, agreed in (("pending", "ann", ""), ("rejected", "ann", "cfo"), ("approved", "ann", "ann")):
                if self.chance(0.3):                                   # all three are as if absent
                    rows.append(dict(key, status=status, requested_by=asked, approved_by=agreed,
                                     effective_from=self.pick(CHANGES), **value()))
        seen = set()
        rows = [row for row in rows if (repr(sorted(row.items())) not in seen, seen.add(repr(sorted(row.items()))))[0]]
        self.random.shuffle(rows)
        self.book("multipliers.csv", ["level", "tier", "provider", "model", "multiplier", "effective_from", "effective_to",
                                      "status", "requested_by", "approved_by", "approved_at", "reason",
                                      "target_margin_percent", "recorded_at"], rows)

    def make_plans(self):
        yes, no = lambda: self.pick(["true", "TRUE", "1", "True"]), lambda: self.pick(["false", "0", "False"])
        target = lambda: self.pick(["30", "25", "12.5", "0", "", "33.3333"])
        rows = [dict(tier="free", is_free=yes(), effective_from="2026-01-01"),
                dict(tier='tri"al', is_free=yes(), target_margin_percent="5", effective_from="2026-01-01"),
                dict(tier="+plus", is_free=no(), target_margin_percent=target(), effective_from="2026-01-01"),
                dict(tier="+plus", is_free=yes(), target_margin_percent="0", effective_from=self.pick(CHANGES)),
                dict(tier="late", is_free=no(), target_margin_percent=target(), effective_from="2026-08-15"),
                dict(tier="shrunk", is_free=no(), effective_from="2026-01-01", effective_to="2026-09-01")]
        for tier in ("pro", "enterprise"):
            starts = self.starts(2)
            made = [dict(tier=tier, is_free=no(), target_margin_percent=target()) for _ in starts]
            rows += self.corrected(self.dated(made, starts, gap=0), lambda: {"target_margin_percent": target()})
        for row in rows:
            row.update(monthly_price_usd="20.00", monthly_credits="2000", allowed_models="a;b")
        self.book("plans.csv", ["tier", "is_free", "monthly_price_usd", "monthly_credits", "target_margin_percent",
                                "allowed_models", "effective_from", "effective_to", "recorded_at"], rows)

    def make_rates(self):
        days = ["2026-%02d-%02d" % (m, d) for m in (7, 8, 9, 10) for d in range(1, 31)]
        rows = [dict(day=day, currency=currency, usd_per_unit=self.pick(["1.25", "0.5", "1.6", "0.0064", "1.0873"]),
                     source="bank") for currency in ("EUR", "JPY") for day in self.random.sample(days, 70)]
        self.book("fx.csv", ["day", "currency", "usd_per_unit", "source"], rows)

    def make_settings(self):
        entries = lambda values: [{"value": self.pick(values)}] + [
            {"from": self.pick(CHANGES), "value": self.pick(values)}, {"tier": "pro", "value": self.pick(values)},
            {"from": "2026-08-01", "tier": "pro", "value": self.pick(values)},
            {"from": "2026-09-01", "tier": "free", "value": self.pick(values)}][:self.random.randint(1, 4)]
        settings = {"time_zone": self.pick(ZONES)}
        values, increments = ["0.01", "0.005", "0.02", "0.03", "1"], ["0.01", "0.1", "1"]
        options = {"credit_value_usd": self.pick([self.pick(values), entries(values), entries(values)]),
                   "credit_increment": self.pick([self.pick(increments), entries(increments), entries(increments)]),
                   "ledger_cost_decimals": self.pick([2, 4, 6, 8, 10, 12]),
                   "cost_tolerance_usd": self.pick(["0", "0.00000001", "0.0001", "0.005"]),
                   "default_multiplier": self.pick(["1.5", "2", "1.25"]),
                   "charge": self.pick([["completed"], ["completed", "partial"], oracle.STATUSES, ["failed", "completed"]]),
                   "byok_markup_percent": self.pick([{"free": "3", "premium": "12.5"}, {"free": "1", "budget": "0"},
                                                      {"standard": "7.25"}]),
                   "free_tier": {"budget_credits": "50"}}
        settings.update({key: value for key, value in options.items() if self.chance(0.75)})
        text = json.dumps(settings, indent=2)
        if self.chance(0.6):                                           # comments and trailing commas
            text = text.replace("{\n", "{ // settings, \"really\"\n", 1).replace("\n}", ", /* the , end } */\n}")
        if self.chance(0.9):
            self.write("assay.json", text.encode())

    # ------------------------------------------------------------------------------------ rows

    def instant(self):
        """Some time from June to October, often close to a change."""
        if self.chance(0.25):
            near = oracle.book_instant(self.pick(CHANGES), 0)
            return near + self.pick([0, 1, -1, 10**9, -10**9, -60 * 10**9, 3600 * 10**9])
        return self.random.randint(oracle.nanoseconds(2026, 6, 28), oracle.nanoseconds(2026, 10, 12))

    def time_text(self, at):
        """One of the many accepted spellings, with 0 to 9 decimals (the rest is cut off)."""
        places = self.pick([0, 3, 6, 9, self.random.randint(0, 9)])
        offset = self.pick([0, 0, 0, 330, -300, 120, 765])
        moment = oracle.EPOCH + oracle.datetime.timedelta(seconds=at // 10**9 + offset * 60)
        text = moment.strftime("%Y-%m-%d") + self.pick("TTTt ") + moment.strftime("%H:%M:%S")
        if places:
            text += "." + ("%09d" % (at % 10**9))[:places]
        if offset:
            return text + "%s%02d:%02d" % ("-" if offset < 0 else "+", abs(offset) // 60, abs(offset) % 60)
        return text + self.pick(["Z", "Z", "z", "+00:00", "-00:00"])

    def count_text(self, number):
        return self.pick(["%d"] * 12 + ["%d.0", "00%d", " %d", "%d\t"]) % number

    def request(self, number):
        provider = self.pick(self.providers)
        models = self.models[provider] * 3 + self.aliases[provider] * 2
        start = self.instant()
        cells = {column: "" for column in oracle.KNOWN_COLUMNS}
        cells.update(
            request_id=self.pick(["r-%05d"] * 12 + ["=r%d", "r,%d", 'r"%d', "-%d", "＝%d"]) % number,
            request_started_at=self.time_text(start), user_id=self.pick(USERS), account_id=self.pick(ACCOUNTS),
            tier=self.pick(TIERS[:4] * 3 + TIERS), service=self.pick(SERVICES), provider=provider,
            model="unheard-of" if self.chance(0.02) else self.pick(models),
            status=self.pick(["", "completed"] * 4 + oracle.STATUSES),
            byok=self.pick(["", "false", "0", "False", "FALSE"] * 2 + ["true", "1", "TRUE"]),
            service_tier=self.pick(SERVICE_TIERS[:2] * 10 + SERVICE_TIERS), region=self.pick(REGIONS[:1] * 3 + REGIONS),
            currency=self.pick(["", "USD"] * 5 + ["EUR", "EUR", "JPY", "XXX"]), capability=self.pick(["", "vision"]),
            quality_level=self.pick(["", "fast"]), multiplier=self.pick(["", "1.5", "2.0"]),
            balance_before=self.pick(["", "100.5"]), balance_after=self.pick(["", "-0.1", "99"]))
        if self.chance(0.03):
            cells["request_started_at"] = self.pick(["2026-06-30T23:59:60Z", "2026-07-01T01:59:60+02:00"])
        elif self.chance(0.6):
            cells["request_completed_at"] = self.time_text(start + self.random.randint(10**9, 4 * 10**12))
        if cells["user_id"] == cells["account_id"] or self.chance(0.1):
            cells["user_id"], cells["account_id"] = "", "a_1"
        size = self.pick([50, 3000, 250000])
        total = self.random.randint(0, size)
        if self.chance(0.2):                                           # at, one above and far above a threshold
            total = self.pick(self.thresholds) + self.pick([0, 1, 1, 50000])
        cached = self.random.randint(0, total) if self.chance(0.3) else 0
        written = self.random.randint(0, total - cached) if self.chance(0.2) else 0
        cells.update(input_tokens=self.count_text(total - cached - written), output_tokens=self.count_text(self.random.randint(0, 4000)))
        for column, number, share in (("cache_read_tokens", cached, 1), ("cache_write_5m_tokens", written, 1),
                                      ("reasoning_tokens", self.random.randint(0, 900), 0.2)):
            if number and self.chance(share):
                cells[column] = self.count_text(number)
        if self.chance(0.04):                                          # audio does not count for the band
            cells.update(input_tokens=self.count_text(self.pick(self.thresholds)), cache_read_tokens="0",
                         cache_write_5m_tokens="", audio_input_tokens=self.count_text(7))
        for column in ("cache_write_1h_tokens", "audio_input_tokens", "audio_output_tokens", "images", "searches",
                       *oracle.LATER_COLUMNS):
            if self.chance(0.04):
                cells[column] = self.count_text(self.random.randint(0, 12))
        if self.chance(0.06):
            cells["seconds"] = decimal(Fraction(self.random.randint(0, 10**6), self.pick([1, 100, 10**9])))
        if self.chance(0.02):
            cells["input_tokens"] = "1000000000000"
        if self.chance(0.02):
            cells.update(input_tokens="0", output_tokens="0")
        if cells["status"] == "failed" and self.chance(0.3):
            cells.update({column: "" for column in oracle.QUANTITY_COLUMNS})
        elif self.chance(0.04):
            cells["output_tokens"] = ""
        return cells

    def record(self, cells, books, settings):
        """Recorded cost and credits: right, blank, nearly right or wrong."""
        r = oracle.Request(cells, "x", 1)
        oracle.rate(r, books, settings)
        for price, _ in getattr(r, "how", {}).values():
            assert (price * 10**18).denominator == 1, "a derived price needs more than 18 decimals"
        assert (r.notional * 10**18).denominator == 1, "a cost needs more than 18 decimals"
        unit, cost = Fraction(1, 10**settings.cost_decimals), oracle.half_up(r.cost, settings.cost_decimals)
        kind, rate = self.random.random(), books.rates.get((r.day, r.currency))
        made = (cost if kind < 0.5 else r.cost if kind < 0.6 else cost + self.pick([-1, 1]) * unit if kind < 0.66
                else cost + self.pick([-1, 1]) * settings.tolerance if kind < 0.72
                else cost + self.pick([-unit / 2, unit / 2, unit * Fraction(49, 100)]) if kind < 0.77
                else Fraction(0) if kind < 0.8 else -cost if kind < 0.82 else cost * 2 + unit if kind < 0.9 else None)
        if made is not None and rate:
            made = oracle.half_up(made / rate, 12)
        if "vendor_cost_usd" in cells and made is not None:
            cells["vendor_cost_usd"] = decimal(made) + ("" if made.denominator == 1 else self.pick(["", "", "0", "000000000000000000"]))
            if made == 0 and self.chance(0.3):
                cells["vendor_cost_usd"] = "-0.00"
        kind = self.random.random()
        charge = (r.credits if kind < 0.7 else r.credits + self.pick([Fraction(1, 10), -Fraction(1, 10), 1, Fraction(1, 100)])
                  if kind < 0.82 else Fraction(0) if kind < 0.86 else -r.credits if kind < 0.88 else None)
        if "credits_deducted" in cells and charge is not None:
            cells["credits_deducted"] = decimal(charge) + ("" if charge.denominator == 1 else self.pick(["", "0", "0000000"]))

    # ----------------------------------------------------------------------------------- files

    def file_columns(self):
        """Columns of one export: the required ones, most others, some of nobody's, in any order."""
        must = ["request_id", "request_started_at", "provider", "model", "user_id", "account_id", "input_tokens", "output_tokens"]
        rest = [column for column in oracle.KNOWN_COLUMNS if column not in must]
        drop = self.random.sample(rest, self.random.randint(0, 9)) if self.chance(0.5) else []
        columns = must + [c for c in rest if c not in drop] + self.random.sample(["note", "Überschrift", "x-extra"], self.pick([0, 1, 2]))
        self.random.shuffle(columns)
        return columns

    def lines(self, export):
        """The file's records as bytes, faults and blank lines among them."""
        delimiter, always = export["delimiter"], export["quote all"]
        header = delimiter.join(self.field(self.pick([c, c, c.upper(), " " + c + " "]), delimiter, always) for c in export["columns"])
        out, bad, limit = [header.encode()], 0, len(export["rows"]) // 4
        for cells in export["rows"]:
            fields = [cells.get(c, "") for c in export["columns"]]
            if bad < limit and self.chance(0.12):
                bad += 1
                broken = self.broken(dict(cells), export, header)
                out.append(broken)
            if self.chance(0.02):
                out.append(b"")
            out.append(delimiter.join(self.field(f, delimiter, always) for f in fields).encode())
        return out

    def broken(self, cells, export, header):
        """A record with exactly one fault, mostly under a new id."""
        columns, delimiter, always = export["columns"], export["delimiter"], export["quote all"]
        if self.chance(0.7):
            cells["request_id"] = "bad-%d" % self.random.randint(0, 10**6)
        join = lambda: delimiter.join(self.field(cells.get(c, ""), delimiter, always) for c in columns).encode()
        if self.chance(0.6):
            column = self.pick([c for c in columns if c in BAD_CELLS])
            cells[column] = self.pick(BAD_CELLS[column])
            return join()
        kind = self.pick(RAW_FAULTS)
        if kind == "header":
            return header.encode()
        if kind == "spaces":
            return b"   "
        if kind in ("many", "trailing"):
            return join() + (delimiter + ("1" if kind == "many" else "")).encode()
        if kind == "few":
            columns = columns[:-1]
            return join()
        if kind == "no user":
            cells["user_id"] = cells["account_id"] = ""
        if kind == "no quantity":
            cells.update({column: "" for column in oracle.QUANTITY_COLUMNS}, status="")
        if kind == "order" and "request_completed_at" in columns:
            cells["request_completed_at"] = "2026-05-01T00:00:00Z"
        if kind in ("inner quote", "after quote", "not utf-8"):
            cells["user_id"] = "SPOIL"
            spoiled = {"inner quote": b'a"b', "after quote": b'"ab"c',
                       "not utf-8": self.pick([b"a\xffb", b"\xc0\xaf", b"\xed\xa0\x80", b"caf\xe9"])}[kind]
            return join().replace(b'"SPOIL"' if always else b"SPOIL", spoiled)
        if kind == "order" and "request_completed_at" not in columns:
            cells["request_id"] = "total"
        return join()

    def make_ledger(self):
        books, settings = oracle.Books(self.folder), oracle.Settings(self.folder)
        exports = []
        for path in self.random.sample(PATHS, self.random.randint(2, 5)):
            delimiter = "\t" if ".tsv" in path else self.pick([",", ",", ",", ";", "|"])
            exports.append({"path": path, "delimiter": delimiter, "quote all": self.chance(0.25),
                            "columns": self.file_columns(), "rows": []})
        for number in range(self.row_count):
            export = self.pick(exports)
            cells = self.request(number)
            cells = {c: cells[c] for c in export["columns"] if c in oracle.KNOWN_COLUMNS}
            if cells.get("status", "") != "failed" and not any(cells.get(c, "").strip() for c in oracle.QUANTITY_COLUMNS):
                cells["input_tokens"] = "1"
            self.record(cells, books, settings)
            for c in export["columns"]:
                if c not in oracle.KNOWN_COLUMNS:
                    cells[c] = self.pick(["", "ok", "two\nlines", "a\tb", 'say "x", y', "=1"])
            export["rows"].append(cells)
        self.repeat_rows(exports)
        for export in exports:
            self.write_export(export)

    def repeat_rows(self, exports):
        """Duplicates and conflicts, in the same file or another, before or after."""
        for _ in range(max(4, self.row_count // 25)):
            source, target = self.pick(exports), self.pick(exports)
            if not source["rows"]:
                continue
            cells = dict(self.pick(source["rows"]))
            kind = self.random.random()
            if kind < 0.2:
                cells["output_tokens"] = self.pick(["77", cells["output_tokens"] + ".0" if cells["output_tokens"].isdigit() else "5"])
            elif kind < 0.4 and "credits_deducted" in cells:
                cells["credits_deducted"] = "12.5"
            elif kind < 0.5:                                           # the same number in other words
                cells["input_tokens"] = cells["input_tokens"] + " "
            elif kind < 0.55:
                cells["request_started_at"] = "2026-08-08T08:08:08Z"
            target["rows"].insert(self.random.randint(0, len(target["rows"])), cells)

    def write_export(self, export):
        lines = self.lines(export)
        end = self.pick([b"\n", b"\n", b"\r\n", b"\r", None])
        data = b"".join(line + (end or self.pick([b"\n", b"\r\n"])) for line in lines)
        if self.chance(0.2):
            data = data.rstrip(b"\r\n")
        data = self.pick([b"", b"", b"\xef\xbb\xbf"]) + data
        if export["path"].endswith(".gz") or export["path"].startswith("zipped"):
            cut = self.pick([0, len(data) // 2])
            data = b"".join(gzip.compress(part, mtime=0) for part in (data[:cut], data[cut:]) if part)
        self.write("ledger/" + export["path"], data)

    def make(self):
        self.make_settings()
        self.make_prices()
        self.make_aliases()
        self.make_plans()
        for optional in (self.make_derivations, self.make_models, self.make_multipliers, self.make_rates):
            if self.chance(0.93):
                optional()
        self.make_ledger()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=300)
    options = parser.parse_args()
    if os.path.isdir(options.folder) and os.listdir(options.folder):
        raise SystemExit("make_workspace: the folder is not empty")
    Maker(options.seed, options.folder, options.rows).make()


if __name__ == "__main__":
    main()
