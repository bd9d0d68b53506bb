"""Lines of bills (V §2): amounts in USD, models, what counts and what does not."""
import collections
import fnmatch
import os
from fractions import Fraction

import bill_files
import bill_formats
import bill_models
import bill_zones
import oracle
from bill_numbers import UNIT, round18

KINDS = ["credit", "discount", "commitment", "fee", "tax", "adjustment", "rounding_line", "purchase"]


class Bill:
    """V §2: what one format states for one vendor."""

    def __init__(self, format_name, vendor, lines):
        self.format, self.vendor, self.lines = format_name, vendor, lines
        self.zone = lines[0].zone
        self.usage = [line for line in lines if line.kind == "usage"]
        self.others = [line for line in lines if line.kind != "usage"]

    def periods(self):
        """Every period from the first counted usage line to the last, those without a line too.

        Choice: a gap is filled by months in a bill of months alone, else by days."""
        stated = sorted({line.period.key(): line.period for line in self.usage}.items())
        if not stated:
            return []
        months = all(period.is_month for _, period in stated)
        found, at = [], stated[0][0][0]
        for (start, end), period in stated:
            while at < start:
                day = bill_zones.day_of(at, self.zone)
                span = bill_zones.month_span(day, self.zone) if months else bill_zones.day_span(day, self.zone)
                found.append(bill_zones.Period(at, min(span[1], start), self.zone))
                at = found[-1].end
            found.append(period)
            at = end
        return found


def matching(settings, path):
    """The members of a setting by path, where paths may contain `*`."""
    merged = {}
    for pattern, given in settings.items():
        if fnmatch.fnmatchcase(path, pattern):
            merged.update(given if isinstance(given, dict) else {"format": given})
    return merged


def read_lines(world):
    """All lines of all files, in the order of files, each with its standing."""
    lines, settings = [], world.bill_settings
    files = bill_files.paths(world.workspace)
    replaced = {path for given in files for pattern in matching(settings, given).get("replaces", [])
                for path in files if fnmatch.fnmatchcase(path, pattern)}
    for path in files:
        own = matching(settings, path)
        stated = matching(world.formats, path).get("format")
        mapping = matching(world.mappings, path)
        found = bill_formats.read(world, path, stated, mapping, own)
        digits_of_file(found)
        for line in found:
            line.counted = ("replaced" if path in replaced else
                            "out_of_scope" if not in_scope(line, own.get("only", {})) else "yes")
            finish(line, world)
        lines += found
    mark_repeats(lines)
    mark_totals(lines)
    mark_overlaps(lines)
    return lines


def digits_of_file(lines):
    """V §2 Tolerance: the most decimals of any amount of the currency in the file."""
    digits = collections.defaultdict(list)
    for line in lines:
        if line.money.digits() is not None:
            digits[line.currency].append(line.money.digits())
    for line in lines:
        line.tolerance = line.money.tolerance(max(digits[line.currency], default=None))


def in_scope(line, only):
    """V §1 `only`. Choice: several members must all fit."""
    return all(getattr(line, name) in allowed for name, allowed in only.items())


def finish(line, world):
    """Amount in USD, period, model."""
    if line.end <= line.start:
        line.refuse("bill.period")
        return
    line.period = bill_zones.period_of_line(line.start, line.end, line.zone)
    exact, converted = line.money.value, line.currency != "USD"
    line.amount = Fraction(0)
    if converted:
        day = bill_zones.day_of(line.start, world.zone).isoformat()
        rate = world.books.rates.get((day, line.currency))
        if rate is None:
            line.refuse("bill.fx")
            return
        exact, line.tolerance = exact * rate, line.tolerance * rate
    line.amount = round18(exact)
    if converted or line.amount != exact:
        line.tolerance += UNIT / 2
    line.model, line.mapped = bill_models.resolve(world, line.vendor, line.model_text, line.start)


def mark_repeats(lines):
    """V §2 Duplicate lines: of alike lines of two files the first file's count."""
    sums = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in lines:
        if line.counted == "yes":
            sums[line.format, line.vendor, line.kind, line.record][line.file].append(line)
    for by_file in sums.values():
        first, *others = sorted(by_file, key=os.fsencode)
        for file in others:
            same = figures(by_file[file]) == figures(by_file[first])
            for line in by_file[file]:
                line.counted = "duplicate" if same else "conflict"


def figures(lines):
    """The sums of amounts and quantities that decide whether alike lines are the same."""
    quantities = [line.quantity for line in lines]
    return (sum(line.money.value for line in lines),
            None if None in quantities else sum(quantities))


def mark_totals(lines):
    """F §1: lines of a total beside lines of items, in one period.

    Choice: equal "to their digits" is within the sum of the tolerances of the totals and of the items."""
    by_period = collections.defaultdict(list)
    for line in lines:
        if line.format == "openai-costs" and line.counted == "yes":
            by_period[line.vendor, line.period.key()].append(line)
    for found in by_period.values():
        items = [line for line in found if line.item]
        totals = [line for line in found if not line.item and not line.project and not line.api_key]
        if items and totals:
            gap = sum(line.amount for line in totals) - sum(line.amount for line in items)
            within = abs(gap) <= sum(line.tolerance for line in totals + items)
            for line in totals:
                line.counted = "duplicate" if within else "conflict"


def mark_overlaps(lines):
    """V §2: a usage line whose period overlaps another period of an earlier one is refused.

    Choice: lines of other kinds do not take part, as tax is often stated by month."""
    accepted = collections.defaultdict(dict)
    for line in lines:
        if line.counted == "yes" and line.kind == "usage":
            periods = accepted[line.format, line.vendor]
            start, end = line.period.key()
            if line.period.key() not in periods and any(s < end and start < e for s, e in periods):
                line.refuse("bill.overlap")
            else:
                periods[line.period.key()] = line


def bills(world):
    """The bills of a workspace, in bytewise order."""
    world.lines = read_lines(world)
    counted = collections.defaultdict(list)
    for line in world.lines:
        if line.counted == "yes":
            counted[line.format, line.vendor].append(line)
    return [Bill(*key, counted[key]) for key in sorted(counted, key=oracle.key_bytes)]
