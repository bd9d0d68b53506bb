"""The ledger's side of a bill (V §3): rows, what they used and cost by class, and the groups they belong to."""
import argparse
import collections
from fractions import Fraction

import bill_export
import bill_models
import bill_zones
import oracle


class Row:
    """A row of the ledger as bills see it. `parts`: class, quantity, cost at notional prices; 0 where unpriced."""

    def __init__(self, request, kind):
        self.kind, self.vendor, self.model = kind, bill_models.vendor(request.provider), request.model
        self.start = request.started
        self.end = request.said["request_completed_at"] or request.started
        self.byok, self.status, self.priced = request.byok, request.status, request.rated
        self.tier = request.service_tier
        self.region = "" if request.region in ("global", "not_available") else request.region
        self.context = getattr(request, "band", None) or 0
        how = getattr(request, "how", {}) if request.rated else {}
        self.parts = [(name, Fraction(quantity), Fraction(quantity) * how[name][0] if self.priced else Fraction(0))
                      for name, quantity in request.quantity.items() if quantity > 0]
        if "request" in how:
            self.parts.append(("request", Fraction(1), how["request"][0]))


class World:
    """A workspace: settings, books, rows of every kind."""

    def __init__(self, workspace):
        self.workspace = workspace
        options = argparse.Namespace(as_known_at=None, start=None, end=None, period=None, last=None)
        run = oracle.Run(workspace, options, set(bill_export.exports(workspace)))
        self.books, self.zone, self.zone_name = run.books, run.settings.zone, run.settings.zone.key
        found = settings_of(workspace)
        self.bill_settings, self.formats, self.mappings = (
            found.get(name, {}) for name in ("bills", "formats", "mappings"))
        self.all_rows = run.rows + [request for _, request in run.repeats]
        self.rows = [Row(request, "row") for request in run.rows] + [Row(request, kind) for kind, request in run.repeats]
        self.names, self.lines = {}, []


def settings_of(workspace):
    try:
        return oracle.relaxed_json(oracle.file_bytes(workspace + "/assay.json").decode("utf-8"))
    except FileNotFoundError:
        return {}


class Group:
    """Bill × period × model × class. `uses`: (row, class of the ledger, quantity, cost)."""

    def __init__(self, bill, period, model, unit_class, mapped):
        self.bill, self.period, self.model, self.unit_class, self.mapped = bill, period, model, unit_class, mapped
        self.lines, self.uses = [], []
        self.parts, self.causes = collections.defaultdict(Fraction), []
        self.settled = self.redistributed = False

    def count(self):
        """The figures before any step."""
        self.billed = sum((line.amount for line in self.lines), Fraction(0))
        self.tolerance = sum((line.tolerance for line in self.lines), Fraction(0))
        quantities = [line.quantity for line in self.lines]
        self.stated = None if None in quantities else sum(quantities, Fraction(0))
        if not self.lines:
            self.stated = Fraction(0) if self.bill.states_quantities else None
        self.cost, self.quantity = totals(self.uses)
        self.ledger_cost, self.ledger_quantity = self.cost, self.quantity
        self.unpriced_quantity = sum((used for row, _, used, _ in self.uses if not row.priced), Fraction(0))
        self.is_ledger_known = any(row.priced for row, *_ in self.uses) or not self.uses

    def agrees_with(self, cost, quantity):
        """V §4: Q = Q′, or within the tolerance where Q′ is not stated."""
        if self.stated is not None:
            return quantity == self.stated
        return abs(self.billed - cost) <= self.tolerance

    @property
    def agrees(self):
        return self.agrees_with(self.cost, self.quantity)

    @property
    def gap(self):
        return self.billed - self.cost


def totals(uses):
    return sum((use[3] for use in uses), Fraction(0)), sum((use[2] for use in uses), Fraction(0))


class Placement:
    """V §3 Groups: which group a quantity of the ledger belongs to."""

    def __init__(self, bill):
        self.bill = bill
        classes = {line.unit_class for line in bill.usage}
        self.states_classes = classes != {""} and bool(classes)
        self.has_reasoning, self.has_cache_write = "reasoning" in classes, "cache_write" in classes
        known = [line for line in bill.usage if line.mapped and line.unit_class != "unknown"]
        bill.states_quantities = all(line.quantity is not None for line in known)
        self.keys, self.models = collections.defaultdict(set), collections.defaultdict(set)
        for line in bill.usage:
            if line.mapped:
                self.models[line.period.key()].add(line.model)
        for line in known:
            self.keys[line.period.key()].add((line.model, line.unit_class))

    def unit_class(self, name):
        if name == "reasoning" and not self.has_reasoning:
            return "output"
        if name in ("cache_write_5m", "cache_write_1h") and self.has_cache_write:
            return "cache_write"
        return name

    def place(self, period, model, name):
        """(model, class) of the group. Choice: rule 4 asks for any usage line of the period that names the model."""
        keys, unit_class = self.keys[period.key()], self.unit_class(name)
        for key in ((model, unit_class), (model, ""), ("", unit_class)):
            if key in keys:
                return key
        if ("", "") in keys and model not in self.models[period.key()]:
            return "", ""
        return model, unit_class if self.states_classes else ""

    def uses(self, period, rows):
        """The uses of some rows, by (model, class)."""
        found = collections.defaultdict(list)
        for row in rows:
            for name, quantity, cost in row.parts:
                found[self.place(period, row.model, name)].append((row, name, quantity, cost))
        return found


def starting(rows, span):
    return [row for row in rows if span[0] <= row.start < span[1]]


def row_sets(world, bill, period, zones):
    """V §4 step 1: (part, cause, rows) in order; the first is the set of V §3."""
    own = [row for row in world.rows if row.vendor == bill.vendor]
    plain = [row for row in own if row.kind == "row" and not row.byok]
    here = starting(plain, period.key())
    repeats = {kind: starting([row for row in own if row.kind == kind and not row.byok], period.key())
               for kind in ("duplicate", "conflict")}
    yield None, None, here
    yield "byok", "byok", here + starting([row for row in own if row.kind == "row" and row.byok], period.key())
    yield "failed", "status:failed", [row for row in here if row.status != "failed"]
    yield "failed", "status:failed;cancelled", [row for row in here if row.status not in ("failed", "cancelled")]
    yield "duplicate", "duplicates", here + repeats["duplicate"]
    yield "duplicate", "duplicates;conflicts", here + repeats["duplicate"] + repeats["conflict"]
    for name in zones if period.of_whole_days else []:
        span = period.in_zone(bill_zones.zone_of(name))
        yield "time_boundary", "zone:" + name, starting(plain, span)
    yield "time_boundary", "request_end", [row for row in plain if period.start <= row.end < period.end]


def groups_of(world, bill, zones):
    """All groups of a bill, and for each period the uses of every other set by group."""
    placement, groups, others = Placement(bill), {}, {}
    for period in bill.periods():
        (_, _, rows), *sets = row_sets(world, bill, period, zones)
        for line in bill.usage:
            if line.period.key() == period.key():
                key = period.key(), line.model, line.unit_class, line.mapped
                groups.setdefault(key, Group(bill, period, line.model, line.unit_class, line.mapped)).lines.append(line)
        for (model, unit_class), uses in placement.uses(period, rows).items():
            key = period.key(), model, unit_class, True
            groups.setdefault(key, Group(bill, period, model, unit_class, True)).uses = uses
        others[period.key()] = [(part, cause, placement.uses(period, rows)) for part, cause, rows in sets]
    for group in groups.values():
        group.count()
    bill_export.take(world, bill, list(groups.values()))
    bill.has_reasoning = placement.has_reasoning
    ordered = sorted(groups.values(), key=lambda g: (g.period.start, g.model.encode(), g.unit_class.encode(), g.mapped))
    return ordered, others
