"""Books with a history, drawn from a seed: what planted errors need to have something to err about.

Each workspace has prices that change and are corrected, older ones and a model that lack some classes, long-context
bands, regions, service tiers, fees per request, derivations, a multiplier for every level, steps of credits that change, and customers with a key of their own.
"""
import json
import os

PROVIDERS = ["openai", "anthropic", "google"]
TIERS = ["free", "pro", "team", "enterprise"]
CHANGES = ["2026-07-20T00:00:00Z", "2026-08-05T12:00:00Z", "2026-08-24T00:00:00Z", "2026-09-10T06:30:00Z"]


class BookMaker:
    """Writes every book of one workspace."""

    def __init__(self, dice, folder):
        self.dice, self.folder = dice, folder
        self.models = {provider: ["%s-%s" % (provider[0], size) for size in ("large", "medium", "small")]
                       for provider in PROVIDERS}

    def make(self):
        self.settings()
        self.prices()
        self.derivations()
        self.multipliers()
        self.write("plans.csv", ["tier", "is_free", "effective_from"],
                   [[tier, str(tier == "free").lower(), "2026-01-01"] for tier in TIERS])
        self.write("models.csv", ["provider", "model", "class", "effective_from"],
                   [[provider, model, self.dice.choice(["budget", "standard", "premium"]), "2026-01-01"]
                    for provider, models in self.models.items() for model in models])
        self.write("aliases.csv", ["provider", "alias", "model", "effective_from"],
                   [[provider, models[0] + "-latest", models[0], "2026-01-01"]
                    for provider, models in self.models.items()])
        self.write("fx.csv", ["day", "currency", "usd_per_unit", "source"],
                   [["2026-%02d-%02d" % (month, day), "EUR", "1.%d" % self.dice.randint(1000, 1999), "made"]
                    for month in (7, 8, 9) for day in range(1, 32) if (month, day) != (9, 31)])

    def write(self, name, columns, rows):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write("".join(",".join(map(str, row)) + "\n" for row in [columns] + rows))

    def settings(self):
        first, second = self.dice.sample(["0.1", "0.01", "1"], 2)
        self.decimals = self.dice.choice([8, 8, 8, 6, 10])
        settings = {"time_zone": self.dice.choice(["UTC", "Europe/Berlin", "America/New_York"]),
                    "ledger_cost_decimals": self.decimals,
                    "credit_value_usd": [{"value": self.dice.choice(["0.01", "0.001"])},
                                         {"from": CHANGES[2], "value": "0.004"},
                                         {"from": "2026-01-01", "tier": "team", "value": "0.007"}],
                    "credit_increment": [{"value": first}, {"from": CHANGES[1], "value": second},
                                         {"from": "2026-01-01", "tier": "enterprise", "value": "0.1"}]}
        with open(os.path.join(self.folder, "assay.json"), "w", encoding="utf-8") as file:
            json.dump(settings, file)

    def prices(self):
        rows = []
        for provider, models in self.models.items():
            for size, model in enumerate(models):
                base = self.dice.choice([1.25, 2, 2.5, 3, 5]) / 4**size
                rows += self.bare(provider, model, {"input": base * 0.9, "output": base * 4})
                starts = ["2026-01-01"] + sorted(self.dice.sample(CHANGES, self.dice.randint(1, 3)))
                for start, factor in zip(starts, (1, 0.8, 1.5, 0.6)):
                    period = self.period(provider, model, base * factor, start)
                    if size == 0 and start == starts[-1]:
                        rows += self.believed(period[0])
                    rows += period
            rows += self.bare(provider, provider[0] + "-embed", {"input": self.dice.choice([0.02, 0.13])})
        self.write("prices/vendors.csv", ["provider", "model", "unit_class", "price_usd", "service_tier", "region",
                                          "context_over", "effective_from", "recorded_at"], rows)

    def bare(self, provider, model, prices):
        """Prices of 2025: of few classes, and before derivations began."""
        return [[provider, model, unit_class, "%g" % price, "", "", "", "2025-01-01", ""]
                for unit_class, price in prices.items()]

    def believed(self, row):
        """What was believed of a price before `row` corrected it."""
        before = list(row)
        before[3], before[-1] = "%g" % (float(row[3]) * 1.3), "2026-01-01"
        row[-1] = "2026-09-25"
        return [before]

    def period(self, provider, model, level, start):
        """Every price of a model from one change to the next."""
        price = lambda factor: ("%.6f" % (level * factor)).rstrip("0").rstrip(".")
        add = lambda unit_class, factor, tier="", region="", over="": rows.append(
            [provider, model, unit_class, price(factor), tier, region, over, start, ""])
        rows = []
        add("input", 1)
        add("output", 5)
        if provider == "openai":
            add("cache_read", 0.1)
            add("cache_write_5m", 1.25)
            add("cache_write_1h", 2)
            add("reasoning", 6)
            add("input", 1.1, region="eu")
            add("output", 5.5, region="eu")
        if provider == "google":
            for over, factor in (("128000", 2), ("200000", 3)):
                add("input", factor, over=over)
                add("cache_read", factor / 10, over=over)
                add("output", 5 * factor * 0.75, over=over)
            add("cache_read", 0.1)
            rows.append([provider, model, "request", "0.0035", "", "", "", start, ""])
        if provider == "anthropic":
            add("input", 1.75, tier="priority")
            add("output", 8.5, tier="priority")
            add("cache_read", 0.2, tier="priority")
        return rows

    def derivations(self):
        self.write("derivations.csv", ["provider", "unit_class", "service_tier", "from_unit_class", "factor",
                                       "effective_from", "region", "models"],
                   [["*", "reasoning", "standard", "output", "1", "2026-01-01", "", ""],
                    ["*", "reasoning", "priority", "output", "1", "2026-01-01", "", ""],
                    ["*", "", "batch", "", "0.5", "2026-01-01", "", ""],
                    ["openai", "", "flex", "", "0.7", "2026-01-01", "", ""],
                    ["*", "cache_read", "standard", "input", "0.1", "2026-01-01", "", ""],
                    ["*", "cache_write_5m", "standard", "input", "1.25", "2026-01-01", "", ""],
                    ["*", "cache_write_1h", "standard", "input", "2", "2026-01-01", "", ""],
                    ["openai", "", "", "", "1.2", "2026-01-01", "us", ""]])

    def multipliers(self):
        rows = []

        def add(level, tier, provider, model, first, later=None, status="approved"):
            change = self.dice.choice(CHANGES)
            rows.append([level, tier, provider, model, first, "2026-01-01", change if later else "", status, "ann",
                         "bob" if status == "approved" else ""])
            if later:
                rows.append([level, tier, provider, model, later, change, "", status, "ann", "bob"])
        add("tier", "free", "", "", "2")
        add("tier", "pro", "", "", "1.6", "1.45")
        add("tier", "team", "", "", "1.35", "1.3")
        add("tier", "enterprise", "", "", "1.2", "1.15")
        add("combination", "team", "google", "", "1.55")
        add("combination", "enterprise", "", "a-large", "1.05", "1.1")
        add("model", "", "openai", "o-small", "1.9")
        add("provider", "", "google", "", "1.7")
        add("tier", "free", "", "", "2.6", status="pending")
        add("tier", "pro", "", "", "1.85", status="rejected")
        self.write("multipliers.csv", ["level", "tier", "provider", "model", "multiplier", "effective_from",
                                       "effective_to", "status", "requested_by", "approved_by"], rows)
