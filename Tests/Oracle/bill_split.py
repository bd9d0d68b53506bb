"""The eleven steps of V §4, each over all groups of all bills before the next. Naive on purpose."""
import collections
from fractions import Fraction

import bill_formats
import bill_ledger
from bill_classes import classes, other_models
from bill_factor import factor
from bill_numbers import round18
from bill_prices import Prices

PARTS = ["not_in_ledger", "not_in_bill", "unmapped", "other_model", "byok", "failed", "duplicate", "time_boundary",
         "cache_class", "reasoning", "band_or_service_tier", "region", "quantity", "unpriced", "price_date",
         "discount_or_uplift", "price", "rounding", "unexplained"]


def move(group, part, amount, cause=None):
    """A step adds its amount, rounded half-even at 10⁻¹⁸, to its part and to C."""
    amount = round18(amount)
    group.parts[part] += amount
    group.cost += amount
    if cause:
        group.causes.append(cause)


def settle(group, part, cause=None):
    move(group, part, group.gap, cause)
    group.settled = True


def by(groups, key):
    found = collections.defaultdict(list)
    for group in groups:
        found[key(group)].append(group)
    return list(found.values())


def split(world, bill):
    """All groups of a bill, each with its parts."""
    zones = ["UTC", world.zone_name] + vendor_zones(bill)
    groups, others = bill_ledger.groups_of(world, bill, zones)
    other_rows(groups, others)                                                             # 1
    for month in by(groups, lambda g: (g.period.month, g.model, g.mapped, g.unit_class)):  # 2
        shifted_days([g for g in month if g.period.is_day])
    for alike in by(groups, lambda g: (g.period.key(), g.model, g.mapped)):                # 3
        classes(world, bill, alike, move)
    for period in by(groups, lambda g: g.period.key()):                                    # 4
        other_models(period, settle)
    for group in groups:
        one_side(group)
    for step in (stated_distribution, quantity, rounding, unpriced, another_price, rounding):  # 5 to 9
        for group in groups:
            if not group.settled:
                step(world, group)
    for month in by(groups, lambda g: g.period.month):                                     # 10
        factor([g for g in month if not g.settled and g.cost > 0], move)
    for step in (rounding, remainder):                                                     # 11
        for group in groups:
            if not group.settled:
                step(world, group)
    for group in groups:
        assert sum(group.parts.values()) == group.billed - group.ledger_cost, "the parts are not the difference"
    return groups


def vendor_zones(bill):
    """Choice: the zones of the vendor's formats in the table of F; a vendor of another zone has only that one."""
    of_vendor = {"google": "google-billing", "deepseek": "deepseek-cost"}.get(bill.vendor)
    return [bill_formats.ZONES.get(of_vendor, "UTC")]


# ------------------------------------------------------------------------------------------- steps

def other_rows(groups, others):
    """Step 1."""
    fits = {}
    for group in groups:
        if not group.agrees:
            fits[group] = [place for place, (_, _, uses) in enumerate(others[group.period.key()])
                           if group.mapped and group.agrees_with(*bill_ledger.totals(uses[group.model, group.unit_class]))]
    for alike in by(fits, lambda g: (g.period.month, g.model, g.mapped)):
        names = lambda g: {others[g.period.key()][place][1] for place in fits[g]}
        votes = collections.Counter(name for group in alike for name in names(group))
        for group in alike:
            sets = [others[group.period.key()][place] for place in fits[group]]
            if sets:
                part, cause, uses = max(sets, key=lambda s: votes[s[1]])                   # ties: the first
                group.uses = uses[group.model, group.unit_class]
                cost, group.quantity = bill_ledger.totals(group.uses)
                move(group, part, cost - group.cost, cause)


def shifted_days(groups):
    """Step 2."""
    apart = [g for g in groups if not g.agrees]
    if len(apart) < 2 or any(g.stated is None for g in groups):
        return
    used = sum(g.quantity for g in groups)
    if used > 0 and used == sum(g.stated for g in groups):
        average = sum(g.cost for g in groups) / used
        for group in apart:
            move(group, "time_boundary", (group.stated - group.quantity) * average, "shifted_days")
            group.quantity, group.redistributed = group.stated, True


def one_side(group):
    """Step 4, without other models."""
    if group.settled:
        return
    if not group.mapped or group.unit_class == "unknown":
        settle(group, "unmapped", "unmapped")
    elif group.lines and group.quantity == 0 and abs(group.gap) > group.tolerance:
        settle(group, "not_in_ledger")
    elif not group.lines and not group.agrees:
        settle(group, "not_in_bill")


DIMENSIONS = ["tier", "context", "region"]


def stated_distribution(world, group):
    """Step 5."""
    stated = [d for d in DIMENSIONS if all(getattr(line, d) is not None for line in group.lines)]
    if (group.stated is None or group.stated != group.quantity or group.redistributed or not group.lines or not stated
            or any(line.quantity is None for line in group.lines)):
        return
    billed, used, cost = (collections.defaultdict(Fraction) for _ in range(3))
    for line in group.lines:
        billed[tuple(getattr(line, d) for d in stated)] += line.quantity
    for row, _, row_quantity, row_cost in group.uses:
        place = tuple(getattr(row, d) for d in stated)
        used[place] += row_quantity
        cost[place] += row_cost
    prices = Prices(world.books, group.bill.vendor, group.model, group.unit_class)
    amount, differ = Fraction(0), [x for x in set(billed) | set(used) if billed[x] != used[x]]
    for x in differ:
        price = cost[x] / used[x] if used[x] else prices.price(group.period.start, **dict(zip(stated, x)))
        if price is None:
            return
        amount += (billed[x] - used[x]) * price
    if differ:
        named = [d for n, d in enumerate(stated) if any(
            sum(q for x, q in billed.items() if x[n] == value) != sum(q for x, q in used.items() if x[n] == value)
            for value in {x[n] for x in differ})] or stated
        part = "region" if named == ["region"] else "band_or_service_tier"
        move(group, part, amount, "+".join(named) + ":stated")


def quantity(world, group):
    """Step 6."""
    if group.stated is not None and group.quantity not in (0, group.stated):
        move(group, "quantity", (group.stated - group.quantity) * group.cost / group.quantity)
        group.quantity = group.stated


def rounding(world, group):
    """Step 7."""
    if abs(group.gap) <= group.tolerance:
        settle(group, "rounding")


def unpriced(world, group):
    """Step 8."""
    if any(not row.priced for row, _, _, _ in group.uses):
        settle(group, "unpriced", "unpriced")


def another_price(world, group):
    """Step 9."""
    if not group.stated:
        return
    for price, part, cause in Prices(world.books, group.bill.vendor, group.model, group.unit_class).others(group.period):
        if price is not None:
            cost = group.stated * price
            if abs(cost - group.billed) <= group.tolerance and cost != group.cost:
                move(group, part, cost - group.cost, cause)
                return


def remainder(world, group):
    """Step 11."""
    settle(group, "price" if group.stated and group.stated > 0 else "unexplained")
