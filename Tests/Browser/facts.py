"""What the page must show, computed from facts.csv with fractions, by code of its own.

A selection is a dict with some of the keys period (a month), tier, model and account."""
import collections
import csv
import pathlib
import re
from fractions import Fraction

COUNTS = ("requests", "unpriced")


class Facts:
    """The facts of one run, and the plans of its workspace."""

    def __init__(self, folder, workspace):
        with open(pathlib.Path(folder) / "facts.csv", newline="", encoding="utf-8") as file:
            self.rows = [fact(row) for row in csv.DictReader(file)]
        self.resets = resets(pathlib.Path(folder) / "invoice-lines.csv")
        path = pathlib.Path(workspace) / "plans.csv"
        self.is_sold = path.exists()
        self.free, self.targets, self.prices = set(), {}, {}
        if self.is_sold:
            with open(path, newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    if row["is_free"] == "true":
                        self.free.add(row["tier"])
                    if row["monthly_price_usd"]:
                        self.prices[row["tier"]] = Fraction(row["monthly_price_usd"])
                    if row["target_margin_percent"]:
                        self.targets[row["tier"]] = Fraction(row["target_margin_percent"])

    def selected(self, selection):
        """The rows of a selection."""
        return [row for row in self.rows if all(row[key] == value for key, value in selection.items())]

    def months(self):
        return sorted({row["period"] for row in self.rows})

    def plan_fees(self, rows, selection):
        """What was paid for resets of credits, by month and plan; without them the monthly price × the users with a request."""
        if self.resets:
            return sum(usd for key, usd in self.resets.items()
                       if all(selection.get(name, value) == value for name, value in zip(("period", "tier"), key)))
        users = {(row["period"], row["tier"], row["user"]) for row in rows}
        return sum(self.prices.get(tier, 0) for _, tier, _ in users)

    def totals(self, rows):
        return Totals(rows, self)


def resets(path):
    """The payments for resets less their discounts, by month and plan: the lines of invoices about plans."""
    plans, sums = {}, collections.defaultdict(Fraction)
    if path.exists():
        with open(path, newline="", encoding="utf-8") as file:
            for line in csv.DictReader(file):
                if line["kind"] == "plan":
                    plans[line["event_id"]] = re.match("Plan (.+), [^,]+$", line["description"])[1]
                if line["kind"] in ("plan", "discount"):
                    sums[line["month"], plans[line["event_id"]]] += Fraction(line["exact_usd"])
    return sums


def fact(row):
    """One row with the names that the page uses; (none) for a name that is not there."""
    number = lambda *columns: sum(int(row[column]) for column in columns)
    return {
        "day": row["day"],
        "period": row["day"][:7],
        "tier": row["tier"] or "(none)",
        "model": row["model"] or "(none)",
        "provider": row["provider"],
        "user": row["user_id"] or row["account_id"],
        "account": row["account_id"] or row["user_id"] or "(none)",
        "requests": int(row["requests"]),
        "unpriced": int(row["unpriced"]),
        "cost": Fraction(row["vendor_cost_usd"] or 0),
        "revenue": Fraction(row["revenue_usd"] or 0),
        "prompt": number("input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"),
        "cached": number("cache_read_tokens"),
        "output": number("output_tokens", "reasoning_tokens"),
    }


def ratio(numerator, denominator):
    return None if denominator == 0 else Fraction(numerator) / Fraction(denominator)


class Totals:
    """Sums of rows, exact; None where no part is known."""

    def __init__(self, rows, facts):
        for name in ("requests", "unpriced", "cost", "revenue", "prompt", "cached", "output"):
            setattr(self, name, sum(row[name] for row in rows))
        paid = [row for row in rows if row["tier"] not in facts.free]
        self.has_no_price = has_no_price = self.unpriced > 0 and self.unpriced == self.requests
        unknown_revenue = any(row["unpriced"] for row in paid) and not any(
            row["requests"] > row["unpriced"] for row in paid
        )
        self.known_cost = None if has_no_price else self.cost
        self.known_revenue = self.revenue if facts.is_sold and not unknown_revenue else None
        self.known_margin = None if has_no_price or self.known_revenue is None else self.revenue - self.cost
        self.margin_percent = ratio(100 * (self.revenue - self.cost), self.revenue)
        targeted = [row for row in paid if row["tier"] in facts.targets]
        is_whole = sum(row["revenue"] for row in targeted) == self.revenue
        weighted = sum(row["revenue"] * facts.targets[row["tier"]] for row in targeted)
        self.target = ratio(weighted, self.revenue) if is_whole else None
        self.points = None if self.target is None else self.margin_percent - self.target
        self.cached_percent = ratio(100 * self.cached, self.prompt)

    @property
    def priced(self):
        return self.requests - self.unpriced

    def cost_of_1000(self, number):
        return None if self.known_cost is None else ratio(1000 * self.cost, number)


class CustomerTotals(Totals):
    """The same of a customer: a cost of 0 that lacks requests without a price is not known."""

    def __init__(self, rows, facts):
        super().__init__(rows, facts)
        if self.unpriced and not self.cost:
            self.known_cost = self.known_margin = self.margin_percent = self.points = None


class ModelTotals(CustomerTotals):
    """The same of a model; the revenue likewise."""

    def __init__(self, rows, facts):
        super().__init__(rows, facts)
        if not self.revenue and any(row["unpriced"] for row in rows if row["tier"] not in facts.free):
            self.known_revenue = self.known_margin = None


def grouped(rows, *keys):
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    return groups


def half_even(value, decimals):
    """A fraction as exact text rounded half to even, without trailing zeros; blank where it is not known."""
    if value is None:
        return ""
    return plain(Fraction(round(value * 10**decimals), 10**decimals))


def plain(value):
    """An amount with every digit that it has; blank where it is not known."""
    if value is None:
        return ""
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
    digits = str(abs(value.numerator * 10**scale // value.denominator)).rjust(scale + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + digits[: len(digits) - scale] + ("." + digits[len(digits) - scale :] if scale else "")


def shown(value, decimals, is_change=False):
    """A figure as the page shows it: half away from zero, with groups, a true minus, and – for what is not known."""
    if value is None:
        return "–"
    units = (abs(value) * 10**decimals * 2 + 1).__floor__() // 2
    return signed_text(-units if value < 0 else units, decimals, is_change)


def units(value, decimals):
    size = (abs(value) * 10**decimals * 2 + 1).__floor__() // 2
    return -size if value < 0 else size


def signed_text(number, decimals, is_change=False):
    digits = str(abs(number)).rjust(decimals + 1, "0")
    whole = f"{int(digits[: len(digits) - decimals]):,}"
    sign = "−" if number < 0 else "+" if is_change and number > 0 else ""
    return sign + whole + ("." + digits[len(digits) - decimals :] if decimals else "")


def money(value, decimals):
    """An amount of a column; words for one that its decimals would show as 0."""
    if value is None:
        return "–"
    text = shown(value, decimals)
    if value == 0 or any(digit in "123456789" for digit in text):
        return text
    least = "0." + "0" * (decimals - 1) + "1"
    return f"above -{least}" if value < 0 else f"under {least}"


def decimals_showing(values):
    """The least of 2, 4, 6 and 8 decimals that show no value but 0 as 0."""
    known = [value for value in values if value is not None and value != 0]
    return next((places for places in (2, 4, 6) if all(abs(value) * 2 * 10**places >= 1 for value in known)), 8)
