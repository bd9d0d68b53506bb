"""Figures, tables and copies of random filters against sums of facts.csv."""
import random

import expected
from facts import CustomerTotals, Facts, ModelTotals, decimals_showing, money, shown, signed_text

FIGURES = {"revenue": "known_revenue", "cost": "known_cost", "margin": "known_margin"}
# The columns of a table with an amount, and the measure.
AMOUNTS = {"revenue": "known_revenue", "cost": "known_cost", "margin": "known_margin"}
RATES = {"margin_percent": "margin_percent", "target": "target"}


def random_selections(facts, seed, number):
    """Selections of one to four parts; each begins with a row of the facts, so that most have requests."""
    chance = random.Random(seed)
    keys = ["tier", "model", "account"] + (["period"] if len(facts.months()) > 1 else [])
    selections = []
    while len(selections) < number:
        row = chance.choice(facts.rows)
        parts = chance.sample(keys, chance.choice((1, 1, 2, 2, 3, len(keys))))
        if chance.random() < 0.15 and len(parts) > 1:
            parts, other = parts[1:], chance.choice(facts.rows)
            selections.append({key: row[key] for key in parts} | {"tier": other["tier"]})
        else:
            selections.append({key: row[key] for key in parts})
    return selections


def check(page, facts, before, selection):
    """Compares every table, copy and figure of one selection."""
    now = facts.selected(selection)
    totals = facts.totals(now)
    places = expected.decimals(facts, now)
    for key, name in FIGURES.items():
        if page.tab.locator(f"[data-figure={key}]").count():
            value = getattr(totals, name)
            text = "not known" if value is None else money(value, places)
            assert page.figure(key) == text, (selection, key, page.figure(key), text)
    if facts.is_sold:
        check_fees(page, facts, now, totals, places, selection)
    if selection:
        whole = sum(row["requests"] for row in facts.rows)
        note = page.text("#selected")
        assert note == f"{totals.requests:,} of {whole:,} requests", (selection, note)
    lines = expected.lines(facts, before, selection)
    for table, wanted in lines.items():
        check_copy(page, table, wanted, selection)
        check_rows(page, table, wanted, facts, now, places, selection)


def check_fees(page, facts, now, totals, places, selection):
    """Plan fees are of users, so that models and accounts have none here."""
    text = page.figure("plan-fees")
    if "model" in selection or "account" in selection:
        assert text == "not known", (selection, text)
        return
    fees = facts.plan_fees(now, selection)
    assert text == money(fees, places), (selection, text, fees)
    if totals.known_margin is not None:
        line = f"margin with them {money(fees + totals.known_margin, places)}"
        note = page.text("[data-figure=plan-fees]")
        # Fees that pay for credits of the usage revenue have no margin with them.
        billed = "billed for credits that usage revenue contains" if selection else "margin on realised revenue and breakage "
        # Fees of plans with an allowance have none either: used allowances would count twice.
        twice = "not added: used allowances would count twice"
        assert line in note or billed in note.lower() or twice in note, (selection, line, note)


def check_copy(page, table, wanted, selection):
    copied = page.copied(table)
    assert len(copied) == len(wanted), (selection, table, len(copied), len(wanted))
    for line, right in zip(copied, wanted):
        for key, text in line.items():
            assert text == right[key], (selection, table, key, line, right)


def check_rows(page, table, wanted, facts, now, places, selection):
    """The shown figures: half away from zero, in one number of decimals; all rows, and their total."""
    page.open_all(table)
    rows = page.rows(table)
    body = [row for row in rows["body"] if not row["isRest"]]
    if not wanted:
        return
    assert len(body) == len(wanted), (selection, table, len(body), len(wanted))
    kinds = {"t-customers": CustomerTotals, "t-models": ModelTotals}
    total = kinds[table](now, facts) if table in kinds else facts.totals(now)
    for row, right in zip(body + [rows["foot"]], [*wanted, {"totals": total}]):
        totals = right["totals"]
        assert row.get("requests", f"{totals.requests:,}") == f"{totals.requests:,}", (selection, table, row)
        for key, name in AMOUNTS.items():
            if key in row:
                text = money(getattr(totals, name), places)
                assert row[key] == text, (selection, table, key, row, text)
        for key, name in RATES.items():
            if key in row:
                text = rate(getattr(totals, name))
                assert row[key].split(" ")[0] == text, (selection, table, key, row, text)
        if "change" in row and "pair" in right:
            change = expected.shown_change(right["pair"], places)
            text = "–" if change is None else signed_text(change, places, is_change=True)
            assert row["change"] == text, (selection, table, row, text)
        if "cached" in row:
            assert row["cached"] == rate(totals.cached_percent), (selection, table, row)
    if table == "t-models":
        check_unit_costs(body, rows["foot"], wanted, total, selection)


def check_unit_costs(body, foot, wanted, total, selection):
    everything = [right["totals"] for right in wanted] + [total]
    for key, number in (("cost_requests", "priced"), ("cost_output", "output")):
        values = [totals.cost_of_1000(getattr(totals, number)) for totals in everything]
        places = decimals_showing(values)
        for row, value in zip(body + [foot], values):
            assert row[key] == money(value, places), (selection, key, row, value)


def rate(value):
    """A percentage as Assay rounds it: to 10⁻⁴ percent half to even, then to one decimal half away from zero."""
    if value is None:
        return "–"
    from fractions import Fraction

    return shown(Fraction(round(value * 10_000), 10_000), 1)


def sources(world):
    facts = Facts(world.output, world.workspace)
    return facts, None if world.before is None else Facts(world.before, world.workspace)
