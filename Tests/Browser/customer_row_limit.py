"""A page with more customers than it has room for: the smallest are one row for each tier, and nothing is lost."""
from fractions import Fraction

from facts import money
import expected


def check(page, facts, before):
    for selection in ({}, {"tier": "pro"}, {"tier": "free"}):
        page.select(selection)
        now = facts.selected(selection)
        totals, then = facts.totals(now), facts.totals(before.selected(selection))
        rows = page.copied("t-customers")
        for column, value in (
            ("requests", totals.requests), ("revenue_usd", totals.revenue), ("vendor_cost_usd", totals.cost),
            ("margin_usd", totals.revenue - totals.cost), ("change_usd", totals.revenue - then.revenue),
        ):
            assert sum(Fraction(row[column]) for row in rows) == value, (selection, column)
        assert any(row["account"].startswith("other accounts of ") for row in rows), selection
        foot = page.rows("t-customers")["foot"]
        accounts = {row["account"] for row in now}
        assert foot["customer"] == f"{len(accounts):,} customers", (foot, len(accounts))
        assert foot["cost"] == money(totals.cost, expected.decimals(facts, now)), foot
    assert "one row for each tier" in page.text("#customers")
