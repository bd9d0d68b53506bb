"""Steps 3 and 4 of V §4 that look at several groups of one period: classes, and another model's name."""
from fractions import Fraction

from bill_prices import Prices

INPUT_SIDE = ["input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h"]


def classes(world, bill, groups, move):
    """Step 3, for the groups of one period and model."""
    side = [g for g in groups if g.unit_class in INPUT_SIDE]
    rules(world, bill, side, "input", "cache_class", "reclassified", "cache_billed_twice", move)
    if bill.has_reasoning:
        side = [g for g in groups if g.unit_class in ("output", "reasoning")]
        rules(world, bill, side, "output", "reasoning", "reclassified", "reasoning_billed_twice", move)
        return
    for group in groups:
        if group.unit_class == "output" and group.stated is not None and not group.agrees:
            thought = [use for use in group.uses if use[1] == "reasoning"]
            tokens = sum((use[2] for use in thought), Fraction(0))
            if tokens > 0 and group.stated == group.quantity - tokens:
                move(group, "reasoning", -sum(use[3] for use in thought), "reasoning_not_billed")
                group.quantity, group.redistributed = group.stated, True


def rules(world, bill, side, twice_class, part, moved, twice, move):
    apart = [g for g in side if not g.agrees]
    if not apart or any(g.stated is None for g in side):
        return
    used, billed = sum(g.quantity for g in side), sum(g.stated for g in side)
    if billed == used:
        cause = moved
    elif [g.unit_class for g in apart] == [twice_class] and apart[0].stated == used:
        cause = twice
    else:
        return
    prices = [average_price(world, bill, group) for group in apart]
    if None in prices:
        return
    for group, price in zip(apart, prices):
        move(group, part, (group.stated - group.quantity) * price, cause)
        group.quantity, group.redistributed = group.stated, True


def average_price(world, bill, group):
    """C ÷ Q, or the opening price."""
    if group.quantity:
        return group.cost / group.quantity
    return Prices(world.books, bill.vendor, group.model, group.unit_class).price(group.period.start)


def other_models(groups, settle):
    """Step 4 Another model, for the groups of one period. Choice: lines that name no model take no part."""
    by_model = {}
    for group in groups:
        if group.model:
            by_model.setdefault((group.model, group.mapped), []).append(group)
    billed = [found for found in by_model.values() if all(
        g.lines and g.stated is not None and g.quantity == 0 for g in found)]
    unbilled = [found for found in by_model.values() if not any(g.lines for g in found)
                and any(g.quantity > 0 for g in found)]
    stated = lambda found: {g.unit_class: g.stated for g in found if g.stated}
    used = lambda found: {g.unit_class: g.quantity for g in found if g.quantity}
    pairs = [(a, b) for a in billed for b in unbilled if stated(a) == used(b)]
    for a, b in pairs:
        if sum(x is a for x, _ in pairs) == 1 and sum(y is b for _, y in pairs) == 1:
            for group in a:
                if group.stated:
                    settle(group, "other_model", "model:" + b[0].model)
            for group in b:
                if group.quantity:
                    settle(group, "other_model", "model:" + a[0].model)
