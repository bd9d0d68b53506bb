#!/usr/bin/env python3
"""A second calculation of `assay bill`, from the specification alone: slow, plain and exact.

    python3 bills.py WORKSPACE OUT_DIR [--period 2026-08] [--compare DIR]

Writes bill-reconciliation.csv and bill-summary.csv into OUT_DIR (`-`: nowhere). With --compare it prints the first
line that differs in DIR and exits with 1. "V" is the page on bills, "F" that on their formats; "Choice:" marks what
the pages leave open. Standing of each line, for whoever looks for the cause of a difference: --lines.
"""
import argparse
import os
import sys
import tempfile

import bill_ledger
import bill_lines
import bill_split
import oracle

RECONCILIATION = ["format", "vendor", "period", "model", "unit_class", "lines", "billed_quantity", "ledger_quantity",
                  "billed_usd", "ledger_usd", "difference_usd", *(part + "_usd" for part in bill_split.PARTS),
                  "cause", "file", "line", "unpriced_quantity"]
SUMMARY = ["format", "vendor", "month", "part", "groups", "usd", "unpriced_groups"]


def reconciliation_rows(results, period):
    """V §5, largest difference first."""
    groups = [g for _, found in results for g in found if g.period.month.startswith(period)]
    order = lambda g: (-abs(g.billed - g.ledger_cost),) + oracle.key_bytes(
        (g.bill.format, g.bill.vendor, g.period.text, g.model, g.unit_class)) + (not g.mapped,)
    for g in sorted(groups, key=order):
        first = min(g.lines, key=lambda line: (os.fsencode(line.file), line.line)) if g.lines else None
        yield [g.bill.format, g.bill.vendor, g.period.text, g.model, g.unit_class, len(g.lines),
               g.stated if g.lines else None, g.ledger_quantity, g.billed,
               *([g.ledger_cost, g.billed - g.ledger_cost] if g.is_ledger_known else [None, None]),
               *(g.parts[part] for part in bill_split.PARTS), " ".join(g.causes),
               first.file if first else None, first.line if first else None, g.unpriced_quantity]


def summary_rows(results, period):
    """V §5: by bill and month (in the bill's zone)."""
    for bill, groups in results:
        months = {g.period.month for g in groups} | {line.period.month for line in bill.others}
        for month in sorted(months):
            if month.startswith(period):
                yield from month_rows(bill, month, [g for g in groups if g.period.month == month])


def month_rows(bill, month, groups):
    row = lambda part, figures: [bill.format, bill.vendor, month, part, sum(f != 0 for f in figures), sum(figures), None]
    billed, total = [g.billed for g in groups], 0
    is_known = (all(g.is_ledger_known for g in groups)
                or any(g.is_ledger_known and g.ledger_quantity for g in groups))

    def ledger_row(part, figures):
        *key, usd, _ = row(part, figures)
        return [*key, usd if is_known else None, sum(g.unpriced_quantity != 0 for g in groups)]

    yield ledger_row("ledger", [g.ledger_cost for g in groups])
    for part in bill_split.PARTS:
        yield row(part, [g.parts[part] for g in groups])
    yield ledger_row("difference", [g.billed - g.ledger_cost for g in groups])
    yield row("billed", billed)
    for kind in bill_lines.KINDS:
        amounts = [line.amount for line in bill.others if line.kind == kind and line.period.month == month]
        total += sum(amounts)
        yield row(kind, amounts)
    yield [bill.format, bill.vendor, month, "total", None, total + sum(billed), None]


def calculate(workspace):
    world = bill_ledger.World(workspace)
    return world, [(bill, bill_split.split(world, bill)) for bill in bill_lines.bills(world)]


def write(results, folder, period=""):
    os.makedirs(folder, exist_ok=True)
    oracle.write_table(folder, "bill-reconciliation.csv", RECONCILIATION, reconciliation_rows(results, period))
    oracle.write_table(folder, "bill-summary.csv", SUMMARY, summary_rows(results, period))


def first_difference(name, want, got):
    """The first differing row as text, or None."""
    if want == got:
        return None
    ours, theirs = want.split("\n"), got.split("\n")
    for number in range(max(len(ours), len(theirs))):
        a, b = (lines[number] if number < len(lines) else "(no line)" for lines in (ours, theirs))
        if a != b:
            return f"{name}:{number + 1}\n  oracle  {a}\n  program {b}"
    return f"{name}: other line ends"


def differences(folder, other):
    for name in ("bill-reconciliation.csv", "bill-summary.csv"):
        paths = [os.path.join(place, name) for place in (folder, other)]
        if not os.path.exists(paths[1]):
            yield f"{name}: missing in {other}"
            continue
        texts = [open(path, encoding="utf-8", newline="").read() for path in paths]
        found = first_difference(name, *texts)
        if found:
            yield found


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace")
    parser.add_argument("out_dir")
    parser.add_argument("--period", default="")
    parser.add_argument("--compare")
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args(arguments)
    try:
        world, results = calculate(options.workspace)
    except oracle.Refused as fault:
        print(f"bills: {fault}", file=sys.stderr)
        return 1
    if options.lines:
        for line in world.lines:
            print(line.counted, line.kind, line.vendor, line.model_text, line.unit_class, line.quantity, line.amount,
                  f"{line.file}:{line.line}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = temporary if options.out_dir == "-" else options.out_dir
        write(results, folder, options.period)
        found = list(differences(folder, options.compare)) if options.compare else []
    for text in found:
        print(text)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
