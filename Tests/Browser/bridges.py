"""The table of what changed and the movers, of everything and of filters, against comparison-movers.csv."""
import csv
from fractions import Fraction

from facts import signed_text, units

DRIVERS = [
    ("lost_accounts", "Lost accounts"), ("new_accounts", "New accounts"), ("volume", "Volume"),
    ("mix", "Mix of requests"), ("request_size", "Request size"), ("cache_share", "Cache share"),
    ("vendor_prices", "Vendor prices"), ("multipliers", "Multipliers and plans"), ("credit_step", "Credit step"),
    ("unpriced", "Usage without a price"), ("corrections", "Corrections"), ("rest", "Rest"),
]
MEASURES = ("revenue_usd", "vendor_cost_usd", "margin_usd")


def movers(world, dimension, keep=lambda row: True):
    """The rows of a dimension by measure."""
    with open(world.output / "comparison-movers.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["dimension"] == dimension and keep(row)]
    return {measure: [row for row in rows if row["measure"] == measure] for measure in MEASURES}


def apportioned(total, parts, places):
    """Whole units that sum to a total by largest remainder; exact zeros stay 0, ties go to the earlier part."""
    scaled = [part * 10**places for part in parts]
    result = [value.__floor__() for value in scaled]
    missing = total - sum(result)
    step = 1 if missing > 0 else -1
    order = sorted(
        (index for index, part in enumerate(parts) if part != 0),
        key=lambda index: (-step * (scaled[index] - result[index]), index) if step > 0 else (scaled[index] - result[index], index),
    )
    for place in range(abs(missing)):
        result[order[place % len(order)]] += step
    return result


def shown_bridge(rows, places):
    """The shown start, drivers and end of the sum of some rows."""
    value = lambda column: sum((Fraction(row[column]) for row in rows), Fraction(0))
    start, end = units(value("a_usd"), places), units(value("b_usd"), places)
    drivers = apportioned(end - start, [value(f"{name}_usd") for name, _ in DRIVERS], places)
    return [start, *drivers, end]


def table(page):
    """The lines of the table as shown, without details and without the counts of accounts."""
    return page.tab.evaluate(
        """() => [...document.querySelectorAll('#t-changed tbody tr:not(.detail)')].map((row) =>
          [row.cells[0].textContent.replace(/ \\([\\d,]+\\)$/, ''), ...[...row.cells].slice(1).map((cell) => cell.querySelector('span').textContent)])"""
    )


def check_table(page, rows, places, measures):
    """Compares the table with the sum of some rows of movers."""
    bridges = [shown_bridge(rows[measure], places) for measure in measures]
    wanted = [[signed_text(bridge[0], places) for bridge in bridges]]
    names = []
    for index, (_, label) in enumerate(DRIVERS):
        amounts = [bridge[index + 1] for bridge in bridges]
        if any(amounts) or label == "Volume" and any(line[0] == label for line in table(page)):
            names.append(label)
            wanted.append([signed_text(amount, places, is_change=True) for amount in amounts])
    wanted.append([signed_text(bridge[-1], places) for bridge in bridges])
    lines = table(page)
    assert [line[0] for line in lines[1:-1]] == names, (lines, names)
    assert [line[1:] for line in lines] == wanted, (lines, wanted)


def check(page, world, is_sold=True):
    """Compares the whole, each tier, each model and each account of the page, and what has no drivers here."""
    measures = MEASURES if is_sold else MEASURES[1:2]
    places = len(table(page)[0][1].split(".")[1])
    check_table(page, movers(world, "tier"), places, measures)
    for dimension, key in (("tier", "tier"), ("model", "model")):
        names = {row[key] or "(none)" for row in movers(world, dimension)["vendor_cost_usd"]}
        for name in sorted(names):
            page.select({key: name})
            check_table(page, movers(world, dimension, lambda row: (row[key] or "(none)") == name), places, measures)
    ranked = movers(world, "account")["margin_usd" if is_sold else "vendor_cost_usd"]
    for row in ranked[:5] + ranked[40:42]:
        page.select({"account": row["account"]})
        listed = page.tab.locator("#t-changed").is_visible()
        assert listed == (row in ranked[:40]), row["account"]
        if listed:
            check_table(page, movers(world, "account", lambda each: each["account"] == row["account"]), places, measures)
        else:
            assert "comparison-movers.csv" in page.text("#changed .lead")
    tier = page.tab.locator("#tier option").nth(1).get_attribute("value")
    page.select({"account": ranked[0]["account"], "tier": tier})
    assert "assay show" in page.text("#changed .lead")
    page.select({})
    check_table(page, movers(world, "tier"), places, measures)
