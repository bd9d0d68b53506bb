"""users.csv: a row per account and user (N §1). The choices are listed in insight.py."""
import argparse
import collections
from fractions import Fraction

import insight_days
import oracle

COLUMNS = ["account_id", "user_id", "tier", "segment", "requests", "active_days", "prompt_tokens", "cached_tokens",
           "output_tokens", "vendor_cost_usd", "credits", "revenue_usd", "margin_usd", "margin_percent",
           "previous_cost_usd", "change_percent", "cache_share_percent", "models", "top_model", "top_model_share_percent",
           "first_seen", "last_seen"]
PROMPT = ["input", "cache_read", "cache_write_5m", "cache_write_1h"]
OUTPUT = ["output", "reasoning"]


def tokens(rows, classes):
    return sum(r.quantity[name] for r in rows for name in classes)


def key_of(r):
    return r.account_id, r.user_id


def by_key(rows):
    found = collections.defaultdict(list)
    for r in rows:
        found[key_of(r)].append(r)
    return found


def largest(rows, column):
    """(name, its cost) of the value of a column with the largest cost; the first of equals. None without rows."""
    groups = collections.defaultdict(list)
    for r in rows:
        groups[getattr(r, column)].append(r)
    costs = {name: oracle.total(found, "cost") for name, found in groups.items()}
    return min(costs.items(), key=lambda entry: (-entry[1], entry[0].encode()), default=None)


def segment(insight, rows, tier, first_seen, cost, cost_before):
    """The first rule that applies."""
    if not rows:
        return "dormant"
    margin = oracle.known_margin(rows)
    if margin is not None and margin < 0 and any(not r.free for r in rows if r.tier == tier):
        return "loss_making"
    if not insight.previous:
        return ""
    if insight.period.first <= first_seen <= insight.period.last:
        return "new"
    if cost is None or cost_before is None:
        return ""
    if cost == cost_before == 0:
        return "steady"
    now, then = Fraction(cost) / insight.days, Fraction(cost_before) / insight.days_before
    if now >= insight.growing * then:
        return "growing"
    return "shrinking" if now <= insight.shrinking * then else "steady"


def change(insight, cost, cost_before):
    """In percent, per covered day."""
    if cost is None or not cost_before:
        return None
    now, then = Fraction(cost) / insight.days, Fraction(cost_before) / insight.days_before
    return (now - then) * 100 / then


def seen(insight):
    """The first and the last day of each key, of the rows that count in all days, before the end of the period, or in it."""
    whole, before_end = (insight_days.Reading(insight.workspace, argparse.Namespace(
        as_known_at=insight.options.as_known_at, days=days))
        for days in (None, insight.period and insight_days.Days(insight_days.FIRST, insight.period.last)))
    days = collections.defaultdict(set)
    for r in [*whole.rows, *before_end.rows, *insight.rows]:
        days[key_of(r)].add(insight.settings.day(r.started))
    return {key: (min(found), max(found)) for key, found in days.items()}


def rows(insight):
    now, then, days = by_key(insight.rows), by_key(insight.rows_before), seen(insight)
    keys = sorted({*now, *then}, key=lambda key: (-oracle.total(now.get(key, []), "cost"), oracle.key_bytes(key)))
    return [row(insight, key, now.get(key, []), then.get(key, []), *days[key]) for key in keys]


def row(insight, key, found, earlier, first_seen, last_seen):
    cost, revenue = oracle.known(found, "cost"), oracle.known_revenue(found)
    cost_before = oracle.known(earlier, "cost") if insight.previous else None
    tier, model = largest(found, "tier"), largest(found, "model")
    rated = [r for r in found if r.rated]
    prompt, cached = tokens(found, PROMPT), tokens(found, ["cache_read"])
    percent = oracle.percent
    return [*key, tier[0] if tier else "",
            segment(insight, found, tier and tier[0], first_seen, cost, cost_before),
            len(rated), len({r.day for r in rated}), prompt, cached, tokens(found, OUTPUT),
            cost, oracle.known(found, "credits"), revenue, oracle.known_margin(found),
            percent(oracle.ratio_or_none(oracle.known_margin(found), revenue)),
            cost_before, percent(change(insight, cost, cost_before)), percent(oracle.ratio(cached, prompt)),
            len({r.model for r in found}), model[0] if model else "",
            percent(oracle.ratio_or_none(model[1], cost) if model else None), first_seen, last_seen]
