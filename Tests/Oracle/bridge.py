#!/usr/bin/env python3
"""A slow, plain, exact second calculation of `assay compare`, to hold the real one against.

    bridge.py WORKSPACE OUT A B [--scenario FILE] [--as-known-at T]
    bridge.py --self-test

Written from the page on the comparison alone ("C" and the section), by the rating of oracle.py. Every amount is an int or a
Fraction. `Facts` rates both periods twice and sums by account and key; `Comparison` makes the bridge of these sums alone.
Where the page leaves a choice, the comment starts with "Choice:".
"""
import argparse
import collections
import copy
import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
from fractions import Fraction

import changed_books
import oracle

# ------------------------------------------------------------------------------------------ names

QUANTITIES = oracle.EARLY_COLUMNS                        # the eleven of C §4
PROMPT = ["input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"]
OTHERS = [column for column in QUANTITIES if column not in PROMPT]
FEE = "request_fee"
DRIVERS = ["lost_accounts", "new_accounts", "volume", "mix", "request_size", "cache_share", "vendor_prices",
           "multipliers", "credit_step", "unpriced", "corrections", "rest"]
DETAILS = {"volume": ["days", "requests"], "request_size": ["prompt", *OTHERS, "bands"],
           "credit_step": ["rounding", "setting"]}
REVENUE, COST, MARGIN = MEASURES = ["revenue_usd", "vendor_cost_usd", "margin_usd"]
DIMENSIONS = {"tier": ["tier"], "model": ["provider", "model"], "tier_model": ["tier", "provider", "model"],
              "account": ["account"]}
LISTED = 1000
Key = collections.namedtuple("Key", "tier provider model service service_tier byok charged")

BRIDGE_COLUMNS = ["measure", "order", "driver", "detail", "value", "shown"]
MOVER_COLUMNS = (["measure", "dimension", "rank", "account", "tier", "provider", "model", "keys", "a_requests",
                  "b_requests", "a_usd", "b_usd", "change_usd"] + [name + "_usd" for name in DRIVERS])
COUNTS = ["requests", "kept_requests", "unpriced_requests", "excluded_requests"]
EFFECTS = ["unpriced_cost_usd", "unpriced_revenue_usd", "price_cost_usd", "price_revenue_usd",
           "multiplier_revenue_usd", "setting_revenue_usd"]
FACT_COLUMNS = (["period", "days", "account", *Key._fields, *COUNTS, *QUANTITIES, "charge_factor"]
                + [f"constant_{name}_usd" for name in [*QUANTITIES, FEE, "cost", "revenue"]]
                + EFFECTS + ["vendor_cost_usd", "revenue_usd"])


class Misuse(Exception):
    """Periods that cannot be compared: exit 64."""


def rounded(value):
    """C §4: half-even to 10^-18 USD."""
    return Fraction(round(Fraction(value) * 10**18), 10**18)


def share(amount, part, whole):
    """⟨amount × part ÷ whole⟩"""
    return rounded(Fraction(amount) * part / whole)


# ---------------------------------------------------------------------------------------- periods

Period = collections.namedtuple("Period", "name first last")     # days as ISO texts, both included


def read_period(text):
    """C §1: a day, month, quarter or year, or two of them with both ends included."""
    start, _, end = text.partition("..")
    return Period(text, days_of(start)[0], days_of(end or start)[1])


def days_of(text):
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", text)
    if quarter:
        last = 3 * int(quarter[2])
        return f"{quarter[1]}-{last - 2:02d}-01", last_day(int(quarter[1]), last)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text, text
    if re.fullmatch(r"\d{4}-\d\d", text):
        return text + "-01", last_day(int(text[:4]), int(text[5:]))
    if re.fullmatch(r"\d{4}", text):
        return text + "-01-01", text + "-12-31"
    raise Misuse(f"no period: {text}")


def last_day(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()


def number_of_days(first, last):
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1


def end_of_day(day, settings):
    """The first instant after a day of the reporting zone, whether it has 23, 24 or 25 hours."""
    midnight = oracle.nanoseconds(*map(int, day.split("-"))) // oracle.SECOND
    inside, after = midnight - 86400, midnight + 3 * 86400
    while after - inside > 1:
        middle = (inside + after) // 2
        if settings.day(middle * oracle.SECOND) > day:
            after = middle
        else:
            inside = middle
    return after * oracle.SECOND


# ----------------------------------------------------------------------------------------- rating

class Terms:
    """What a customer pays for a request under the books of one instant."""

    def __init__(self, request, at, books, settings):
        r = copy.copy(request)
        r.started = at
        plan = oracle.one_in_force(books.plans, (r.tier,), at)
        self.free = bool(plan and plan["free"])
        if r.byok:
            name = oracle.model_class(r, books)
            self.rate = settings.markup.get(name, Fraction(0)) / 100
        else:
            self.rate = oracle.find_multiplier(r, books, settings)[0]
        self.increment = settings.increment_at(r.tier, at)
        self.value = settings.credit_value_at(r.tier, at)


def earned(cost, request, terms, step):
    """C §3: the revenue of one request: the multiplier and plan of `terms`, the credit step and value of `step`."""
    if terms.free or not request.charged:
        return Fraction(0)
    credits = oracle.ceiling(cost * terms.rate / step.value / step.increment) * step.increment
    return credits * step.value


def class_costs(request):
    """What each of the eleven columns costs, and the rest: the fee per request, and classes without such a column."""
    costs = collections.Counter()
    for name, (price, _) in request.how.items():
        if name == "request":
            costs[FEE] += price
            continue
        column = next(c for c, quantity in oracle.QUANTITY_OF_COLUMN.items() if quantity == name)
        costs[column if column in QUANTITIES else FEE] += price * request.quantity[name]
    return costs


class FactRow:
    """The sums of one account and key in one period."""

    def __init__(self, factor):
        self.factor = factor
        for name in COUNTS:
            setattr(self, name, 0)
        self.quantity, self.weight = collections.Counter(), collections.Counter()
        self.amount = collections.Counter()              # constant_cost_usd … revenue_usd

    def add(self, request, quantities, weights, amounts):
        self.requests += 1
        self.quantity.update(quantities)
        self.weight.update(weights)
        for name, amount in amounts.items():
            assert (amount * 10**18).denominator == 1, f"{name} of {request.id} needs more than 18 decimals"
            self.amount[name] += amount


class Facts:
    """C §3: all requests of both periods, rated with the books of their start and with those of t*."""

    def __init__(self, workspace, a, b, scenario=None, known_at=""):
        self.a, self.b = read_period(a), read_period(b)
        overlap = self.a.first <= self.b.last and self.b.first <= self.a.last
        if overlap and not (scenario and self.a[1:] == self.b[1:]):
            raise Misuse(f"{a} and {b} overlap")
        known_at = oracle.book_instant(known_at, oracle.NEVER)
        ours = oracle.Books(workspace, known_at), oracle.Settings(workspace)
        theirs = changed(workspace, scenario, known_at) if scenario else ours
        settings, requests = ours[1], []
        for path in oracle.ledger_paths(workspace):
            requests += oracle.read_ledger_file(workspace, path)[0]
        # C §1: what is sold follows from the books or, over the whole ledger, from recorded credits.
        self.is_sold = bool(ours[0].multipliers or ours[0].plans or theirs[0].multipliers or theirs[0].plans
                            or any(r.recorded_credits is not None for r in requests)
                            or any(path.is_file() for path in pathlib.Path(workspace, "credits").rglob("*")))
        days = [settings.day(r.started) for r in requests]
        self.covered = (min(days), max(days)) if days else None
        used = [[r for r, day in zip(requests, days) if p.first <= day <= p.last] for p in (self.a, self.b)]
        for period, found in zip((self.a, self.b), used):
            if not found:
                has = "has {} to {}".format(*self.covered) if days else "is empty"
                raise oracle.Refused(f"no usage in {period.name}; the ledger {has}")
        self.closing_day = min(self.b.last, self.covered[1])
        self.closing = end_of_day(self.closing_day, settings) - 1
        self.closing_books, self.closing_settings = theirs
        self.tally = collections.Counter()
        self.days = [number_of_days(max(p.first, self.covered[0]), min(p.last, self.covered[1]))
                     for p in (self.a, self.b)]
        self.cells = [self.sums(found, *books) for found, books in zip(used, (ours, theirs))]

    def sums(self, requests, books, settings):
        """(account, key) to the sums of a period; of rows with one id, the first counts."""
        cells, seen = {}, set()
        for r in map(copy.copy, requests):
            if r.id in seen:
                continue
            seen.add(r.id)
            oracle.rate(r, books, settings)
            at_close = Terms(r, self.closing, self.closing_books, self.closing_settings)
            key = Key(r.tier, r.provider, r.model, r.service, r.service_tier, r.byok, r.charged)
            factor = Fraction(0) if at_close.free or not r.charged or not self.is_sold else at_close.rate
            row = cells.setdefault((r.account_id or r.user_id, key), FactRow(factor))
            assert row.factor == factor
            self.add(r, row, at_close, books, settings)
        return cells

    def add(self, r, row, at_close, books, settings):
        close = copy.copy(r)
        close.started = self.closing
        # Choice: a name for two models at once stands for none of them at t* either.
        is_clear = oracle.resolve_alias(r, books)[1]
        constant = oracle.vendor_cost(close, self.closing_books) if is_clear else None
        kept = constant is None and r.rated
        if constant is None and not r.rated:
            row.excluded_requests += 1
            self.tally["request outside the bridge"] += 1
            return
        if kept:
            constant, close = r.notional, r
        row.kept_requests += kept
        row.unpriced_requests += not r.rated
        own = lambda cost: Fraction(0) if r.byok else Fraction(cost)
        closing_revenue = earned(constant, r, at_close, at_close)
        amounts = {"constant_cost_usd": own(constant), "constant_revenue_usd": closing_revenue}
        if r.rated:
            start = Terms(r, r.started, books, settings)
            revenues = [earned(r.notional, r, start, start), earned(constant, r, start, start),
                        earned(constant, r, at_close, start), closing_revenue]
            assert revenues[0] == r.revenue
            amounts.update(price_cost_usd=own(r.notional - constant), price_revenue_usd=revenues[0] - revenues[1],
                           multiplier_revenue_usd=revenues[1] - revenues[2],
                           setting_revenue_usd=revenues[2] - revenues[3],
                           vendor_cost_usd=r.cost, revenue_usd=revenues[0])
            self.tally["plan becomes paid or free"] += start.free != at_close.free
            self.tally["platform fee changes"] += r.byok and start.rate != at_close.rate
            self.tally["multiplier changes"] += not r.byok and start.rate != at_close.rate
            self.tally["credit step changes"] += start.increment != at_close.increment
            self.tally["credit value changes"] += start.value != at_close.value
            self.tally["band changes"] += r.band != close.band
        else:
            amounts.update(unpriced_cost_usd=-own(constant), unpriced_revenue_usd=-closing_revenue)
        if not self.is_sold:
            amounts = {name: Fraction(0) if "revenue" in name else amount for name, amount in amounts.items()}
        weights = class_costs(close)
        assert sum(weights.values()) == constant
        row.add(r, {column: r.quantity[oracle.QUANTITY_OF_COLUMN[column]] for column in QUANTITIES}, weights, amounts)
        for name, holds in (("request keeps its price", kept), ("request unpriced at its start", not r.rated),
                            ("request with own key", r.byok), ("request free at t*", at_close.free),
                            ("request not charged", not r.charged), ("price changes", constant != r.notional and r.rated),
                            ("request of a class without a column", any(r.quantity[c] for c in oracle.LATER_CLASSES))):
            self.tally[name] += bool(holds)

    def rows(self):
        """C §7 comparison-facts.csv."""
        for period, days, cells in zip("ab", self.days, self.cells):
            for account, key in sorted(cells, key=cell_bytes):
                row, words = cells[account, key], ["true" if flag else "false" for flag in key[-2:]]
                yield [period, days, account, *key[:-2], *words, *(getattr(row, name) for name in COUNTS),
                       *(row.quantity[c] for c in QUANTITIES), row.factor, *(row.weight[c] for c in [*QUANTITIES, FEE]),
                       *(row.amount[c] for c in FACT_COLUMNS[FACT_COLUMNS.index("constant_cost_usd"):])]


def cell_bytes(cell):
    """Byte order, column by column; "false" is before "true"."""
    account, key = cell
    return oracle.key_bytes((account, *key[:-2])) + tuple(key[-2:])


def changed(workspace, scenario, known_at):
    """The books and settings with the changes of a scenario in them."""
    with tempfile.TemporaryDirectory() as folder:
        twin = os.path.join(folder, "twin")
        shutil.copytree(workspace, twin, ignore=shutil.ignore_patterns("ledger", "out", "assay.db"))
        stated = oracle.relaxed_json(pathlib.Path(scenario).read_text("utf-8-sig"))
        books = changed_books.Workspace(twin)
        for change in (stated[0] if isinstance(stated, list) else stated)["changes"]:
            books.make(change)
        books.write()
        return oracle.Books(twin, known_at), oracle.Settings(twin)


# ----------------------------------------------------------------------------------------- bridge

class Weights:
    """C §4: n, q, y, Y and U of a cell, or the sums of several, in one measure."""

    def __init__(self, rows, byok, measure):
        self.n, self.total = sum(row.requests for row in rows), Fraction(0)
        self.q, self.y = collections.Counter(), collections.Counter()
        for row in rows:
            self.q.update(row.quantity)
            for name in [*QUANTITIES, FEE]:
                factor = row.factor if measure == REVENUE else 0 if byok else 1
                self.y[name] += rounded(factor * row.weight[name])
            self.total += row.amount["constant_revenue_usd" if measure == REVENUE else "constant_cost_usd"]
        self.over = self.total - sum(self.y.values())
        self.prompt = sum(self.q[c] for c in PROMPT)
        self.prompt_y = sum(self.y[c] for c in PROMPT)


EMPTY = FactRow(Fraction(0))


class Comparison:
    """C §5 to §8: the bridge of two periods from their sums by account and key."""

    def __init__(self, facts):
        self.facts, self.tally = facts, collections.Counter()
        self.measures = MEASURES if facts.is_sold else [COST]
        cells = [{cell: row for cell, row in found.items() if row.requests} for found in facts.cells]
        self.cells = cells
        self.n = [collections.Counter(), collections.Counter()]
        by_key = collections.defaultdict(list)
        for found, n in zip(cells, self.n):
            for (account, _), row in found.items():
                n[account] += row.requests
        # Accounts with requests outside the bridge are neither lost nor new.
        self.outside = [{account for (account, _), row in found.items() if row.excluded_requests} for found in facts.cells]
        for (_, key), row in cells[0].items():
            by_key[key].append(row)
        self.group = by_key
        self.names = sorted({*cells[0], *cells[1]}, key=cell_bytes)
        self.effects = {cell: self.effects_of(cell) for cell in self.names}
        self.tally["account lost"] = len(set(self.n[0]) - set(self.n[1]) - self.outside[1])
        self.tally["account new"] = len(set(self.n[1]) - set(self.n[0]) - self.outside[0])
        self.tally["account unpriced in a period"] = (
            len((set(self.n[0]) - set(self.n[1])) & self.outside[1]) + len((set(self.n[1]) - set(self.n[0])) & self.outside[0]))
        self.tally["account continuing"] = len(set(self.n[0]) & set(self.n[1]))

    # --------------------------------------------------------------------------- one cell

    def effects_of(self, cell):
        """measure to (driver, detail) to effect; a driver with details has its sum under a blank one."""
        effects = {COST: self.measured(cell, COST)}
        if self.facts.is_sold:
            effects[REVENUE] = self.measured(cell, REVENUE)
            effects[MARGIN] = {part: effects[REVENUE][part] - effects[COST][part] for part in effects[COST]}
        return effects

    def measured(self, cell, measure):
        account, key = cell
        a, b = (found.get(cell, EMPTY) for found in self.cells)
        name = "revenue" if measure == REVENUE else "cost"
        actual = "revenue_usd" if measure == REVENUE else "vendor_cost_usd"
        step = lambda amount: b.amount[amount] - a.amount[amount]
        parts = {(driver, ""): Fraction(0) for driver in DRIVERS}
        parts.update({(driver, detail): Fraction(0) for driver in DETAILS for detail in DETAILS[driver]})
        parts["start", ""], parts["end", ""] = a.amount[actual] + Fraction(0), b.amount[actual] + Fraction(0)
        if not self.n[1][account]:
            parts["unpriced" if account in self.outside[1] else "lost_accounts", ""] = -parts["start", ""]
        elif not self.n[0][account]:
            parts["unpriced" if account in self.outside[0] else "new_accounts", ""] = parts["end", ""]
        else:
            self.usage(parts, cell, a, b, measure)
            parts["vendor_prices", ""] = step(f"price_{name}_usd")
            if measure == REVENUE:
                parts["multipliers", ""] = step("multiplier_revenue_usd")
                parts["credit_step", "setting"] = step("setting_revenue_usd")
            parts["unpriced", ""] = step(f"unpriced_{name}_usd")
        for driver in DETAILS:
            parts[driver, ""] = sum(parts[driver, detail] for detail in DETAILS[driver])
        parts["rest", ""] = (parts["end", ""] - parts["start", ""] - sum(parts[driver, ""] for driver in DRIVERS[:-1]))
        assert parts["rest", ""] == 0, cell
        return parts

    def usage(self, parts, cell, row_a, row_b, measure):
        """Drivers 3 to 6 and the rounding of 9, at constant books."""
        account, key = cell
        a, b = (Weights([row], key.byok, measure) for row in (row_a, row_b))
        days_a, days_b = self.facts.days
        by_days = share(a.total, days_b, days_a)
        by_requests = share(a.total, self.n[1][account], self.n[0][account])
        parts["volume", "days"] = by_days - a.total
        parts["volume", "requests"] = by_requests - by_days
        ref, origin = a, "own A"
        if not a.n:
            ref, origin = Weights(self.group[key], key.byok, measure), "group"
        if not ref.n:
            ref, origin = b, "own B"
        at = {c: share(ref.y[c], b.q[c], ref.q[c]) if ref.q[c] else b.y[c] for c in QUANTITIES}
        same = lambda amount: share(amount, b.n, ref.n)
        prompt = sum(at[c] for c in PROMPT)
        whole = share(ref.prompt_y, b.prompt, ref.prompt) if ref.prompt else prompt
        parts["request_size", "prompt"] = whole - same(ref.prompt_y)
        for c in OTHERS:
            parts["request_size", c] = at[c] - same(ref.y[c])
        parts["request_size", "bands"] = sum(b.y[c] - at[c] for c in QUANTITIES) + b.y[FEE] - same(ref.y[FEE])
        parts["cache_share", ""] = prompt - whole
        parts["credit_step", "rounding"] = b.over - same(ref.over)
        parts["mix", ""] = b.total - a.total - (
            parts["volume", "days"] + parts["volume", "requests"] + prompt - same(ref.prompt_y)
            + sum(parts["request_size", d] for d in [*OTHERS, "bands"]) + parts["credit_step", "rounding"])
        if measure == COST:
            if b.n:
                self.tally["reference " + origin] += 1
                self.tally["I_r = 0"] += not ref.prompt
                self.tally["I_r = 0, prompt in B"] += not ref.prompt and b.prompt > 0
                self.tally["q_r = 0, used in B"] += any(b.q[c] and not ref.q[c] for c in QUANTITIES)
                self.tally["class used in A only"] += any(ref.q[c] and not b.q[c] for c in QUANTITIES)
            else:
                self.tally["cell of a continuing account, in A only"] += 1

    # -------------------------------------------------------------------------- the bridge

    def totals(self, measure, cells):
        sums = collections.Counter()
        for cell in cells:
            for part, effect in self.effects[cell][measure].items():
                sums[part] += effect
        return sums

    def decimals(self, totals):
        """C §8: of all measures alike."""
        ends = [abs(sums[end, ""]) for sums in totals.values() for end in ("start", "end")]
        largest = max(ends)
        return 2 if largest >= 1 else 4 if largest >= Fraction(1, 100) else 6

    def bridge_rows(self):
        """C §7 comparison.csv."""
        totals = {measure: self.totals(measure, self.names) for measure in self.measures}
        places = self.decimals(totals)
        self.tally[f"shown with {places} decimals"] += 1
        for measure, sums in totals.items():
            shown = self.shown(sums, places)
            yield from ([measure, order, driver, detail, *(
                [Fraction(sums[driver, detail]), fixed(shown[driver, detail], places)] if self.is_known(driver) else [None, None])]
                for order, driver, detail in lines())
        for name, ends in self.quantities().items():
            for order, end, value in zip((0, 13), ("start", "end"), ends):
                yield [name, order, end, "", value, value]

    def is_known(self, driver):
        """An end is known if a request of its period had a price; a driver, if both ends are."""
        known = [any(row.requests > row.unpriced_requests for row in found.values()) for found in self.cells]
        return {"start": known[0], "end": known[1]}.get(driver, all(known))

    def shown(self, sums, places):
        unit = 10**places
        units = {part: away(value * unit) for part, value in sums.items() if part[0] in ("start", "end")}
        change = units["end", ""] - units["start", ""]
        units.update(self.apportioned(change, [(driver, "") for driver in DRIVERS], sums, unit))
        for driver, details in DETAILS.items():
            parts = [(driver, detail) for detail in details]
            units.update(self.apportioned(units[driver, ""], parts, sums, unit))
        return units

    def apportioned(self, whole, parts, sums, unit):
        """C §8: by largest remainder; an exact 0 stays 0."""
        units = {part: (sums[part] * unit) // 1 for part in parts}
        remainder = {part: sums[part] * unit - units[part] for part in parts}
        missing = whole - sum(units.values())
        able = [part for part in parts if sums[part]]
        ranked = sorted(able, key=lambda part: -remainder[part] if missing > 0 else remainder[part])
        assert abs(missing) <= len(ranked)
        for part in ranked[:abs(missing)]:
            units[part] += 1 if missing > 0 else -1
        self.tally["a unit taken away for display"] += missing < 0
        self.tally["a unit added to a whole number for display"] += any(
            not remainder[part] for part in ranked[:max(missing, 0)])
        return units

    def quantities(self):
        sums = [collections.Counter(), collections.Counter()]
        for found, total in zip(self.cells, sums):
            for row in found.values():
                total.update(row.quantity)
                total["requests"] += row.requests
                total["unpriced"] += row.unpriced_requests
        outside = [sum(row.excluded_requests for row in found.values()) for found in self.facts.cells]
        both = lambda value: [value(total) for total in sums]
        # Of the requests in the bridge; of none of all, nothing is known.
        compared = lambda values: [None if total["requests"] == 0 and more else value
                                   for value, total, more in zip(values, sums, outside)]
        of_bridge = both(lambda t: t["requests"])
        return {"requests": [count + more for count, more in zip(of_bridge, outside)],
                "accounts": compared([len(n) for n in self.n]),
                "days": self.facts.days, "prompt_tokens": compared(both(lambda t: sum(t[c] for c in PROMPT))),
                **{c: compared(both(lambda t, c=c: t[c])) for c in ("cache_read_tokens", "output_tokens", "reasoning_tokens")},
                "unpriced_requests": [t["unpriced"] + more for t, more in zip(sums, outside)], "excluded_requests": outside}

    # -------------------------------------------------------------------------- the movers

    def mover_rows(self):
        """C §7 comparison-movers.csv."""
        for measure in self.measures:
            for dimension, columns in DIMENSIONS.items():
                groups = collections.defaultdict(list)
                for account, key in self.names:
                    found = {"account": account, **key._asdict()}
                    groups[tuple(found[c] for c in columns)].append((account, key))
                sums = {name: self.totals(measure, cells) for name, cells in groups.items()}
                change = lambda name: sums[name]["end", ""] - sums[name]["start", ""]
                priced = self.priced(columns)
                ranked = sorted(groups, key=lambda name: (
                    not all(priced[name]), -abs(change(name)), oracle.key_bytes(name)))
                for rank, name in enumerate(ranked[:LISTED], 1):
                    named = dict(zip(columns, name))
                    yield self.mover(measure, dimension, rank, named, 1, groups[name], priced[name])
                others = ranked[LISTED:]
                if others:
                    self.tally["rank 1001"] += 1
                    together = [cell for name in others for cell in groups[name]]
                    known = [any(priced[name][side] for name in others) for side in (0, 1)]
                    yield self.mover(measure, dimension, LISTED + 1, {}, len(others), together, known)

    def priced(self, columns):
        """Key to whether its amounts of A and of B are known: a request had a price, or there is none at all."""
        counts = collections.defaultdict(lambda: [[0, 0], [0, 0]])
        for side, found in enumerate(self.facts.cells):
            for (account, key), row in found.items():
                named = {"account": account, **key._asdict()}
                count = counts[tuple(named[c] for c in columns)][side]
                count[0] += row.requests + row.excluded_requests
                count[1] += row.requests - row.unpriced_requests
        return {name: [every == 0 or priced > 0 for every, priced in sides] for name, sides in counts.items()}

    def mover(self, measure, dimension, rank, named, keys, cells, known):
        sums = self.totals(measure, cells)
        requests = [sum(found[cell].requests for cell in cells if cell in found) for found in self.cells]
        a, b = Fraction(sums["start", ""]), Fraction(sums["end", ""])
        return [measure, dimension, rank, *(named.get(c, "") for c in ("account", "tier", "provider", "model")), keys,
                *requests, a if known[0] else None, b if known[1] else None, b - a if all(known) else None,
                *(Fraction(sums[driver, ""]) if all(known) else None for driver in DRIVERS)]

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        oracle.write_table(folder, "comparison.csv", BRIDGE_COLUMNS, self.bridge_rows())
        oracle.write_table(folder, "comparison-movers.csv", MOVER_COLUMNS, self.mover_rows())
        oracle.write_table(folder, "comparison-facts.csv", FACT_COLUMNS, self.facts.rows())


def lines():
    """(order, driver, detail) of the rows of a measure."""
    yield 0, "start", ""
    for order, driver in enumerate(DRIVERS, 1):
        yield order, driver, ""
        for detail in DETAILS.get(driver, []):
            yield order, driver, detail
    yield 13, "end", ""


def away(value):
    """Rounded half away from zero to a whole number."""
    units = (abs(value) + Fraction(1, 2)) // 1
    return -units if value < 0 else units


def fixed(units, places):
    """A finished cell with a fixed number of decimals."""
    whole, part = divmod(abs(units), 10**places)
    return f"{'-' if units < 0 else ''}{whole}.{part:0{places}d}".encode()


# -------------------------------------------------------------------------------------- self-test

def self_test():
    """C §10: every number of both tables."""
    with tempfile.TemporaryDirectory() as folder:
        write_example(pathlib.Path(folder))
        out = os.path.join(folder, "out")
        comparison = Comparison(Facts(folder, "2026-05", "2026-07"))
        comparison.write(out)
        with open(os.path.join(out, "comparison.csv")) as file:
            rows = {(r["measure"], r["driver"], r["detail"]): r for r in csv.DictReader(file)}
        with open(os.path.join(out, "comparison-facts.csv")) as file:
            facts = list(csv.DictReader(file))
        with open(os.path.join(out, "comparison-movers.csv")) as file:
            movers = list(csv.DictReader(file))
    faults = [f"{name}: {got}, expected {want}" for name, got, want in expected_figures(rows, facts, movers, comparison)
              if got != want]
    for fault in faults:
        print("self-test:", fault)
    print("self-test:", f"{len(faults)} figures differ" if faults else "every figure of the worked example")
    return 1 if faults else 0


EXAMPLE_DRIVERS = ["start", "lost_accounts", "volume", "mix", "request_size", "cache_share", "vendor_prices",
                   "multipliers", "credit_step", "end"]
EXAMPLE = {
    (REVENUE, "value"): "8.85 -1.05 1.68 2.8 3.52 -1.296 -1.5 0.42 0.016 13.44",
    (REVENUE, "shown"): "8.85 -1.05 1.68 2.80 3.52 -1.30 -1.50 0.42 0.02 13.44",
    (COST, "value"): "6.1 -0.7 1.1 1.5 2.2 -0.81 -1 0 0 8.39",
    (COST, "shown"): "6.10 -0.70 1.10 1.50 2.20 -0.81 -1.00 0.00 0.00 8.39",
    (MARGIN, "shown"): "2.75 -0.35 0.58 1.30 1.32 -0.49 -0.50 0.42 0.02 5.05"}
EXAMPLE_DETAILS = {("volume", "days"): "0", ("volume", "requests"): "1.1", ("request_size", "prompt"): "1.6",
                   ("request_size", "output_tokens"): "0.6", ("request_size", "bands"): "0",
                   ("credit_step", "rounding"): "0", ("credit_step", "setting"): "0"}
# Columns: small, charged; big; small, failed.
EXAMPLE_CELLS = {"volume": "0.7 0.35 0.05", "mix": "0.7 1.05 -0.25", "prompt": "0.6 1 0", "output_tokens": "0.2 0.4 0",
                 "cache_share": "-0.81 0 0", "vendor_prices": "-1 0 0"}
# Actual cost, constant cost, R1, R2, R3, R4 of each cell: sums of the rows of the first table.
EXAMPLE_SUMS = {("a", "a1", "big", "true"): "1.4 1.4 2.1 2.1 2.24 2.24",
                ("a", "a1", "small", "false"): "0.2 0.2 0 0 0 0",
                ("a", "a1", "small", "true"): "3.8 2.8 5.7 4.2 4.48 4.48",
                ("a", "a2", "small", "true"): "0.7 0.7 1.05 1.05 1.12 1.12",
                ("b", "a1", "big", "true"): "4.2 4.2 6.72 6.72 6.72 6.72",
                ("b", "a1", "small", "true"): "4.19 4.19 6.72 6.72 6.72 6.72"}


def expected_figures(rows, facts, movers, comparison):
    """(name, what came out, what the page says)"""
    for (measure, column), texts in EXAMPLE.items():
        for driver, text in zip(EXAMPLE_DRIVERS, texts.split()):
            yield (measure, driver, column), rows[measure, driver, ""][column], text
    for measure in MEASURES:
        for driver in ("new_accounts", "unpriced", "corrections", "rest"):
            yield (measure, driver), rows[measure, driver, ""]["shown"], "0.00"
    for (driver, detail), text in EXAMPLE_DETAILS.items():
        yield (driver, detail), rows[COST, driver, detail]["value"], text
    for detail, text in (("prompt", "2.56"), ("output_tokens", "0.96"), ("images", "0")):
        yield detail, rows[REVENUE, "request_size", detail]["value"], text
    yield "rounding", rows[REVENUE, "credit_step", "rounding"]["value"], "0.016"
    columns = [("small", True), ("big", True), ("small", False)]
    for name, texts in EXAMPLE_CELLS.items():
        for (model, charged), text in zip(columns, texts.split()):
            effects = comparison.effects["a1", Key("pro", "v", model, "chat", "standard", False, charged)][COST]
            part = ("request_size", name) if name in DETAILS["request_size"] else (name, "")
            yield (model, charged, name), oracle.decimal_text(effects[part]), text
    found = {(f["period"], f["account"], f["model"], f["charged"]): f for f in facts}
    yield "cells", sorted(found), sorted(EXAMPLE_SUMS)
    for cell, texts in EXAMPLE_SUMS.items():
        r = {name: Fraction(found[cell][name]) for name in FACT_COLUMNS if name.endswith("_usd")}
        r2 = r["revenue_usd"] - r["price_revenue_usd"]
        got = [r["vendor_cost_usd"], r["constant_cost_usd"], r["revenue_usd"], r2, r2 - r["multiplier_revenue_usd"],
               r["constant_revenue_usd"]]
        yield cell, " ".join(map(oracle.decimal_text, got)), texts
        yield (*cell, "factor"), found[cell]["charge_factor"], "1.6" if cell[3] == "true" else "0"
    small = found["b", "a1", "small", "true"]
    yield "cached", small["constant_cache_read_tokens_usd"], "0.09"
    ends = {"requests": "5 5", "accounts": "2 1", "days": "31 31", "prompt_tokens": "2800000 3900000",
            "cache_read_tokens": "0 900000", "output_tokens": "260000 380000", "reasoning_tokens": "0 0"}
    for name, texts in ends.items():
        yield name, f"{rows[name, 'start', '']['value']} {rows[name, 'end', '']['shown']}", texts
    first = [m for m in movers if (m["measure"], m["dimension"], m["rank"]) == (COST, "tier_model", "1")][0]
    yield "first mover", [first[c] for c in ("model", "a_requests", "b_requests", "a_usd", "b_usd")], [
        "big", "1", "2", "1.4", "4.2"]


def write_example(folder):
    million = "v,{},{},{},{},{}\n".format
    (folder / "prices").mkdir()
    (folder / "prices/v.csv").write_text(
        "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + million("small", "input", 2, "2026-01-01", "2026-05-16") + million("small", "input", 1, "2026-05-16", "")
        + million("small", "cache_read", "0.1", "2026-01-01", "") + million("small", "output", 4, "2026-01-01", "")
        + million("big", "input", 10, "2026-01-01", "") + million("big", "output", 40, "2026-01-01", ""))
    (folder / "multipliers.csv").write_text(
        "level,tier,provider,model,multiplier,effective_from,status\ndefault,,,,1.5,2026-01-01,approved\n"
        "default,,,,1.6,2026-07-01,approved\n")
    (folder / "plans.csv").write_text("tier,is_free,effective_from\npro,false,2026-01-01\n")
    (folder / "assay.json").write_text(json.dumps({"credit_increment": "1", "credit_value_usd": "0.01"}))
    rows = [("05-01", "a1", "small", 10**6, 0, 10**5), ("05-20", "a1", "small", 10**6, 0, 10**5),
            ("05-21", "a1", "big", 10**5, 0, 10**4), ("05-22", "a1", "small", 2 * 10**5, 0, 0),
            ("05-23", "a2", "small", 5 * 10**5, 0, 5 * 10**4), ("07-02", "a1", "small", 10**6, 2 * 10**5, 10**5),
            ("07-03", "a1", "small", 9 * 10**5, 3 * 10**5, 12 * 10**4),
            ("07-04", "a1", "small", 8 * 10**5, 4 * 10**5, 13 * 10**4), ("07-05", "a1", "big", 10**5, 0, 10**4),
            ("07-31", "a1", "big", 2 * 10**5, 0, 2 * 10**4)]
    (folder / "ledger").mkdir()
    (folder / "ledger/all.csv").write_text(
        "request_id,request_started_at,account_id,tier,provider,model,input_tokens,cache_read_tokens,output_tokens,status\n"
        + "".join(f"r{n},2026-{day}T12:00:00Z,{account},pro,v,{model},{prompt},{cached},{output},"
                  f"{'failed' if n == 4 else 'completed'}\n"
                  for n, (day, account, model, prompt, cached, output) in enumerate(rows, 1)))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", nargs="?")
    parser.add_argument("out", nargs="?")
    parser.add_argument("a", nargs="?")
    parser.add_argument("b", nargs="?")
    parser.add_argument("--scenario")
    parser.add_argument("--as-known-at", default="")
    parser.add_argument("--self-test", action="store_true")
    given = parser.parse_args(arguments)
    if given.self_test:
        return self_test()
    if not given.b:
        parser.error("WORKSPACE OUT A B, or --self-test")
    try:
        Comparison(Facts(given.workspace, given.a, given.b, given.scenario, given.as_known_at)).write(given.out)
    except (oracle.Refused, Misuse) as fault:
        print(f"bridge: {fault}", file=sys.stderr)
        return 64 if isinstance(fault, Misuse) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
