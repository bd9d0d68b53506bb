"""Closes, restatements and approvals, killed at their file calls, of which each fails once and then for ever, and on a full disk.

The state is the one before or the one after, `assay verify` says which, and the same command afterwards leaves only the new one.
"""

import errno
import os
import shutil
import signal
import subprocess

from stops import note
from world import COMPLETE, PREFIX, inside, snapshot

SIGNED = ["--by", "lead", "--reason", "month end", "--at", "2026-11-02"]
ALL = ["--accept", "unpriced,rejected,conflict,critical", "--quiet"]
# The next run, which is a draft elsewhere.
SWEEPER = ["run", "{place}/ws", "--period", "2026-09", "--output", "{place}/draft", "--quiet"]
CHANGES = {"write", "pwrite", "fsync", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate"}


class Case:
    """A command, the month whose reports it writes, and the commands that come before it."""

    def __init__(self, words, month, before=(), prepare=None):
        self.words, self.month, self.before, self.prepare = words, month, before, prepare


def close(month, *kind):
    return ["close", *kind, "{place}/ws", month, *SIGNED, *ALL]


def late_row(place):
    """A request of July that is known later."""
    path = place / "ws/ledger/usage-2026-07.csv"
    rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*rows, "late-" + rows[-1]]))


CASES = {
    "first close": Case(close("2026-07"), "2026-07"),
    "close": Case(close("2026-08"), "2026-08", [close("2026-07")]),
    "restate": Case(close("2026-07", "restate"), "2026-07", [close("2026-07")], late_row),
    "approve": Case(["close", "approve", "{place}/ws", "2026-07", "--by", "controller", "--at", "2026-11-03"], None, [close("2026-07")]),
}


class Closing:
    """A case in a world: the states before and after, and the calls in between."""

    def __init__(self, world, name):
        self.world, self.name, self.case = world, name, CASES[name]
        self.template = world.lab.scratch / f"closing-{name.replace(' ', '-')}"
        shutil.rmtree(self.template, ignore_errors=True)
        shutil.copytree(world.template / "ws", self.template / "ws", symlinks=True, ignore=shutil.ignore_patterns("out", "assay.db"))
        for words in self.case.before:
            self.must(words, self.template)
        if self.case.prepare:
            self.case.prepare(self.template)
        self.old = snapshot(self.template)
        place = self.fresh("count")
        ended = self.run(place, self.case.words, deed="count", under=str(place), log=place.parent / "closing.log")
        if ended.status != 0:
            raise SystemExit(f"{name} ends with {ended.status}: {ended.err}")
        self.new = snapshot(place)
        self.calls = [tuple(line.split(" ", 2)[1:]) for line in ended.log]

    def typed(self, words, place):
        return [word.replace("{place}", str(place)) for word in words]

    def run(self, place, words, **more):
        return self.world.lab.run(self.typed(words, place), **more)

    def must(self, words, place):
        ended = self.run(place, words)
        if ended.status != 0:
            raise SystemExit(f"{words} ends with {ended.status}: {ended.err}")

    def fresh(self, worker, folder=None):
        place = (folder or self.world.lab.scratch) / f"closing-work-{worker}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.template, place, symlinks=True)
        return place

    def moments(self, step):
        """The numbers of the calls that change something, but for those of the library that makes workbooks."""
        found = [at for at, (name, path) in enumerate(self.calls, 1)
                 if (name in CHANGES or name == "open" and (PREFIX in path or "/closes" in path)) and f"{PREFIX}work/" not in path]
        # From the folder of closes on, each of them counts.
        first = next((at for at in found if "closes" in self.calls[at - 1][1]), found[0])
        is_tidy = lambda at: self.calls[at - 1][0] == "unlink" and "/out/" in self.calls[at - 1][1]
        near = [at for at in found if at >= first and not is_tidy(at)]
        return sorted({*near, *[at for at in found if at not in near][::step]})

    def state(self, snap):
        data = snap.get("ws/closes.csv", b"")
        return ("new" if data == self.new["ws/closes.csv"] else "old" if data == self.old.get("ws/closes.csv", b"") else "torn")

    def reports(self, snap):
        """Of the month: `old`, `new` or `torn`."""
        if not self.case.month:
            return self.state(snap)
        folder = f"ws/out/{self.case.month}"
        found = inside(snap, folder)
        return "new" if found == inside(self.new, folder) else "old" if found == inside(self.old, folder) else "torn"

    def complaints(self, snap):
        """What is wrong with the files, whatever was said."""
        state, reports = self.state(snap), self.reports(snap)
        if state == "torn":
            yield "closes.csv is neither old nor new"
        if reports == "torn" or state == "new" and reports != "new":
            yield f"closes.csv is {state} and the reports are {reports}"
        wanted, orphans = (self.new if state == "new" else self.old), self.orphans(snap)
        for path, data in wanted.items():
            is_free = path == "ws/assay.db" or path.startswith("ws/out") or path == "ws/closes.csv"
            if not is_free and snap.get(path) != data:
                yield f"{path} was changed or is missing"
        for path in orphans:
            if state == "new":
                yield f"{path} has no line in the new state"

    def orphans(self, snap):
        """The files of closes that no line names."""
        wanted = self.new if self.state(snap) == "new" else self.old
        return [path for path in snap if path.startswith("ws/closes/") and path not in wanted and PREFIX not in path]

    def said(self, place, snap):
        """What `verify` says that is not so."""
        state, orphans = self.state(snap), self.orphans(snap)
        ended = self.run(place, ["verify", "{place}/ws"])
        text = " ".join((ended.out + ended.err).split())
        for path in orphans:
            if path.removeprefix("ws/") not in text:
                yield f"verify does not name {path.removeprefix('ws/')}: {ended.status} {text[-200:]}"
        has_lines = state == "new" or "ws/closes.csv" in self.old
        is_between = self.name == "restate" and state == "old" and self.reports(snap) == "new"
        if is_between:
            if ended.status != 3 or "was interrupted" not in text:
                yield f"verify does not say that the restatement was interrupted: {ended.status} {text[-300:]}"
        elif ended.status != (0 if has_lines else 1):
            yield f"{state} state: verify ends with {ended.status}: {text[-300:]}"

    def after_next(self, place, snap):
        """What is wrong after the same command, or after another that writes."""
        state = self.state(snap)
        ended = self.run(place, SWEEPER if state == "new" else self.case.words)
        if ended.status not in (0, COMPLETE):
            yield f"the next command ends with {ended.status}: {ended.err.strip()[-200:]}"
        now = snapshot(place)
        yield from (f"{path} was left" for path in now if any(part.startswith(PREFIX) for part in path.split("/")))
        free = ("ws/assay.db", "draft") if state == "new" else ()
        names = sorted(path for path in now.keys() | self.new.keys()
                       if now.get(path) != self.new.get(path) and not path.startswith(free))
        if names:
            yield f"after the next command other bytes: {', '.join(names[:4])}"


def killed(world, faults, pool, names=tuple(CASES), step=1):
    for name in names:
        closing = Closing(world, name)
        work = [(at, deed) for at in closing.moments(step)
                for deed in ["kill-before", "kill-after"] + ["kill-middle"] * (closing.calls[at - 1][0] in ("write", "pwrite"))]

        def one(worker, job):
            at, deed = job
            place = closing.fresh(worker)
            ended = closing.run(place, closing.case.words, deed=deed, at=at, under=str(place), log=place.parent / f"{worker}.log")
            snap = snapshot(place)
            wrong = [*closing.complaints(snap), *closing.said(place, snap), *closing.after_next(place, snap)]
            if ended.call and ended.status != -signal.SIGKILL:
                wrong.append(f"was not killed but ended with {ended.status}")
            note(faults, wrong, f"{name}, {deed}", f"call {at}, {ended.call}".replace(str(place), ""))

        pool(one, work)


DEEDS = [("fail-once", errno.EIO), ("fail-growth", errno.ENOSPC), ("fail-on", errno.ENOSPC)]


def failed(world, faults, pool, names=tuple(CASES), step=1):
    for name in names:
        closing = Closing(world, name)
        work = [(at, *deed) for at in closing.moments(step) for deed in DEEDS]

        def one(worker, job):
            at, deed, number = job
            place = closing.fresh(worker)
            ended = closing.run(place, closing.case.words, deed=deed, at=at, under=str(place), error=number,
                                log=place.parent / f"{worker}.log")
            if not ended.call:
                return
            snap = snapshot(place)
            wrong = [*verdict(closing, ended, snap, deed), *closing.said(place, snap), *closing.after_next(place, snap)]
            note(faults, wrong, f"{name}, {deed} in {ended.call[0]}",
                 f"call {at}, {ended.call}: {ended.status} {ended.err.strip()[-300:]}".replace(str(place), ""))

        pool(one, work)


def verdict(closing, ended, snap, deed=""):
    """Whether what is said is what is there."""
    yield from closing.complaints(snap)
    state, reports = closing.state(snap), closing.reports(snap)
    if ended.status == 0:
        if (state, reports) != ("new", "new"):
            yield f"exit 0, and the line is {state}, the reports {reports}"
        return
    if ended.status != 1:
        yield f"ended with {ended.status}"
        return
    if "nothing changed" in ended.err and (state, reports) != ("old", "old") and closing.case.month:
        yield f"says nothing changed, and the line is {state}, the reports {reports}"
    if state == "new" and "been written" not in ended.err:
        yield "exit 1, the line is new, and it does not say so"
    # Where every later call fails, nothing can be put back either; it is said.
    if state == "old" and reports == "new" and not (deed == "fail-on" and "files that belong with it" in ended.err):
        yield "exit 1, and the reports are new without their line"
    # The same holds for what would be removed.
    if deed != "fail-on":
        if closing.orphans(snap):
            yield f"exit 1, and {closing.orphans(snap)[0]} is left"
        left = [path for path in snap if any(part.startswith(PREFIX) for part in path.split("/"))]
        if state == "old" and left:
            yield f"exit 1, and {left[0]} is left"


def full_disk(world, faults, names=("first close", "restate", "approve"), step_kib=16):
    """A disk with less and less room, until there is none; needs the right to mount."""
    disk = world.lab.scratch / "closing-disk"
    disk.mkdir(exist_ok=True)
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], capture_output=True, text=True)
    if tried.returncode != 0:
        print(f"    not done: no tmpfs can be mounted ({tried.stderr.strip()})", flush=True)
        return
    try:
        for name in names:
            closing, refused, room, filler = Closing(world, name), 0, 0, disk / "filler"
            while True:
                place = closing.fresh("disk", disk)
                with open(filler, "wb") as file:
                    file.write(b"\0" * max(0, shutil.disk_usage(disk).free - room * 1024))
                ended = closing.run(place, closing.case.words)
                filler.unlink()
                snap = snapshot(place)
                refused += ended.status == 1
                wrong = [*verdict(closing, ended, snap), *closing.said(place, snap), *closing.after_next(place, snap)]
                if ended.status == 1 and os.strerror(errno.ENOSPC) not in ended.err:
                    wrong.append("exit 1 without the reason")
                note(faults, wrong, f"{name}, full disk", f"{room} KiB left: {ended.status} {ended.err.strip()[-200:]}")
                if ended.status == 0:
                    break
                room += step_kib if closing.case.month else 4
            print(f"    {name}: refused {refused} times, enough with {room} KiB", flush=True)
            if refused == 0:
                faults.add(f"{name}, full disk: nothing was ever refused", "")
    finally:
        subprocess.run(["umount", disk], check=False)
