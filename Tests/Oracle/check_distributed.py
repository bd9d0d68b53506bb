#!/usr/bin/env python3
"""Runs random workspaces in tasks and compares every byte with `assay run`.

    check_distributed.py --program ASSAY [--seeds 1-12] [--kinds plain,logs,...] [--keep FOLDER]

Each workspace is run once plainly and once by `plan`, `map` and `reduce`: slices of a random size, a random number of shards, tasks in random
order, some of them twice, and lines that are none. Compared are exit status, both outputs of the terminal, `--json`, every file that was
written and the database. A workspace with credits or closes must be refused by name. What differs is printed with its kind and
seed, and stays in FOLDER; then the exit status is 1.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import credit_maker
import task_worlds

MOST_TASKS, MOST_ROUNDS = 60, 12
NOISE = ["", "garbled", "{}", "[1]", '{"task":"map-00001"}', "\x00\xff",
         '{"task":"none-1","part":"parts/none-1.0.part","bytes":1,"sha256":"' + "0" * 64 + '"}']


def snapshot(folder):
    """Every file below a folder by its path, without the database's own lock files."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
            and not path.is_symlink()}


def changes(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Case:
    """One workspace in two copies: `one` for a plain run, `many` for tasks."""

    def __init__(self, program, kind, seed, room):
        self.program, self.kind, self.seed, self.room = program, kind, seed, room
        self.dice = random.Random(f"tasks {kind} {seed}")
        shutil.rmtree(room, ignore_errors=True)
        self.options = task_worlds.make(kind, seed, room / "one/ws")
        shutil.copytree(room / "one/ws", room / "many/ws", symlinks=True)
        size = sum(path.stat().st_size for path in (room / "one/ws/ledger").rglob("*") if path.is_file())
        least = max(1, size // MOST_TASKS)
        self.slice = self.dice.choice([least, self.dice.randint(least, max(least, size)), max(1, size // 3)])
        self.shards = self.dice.choice([1, 2, 3, 16, 256])
        self.tasks = self.rounds = 0
        self.faults = []

    def call(self, where, *words, given=b""):
        done = subprocess.run([self.program, *map(str, words)], cwd=self.room / where, input=given, capture_output=True, timeout=300)
        if done.returncode < 0:
            self.faults.append(f"{' '.join(map(str, words))}: ended by signal {-done.returncode}: {done.stderr[-300:]}")
        return done

    def differ(self, what, got, expected):
        if got == expected:
            return
        if isinstance(got, bytes):
            one, other = expected.decode(errors="replace").splitlines(), got.decode(errors="replace").splitlines()
            at = next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
            got, expected = f"line {at + 1}: {other[at:at + 1]}", one[at:at + 1]
        self.faults.append(f"{what}: {got}, run has {expected}")

    def loop(self, *words):
        """Does the tasks until none waits; returns the last reduce, and whether a map failed."""
        failed = []
        while True:
            self.rounds += 1
            names = (self.room / "plan/tasks").read_text().split()
            self.tasks += len(names)
            work = names + [name for name in names if self.dice.random() < 0.2]
            self.dice.shuffle(work)
            lines, digests = [], {}
            for name in work:
                done = self.call("many", "map", "../plan", name)
                if done.returncode:
                    failed.append(done)
                    continue
                lines.append(done.stdout)
                line = json.loads(done.stdout)
                if digests.setdefault(name, line["sha256"]) != line["sha256"]:
                    self.faults.append(f"two attempts of {name} differ")
            noise = [word.encode("latin-1") + b"\n" for word in NOISE if self.dice.random() < 0.2]
            lines += noise
            self.dice.shuffle(lines)
            done = self.call("many", "reduce", "../plan", *words, given=b"".join(lines))
            if done.returncode != 4 or failed or self.rounds >= MOST_ROUNDS:
                return done, failed

    def check(self):
        plain = self.call("one", "run", "ws", *self.options)
        before = snapshot(self.room / "many/ws")
        plan = self.call("many", "plan", "ws", "--to", "../plan", "--slice-bytes", self.slice, "--shards", self.shards,
                         *self.options)
        if plan.returncode:
            self.differ("status of plan", plan.returncode, plain.returncode)
            self.differ("errors of plan", plan.stderr, plain.stderr)
            return self.unchanged(before)
        if changes(before, snapshot(self.room / "many/ws")):
            self.faults.append("plan changed the workspace")
        done, failed = self.loop()
        errors = b"".join(line for line in done.stderr.splitlines(keepends=True))
        if failed:
            # The words of a task are those of a run, or some of them: it reads a part of the ledger.
            texts = plain.stderr.decode(errors="replace")
            codes = [word for word in failed[0].stderr.decode(errors="replace").split() if word.startswith("[")]
            if plain.returncode != 1 or not codes or codes[0] not in texts:
                self.faults.append(f"map fails: {failed[0].stderr.decode(errors='replace')[:500]!r}, run has status {plain.returncode}")
            return self.unchanged(before)
        self.same(done, plain, "reduce", errors)
        if done.returncode in (1, 4) and not changes(before, snapshot(self.room / "many/ws")):
            return None
        # A second reduce, and the outputs of JSON.
        again, plain = self.call("many", "reduce", "../plan", "--json"), self.call("one", "run", "ws", "--json", *self.options)
        self.same(again, plain, "reduce --json", again.stderr)
        last = snapshot(self.room / "many/ws")
        quiet = self.call("many", "reduce", "../plan", "--quiet")
        self.differ("status of another reduce", quiet.returncode, plain.returncode)
        if changes(last, snapshot(self.room / "many/ws")):
            self.faults.append(f"another reduce changed {changes(last, snapshot(self.room / 'many/ws'))[:5]}")
        return None

    def same(self, done, plain, what, errors):
        self.differ(f"status of {what}", done.returncode, plain.returncode)
        self.differ(f"output of {what}", done.stdout, plain.stdout)
        noted = b"[dist.line]" in errors
        if not noted:
            self.differ(f"errors of {what}", errors, plain.stderr)
        one, many = snapshot(self.room / "one"), snapshot(self.room / "many")
        for name in changes(one, many):
            self.differ(f"{name} after {what}", many.get(name, b"(missing)"), one.get(name, b"(missing)"))

    def unchanged(self, before):
        if changes(before, snapshot(self.room / "many/ws")):
            self.faults.append(f"refused, but changed {changes(before, snapshot(self.room / 'many/ws'))[:5]}")

    def commands(self):
        words = " ".join(self.options)
        return f"run ws {words}; plan ws --to ../plan --slice-bytes {self.slice} --shards {self.shards} {words}"


def refused(program, seed, room):
    """What cannot be done in tasks, and what plan says."""
    faults = []
    credited, closed, plain = (room / f"{name}-{seed}" for name in ("credited", "closed", "options"))
    credit_maker.Maker(str(seed), str(credited), True, False).make()
    task_worlds.make("quoted", seed, plain)
    shutil.copytree(plain, closed)
    (closed / "closes.csv").write_text("")
    for folder, words in [(credited, []), (closed, []), (plain, ["--last", "7"]), (plain, ["--rated", "x.csv"])]:
        before = snapshot(folder)
        plan = room / f"refused-{seed}"
        done = subprocess.run([program, "plan", folder, "--to", plan, *words], capture_output=True)
        expected = (64, f"plan cannot do {words[0]}".encode()) if words else (1, b"[dist.refused]")
        if done.returncode != expected[0] or expected[1] not in done.stderr:
            faults.append(f"plan {folder.name} {' '.join(words)}: status {done.returncode}, {done.stderr[:300]}")
        if changes(before, snapshot(folder)) or plan.exists() and any(plan.iterdir()):
            faults.append(f"plan {folder.name} {' '.join(words)}: refused, but left files")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the built program")
    parser.add_argument("--seeds", default="1-12", help="FIRST-LAST [1-12]")
    parser.add_argument("--kinds", default=",".join(task_worlds.KINDS), help="[all]")
    parser.add_argument("--keep", help="where what differs stays [a temporary folder]")
    given = parser.parse_args()
    first, last = map(int, given.seeds.split("-"))
    program = str(pathlib.Path(given.program).resolve())
    failed = cases = tasks = later = refusals = 0
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.keep or temporary).resolve()
        for seed in range(first, last + 1):
            for text in refused(program, seed, pathlib.Path(temporary)):
                failed += 1
                print(f"seed {seed}: {text}", flush=True)
            for kind in given.kinds.split(","):
                case = Case(program, kind, seed, room / f"{kind}-{seed}")
                case.check()
                cases, tasks = cases + 1, tasks + case.tasks
                later, refusals = later + (case.rounds > 1), refusals + (case.rounds == 0)
                if case.faults:
                    failed += 1
                    print(f"{kind} {seed}: {case.commands()}", flush=True)
                    for text in case.faults[:12]:
                        print(f"  {text[:700]}", flush=True)
                else:
                    shutil.rmtree(case.room, ignore_errors=True)
    print(f"distributed: {cases} workspaces, {tasks} tasks, {later} with later stages, {refusals} refused by plan; {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
