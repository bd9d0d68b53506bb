#!/usr/bin/env python3
"""A slow, plain, exact second calculation of users.csv, usage-patterns.csv, efficiency.csv and recommendations.csv.

    insight.py WORKSPACE OUT [--period P | --from DAY --to DAY | --last N] [--as-known-at T] [--reports DIR]

Written from the page on insight alone ("N" and the section), on requests that oracle.py rated. Every amount is an int or a
Fraction. `--reports` is the folder of a run, whose diagnosis.csv and exceptions.csv give the wrong charges (N §4); without it
their rows are missing. The files are made by insight_users (§1), insight_usage (§2, §3) and insight_advice (§4).

Where the page leaves a choice, in its order ("counted" is rated or unpriced, neither duplicate nor conflict):

Period
 1. The previous period is that of comparison.csv: the month before a month, the quarter before a quarter, else the same
    number of days. A run of all rows, or with an open end, has none. The ledger covers all of it if the first day of the
    ledger is not after its first, and the last not before its last. Every row that is not rejected gives a day.
 2. Covered days of a period: from the first day of the ledger in it to the last.
 3. Of rows with one id, each period counts its own first one, as a run of that period does.
Users
 4. A row for each account_id and user_id with a counted request in the period or the previous one.
 5. A blank cost counts as 0 in the order, for the tier and for the top model; ties go by bytes.
 6. `requests` and `active_days` are of rated requests; tokens of counted ones, as in facts.csv. The four classes of text
    are the prompt: no audio, no images, no cached audio.
 7. Cost, credits, revenue and margin are blank where no request of the row has a price, as in margin-by-account.csv. There,
    too, the margin is blank where free requests have a price and none of the paid ones has. In the law of sums such a row
    counts with its cost.
 8. `previous_cost_usd` is 0 for a user without a request then, blank without a previous period or without a price.
    `change_percent` is blank if one cost is blank or the previous one is 0.
 9. Models are names, as in margin-by-model.csv; two providers of one name are one model. The share is blank at cost 0.
10. first_seen and last_seen are of the rows that count: in all days, before the end of the period, or in it. In a part of the
    ledger another row of one id may be the first.
11. dormant: no counted request. One with unpriced requests alone is not dormant.
12. loss_making: the margin is known and below 0, and a request of the user in the tier of the row is not of a free plan.
    A tier that plans.csv does not list is paid. It needs no previous period.
13. growing, shrinking: blank if one cost is unknown. At cost 0 in both periods: steady. From 0 to more: growing.
Usage patterns
14. Requests are rated, tokens counted, the cost blank where no request has a price.
15. Both passes of a repeated hour are in one row.
Efficiency
16. All figures are of rated requests. A model without any has a row with requests 0, failed_requests 0 and blanks.
17. Own keys count in requests and tokens, at cost 0, but have no part in the three amounts.
18. The input price of a request without input is found as any price of it. A request with cached tokens and no input price
    is left out; where all are left out, the value is blank. Without cached tokens it is 0.
19. Batch: requests that are not batch already and that have a price at batch, fees included. Blank if there are none.
20. The class is that of models.csv at the end of the last covered day. `:free` gives none.
21. Candidates are of the same provider, as a swap of `simulate` has to be, and price every rated request of the model, own
    keys too. The saving is the change of vendor_cost_usd: a request that has a price only at the candidate counts there.
Recommendations
22. Above materiality: usd_per_month is above the larger of `usd` and `percent` of the vendor cost of the period.
    Equal amounts: in the order of the kinds on the page, then by subject.
23. multiplier: tier, provider and model, without free plans, where all revenue has a target. The amount is the revenue that
    is missing: cost ÷ (1 − target) − revenue. The multiplier is the least of six decimals that reaches it without steps.
24. batch: a row for each service.
25. free_budget: the guard with the largest saving, the first of equals, that stops at most 5 % of the users with a counted
    request of a free tier. The command names every such tier.
26. own_key_fee: charged requests of paid plans, at the percent of the class standard.
27. overcharge, undercharge: the columns overcharged_usd and undercharged_usd; the command explains the first request.
28. `try` is – where no option can state the change: a model with = as the other one of a swap, a tier with / or : or a model
    with , where these separate, a provider with /.
"""
import argparse
import os
import sys
from fractions import Fraction

import insight_advice
import insight_days
import insight_usage
import insight_users
import oracle

FILES = ("users.csv", "usage-patterns.csv", "efficiency.csv", "recommendations.csv")
DEFAULTS = {"segments": {"growing": "1.5", "shrinking": "0.5"}, "batchable_services": ["embedding"],
            "materiality": {"usd": "1", "percent": "0.1"}}


class Insight:
    """The rated rows of the period and of the one before, and the settings of the page."""

    def __init__(self, workspace, options):
        self.workspace, self.options = workspace, options
        self.run = insight_days.Reading(workspace, options)
        self.rows, self.settings, self.books = self.run.rows, self.run.settings, self.run.books
        self.period, ledger = self.run.period, self.run.ledger
        self.days = insight_days.covered(self.period, ledger)
        self.closing = insight_days.closing(self.period, ledger, self.settings) if ledger else None
        self.previous = insight_days.previous(self.period, ledger)
        self.rows_before = []
        if self.previous:
            # Of the rows with one id the first before the end of the period counts.
            known = argparse.Namespace(
                as_known_at=options.as_known_at, days=insight_days.Days(insight_days.FIRST, self.period.last))
            self.rows_before = [r for r in insight_days.Reading(workspace, known).rows
                                if self.previous.first <= self.settings.day(r.started) <= self.previous.last]
            self.days_before = insight_days.covered(self.previous, ledger)
        self.read_settings(workspace)

    def read_settings(self, workspace):
        path = os.path.join(workspace, "assay.json")
        found = oracle.relaxed_json(oracle.file_bytes(path).decode("utf-8")) if os.path.exists(path) else {}
        segments = {**DEFAULTS["segments"], **found.get("segments", {})}
        self.growing, self.shrinking = Fraction(segments["growing"]), Fraction(segments["shrinking"])
        self.batchable = found.get("batchable_services", DEFAULTS["batchable_services"])
        stated = found.get("materiality", {})
        entries = stated if isinstance(stated, list) else [stated]
        at = oracle.ALWAYS if self.closing is None else self.closing
        standing = {}
        for entry in sorted(entries, key=lambda e: oracle.book_instant(e.get("from", ""), oracle.ALWAYS)):
            if oracle.book_instant(entry.get("from", ""), oracle.ALWAYS) <= at:
                standing = entry
        self.materiality = {**DEFAULTS["materiality"], **standing}

    def threshold(self):
        cost = oracle.known(self.rows, "cost") or Fraction(0)
        return max(Fraction(self.materiality["usd"]), cost * Fraction(self.materiality["percent"]) / 100)


def write(insight, folder, reports=None):
    os.makedirs(folder, exist_ok=True)
    oracle.write_table(folder, "users.csv", insight_users.COLUMNS, insight_users.rows(insight))
    oracle.write_table(folder, "usage-patterns.csv", insight_usage.PATTERN_COLUMNS, insight_usage.pattern_rows(insight))
    oracle.write_table(folder, "efficiency.csv", insight_usage.MODEL_COLUMNS, insight_usage.model_rows(insight))
    oracle.write_table(folder, "recommendations.csv", insight_advice.COLUMNS, insight_advice.rows(insight, reports))


def parse(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace")
    parser.add_argument("out")
    parser.add_argument("--period")
    parser.add_argument("--from", dest="start")
    parser.add_argument("--to", dest="end")
    parser.add_argument("--last", type=int)
    parser.add_argument("--as-known-at")
    parser.add_argument("--reports")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    try:
        write(Insight(options.workspace, options), options.out, options.reports)
    except oracle.Refused as fault:
        print(f"insight: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
