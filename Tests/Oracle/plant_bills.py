#!/usr/bin/env python3
"""Bills made from a ledger, in several formats, with planted differences. One seed gives one set of bytes.

    python3 plant_bills.py SEED OUT_WORKSPACE [--from WORKSPACE] [--plain]

Without --from it also makes its own small ledger and books. --plain plants nothing: the bills agree with the ledger.
It prints what it planted in each bill.
"""
import argparse
import collections
import json
import os
import random
import shutil
import sys
from fractions import Fraction

import bill_ledger
import bill_plants
import bill_zones
from bill_workspace import Maker, mapping_setting, write
from bill_writers import FORMATS, HOURLY, STATES, WITHOUT_CLASS, WITHOUT_QUANTITY, ZONE, Writer, bill_class


class Planter:
    def __init__(self, seed, folder, plain, exports=False):
        self.exports = exports
        self.random, self.folder, self.plain = random.Random(f"bills {seed}"), folder, plain
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.world = bill_ledger.World(folder)
        self.settings, self.mappings, self.planted = {}, {}, []

    def some(self, kinds, most):
        return [] if self.plain else self.random.sample(kinds, self.pick(range(most + 1)))

    def plant(self):
        used = collections.Counter(row.vendor for row in self.world.rows)
        for vendor in sorted(used):
            forms = FORMATS.get(vendor, ["focus"])
            for form in sorted(set(self.random.sample(forms, self.pick([1, 1, 2]) if len(set(forms)) > 1 else 1))):
                self.bill(vendor, form)
        path = os.path.join(self.folder, "assay.json")
        settings = bill_ledger.settings_of(self.folder)
        if self.settings:
            settings["bills"] = self.settings
        if self.mappings:
            settings["mappings"] = {**settings.get("mappings", {}), **self.mappings}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(settings, file, default=str)
        return self.planted

    def bill(self, vendor, form):
        stated = self.pick(["America/Los_Angeles", "Europe/Berlin"]) if form == "focus" and self.chance(0.3) else None
        zone = bill_zones.zone_of(stated or ZONE.get(form, "UTC"))
        context = bill_plants.Context(self.world, vendor, form, zone, self.random)
        row_plant = (self.some(bill_plants.ROWS, 1) or ["-"])[0]
        line_plants, file_plants = self.some(bill_plants.LINES, 3), self.some(bill_plants.FILES, 2)
        kind = "exact" if self.plain else self.pick(bill_plants.STYLES)
        style = self.style(vendor, form, kind)
        lines = self.lines(context, row_plant, style)
        for name in line_plants:
            lines = bill_plants.plant(name, lines, context)
        if style.get("currency") == "CNY":
            self.convert(lines)
        if form == "anthropic-cost" and self.exports:
            self.export(lines)
            file_plants.append("export")
        self.write(form, style, lines, file_plants, vendor)
        for path in self.files(vendor, form) if form == "mapping" else []:
            self.mappings[f"bills/{path}"] = mapping_setting(vendor)
        for path in self.files(vendor, form) if stated else []:
            self.settings.setdefault(f"bills/{path}", {})["zone"] = stated
        self.planted.append(" ".join([vendor, form, kind, row_plant, *line_plants, *file_plants]))

    def style(self, vendor, form, kind):
        versions = {"openai-costs": ["json", "json", "v1", "v2"], "anthropic-console-cost": [1, 2, 3, 4], "google-billing": ["json", "csv"],
                    "azure-cost": ["ea", "mca"], "aws-cur": [1, 2]}
        style = dict(vendor=vendor, version=self.pick(versions.get(form, [""])), digits=28 if form == "openai-costs" else 18,
                     numbers=self.chance(0.5), indent=self.pick([None, 1]), tiers=self.chance(0.5), join=self.pick([".", "_"]),
                     blocks=self.chance(0.5), short=self.chance(0.3), american=self.chance(0.3), block=self.pick([1000, 10**6]),
                     million=self.chance(0.3), daily=self.chance(0.4), monthly=form == "focus" and self.chance(0.15))
        if form == "anthropic-cost":
            style["digits"] = 16                                            # of a cent
        if kind == "cents":
            style["digits"] = 2
        elif kind == "few_digits":
            style["digits"] = self.pick([4, 6, 8, 10])
        elif kind == "float":
            style.update(float=True, numbers=self.chance(0.8))
        elif kind == "yuan" and form == "deepseek-cost":
            style.update(currency="CNY", digits=16)
        elif form in ("deepseek-cost", "openai-costs") and kind == "exact" and self.chance(0.3):
            style["digits"] = 16
        if style["numbers"] and not style.get("float") and kind == "exact":
            style["numbers"] = False                                        # 18 decimals would be noise
        return style

    def lines(self, context, row_plant, style):
        """Lines that sum the rows, by all that the format states."""
        form, sums = context.form, {}
        states = STATES.get(form, ()) if form != "openai-costs" else ("tier",) if style["tiers"] else ()
        if form == "focus" and self.chance(0.4):
            states = ()
        if form == "anthropic-console-cost" and style["version"] == 1:
            states = ("tier",)
        for row, at in bill_plants.rows(context, row_plant):
            for name, quantity, cost in row.parts:
                cost = cost if row.priced else quantity * Fraction(2, 10**6)
                unit_class = bill_class(form, name)
                if name == "request" and form != "focus" or name == "search" and form in HOURLY + ("azure-cost",):
                    continue
                model = "" if form == "openai-costs" and name == "search" else row.model
                line = dict(zip(("start", "end"), self.span(at, context.zone, form, style)), model=model, kind="usage",
                            project=self.pick(["proj_a", "proj_b"]), **{"class": unit_class}, **{d: getattr(row, d) for d in states})
                key = tuple(sorted((k, str(v)) for k, v in line.items()))
                known = sums.setdefault(key, dict(line, quantity=Fraction(0), amount=Fraction(0), thought=0, thought_cost=0))
                known["quantity"] += quantity
                known["amount"] += cost
                if name == "reasoning" and unit_class == "output":
                    known["thought"] += quantity
                    known["thought_cost"] += cost
        lines = [sums[key] for key in sorted(sums, key=lambda k: (sums[k]["start"], k))]
        if form in WITHOUT_CLASS:
            for line in lines:
                line["granted"] = self.chance(0.15)
        return lines

    def span(self, at, zone, form, style):
        if form in HOURLY and not (form == "aws-cur" and style["daily"]):
            hour = at - at % (3600 * 10**9)
            return hour, hour + 3600 * 10**9
        if style["monthly"]:
            return bill_zones.month_span(bill_zones.day_of(at, zone).replace(day=1), zone)
        return bill_zones.day_span(bill_zones.day_of(at, zone), zone)

    def convert(self, lines):
        """USD to yuan by the rate of the day (reporting zone)."""
        for line in lines:
            day = bill_zones.day_of(line["start"], self.world.zone).isoformat()
            line["amount"] /= self.world.books.rates[day, "CNY"]

    # ---------------------------------------------------------------------------------------- files

    def write(self, form, style, lines, plants, vendor):
        writer = Writer(form, style)
        if form in WITHOUT_QUANTITY and form != "deepseek-cost" or "no_quantities" in plants and form in ("openai-costs", "focus"):
            for line in lines:
                line["quantity"] = None
        if "other_projects" in plants:
            lines = lines + [dict(line, project="other") for line in lines[::3]]
        if "kinds" in plants:
            lines = lines + self.kinds(form, lines)
        if "totals" in plants and form == "openai-costs":
            lines = lines + self.totals(lines, style)
        parts = self.pick([1, 1, 2, 3])
        days = sorted({bill_zones.day_of(line["start"], bill_zones.zone_of("UTC")) for line in lines})
        names = []
        for part in range(parts):                                          # files by time, as downloads are
            own = set(days[part * len(days) // parts:(part + 1) * len(days) // parts])
            chunk = [line for line in lines if bill_zones.day_of(line["start"], bill_zones.zone_of("UTC")) in own]
            if chunk:
                names.append((self.file(f"{vendor}-{form}-{part}", writer, chunk), chunk))
        if not names:
            return
        name, chunk = self.pick(names)
        if "duplicate_file" in plants:
            self.file(f"{vendor}-{form}-again", writer, chunk)
        if "partly_repeated" in plants and chunk[1:]:
            self.file(f"{vendor}-{form}-b", writer, chunk[len(chunk) // 2:])
        changed = [dict(line, amount=line["amount"] + Fraction(n % 3, 100)) for n, line in enumerate(chunk)]
        if "conflicting_file" in plants:
            self.file(f"{vendor}-{form}-c", writer, changed)
        if "corrected_file" in plants:
            new = self.file(f"{vendor}-{form}-new", writer, changed)
            self.settings[f"bills/{new}"] = {"replaces": [f"bills/{name}"]}
        if "overlap" in plants and form == "focus":
            start, end = bill_zones.month_span(bill_zones.day_of(chunk[0]["start"], bill_zones.zone_of("UTC")).replace(day=1), bill_zones.zone_of("UTC"))
            self.file(f"{vendor}-{form}-z", writer, [dict(chunk[0], start=start, end=end)])
        if "other_projects" in plants and self.chance(0.8) and form != "openrouter-activity-bill" and form != "deepseek-cost":
            column = "account" if form in ("azure-cost", "aws-cur", "focus") else "api_key" if form == "deepseek-amount" else "project"
            for path in self.files(vendor, form):
                self.settings.setdefault(f"bills/{path}", {})["only"] = {column: ["proj_a", "proj_b"]}

    def files(self, vendor, form):
        folder = os.path.join(self.folder, "bills")
        return [path for path in sorted(os.listdir(folder) if os.path.exists(folder) else []) if path.startswith(f"{vendor}-{form}-")]

    def file(self, name, writer, lines):
        end, text = writer.write(lines)
        write(self.folder, f"bills/{name}.{end}", text)
        return f"{name}.{end}"

    def export(self, lines):
        """The vendor's own sums of the same lines, as a usage export beside the ledger."""
        names = {"input": "uncached_input_tokens", "cache_read": "cache_read_input_tokens", "output": "output_tokens"}
        buckets = collections.defaultdict(dict)
        for line in lines:
            if line["kind"] == "usage" and line["model"]:
                result = buckets[line["start"], line["end"]].setdefault(line["model"], {
                    **{name: 0 for name in names.values()}, "model": line["model"], "server_tool_use": {"web_search_requests": 0},
                    "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}})
                place = {"search": "server_tool_use"}.get(line["class"], "cache_creation" if "write" in line["class"] else None)
                name = {"search": "web_search_requests"}.get(line["class"]) or names.get(
                    line["class"], f"ephemeral_{line['class'][-2:]}_input_tokens")
                if line["class"] != "unknown":
                    (result[place] if place else result)[name] += max(0, int(line["quantity"]))
        data = [{"starting_at": bill_zones.instant_text(start), "ending_at": bill_zones.instant_text(end), "results": list(found.values())}
                for (start, end), found in sorted(buckets.items())]
        write(self.folder, "ledger/vendor-usage.json", json.dumps({"data": data, "has_more": False, "next_page": None}))

    def kinds(self, form, lines):
        """Lines of other kinds than usage."""
        kinds = {"google-billing": ["tax", "adjustment", "rounding_line"], "azure-cost": ["adjustment", "rounding_line"],
                 "aws-cur": ["tax", "credit", "discount", "adjustment"], "focus": ["credit", "tax", "purchase", "adjustment"], "mapping": ["tax", "discount"]}
        usage = [line for line in lines if line["kind"] == "usage"][:3]
        if form == "google-billing":
            for line in usage:
                line.update(credit=-Fraction(self.random.randint(1, 99), 1000), credit_type=self.pick(["PROMOTION", "SUSTAINED_USAGE_DISCOUNT"]))
        return [dict(line, kind=kind, amount=Fraction(self.random.randint(-900, 900), 1000), credit=None)
                for line in usage for kind in kinds.get(form, [])]

    def totals(self, lines, style):
        """A line of totals for some days beside lines of items; some of them wrong."""
        found = []
        for start, end in sorted({(line["start"], line["end"]) for line in lines})[::2]:
            amounts = [Fraction(Writer("openai-costs", style).money(line["amount"])) for line in lines if line["start"] == start]
            found.append(dict(start=start, end=end, model="", kind="usage", project="", quantity=None, **{"class": ""},
                              amount=sum(amounts) + (1 if self.chance(0.3) else 0), tier=None))
        return found


def make(seed, folder, source=None, plain=False, exports=False):
    if os.path.exists(folder):
        shutil.rmtree(folder)
    if source:
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("out", "bills", "assay.db*"))
    else:
        Maker(seed, folder).make()
    return Planter(seed, folder, plain, exports).plant()


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("seed")
    parser.add_argument("folder")
    parser.add_argument("--from", dest="source")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--exports", action="store_true", help="Anthropic's cost report with its usage report")
    options = parser.parse_args(arguments)
    for text in make(options.seed, options.folder, options.source, options.plain, options.exports):
        print(text)


if __name__ == "__main__":
    sys.exit(main())
