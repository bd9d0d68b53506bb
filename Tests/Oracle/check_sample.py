#!/usr/bin/env python3
"""`assay sample` against a selection written from docs/SAMPLE.md alone, on random workspaces.

    python3 check_sample.py --program ASSAY [--seeds 1-5] [--rows 260] [--keep FOLDER]

Two choices where the page can be read in two ways: a rank is that of the ledger's id, without the apostrophe that the file of
`--rated` puts before one that looks like a formula; and a stratum with fewer requests than wanted is drawn completely only at random.
For each seed a shop (insight_world.py) and a workspace of odd names (make_workspace.py): at random and by amount, with and without
strata, of all rows and of a period. The rows of audit-sample.csv, their order, `hits` and `weight` are compared, and for two draws of
each workspace that a second one gives the same bytes of both files. The first row that differs is printed; then the exit status is 1.
"""
import argparse
import collections
import csv
import hashlib
import itertools
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

import make_workspace
import oracle
from insight_world import World


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# ----------------------------------------------------------------------------- the page, in 20 lines

def plain(cell):
    """A cell of the file without the apostrophe that keeps it from being a formula: the id of the ledger."""
    return cell[1:] if re.match("''*[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def digits(seed, text):
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()


def draw(population, seed, sizes, is_by_amount, fits):
    """(stratum, row, hits) in the order of the draw. `sizes`: stratum to N or "all", rest last."""
    strata = {name: [] for name in sizes}
    for row in population:
        strata[next(name for name in sizes if name == "rest" or fits(name, row))].append(row)
    for name, rows in strata.items():
        rows.sort(key=lambda row: digits(seed, plain(row["request_id"])))
        wanted = len(rows) if sizes[name] == "all" else min(int(sizes[name]), len(rows))
        amounts = [Fraction(row["notional_cost_usd"] or 0) for row in rows]
        if sizes[name] == "all" or not is_by_amount or not sum(amounts):
            yield from ((name, row, 1, Fraction(len(rows), wanted)) for row in rows[:wanted])
            continue
        interval = sum(amounts) / int(sizes[name])
        first = interval * int(digits(seed, name)[:8], 16) / 2**32
        ends = list(itertools.accumulate(amounts))
        hits = collections.Counter(next(k for k, end in enumerate(ends) if first + n * interval < end)
                                   for n in range(int(sizes[name])))
        yield from ((name, rows[k], hits[k], max(Fraction(1), interval / amounts[k])) for k in sorted(hits))


# ------------------------------------------------------------------------------------------ the check

def stratum_test(workspace):
    """What a request fits, by the columns of the file of `--rated` and by plans.csv at its start."""
    books = oracle.Books(workspace, oracle.NEVER)

    def is_free(row):
        tier = row["tier"][1:] if row["tier"][:1] == "'" else row["tier"]
        plan = oracle.one_in_force(books.plans, (tier,), oracle.read_instant(row["request_started_at"], ""))
        return bool(plan and plan["free"])
    return lambda name, row: {
        "mismatch": "mismatch" in (row["cost_class"], row["credits_class"]), "unpriced": row["cost_class"] == "unpriced",
        "byok": row["byok"] == "true", "failed": row["status"] == "failed", "free": name == "free" and is_free(row)}[name]


def cases(seed, period):
    """(options, seed, strata, by amount)"""
    for number, (strata, is_by_amount, words) in enumerate(itertools.product(
            ("", "mismatch:all,byok:5", "byok:5,mismatch:3,unpriced:4,free:6,failed:2,rest:9"), (False, True), ([], period))):
        size = [25, 7, 60, 3][(seed + number) % 4]
        own = 1000 * seed + number
        sizes = dict(part.split(":") for part in strata.split(",") if part)
        sizes = {**sizes, "rest": sizes.get("rest", str(size))}
        options = [*words, "--seed", str(own), *(["--strata", strata] if strata else []), *(["--by-amount"] if is_by_amount else [])]
        yield options + ([] if "rest" in strata else ["--size", str(size)]), words, own, sizes, is_by_amount


def differences(program, workspace, seed, period, tally):
    fits, populations = stratum_test(workspace), {}
    for options, words, own, sizes, is_by_amount in cases(seed, period):
        call = lambda *parts: subprocess.run([program, *parts, *words, "--quiet"], capture_output=True, text=True)
        if tuple(words) not in populations:
            rated, out = workspace + "/rated.csv", workspace + f"/out{len(populations)}"
            done = call("run", workspace, "--rated", rated, "--force", "--output", out)
            if done.returncode not in (0, 2):
                yield f"run {words}: {done.stderr[-300:]}"
                return
            populations[tuple(words)] = table(rated), out
        population, out = populations[tuple(words)]
        chosen = [o for o in options if o not in words]
        files = []
        for _ in range(2 if own % 1000 in (0, 7) else 1):
            done = call("sample", workspace, *chosen, "--output", out)
            if done.returncode not in (0, 2):
                yield f"sample {' '.join(options)}: exit status {done.returncode}: {done.stderr[-300:]}"
                return
            files.append([pathlib.Path(out, "audit-sample" + end).read_bytes() for end in (".csv", ".xlsx")])
        if files[0] != files[-1]:
            yield f"sample {' '.join(options)}: a second draw gives other bytes"
        want = [(name, row["request_id"], row["file"], row["line"], hits, float(weight))
                for name, row, hits, weight in draw(population, own, sizes, is_by_amount, fits)]
        got = [(row["stratum"], row["request_id"], row["file"], row["line"], int(row["hits"]), float(row["weight"]))
               for row in table(pathlib.Path(out, "audit-sample.csv"))]
        tally["draws"] += 1
        tally["requests drawn"] += len(want)
        tally["requests with several hits"] += sum(line[4] > 1 for line in want)
        for number, (one, other) in enumerate(itertools.zip_longest(got, want), 1):
            if one is None or other is None or one[:5] != other[:5] or abs(one[5] - other[5]) > 1e-6 * abs(other[5]):
                yield f"sample {' '.join(options)}: row {number}:\n    program {one}\n    page    {other}"
                break


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--seeds", default="1-5", help="FIRST-LAST [1-5]")
    parser.add_argument("--rows", type=int, default=260, help="rows of each workspace [260]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    given = parser.parse_args()
    first, last = map(int, (given.seeds.split("-") * 2)[:2])
    tally, failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.keep or temporary)
        for seed in range(first, last + 1):
            world = World(seed, given.rows)
            shop, odd = world.write(str(room / f"shop{seed}")), str(room / f"odd{seed}")
            make_workspace.Maker(seed, odd, given.rows).make()
            for workspace, month in ((shop, world.months[-1]), (odd, "2026-08")):
                found = list(differences(given.program, workspace, seed, ["--period", month], tally))
                failed += bool(found)
                for text in found:
                    print(f"{pathlib.Path(workspace).name}: {text}", flush=True)
                if not given.keep:
                    shutil.rmtree(workspace)
    for name, number in sorted(tally.items()):
        print(f"{number:8} {name}")
    print(f"sample: {2 * (last - first + 1)} workspaces, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
