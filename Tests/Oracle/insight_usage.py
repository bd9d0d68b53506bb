"""usage-patterns.csv (N §2) and efficiency.csv (N §3). The choices are listed in insight.py."""
import copy
import datetime
from fractions import Fraction

import oracle
from insight_users import OUTPUT, PROMPT, tokens

PATTERN_COLUMNS = ["weekday", "hour", "tier", "requests", "prompt_tokens", "output_tokens", "vendor_cost_usd"]
MODEL_COLUMNS = ["provider", "model", "requests", "failed_requests", "vendor_cost_usd", "cost_per_1000_requests_usd",
                 "cost_per_1000_output_tokens_usd", "prompt_tokens_per_request", "output_tokens_per_request",
                 "cache_share_percent", "cache_value_usd", "batch_saving_usd", "cheaper_model", "cheaper_model_saving_usd"]
WRITES = ["cache_write_5m", "cache_write_1h"]


def clock(r, settings):
    """Weekday from 1 for Monday, and hour, as the clock of the zone shows them at the start."""
    moment = (oracle.EPOCH + datetime.timedelta(seconds=r.started // oracle.SECOND)).astimezone(settings.zone)
    return moment.isoweekday(), moment.hour


def pattern_rows(insight):
    groups = {}
    for r in insight.rows:
        groups.setdefault((*clock(r, insight.settings), r.tier), []).append(r)
    for key in sorted(groups, key=lambda key: (*key[:2], key[2].encode())):
        rows = groups[key]
        yield [*key, sum(r.rated for r in rows), tokens(rows, PROMPT), tokens(rows, OUTPUT), oracle.known(rows, "cost")]


# ------------------------------------------------------------------------------------ efficiency

def models(insight):
    """(provider, model) to its counted requests, the dearest first."""
    groups = oracle.group(insight.rows, lambda r: (r.provider, r.model))
    return sorted(groups, key=lambda entry: -oracle.total(entry[1], "cost"))       # stable: equal ones by name


def quotient(part, whole):
    return oracle.half_even_text(Fraction(part) / whole if whole else None, 8).encode()


def model_rows(insight):
    for (provider, model), counted in models(insight):
        rows = [r for r in counted if r.rated]
        if not rows:
            yield [provider, model, 0, 0] + [None] * 10
            continue
        cost, prompt, output = oracle.total(rows, "cost"), tokens(rows, PROMPT), tokens(rows, OUTPUT)
        share = oracle.percent(oracle.ratio(tokens(rows, ["cache_read"]), prompt))
        yield [provider, model, len(rows), oracle.count(rows, lambda r: r.status == "failed"), cost,
               quotient(cost * 1000, len(rows)), quotient(cost * 1000, output), quotient(prompt, len(rows)),
               quotient(output, len(rows)), share, cache_value(insight, rows),
               saving(batch_pairs(insight, rows, insight.batchable)), *cheaper_model(insight, provider, model, counted)]


def cost_of(r, books, **changed):
    """The cost of a request to the operator with another model or service tier; None without a price."""
    other = copy.copy(r)
    for name, value in changed.items():
        setattr(other, name, value)
    cost = oracle.vendor_cost(other, books)
    return Fraction(0) if r.byok and cost is not None else cost


def cache_value(insight, rows):
    """Σ cache reads × (input − cache read) − cache writes × (cache write − input), of requests that the operator pays."""
    cached = [r for r in rows if not r.byok and any(r.quantity[name] for name in ["cache_read", *WRITES])]
    value, is_known = Fraction(0), not cached
    for r in cached:
        found = r.how.get("input") or oracle.PriceSearch(
            insight.books, r.provider, r.model, r.region, r.started).price("input", r.service_tier, r.band)
        if found is None:
            continue
        is_known = True
        for name in ["cache_read", *WRITES]:
            if r.quantity[name]:
                value += r.quantity[name] * (found[0] - r.how[name][0])
    return value if is_known else None


def batch_pairs(insight, rows, services):
    """(cost, cost at batch) of the requests that could have been batch, and that the books can price so."""
    able = [r for r in rows if r.rated and not r.byok and r.service in services and r.service_tier != "batch"]
    pairs = [(r.cost, cost_of(r, insight.books, service_tier="batch")) for r in able]
    return [pair for pair in pairs if pair[1] is not None]


def saving(pairs):
    return sum((cost - other for cost, other in pairs), Fraction(0)) if pairs else None


def class_of(insight, provider, model):
    row = oracle.one_in_force(insight.books.models, (provider, model), insight.closing)
    return row["class"] if row else ""


def cheaper_model(insight, provider, model, counted):
    """(name, saving) of the model of the same class at which the requests cost least; blank if none is cheaper."""
    own = class_of(insight, provider, model)
    cost, best = oracle.total(counted, "cost"), None
    for vendor, name in sorted(insight.books.models, key=oracle.key_bytes) if own else []:
        if vendor != provider or name == model or class_of(insight, vendor, name) != own:
            continue
        other = swapped_cost(insight, counted, name)
        if other is not None and other < cost and (best is None or other < best[1]):
            best = name, other
    return (best[0], cost - best[1]) if best else (None, None)


def swapped_cost(insight, counted, name):
    """The vendor cost of a model's requests at another; None where it lacks a price that a rated one needs."""
    whole = Fraction(0)
    for r in counted:
        if not oracle.resolve_alias(r, insight.books)[1]:
            continue
        cost = cost_of(r, insight.books, model=name)
        if cost is None and r.rated:
            return None
        whole += cost or 0
    return whole
