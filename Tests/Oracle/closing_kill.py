"""Closes and restatements that are killed at random moments: the old state or the new one, and `verify` says which."""
import datetime
import os
import random
import shutil
import signal
import time

from closing_late import Late
from closing_runs import ALL_KINDS, chain_complaints, changed, rows_of, snapshot, truth
from closing_world import World, stamp


def state_of(place, watched, month):
    """What changes when a file of a close is written: cheap enough to be asked all the time."""
    path = place / {"out": f"out/{month}"}.get(watched, watched or "")
    try:
        return sorted(os.listdir(path)) if watched == "closes" else (os.stat(path).st_ino, os.stat(path).st_size)
    except FileNotFoundError:
        return None


class Kills:
    """`words`: the command that is killed, of which `folder` has the state before."""

    def __init__(self, lab, name, folder, month, words):
        self.lab, self.name, self.folder, self.month, self.words = lab, name, folder, month, words
        self.before, self.truth = (folder / "closes.csv").read_bytes() if (folder / "closes.csv").exists() else b"", truth(folder)
        place = lab.fresh(folder)
        began = time.monotonic()
        self.whole = lab.run(place, *words)
        self.seconds = time.monotonic() - began
        self.after = (place / "closes.csv").read_bytes() if (place / "closes.csv").exists() else b""
        self.closes = {path: data for path, data in snapshot(place).items() if path.startswith("closes/")}
        lab.drop(place)

    def once(self, dice, temporary):
        """One kill: at any moment, or just after the reports, the manifest or the line was written."""
        place = self.lab.fresh(self.folder)
        watched = dice.choice([None, None, "out", "closes", "closes", "closes.csv"])
        before, began = state_of(place, watched, self.month), time.monotonic()
        process = self.lab.start(place, *self.words, TMPDIR=temporary)
        wait = dice.uniform(0, 1.05 * self.seconds) if watched is None else dice.choice([0, dice.uniform(0, 0.004)])
        while watched and process.poll() is None and state_of(place, watched, self.month) == before:
            pass
        time.sleep(wait)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.communicate()
        when = f"{self.name} killed after {(time.monotonic() - began) * 1e6:.0f} µs of {self.seconds * 1e6:.0f}"
        when += f", {wait * 1e6:.0f} µs after {watched} changed" if watched else ""
        yield from (f"{when}: {text}" for text in self.complaints(place))
        self.lab.drop(place)

    def complaints(self, place):
        data = (place / "closes.csv").read_bytes() if (place / "closes.csv").exists() else b""
        state = "old" if data == self.before else "new" if data == self.after else "torn"
        if data == b",".join([]) and self.before == b"":
            state = "old"
        if state == "torn" and self.before == b"" and data == self.after.split(b"\n")[0] + b"\n":
            state = "old"                       # a header alone is no close
        self.lab.tally[f"{self.name} killed: {state} state"] += 1
        if state == "torn":
            yield f"closes.csv is neither the old nor the new one: {data[-200:]!r}"
        if changed(self.truth, truth(place)):
            yield f"it changed {changed(self.truth, truth(place))}"
        yield from self.verified(place, state)
        yield from self.next(place, state)

    def verified(self, place, state):
        """What `verify` says, before anything else is done."""
        files = {path for path in snapshot(place) if path.startswith("closes/")}
        orphans = {path for path in files if path not in self.known(place) and ".assay-tmp" not in path}
        if state == "new" and files != set(self.closes):
            yield f"the new state has {sorted(files)}, expected {sorted(self.closes)}"
        if not rows_of(place) and not orphans:
            return
        done = self.lab.run(place, "verify")
        for path in sorted(orphans):
            if path not in done.text:
                yield f"{path} has no line, and verify does not name it: {done}"
        is_open = not rows_of(place)
        if done.status == 3 and state == "old" and "restate" in self.name and "verify.output" in done.text:
            self.lab.tally["restatement killed after its reports, before its line: verify exits 3 for out/"] += 1
        elif done.status and not is_open:
            yield f"{state} state: verify {done}"
        self.lab.tally["kills that left a file without a line"] += bool(orphans)

    def known(self, place):
        found = set()
        for row in rows_of(place):
            if row["kind"] != "approve":
                found |= {row["manifest"], row["manifest"].replace(".json", ".row")}
        return found

    def next(self, place, state):
        """The next command works: the same one in the old state, refused or another restatement in the new one."""
        if state != "old":
            return
        done = self.lab.run(place, *self.words)
        if done.status not in (0, 2):
            yield f"the next command: {done}"
            return
        if (place / "closes.csv").read_bytes() != self.after:
            yield "the next command writes another line than one that was never killed"
        now = {path: data for path, data in snapshot(place).items() if path.startswith("closes/")}
        if now != self.closes:
            yield f"after the next command {changed(now, self.closes)} differ"
        done = self.lab.run(place, "verify")
        if done.status:
            yield f"after the next command: verify {done}"
        yield from chain_complaints(place)
        if left := [str(path) for path in place.rglob(".assay-tmp*")]:
            yield f"after the next command there is {left[:3]}"


def check(lab, seed, kills):
    world = World(seed, rows=20)
    folder = world.start(lab.fresh())
    months, at = world.months, world.decided

    def words(kind, month, when):
        return ["close", *kind, month, "--by", "ann", "--reason", "month end", "--at", when, "--accept", ALL_KINDS, "--wait", "20"]

    plans = [Kills(lab, "close", folder, months[0], words((), months[0], at[0]))]
    second = lab.fresh(folder)
    lab.run(second, *plans[0].words)
    Late(world, second, 0).late_usage()
    later = stamp(world.ends[0] + datetime.timedelta(days=9))
    plans.append(Kills(lab, "restate", second, months[0], words(("restate",), months[0], later)))
    third = lab.fresh(second)
    world.advance(third)
    plans.append(Kills(lab, "second close", third, months[1], words((), months[1], at[1])))
    for plan in plans:
        if plan.whole.status not in (0, 2):
            yield f"{plan.name}: {plan.whole}"
            return
    dice, temporary = random.Random(f"kills {seed}"), str(lab.room / "killed")
    for number in range(kills):
        os.makedirs(temporary, exist_ok=True)
        yield from plans[number % 3].once(dice, temporary)
        shutil.rmtree(temporary, ignore_errors=True)
