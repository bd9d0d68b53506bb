#!/usr/bin/env python3
"""Mutated ledgers whose every row has a known verdict, run through the program.

    fuzz.py PROGRAM [--first SEED] [--count N] [--jobs N] [--quick] [--keep DIR] [--tally]

For each seed it writes a workspace, spoils rows and files, runs PROGRAM and compares. What differs is
printed with the seed and the folder that is kept; then the exit status is 1.
"""
import argparse
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import cells
import exports
import jsonl
import records
from check import Checked
from workspace import Workspace

WAYS = [["--careful"], ["--threads", "3", "--block-bytes", "97"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program")
    parser.add_argument("--first", type=int, default=1, help="the first seed [1]")
    parser.add_argument("--count", type=int, default=1000, help="how many ledgers [1000]")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once [1]")
    parser.add_argument("--quick", action="store_true",
                        help="for debug builds: nothing large, and threads and small blocks every fourth seed only")
    parser.add_argument("--keep", help="where to work; failures stay there [a new temporary folder]")
    parser.add_argument("--stop-after", type=int, default=20, help="stop after so many failures [20]")
    parser.add_argument("--ignore", metavar="REGEX", help="differences that are known, and not to be told")
    parser.add_argument("--tally", action="store_true", help="say how often each fault was tried")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if not os.access(options.program, os.X_OK):
        parser.error(f"{options.program} is no program")
    base = options.keep or tempfile.mkdtemp(prefix="assay-fuzz-")
    os.makedirs(base, exist_ok=True)

    total, tally, failures = Counter(), Counter(), 0
    with ThreadPoolExecutor(options.jobs) as pool:
        seeds = range(options.first, options.first + options.count)
        for seed, problem, counts, faults in pool.map(lambda seed: one(seed, base, options), seeds):
            if problem is None:
                total += counts
                tally += faults
                continue
            failures += 1
            print(f"seed {seed}: {os.path.join(base, str(seed))}/ws\n{problem}", flush=True)
            if failures >= options.stop_after:
                print(f"stopped after {failures} failures", flush=True)
                pool.shutdown(cancel_futures=True)
                break
    if failures == 0:
        shutil.rmtree(base, ignore_errors=True)
    if options.tally:
        for name in [*cells.MUTATIONS, *records.MUTATIONS, *jsonl.MUTATIONS, *exports.ACCEPTED, *exports.REFUSED,
                     "noise"]:
            print(f"{tally[name]:8} {name}")
    verdicts = ", ".join(f"{total[kind]} {kind}" for kind in (
        "rated", "unpriced", "duplicate", "conflict", "rejected", "outside"))
    print(f"fuzz: {total['ledgers']} ledgers, {total['rows']} rows right: {verdicts}; {total['refused']} runs and "
          f"{total['bad files']} files refused, {total['noise']} of noise; {failures} ledgers wrong")
    return 1 if failures else 0


def one(seed, base, options):
    """Makes, runs and checks one workspace; what was wrong is None where nothing was."""
    folder = os.path.join(base, str(seed))
    shutil.rmtree(folder, ignore_errors=True)
    ways = WAYS[:1] if options.quick and seed % 4 else WAYS
    try:
        workspace = Workspace(seed, options.quick)
        checked = Checked(options.program, workspace, folder, ways)
        checked.check()
    except Exception:  # a mistake of the fuzzer, or an output that is no CSV: told, never passed over
        return seed, traceback.format_exc(), None, None
    problems = [problem for problem in checked.problems
                if not (options.ignore and re.search(options.ignore, problem))]
    if problems:
        return seed, "".join(f"  {problem}\n" for problem in problems), None, None
    shutil.rmtree(folder)
    if workspace.is_noise:
        return seed, None, Counter({"ledgers": 1, "noise": 1}), workspace.tally
    verdicts = [verdict.kind for file in workspace.files for verdict in file.verdicts]
    counts = Counter(verdicts)
    counts.update({"ledgers": 1, "rows": len(verdicts), "refused": int(bool(workspace.refusals)),
                   "bad files": len(workspace.refusals)})
    return seed, None, counts, workspace.tally


if __name__ == "__main__":
    sys.exit(main())
