#!/usr/bin/env python3
"""Random workspaces: `assay run` against insight.py, byte for byte, and the laws of insight.

    python3 check_insight.py --program ASSAY [--seeds 1-20] [--rows 260] [--keep FOLDER] [--no-sample] [--files]

Each seed makes a shop (insight_world.py) and a workspace of odd names (make_workspace.py); the sample is tried, too. A difference
is printed with its first row; then the exit status is 1. The sentences of recommendations.csv are not compared; its commands are
run (check_recommendations.py). For a program
that does not write the files yet only the laws are checked. `--program -` runs the calculation alone, with its own laws.
"""
import argparse
import collections
import copy
import csv
import functools
import itertools
import pathlib
import shutil
import subprocess
import sys
import tempfile

import check_recommendations
import compare_sample_data
import insight
import insight_days
import insight_laws
import make_workspace
import oracle
from insight_world import World

# Each workspace of odd names is run with one of these.
ODD = [["--period", "2026-08"], ["--period", "2026-09", "--as-known-at", "2026-08-15"], ["--period", "2026-Q3"], [],
       ["--from", "2026-08-05", "--to", "2026-09-02"], ["--period", "2026-07"], ["--last", "20"], ["--from", "2026-08-20"]]


# A calculation reads a ledger up to eight times: the period, the one before and two halves. Its rows are read once.
read_file = functools.lru_cache(maxsize=64)(oracle.read_ledger_file)


def read_ledger_file(workspace, path):
    """The rows of a file as they were read, for a rating of their own."""
    requests, rejects = read_file(workspace, path)
    return [copy.copy(request) for request in requests], list(rejects)


oracle.read_ledger_file = read_ledger_file


def options_of(words):
    return insight.parse(["", "", *words])


def columns_of(name, line):
    """A row as it is compared: without the sentence, and the estimated effect on margin."""
    return [cell for index, cell in enumerate(line) if name != "recommendations.csv" or index not in (4, 6)]


def differences(name, got, want):
    """The first row that differs."""
    if got == want:
        return
    rows = [list(csv.reader(text.decode("utf-8").splitlines(keepends=True))) for text in (got, want)]
    for number in range(max(map(len, rows))):
        one, other = (columns_of(name, found[number]) if number < len(found) else None for found in rows)
        if one != other:
            yield f"{name} row {number}:\n    program {one}\n    oracle  {other}"
            return


def writes_files(program, room):
    """True if a program writes the files and knows their settings."""
    workspace = World(1, rows=20).write(str(room / "probe"))
    subprocess.run([program, "run", workspace, "--quiet", "--no-progress"], capture_output=True)
    return pathlib.Path(workspace, "out/users.csv").exists()


class Check:
    def __init__(self, program, room, only_tries=False, only_files=False):
        self.program, self.room, self.tally = program, room, collections.Counter()
        self.only_tries, self.only_files = only_tries, only_files
        self.is_new = program != "-" and writes_files(program, room)
        if program != "-" and not self.is_new:
            print("the program does not write the files of insight: laws alone")
        self.trial = check_recommendations.Trial(program, room, self.tally) if self.is_new else None

    def folder(self):
        return pathlib.Path(tempfile.mkdtemp(dir=self.room))

    def calculate(self, workspace, words, reports=None):
        """(the calculation, the folder of its files and of the summary)"""
        found, out = insight.Insight(str(workspace), options_of(words)), self.folder()
        insight.write(found, str(out), reports and str(reports))
        oracle.write_table(str(out), "summary.csv", ["measure", "value"], oracle.summary_rows(found.run))
        return found, out

    def one(self, workspace, words, is_shop, real=None):
        """`real`: the workspace as the program reads it, where the calculation reads a twin."""
        reports = None
        if self.program != "-":
            reports = self.folder()
            done = subprocess.run([self.program, "run", str(real or workspace), "--output", str(reports), "--force", "--quiet", *words],
                                  capture_output=True, text=True)
            if done.returncode not in (0, 2):
                yield f"exit status {done.returncode}: {done.stderr.strip()[:600]}"
                return
        if self.is_new and self.only_tries:
            found = insight.Insight(str(workspace), options_of(words))
            yield from self.trial.misses(real or workspace, words, found, reports, is_shop and not real)
            return
        found, out = self.calculate(workspace, words, reports)
        self.count(found, out)
        if self.is_new:
            for name in insight.FILES:
                if not (reports / name).exists():
                    yield f"{name} is missing"
                    continue
                yield from differences(name, (reports / name).read_bytes(), (out / name).read_bytes())
            yield from insight_laws.totals(reports)
            yield from self.sentences(reports)
        yield from insight_laws.totals(out)
        if self.only_files:
            return
        yield from insight_laws.changed_costs(found)
        yield from self.halves(workspace, found, out, words)
        if self.program != "-":
            if self.is_new:
                yield from self.trial.misses(real or workspace, words, found, reports, is_shop and not real)
            else:
                yield from insight_laws.commands(self.program, real or workspace, found,
                                                 insight_laws.table(out / "recommendations.csv")[:12])
            if is_shop:
                yield from insight_laws.savings(self.program, real or workspace, found, self.tally)

    def halves(self, workspace, found, out, words):
        """N §5: two halves of the period, of days each."""
        if found.period is None or insight_days.is_open(found.period):
            return
        first, last = found.period
        middle = insight_days.moved(first, found.days // 2)
        known = words[words.index("--as-known-at"):] if "--as-known-at" in words else []
        parts = [self.calculate(workspace, [*known, "--from", start, "--to", end])[1]
                 for start, end in ((first, middle), (middle, insight_days.moved(last, 1)))]
        yield from insight_laws.halves(out, parts)

    def sentences(self, folder):
        for row in insight_laws.table(folder / "recommendations.csv"):
            if not row["arithmetic"].endswith("."):
                yield f"recommendations.csv {row['rank']}: {row['arithmetic']!r} is not a sentence"

    def count(self, found, out):
        """Counts the rules that the workspaces exercised."""
        self.tally["previous period" if found.previous else "no previous period"] += 1
        for row in insight_laws.table(out / "users.csv"):
            self.tally["segment " + row["segment"]] += 1
            self.tally["user without a known cost"] += row["vendor_cost_usd"] == ""
            self.tally["change of cost"] += row["change_percent"] != ""
        for row in insight_laws.table(out / "efficiency.csv"):
            for column in ("cache_value_usd", "batch_saving_usd", "cheaper_model"):
                self.tally[column + (" blank" if row[column] == "" else "")] += 1
                self.tally[column + " below 0"] += row[column].startswith("-")
            self.tally["model without a price"] += row["vendor_cost_usd"] == ""
        for row in insight_laws.table(out / "recommendations.csv"):
            self.tally["advice " + row["kind"] + (" without a command" if row["try"] == "–" else "")] += 1
        for r in found.rows:
            repeated = found.settings.day(r.started - 3600 * oracle.SECOND), insight_hour(found, r, -1)
            self.tally["second pass of an hour"] += repeated == (r.day, insight_hour(found, r, 0))


def insight_hour(found, r, hours):
    at = (r.started // oracle.SECOND) + 3600 * hours
    return (oracle.EPOCH + oracle.datetime.timedelta(seconds=at)).astimezone(found.settings.zone).hour


def sample_files(room):
    """(twin, options, whether it is a shop, the sample itself)"""
    real = room / "sample"
    shutil.copytree(compare_sample_data.SAMPLE, real, ignore=shutil.ignore_patterns("out", "assay.db"))
    twin = compare_sample_data.twin(room)
    yield twin, ["--period", "2026-09"], True, real
    yield twin, ["--from", "2026-08-10", "--to", "2026-08-25"], False, real


def workspaces(seed, rows, room, is_new):
    """(folder, options, whether it is a shop, None)"""
    world = World(seed, rows)
    shop = world.write(str(room / f"shop{seed}"), own_settings=is_new)
    last = world.months[-1]
    yield shop, [["--period", last], ["--period", last], ["--from", last + "-04", "--to", last + "-19"],
                 ["--period", world.months[1] + ".." + last], []][seed % 5], True, None
    odd = str(room / f"odd{seed}")
    make_workspace.Maker(seed, odd, rows).make()
    yield odd, ODD[seed % len(ODD)], False, None


def main(arguments=None, only_tries=False, summary=__doc__.splitlines()[0]):
    """`only_tries`: the commands of recommendations.csv alone, for check_recommendations.py."""
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--program", required=True, help="the built program, or - for the calculation alone")
    parser.add_argument("--seeds", default="1-20", help="FIRST-LAST [1-20]")
    parser.add_argument("--rows", type=int, default=260, help="rows of each workspace [260]")
    parser.add_argument("--keep", help="where to work; it stays [a temporary folder]")
    parser.add_argument("--no-sample", action="store_true", help="the random workspaces alone")
    parser.add_argument("--files", action="store_true", help="the files and their sums alone: no halves, no commands")
    given = parser.parse_args(arguments)
    first, last = map(int, (given.seeds.split("-") * 2)[:2])
    failed = runs = 0
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.keep or temporary)
        room.mkdir(parents=True, exist_ok=True)
        check = Check(given.program, room, only_tries, given.files)
        rooms = itertools.chain(*(workspaces(seed, given.rows, room, check.is_new or given.program == "-")
                                  for seed in range(first, last + 1)),
                                () if given.no_sample else sample_files(room))
        for workspace, words, is_shop, real in rooms:
            runs += 1
            try:
                found = list(check.one(workspace, words, is_shop, real))
            except oracle.Refused as fault:
                found = [f"the oracle refuses: {fault}"]
            failed += bool(found)
            for text in found:
                print(f"{pathlib.Path(workspace).name} {' '.join(words)}: {text}", flush=True)
            if not given.keep and not real:
                shutil.rmtree(workspace)
    for name, number in sorted(check.tally.items()):
        print(f"{number:8} {name}")
    print(f"{'try' if only_tries else 'insight'}: {runs} runs, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
