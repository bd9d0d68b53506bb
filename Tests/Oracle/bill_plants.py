"""Differences that are planted into bills: in the rows that are billed, in lines, and in files."""
from fractions import Fraction

import bill_zones
from bill_prices import Prices
from bill_workspace import SPARE

ROWS = ["byok", "failed", "failed_cancelled", "duplicates", "conflicts", "zone", "request_end"]
LINES = ["drop_model", "drop_day", "extra_model", "renamed", "unmapped_name", "unknown_class", "shifted_days", "reclassified",
         "cache_twice", "reasoning_dropped", "reasoning_twice", "batch_at_standard", "other_tier", "other_band", "other_region",
         "quantity", "one_token", "one_cent", "old_price", "other_price_of_book", "discount", "some_discount", "odd_price",
         "negative_line", "zero_line"]
FILES = ["duplicate_file", "partly_repeated", "conflicting_file", "corrected_file", "other_projects", "kinds", "overlap", "totals",
         "no_quantities"]
STYLES = ["exact", "exact", "cents", "few_digits", "float", "yuan"]


class Context:
    """What a plant may look at: the world, the vendor, the zone of the bill, and a random generator."""

    def __init__(self, world, vendor, form, zone, generator):
        self.world, self.vendor, self.form, self.zone, self.random = world, vendor, form, zone, generator
        self.pick = lambda options: generator.choice(sorted(options))

    def price(self, model, unit_class, at, **place):
        return Prices(self.world.books, self.vendor, model, unit_class or "input").price(at, **place)


def rows(context, kind):
    """(row, instant of the bill) of all rows that are billed."""
    own = [row for row in context.world.rows if row.vendor == context.vendor]
    chosen = [row for row in own if row.kind == "row" and (not row.byok or kind == "byok")]
    if kind in ("failed", "failed_cancelled"):
        chosen = [row for row in chosen if row.status != "failed" and (kind == "failed" or row.status != "cancelled")]
    if kind in ("duplicates", "conflicts"):
        chosen += [row for row in own if not row.byok and (row.kind == "duplicate" or row.kind == "conflict" == kind[:-1])]
    other = bill_zones.zone_of(context.pick(["UTC", context.world.zone_name, "America/Los_Angeles", "Asia/Tokyo"]))
    for row in chosen:
        at = row.end if kind == "request_end" else row.start
        if kind == "zone":
            day = bill_zones.day_of(at, other)
            at += bill_zones.midnight(day, context.zone) - bill_zones.midnight(day, other)
        yield row, at


def average(line):
    return line["amount"] / line["quantity"] if line["quantity"] else Fraction(1, 10**6)


def usage(lines, **fixed):
    return [line for line in lines if line["kind"] == "usage" and line["quantity"] and line["model"]
            and all(line.get(key) == value for key, value in fixed.items())]


def add(line, quantity):
    """More or fewer units at the average price of the line."""
    line["amount"], line["quantity"] = line["amount"] + quantity * average(line), line["quantity"] + quantity


def plant(kind, lines, context):
    """Changes lines in place or returns others."""
    found = usage(lines)
    if not found:
        return lines
    pick = context.random.choice
    one = pick(found)
    same = usage(lines, model=one["model"], **{"class": one["class"]})
    model = [line for line in lines if line["model"] == one["model"]]
    if kind == "drop_model":
        return [line for line in lines if line["model"] != one["model"]]
    if kind == "drop_day":
        return [line for line in lines if line["start"] != one["start"]]
    if kind in ("extra_model", "unknown_class", "negative_line", "zero_line"):
        extra = dict(one, quantity=Fraction(context.random.randint(1, 5000)), amount=Fraction(context.random.randint(1, 900), 1000))
        if kind == "extra_model":
            extra["model"] = SPARE[context.vendor]
        elif kind == "unknown_class":
            extra["class"] = "unknown"
        elif kind == "negative_line":
            extra.update(amount=-one["amount"] / 2, quantity=-Fraction(one["quantity"] // 2))
        else:
            extra.update(amount=Fraction(0), quantity=Fraction(0))
        return lines + [extra]
    if kind in ("renamed", "unmapped_name"):
        for line in model:
            line["model"] = SPARE[context.vendor] if kind == "renamed" else "mystery-9"
    elif kind == "shifted_days":
        for line, other in zip(same, same[1:]):
            moved = min(line["quantity"] - 1, Fraction(context.random.randint(1, 50)))
            add(line, -moved)
            add(other, moved)
    elif kind in ("reclassified", "cache_twice"):
        for line in usage(lines, model=one["model"], **{"class": "cache_read"}):
            target = [x for x in usage(model, **{"class": "input"}) if x["start"] == line["start"]]
            if target:
                quantity = Fraction(line["quantity"] if kind == "cache_twice" else line["quantity"] // 2)
                add(target[0], quantity)
                if kind == "reclassified":
                    add(line, -quantity)
    elif kind == "reasoning_dropped":
        for line in model:
            line["quantity"], line["amount"] = line["quantity"] - line["thought"], line["amount"] - line["thought_cost"]
            line["thought"] = line["thought_cost"] = 0
        return [line for line in lines if not (line in model and line["class"] == "reasoning")]
    elif kind == "reasoning_twice":
        for line in usage(lines, model=one["model"], **{"class": "reasoning"}):
            for target in [x for x in usage(model, **{"class": "output"}) if x["start"] == line["start"]][:1]:
                add(target, line["quantity"])
    elif kind in ("batch_at_standard", "other_tier", "other_band", "other_region"):
        restate(kind, pick([same, model, found]), context)
    elif kind in ("quantity", "one_token"):
        for line in same[:1] if kind == "one_token" else same[: 1 + len(same) // 2]:
            add(line, Fraction(1) if kind == "one_token" else Fraction(context.random.randint(-40, 900)))
    elif kind == "one_cent":
        one["amount"] += Fraction(1, 100)
    elif kind in ("old_price", "other_price_of_book"):
        for line in same:
            period = bill_zones.period_of_line(line["start"], line["end"], context.zone)
            others = [(p, part) for p, part, _ in Prices(context.world.books, context.vendor, line["model"], line["class"]).others(period)
                      if p is not None and (kind != "old_price" or part == "price_date")]
            if others:
                line["amount"] = line["quantity"] * others[context.random.randrange(len(others)) if line is one else 0][0]
    elif kind in ("discount", "some_discount"):
        factor = Fraction(pick([850, 900, 975, 1100, 666, 1250]), 1000)
        for line in lines if kind == "discount" else found[::2]:
            line["amount"] *= factor
    elif kind == "odd_price":
        for line in same:
            line["amount"] = line["quantity"] * Fraction(context.random.randint(1, 9999), 10**8)
    return lines


def restate(kind, lines, context):
    """Lines of another service tier, band or region: what they state and what they cost."""
    for line in usage(lines):
        change = {"batch_at_standard": {"tier": "standard"}, "other_tier": {"tier": "batch"},
                  "other_band": {"context": 0 if line.get("context") else 200000},
                  "other_region": {"region": "" if line.get("region") else "us"}}[kind]
        if kind == "batch_at_standard" and line.get("tier") in (None, "standard"):
            continue
        place = {key: line[key] for key in ("tier", "context", "region") if line.get(key) is not None}
        price = context.price(line["model"], line["class"], line["start"], **{**place, **change})
        line.update({key: value for key, value in change.items() if key in line})
        if price is not None:
            line["amount"] = line["quantity"] * price
