#!/usr/bin/env python3
"""Vendor bills with spoiled bytes: whatever they hold, `assay bill` refuses them in words or gives files that add up.

    bills.py PROGRAM [--first SEED] [--count N] [--keep DIR]

For each seed it plants bills (../Oracle/plant_bills.py), spoils the bytes of some files, and runs the program. Prints what
does not hold with the seed and the folder that is kept; then the exit status is 1.
"""
import argparse
import csv
import gzip
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Oracle"))
import plant_bills

# What nobody should write, and what somebody did.
PIECES = [
    b"\0", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b'"', b'""', b"\r", b"\r\n", b"\n\n", b",", b";", b"\t", b"[", b"{", b"}", b"]",
    b"-", b"1e9", b"1E-40", b"NaN", b"Infinity", b"null", b"0x10", b"9" * 60, b"0." + b"0" * 50 + b"1", b"9999-12-31",
    b"0000-00-00", b"2026-02-30", b"-0", b"1,234.50", b"\\u0000", b"\\ud800", b"\xef\xbb\xbf", b"=1+1", b"EUR", b" ", b"\xc2\xa0",
]


def spoiled(content, draw):
    """The bytes with one to five changes."""
    content = bytearray(content)
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        if not content:
            break
        place, kind = draw.randrange(len(content)), draw.randrange(7)
        length = draw.choice((1, 1, 4, 40, 400))
        if kind == 0:
            content[place] = draw.randrange(256)
        elif kind == 1:
            del content[place:place + length]
        elif kind == 2:
            content[place:place] = draw.choice(PIECES)
        elif kind == 3:
            piece = draw.choice(PIECES)
            content[place:place + len(piece)] = piece
        elif kind == 4:
            content[place:place] = content[place:place + length]
        elif kind == 5:
            del content[place:]
        else:
            # A cell or a number becomes another.
            words = list(re.finditer(rb"[0-9.]+|[A-Za-z]+", bytes(content)))
            if words:
                word = draw.choice(words)
                content[word.start():word.end()] = draw.choice(PIECES)
    return bytes(content)


def spoil(workspace, draw):
    files = sorted((workspace / "bills").rglob("*.*"))
    for path in draw.sample(files, k=min(len(files), draw.choice((1, 1, 2)))):
        content = path.read_bytes()
        if path.suffix == ".gz" and draw.random() < 0.7:
            path.write_bytes(gzip.compress(spoiled(gzip.decompress(content), draw), mtime=0))
        else:
            path.write_bytes(spoiled(content, draw))


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def faults_of(folder):
    """What does not add up in the three files."""
    groups, sums, lines = (rows(folder / f"bill-{name}.csv") for name in ("reconciliation", "summary", "lines"))
    for number, group in enumerate(groups, 2):
        parts = [name for name in group if name.endswith("_usd") and name not in ("billed_usd", "ledger_usd", "difference_usd")]
        if (group["ledger_usd"] == "") != (group["difference_usd"] == ""):
            yield f"bill-reconciliation.csv:{number}: one of ledger and difference is blank"
        if group["ledger_usd"] == "" and not Fraction(group["unpriced_quantity"] or 0):
            yield f"bill-reconciliation.csv:{number}: the ledger is blank, but no request lacks a price"
        # Of a group without any price the parts are those of the whole bill.
        difference = Fraction(group["billed_usd"]) - Fraction(group["ledger_usd"] or 0)
        if group["difference_usd"] and Fraction(group["difference_usd"]) != difference:
            yield f"bill-reconciliation.csv:{number}: billed less ledger is not the difference"
        if sum(Fraction(group[name]) for name in parts) != difference:
            yield f"bill-reconciliation.csv:{number}: the parts are not the difference"
    bills = {}
    for row in sums:
        bills.setdefault((row["format"], row["vendor"]), []).append((row["part"], Fraction(row["usd"] or 0)))
    for key, entries in bills.items():
        total, billed, at = Fraction(0), Fraction(0), None
        for part, usd in entries:
            if part == "ledger":
                at = Fraction(0)
            if part in ("difference", "billed", "total"):
                known = {"billed": at, "total": at}.get(part)
                if known is not None and known != usd:
                    yield f"bill-summary.csv: {key}: {part} is {usd}, its parts are {known}"
                billed += usd if part == "billed" else 0
                total += usd if part == "total" else 0
            else:
                at += usd
        counted = [line for line in lines if (line["format"], line["vendor"]) == key and line["counted"] == "yes"]
        of_usage = sum(Fraction(line["amount_usd"]) for line in counted if line["kind"] == "usage")
        if of_usage != billed:
            yield f"{key}: billed is {billed}, the lines that count are {of_usage}"
        if sum(Fraction(line["amount_usd"]) for line in counted) != total:
            yield f"{key}: total is {total}, the lines that count are another"


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def check(program, seed, room, tally):
    workspace = room / f"ws{seed}"
    plant_bills.make(seed % 50, str(workspace))
    spoil(workspace, random.Random(f"spoiled bills {seed}"))
    before = snapshot(workspace)
    done = subprocess.run([program, "bill", str(workspace)], capture_output=True, text=True, errors="strict", timeout=120)
    tally[done.returncode] += 1
    after = snapshot(workspace)
    if done.returncode == 1:
        if ": error: " not in done.stderr:
            yield f"refused without an error: {done.stderr[-300:]}"
        if after != before:
            yield "refused, but the workspace changed"
        done = subprocess.run(
            [program, "bill", str(workspace), "--skip-bad-files", "--quiet"], capture_output=True, text=True, timeout=120)
        if done.returncode not in (1, 2):
            yield f"--skip-bad-files: exit status {done.returncode}: {done.stderr[-300:]}"
    elif done.returncode not in (0, 2):
        yield f"exit status {done.returncode}: {done.stderr[-300:]}"
        return
    if (workspace / "out").exists():
        folder = next((workspace / "out").rglob("bill-lines.csv")).parent
        yield from faults_of(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--keep", help="where to work [a new temporary folder]")
    given = parser.parse_args()
    room = pathlib.Path(given.keep or tempfile.mkdtemp(prefix="assay-bills-"))
    failed, tally = 0, Counter()
    for seed in range(given.first, given.first + given.count):
        problems = list(check(pathlib.Path(given.program).resolve(), seed, room, tally))
        if problems:
            failed += 1
            print(f"seed {seed}: {room}/ws{seed}\n  " + "\n  ".join(problems[:5]), flush=True)
        else:
            shutil.rmtree(room / f"ws{seed}")
    statuses = ", ".join(f"{count} ended with {status}" for status, count in sorted(tally.items()))
    print(f"spoiled bills: {given.count} workspaces, {failed} do not hold; {statuses}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
