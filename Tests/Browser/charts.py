"""The charts of a filter against facts.csv: their titles, and the figures at the ends of lines and bars."""
import datetime
import re
from fractions import Fraction

import expected
from facts import CustomerTotals, decimals_showing, grouped, money, shown
from filters import rate


def texts(page, chart, selector):
    return page.tab.locator(f"#chart-{chart} {selector}").all_text_contents()


def check(page, facts, before, selection):
    """Selects, and compares every chart that follows."""
    page.select(selection)
    now = facts.selected(selection)
    then = expected.rows_before(facts, before, selection)
    places = expected.decimals(facts, now)
    check_days(page, facts, now, then, places, selection)
    check_weeks(page, facts, now, selection)
    if facts.is_sold:
        check_accounts(page, facts, now, places, selection)
    assert page.text("#chart-forecast .reason").endswith("assay forecast")


def check_days(page, facts, now, then, places, selection):
    labels = texts(page, "cost-by-day", "text.k1")
    if "account" in selection or not labels:
        reason = page.text("#chart-cost-by-day .reason")
        assert "assay show cost --by day" in reason, reason
        return
    total = facts.totals(now)
    assert labels[0].endswith(" " + shown(total.cost, places)), (selection, labels, total.cost)
    if then is not None:
        earlier = texts(page, "cost-by-day", "text.k0")
        assert earlier[0].endswith(" " + shown(facts.totals(then).cost, places)), (selection, earlier)


def check_weeks(page, facts, now, selection):
    """The last full week ends with the last day of the report."""
    if "account" in selection or "period" in selection:
        return
    last = datetime.date.fromisoformat(max(row["day"] for row in facts.rows))
    first = (last - datetime.timedelta(days=6)).isoformat()
    week = facts.totals([row for row in now if row["day"] >= first])
    for chart, value, text in (
        ("cached-share", week.cached_percent, lambda: rate(week.cached_percent) + " %"),
        ("request-cost", week.cost_of_1000(week.priced), lambda: money_of_week(week)),
    ):
        title = texts(page, chart, "h3")[0]
        if page.tab.locator(f"#chart-{chart} .reason").count():
            continue
        marks = texts(page, chart, "text:not([class])")
        start = re.search(r"in the week from (\d+ [A-Z][a-z]{2})(?:; [\d,]+ requests? ha(?:s|ve) no price)?$", title)
        assert start and start.group(1) in marks, (selection, title, marks)
        assert value is not None and text() in title.replace("\u00a0", " "), (selection, title, value)


def money_of_week(week):
    value = week.cost_of_1000(week.priced)
    value = Fraction(round(value * 10**18), 10**18)
    return money(value, decimals_showing([value]))


def check_accounts(page, facts, now, places, selection):
    """The seven customers with the most revenue by their margin, and the others together."""
    known = {name: CustomerTotals(rows, facts) for (name,), rows in grouped(now, "account").items()}
    known = {name: totals for name, totals in known.items() if totals.known_margin is not None}
    order = sorted(known, key=lambda name: (-known[name].revenue, -known[name].cost, name.encode()))
    paying = [name for name in order if known[name].revenue > 0]
    top = sorted(paying[:7], key=lambda name: (-known[name].known_margin, name))
    others, free = paying[7:], [name for name in order if known[name].revenue <= 0]
    amounts = [known[name].known_margin for name in top]
    amounts += [sum(known[name].known_margin for name in group) for group in (others, free) if group]
    figures = texts(page, "margin-by-account", "text.v")
    if len(amounts) < 2 or not top:
        assert page.tab.locator("#chart-margin-by-account .reason").count() == 1, selection
        return
    assert figures == [money(amount, places) for amount in amounts], (selection, figures, amounts)
    assert texts(page, "margin-by-account", "h3")[0].startswith(f"{top[0]} has the largest margin"), selection
