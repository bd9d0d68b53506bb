#!/usr/bin/env python3
"""Runs the program and the oracle's bridge on random pairs of periods, compares all three files and checks their laws.

    bridges.py PROGRAM [--seeds 1-12] [--rows 240] [--keep FOLDER]
    bridges.py - --seeds 1-12                        # the laws alone, on the oracle's own files

What differs is printed with its seed; then the exit status is 1. At the end, how often each branch was exercised.
"""
import argparse
import collections
import copy
import csv
import datetime
import gzip
import io
import json
import pathlib
import random
import shutil
import subprocess
import tempfile
from fractions import Fraction

import bridge
import compare_sample_data
import make_workspace
import oracle

DAY, HOUR = 86400 * oracle.SECOND, 3600 * oracle.SECOND
FILES = ["comparison.csv", "comparison-movers.csv", "comparison-facts.csv"]
# A, B, the reporting zone, and what is special.
SHAPES = [
    ("2026-06", "2026-07", "UTC", ""),
    ("2026-02", "2026-03", "America/New_York", ""),
    ("2026-02-10..2026-02-28", "2026-03-01..2026-03-29", "Europe/Berlin", ""),               # t* on a day of 23 hours
    ("2026-07", "2026-06", "Asia/Kolkata", ""),                                              # B before A
    ("2026-Q1", "2026-Q2", "Pacific/Kiritimati", "cut"),
    ("2026-09-01..2026-09-20", "2026-10-05..2026-10-25", "Europe/Berlin", "tiny"),           # 25 hours
    ("2026-05", "2026-06", "Australia/Lord_Howe", "costs"),
    ("2026-03-05..2026-03-20", "2026-04-01..2026-04-23", "Africa/Cairo", "small"),           # its next day has no midnight
    ("2026-08", "2026-07-01..2026-07-09", "America/New_York", ""),                           # B before A, and shorter
    ("2026-03", "2026-04-01..2026-04-29", "Australia/Lord_Howe", "cut to 2026-04-05"),       # 24.5 hours
    ("2026-06", "2026-07", "UTC", "many"),
    ("2026-03..2026-04", "2026-05", "America/Santiago", "recorded"),
]
LAW_A, LAW_B, MOVE = "2026-05-01..2026-05-20", "2026-06-10..2026-06-29", 40 * DAY
BETWEEN = "2026-06-01"
DUST = Fraction(1, 10**15)
ROW_COLUMNS = ["request_id", "request_started_at", "user_id", "account_id", "tier", "service", "provider", "model",
               "service_tier", "region", "status", "byok", *oracle.QUANTITY_COLUMNS]


def stamp(at):
    moment = oracle.EPOCH + datetime.timedelta(seconds=at // oracle.SECOND)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{at % oracle.SECOND:09d}Z"


# -------------------------------------------------------------------------------------- generator

class Shop:
    """A small business: few accounts and models, so that keys recur, and books that change within the periods.

    With `quiet` books nothing changes, no model is withdrawn, and all usage is in A (for the laws)."""

    MODELS = [("alpha", "one"), ("alpha", "two"), ("=beta", "three, x"), ("=beta", "vox"), ("=beta", "tiny:free")]

    def __init__(self, seed, a, b, zone, special="", rows=240, quiet=False):
        self.dice, self.special, self.zone, self.quiet = random.Random(f"{seed} {quiet}"), special, zone, quiet
        self.pick, self.chance = self.dice.choice, lambda p: self.dice.random() < p
        self.a, self.b = bridge.read_period(a), bridge.read_period(b)
        self.settings_only = type("Zone", (), {"zone": oracle.zoneinfo.ZoneInfo(zone), "day": oracle.Settings.day})()
        self.spans = [self.span(self.a), self.span(self.b)]
        self.last_day = self.b.last
        if special.startswith("cut"):
            cut = datetime.date.fromisoformat(self.b.last) - datetime.timedelta(days=5)
            self.last_day = special.partition(" to ")[2] or cut.isoformat()
            self.spans[1] = (self.spans[1][0], self.end_of(self.last_day))
        self.number = 0
        self.make_books()
        self.make_rows(rows)

    def end_of(self, day):
        return bridge.end_of_day(day, self.settings_only)

    def span(self, period):
        before = (datetime.date.fromisoformat(period.first) - datetime.timedelta(days=1)).isoformat()
        return self.end_of(before), self.end_of(period.last)

    # ----------------------------------------------------------------------------- books

    def changes(self, most, least=0):
        """So many instants of a change: within the periods, or within hours of t*."""
        if self.quiet:
            return []
        (start, end), after = self.pick(self.spans), self.end_of(self.last_day)
        found = {self.dice.randrange(start, end) for _ in range(self.dice.randint(least, most))}
        if self.chance(0.25):
            found.add(after + self.pick([-1, 0, -HOUR, HOUR, -HOUR // 2, HOUR // 2, -HOUR - 1, HOUR - 1]))
        return sorted(found)

    def series(self, rows, key, value, most=2, first="2025-01-01", last="", least=0):
        """Rows of one key in time order, each with a value of its own."""
        starts = [first] + [stamp(at) for at in self.changes(most, least) if stamp(at) > first]
        rows += [dict(key, **value(), effective_from=start, effective_to="") for start in starts]
        rows[-1]["effective_to"] = last if last > starts[-1] else ""

    def price(self, token=True):
        size = {"tiny": 10, "small": 10**4}.get(self.special, 10**6)
        whole = self.dice.randint(1, 40 * size) if token else self.dice.randint(1, max(size // 10, 1))
        return {"price_usd": oracle.decimal_text(Fraction(whole, 10**6))}

    def make_books(self):
        inside_b = stamp(self.dice.randrange(*self.spans[1]))
        inside_a = stamp(self.dice.randrange(*self.spans[0]))
        self.prices = []
        for provider, model in self.MODELS:
            add = lambda unit, **more: self.series(
                self.prices, dict(provider=provider, model=model, unit_class=unit,
                                  **{k: v for k, v in more.items() if k not in ("first", "last")}),
                lambda: self.price(unit in oracle.TOKEN_CLASSES),
                **{k: v for k, v in more.items() if k in ("first", "last")})
            add("input")
            add("output")
            for unit in ("cache_read", "reasoning", "audio_output", "image", "search", "second", "request"):
                if self.chance(0.75):
                    add(unit, first="2025-01-01" if self.quiet else self.pick(["2025-01-01", "2025-01-01", inside_a, inside_b]))
            if self.chance(0.4):
                add(self.pick(["input", "output"]), context_over="8000")
            if self.chance(0.3):
                add("output", region="eu")
                add("input", region="eu")
        million = dict(provider="gamma", unit_class="input")
        if not self.quiet:                                # priced late, withdrawn, both
            self.series(self.prices, dict(million, model="late"), self.price, first=inside_b)
            self.series(self.prices, dict(million, model="gone"), self.price, last=self.pick([inside_a, inside_b]))
            self.series(self.prices, dict(million, model="brief"), self.price, first=inside_a, last=inside_b)
        self.derivations = [
            dict(provider="*", unit_class=unit, service_tier=tier, from_unit_class=source, factor=factor)
            for unit, tier, source, factor in (
                ("cache_read", "standard", "input", "0.1"), ("cache_write_5m", "standard", "input", "1.25"),
                ("cache_write_1h", "standard", "input", "2"), ("reasoning", "standard", "output", "1"),
                ("audio_input", "standard", "input", "2"), ("audio_output", "standard", "output", "2.5"),
                ("", "batch", "", "0.5"))]
        times = lambda: {"multiplier": self.pick(["1", "1.5", "1.333333", "2.25", "0", "0.9", "1.05"])}
        self.multipliers = []
        for level, tier, provider, model in (("default", "", "", ""), ("tier", "pro", "", ""), ("model", "", "", "one"),
                                             ("combination", "swing", "alpha", ""), ("provider", "", "=beta", "")):
            if level == "default" or self.chance(0.5):
                self.series(self.multipliers, dict(level=level, tier=tier, provider=provider, model=model,
                                                   status="approved"), times)
        self.plans = [dict(tier="free", is_free="true"), dict(tier="pro", is_free="false")]
        flag = self.chance(0.5)
        self.series(self.plans, {"tier": "swing"}, lambda: {"is_free": str(len(self.plans) % 2 == flag).lower()}, 3, least=1)
        self.models = []
        for provider, model in self.MODELS[:4]:
            self.series(self.models, dict(provider=provider, model=model),
                        lambda: {"class": self.pick(oracle.MODEL_CLASSES)}, 1)
        self.aliases = []
        self.series(self.aliases, dict(provider="alpha", alias="latest"), lambda: {"model": self.pick(["one", "two"])}, 1)
        if not self.quiet:                                # a name for two models at once
            self.aliases += [dict(provider="alpha", alias="both", model="one", effective_from="2025-01-01",
                                  effective_to="2027-01-01"),
                             dict(provider="alpha", alias="both", model="two", effective_from=inside_a)]
        self.accounts = []
        for account in ("a1", "a2", "u9"):
            self.series(self.accounts, {"account_id": account}, lambda: {"plan": self.pick(["pro", "free", "swing"])}, 1)
        dated = lambda values: [{"value": self.pick(values)}, {"tier": "pro", "value": self.pick(values)}] + [
            {"from": stamp(at), "value": self.pick(values)} for at in self.changes(2)] + [
            {"from": stamp(at), "tier": "swing", "value": self.pick(values)} for at in self.changes(1)]
        tiny = self.special in ("tiny", "small")
        self.settings = {
            "time_zone": self.zone, "credit_value_usd": dated(["0.00001"] if tiny else ["0.01", "0.0125", "0.003"]),
            "credit_increment": dated(["0.01", "0.1", "1"]), "default_multiplier": "1.7",
            "charge": self.pick([["completed", "partial", "cancelled"], ["completed"], ["completed", "failed"]]),
            "byok_markup_percent": {"free": "3", "budget": "5", "standard": "7.25", "premium": "12.5"}}
        if self.special in ("costs", "recorded"):
            self.multipliers, self.plans = [], []

    # ------------------------------------------------------------------------------ rows

    def make_rows(self, count):
        self.rows = []
        for number in range(count):
            period = 0 if self.quiet or number % 2 else 1
            self.rows.append(self.row(period, self.dice.randrange(*self.spans[period])))
        if self.special == "many":
            for number in range(2600):
                row = self.row(number % 2, self.dice.randrange(*self.spans[number % 2]))
                self.rows.append(dict(row, account_id=f"m{self.dice.randint(number // 3, number // 2)}"))
        if self.quiet:                                    # on the first and last day, for equal numbers of days
            self.rows += [self.row(0, self.spans[0][0] + 12 * HOUR), self.row(0, self.spans[0][1] - 12 * HOUR)]
            return
        if not self.special.startswith("cut") and self.b.last > self.a.last:
            self.rows.append(self.row(1, self.spans[1][1] - 1))
        if self.chance(0.5):      # the ledger covers what is before, every day (a lone early row is one of a wrong clock)
            start = min(start for start, _ in self.spans)
            self.rows += [self.row(0, start - days * DAY) for days in range(1, 41)]
        # An unreadable row covers no day.
        self.rows.append(dict(self.row(1, self.spans[1][1] + 5 * DAY), input_tokens="x"))
        for _ in range(6):                                # duplicates, conflicts, an id in both periods
            twin = dict(self.pick(self.rows[:count]))
            if self.chance(0.3):
                twin["output_tokens"] = "77"
            elif self.chance(0.4):
                twin = dict(self.pick(self.rows[:count]), request_id=twin["request_id"])
            self.rows.append(twin)

    def row(self, period, at):
        self.number += 1
        account = self.pick(["a1", "a2", "=a3", "ü4", 'q"5'] * 3 + [["gone1", "gone2"], ["new1", "=new2"]][period])
        tier = {"a1": "pro", "a2": "swing", "=a3": "free", 'q"5': "pro"}.get(account, self.pick(["basic", "swing"]))
        provider, model = self.pick(self.MODELS * 3 + [("alpha", "latest")] + ([] if self.quiet else [
            ("gamma", "late"), ("gamma", "gone"), ("gamma", "brief"), ("gamma", "never"), ("alpha", "both")]))
        r = {"request_id": f"r{self.number}", "request_started_at": stamp(at), "user_id": f"u{self.number % 5}",
             "account_id": account, "tier": self.pick([tier] * 9 + ["", "pro"]), "provider": provider, "model": model,
             "service": self.pick(["chat"] * 6 + ["", "agent"]), "service_tier": self.pick(["", "standard"] * 5 + ["batch"]),
             "region": self.pick([""] * 8 + ["eu", "us"]), "byok": self.pick(["false"] * 7 + ["true"]),
             "status": self.pick(["completed"] * 8 + ["failed", "partial", ""])}
        if self.chance(0.07):                             # grouped by its user
            r.update(account_id="", user_id="u9", tier="")
        count = lambda most: str(self.dice.randint(0, most))
        if model == "vox" and (period == 0 or self.chance(0.5)):        # no prompt, at least in A
            r["audio_output_tokens"] = count(5000)
            r["seconds"] = oracle.decimal_text(Fraction(self.dice.randint(0, 10**6), 1000))
        elif model in ("late", "gone", "brief"):
            r["input_tokens"] = count(9000)
        else:
            r.update(input_tokens=count(self.pick([900, 9000, 90000])), output_tokens=count(4000))
            for column, share in (("cache_read_tokens", 0.4), ("cache_write_5m_tokens", 0.15), ("cache_write_1h_tokens", 0.1),
                                  ("reasoning_tokens", 0.3), ("audio_input_tokens", 0.05), ("images", 0.05),
                                  ("searches", 0.05), ("image_input_tokens", 0.04)):
                if self.chance(share):
                    r[column] = count(9 if column in ("images", "searches") else 20000)
        return r

    def copies(self, times, move=MOVE):
        """The rows again so much later, so many times, with ids of their own."""
        return [dict(r, request_id=f"{r['request_id']}-{n}",
                     request_started_at=stamp(oracle.read_instant(r["request_started_at"], "") + move))
                for n in range(times) for r in self.rows]

    # --------------------------------------------------------------------------- writing

    def write(self, folder, shuffle=None):
        folder = pathlib.Path(folder)
        for path, rows in (("prices/all.csv", self.prices), ("derivations.csv", self.derivations),
                           ("multipliers.csv", self.multipliers), ("plans.csv", self.plans), ("models.csv", self.models),
                           ("aliases.csv", self.aliases), ("accounts.csv", self.accounts)):
            if rows:
                columns = list(dict.fromkeys(c for row in rows for c in [*row, "effective_from", "effective_to"]))
                put(folder / path, columns, rows)
        (folder / "assay.json").write_text(json.dumps(self.settings))
        columns = ROW_COLUMNS + (["credits_deducted"] if self.special == "recorded" else [])
        rows = [dict(row, credits_deducted="1.5") for row in self.rows]
        if shuffle:
            shuffle.shuffle(rows)
        cut = len(rows) // 3
        for path, part in (("ledger/a.csv", rows[:cut]), ("ledger/b.csv.gz", rows[cut:2 * cut]),
                           ("ledger/deep/c.csv", rows[2 * cut:])):
            put(folder / path, columns, part)
        return folder


def put(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


# ------------------------------------------------------------------------------------------- laws

def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def amount_of(text):
    """None where it is blank, as it is not known."""
    return Fraction(text) if text else None


def broken_laws(folder):
    """C §11.1 and 2, from the files alone. What is not known is in no sum."""
    rows, movers = table(folder / FILES[0]), table(folder / FILES[1])
    measures = [m for m in bridge.MEASURES if any(r["measure"] == m for r in rows)]
    value = {}
    for column in ("value", "shown"):
        part = {(r["measure"], r["driver"], r["detail"]): amount_of(r[column]) for r in rows if r["driver"]}
        value.update({(column, *key): amount for key, amount in part.items()})
        for m in measures:
            if None in (part[m, "start", ""], part[m, "end", ""]):
                if any(part[m, d, detail] is not None for d in bridge.DRIVERS for detail in ["", *bridge.DETAILS.get(d, [])]):
                    yield f"law 1: {m}, {column}: a driver of a change that is not known"
                continue
            if part[m, "start", ""] + sum(part[m, d, ""] for d in bridge.DRIVERS) != part[m, "end", ""]:
                yield f"law 1: {m}, {column}: the drivers do not sum"
            if part[m, "rest", ""] or part[m, "corrections", ""]:
                yield f"law 1: {m}, {column}: a rest"
            for driver, details in bridge.DETAILS.items():
                if sum(part[m, driver, detail] for detail in details) != part[m, driver, ""]:
                    yield f"law 1: {m}, {column}: the details of {driver} do not sum"
        if len(measures) == 3 and column == "value":
            for (m, *key), amount in part.items():
                if m == bridge.MARGIN and amount is not None and amount != part[bridge.REVENUE, *key] - part[bridge.COST, *key]:
                    yield f"law 2: the margin of {key}"
    for row in rows:
        if row["measure"] in measures and row["value"]:
            places = len(row["shown"].partition(".")[2])
            if abs(Fraction(row["shown"]) - Fraction(row["value"])) >= Fraction(2, 10**places):
                yield f"law 1: {row} is shown too far off"
    sums, keys, blank = collections.Counter(), collections.defaultdict(dict), set()
    for row in movers:
        place = row["measure"], row["dimension"]
        for column in ["a_usd", "b_usd", *(d + "_usd" for d in bridge.DRIVERS)]:
            sums[(*place, column)] += amount_of(row[column]) or 0
            if not row[column]:
                blank.add(place)
        name = tuple(row[c] for c in ("account", "tier", "provider", "model"))
        if row["rank"] != "1001":
            keys[place][name] = row
    for m in measures:
        for dimension in bridge.DIMENSIONS:
            if (m, dimension) in blank:
                continue
            for driver in bridge.DRIVERS:
                if sums[m, dimension, driver + "_usd"] != value["value", m, driver, ""]:
                    yield f"law 2: {m} by {dimension}: {driver} does not sum"
            for column, end in (("a_usd", "start"), ("b_usd", "end")):
                if sums[m, dimension, column] != value["value", m, end, ""]:
                    yield f"law 2: {m} by {dimension}: {end} does not sum"
    for dimension in bridge.DIMENSIONS if len(measures) == 3 else []:
        revenue, cost, margin = (keys[m, dimension] for m in bridge.MEASURES)
        for name in set(revenue) & set(cost) & set(margin):
            for column in bridge.MOVER_COLUMNS[10:]:
                if margin[name][column] and Fraction(margin[name][column]) != Fraction(revenue[name][column]) - Fraction(cost[name][column]):
                    yield f"law 2: {column} of {name} by {dimension}"


def moved(folder, *allowed, dust=0):
    """The drivers and details other than these that are not 0 (or more than dust)."""
    return sorted({(r["driver"], r["detail"]) for r in table(folder / FILES[0])
                   if r["driver"] not in ("start", "end", "") and abs(amount_of(r["value"]) or 0) > dust
                   and r["driver"] not in allowed and (r["driver"], r["detail"]) not in allowed})


# ------------------------------------------------------------------------------------------ check

class Check:
    """Compares the program with the oracle, and both with the laws."""

    def __init__(self, program, room):
        self.program, self.room = program, room
        self.tally, self.faults, self.count, self.label = collections.Counter(), [], 0, ""

    def fault(self, text):
        self.faults.append(f"{self.label}: {text}")
        print(self.faults[-1], flush=True)

    def run(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True)

    def new_folder(self):
        self.count += 1
        return self.room / f"out{self.count}"

    def compare(self, workspace, a, b, scenario=None, options=(), real=None, known_at=""):
        """The folder with the program's three files (or the oracle's), after everything that holds for one comparison.

        With `real`, the program compares there, and `workspace` is its twin for the oracle."""
        expected = self.new_folder()
        facts = bridge.Facts(workspace, a, b, scenario, known_at)
        comparison = bridge.Comparison(facts)
        comparison.write(expected)
        self.notice(facts, comparison)
        if not self.program:
            for text in broken_laws(expected):
                self.fault(text)
            return expected
        out = self.new_folder()
        out.mkdir()
        run = self.run("compare", real or workspace, a, b, "--output", out, "--facts", out / FILES[2], *options,
                       *(["--scenario", scenario] if scenario else []), *(["--as-known-at", known_at] if known_at else []))
        if run.returncode not in (0, 2):
            self.fault(f"compare {a} {b}: exit status {run.returncode}: {run.stderr.strip()}")
            return expected
        for name in FILES:
            self.same(out / name, expected / name, f"compare {a} {b}")
        for text in broken_laws(out):
            self.fault(text)
        return out

    def same(self, got, want, what):
        got = got.read_bytes().splitlines() if got.exists() else ["no such file"]
        want_lines = want.read_bytes().splitlines()
        if got != want_lines:
            pairs = [(g, w) for g, w in zip(got + [None] * len(want_lines), want_lines) if g != w] or [(got[-1], None)]
            self.fault(f"{what}: {want.name}: {len(pairs)} lines differ, the first:\n    {pairs[0][0]}\n    {pairs[0][1]}")

    def notice(self, facts, comparison):
        self.tally.update({k: v for k, v in facts.tally.items() if v})
        self.tally.update({k: v for k, v in comparison.tally.items() if v})
        hours = (facts.closing + 1 - bridge.end_of_day(
            (datetime.date.fromisoformat(facts.closing_day) - datetime.timedelta(days=1)).isoformat(),
            facts.closing_settings)) / HOUR
        self.tally.update({"comparisons": 1, f"t* ends a day of {hours:g} hours": 1, "B before A": facts.b.first < facts.a.first,
                           "cost view": not facts.is_sold, "B not complete": facts.closing_day < facts.b.last,
                           "unequal numbers of days": facts.days[0] != facts.days[1],
                           "zone " + str(facts.closing_settings.zone): 1})

    def ends(self, workspace, a, b, out):
        """C §11.3, and that `run` writes the same two files where the ledger covers the period before."""
        if not self.program:
            return
        rows = {(r["measure"], r["driver"]): r["value"] for r in table(out / FILES[0]) if not r["detail"]}
        for period, end in ((a, "start"), (b, "end")):
            folder = self.new_folder()
            run = self.run("run", workspace, "--period", period, "--output", folder, "--quiet")
            if run.returncode not in (0, 2):
                self.fault(f"run --period {period}: exit status {run.returncode}: {run.stderr.strip()}")
                continue
            facts = table(folder / "facts.csv")
            for measure in (bridge.REVENUE, bridge.COST):
                total = sum(Fraction(r[measure] or 0) for r in facts)
                if (measure, end) in rows and total != Fraction(rows[measure, end]):
                    self.fault(f"law 3: {measure} of {period}: run {total}, compare {rows[measure, end]}")
            self.beside_run(workspace, period, folder)

    def beside_run(self, workspace, text, folder):
        period = bridge.read_period(text)
        before = period_before(text)
        try:
            facts = bridge.Facts(workspace, before, text)
        except oracle.Refused:
            facts = None
        first, last = bridge.read_period(before)[1:]
        if facts is None or not (facts.covered[0] <= first and last <= facts.covered[1]):
            if (folder / FILES[0]).exists():
                self.fault(f"run --period {period.name} compares with {before}, which the ledger does not cover")
            return
        expected = self.new_folder()
        bridge.Comparison(facts).write(expected)
        self.tally["run with the period before"] += 1
        for name in FILES[:2]:
            self.same(folder / name, expected / name, f"run --period {text}")

    def refused(self, status, workspace, *arguments):
        if not self.program:
            return
        out = self.new_folder()
        run = self.run("compare", workspace, *arguments, "--output", out)
        if run.returncode != status or out.exists() and any(out.iterdir()):
            self.fault(f"compare {' '.join(arguments)}: exit status {run.returncode}, expected {status}: {run.stderr.strip()}")
        return run.stderr

    # --------------------------------------------------------------------------- workspaces

    def sample(self):
        self.label, real = "sample", self.room / "real"
        shutil.copytree(compare_sample_data.SAMPLE, real, ignore=shutil.ignore_patterns("out", "assay.db"))
        self.compare(compare_sample_data.twin(self.room), "2026-08", "2026-09", real=real)

    def shop(self, seed, rows):
        a, b, zone, special = SHAPES[(seed - 1) % len(SHAPES)]
        self.label = f"seed {seed}, shop"
        workspace = Shop(seed, a, b, zone, special, rows).write(self.room / f"shop{seed}")
        out = self.compare(workspace, a, b)
        self.ends(workspace, a, b, out)
        if seed % 3 == 1:
            self.compare(workspace, b, a)
        self.refused(64, workspace, a, a)
        message = self.refused(1, workspace, "2020-01", b)
        facts = bridge.Facts(workspace, a, b)
        for want in ("no usage in 2020-01", *facts.covered):
            if message is not None and want not in message:
                self.fault(f"the message does not say {want}")
        if self.program:
            again = self.new_folder()
            again.mkdir()
            self.run("compare", workspace, a, b, "--output", again, "--facts", again / FILES[2], "--threads", 1 + seed % 4)
            for name in FILES:
                self.same(again / name, out / name, "law 3, 6: a second run, with other threads")

    def bazaar(self, seed, rows):
        """A workspace of make_workspace.py: odd names, exports and cells; keys seldom recur."""
        self.label = f"seed {seed}, bazaar"
        workspace, dice = self.room / f"bazaar{seed}", random.Random(seed)
        make_workspace.Maker(seed, str(workspace), rows).make()
        a, b = dice.choice([("2026-08", "2026-09"), ("2026-07", "2026-08"), ("2026-09", "2026-10"), ("2026-09", "2026-07"),
                            ("2026-07-05..2026-08-04", "2026-08-06..2026-09-20"), ("2026-07..2026-08", "2026-09")])
        self.ends(workspace, a, b, self.compare(workspace, a, b))
        self.compare(workspace, a, b, known_at="2026-10-15")
        self.unnamed_periods(workspace)

    def unnamed_periods(self, workspace):
        """C §1: the last whole month against the month before it."""
        if not self.program:
            return
        months = ["2026-07", "2026-08", "2026-09", "2026-10"]
        covered = bridge.Facts(workspace, *months[:2]).covered
        last = max(m for m in months if bridge.read_period(m).last <= covered[1])
        expected, out = self.new_folder(), self.new_folder()
        bridge.Comparison(bridge.Facts(workspace, period_before(last), last)).write(expected)
        run = self.run("compare", workspace, "--output", out)
        if run.returncode not in (0, 2):
            self.fault(f"compare: exit status {run.returncode}: {run.stderr.strip()}")
        for name in FILES[:2]:
            self.same(out / name, expected / name, f"compare without periods, {last}")

    def laws(self, seed, rows):
        """C §11.4, 5, 6 and a scenario, on books that do not change but for what the law says."""
        self.label = f"seed {seed}, laws"
        dice = random.Random(seed)
        shop = Shop(seed, LAW_A, LAW_B, dice.choice(make_workspace.ZONES), rows=rows // 2, quiet=True)

        def written(name, times, change=None):
            made = copy.deepcopy(shop)
            made.rows = shop.rows + made.copies(times)
            if change:
                change(made, dice)
            return made, made.write(self.room / f"{name}{seed}")

        _, workspace = written("again", 1)
        self.law("4: A's requests again", self.compare(workspace, LAW_A, LAW_B))
        made, workspace = written("thrice", 3)
        out = self.compare(workspace, LAW_A, LAW_B)
        # ⟨factor × w⟩ of three requests is not always three times that of one: the spec's last 10^-18 USD.
        self.law("4: three times", out, "volume", dust=DUST)
        shuffled = made.write(self.room / f"shuffled{seed}", shuffle=dice)
        other = self.compare(shuffled, LAW_A, LAW_B, options=["--threads", 1 + seed % 3])
        for name in FILES:
            self.same(other / name, out / name, "law 6: other files, order and threads")
        for name, change, allowed in (
                ("prices", change_prices, ["vendor_prices"]), ("multipliers", change_multipliers, ["multipliers"]),
                ("plans", change_plans, ["multipliers"]), ("step", change_step, ["credit_step"]),
                ("all", change_all, ["vendor_prices", "multipliers", "credit_step", "unpriced"])):
            _, workspace = written(name, 1, change)
            out = self.compare(workspace, LAW_A, LAW_B)
            self.law("5: " + name, out, *allowed)
            if ("credit_step", "rounding") in moved(out):
                self.fault(f"law 5: {name}: rounding is not 0")
        self.scenario(seed, shop, dice)

    def law(self, name, out, *allowed, dust=0):
        details = {(driver, detail) for driver in allowed for detail in bridge.DETAILS.get(driver, [])}
        found = moved(out, *allowed, *details, dust=dust)
        if found:
            self.fault(f"law {name}: not 0: {found}")
        for driver in sorted({driver for driver, _ in moved(out, dust=dust)}):
            self.tally[f"law {name.partition(':')[0]}: {driver} moves"] += 1

    def scenario(self, seed, shop, dice):
        workspace = shop.write(self.room / f"scenario{seed}")
        path = self.room / f"scenario{seed}.json"
        path.write_text(json.dumps({"name": "random", "changes": random_changes(dice)}))
        out = self.compare(workspace, LAW_A, LAW_A, scenario=path)
        self.law("scenario", out, "vendor_prices", "multipliers", "credit_step")


def period_before(text):
    """C §1: of equal kind, otherwise as many days."""
    first, last = map(datetime.date.fromisoformat, bridge.read_period(text)[1:])
    end = first - datetime.timedelta(days=1)
    if len(text) == 7 and "Q" in text:
        return f"{end.year}-Q{(end.month + 2) // 3}"
    if len(text) == 7:
        return end.isoformat()[:7]
    return f"{end - (last - first)}..{end}"


# ------------------------------------------------------------------------ what changes between A and B

def change_prices(shop, dice):
    for row in [r for r in shop.prices if dice.random() < 0.5] or shop.prices[:1]:
        price = Fraction(row["price_usd"]) * dice.choice([Fraction(137, 100), Fraction(1, 2), 3])
        shop.prices.append(dict(row, price_usd=oracle.decimal_text(price), effective_from=BETWEEN))


def change_multipliers(shop, dice):
    for row in list(shop.multipliers):
        shop.multipliers.append(dict(row, multiplier=dice.choice(["1.41", "2", "0.777777"]), effective_from=BETWEEN))


def change_plans(shop, dice):
    swing = [r for r in shop.plans if r["tier"] == "swing"][0]
    shop.plans.append(dict(swing, is_free={"true": "false", "false": "true"}[swing["is_free"]], effective_from=BETWEEN))


def change_step(shop, dice):
    shop.settings["credit_value_usd"].append({"from": BETWEEN, "value": dice.choice(["0.02", "0.007"])})
    shop.settings["credit_increment"].append({"from": BETWEEN, "value": dice.choice(["0.01", "1"])})


def change_all(shop, dice):
    for change in (change_prices, change_multipliers, change_plans, change_step):
        change(shop, dice)
    late = [r for r in shop.prices if (r["model"], r["effective_from"]) == ("two", "2025-01-01")]
    for row in late:                                      # without a price until then
        row["effective_from"] = "2026-05-25"


def random_changes(dice):
    """One to three changes of a scenario that rename and stop nothing."""
    provider, model = dice.choice(Shop.MODELS)
    tier = {"tier": dice.choice(["pro", "free", "swing"])}
    kinds = [dict({"multiplier": dice.choice(["1.4", "2.25", "3.123456"])},
                  **dice.choice([{}, tier, {"provider": provider}, {"provider": provider, "model": model}])),
             dict({"increment": dice.choice(["0.01", "0.1", "1"])}, **dice.choice([{}, tier])),
             dict({"credit_value_usd": dice.choice(["0.02", "0.008"])}, **dice.choice([{}, tier])),
             {"price_usd": dice.choice(["+20%", "-50%"]), "provider": provider, "model": model},
             dict(tier, is_free=dice.random() < 0.5)]
    changes = dice.sample(kinds, dice.randint(1, 3))
    for change in changes:
        if dice.random() < 0.4:
            change["from"] = dice.choice(["2026-05-10", "2026-05-12T06:30:00Z"])
    return changes


# What a long enough run must have exercised.
WANTED = ["reference own A", "reference group", "reference own B", "I_r = 0", "I_r = 0, prompt in B", "q_r = 0, used in B",
          "class used in A only", "cell of a continuing account, in A only", "account lost", "account new",
          "account unpriced in a period", "request outside the bridge", "request keeps its price",
          "request unpriced at its start", "request with own key",
          "request free at t*", "request not charged", "request of a class without a column", "price changes",
          "plan becomes paid or free", "platform fee changes", "multiplier changes", "credit step changes",
          "credit value changes", "band changes", "shown with 2 decimals", "shown with 4 decimals", "shown with 6 decimals",
          "rank 1001", "cost view", "B before A", "B not complete", "unequal numbers of days",
          "t* ends a day of 23 hours", "t* ends a day of 25 hours", "t* ends a day of 24.5 hours"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program, or - for the oracle's own files")
    parser.add_argument("--seeds", default="1-12", help="FIRST-LAST [1-12]")
    parser.add_argument("--rows", type=int, default=240, help="rows of each workspace [240]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    given = parser.parse_args()
    first, last = map(int, given.seeds.split("-"))
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.keep or temporary)
        if given.keep:
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir(parents=True)
        program = None if given.program == "-" else str(pathlib.Path(given.program).resolve())
        check = Check(program, room)
        check.sample()
        for seed in range(first, last + 1):
            for part in (check.shop, check.bazaar, check.laws):
                part(seed, given.rows)
    for name, number in sorted(check.tally.items()):
        if number:
            print(f"{number:8} {name}")
    for name in WANTED:
        if not check.tally[name]:
            print(f"   never {name}")
    print(f"bridges: {check.tally['comparisons']} comparisons, {len(check.faults)} faults")
    return 1 if check.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
