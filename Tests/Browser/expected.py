"""The tables that the page must copy as CSV for a selection, row by row, computed from facts."""
from facts import CustomerTotals, ModelTotals, Totals, decimals_showing, grouped, half_even, plain, units


def lines(facts, before, selection):
    """The tables by id: a list of dicts, in the order of the page."""
    now = facts.selected(selection)
    then = rows_before(facts, before, selection)
    return {
        "t-tiers": tiers(facts, now),
        "t-customers": customers(facts, now, then),
        "t-models": models(facts, now, then),
    }


def rows_before(facts, before, selection):
    """The rows of the period before the selected one; None where there is none."""
    rest = {key: value for key, value in selection.items() if key != "period"}
    if "period" not in selection:
        return None if before is None else before.selected(rest)
    months = facts.months()
    place = months.index(selection["period"])
    return None if place == 0 else facts.selected(rest | {"period": months[place - 1]})


def decimals(facts, rows):
    """Of all amounts of the page for these rows."""
    totals = [facts.totals(group) for group in grouped(rows, "tier").values()] + [facts.totals(rows)]
    free = facts.totals([row for row in rows if row["tier"] in facts.free])
    return decimals_showing(
        [value for each in totals for value in (each.revenue, each.cost, each.revenue - each.cost)] + [free.known_cost]
    )


def measures(totals):
    return {
        "requests": str(totals.requests),
        "unpriced_requests": str(totals.unpriced),
        "revenue_usd": plain(totals.known_revenue),
        "vendor_cost_usd": plain(totals.known_cost),
        "margin_usd": plain(totals.known_margin),
        "margin_percent": half_even(totals.margin_percent, 4),
        "target_margin_percent": half_even(totals.target, 4),
        "variance_points": half_even(totals.points, 4),
    }


def tiers(facts, rows):
    whole = facts.totals(rows)
    found = {tier: facts.totals(group) for (tier,), group in grouped(rows, "tier").items()}
    size = (lambda each: each.revenue) if facts.is_sold else (lambda each: each.cost)
    order = sorted(found, key=lambda tier: (tier in facts.free, -size(found[tier]), tier.encode()))
    share = lambda each: None if each.known_cost is None or not whole.cost else 100 * each.cost / whole.cost
    return [
        {"tier": tier, **measures(found[tier]), "share_percent": half_even(share(found[tier]), 4), "totals": found[tier]}
        for tier in order
    ]


def changes(now, then, key, amount, facts, sums=Totals):
    """The totals of each group now and then, and those of then alone."""
    after = {name: sums(rows, facts) for name, rows in grouped(now, *key).items()}
    earlier = {} if then is None else {name: facts.totals(rows) for name, rows in grouped(then, *key).items()}
    empty = facts.totals([])
    # Without any price in it, no change against a period is known.
    is_known = then is not None and (not then or facts.totals(then).known_cost is not None)

    def change(name):
        value = amount(after.get(name, empty))
        if not is_known or value is None or earlier.get(name, empty).has_no_price:
            return None
        return value, raw(amount, earlier.get(name, empty))

    return after, earlier, change


def raw(amount, totals):
    """An amount of the period before, of which the unknown part is left out."""
    return amount(totals) or 0


def customers(facts, now, then):
    amount = (lambda each: each.known_revenue) if facts.is_sold else (lambda each: each.known_cost)
    size = (lambda each: each.revenue) if facts.is_sold else (lambda each: each.cost)
    after, earlier, change = changes(now, then, ["account"], amount, facts, CustomerTotals)
    names = {name: sorted({row["tier"] for row in rows}) for name, rows in grouped(now, "account").items()}
    whole = sum(size(each) for each in after.values())
    active = sorted(after, key=lambda name: (-size(after[name]), -after[name].cost, name[0].encode()))
    lost = sorted(set(earlier) - set(after), key=lambda name: (-size(earlier[name]), name[0].encode()))
    empty = facts.totals([])
    result = []
    for name in active + lost:
        totals = after.get(name, empty)
        is_known = name in after and amount(totals) is not None and whole != 0
        share = 100 * size(totals) / whole if is_known else None
        pair = change(name)
        result.append(
            {
                "account": name[0],
                "tier": ", ".join(names.get(name, [])),
                **measures(totals),
                "change_usd": "" if pair is None else plain(pair[0] - pair[1]),
                "share_percent": half_even(share, 4),
                "totals": totals,
                "pair": pair,
            }
        )
    return result


def models(facts, now, then):
    after, earlier, change = changes(now, then, ["model", "provider"], lambda each: each.known_cost, facts, ModelTotals)
    used = sorted(after, key=lambda name: (-after[name].cost, [part.encode() for part in name]))
    lost = sorted(
        set(earlier) - set(after), key=lambda name: (-earlier[name].cost, [part.encode() for part in name])
    )
    empty = facts.totals([])
    result = []
    for name in used + lost:
        totals = after.get(name, empty)
        pair = change(name)
        result.append(
            {
                "model": name[0],
                "provider": name[1],
                **measures(totals),
                "change_usd": "" if pair is None else plain(pair[0] - pair[1]),
                "cost_per_1000_requests_usd": half_even(totals.cost_of_1000(totals.priced), 18),
                "cost_per_1000_output_tokens_usd": half_even(totals.cost_of_1000(totals.output), 18),
                "cached_share_percent": half_even(totals.cached_percent, 4),
                "totals": totals,
                "pair": pair,
            }
        )
    return result


def shown_change(pair, places):
    """The difference of both shown figures, in units of the last decimal; None where either is not known."""
    return None if pair is None else units(pair[0], places) - units(pair[1], places)
