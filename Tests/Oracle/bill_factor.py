"""Step 10 of V §4: one factor for everything."""
from fractions import Fraction

from oracle import ceiling, decimal_text


def interval(group):
    return (group.billed - group.tolerance) / group.cost, (group.billed + group.tolerance) / group.cost


def factor(groups, move):
    """For the groups of one bill and month that are not settled and have C > 0."""
    spans = {group: interval(group) for group in groups}
    holders = lambda point: [g for g in groups if spans[g][0] <= point <= spans[g][1]]

    def weight(point):
        found = holders(point)
        return len(found), sum(abs(g.gap) for g in found), -point

    if not groups:
        return
    chosen = holders(max((low for low, _ in spans.values()), key=weight))
    if len(chosen) < 3 or len({(g.model, g.unit_class) for g in chosen}) < 2:
        return
    low, high = max(spans[g][0] for g in chosen), min(spans[g][1] for g in chosen)
    f = fewest_decimals(low, high)
    if f is None or not 0 < f < 2:
        return
    for group in chosen:
        move(group, "discount_or_uplift", group.cost * f - group.cost, "factor:" + decimal_text(f))


def fewest_decimals(low, high):
    """The number of the fewest decimals, at most 6, in a span; nearest its middle, then the smaller."""
    middle = (low + high) / 2
    for places in range(7):
        step = Fraction(1, 10**places)
        first, last = ceiling(low / step), high / step // 1
        if first <= last:
            near = middle / step // 1
            tries = [n for n in (near, near + 1, first, last) if first <= n <= last]
            return min((n * step for n in tries), key=lambda n: (abs(n - middle), n))
    return None
