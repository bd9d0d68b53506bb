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

from changed_books import ALWAYS, Workspace, instant

getcontext().prec = 60


def text(number):
    number = number.normalize()
    return f"{number:f}" if number else "0"


def main():
    workspace = Workspace(sys.argv[1])
    zone = ZoneInfo(workspace.settings.get("time_zone", "UTC"))
    free = {"budget_credits": "2000", "allowed_models": []} | workspace.settings.get("free_tier", {})
    plans = collections.defaultdict(list)
    for row in workspace.plans.rows:
        plans[row["tier"]].append(row)
    plans = {tier: list(workspace.plans.entries(rows)) for tier, rows in plans.items()}

    def is_free(tier, time):
        for start, end, row in plans.get(tier, []):
            if start <= time < end:
                return row.get("is_free", "").lower() in ("true", "1")
        return False

    requests = []
    for row in csv.DictReader(open(sys.argv[2], newline="", encoding="utf-8")):
        if row["credits"] == "":
            continue
        time = instant(row["request_started_at"])
        if is_free(row["tier"], time):
            day = datetime.fromtimestamp(time // 10**9, timezone.utc).astimezone(zone)
            row |= {
                "time": time, "day": day.strftime("%Y-%m-%d"), "month": day.strftime("%Y-%m"),
                "user": row["user_id"] or row["account_id"],
            }
            requests.append(row)
    requests.sort(key=lambda row: row["time"])
    loss = sum((Decimal(row["vendor_cost_usd"]) for row in requests), Decimal(0))

    models = free["allowed_models"]
    limits = {"month": Decimal(free["budget_credits"])}
    if "daily_cap_credits" in free:
        limits["day"] = Decimal(free["daily_cap_credits"])

    def stopped(limits, models):
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

    guards = [
        ("model_restriction", ";".join(models), {}, models),
        ("monthly_budget", free["budget_credits"], {"month": limits["month"]}, []),
    ]
    if "day" in limits:
        guards.append(("daily_cap", free["daily_cap_credits"], {"day": limits["day"]}, []))
    if models or "day" in limits:
        parts = [";".join(models)] + [text(limit) for limit in limits.values()]
        guards.append(("both", ";".join(part for part in parts if part), limits, models))

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        "guard,setting,requests_stopped,users_stopped,vendor_cost_saved_usd,vendor_cost_left_usd".split(",")
    )
    users = []
    for name, setting, limit, allowed in guards:
        rows = list(stopped(limit, allowed))
        saved = sum((Decimal(row["vendor_cost_usd"]) for row, _ in rows), Decimal(0))
        out.writerow(
            [name, setting, len(rows), len({row["user"] for row, _ in rows}), text(saved), text(loss - saved)]
        )
        groups = collections.defaultdict(list)
        for row, is_restricted in rows:
            groups[row["user"].encode(), row["month"]].append((row, is_restricted))
        for (_, month), pairs in sorted(groups.items()):
            rows = [row for row, _ in pairs]
            credits = sum((Decimal(row["credits"]) for row in rows), Decimal(0))
            saved = sum((Decimal(row["vendor_cost_usd"]) for row in rows), Decimal(0))
            # Of what a restriction stops only the day is told, and of a day's stops it is told first.
            restricted = [row["day"] for row, is_restricted in pairs if is_restricted]
            others = [row for row, is_restricted in pairs if not is_restricted]
            is_told = others and (not restricted or others[0]["day"] < restricted[0])
            users.append(
                [name, rows[0]["user"], month, others[0]["request_id"] if is_told else "", len(rows), text(credits),
                 text(saved)]
            )
    print()
    out.writerows(users)


if __name__ == "__main__":
    main()
