"""recommendations.csv: changes and their savings (N §4). The choices are listed in insight.py."""
import collections
import csv
import datetime
import os
import re
from fractions import Fraction

import changed_books
import guards
import insight_days
import insight_usage
import oracle

COLUMNS = ["rank", "kind", "subject", "usd_per_month", "arithmetic", "try", "margin"]
KINDS = ["multiplier", "cheaper_model", "batch", "free_budget", "own_key_fee", "overcharge", "undercharge"]
# Even where no option can name what would change.
NOTHING = "–"
Advice = collections.namedtuple("Advice", "kind subject amount arithmetic command")


def rows(insight, reports):
    """Ranked, those above materiality alone."""
    if not insight.days:
        return
    found = []
    for advice in all_advice(insight, reports):
        monthly = Fraction(round(Fraction(advice.amount) * 30 / insight.days * 10**8), 10**8)
        if monthly > insight.threshold():
            found.append((monthly, advice))
    found.sort(key=lambda entry: (-entry[0], KINDS.index(entry[1].kind), entry[1].subject.encode()))
    for rank, (monthly, advice) in enumerate(found, 1):
        # The sentence and the effect on margin, an estimate, are not compared.
        yield [rank, advice.kind, advice.subject, monthly, advice.arithmetic, advice.command, ""]


def all_advice(insight, reports):
    yield from multipliers(insight)
    yield from cheaper_models(insight)
    yield from batches(insight)
    yield from free_budget(insight)
    yield from own_key_fees(insight)
    yield from wrong_charges(reports, insight.options.as_known_at) if reports else ()


# --------------------------------------------------------------------------------------- commands

def word(text):
    """As a shell takes it."""
    if text and all(c.isalnum() or c in "_-./:=@%+," for c in text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def simulate(insight, changes):
    """The command that simulates changes, each an option and its value, in the reported period."""
    words, period = ["assay", "simulate"], insight.period
    if period and insight_days.is_open(period):
        words += (["--to", insight_days.moved(period.last, 1)] if period.first == insight_days.FIRST
                  else ["--from", period.first])
    elif period:
        words += ["--period", insight_days.name(period)]
    if insight.options.as_known_at:
        words += ["--as-known-at", insight.options.as_known_at]
    return " ".join([*words, *(word(part) for change in changes for part in change)])


def shown(amount):
    """USD with two decimals, as on the screen."""
    units = oracle.half_up(amount, 2)
    if not units and amount:
        return ("-" if amount < 0 else "") + "under 0.01 USD"
    return f"{int(units * 100) // 100:,}.{int(units * 100) % 100:02d} USD"


def number(count, noun):
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# ------------------------------------------------------------------------------------------ kinds

def multipliers(insight):
    """Revenue that is missing for the target of a tier and model, at the present cost."""
    paid = [r for r in insight.rows if r.rated and not r.free]
    for (tier, provider, model), found in oracle.group(paid, lambda r: (r.tier, r.provider, r.model)):
        revenue, cost = oracle.total(found, "revenue"), oracle.total(found, "cost")
        aimed = [r for r in found if r.target is not None]
        if revenue <= 0 or oracle.total(aimed, "revenue") != revenue:
            continue
        target = sum((r.target * r.revenue for r in aimed), Fraction(0)) / revenue
        margin = oracle.ratio(revenue - cost, revenue)
        if not margin < target < 100:
            continue
        needed = cost / (1 - target / 100)
        yield Advice(
            "multiplier", f"{tier} {provider}/{model}", needed - revenue,
            f"Tier {tier} earned {shown(revenue)} on {model}, which cost {shown(cost)}; "
            f"the target of {oracle.half_even_text(target, 4)} % needs {shown(needed)}.",
            multiplier_command(insight, tier, provider, model, found, needed))


def multiplier_command(insight, tier, provider, model, found, needed):
    base = sum((r.cost for r in found if r.charged and not r.byok), Fraction(0))
    fees = oracle.total([r for r in found if r.byok], "revenue")
    if not base or not tier or "/" in tier + provider:
        return NOTHING
    times = oracle.ceiling((needed - fees) / base * 10**6)
    if times > 1000 * 10**6:
        return NOTHING
    return simulate(insight, [
        ("--set", f"combination:{tier}/{provider}/{model}={oracle.decimal_text(Fraction(times, 10**6))}")])


def cheaper_models(insight):
    for (provider, model), counted in insight_usage.models(insight):
        rated = [r for r in counted if r.rated]
        if not rated:
            continue
        other, amount = insight_usage.cheaper_model(insight, provider, model, counted)
        if other is not None:
            cost = oracle.total(rated, "cost")
            yield Advice(
                "cheaper_model", f"{provider}/{model}", amount,
                f"{number(len(rated), 'request')} of {model} cost {shown(cost)}; with {other} they would cost "
                f"{shown(cost - amount)}.",
                NOTHING if "=" in other or "/" in provider else simulate(
                    insight, [("--swap", f"{provider}/{model}={other}")]))


def batches(insight):
    for (provider, model), counted in insight_usage.models(insight):
        for service in dict.fromkeys(insight.batchable):
            pairs = insight_usage.batch_pairs(insight, counted, [service])
            amount = insight_usage.saving(pairs)
            if amount and amount > 0:
                cost = sum(cost for cost, _ in pairs)
                yield Advice(
                    "batch", f"{service} {provider}/{model}", amount,
                    f"{number(len(pairs), 'request')} of {service} at {model} cost {shown(cost)}; as batch requests they would cost "
                    f"{shown(cost - amount)}.", NOTHING)


def free_requests(insight):
    """Free requests with a price, as guards.py takes them, in the order of their start, file and line."""
    found = sorted((r for r in insight.rows if r.free and r.rated), key=lambda r: r.started)
    return [{"user": r.user, "month": r.day[:7], "day": r.day, "model": r.model, "tier": r.tier,
             "credits": oracle.decimal_text(r.credits), "cost": r.cost} for r in found]


def free_budget(insight):
    """The guard with the largest saving that stops at most 5 % of the free users."""
    free = [r for r in insight.rows if r.free]
    users, best = {r.user for r in free}, None
    requests, workspace = free_requests(insight), changed_books.Workspace(insight.workspace)
    for name, setting, limits, models in guards.guards_of(workspace):
        stopped = [row for row, _ in guards.stopped(requests, limits, models)]
        saved = sum((row["cost"] for row in stopped), Fraction(0))
        hit = {row["user"] for row in stopped}
        if saved > 0 and len(hit) * 20 <= len(users) and (best is None or saved > best[0]):
            best = saved, name, len(stopped), len(hit), limits, models
    if best is None:
        return
    saved, name, count, hit, limits, models = best
    tiers = sorted({r.tier for r in free}, key=str.encode)
    yield Advice(
        "free_budget", ";".join(tiers), saved,
        f"{name} stops {number(count, 'request')} of {hit:,} of {number(len(users), 'free user')}, which cost {shown(saved)}.",
        guard_command(insight, free, tiers, limits, models))


def guard_command(insight, free, tiers, limits, models):
    """The restriction of each tier, then its budgets, then its caps. Options cannot name some tiers and models."""
    changes = []
    for tier in tiers if models else ():
        barred = sorted({r.model for r in free if r.tier == tier} - set(models), key=str.encode)
        if ":" in tier or any("," in name for name in barred):
            return NOTHING
        changes += [("--block", f"{tier}:{','.join(barred)}")] if barred else []
    for span, option in (("month", "--budget"), ("day", "--daily-cap")):
        changes += [(option, f"{tier}={guards.text(limits[span])}") for tier in tiers if span in limits]
    return simulate(insight, changes)


def own_key_fees(insight):
    found = [r for r in insight.rows
             if r.rated and r.byok and r.charged and not r.free and oracle.model_class(r, insight.books) is None]
    rate = insight.settings.markup["standard"]
    for (provider,), rows in oracle.group(found, lambda r: (r.provider,)):
        notional = oracle.total(rows, "notional")
        names = sorted({r.model for r in rows}, key=str.encode)
        yield Advice(
            "own_key_fee", provider, notional * rate / 100,
            f"{number(len(rows), 'request')} with own keys of {provider} used {shown(notional)} of models without a class; "
            f"a fee of {oracle.decimal_text(rate)} % is {shown(notional * rate / 100)}.",
            "models.csv: " + "; ".join(
                row_of_class(insight, provider, name, max(r.started for r in rows if r.model == name)) for name in names))


def row_of_class(insight, provider, name, last):
    """A row for models.csv; if it has a row of the model without a class, what to write there. `last`: the last request, before
    which the other rows of the model may have ended."""
    quote = lambda text: '"' + text.replace('"', '""') + '"'
    cells = ",".join(quote(text) if re.search('[,"\r\n]', text) else text for text in (provider, name))
    found = insight.books.models.get((provider, name), [])
    if any(row["class"] == "" for row in found):
        return f"class standard in the row of {cells}"
    end = max((row["end"] for row in found), default=None)
    since = "" if end is None or end > last else f" with effective_from {instant(end)}"
    return f"{cells},standard{since}"


def instant(at):
    """A day where it is midnight in UTC."""
    seconds, rest = divmod(at, oracle.SECOND)
    text = (oracle.EPOCH + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f".{rest:09}".rstrip("0") if rest else ""
    return text.removesuffix("T00:00:00") if at % (86400 * oracle.SECOND) == 0 else f"{text}{fraction}Z"


# ---------------------------------------------------------------------------------- wrong charges

def cause_of_credits(diagnosis):
    """The cause of wrong credits in a row with one code or two."""
    first, _, second = diagnosis.partition(" ")
    return second if second not in ("", "follows_cost") else first


def wrong_charges(reports, known_at):
    """The causes of diagnosis.csv, which this calculation takes from the run."""
    with open(os.path.join(reports, "exceptions.csv"), newline="", encoding="utf-8") as file:
        exceptions = list(csv.DictReader(file))
    with open(os.path.join(reports, "diagnosis.csv"), newline="", encoding="utf-8") as file:
        causes = list(csv.DictReader(file))
    for kind, column in (("overcharge", "overcharged"), ("undercharge", "undercharged")):
        for cause in causes:
            amount = Fraction(cause[column + "_usd"] or 0)
            if amount <= 0:
                continue
            first = next((e for e in exceptions if cause_of_credits(e["diagnosis"]) == cause["code"]
                          and e["credits_difference"] not in ("", "0")
                          and (e["credits_difference"][0] == "-") == (kind == "undercharge")), None)
            yield Advice(kind, cause["code"], amount,
                         f"{number(int(cause['users_' + column]), 'user')} {'was' if cause['users_' + column] == '1' else 'were'} "
                         f"{column} {cause[column + '_credits']} credits, {shown(amount)}.",
                         explain(plain(first["request_id"]), known_at) if first else NOTHING)


def explain(request, known_at):
    """By the books of the run; after -- no word is an option."""
    known = f"--as-known-at {word(known_at)} " if known_at else ""
    return f"assay explain {known}{'-- ' if request.startswith('-') else ''}{word(request)}"


def plain(text):
    """A cell without the apostrophe that keeps it from being a formula."""
    return text[1:] if re.match("''*[=+\\-@\t\r\n＝＋－＠]", text) else text
