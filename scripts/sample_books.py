"""The books of the sample, and what a request costs and is charged by them: exact fractions only."""
import csv
from fractions import Fraction

import sample_parameters as p

HISTORY = "data/price-book.csv"
DERIVATIONS = (
    ("*", "reasoning", "standard", "output", "1", "2024-01-01", "",
     "reasoning tokens are billed as output unless quoted"),
    ("anthropic", "cache_read", "standard", "input", "0.1", "2024-08-14", "", "vendor prompt caching page"),
    ("anthropic", "cache_write_5m", "standard", "input", "1.25", "2024-08-14", "", "vendor prompt caching page"),
    ("anthropic", "cache_write_1h", "standard", "input", "2", "2025-05-22", "", "vendor prompt caching page"),
    ("*", "", "batch", "", "0.5", "2024-04-15", "", "vendors quote batch at half price"),
)
PROMPT = ("input", "cache_read", "cache_write_5m", "cache_write_1h")
CLASSES = PROMPT + ("output", "reasoning", "search")


def ceiling(value):
    return -(-value.numerator // value.denominator)


def rounded(cost):
    """To the ledger's decimals, half up."""
    scale = 10**p.COST_DECIMALS
    return Fraction((cost * scale * 2 + 1).__floor__() // 2, scale)


def credits(cost, multiplier):
    """The charge, rounded up to the step."""
    return ceiling(cost * multiplier / p.CREDIT_USD / p.CREDIT_STEP) * p.CREDIT_STEP


def price_rows(root):
    """The rows of the shipped history for the models of the sample."""
    models = {model[:2] for model in p.MODELS}
    with open(root / HISTORY, newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["provider"], row["model"]) in models and is_needed(row)]
    for row in rows:
        if row["model"] == p.EMBEDDING:
            # The history ends it where another source with the same price begins.
            row["effective_to"] = ""
    return sorted(rows, key=lambda row: (row["provider"], row["model"]))


def is_needed(row):
    """Not the cache prices of genai-prices: they are those that derivations.csv gives, and became known later."""
    return not row["source"].startswith("pydantic/") or row["unit_class"] == "search" and row["model"] in p.SEARCHING


class Prices:
    """The price in force, at a start."""

    def __init__(self, rows):
        self.rows, self.bands = {}, {}
        # A later row with the same start corrects an earlier one.
        for row in sorted(rows, key=lambda row: row["recorded_at"]):
            model, band = row["model"], int(row["context_over"] or 0)
            starts = self.rows.setdefault((model, row["unit_class"], band), {})
            price = Fraction(row["price_usd"]) / int(row["per"])
            starts[row["effective_from"]] = (price, row["effective_to"] or "9999")
            self.bands.setdefault(model, set()).add(band)
        self.anthropic = {row["model"] for row in rows if row["provider"] == "anthropic"}

    def quoted(self, model, unit_class, band, at):
        starts = self.rows.get((model, unit_class, band), {})
        day = max((start for start in starts if start <= at), default=None)
        if day is None or starts[day][1] <= at:
            return None
        return starts[day][0]

    def price(self, model, unit_class, band, at):
        """The quoted price in the band, else a derived one, else the same in the base band."""
        found = self.quoted(model, unit_class, band, at)
        if found is None and unit_class == "reasoning":
            found = self.quoted(model, "output", band, at)
        if found is None and model in self.anthropic:
            factor = {"cache_read": "0.1", "cache_write_5m": "1.25", "cache_write_1h": "2"}.get(unit_class)
            source = self.quoted(model, "input", band, at)
            found = Fraction(factor) * source if factor and source is not None else None
        return self.price(model, unit_class, 0, at) if found is None and band else found

    def band(self, request):
        total = sum(request.quantities[name] for name in PROMPT)
        return max(band for band in self.bands[request.model] if band == 0 or band < total)

    def cost(self, request, at=None, band=None, quantities=None, batch=None, model=None, price=None):
        """The cost, or that of a mistake: another day, band, number of tokens, service tier, model or price."""
        at, model = at or request.start_text, model or request.model
        band = self.band(request) if band is None else band
        price = price or (lambda name: self.price(model, name, band, at))
        quantities = {**request.quantities, **(quantities or {})}
        total = sum((count * price(name) for name, count in quantities.items() if count), Fraction(0))
        return total / 2 if (request.service_tier == "batch" if batch is None else batch) else total


class Charges:
    """What customers pay."""

    def __init__(self):
        self.approved = [row for row in p.MULTIPLIERS if row[7] == "approved"]

    def multiplier(self, tier, model, at, level=None):
        """The multiplier of the most specific level, or of the one named."""
        for name in [level] if level else ["model", "tier"]:
            for row in self.approved:
                key = row[3] == model if name == "model" else row[1] == tier
                if row[0] == name and key and row[5] <= at < (row[6] or "9999"):
                    return Fraction(row[4])
        return p.DEFAULT_MULTIPLIER

    def credits(self, request, cost, notional):
        if request.status not in p.CHARGED_STATUSES:
            return Fraction(0)
        if request.byok:
            kind = next(model[2] for model in p.MODELS if model[1] == request.model)
            return credits(notional, Fraction(p.FEE_PERCENT[kind], 100))
        return credits(cost, request.multiplier)
