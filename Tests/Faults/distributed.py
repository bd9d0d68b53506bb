#!/usr/bin/env python3
"""Injects faults into the steps of a run in tasks: each ends in the bytes of `assay run`, or in a refusal by name.

    distributed.py --program PATH [--short] [PART ...]

A refusal leaves the previous outputs as they were. Only the standard library is used, and the shim of faults.py.
"""

import argparse
import copy
import errno
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import faults as campaign
import forged as forgery
from stops import note
from task_world import MAPPED, MERGED, OPENED, PLANNED, READY, SPREAD, WAIT, TaskWorld, clear, ended as ended_of, script, without
from world import COMPLETE, Faults, Lab, difference, snapshot

WRITES = {"write", "pwrite", "writev", "fsync", "fdatasync", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate", "fallocate"}


class Campaign:
    """What each part does; the short form does a few of each."""

    def __init__(self, world, faults, pool, seed, short):
        self.world, self.faults, self.pool, self.seed, self.short = world, faults, pool, seed, short
        self.dice = random.Random(seed)

    def few(self, items, count):
        """All in the long form; in the short one some, spread over all."""
        items = list(items)
        return items[::-(-len(items) // count)] if self.short and len(items) > count else items

    def note(self, wrong, kind, told):
        note(self.faults, wrong, kind, told)

    # ------------------------------------------------------------------------------------- commands at their calls

    def steps(self):
        """Each command: the step before it, its words and the tasks whose lines are there."""
        world = self.world
        return {
            "plan": (None, lambda place, _: (world.plan_words(place), b"")),
            "map": (OPENED, lambda place, _: (["map", place / "run", first_task(place)], b"")),
            "reduce 1": (MAPPED, lambda place, lines: (["reduce", place / "run", "--quiet"], b"".join(lines))),
            "reduce 2": (READY, lambda place, lines: (["reduce", place / "run", "--quiet"], b"".join(lines))),
        }

    def ready(self, worker, step):
        if step is not None:
            return self.world.at(worker, step)
        place, lines = self.world.at(worker, PLANNED)
        shutil.rmtree(place / "run")
        return place, lines

    def calls(self, name):
        """The calls of a command below the folder of the plan; of the last one below the workspace too."""
        step, words = self.steps()[name]
        place, lines = self.ready("count", step)
        typed, given = words(place, lines)
        log = place.parent / "count.log"
        ended = self.world.call(typed, given, deed="count", under=str(place / "run"), log=log)
        if not ended.log:
            raise SystemExit(f"the shim does not work here ({ended.status}): {ended.err}")
        return [tuple(line.split(" ", 2)[1:]) for line in ended.log]

    def at_calls(self, name, deeds):
        """The command with a deed at its calls that write, and then on to the end."""
        step, words = self.steps()[name]
        calls = self.calls(name)
        work = [(at, deed, error) for at, (call, _) in enumerate(calls, 1) for deed, error in deeds
                if (call in WRITES or call == "open" and deed in ("kill-after", "fail-once"))
                and (deed != "kill-middle" or call in ("write", "pwrite"))]

        def one(worker, job):
            at, deed, error = job
            place, lines = self.ready(worker, step)
            typed, given = words(place, lines)
            ended = self.world.call(typed, given, deed=deed, at=at, error=error, under=str(place / "run"),
                                    log=place.parent / f"{worker}.log")
            told = f"{name}: {deed} {errno.errorcode.get(error, '')} at call {at} of {len(calls)}, {ended.call}: " \
                   f"status {ended.status}, {ended.err.strip()[-200:]}"
            if deed.startswith("kill"):
                wrong = [] if ended.status == -signal.SIGKILL or not ended.call else [f"was not killed but ended with {ended.status}"]
                if name != "reduce 2":
                    wrong += self.untouched(place)
            else:
                wrong = self.world.wrong(place, ended, {1, COMPLETE, WAIT}) if ended.status else self.untouched(place)
                if ended.status == 1 and error and os.strerror(error) not in ended.err and "[dist.write]" not in ended.err:
                    wrong.append("exit 1 without the reason in the system's words")
            wrong += self.on(worker, name, place, lines, ended)
            call = ended.call[0] if ended.call else "no call"
            self.note(wrong, f"{name}, {deed} in {call}", told.replace(str(place), ""))

        self.pool(one, self.few(work, 6))

    def on(self, worker, name, place, lines, ended):
        """What is wrong after the steps that follow a command that was stopped."""
        world = self.world
        if name == "plan":
            return self.after_plan(worker, place)
        if name == "map":
            done, failed = world.map_all(place)
            if failed:
                return [f"the tasks cannot be done again: {failed[0].err[-200:]}"]
            if ended.status == 0:
                done.insert(0, ended.out.encode())
            return world.wrong(place, world.finish(place, done), {COMPLETE})
        return world.wrong(place, world.finish(place, lines), {COMPLETE})

    def after_plan(self, worker, place):
        """A plan that was broken off is refused as a plan, or whole; another folder can be planned."""
        world, wrong = self.world, self.untouched(place)
        half = place / "run"
        if half.exists():
            again = world.call(world.plan_words(place))
            if again.status == 1 and "[dist.folder]" not in again.err or again.status not in (0, 1):
                wrong.append(f"the next plan into it ends with {again.status}: {again.err.strip()[-200:]}")
            if not (half / "plan.json").exists():
                mapped = world.call(["map", half, "map-00001"])
                if mapped.status != 1:
                    wrong.append(f"a task of half a plan ends with {mapped.status}: {mapped.err.strip()[-200:]}")
        other = world.call(world.plan_words(place, "run2"))
        kept = world.saved(worker, PLANNED) / "run/plan.json"
        if other.status or (place / "run2/plan.json").read_bytes() != kept.read_bytes():
            wrong.append(f"a plan into another folder ends with {other.status}, or differs: {other.err.strip()[-200:]}")
        return wrong

    def untouched(self, place):
        got, start = without(snapshot(place), ()), without(self.world.start, ())
        return [] if got == start else [f"outputs were touched: {difference(got, start)}"]

    def kills(self):
        for name in self.steps():
            self.at_calls(name, [("kill-before", 0), ("kill-middle", 0), ("kill-after", 0)])

    def errors(self):
        for name in self.steps():
            self.at_calls(name, [("fail-once", errno.EIO), ("fail-growth", errno.ENOSPC)])

    # ------------------------------------------------------------------------------------- the script

    def random(self):
        """The script with all its tasks is killed at a random moment, and then called once more."""
        world = self.world
        place, _ = world.at("time", PLANNED)
        begun = time.monotonic()
        ended = ended_of(script(world, place))
        length = time.monotonic() - begun
        self.note(world.wrong(place, ended, {COMPLETE}), "xargs.sh", "without a fault")

        def one(worker, seconds):
            place, _ = world.at(worker, PLANNED)
            process = script(world, place)
            time.sleep(seconds)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            ended = ended_of(script(world, place))
            self.note(world.wrong(place, ended, {COMPLETE}), "xargs.sh killed, and called again",
                      f"after {seconds:.3f} s (seed {self.seed})")

        self.pool(one, [self.dice.uniform(0, 1.1 * length) for _ in range(1 if self.short else 60)])

        def alone(worker, at):
            # The tasks kill themselves at a call, until so many were killed.
            place, _ = world.at(worker, PLANNED)
            killed, program = place.parent / f"killed-{worker}", place.parent / f"program-{worker}"
            shutil.rmtree(killed, ignore_errors=True)
            killed.mkdir()
            program.write_text(f"""#!/bin/sh
if [ "$1" = map ] && [ "$(ls {killed} | wc -l)" -lt 2 ]; then
  touch {killed}/$3
  export LD_PRELOAD={world.lab.shim} FAULTS_DO=kill-middle FAULTS_AT={at} FAULTS_UNDER={place}/run/parts
fi
exec {world.lab.program} "$@"
""")
            program.chmod(0o755)
            ended = ended_of(script(world, place, program))
            self.note(world.wrong(place, ended, {COMPLETE}), "xargs.sh with tasks that are killed", f"at call {at} below parts/")

        self.pool(alone, [5] if self.short else range(2, 40, 3))

    # ------------------------------------------------------------------------------------- partials

    def partials(self):
        """Partials that are missing, cut, flipped or of others, by a line that was honest or is forged."""
        self.flips()
        for step in (MAPPED, READY):
            work = [(name, forged) for name in BAD_PARTIALS for forged in (False, True)]

            def one(worker, job):
                name, forged = job
                place, lines = self.world.at(worker, step)
                spoiled = list(lines)
                path = part_of(place, spoiled[0])
                if BAD_PARTIALS[name](path, place, lines) is False:
                    return
                if forged:
                    if not path.exists():
                        return
                    spoiled[0] = signed(spoiled[0], path)
                if forged:
                    # Refused, or read as what the task wrote: a byte that nothing uses may be another.
                    ended = self.world.reduce(place, spoiled)
                    wrong = self.world.wrong(place, ended, {WAIT, COMPLETE})
                    wrong += self.world.wrong(place, self.world.finish(place), {COMPLETE})
                    self.note(wrong, f"partial, {name}, forged line", f"step {step}: {ended.err.strip()[:200]}")
                else:
                    self.refused_then_right(place, spoiled, f"partial, {name}", f"step {step}")

            self.pool(one, self.few(work, 8))

        def earlier(worker, job):
            name, step = job
            place, lines = self.world.at(worker, step)
            path = sorted((place / "run/parts").glob("map-*"))[0]
            BAD_PARTIALS[name](path, place, lines)
            first = self.world.reduce(place, lines)
            wrong = self.world.wrong(place, first, {WAIT}, ("dist.part",))
            self.note(wrong + self.world.wrong(place, self.world.finish(place), {COMPLETE}), f"partial of an earlier stage, {name}",
                      f"step {step}: {first.err.strip()[:200]}")

        self.pool(earlier, [(name, step) for step in (READY, OPENED) for name in ("missing", "cut to half")][:1 if self.short else 4])

    def refused_then_right(self, place, lines, kind, told, codes=("dist.part",)):
        """The task waits and the outputs are untouched; done again, the bytes are right."""
        world = self.world
        ended = world.reduce(place, lines)
        wrong = world.wrong(place, ended, {WAIT}, codes)
        names = (place / "run/tasks").read_text().split()
        if ended.status == WAIT and len(names) != 1:
            wrong.append(f"{len(names)} tasks wait, expected one")
        wrong += world.wrong(place, world.finish(place), {COMPLETE})
        self.note(wrong, kind, f"{told}: {ended.err.strip()[-200:]}")

    def flips(self):
        """One byte of a partial is another: where its digest is that of the line, and where the line was forged with it."""
        count = 16 if self.short else 400
        dice = random.Random(self.seed)
        for forged in (False, True):
            work = [(dice.randrange(10**9), 1 << dice.randrange(8)) for _ in range(count)]
            # The header of the file, and what it says of its pages.
            header = (0, 16, 18, 24, 31, 56, 63, 68, 71, 96, 100, 103)
            work += [(at, 0xFF) for at in (header[::4] if self.short else header)]

            def one(worker, job):
                place, lines = self.world.at(worker, READY) if forged else self.kept(worker)
                line = lines[job[0] % len(lines)]
                path = part_of(place, line)
                data = bytearray(path.read_bytes())
                at = job[0] if job[1] == 0xFF else job[0] // 7 % len(data)
                data[at] ^= job[1]
                whole = path.read_bytes()
                path.write_bytes(data)
                given = [signed(line, path) if forged and other == line else other for other in lines]
                ended = self.world.reduce(place, given)
                path.write_bytes(whole)
                told = f"{json.loads(line)['task']}, byte {at} of {len(data)} ^ {job[1]}: status {ended.status}: {ended.err.strip()[:300]}"
                if forged:
                    # Who forges a digest may forge figures: it must be refused by name, or read, and never end by a signal.
                    wrong = [] if ended.status in (1, WAIT, COMPLETE) else [f"ended with {ended.status}"]
                    if ended.status in (1, WAIT):
                        wrong += self.world.wrong(place, ended, {1, WAIT})
                else:
                    wrong = [] if ended.status == WAIT and "[dist.part]" in ended.err else [f"ended with {ended.status}"]
                    wrong += self.untouched(place)
                self.note(wrong, f"a flipped byte{' with a forged line' if forged else ''}", told)

            self.pool(one, work)

    def kept(self, worker):
        """A place at the last step that is not put back each time: reduce refuses what it is given, and leaves it as it is."""
        if not hasattr(self, "places"):
            self.places = {}
        if worker not in self.places:
            self.places[worker] = self.world.at(f"kept{worker}", READY)
        place, lines = self.places[worker]
        return place, lines

    def forged(self):
        """Numbers of partials are others, and sizes and digests are right: refused by name, or read, and never a signal."""
        world = self.world

        def one(worker, number):
            dice = random.Random(f"{self.seed} forged {number}")
            step = dice.choice([MAPPED, READY])
            place, lines = world.at(worker, step)
            parts = {part_of(place, line): line for line in lines}
            for path in sorted((place / "run/parts").glob("*.part")):
                if path not in parts and step == READY:
                    parts[path] = next(line for line in world.chains[worker][MAPPED] if part_of(place, line) == path)
            path = dice.choice(sorted(parts))
            forgery.forge(path, dice.choice(sorted(parts)), dice)
            given = [signed(line, other) if other == path else line for other, line in parts.items()]
            # An accepted line of an earlier stage states another digest.
            (place / "run/accepted").unlink(missing_ok=True)
            ended = world.reduce(place, given)
            wrong = [] if ended.status in (1, WAIT, COMPLETE, 0) else [f"ended with {ended.status}: {ended.err.strip()[-300:]}"]
            if ended.status == 1 or ended.status == WAIT and "[dist.part]" in ended.err:
                wrong += world.wrong(place, ended, {1, WAIT})
            self.note(wrong, "a forged number", f"number {number} of seed {self.seed}, step {step}, {path.name}: {ended.err.strip()[:300]}")

        self.pool(one, range(60 if self.short else 4000))

    def shards(self):
        """Tasks that merge shards: their partials and those that they read are missing, cut, flipped or of others."""
        world, lab = self.sharded(), self.world.lab

        def merged(worker, job):
            name, forged = job
            place, lines = world.at(worker, MERGED)
            spoiled = list(lines)
            path = part_of(place, spoiled[0])
            BAD_MERGES[name](path, place, lines)
            if forged and path.exists():
                spoiled[0] = signed(spoiled[0], path)
            ended = world.reduce(place, spoiled)
            wrong = world.wrong(place, ended, {WAIT}, ("dist.part",))
            wrong += world.wrong(place, world.finish(place), {COMPLETE})
            self.note(wrong, f"merged partial, {name}{', forged line' if forged else ''}", ended.err.strip()[:200])

        self.pool(merged, self.few([(name, forged) for name in BAD_MERGES for forged in (False, True)], 5))

        def read(worker, name):
            # A partial that was accepted is another when it is merged.
            place, lines = world.at(worker, SPREAD)
            path = sorted((place / "run/parts").glob("map2-*"))[0]
            BAD_PARTIALS[name](path, place, lines)
            tasks = (place / "run/tasks").read_text().split()
            lines, failed = world.map_all(place)
            wrong = [] if len(failed) == len(tasks) else [f"{len(failed)} of {len(tasks)} tasks that read it fail"]
            for ended in failed:
                wrong += world.wrong(place, ended, {1}, ("dist.part",))
            wrong += world.wrong(place, world.finish(place, lines), {COMPLETE})
            self.note(wrong, f"partial that is merged, {name}", f"{len(failed)} failed")

        self.pool(read, self.few(["missing", "cut to half", "of another plan", "of another program", "a shard of noise", "empty"], 2))

        def forged(worker, number):
            dice = random.Random(f"{self.seed} shards {number}")
            place, lines = world.at(worker, MERGED)
            parts = {part_of(place, line): line for line in lines}
            path = dice.choice(sorted(parts))
            forgery.forge(path, dice.choice(sorted(parts)), dice)
            ended = world.reduce(place, [signed(line, other) if other == path else line for other, line in parts.items()])
            wrong = [] if ended.status in (1, WAIT, COMPLETE, 0) else [f"ended with {ended.status}: {ended.err.strip()[-300:]}"]
            if ended.status in (1, WAIT):
                wrong += world.wrong(place, ended, {1, WAIT})
            self.note(wrong, "a forged number of a merged shard", f"number {number} of seed {self.seed}: {ended.err.strip()[:300]}")

        self.pool(forged, range(30 if self.short else 2000))

        def changed(worker, job):
            # The first reduce that knows all slices stops once more: the last one digests the ledger.
            name, step = job
            place, lines = world.at(worker, step)
            names = {f"ws/ledger/{path}" for path in CHANGES[name](place / "ws/ledger")}
            ended = world.finish(place, list(lines) if step in (READY, MERGED) else None)
            harmless = name == "another time of change"
            wrong = world.wrong(place, ended, {COMPLETE} if harmless else {1}, changed=names)
            if ended.status == 1 and "[file." not in ended.err:
                wrong.append(f"not by a fault of the file: {ended.err.strip()[-300:]}")
            self.note(wrong, f"ledger of merged shards, {name}", f"after step {step}: {ended.err.strip()[-200:]}")

        self.pool(changed, self.few([(name, step) for name in CHANGES for step in (READY, SPREAD, MERGED)], 4))

        def killed(worker, at):
            place, lines = world.at(worker, SPREAD)
            ended = world.call(["map", place / "run", first_task(place)], deed="kill-middle", at=at, under=str(place / "run"),
                               log=lab.scratch / f"{worker}.log")
            self.note(world.wrong(place, world.finish(place), {COMPLETE}), "a task that merges is killed", f"at call {at}: {ended.status}")

        self.pool(killed, [5] if self.short else range(1, 60, 3))

    def sharded(self):
        """The same workspace, planned with shards: beside the other, as it has places of its own."""
        room = self.world.lab.scratch / "sharded"
        room.mkdir(exist_ok=True)
        lab = copy.copy(self.world.lab)
        lab.scratch = room
        return TaskWorld(lab, shards=3)

    # ------------------------------------------------------------------------------------- lines

    def lines(self):
        world = self.world
        for step in (MAPPED, READY):
            cases = lines_of(self)

            def one(worker, name):
                place, lines = world.at(worker, step)
                given, allowed, codes = cases[name](place, list(lines))
                ended = world.reduce(place, given)
                good = {WAIT} if step == MAPPED else {COMPLETE}
                wrong = world.wrong(place, ended, good if allowed is None else allowed, codes)
                if allowed is None and codes and not any(f"[{code}]" in ended.err for code in codes):
                    wrong.append(f"no {codes} in: {ended.err.strip()[-200:]}")
                told = f"step {step}: status {ended.status}: {ended.err.strip()[-200:]}"
                wrong += world.wrong(place, world.finish(place, lines if ended.status == 1 else None if ended.status == WAIT else []),
                                     {COMPLETE})
                self.note(wrong, f"lines, {name}", told)

            self.pool(one, self.few(cases, 8))

    # ------------------------------------------------------------------------------------- ledger and books

    def ledger(self):
        """The ledger is another between any two steps."""
        world = self.world
        work = [(name, step) for name in CHANGES for step in (PLANNED, MAPPED, OPENED, READY)]

        def one(worker, job):
            name, step = job
            place, lines = world.at(worker, step)
            changed = CHANGES[name](place / "ws/ledger")
            truth = world.lab.scratch / f"truth-{worker}"
            shutil.rmtree(truth, ignore_errors=True)
            shutil.copytree(place, truth, symlinks=True, ignore=shutil.ignore_patterns("run"))
            plain = world.lab.run(world.words(truth))
            new = snapshot(truth)
            ended = world.finish(place, list(lines) if step in (MAPPED, READY) else None)
            harmless = name == "another time of change"
            names = {f"ws/ledger/{path}" for path in changed}
            if ended.status == COMPLETE and plain.status == COMPLETE and not harmless:
                # What was changed before it was mapped is the ledger of the run, unless a task saw otherwise.
                wrong = world.wrong(place, ended, {COMPLETE}, new=new)
                if step in (MAPPED, READY, OPENED):
                    wrong.append("the ledger was changed after it was mapped, and nothing was refused")
            else:
                wrong = world.wrong(place, ended, {COMPLETE} if harmless else {1}, changed=names)
                if ended.status == 1 and step != PLANNED and "[file." not in ended.err:
                    wrong.append(f"not by a fault of the file: {ended.err.strip()[-300:]}")
            self.note(wrong, f"ledger, {name}", f"after step {step}: status {ended.status}: {ended.err.strip()[-300:]}")

        self.pool(one, self.few(work, 9))

    def books(self):
        """A book or the settings that change, or are gone, after the plan have no effect."""
        world = self.world
        work = [(path, step, gone) for path in ("plans.csv", "multipliers.csv", "assay.json", "prices/vendors.csv")
                for step in (PLANNED, MAPPED, OPENED, READY) for gone in (False, True)]

        def one(worker, job):
            path, step, gone = job
            place, lines = world.at(worker, step)
            book = place / "ws" / path
            if gone:
                book.unlink()
            else:
                book.write_bytes(re.sub(rb"[1-9]", b"4", book.read_bytes()) if path != "assay.json" else b'{"time_zone": "Asia/Tokyo"}')
            ended = world.finish(place, list(lines) if step in (MAPPED, READY) else None)
            self.note(world.wrong(place, ended, {COMPLETE}, changed={"ws/" + path}), f"book {path} {'is gone' if gone else 'changes'}",
                      f"after step {step}: status {ended.status}: {ended.err.strip()[-300:]}")

        self.pool(one, self.few(work, 3))

    # ------------------------------------------------------------------------------------- disk

    def disk(self):
        """A small disk with less and less room, for the folder of the plan and for the outputs; needs the right to mount."""
        world, worker = self.world, "disk"
        place = world.place(worker)
        place.mkdir(exist_ok=True)
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", place], capture_output=True, text=True)
        if tried.returncode:
            print(f"    not done: no tmpfs can be mounted ({tried.stderr.strip()})", flush=True)
            return
        refused = 0
        try:
            for name, (step, words) in self.steps().items():
                most = 4096 if name == "reduce 2" else 512
                for room in self.few([*range(0, 96, 8), *range(96, most, max(32, most // 24))], 2):
                    place, lines = self.ready(worker, step)
                    filler = place / "filler"
                    with open(filler, "wb") as file:
                        file.write(b"\0" * max(0, shutil.disk_usage(place).free - room * 1024))
                    typed, given = words(place, lines)
                    ended = world.call(typed, given)
                    filler.unlink()
                    refused += ended.status == 1
                    wrong = world.wrong(place, ended, {0, 1, WAIT, COMPLETE}) if ended.status else self.untouched(place)
                    if ended.status == 1 and os.strerror(errno.ENOSPC) not in ended.err and "full" not in ended.err:
                        wrong.append("exit 1 without the reason")
                    wrong += self.on(worker, name, place, lines, ended)
                    self.note(wrong, f"full disk, {name}", f"{room} KiB left: status {ended.status}: {ended.err.strip()[-200:]}")
        finally:
            clear(place)
            subprocess.run(["umount", place], check=False)
        if refused == 0:
            self.faults.add("full disk: nothing was ever refused, so nothing was tested", "")

    PARTS = {
        "kills": "every command is killed before, in the middle of and after the calls that write",
        "errors": "these calls fail with EIO, and with ENOSPC from then on",
        "random": "xargs.sh is killed with all its tasks at random moments; tasks alone are killed",
        "partials": "partials that are missing, cut, flipped, or of others",
        "forged": "numbers in partials are others, and sizes and digests are right",
        "shards": "tasks that merge shards: what they write and read is spoiled",
        "lines": "lines that are repeated, of another stage, or garbled",
        "ledger": "a ledger that changes between two steps",
        "books": "books that change after the plan",
        "disk": "a small disk that is full",
    }


# ----------------------------------------------------------------------------------------- what is spoiled

BAD_MERGES = {
    "missing": lambda path, place, lines: path.unlink(),
    "cut to half": lambda path, place, lines: cut(0.5)(path, place, lines),
    "of another task": lambda path, place, lines: of_another_task(path, place, lines),
    "without its bytes": lambda path, place, lines: sql("DELETE FROM merged")(path, place, lines),
    "short": lambda path, place, lines: sql("UPDATE merged SET bytes = substr(bytes, 1, length(bytes) - 1)")(path, place, lines),
    "of noise": lambda path, place, lines: sql("UPDATE merged SET bytes = randomblob(length(bytes))")(path, place, lines),
    "of a piece": lambda path, place, lines: sql("INSERT INTO piece VALUES (0, 'ledger/large.csv', 1, 0, 1, 1, '', 0)")(path, place, lines),
}


def first_task(place):
    return (place / "run/tasks").read_text().split()[0]


def part_of(place, line):
    return place / "run" / json.loads(line)["part"]


def signed(line, path):
    """The line with the size and digest that the file has now."""
    data = path.read_bytes()
    return (json.dumps(json.loads(line) | {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()},
                       separators=(",", ":")) + "\n").encode()


def sql(*statements):
    """A change of a partial by SQL."""
    def change(path, place, lines):
        database = sqlite3.connect(path)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()
    return change


def cut(share):
    def change(path, place, lines):
        data = path.read_bytes()
        path.write_bytes(data[:int(len(data) * share)])
    return change


def of_another_task(path, place, lines):
    if len(lines) < 2:
        return False
    shutil.copyfile(part_of(place, lines[1]), path)


def of_another_plan(path, place, lines):
    """The partial of the same task of a plan of the same ledger that differs in its options."""
    sql("UPDATE task SET plan_sha256 = '" + "0" * 64 + "'")(path, place, lines)


BAD_PARTIALS = {
    "missing": lambda path, place, lines: path.unlink(),
    "a folder": lambda path, place, lines: (path.unlink(), path.mkdir()),
    "empty": cut(0), "cut to half": cut(0.5), "cut by one byte": lambda path, place, lines: path.write_bytes(path.read_bytes()[:-1]),
    "cut to its header": lambda path, place, lines: path.write_bytes(path.read_bytes()[:100]),
    "longer": lambda path, place, lines: path.write_bytes(path.read_bytes() + b"\0" * 4096),
    "text": lambda path, place, lines: path.write_text("not a partial\n" * 9),
    "of another plan": of_another_plan, "of another task": of_another_task,
    "of another program": sql("UPDATE task SET program_sha256 = '" + "0" * 64 + "'"),
    "of another format": sql("PRAGMA user_version = 1"), "of another application": sql("PRAGMA application_id = 1"),
    "another table": sql("CREATE TABLE more (a)"), "without a table": sql("DROP TABLE slice"),
    "a trigger": sql("CREATE TRIGGER t AFTER INSERT ON task BEGIN SELECT 1; END"),
    "without a task": sql("DELETE FROM task"), "two tasks": sql("INSERT INTO task SELECT * FROM task"),
    "without pieces": sql("DELETE FROM piece"), "a piece twice": sql("INSERT INTO piece SELECT number + 9, file, file_bytes, from_byte, "
                                                                     "to_byte, proven, sha256, is_read FROM piece"),
    "another file": sql("UPDATE piece SET file = 'ledger/other.csv'"), "another size": sql("UPDATE piece SET file_bytes = file_bytes + 1"),
    "a later piece": sql("UPDATE piece SET from_byte = from_byte + 1"), "a longer piece": sql("UPDATE piece SET to_byte = to_byte + 1"),
    "a negative piece": sql("UPDATE piece SET from_byte = -1"), "a piece that is proven": sql("UPDATE piece SET proven = 1 - proven"),
    "a slice that is not there": sql("DELETE FROM slice"), "an empty slice": sql("UPDATE slice SET bytes = x''"),
    "a short slice": sql("UPDATE slice SET bytes = substr(bytes, 1, length(bytes) - 1)"),
    "a long slice": sql("UPDATE slice SET bytes = CAST(bytes || x'00' AS BLOB)"),
    "a slice of noise": sql("UPDATE slice SET bytes = randomblob(length(bytes))"),
    "a slice of large numbers": sql("UPDATE slice SET bytes = CAST(x'FFFFFFFFFFFFFFFF7F' || bytes AS BLOB)"),
    "a shard that is not there": sql("DELETE FROM shard"), "a shard of another number": sql("UPDATE shard SET shard = shard + 1"),
    "an empty shard": sql("UPDATE shard SET bytes = x''"),
    "a short shard": sql("UPDATE shard SET bytes = substr(bytes, 1, length(bytes) - 1)"),
    "a shard of noise": sql("UPDATE shard SET bytes = randomblob(length(bytes))"),
    "a slice twice": sql("INSERT INTO slice SELECT piece, number + 1, bytes FROM slice"),
}


def lines_of(campaign_):
    """Lines by what is wrong with them: those to give, the statuses allowed (None as if all were well) and codes."""
    def other_stage(place, lines):
        chain = campaign_.world.chains[int(place.name.removeprefix("tasks-"))]
        older, newer = chain[MAPPED], chain[READY]
        # Lines of an earlier stage count: a partial of it may have been lost.
        return (lines + newer, None, ("dist.line",)) if lines[0] in older else (lines + older, None, ())

    def altered(**members):
        def give(place, lines):
            return [(json.dumps(json.loads(lines[0]) | members) + "\n").encode(), *lines[1:]], {WAIT}, ("dist.part", "dist.line")
        return give

    def noise(place, lines):
        dice = random.Random(campaign_.seed)
        return [dice.randbytes(300) + b"\n", b"\n", b"{}\n", b"null\n", b"[" * 100_000 + b"\n", b'{"task":' * 5000 + b"\n", *lines], \
            None, ("dist.line",)

    return {
        "as they are": lambda place, lines: (lines, None, ()),
        "repeated": lambda place, lines: (lines * 3, None, ()),
        "in the other order": lambda place, lines: (lines[::-1], None, ()),
        "without the last line feed": lambda place, lines: ([*lines[:-1], lines[-1].strip()], None, ()),
        "with CR LF": lambda place, lines: ([line.replace(b"\n", b"\r\n") for line in lines], None, ()),
        "with spaces": lambda place, lines: ([b"  " + line.replace(b",", b" , ") for line in lines], None, ()),
        "of another stage": other_stage,
        "garbled": noise,
        "a million other lines": lambda place, lines: ([b"progress 1 %\n" * 200_000, *lines], None, ("dist.line",)),
        "none": lambda place, lines: ([], {WAIT}, ("dist.part",)),
        "cut": lambda place, lines: ([lines[0][:-20] + b"\n", *lines[1:]], {WAIT}, ("dist.part",)),
        "two in one": lambda place, lines: ([lines[0].strip() + lines[1 % len(lines)], *lines[2:]], {WAIT}, ("dist.part",)),
        "another size": altered(bytes=1), "a larger size": altered(bytes=10**15), "a negative size": altered(bytes=-1),
        "a huge size": altered(bytes=10**30), "a path outside": altered(part="../ws/plans.csv"),
        "a path of another task": altered(part="parts/map-99999.1.part"), "no such part": altered(part="parts/none.1.part"),
        "a task that is not there": altered(task="map-99999"), "a name of a task with a slash": altered(task="../x"),
        "another digest": altered(sha256="0" * 64), "a digest that is none": altered(sha256="zz"),
        "two digests": lambda place, lines: ([*lines, (json.dumps(json.loads(lines[0]) | {"sha256": "0" * 64}) + "\n").encode()],
                                             {1}, ("dist.differs",)),
    }


def kept_time(change):
    """The change of a file, which has the time of its last change as before."""
    def do(ledger):
        path = ledger / "large.csv"
        stat = path.stat()
        change(path)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return {"large.csv"}
    return do


def other_digit(data, at):
    """One digit of the tokens of the row in which a place is, the size as before."""
    start = data.index(b"\n", at) + 1
    found = re.compile(rb",(?:true|false),(\d)").search(data, start)
    return data[:found.start(1)] + (b"3" if found[1] != b"3" else b"7") + data[found.end(1):]


def replaced(path, share):
    data = path.read_bytes()
    new = path.with_name(".new")
    new.write_bytes(other_digit(data, int(len(data) * share)))
    os.rename(new, path)


CHANGES = {
    "a digit near the beginning": kept_time(lambda path: path.write_bytes(other_digit(path.read_bytes(), 400))),
    "a digit near the end": kept_time(lambda path: path.write_bytes(other_digit(path.read_bytes(), path.stat().st_size - 3000))),
    "replaced by one of the same size and time": kept_time(lambda path: replaced(path, 0.5)),
    "grown by a row": kept_time(lambda path: path.write_bytes(
        path.read_bytes() + path.read_bytes().splitlines(keepends=True)[40].replace(b"req_", b"new_"))),
    "cut by a row": kept_time(lambda path: path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))),
    "cut in a row": kept_time(lambda path: path.write_bytes(path.read_bytes()[:-30])),
    "empty": kept_time(lambda path: path.write_bytes(b"")),
    "gone": lambda ledger: ((ledger / "large.csv").unlink(), {"large.csv"})[1],
    "another file": lambda ledger: (shutil.copyfile(ledger / "small.csv", ledger / "more.csv"), {"more.csv"})[1],
    "a small file that shares a task": lambda ledger: (
        (ledger / "small.csv").write_bytes(other_digit((ledger / "small.csv").read_bytes(), 900)), {"small.csv"})[1],
    "another time of change": lambda ledger: (os.utime(ledger / "large.csv", ns=(1, 10**18)), set())[1],
}


def main():
    reader = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n" + "\n".join(f"  {name:8} {text}" for name, text in Campaign.PARTS.items()))
    reader.add_argument("--program", required=True, help="the program to test")
    reader.add_argument("--short", action="store_true", help="a few of each kind, in a minute")
    reader.add_argument("--seed", type=int, default=1, help="of the random moments and places [1]")
    reader.add_argument("--workers", type=int, default=2, help="runs at a time [2]")
    reader.add_argument("--scratch", help="a folder to work in [in memory, or the system's]")
    reader.add_argument("parts", nargs="*", metavar="PART", help="default: all")
    given = reader.parse_args()
    unknown = [part for part in given.parts if part not in Campaign.PARTS]
    if unknown:
        reader.error(f"no part is called {unknown[0]}")
    faults = Faults()
    with tempfile.TemporaryDirectory(prefix="assay-tasks-", dir=given.scratch or campaign.memory()) as scratch:
        scratch = pathlib.Path(scratch).resolve()
        lab = Lab(given.program, campaign.compiled(scratch, given.program), scratch, rows=0)
        if given.short and shutil.which("strip"):
            # Every task takes the digest of its program, which is three times as large with its symbols.
            subprocess.run(["strip", lab.program], check=True)
        world = TaskWorld(lab)
        work = Campaign(world, faults, campaign.pool_of(given.workers), given.seed, given.short)
        for part in given.parts or Campaign.PARTS:
            begun, before = time.monotonic(), faults.checked
            print(f"  {part}: {Campaign.PARTS[part]}", flush=True)
            getattr(work, part)()
            faults.tell()
            print(f"    {faults.checked - before} checks in {time.monotonic() - begun:.0f} s", flush=True)
    failed = faults.tell()
    print(f"distributed: {faults.checked} checks, {len(faults.kinds)} kinds of faults", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
