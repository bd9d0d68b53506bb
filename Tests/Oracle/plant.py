#!/usr/bin/env python3
"""Plants errors of every code in a ledger that is right, and checks that each is named.

    python3 plant.py ASSAY [--seeds 1-20] [--rows 2000] [--share 0.1] [--keep DIR] [--examples 5]

A row is right if it bears the diagnosis of the planted mistake, or another that gives the recorded value: both are
calculated here, by the rules (mistakes.py) and the slow oracle, never read from the program. Exit status 0: at least
99 % of the planted rows are named, and no row that is right is accused.
"""
import argparse
import collections
import csv
import dataclasses
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

import mistakes
import oracle
from planted_books import BookMaker, PROVIDERS, TIERS

COLUMNS = ["request_id", "request_started_at", "request_completed_at", "user_id", "tier", "service", "provider", "model",
           "status", "byok", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens",
           "output_tokens", "reasoning_tokens", "service_tier", "region", "vendor_cost_usd", "multiplier",
           "credits_deducted"]
BLANKABLE = ["input_tokens", "cache_read_tokens", "output_tokens"]
PAIRED_LAST = ["recorded_zero", "cost_twice", "not_charged"]        # nothing shows through these
BARE = ["previous_price", "service_tier_wrong", "other_model_price"]        # whose prices may lack a class


class Planter:
    """One workspace: books, right rows, and mistakes in some of them."""

    def __init__(self, seed, folder, rows, share):
        self.dice, self.folder = random.Random(seed), folder
        maker = BookMaker(self.dice, folder)
        maker.make()
        self.models, self.decimals = maker.models, maker.decimals
        self.books, self.settings = oracle.Books(folder), oracle.Settings(folder)
        known = oracle.book_instant("2026-09-24", 0)
        self.older = [oracle.Books(folder, known)]
        self.share, self.count = share, rows
        self.planted, self.tally = {}, collections.Counter()

    # ---------------------------------------------------------------------------------- right rows

    def time(self, second):
        return "2026-%02d-%02dT%02d:%02d:%02dZ" % (7 + second // 86400 // 31, second // 86400 % 31 + 1,
                                                  second // 3600 % 24, second // 60 % 60, second % 60)

    def cells(self, number):
        """A request; some begin just before a change of a price and end after it."""
        dice = self.dice
        provider = dice.choice(PROVIDERS)
        second = dice.randint(0, 2 * 31 * 86400 + 29 * 86400)
        lasts = dice.randint(0, 90)
        if dice.random() < 0.08:
            day, hour, minute = dice.choice([(19, 12, 0), (35, 0, 0), (54, 0, 0), (71, 6, 30)])
            second, lasts = day * 86400 + hour * 3600 + minute * 60 - dice.randint(1, 60), 90
        size = dice.choice([300, 3000, 30000, 250000 if provider == "google" else 3000])
        some = lambda most, chance: dice.randint(1, most) if dice.random() < chance else 0
        cells = {
            "request_id": "r%d" % number, "request_started_at": self.time(second),
            "request_completed_at": self.time(second + lasts) if dice.random() < 0.9 else "",
            "user_id": "u%d" % dice.randint(1, 40), "tier": dice.choice(TIERS), "service": "chat",
            "provider": provider, "model": dice.choice(self.models[provider] + [self.models[provider][0] + "-latest"]),
            "status": dice.choice(["completed"] * 8 + ["partial", "cancelled", "failed", "failed"]),
            "byok": dice.choice(["false"] * 9 + ["true"]), "input_tokens": dice.randint(1, size),
            "cache_read_tokens": some(size, 0.5), "cache_write_5m_tokens": some(size // 2, 0.3),
            "cache_write_1h_tokens": some(size // 2, 0.15), "output_tokens": some(2000, 0.95),
            "reasoning_tokens": some(1500, 0.4),
            "service_tier": dice.choice(["", "", "standard", "batch"] + (["flex"] if provider == "openai" else [])
                                        + (["priority"] if provider == "anthropic" else [])),
            "region": dice.choice(["", "", "eu", "us"])}
        if cells["service_tier"] == "priority":
            cells["cache_write_5m_tokens"] = cells["cache_write_1h_tokens"] = 0
        return {name: str(text) for name, text in cells.items()}

    def request(self, cells):
        request = oracle.Request(cells, "ledger/usage.csv", 0)
        oracle.rate(request, self.books, self.settings)
        request.older_books = self.older
        return request

    def make(self):
        with open(os.path.join(self.folder, "ledger.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            runs = self.dice.random() < 0.5
            for number in range(self.count):
                cells = self.cells(number)
                wrong = self.dice.random() < self.share * (2 if runs else 1)
                if runs and cells["tier"] in ("free", "team"):
                    wrong = False
                writer.writerow(self.recorded(cells, wrong, runs))
        os.makedirs(os.path.join(self.folder, "ledger"))
        os.rename(os.path.join(self.folder, "ledger.csv"), os.path.join(self.folder, "ledger/usage.csv"))

    # --------------------------------------------------------------------------------- wrong rows

    def scaled(self, value):
        return oracle.half_up(value, self.decimals)

    def recorded(self, cells, wrong, runs):
        """The row with what was recorded of it: right, or wrong on purpose."""
        request = self.request(cells)
        if not request.rated:
            raise SystemExit("plant: %s has no price" % cells)
        multiplier = None if request.byok else request.multiplier
        cost, credits, codes, blank = self.scaled(request.cost), request.credits, None, None
        if wrong:
            made = self.mistake(request, runs)
            if made:
                cost, credits, codes, blank = made
        keep = self.dice.random()
        if codes is None or len(codes) < 2:
            # A row may record one of the two only, but not the one that is right alone.
            side = "" if codes is None else codes[0]
            if keep < 0.05 and side not in mistakes.CREDITS:
                credits = None
            elif keep < 0.1 and (side == "" or side in mistakes.CREDITS):
                cost = None
        cells["vendor_cost_usd"] = "" if cost is None else oracle.decimal_text(cost)
        cells["credits_deducted"] = "" if credits is None else oracle.decimal_text(credits)
        cells["multiplier"] = oracle.decimal_text(multiplier) if multiplier and self.dice.random() < 0.5 else ""
        if codes and "recorded_multiplier" in codes:
            cells["multiplier"] = oracle.decimal_text(multiplier * mistakes.STATED)
        if blank:
            cells[blank] = ""
        if codes:
            self.planted[cells["request_id"]] = codes
            self.tally.update(codes)
        return cells

    def least_planted(self, codes, runs):
        """The codes in a random order, those first of which there are few; in runs the same for days."""
        if runs and self.dice.random() < 0.7:
            return sorted(codes, key=lambda code: (self.tally[code] // 20, code))
        return sorted(codes, key=lambda code: (self.tally[code], self.dice.random()))

    def pairs(self, firsts, seconds):
        return [(a, b) for a in firsts for b in seconds if a != b and not {a, b} & set(PAIRED_LAST)]

    def mistake(self, request, runs):
        """(cost, credits, codes, blank column): one mistake or two, of which at least one figure is wrong."""
        kind = self.dice.choice(["cost", "cost", "credits", "credits", "cost pair", "cost unpriced", "credits pair", "both",
                                 "blank"])
        if kind == "blank":
            return self.blanked(request)
        if kind.startswith("cost") or kind == "both":
            return self.wrong_cost(request, runs, kind)
        return self.wrong_credits(request, runs, 2 if kind.endswith("pair") else 1,
                                  [request.notional, self.scaled(request.notional)][:1], self.scaled(request.cost), ())

    def wrong_cost(self, request, runs, kind):
        forms_of = lambda codes, right: mistakes.after(mistakes.COST, codes, right)
        if request.byok:
            start = [("byok_cost_as_ours",)]
        else:
            codes = [c for c in self.least_planted(mistakes.COST, runs)
                     if c not in ("rounded_cost", "region_wrong", "byok_cost_as_ours")]
            start = [(code,) for code in codes]
            if kind.endswith("pair"):
                start = self.pairs(codes[:8], codes[:12])
            elif kind.endswith("unpriced"):
                start = self.pairs(BARE, codes)
                self.dice.shuffle(start)
                forms_of = mistakes.unpriced
        for codes in start:
            forms = forms_of(codes, mistakes.right(request, self.books))
            self.dice.shuffle(forms)
            for form in forms:
                value = form.value()
                if value is None or value < 0 or value > 10**6:
                    continue
                if self.scaled(value) == self.scaled(request.cost):
                    continue
                cost = self.scaled(value)
                if request.byok:
                    return cost, request.credits, codes, None
                if kind == "both":
                    charged = self.dice.choice([value, cost, request.cost])
                    return self.wrong_credits(request, runs, 1, [charged], cost, codes) or (cost, None, codes, None)
                credits = self.dice.choice([request.credits, self.follows(request, cost), self.follows(request, value)])
                return cost, credits, codes, None
        return None

    def follows(self, request, cost):
        return mistakes.right_charge(request, self.books, self.settings, cost).value() if request.charged else Fraction(0)

    def wrong_credits(self, request, runs, count, costs, cost, before):
        codes = self.least_planted(mistakes.CREDITS, runs)
        start = [(code,) for code in codes] if count == 1 else self.pairs(codes[:8], codes)
        for chosen in start:
            if not request.charged and "charged_on_failure" not in chosen:
                continue
            charge = mistakes.right_charge(request, self.books, self.settings, self.dice.choice(costs))
            forms = mistakes.after(mistakes.CREDITS, chosen, charge)
            self.dice.shuffle(forms)
            for form in forms:
                value = form.value()
                if value != request.credits and value != self.follows(request, cost):
                    return cost, value, before + chosen, None
        return None

    def blanked(self, request):
        """A quantity that the vendor billed is blank in the ledger."""
        if request.byok:
            return None
        names = [c for c in BLANKABLE if request.quantity[c[:-len("_tokens")]]]
        self.dice.shuffle(names)
        for name in names:
            if sum(1 for c in oracle.QUANTITY_OF_COLUMN.values() if request.quantity[c]) > 1:
                cost = self.scaled(request.cost)
                return cost, self.dice.choice([request.credits, self.follows(request, cost)]), ("tokens_missing",), name
        return None


class Judge:
    """Reads what the program named and calculates whether that gives the recorded value."""

    def __init__(self, planter):
        self.planter, self.books, self.settings = planter, planter.books, planter.settings
        self.named, self.wrong, self.accused = 0, [], []

    def judge(self, out):
        with open(os.path.join(self.planter.folder, "ledger/usage.csv"), encoding="utf-8", newline="") as file:
            rows = {cells["request_id"]: cells for cells in csv.DictReader(file)}
        with open(os.path.join(out, "exceptions.csv"), encoding="utf-8", newline="") as file:
            found = {row["request_id"]: row for row in csv.DictReader(file) if row["kind"].endswith("mismatch")}
        for name, cells in rows.items():
            request = self.planter.request(cells)
            differs = "mismatch" in (request.cost_class, request.credits_class)
            if differs != (name in found):
                self.accused.append((name, self.planter.planted.get(name), found.get(name, {}).get("diagnosis")))
            elif differs:
                codes = found[name]["diagnosis"].split(" ")
                if self.gives(request, codes):
                    self.named += 1
                else:
                    self.wrong.append((name, self.planter.planted[name], found[name]["diagnosis"],
                                       found[name]["evidence"]))

    def gives(self, request, codes):
        """Whether the named causes give both recorded figures that differ."""
        costs, sides = [request.notional], list(codes)
        if request.cost_class == "mismatch":
            exact = self.costs(request, sides.pop(0).split("+"))
            if not exact:
                return False
            # Credits may follow from what another mistake gives that was recorded as the same.
            for code in mistakes.COST:
                exact += self.costs(request, [code])
            costs = exact + costs
        if request.recorded_cost is not None:
            costs.append(request.recorded_cost)
        if request.credits_class == "mismatch":
            if not sides or not self.credits(request, sides.pop(0).split("+"), costs):
                return False
        return not sides

    def costs(self, request, codes):
        """The exact costs that the causes give and that were recorded at the ledger's scale."""
        plain = [code for code in codes if code != "tokens_missing"]
        if not all(code in mistakes.COST for code in plain):
            return []
        forms = mistakes.after(mistakes.COST, plain, mistakes.right(request, self.books))
        if len(plain) < len(codes):
            return [request.recorded_cost] if any(self.is_missing(request, form) for form in forms) else []
        values = [form.value() for form in forms]
        scaled = self.planter.scaled
        return [value for value in values if value is not None and scaled(value) == request.compared_cost]

    def is_missing(self, request, form):
        """Whether a whole number of a blank quantity's units makes the recorded cost, in whatever band that is."""
        for column in oracle.QUANTITY_COLUMNS:
            name = oracle.QUANTITY_OF_COLUMN[column]
            if request.text[column] != "" or name == "second":
                continue
            bands = [oracle.BASE] + [key[3] for key in form.search().rows if key[3] is not oracle.BASE]
            for band in bands:
                here = dataclasses.replace(form, band=band)
                cost, price = here.value(), here.price(form.search(), name, band)
                if cost is None or not price:
                    continue
                units = int((request.compared_cost - cost) / price)
                if any(n > 0 and self.planter.scaled(cost + n * price) == request.compared_cost
                       for n in (units, units + 1)):
                    return True
        return False

    def credits(self, request, codes, costs):
        if codes == ["follows_cost"]:
            return any(self.planter.follows(request, cost) == request.recorded_credits for cost in costs)
        if not all(code in mistakes.CREDITS for code in codes):
            # A mistake about a cost that was not recorded shows in the credits.
            costs = [form.value() for form in mistakes.after(mistakes.COST, [c for c in codes if c in mistakes.COST],
                                                             mistakes.right(request, self.books))]
            codes = [code for code in codes if code in mistakes.CREDITS]
        return any(form.value() == request.recorded_credits for cost in costs if cost is not None
                   for form in mistakes.after(mistakes.CREDITS, codes, mistakes.right_charge(
                       request, self.books, self.settings, cost)))


def run(program, seed, rows, share, folder, examples):
    planter = Planter(seed, folder, rows, share)
    planter.make()
    out = os.path.join(folder, "out")
    done = subprocess.run([program, "run", folder, "--output", out, "--quiet"], capture_output=True, text=True)
    if done.returncode not in (0, 2):
        raise SystemExit("plant: seed %d: %s" % (seed, done.stderr))
    judge = Judge(planter)
    judge.judge(out)
    for example in judge.wrong[:examples] + judge.accused[:examples]:
        print("  seed %d:" % seed, *example)
    return judge, planter


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seeds", default="1-8")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--share", type=float, help="of the rows that are wrong; else 0.001 to 0.5 by seed")
    parser.add_argument("--keep", help="a folder for the workspaces")
    parser.add_argument("--examples", type=int, default=3)
    options = parser.parse_args()
    first, last = map(int, options.seeds.split("-"))
    named, wrong, accused, tally, missed = 0, 0, 0, collections.Counter(), collections.Counter()
    for seed in range(first, last + 1):
        share = options.share or [0.5, 0.1, 0.01, 0.3, 0.001][seed % 5]
        with tempfile.TemporaryDirectory() as scratch:
            folder = os.path.join(options.keep or scratch, "seed-%d" % seed)
            os.makedirs(folder)
            judge, planter = run(options.program, seed, options.rows, share, folder, options.examples)
        named, wrong, accused = named + judge.named, wrong + len(judge.wrong), accused + len(judge.accused)
        tally.update(planter.tally)
        missed.update("%s as %s" % ("+".join(found[1] or []), found[2]) for found in judge.wrong)
    for code in sorted(set(mistakes.COST) | set(mistakes.CREDITS) | {"tokens_missing"}):
        print("  %-26s %6d planted" % (code, tally[code]))
    for words, count in missed.most_common(30):
        print("  %6d %s" % (count, words))
    total = named + wrong
    print("plant: %d of %d mismatches named (%.2f %%), %d rows accused or overlooked"
          % (named, total, 100 * named / max(total, 1), accused))
    return 0 if accused == 0 and named >= 0.99 * total else 1


if __name__ == "__main__":
    sys.exit(main())
