"""The books of a fuzzed workspace, and an exact rating by them: the smallest that the rules allow.

Times are whole nanoseconds since 1970 UTC, money and credits are fractions.
"""
from datetime import datetime, timedelta, timezone
from fractions import Fraction

SECOND = 10**9
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# Zones that never change their offset, so that a day needs no time zone database.
ZONES = {"UTC": 0, "Asia/Kolkata": 330, "Asia/Kathmandu": 345, "America/Phoenix": -420}
COUNT_CLASSES = {
    "input_tokens": "input", "cache_read_tokens": "cache_read", "cache_write_5m_tokens": "cache_write_5m",
    "output_tokens": "output", "reasoning_tokens": "reasoning", "audio_output_tokens": "audio_output",
    "images": "image", "searches": "search"}
CLASSES = {**COUNT_CLASSES, "seconds": "second"}
# Columns of tokens that no row of a fuzzed ledger uses.
UNSOLD = ["image_input_tokens", "image_output_tokens", "audio_cache_read_tokens"]
PER_UNIT = {"image", "search", "second"}
TIERS = {"free": True, "pro": False, "enterprise": False}


def instant(text):
    """Nanoseconds of a plain `2026-08-01` or `2026-08-01T00:00:00Z`."""
    if len(text) == 10:
        text += "T00:00:00Z"
    return int((datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc) - EPOCH)
               / timedelta(seconds=1)) * SECOND


class Books:
    """Prices with one change, a model that begins late, one with a hole, and an alias that means two."""

    def __init__(self, rng, is_quick):
        # Rows lie on both sides of the change of prices on 1 August.
        self.first_start, self.days = (instant("2026-07-25"), 14) if is_quick else (instant("2026-06-24"), 60)
        self.zone = rng.choice(["UTC", "UTC", *ZONES])
        self.prices = []  # provider, model, class, price, from, to
        self.multiplier = rng.choice(["1.5", "2", "1.25"])
        for provider in ("acme", "zeta co"):
            for model in ("m-large", "m-small"):
                change = rng.random() < 0.5
                for unit in CLASSES.values():
                    if unit == "audio_output":
                        continue  # the class that nobody sells
                    price = self._price(rng, unit)
                    self._add(provider, model, unit, price, "2026-01-01", "2026-08-01" if change else "")
                    if change:
                        self._add(provider, model, unit, self._near(rng, price), "2026-08-01", "")
        self._add("acme", "m-late", "input", "0.5", "2026-08-10", "")
        self._add("acme", "m-hole", "input", "0.5", "2026-01-01", "2026-07-15")
        self._add("acme", "m-hole", "input", "0.6", "2026-08-15", "")

    @staticmethod
    def _price(rng, unit):
        return str(rng.randint(1, 60) / 1000) if unit in PER_UNIT else f"{rng.randint(1, 7500)}e-2"

    @staticmethod
    def _near(rng, price):
        return str(Fraction(price) * rng.choice([2, Fraction(1, 2), 1]))

    def _add(self, provider, model, unit, price, start, end):
        self.prices.append((provider, model, unit, Fraction(price), start, end))

    def files(self):
        """The books as files: path to bytes."""
        prices = "provider,model,unit_class,price_usd,effective_from,effective_to\n" + "".join(
            f"{provider},{model},{unit},{decimal(price)},{start},{end}\n"
            for provider, model, unit, price, start, end in self.prices)
        aliases = ("provider,alias,model,effective_from,effective_to\nacme,large-latest,m-large,,\n"
                   "acme,both,m-small,2026-01-01,2027-01-01\nacme,both,m-large,2026-01-02,\n")
        multipliers = ("level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,"
                       f"approved_by\ntier,pro,,,{self.multiplier},2026-01-01,,approved,ann,bob\n")
        plans = "tier,is_free\n" + "".join(f"{tier},{str(free).lower()}\n" for tier, free in TIERS.items())
        return {"prices/p.csv": prices, "aliases.csv": aliases, "multipliers.csv": multipliers,
                "plans.csv": plans, "assay.json": '{ "time_zone": "%s" }\n' % self.zone}

    def day(self, time):
        """The day of an instant in the reporting zone, as a number since 1970."""
        return (time + ZONES[self.zone] * 60 * SECOND) // DAY

    @staticmethod
    def resolved(row):
        """The name of a row's model after aliases."""
        is_alias = (row.text("provider"), row.text("model")) == ("acme", "large-latest")
        return "m-large" if is_alias else row.text("model")

    def rate(self, row):
        """Cost and credits of a row, or None and the code of why it is unpriced."""
        model = self.resolved(row)
        if (row.text("provider"), model) == ("acme", "both"):
            return None, "ref.alias"  # every row of it is in 2026
        mine = [price for price in self.prices if price[:2] == (row.text("provider"), model)]
        if not mine:
            return None, "ref.unpriced"
        due = {unit: price for _, _, unit, price, start, end in mine
               if instant(start) <= row.start and (not end or row.start < instant(end))}
        if not due:
            return None, "ref.gap"
        cost = Fraction(0)
        for column, unit in CLASSES.items():
            quantity = row.quantities.get(column) or 0
            if quantity == 0:
                continue
            if unit not in due or row.text("service_tier") not in ("", "standard"):
                return None, "ref.unpriced"
            cost += quantity * due[unit] / (1 if unit in PER_UNIT else 10**6)
        if row.is_byok:
            return (Fraction(0), Fraction(0)), None  # no model has a class, so no platform fee
        if row.text("status") == "failed":
            return (cost, Fraction(0)), None
        multiplier = Fraction(self.multiplier) if row.text("tier") == "pro" else Fraction("1.5")
        tenths = cost * multiplier / Fraction("0.01") / Fraction("0.1")
        return (cost, Fraction(-(-tenths.numerator // tenths.denominator), 10)), None


def decimal(value):
    """A fraction as a plain decimal without trailing zeros."""
    value = Fraction(value)
    for places in range(40):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, fraction = digits[:len(digits) - places], digits[len(digits) - places:]
            return ("-" if value < 0 else "") + whole + ("." + fraction if fraction else "")
    raise ValueError(f"{value} is no decimal")


def rounded(value, places=8):
    """Half-up at the ledger's scale."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    result = Fraction(scaled.numerator // scaled.denominator, 10**places)
    return -result if value < 0 else result
