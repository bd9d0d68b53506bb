#!/usr/bin/env python3
"""Makes a random scenario for a workspace, and the workspace that has it in its books.

    python3 changed_books.py WORKSPACE SEED CHANGED SCENARIO.json

Written from docs/SIMULATION.md alone: `assay run CHANGED` must give the facts that
`assay simulate WORKSPACE SCENARIO.json --facts` gives, to the last digit.
"""

import csv
import io
import json
import pathlib
import random
import shutil
import sys
from datetime import datetime, timezone
from fractions import Fraction

from oracle import ALWAYS, DEFAULTS, NEVER, book_instant, relaxed_json


def start_of(stated):
    """The first instant of a change, or of an entry of a setting."""
    return book_instant(stated.get("from", ""), ALWAYS)


def written(nanoseconds, blank):
    if nanoseconds == blank:
        return ""
    seconds, rest = divmod(nanoseconds, 10**9)
    day = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{day}.{rest:09d}Z"


class Book:
    """A dated book, with every row's time spelled out once it is changed."""

    def __init__(self, path):
        self.path = path
        data = path.read_bytes() if path.exists() else b""
        text = data.decode("utf-8-sig")
        self.rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.columns = list(self.rows[0]) if self.rows else []

    def entries(self, rows):
        """The rows of one key, corrections applied, each with the time in which it counts."""
        latest = {}
        for row in rows:
            start = book_instant(row.get("effective_from") or "", ALWAYS)
            known = book_instant(row.get("recorded_at") or "", ALWAYS)
            if start not in latest or known >= latest[start][0]:
                latest[start] = (known, row)
        starts = sorted(latest)
        for start, after in zip(starts, starts[1:] + [NEVER]):
            row = latest[start][1]
            yield start, book_instant(row.get("effective_to") or "", after), row

    def replace(self, old, new):
        """Takes rows out and adds others, each with its own time."""
        gone = {id(row) for row in old}
        self.rows = [row for row in self.rows if id(row) not in gone]
        for start, end, row in new:
            if start >= end:
                continue
            row = dict(row)
            for column in ("effective_from", "effective_to"):
                if column not in self.columns:
                    self.columns.append(column)
            row["effective_from"] = written(start, ALWAYS)
            row["effective_to"] = written(end, NEVER)
            if "recorded_at" in row:
                row["recorded_at"] = ""
            self.rows.append(row)

    def write(self):
        with open(self.path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)


def outside(start, end, window):
    """The parts of a time that are not in the window."""
    if end <= window[0] or start >= window[1]:
        return [(start, end)]
    return [(start, min(end, window[0])), (max(start, window[1]), end)]


def inside(start, end, window):
    return max(start, window[0]), min(end, window[1])


def window(change, starts):
    """When a change holds for one key: an open one with a start lasts until the next row of that key."""
    start = start_of(change)
    if "to" in change:
        return start, book_instant(change["to"], NEVER)
    if "from" not in change:
        return start, NEVER
    return start, min([s for s in starts if s > start], default=NEVER)


def change_rows(book, rows, change, change_value):
    """Changes the value of the rows of one key that are in force."""
    history = list(book.entries(rows))
    time = window(change, [start for start, _, _ in history])
    kept = [
        (*part, row) for start, end, row in history for part in outside(start, end, time)
    ]
    kept += [
        (*inside(start, end, time), change_value(row))
        for start, end, row in history
        if inside(start, end, time)[0] < inside(start, end, time)[1]
    ]
    book.replace(rows, kept)


class Workspace:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.multipliers = Book(self.path / "multipliers.csv")
        self.plans = Book(self.path / "plans.csv")
        self.aliases = Book(self.path / "aliases.csv")
        self.prices = [Book(p) for p in sorted((self.path / "prices").glob("*.csv"))]
        settings = self.path / "assay.json"
        self.settings = relaxed_json(settings.read_text("utf-8-sig")) if settings.exists() else {}

    def write(self):
        for book in [self.multipliers, self.plans, self.aliases] + self.prices:
            if book.rows:
                book.write()
        (self.path / "assay.json").write_text(json.dumps(self.settings))

    # Each kind of change.

    def multiplier(self, change):
        book = self.multipliers
        tier, provider, model = (change.get(k, "") for k in ("tier", "provider", "model"))
        level = (
            "combination" if tier and (provider or model) else "tier" if tier
            else "model" if model else "provider" if provider else "default"
        )
        groups = {(level, tier, provider, model): []}
        for row in book.rows:
            if row["status"] != "approved":
                continue
            asked = row.get("requested_by", "")
            if asked and asked == row.get("approved_by", ""):
                continue
            key = tuple(row.get(k, "") for k in ("level", "tier", "provider", "model"))
            same = key == (level, tier, provider, model)
            # Without a provider, the rows that differ from the key in it alone are meant too.
            meant = model and not provider and key[:2] == (level, tier) and key[3] == model
            if same or meant:
                groups.setdefault(key, []).append(row)
        if not book.columns:
            book.columns = ["level", "tier", "provider", "model", "multiplier", "status"]
        for key, rows in groups.items():
            history = list(book.entries(rows))
            time = window(change, [start for start, _, _ in history])
            row = dict(zip(("level", "tier", "provider", "model"), key))
            row |= {"multiplier": change["multiplier"], "status": "approved"}
            kept = [(*part, old) for s, e, old in history for part in outside(s, e, time)]
            book.replace(rows, kept + [(*time, row)])

    def setting(self, change, name, value):
        stated = self.settings.get(name, DEFAULTS[name])
        entries = stated if isinstance(stated, list) else [{"value": stated}]
        tier = change.get("tier")
        starts = {start_of(e) for e in entries}

        def at(tier, time):
            for named in (tier, None):
                started = [
                    (start_of(e), i, e) for i, e in enumerate(entries) if e.get("tier") == named
                ]
                started = [e for e in started if e[0] <= time]
                if started:
                    return max(started, key=lambda e: e[:2])[2]["value"]
            return DEFAULTS[name]

        def rows_of(tier):
            return [start_of(e) for e in entries if e.get("tier") == tier]

        def time_of(each):
            rows = rows_of(each)
            # A change of every tier is a general row to a tier of which no row of its own counts yet.
            if tier is None and "from" in change and start_of(change) < min(rows, default=NEVER):
                rows = rows + rows_of(None)
            return window(change, rows)

        tiers = {tier} if tier else {None} | {e.get("tier") for e in entries}
        result = [e for e in entries if e.get("tier") not in tiers]
        for each in sorted(tiers, key=lambda t: (t is not None, t or "")):
            time = time_of(each)
            for start in sorted({ALWAYS, *time, *starts} - {NEVER}):
                inside = time[0] <= start < time[1]
                entry = {"value": value if inside else at(each, start)}
                if start != ALWAYS:
                    entry["from"] = written(start, ALWAYS)
                if each is not None:
                    entry["tier"] = each
                result.append(entry)
        self.settings[name] = result

    def price(self, change):
        share = 1 + Fraction(change["price_usd"].rstrip("%")) / 100
        groups = {}
        for book in self.prices:
            for row in book.rows:
                if (row["provider"], row["model"]) != (change["provider"], change["model"]):
                    continue
                if "unit_class" in change and row["unit_class"] != change["unit_class"]:
                    continue
                key = tuple(row.get(k, "") for k in ("unit_class", "region", "context_over"))
                key += (row.get("service_tier") or "standard",)
                groups.setdefault(key, []).append((book, row))

        def raised(row):
            price = Fraction(row["price_usd"]) * share
            digits = price * 10**30
            assert digits.denominator == 1
            whole, rest = divmod(int(digits), 10**30)
            return row | {"price_usd": f"{whole}.{rest:030d}".rstrip("0").rstrip(".")}

        for rows in groups.values():
            history = list(rows[0][0].entries([row for _, row in rows]))
            time = window(change, [start for start, _, _ in history])
            new = []
            for start, end, row in history:
                new += [(*part, row) for part in outside(start, end, time)]
                new.append((*inside(start, end, time), raised(row)))
            old = [row for _, row in rows]
            columns = {c for _, r in rows for c in r}
            home = rows[0][0]
            home.columns += [c for c in sorted(columns) if c not in home.columns]
            for book in {id(b): b for b, _ in rows}.values():
                book.replace(old, new if book is home else [])

    def swap(self, change):
        provider, model, other = change["provider"], change["model"], change["swap_to"]
        time = (start_of(change), book_instant(change.get("to", ""), NEVER))
        book = self.aliases
        if not book.columns:
            book.columns = ["provider", "alias", "model", "effective_from", "effective_to"]
        groups = {}
        for row in book.rows:
            if row["provider"] == provider:
                groups.setdefault(row["alias"], []).append(row)
        free = [time]
        for alias, rows in groups.items():
            new = []
            for start, end, row in book.entries(rows):
                if alias == model:
                    free = [part for f in free for part in outside(*f, (start, end))]
                if row["model"] == model:
                    new += [(*part, row) for part in outside(start, end, time)]
                    new.append((*inside(start, end, time), row | {"model": other}))
                else:
                    new.append((start, end, row))
            book.replace(rows, new)
        row = {"provider": provider, "alias": model, "model": other}
        book.replace([], [(*part, row) for part in free])

    def plan(self, change):
        rows = [row for row in self.plans.rows if row["tier"] == change["tier"]]

        def changed(row):
            row = dict(row)
            for column in ("monthly_price_usd", "monthly_credits", "target_margin_percent"):
                if column in change:
                    row[column] = change[column]
            if "is_free" in change:
                row["is_free"] = "true" if change["is_free"] else "false"
            return row

        change_rows(self.plans, rows, change, changed)

    def make(self, change):
        if "multiplier" in change:
            self.multiplier(change)
        elif "increment" in change:
            self.setting(change, "credit_increment", change["increment"])
        elif "credit_value_usd" in change:
            self.setting(change, "credit_value_usd", change["credit_value_usd"])
        elif "price_usd" in change:
            self.price(change)
        elif "swap_to" in change:
            self.swap(change)
        else:
            self.plan(change)


def scenario(workspace, dice):
    """One to three random changes that name what is in the books."""
    tiers = sorted({row["tier"] for row in workspace.plans.rows})
    models = sorted({(r["provider"], r["model"]) for b in workspace.prices for r in b.rows})
    classes = sorted(
        {(r["provider"], r["model"], r["unit_class"]) for b in workspace.prices for r in b.rows}
    )
    days = ["2026-07-15", "2026-08-01", "2026-08-20T06:30:00Z", "2026-09-01", "2026-09-10"]

    def change():
        kind = dice.randrange(8)
        value = dice.choice(["1", "1.4", "2.25", "0.9", "3.123456"])
        provider, model = dice.choice(models)
        tier = dice.choice(tiers)
        if kind <= 2:
            what = dice.choice(
                [{}, {"tier": tier}, {"model": model}, {"provider": provider},
                 {"provider": provider, "model": model}, {"tier": tier, "model": model},
                 {"tier": tier, "provider": provider}]
            )
            return {"multiplier": value} | what
        where = dice.choice([{}, {"tier": tier}])
        if kind == 3:
            return {"increment": dice.choice(["0.01", "0.1", "1"])} | where
        if kind == 4:
            return {"credit_value_usd": dice.choice(["0.02", "0.0125", "0.008"])} | where
        if kind == 5:
            provider, model, unit = dice.choice(classes)
            one = dice.choice([{}, {"unit_class": unit}])
            share = dice.choice(["+20%", "-50%", "+25%", "+100%"])
            return {"price_usd": share, "provider": provider, "model": model} | one
        if kind == 6:
            others = [m for p, m in models if p == provider and m != model]
            if not others:
                return change()
            return {"swap_to": dice.choice(others), "model": model, "provider": provider}
        return {"tier": tier} | dice.choice(
            [{"target_margin_percent": "42"}, {"is_free": dice.random() < 0.5}]
        )

    changes = []
    for _ in range(dice.randint(1, 3)):
        each = change()
        first, last = sorted(dice.sample(days, 2))
        dated = dice.choice(["", "", "from", "both"])
        if dated and len(set(each) & {"swap_to"}) == 0:
            each["from"] = first
        if dated == "both":
            each["from"], each["to"] = first, last
        changes.append(each)
    return {"name": "random", "changes": changes}


def main():
    source, seed, target, path = sys.argv[1:]
    shutil.copytree(source, target)
    workspace = Workspace(target)
    wanted = scenario(workspace, random.Random(int(seed)))
    pathlib.Path(path).write_text(json.dumps(wanted, ensure_ascii=False, indent=1))
    for change in wanted["changes"]:
        workspace.make(change)
    workspace.write()


if __name__ == "__main__":
    main()
