#!/usr/bin/env python3
"""Plays the free-tier requests of a run again, row by row, and writes what each guard would have stopped.

    python3 guards.py WORKSPACE RATED.csv

RATED.csv is the file of `assay run --rated`. Prints `free-tier-guards.csv` and, after an empty line, the
rows of `free-tier-guard-users.csv`. Knows nothing of passes, slices or candidates: every request of a free
tier is looked at, in the order of its start and then, as RATED.csv is, of file and line.
"""

import collections
import csv
import sys
from datetime import datetime, timezone
from decimal import Decimal, getcontext
from zoneinfo import ZoneInfo

from changed_books import Workspace
from oracle import ALWAYS, DEFAULTS, book_instant

getcontext().prec = 60


def text(number):
    number = number.normalize()
    return f"{number:f}" if number else "0"


def total(rows, column):
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


class FreePlans:
    """Which tiers are free, and when."""

    def __init__(self, book):
        rows = collections.defaultdict(list)
        for row in book.rows:
            rows[row["tier"]].append(row)
        self.plans = {tier: list(book.entries(rows)) for tier, rows in rows.items()}

    def holds(self, tier, time):
        for start, end, row in self.plans.get(tier, []):
            if start <= time < end:
                return row.get("is_free", "").lower() in ("true", "1")
        return False


def free_requests(workspace, rated):
    """The charged requests of free tiers, by their start, each with its user, day and month."""
    zone = ZoneInfo(workspace.settings.get("time_zone", DEFAULTS["time_zone"]))
    plans = FreePlans(workspace.plans)
    requests = []
    with open(rated, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            time = book_instant(row["request_started_at"], ALWAYS)
            if row["credits"] != "" and plans.holds(row["tier"], time):
                day = datetime.fromtimestamp(time // 10**9, timezone.utc).astimezone(zone)
                row |= {
                    "time": time, "day": day.strftime("%Y-%m-%d"), "month": day.strftime("%Y-%m"),
                    "user": row["user_id"] or row["account_id"],
                }
                requests.append(row)
    return sorted(requests, key=lambda row: row["time"])


def unpriced(workspace, rated):
    """How many requests of free tiers have no price."""
    plans = FreePlans(workspace.plans)
    with open(rated, newline="", encoding="utf-8") as file:
        return sum(
            row["vendor_cost_usd"] == "" and plans.holds(row["tier"], book_instant(row["request_started_at"], ALWAYS))
            for row in csv.DictReader(file))


def guards_of(workspace):
    """Each guard by its name: its setting in words, its limits by span, and the models that it allows."""
    free = DEFAULTS["free_tier"] | workspace.settings.get("free_tier", {})
    models = free["allowed_models"]
    limits = {"month": Decimal(free["budget_credits"])}
    guards = [
        ("model_restriction", ";".join(models), {}, models),
        ("monthly_budget", free["budget_credits"], dict(limits), []),
    ]
    if "daily_cap_credits" in free:
        limits["day"] = Decimal(free["daily_cap_credits"])
        guards.append(("daily_cap", free["daily_cap_credits"], {"day": limits["day"]}, []))
    if models or "day" in limits:
        parts = [";".join(models)] + [text(limit) for limit in limits.values()]
        guards.append(("both", ";".join(part for part in parts if part), limits, models))
    return guards


def stopped(requests, limits, models):
    """The requests that a guard stops, each with whether its model is why."""
    used = collections.defaultdict(Decimal)
    for row in requests:
        if models and row["model"] not in models:
            yield row, True
            continue
        own = Decimal(row["credits"])
        spans = [(span, row["user"], row[span]) for span in limits]
        if all(used[each] + own <= limits[each[0]] for each in spans):
            for each in spans:
                used[each] += own
        else:
            yield row, False


def user_rows(name, pairs):
    """What a guard stops of each user and month."""
    groups = collections.defaultdict(list)
    for row, is_restricted in pairs:
        groups[row["user"].encode(), row["month"]].append((row, is_restricted))
    for (_, month), pairs in sorted(groups.items()):
        rows = [row for row, _ in pairs]
        # Of what a restriction stops only the day is told, and of a day's stops it is told first.
        restricted = [row["day"] for row, is_restricted in pairs if is_restricted]
        others = [row for row, is_restricted in pairs if not is_restricted]
        is_told = others and (not restricted or others[0]["day"] < restricted[0])
        yield [
            name, rows[0]["user"], month, others[0]["request_id"] if is_told else "", len(rows),
            text(total(rows, "credits")), text(total(rows, "vendor_cost_usd")),
        ]


def main():
    workspace = Workspace(sys.argv[1])
    requests = free_requests(workspace, sys.argv[2])
    loss = total(requests, "vendor_cost_usd")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        "guard,setting,requests_stopped,users_stopped,vendor_cost_saved_usd,vendor_cost_left_usd,unpriced_requests".split(",")
    )
    without_price = unpriced(workspace, sys.argv[2])
    users = []
    has_free = any(row.get("is_free", "").lower() in ("true", "1") for row in workspace.plans.rows)
    for name, setting, limits, models in guards_of(workspace) if has_free else []:
        pairs = list(stopped(requests, limits, models))
        rows = [row for row, _ in pairs]
        saved = total(rows, "vendor_cost_usd")
        figures = [len(rows), len({row["user"] for row in rows}), text(saved), text(loss - saved)]
        if without_price and not requests:
            figures = [""] * len(figures)
        out.writerow([name, setting, *figures, without_price])
        users += user_rows(name, pairs)
    print()
    out.writerows(users)


if __name__ == "__main__":
    main()
