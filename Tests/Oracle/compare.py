#!/usr/bin/env python3
"""Runs the program and the oracle on random workspaces and compares every report.

    compare.py PROGRAM [--seeds 1-12] [--rows 300] [--keep FOLDER]

What differs is printed with its seed and options; then the exit status is 1.
"""
import argparse
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# Each seed is run plainly, and with one of these.
SPECIAL = [
    ["--period", "2026-08"], ["--last", "20"], ["--as-known-at", "2026-08-15"],
    ["--from", "2026-07-15", "--to", "2026-09-02"],
]
FILES = 16
PLAN_FEE_MEASURES = ("plan_", "margin_with_plan_fees_usd,")


def columns(text, count):
    return [row[:count] for row in csv.reader(io.StringIO(text))]


def equal(name, got, want):
    """Whether a report is the oracle's, apart from what the oracle does not calculate."""
    if name == "summary.csv":
        return [line for line in got.splitlines() if not line.startswith(PLAN_FEE_MEASURES)] == want.splitlines()
    if name == "exceptions.csv":
        # The last columns are diagnosis and evidence.
        return columns(got, 15) == columns(want, 15)
    return got == want


def differences(program, workspace, folder, options):
    """What differs in one run, as texts."""
    expected, out = folder / "expected", folder / "out"
    oracle = subprocess.run(
        [sys.executable, HERE / "oracle.py", workspace, expected, *options], capture_output=True, text=True)
    run = subprocess.run(
        [program, "run", workspace, "--output", out, "--force", "--quiet", *options], capture_output=True, text=True)
    if run.returncode != oracle.returncode:
        yield f"exit status {run.returncode}, the oracle's is {oracle.returncode}: {run.stderr}{oracle.stderr}"
        return
    names = sorted(file.name for file in expected.iterdir())
    if len(names) != FILES:
        yield f"the oracle wrote {len(names)} files, expected {FILES}"
    for name in names:
        want = (expected / name).read_text()
        if name == "rejects-key.csv":
            got = (out / "rejects.csv").read_text()
            if columns(got, 4) != columns(want, 4):
                yield "rejects.csv"
        elif not equal(name, (out / name).read_text(), want):
            yield name


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program")
    parser.add_argument("--seeds", default="1-12", help="FIRST-LAST [1-12]")
    parser.add_argument("--rows", type=int, default=300, help="rows of each workspace [300]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    given = parser.parse_args()
    first, last = map(int, given.seeds.split("-"))
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.keep or temporary)
        failed = runs = 0
        for seed in range(first, last + 1):
            workspace = room / f"ws{seed}"
            subprocess.run(
                [sys.executable, HERE / "make_workspace.py", str(seed), workspace, "--rows", str(given.rows)],
                check=True)
            for index, options in enumerate([[], SPECIAL[seed % len(SPECIAL)]]):
                runs += 1
                found = list(differences(given.program, workspace, room / f"{seed}-{index}", options))
                failed += bool(found)
                for text in found:
                    print(f"seed {seed} {' '.join(options)}: {text}")
    print(f"oracle: {runs} runs, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
