#!/usr/bin/env python3
"""Random ledgers: what credits.py finds must be what was planted, and nothing in a plain ledger; and the laws of L §6.

    python3 check_credits.py 1-20 [--program ASSAY]

Laws: other files with the same rows change only file and line; months follow on each other. With --program it also
runs `ASSAY audit` and compares its files with the oracle's.
"""
import argparse
import collections
import csv
import io
import os
import random
import subprocess
import sys
import tempfile

import credits
from credit_maker import Maker

kinds = collections.Counter()


def wrong(seed, plain, program):
    """What is found and was not planted, and the other way round; then what breaks a law."""
    with tempfile.TemporaryDirectory() as folder:
        planted = Maker(seed, folder, plain).make()
        audit = credits.Audit(folder)
        credits.write(audit, folder + "/expected")
        kinds.update(event.kind for event in audit.ledger.events)
        found = collections.Counter((finding.check, finding.account_id) for finding in audit.findings)
        wanted = collections.Counter(planted)
        yield from (f"found and not planted: {name}" for name in (found - wanted).elements())
        yield from (f"planted and not found: {name}" for name in (wanted - found).elements())
        yield from months(folder)
        if program:
            out = folder + "/program"
            done = subprocess.run([program, "audit", folder, "--output", out], capture_output=True, text=True)
            if done.returncode not in (0, 2, 3):
                yield f"exit {done.returncode}: {done.stderr.strip()[-300:]}"
            yield from credits.differences(folder + "/expected", out)
        spread(folder, random.Random(f"files {seed}"))
        credits.write(credits.Audit(folder), folder + "/spread")
        for name in credits.FILES:
            if without_place(folder, "expected", name) != without_place(folder, "spread", name):
                yield f"{name} depends on the files"


def months(folder):
    closing, opening_usd = {}, {}
    for month in ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"):
        audit = credits.Audit(folder, month)
        for row in credits.balance_rows(audit):
            if credits.oracle.decimal_text(row[3]) != closing.get(row[0], "0"):
                yield f"{month}: {row[0]} opens with {row[3]}"
            closing[row[0]] = credits.oracle.decimal_text(row[11])
        for row in credits.credit_revenue.rows(audit.replay):
            before = opening_usd.setdefault((row[0], row[1]), row[2:10])
            if before != row[2:10]:
                yield f"{month}: deferred revenue of {row[0]} {row[1]} changed"


def spread(folder, draw):
    """The same rows in other files. A file keeps the order of time; one instant and one id stay in one file."""
    rows = []
    for path, _, names in os.walk(folder + "/credits"):
        for name in sorted(names):
            data = credits.oracle.file_bytes(os.path.join(path, name)).decode()
            rows += list(csv.DictReader(io.StringIO(data, newline=""), delimiter="\t" if ".tsv" in name else ","))
            os.remove(os.path.join(path, name))
    files = collections.defaultdict(list)
    places = {}
    for row in rows:
        place = places.get(row["at"]) or draw.choice(["z", "a/b", "m n"])
        places[row["at"]] = place
        files[place].append(row)
    for place, found in files.items():
        os.makedirs(os.path.dirname(f"{folder}/credits/{place}"), exist_ok=True)
        with open(f"{folder}/credits/{place}.csv", "w", encoding="utf-8", newline="") as file:
            columns = draw.sample(list(found[0]), len(found[0]))
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(found)


def without_place(folder, run, name):
    with open(f"{folder}/{run}/{name}", encoding="utf-8", newline="") as file:
        rows = [{key: cell for key, cell in row.items() if key not in ("file", "line", "text")} for row in csv.DictReader(file)]
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds")
    parser.add_argument("--program")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    bad = 0
    for number in range(int(first), int(last or first) + 1):
        for is_plain in (True, False):
            found = list(wrong(str(number), is_plain, options.program))
            bad += bool(found)
            for text in found[:6]:
                print(number, "plain:" if is_plain else "planted:", text)
    print(", ".join(f"{name} {count}" for name, count in sorted(kinds.items())))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
