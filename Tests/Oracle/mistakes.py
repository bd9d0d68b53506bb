"""What can go wrong with a cost or a charge (D §6), each a function of the rules alone.

A mistake about a cost takes a `Reckoning`, which is right, and returns those it may become; a mistake about credits
does the same with a `Charge`. So two mistakes are one after the other, and the value of each is calculated here,
not read from the program.
"""
import dataclasses
import itertools
import math
from fractions import Fraction

import oracle

INPUTS = ["input", "cache_read", "cache_write_5m", "cache_write_1h"]


@dataclasses.dataclass(frozen=True)
class Reckoning:
    """How a cost is reckoned: by which prices, of which quantities."""
    request: object
    books: object
    at: int
    model: str
    service_tier: str
    region: str
    quantity: tuple                    # (class, quantity) pairs
    band: object = "own"               # "own" looks the band up by the total input
    fee: bool = True
    brackets: object = None            # an order of classes, and whether output takes the band's price
    times: tuple = ((), Fraction(1))   # the classes of which a price is so many times too high; none is all
    binary: object = None              # a way of adding up binary fractions
    places: object = None              # to how many decimals it is rounded, and how
    figure: object = None              # what is recorded, whatever was reckoned

    def with_quantity(self, **change):
        return dataclasses.replace(self, quantity=tuple({**dict(self.quantity), **change}.items()))

    def of(self, name):
        return dict(self.quantity)[name]

    def search(self):
        return oracle.PriceSearch(self.books, self.request.provider, self.model, self.region, self.at)

    def total(self):
        return sum(self.of(name) for name in oracle.BAND_CLASSES)

    def price(self, search, name, band):
        found = search.price(name, self.service_tier, band)
        return found and found[0]

    def terms(self):
        """(quantity, price) pairs; None where a class has no price."""
        search, terms = self.search(), []
        if not search.rows:
            return None
        own = search.band(sum(self.request.quantity[name] for name in oracle.BAND_CLASSES) if self.band == "start" else self.total())
        band = own if self.band in ("own", "start") else self.band
        for name, quantity, at in (self.cut(search, band) if self.brackets else
                                   [(name, quantity, band) for name, quantity in self.quantity]):
            if quantity:
                price = self.price(search, name, at)
                if price is None:
                    return None
                terms.append((quantity, self.scaled(name, price)))
        fee = self.price(search, "request", oracle.BASE)
        if fee and self.fee:
            terms.append((1, fee))
        return terms

    def scaled(self, name, price):
        names, factor = self.times
        return price * factor if name in names else price

    def cut(self, search, band):
        """The tokens of the request, each in the band into which it falls when bands are brackets."""
        order, output_above = self.brackets
        limits = [0] + sorted({key[3] for key in search.rows if key[3] is not oracle.BASE and key[3] <= (band or 0)})
        bands, parts, before = [oracle.BASE] + limits[1:], [], 0
        for name in order:
            for limit, end, at in zip(limits, limits[1:] + [10**15], bands):
                part = max(0, min(before + self.of(name), end) - max(before, limit))
                parts.append((name, part, at))
            before += self.of(name)
        others = [(name, quantity) for name, quantity in self.quantity if name not in INPUTS]
        return parts + [(name, quantity, band if output_above else oracle.BASE) for name, quantity in others]

    def value(self):
        """The cost in USD; None where it cannot be reckoned."""
        if self.figure is not None:
            return self.figure
        terms = self.terms()
        if terms is None:
            return None
        if self.binary is not None:
            return Fraction(self.binary([(float(q), float(p)) for q, p in terms]))
        return self.rounded(sum((q * p for q, p in terms), Fraction(0)) * (1 if self.times[0] else self.times[1]))

    def rounded(self, cost):
        if self.places is None:
            return cost
        decimals, way = self.places
        scaled = cost * 10**decimals
        units = {"nearest": math.floor(scaled + Fraction(1, 2)), "even": round(scaled), "down": math.floor(scaled),
                 "up": math.ceil(scaled)}[way]
        return Fraction(units, 10**decimals)


def right(request, books):
    return Reckoning(request, books, request.started, request.model, request.service_tier, request.region,
                     tuple(request.quantity.items()))


def changes(reckoning):
    """Every instant at which a price of the model may change."""
    found = [row for rows in reckoning.books.prices.get((reckoning.request.provider, reckoning.model), {}).values()
             for row in rows] + reckoning.books.derivations
    return sorted({at for row in found for at in (row["from"], row["end"]) if oracle.ALWAYS < at < oracle.NEVER})


def at(reckoning, instants):
    return [dataclasses.replace(reckoning, at=instant) for instant in instants]


def priced_as(**change):
    return lambda reckoning: [dataclasses.replace(reckoning, **change)]


def moved(reckoning, **change):
    """Other quantities, in the band of the right total input and in that of the other one."""
    other = reckoning.with_quantity(**change)
    return [other] if reckoning.band != "own" else [other, dataclasses.replace(other, band="start")]


def completion(reckoning):
    ended = reckoning.request.text["request_completed_at"]
    return at(reckoning, [oracle.read_instant(ended, "")]) if ended else []


def other_models(reckoning):
    names = sorted({model for provider, model in reckoning.books.prices if provider == reckoning.request.provider})
    return [dataclasses.replace(reckoning, model=name) for name in names if name != reckoning.model]


def at_full_price(r):
    read, short, long = (r.of(name) for name in INPUTS[1:])
    found = []
    if read:
        found.append(r.with_quantity(input=r.of("input") + read, cache_read=0))
    if short + long:
        found.append(r.with_quantity(input=r.of("input") + read + short + long, cache_read=0, cache_write_5m=0,
                                     cache_write_1h=0))
        found.append(r.with_quantity(input=r.of("input") + short + long, cache_write_5m=0, cache_write_1h=0))
    return found


def counted_twice(r):
    read, short, long = (r.of(name) for name in INPUTS[1:])
    found = moved(r, input=r.of("input") + read) + moved(r, cache_read=2 * read) if read else []
    if short + long:
        found += moved(r, input=r.of("input") + short + long)
    return found + (moved(r, input=r.of("input") + read + short + long) if short + long else [])


def dropped(*names):
    def change(r):
        return moved(r, **{name: 0 for name in names}) if any(r.of(name) for name in names) else []
    return change


def class_dropped(r):
    """One class without a code of its own, alone or with what is part of it, or all tokens, and something is left."""
    groups = [["input"], INPUTS, ["output"], ["output", "reasoning"]]
    dropped = [names for names in groups if r.of(names[0])] + [oracle.TOKEN_CLASSES]
    return [form for names in dropped if any(map(r.of, names)) for form in moved(r, **{name: 0 for name in names})
            if form.value()]


def other_bands(r):
    search = r.search()
    own = search.band(r.total())
    bands = {key[3] for key in search.rows if key[3] is not oracle.BASE} - {own}
    return [dataclasses.replace(r, band=band) for band in sorted(bands)]


def base_band(r):
    return [dataclasses.replace(r, band=oracle.BASE)] if r.search().band(r.total()) is not oracle.BASE else []


def brackets(r):
    if r.search().band(r.total()) is oracle.BASE or r.band != "own":
        return []
    orders = [INPUTS, INPUTS[1:] + INPUTS[:1]]
    return [dataclasses.replace(r, brackets=(tuple(order), above)) for order in orders for above in (True, False)]


def units_off(r, factor):
    """All prices, those of tokens, or that of one class are so many times too high or too low."""
    used = [name for name, quantity in r.quantity if quantity]
    parts = [(), tuple(name for name in used if name in oracle.TOKEN_CLASSES)] + [(name,) for name in used]
    return [dataclasses.replace(r, times=(part, n)) for part in parts for n in (Fraction(factor), Fraction(1, factor))]


def swapped(r):
    return moved(r, input=r.of("output"), output=r.of("input"))


BINARY = [lambda terms: sum(q * p for q, p in terms), lambda terms: sum(q * (p * 1e6) for q, p in terms) / 1e6,
          lambda terms: sum(q * (p * 1e6) / 1e6 for q, p in terms), lambda terms: sum(q / 1e6 * (p * 1e6) for q, p in terms)]

COST = {
    "recorded_zero": lambda r: [dataclasses.replace(r, figure=Fraction(0))],
    "price_at_completion": completion,
    "previous_price": lambda r: at(r, [t - 1 for t in changes(r) if t <= r.request.started][::-1]),
    "next_price": lambda r: at(r, [t for t in changes(r) if t > r.request.started]),
    "cache_at_full_price": at_full_price,
    "cache_counted_twice": counted_twice,
    "cache_read_dropped": dropped("cache_read"),
    "cache_write_dropped": dropped("cache_write_5m", "cache_write_1h"),
    "reasoning_dropped": dropped("reasoning"),
    "reasoning_counted_twice": lambda r: [r.with_quantity(output=r.of("output") + r.of("reasoning")),
                                          r.with_quantity(reasoning=2 * r.of("reasoning"))],
    "band_missed": base_band,
    "band_wrong": other_bands,
    "band_as_brackets": brackets,
    "service_tier_missed": priced_as(service_tier="standard"),
    "service_tier_wrong": lambda r: [dataclasses.replace(r, service_tier=tier) for tier in ("batch", "flex", "priority")
                                     if tier != r.service_tier],
    "region_missed": priced_as(region=""),
    "input_output_swapped": swapped,
    "request_fee_missed": priced_as(fee=False),
    "class_dropped": class_dropped,
    "unit_1000": lambda r: units_off(r, 1000),
    "unit_1000000": lambda r: units_off(r, 10**6),
    "float_cost": lambda r: [dataclasses.replace(r, binary=way) for way in BINARY],
    "cost_twice": lambda r: [] if r.value() is None else [dataclasses.replace(r, figure=2 * r.value())],
    "other_model_price": other_models,
    # Not in D §6, but met.
    "superseded_price": lambda r: [dataclasses.replace(r, books=books) for books in r.request.older_books],
    "region_wrong": lambda r: [dataclasses.replace(r, region=region) for region in ("eu", "us") if region != r.region],
    "byok_cost_as_ours": lambda r: [r] if r.request.byok else [],
    "rounded_cost": lambda r: [dataclasses.replace(r, places=way) for way in
                               [(n, how) for n in range(0, 11) for how in ("nearest", "even", "down", "up")]],
}


@dataclasses.dataclass(frozen=True)
class Charge:
    """How credits are reckoned from a cost."""
    request: object
    books: object
    settings: object
    cost: Fraction                     # what is charged for: of an own key, at vendor prices
    factor: Fraction
    increment: Fraction
    is_fee: bool = False               # the factor is the platform fee of an own key
    rounding: str = "up"
    times: int = 1
    figure: object = None
    worth: object = None               # of a credit, where it is another than the right one

    def value(self):
        if self.figure is not None:
            return self.figure
        worth = self.request.value if self.worth is None else self.worth
        steps = self.cost * self.factor / worth / self.increment
        if self.rounding.startswith("binary"):
            usd, factor, value, step = map(float, (self.cost, self.factor, worth, self.increment))
            binary = {"binary": usd * factor / value / step, "binary2": usd * factor / value * (1 / step),
                      "binary3": usd / value * factor / step}[self.rounding]
            steps = math.ceil(binary)
        else:
            steps = {"up": math.ceil, "down": math.floor, "nearest": lambda n: math.floor(n + Fraction(1, 2)),
                     "even": round}[self.rounding](steps)
        return steps * self.increment * self.times


def right_charge(request, books, settings, cost):
    """The right formula for `cost`, as if the status were charged."""
    if request.byok:
        factor = settings.markup.get(oracle.model_class(request, books), Fraction(0)) / 100
    else:
        factor = oracle.find_multiplier(request, books, settings)[0]
    return Charge(request, books, settings, cost, factor, settings.increment_at(request.tier, request.started),
                  request.byok)


class At:
    """A request as if it had begun at another moment, or in another tier."""

    def __init__(self, request, started=None, tier=None):
        self.started = request.started if started is None else started
        self.tier = request.tier if tier is None else tier
        self.provider, self.model = request.provider, request.model


def multiplied(charges):
    """Mistakes about a multiplier are about requests that are charged by one."""
    return lambda c: [] if c.is_fee else [dataclasses.replace(c, factor=factor) for factor in charges(c)]


def multiplier_changes(c):
    rows = [row for found in c.books.multipliers.values() for row in found]
    return sorted({t for row in rows for t in (row["from"], row["end"]) if oracle.ALWAYS < t < oracle.NEVER})


def multiplier(c, **change):
    return oracle.find_multiplier(At(c.request, **change), c.books, c.settings)[0]


def lower_levels(c):
    r = c.request
    keys = [("combination", r.tier, r.provider, r.model), ("combination", r.tier, "", r.model),
            ("combination", r.tier, r.provider, ""), ("model", "", r.provider, r.model), ("model", "", "", r.model),
            ("provider", "", r.provider, ""), ("tier", r.tier, "", "")]
    rows = [oracle.one_in_force(c.books.multipliers, key, r.started) for key in keys]
    return [row["times"] for row in rows if row][1:]


def unapproved(c):
    r = c.request
    rows = oracle.read_book(c.books.workspace, "multipliers.csv", ["level"])
    return [Fraction(row["multiplier"]) for row in rows if row["status"] != "approved"
            and row["tier"] in ("", r.tier) and row["provider"] in ("", r.provider) and row["model"] in ("", r.model)
            and row["from"] <= r.started < (oracle.NEVER if row["to"] is None else row["to"])]


def increments(c, steps):
    return [dataclasses.replace(c, increment=step) for step in steps if step != c.increment]


def earlier_increments(c):
    starts = sorted({entry[1] for entry in c.settings.increment if oracle.ALWAYS < entry[1] <= c.request.started})
    return increments(c, [c.settings.increment_at(c.request.tier, start - 1) for start in starts])


def credit_values(c, values):
    return [dataclasses.replace(c, worth=value) for value in values if value != c.request.value]


def earlier_credit_values(c):
    starts = sorted({entry[1] for entry in c.settings.credit_value if oracle.ALWAYS < entry[1] <= c.request.started})
    return credit_values(c, [c.settings.credit_value_at(c.request.tier, start - 1) for start in starts])


# What a row of the planter states instead of the right multiplier: no book has it.
STATED = Fraction(113, 100)

CREDITS = {
    "charged_on_failure": lambda c: [] if c.request.charged else [c],
    "byok_charged_as_ours": lambda c: [dataclasses.replace(
        c, factor=oracle.find_multiplier(c.request, c.books, c.settings)[0], is_fee=False)] if c.is_fee else [],
    "previous_multiplier": multiplied(lambda c: [multiplier(c, started=t - 1) for t in multiplier_changes(c)
                                                 if t <= c.request.started][::-1]),
    "next_multiplier": multiplied(lambda c: [multiplier(c, started=t) for t in multiplier_changes(c)
                                             if t > c.request.started]),
    "other_tier_multiplier": multiplied(lambda c: [multiplier(c, tier=key[1]) for key in sorted(c.books.multipliers)
                                                   if key[0] == "tier"]),
    "lower_level_multiplier": multiplied(lower_levels),
    "default_multiplier": multiplied(lambda c: [c.settings.default_multiplier]),
    "unapproved_multiplier": multiplied(unapproved),
    "recorded_multiplier": multiplied(
        lambda c: [] if c.request.multiplier is None else [c.request.multiplier * STATED]),
    "previous_increment": earlier_increments,
    "other_increment": lambda c: increments(c, [Fraction(1, 100), Fraction(1, 10), Fraction(1)]),
    "previous_credit_value": earlier_credit_values,
    "other_credit_value": lambda c: credit_values(c, [value for _, _, value in c.settings.credit_value]),
    "rounded_not_ceiled": lambda c: [dataclasses.replace(c, rounding=way) for way in ("nearest", "even")],
    "floored": lambda c: [dataclasses.replace(c, rounding="down")],
    "float_ceiling": lambda c: [dataclasses.replace(c, rounding=way) for way in ("binary", "binary2", "binary3")],
    "not_charged": lambda c: [dataclasses.replace(c, figure=Fraction(0))],
    "charged_twice": lambda c: [dataclasses.replace(c, times=2)],
}


def after(table, codes, start):
    """Every form that `start` may take when the mistakes `codes` are made on it, in either order."""
    found = []
    for order in itertools.permutations(codes):
        forms = [start]
        for code in order:
            forms = [changed for form in forms for changed in table[code](form)]
        found += forms
    return found


def unpriced(codes, start):
    """Every form of two mistakes of which the first finds no price of something that the request used."""
    first, second = codes
    return [changed for form in COST[first](start) if form.value() is None for changed in COST[second](form)]
