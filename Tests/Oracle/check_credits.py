#!/usr/bin/env python3
"""Random event ledgers: `assay audit` and `assay run` against credits.py, byte for byte, and the laws of the credit ledger.

    python3 check_credits.py --program ASSAY [--seeds 1-20] [--commands audit,run] [--keep FOLDER]

Each seed makes five ledgers: a plain one, which has no finding; a planted one, with a fault for each check, which is
found once; one without any sense (credit_chaos.py), one with faulty cells and lines (credit_spoiled.py), and one of
payments, refunds and transfers (credit_payment_ledgers.py), where only the two calculations are compared. A difference is printed
with the first differing row and the least events that still differ; then the exit status is 1. `--program -` runs the
oracle alone: what was planted against what it finds, and its own laws (months follow on each other, files do not matter).
"""
import argparse
import collections
import pathlib
import random
import sys
import tempfile
import time

import credit_compare
import credit_laws
import credit_lost_or_doubled
import credit_money_laws
import credit_statements
import credits
import oracle
from credit_chaos import Chaos
from credit_maker import Maker
from credit_payment_ledgers import Paid
from credit_spoiled import Spoiled

DAYS = ("2026-02-24", "2026-05-11")              # of ledgers that begin in February
MONTHS = ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07")


def planted_and_found(audit, planted):
    found = collections.Counter((finding.check, finding.account_id) for finding in audit.findings)
    wanted = collections.Counter(found for found in planted if found[0] in credits.CHECKS)
    yield from (f"found and not planted: {name}" for name in (found - wanted).elements())
    yield from (f"planted and not found: {name}" for name in (wanted - found).elements())


def months_follow(folder, months):
    """A month opens as the one before closed, and shows the revenue that every later one shows."""
    closing, opening_usd = {}, {}
    for month in months:
        audit = credits.Audit(folder, month)
        for row in credits.balance_rows(audit):
            if oracle.decimal_text(row[3]) != closing.get(row[0], "0"):
                yield f"{month}: {row[0]} opens with {row[3]}"
            closing[row[0]] = oracle.decimal_text(row[11])
        for row in credits.credit_revenue.rows(audit.replay):
            before = opening_usd.setdefault((row[0], row[1]), row[2:10])
            if before != row[2:10]:
                yield f"{month}: deferred revenue of {row[0]} {row[1]} changed"


def files_do_not_matter(maker, folder, draw):
    credits.write(credits.Audit(folder), folder + "/expected")
    credit_laws.spread(maker, draw)
    credits.write(credits.Audit(folder), folder + "/spread")
    for name in credits.FILES:
        before, after = (credit_laws.without_place(pathlib.Path(folder, run, name).read_bytes()) for run in ("expected", "spread"))
        if name != "credit-rejects.csv" and before != after:
            yield f"{name} depends on the files"
    maker.write(maker.listed)


def compared(options, folder, draw, months, usage, days=()):
    """The program against the oracle, for the whole ledger, one month and one moment of knowledge, or some days."""
    for given in ({}, {"period": draw.choice(months)}, {"days": days} if days else {"known_at": "2026-04-10"}):
        expected = credit_compare.Expected(folder, **given)
        for command in options.commands.split(","):
            if command == "audit" or usage:
                yield from credit_compare.compare(options.program, command, folder, expected, command == "audit")


def money_laws(folder, maker, months, seed):
    """The laws of the files about money, of the whole ledger and one month; every third seed also between the methods."""
    days = DAYS if months[0] == DAYS[0][:7] else ()
    for name, given in (("whole", {}), ("month", {"period": months[seed % len(months)]}), ("days", {"days": days})):
        expected, out = credit_compare.Expected(folder, **given), f"{folder}/expected-{name}"
        credits.write(expected.audit, out)
        name = " ".join(expected.options)
        if expected.audit.requests is not None:
            yield from (f"{name} {text}" for text in credit_money_laws.run_files(expected.audit, expected.run(), out))
        yield from (f"{name} {text}" for text in credit_money_laws.laws(expected.audit, out))
    yield from credit_money_laws.all_used(seed, folder + "/used")
    if seed % 3 == 0:
        yield from credit_money_laws.methods(maker, folder)


def least(options, maker, folder):
    """The least events that still differ in `audit` of the whole ledger."""
    def first(rows):
        maker.write(rows)
        return next(credit_compare.compare(options.program, "audit", folder, credit_compare.Expected(folder), False), "")

    if not first(maker.listed):
        return []
    rows = credit_compare.shrink(maker.listed, first)
    first = first(rows) or "(only in these files)"
    return ["with the least events: " + first, *credit_compare.shown(rows), f"settings: {maker.settings}"]


def check(options, seed, kind, folder, seen):
    draw, months = random.Random(f"check {kind} {seed}"), MONTHS
    if kind in ("chaos", "spoiled", "paid"):
        maker = {"chaos": Chaos, "spoiled": Spoiled, "paid": Paid}[kind](seed, folder).make()
        found, months = [], maker.months
    else:
        maker = Maker(seed, folder, kind == "plain", "later" in options.parts)
        planted = maker.make()
        found = list(planted_and_found(credits.Audit(folder), planted))
        if kind == "plain" and seed % 3 == 1:
            found += credit_lost_or_doubled.law(options.program, seed)
    try:
        audit = credits.Audit(folder)
    except oracle.Refused as fault:
        seen["refused"] += 1
        return found + ([] if options.program == "-" else [*compared(options, folder, draw, months, False)]) + [str(fault)] * (kind != "spoiled")
    seen.update("kind " + event.kind for event in audit.ledger.events)
    seen.update("check " + finding.check for finding in audit.findings)
    seen.update(f"rejected {row.code} {row.column}" for row in audit.ledger.rejects)
    if "revenue" in options.parts:
        found += money_laws(folder, maker, months, seed)
    if options.program == "-" and kind == "spoiled":
        return found
    if options.program == "-":
        found += [*months_follow(folder, months), *files_do_not_matter(maker, folder, draw)]
        return found
    found += compared(options, folder, draw, months, maker.usage, DAYS if kind == "paid" and seed % 2 else ())
    if "statements" in options.parts and not found:
        month = draw.choice(months)
        for given, part in (([], audit), (["--period", month], credits.Audit(folder, month))):
            found += credit_statements.statements(options.program, folder, part, given, draw)
    if kind == "spoiled":
        return found                            # faulty lines are made anew when rows are left out
    if found:
        return found + least(options, maker, folder)
    if not found and seed % 3 == ("plain", "planted", "chaos", "paid").index(kind) % 3:
        found += credit_laws.all_laws(
            options.program, maker, folder, seed, maker.usage and "run" in options.commands, months, audit)
    return found


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the built program, or - for the oracle alone")
    parser.add_argument("--seeds", default="1-20", help="FIRST-LAST [1-20]")
    parser.add_argument("--commands", default="audit,run", help="[audit,run]")
    parser.add_argument("--ledgers", default="plain,planted,chaos,spoiled,paid",
                        help="which of each seed [all five; paid only with the part revenue]")
    parser.add_argument("--parts", default="core,second,tables,statements",
                        help="parts of the pages that the program has [core,second,tables,statements, and later and revenue if it writes "
                             "those files]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    options = parser.parse_args(arguments)
    options.parts = options.parts.split(",")
    if "later" not in options.parts and credit_compare.has_later(options.program):
        options.parts.append("later")
    if "revenue" not in options.parts and credit_compare.has_revenue(options.program):
        options.parts.append("revenue")
    credits.use(*options.parts)
    if "revenue" not in options.parts:
        options.ledgers = options.ledgers.replace(",paid", "")
    first, last = (options.seeds.split("-") * 2)[:2]
    failed, seen, began = 0, collections.Counter(), time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        for text in [] if options.program == "-" else credit_laws.many_grants(options.program, temporary + "/many"):
            failed += 1
            print(text)
        for seed in range(int(first), int(last) + 1):
            for kind in options.ledgers.split(","):
                folder = pathlib.Path(options.keep or temporary, f"{kind}{seed}")
                folder.mkdir(parents=True, exist_ok=True)
                found = check(options, seed, kind, str(folder), seen)
                failed += bool(found)
                for text in found[:12] + found[12:][-60:]:
                    print(f"{kind} {seed}: " + text.replace("\n", "\n  "), flush=True)
    for name, number in sorted(seen.items()):
        print(f"{number:8} {name}")
    missing = [name for name in credits.CHECKS if not seen["check " + name]]
    print(f"never found: {', '.join(missing)}" if missing else "every check was found")
    print(f"credits: {int(last) - int(first) + 1} seeds, {failed} ledgers differ, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
