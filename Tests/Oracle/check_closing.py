#!/usr/bin/env python3
"""Random workspaces whose months are closed: `assay close` and `assay verify` against the contract, from outside.

    python3 check_closing.py --program ASSAY [--seeds 1-6] [--parts chain,refuse,…] [--kills 30] [--keep FOLDER]

    chain     closes.csv by 20 lines of Python and two of shell, the manifest, the line, inputs and outputs
    refuse    every refusal of a close, without a change; broken chains; runs of closed months; two closes at once
    verify    proofs elsewhere; one byte of any file; rows added later; settings; forged manifests
    restate   restatement.csv against ordinary runs with and without each cause; booked once; reversals
    kill      closes and restatements that are killed at random moments
    approve   maker and checker, and signatures by ssh-keygen

A difference is printed; then the exit status is 1. Notes are what the contract leaves open. --runner is a program for the
ordinary runs of the part restate [the same].
"""
import argparse
import pathlib
import sys
import tempfile
import time
import traceback

import closing_approvals
import closing_books
import closing_kill
import closing_refuse
import closing_restate
import closing_verify
from closing_runs import Lab

PARTS = ["chain", "refuse", "verify", "restate", "kill", "approve"]


def complaints(part, lab, seed, kills):
    if part == "kill":
        return closing_kill.check(lab, seed, kills)
    if part == "approve":
        return [*closing_approvals.check(lab, seed), *closing_approvals.signatures(lab, seed)]
    return {"chain": closing_books, "refuse": closing_refuse, "verify": closing_verify, "restate": closing_restate}[part].check(lab, seed)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the built program")
    parser.add_argument("--runner", help="the program of ordinary runs [the same]")
    parser.add_argument("--seeds", default="1-6", help="FIRST-LAST [1-6]")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"[{','.join(PARTS)}]")
    parser.add_argument("--kills", type=int, default=30, help="kills of each seed [30]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    options = parser.parse_args(arguments)
    parts = options.parts.split(",")
    if wrong := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(wrong))}: {', '.join(PARTS)}")
    first, last = map(int, (options.seeds.split("-") * 2)[:2])
    failed, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        lab = Lab(options.program, options.runner or options.program, pathlib.Path(options.keep or temporary).resolve())
        for seed in range(first, last + 1):
            for part in parts:
                count = 0
                try:
                    for text in complaints(part, lab, seed, options.kills):
                        count += 1
                        print(f"{part} {seed}: {text}", flush=True)
                except Exception:               # the next parts go on
                    count += 1
                    print(f"{part} {seed}: broken off: {''.join(traceback.format_exc().splitlines(True)[-4:])}", flush=True)
                failed += bool(count)
    for name, number in sorted(lab.tally.items()):
        print(f"{number:8} {name}")
    for kind, examples in sorted(lab.notes.items()):
        print(f"note: {kind} ({len(examples)} times): {examples[0]}")
    print(f"closing: {last - first + 1} seeds, {len(parts)} parts, {failed} differ, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
