"""The laws of insight (N §5): sums, halves, and savings that a changed ledger, a simulation or a command gives.

Each function yields the faults that it finds, as texts. Files are read as the run or the calculation wrote them.
"""
import collections
import csv
import pathlib
import shlex
import subprocess
from fractions import Fraction

import insight
import insight_days
import insight_usage
import oracle

SUMS = {"requests": "rows_rated", "vendor_cost_usd": "vendor_cost_usd", "credits": "credits", "revenue_usd": "revenue_usd",
        "margin_usd": "margin_usd"}
# The columns that add up over two halves of a period, by the columns of a row's key.
PARTS = {"users.csv": (["account_id", "user_id"], ["requests", "active_days", "prompt_tokens", "cached_tokens", "output_tokens",
                                                   "vendor_cost_usd", "credits", "revenue_usd"]),
         "usage-patterns.csv": (["weekday", "hour", "tier"], ["requests", "prompt_tokens", "output_tokens", "vendor_cost_usd"]),
         "efficiency.csv": (["provider", "model"], ["requests", "failed_requests", "vendor_cost_usd", "cache_value_usd",
                                                    "batch_saving_usd"])}


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def amount(row, column):
    return Fraction(row[column] or 0)


def with_margins(rows):
    """Revenue less cost of each row: the margin, which is blank where the revenue of paid requests is not known."""
    return [dict(row, margin_usd=amount(row, "revenue_usd") - amount(row, "vendor_cost_usd")) if "margin_usd" in row else row
            for row in rows]


def totals(folder):
    """Each file's sums that summary.csv states."""
    summary = {row["measure"]: row["value"] for row in table(pathlib.Path(folder, "summary.csv"))}
    for name in insight.FILES[:3]:
        for column, measure in SUMS.items():
            rows = table(pathlib.Path(folder, name))
            if rows and column in rows[0]:
                found = sum(amount(row, column) for row in with_margins(rows))
                if found != Fraction(summary[measure] or 0):
                    yield f"law of sums: {name} {column} is {oracle.decimal_text(found)}, {measure} {summary[measure]}"


def halves(whole, parts):
    """The counts of two halves add up to those of the whole; folders of the three. A repeated id may count in both halves."""
    summaries = [{r["measure"]: r["value"] for r in table(pathlib.Path(f, "summary.csv"))} for f in (whole, *parts)]
    rows = [int(found["rows_rated"]) + int(found["rows_unpriced"]) for found in summaries]
    if rows[0] != sum(rows[1:]):
        return
    for name, (key, columns) in PARTS.items():
        sums = [collections.Counter(), collections.Counter()]
        for total, folders in zip(sums, ([whole], parts)):
            for folder in folders:
                for row in table(pathlib.Path(folder, name)):
                    for column in columns:
                        total[tuple(row[k] for k in key), column] += amount(row, column)
        for cell in sorted({*sums[0], *sums[1]}):
            if sums[0][cell] != sums[1][cell]:
                yield f"law of halves: {name} {cell}: {sums[1][cell]}, the whole has {sums[0][cell]}"


def changed_costs(found):
    """Cache value and batch saving against the cost of requests that are changed and rated again, one by one.

    The same quantities without caches are all input; the band is the same, as it is of all of them together."""
    for (provider, model), counted in insight_usage.models(found):
        rated = [r for r in counted if r.rated]
        if not rated:
            continue
        plain, batch, is_whole = Fraction(0), [], True
        for r in rated:
            read, *written = (r.quantity[name] for name in ("cache_read", "cache_write_5m", "cache_write_1h"))
            quantity = {**r.quantity, "input": r.quantity["input"] + read + sum(written), "cache_read": 0,
                        "cache_write_5m": 0, "cache_write_1h": 0}
            cost = insight_usage.cost_of(r, found.books, quantity=quantity)
            if cost is None:
                is_whole = False
                continue
            plain += cost - r.cost
            if r.service in found.batchable:
                batch.append((r, insight_usage.cost_of(r, found.books, service_tier="batch")))
        value = insight_usage.cache_value(found, rated)
        if is_whole and value != plain:
            yield f"law of caches: {provider} {model}: {value}, without caches it costs {plain} more"
        saved = insight_usage.saving(insight_usage.batch_pairs(found, rated, found.batchable))
        if is_whole and (saved or 0) != sum((r.cost - cost for r, cost in batch if cost is not None), Fraction(0)):
            yield f"law of batches: {provider} {model}: {saved}"


# ---------------------------------------------------------------------------------------- program

class Simulated:
    """Totals of a simulation: measure to (baseline, simulated)."""

    def __init__(self, program, workspace, words):
        self.done = subprocess.run([program, "simulate", str(workspace), "--no-progress", *words], capture_output=True, text=True)
        self.totals = {}
        if self.done.returncode in (0, 2):
            for row in table(pathlib.Path(workspace, "out/simulation/simulation.csv")):
                if row["key"] == "":
                    self.totals[row["measure"]] = amount(row, "baseline"), amount(row, "simulated")

    def change(self, measure):
        before, after = self.totals[measure]
        return after - before


def savings(program, workspace, found, tally, most=4):
    """Cheaper models against `simulate --swap`, and every other model of a class, that it is not cheaper still."""
    period = shlex.split(insight_days_option(found))
    for (provider, model), counted in insight_usage.models(found)[:most]:
        if not any(r.rated for r in counted) or not insight_usage.class_of(found, provider, model):
            continue
        best, saved = insight_usage.cheaper_model(found, provider, model, counted)
        for vendor, name in sorted(found.books.models, key=oracle.key_bytes):
            if vendor != provider or name == model or "=" in name or insight_usage.class_of(
                    found, vendor, name) != insight_usage.class_of(found, provider, model):
                continue
            cost = insight_usage.swapped_cost(found, counted, name)
            if cost is None:
                continue
            run = Simulated(program, workspace, [*period, "--swap", f"{provider}/{model}={name}"])
            if not run.totals:
                yield f"simulate --swap {provider}/{model}={name}: {run.done.stderr.strip()[:300]}"
                continue
            change = -run.change("vendor_cost_usd")
            tally["swap simulated"] += 1
            if change != oracle.total(counted, "cost") - cost:
                yield f"law of savings: {provider}/{model} at {name}: {change}, calculated {oracle.total(counted, 'cost') - cost}"
            if name == best and change != saved:
                yield f"law of savings: {provider}/{model} at {name}: {change}, stated {saved}"


def insight_days_option(found):
    if found.period is None or insight_days.is_open(found.period):
        return ""
    return "--period " + insight_days.name(found.period)


def commands(program, workspace, found, rows):
    """Each command of recommendations.csv, `rows`, gives its amount."""
    for row in rows:
        words = shlex.split(row["try"])
        if words[:2] == ["assay", "explain"]:
            done = subprocess.run([program, "explain", str(workspace), *words[2:]], capture_output=True, text=True)
            if done.returncode not in (0, 2):
                yield f"{row['try']}: exit status {done.returncode}: {done.stderr.strip()[:300]}"
        if words[:2] != ["assay", "simulate"]:
            continue
        run = Simulated(program, workspace, words[2:])
        if not run.totals:
            yield f"{row['try']}: exit status {run.done.returncode}: {run.done.stderr.strip()[:300]}"
            continue
        monthly = lambda change: Fraction(round(change * 30 / found.days * 10**8), 10**8)
        cost, margin = -run.change("vendor_cost_usd"), run.change("margin_usd")
        stated = Fraction(row["usd_per_month"])
        if row["kind"] == "cheaper_model" and monthly(cost) != stated:
            yield f"{row['try']}: {cost} in the period, stated {stated} a month"
        # Of several free tiers the guard counts a user's credits together, the simulation in each.
        if row["kind"] == "free_budget" and ";" not in row["subject"] and monthly(cost) != stated:
            yield f"{row['try']}: {cost} in the period, stated {stated} a month"
        if row["kind"] == "multiplier" and not stated <= monthly(margin) <= stated + monthly(steps(found, row["subject"])):
            yield f"{row['try']}: {margin} more margin in the period, stated {stated} a month"


def steps(found, subject):
    """The most that rounding up to credit steps adds: one step for each charged request; and for a millionth of the multiplier."""
    rows = [r for r in found.rows if r.rated and not r.free and r.charged and not r.byok
            and f"{r.tier} {r.provider}/{r.model}" == subject]
    return sum((r.value * found.settings.increment_at(r.tier, r.started) + r.cost / 10**6 for r in rows), Fraction(0))
