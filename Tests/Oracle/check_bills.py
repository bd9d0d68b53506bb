#!/usr/bin/env python3
"""Runs `assay bill` and `assay run` on planted bills and compares both with bills.py, byte for byte.

    python3 check_bills.py --program ASSAY [--seeds 1-40] [--plain] [--keep FOLDER]

Prints the seed, what was planted and the first differing row, and goes on; then the exit status is 1.
`--program -` runs the oracle alone: its own laws (the parts sum to the difference) on every seed.
"""
import argparse
import collections
import pathlib
import subprocess
import sys
import tempfile

import bill_zones
import bills
import oracle
import plant_bills

FILES = ("bill-reconciliation.csv", "bill-summary.csv", "bill-lines.csv")


def folder_of(workspace):
    """The folder below out/ that has the three files, or why there is none."""
    found = {path.parent for path in (workspace / "out").rglob("bill-*.csv")}
    if len(found) != 1:
        return None, f"bill-*.csv in {len(found)} folders below out/"
    folder = found.pop()
    missing = [name for name in FILES if not (folder / name).exists()]
    return folder, f"{', '.join(missing)} missing" if missing else None


def empty(folder):
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def differences(program, workspace, command, results, period):
    """What differs in one command, as texts."""
    out = workspace / "out"
    if out.exists():
        empty(out)
    options = ["--period", period] if period else []
    done = subprocess.run([program, command, str(workspace), *options], capture_output=True, text=True)
    if done.returncode not in (0, 2):
        yield f"exit status {done.returncode}: {done.stderr.strip()[:600]}"
        return
    folder, fault = folder_of(workspace)
    if fault:
        yield fault
        return
    with tempfile.TemporaryDirectory() as expected:
        bills.write(results, expected, period)
        yield from bills.differences(expected, str(folder))


def cause_name(cause):
    """A cause without what differs from bill to bill."""
    name, _, rest = cause.partition(":")
    return cause if rest in ("stated", "failed", "failed;cancelled", "export") else name


def coverage(seen, results):
    """Which parts and causes the bills exercised."""
    for _, groups in results:
        for group in groups:
            seen.update("part " + part for part, amount in group.parts.items() if amount)
            seen.update("cause " + cause_name(cause) for cause in group.causes)
            seen["groups"] += 1


def check(options, room, seed, seen):
    workspace = room / f"bills{seed}"
    planted = plant_bills.make(seed, str(workspace), options.source, options.plain, options.exports)
    try:
        world, results = bills.calculate(str(workspace))
    except oracle.Refused as fault:
        return [f"the oracle refuses: {fault}"], planted
    coverage(seen, results)
    if options.program == "-":
        return [], planted
    months = sorted({group.period.month for _, groups in results for group in groups})
    found = []
    used = {bill_zones.day_of(row.start, world.zone).isoformat()[:7] for row in world.rows}
    for command in options.commands.split(","):
        # `run` refuses a month without usage.
        shown = [month for month in months if command != "run" or month in used]
        for period in [""] + shown[-1:] * (seed % 3 == 0):
            found += [f"{command} {period}: {text}" for text in
                      differences(options.program, workspace, command, results, period)]
    return found, planted


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the built program, or - for the oracle alone")
    parser.add_argument("--seeds", default="1-40", help="FIRST-LAST [1-40]")
    parser.add_argument("--commands", default="bill,run", help="[bill,run]")
    parser.add_argument("--from", dest="source", help="a workspace whose ledger and books are used [made by the seed]")
    parser.add_argument("--plain", action="store_true", help="plant nothing")
    parser.add_argument("--exports", action="store_true", help="Anthropic's cost report with its usage report")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    options = parser.parse_args(arguments)
    first, last = (options.seeds.split("-") * 2)[:2]
    failed, seen = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(options.keep or temporary)
        room.mkdir(parents=True, exist_ok=True)
        for seed in range(int(first), int(last) + 1):
            found, planted = check(options, room, seed, seen)
            if found:
                failed += 1
                print(f"seed {seed}")
                for text in planted:
                    print(f"  planted {text}")
                for text in found:
                    print("  " + text.replace("\n", "\n  "))
    for name, number in sorted(seen.items()):
        print(f"{number:8} {name}")
    print(f"bills: {int(last) - int(first) + 1} seeds, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
