#!/usr/bin/env python3
"""Injects faults into runs of assay and checks that nothing is lost, nothing is silent, and nothing is left.

    faults.py --program PATH [--short] [PART …]

Only the standard library is used. The shim is compiled with cc, clang or gcc.
"""

import argparse
import concurrent.futures
import errno
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import bad_worlds
import books
import closes
import errors
import races
import stops
import writers
from world import Faults, Lab, World

HERE = pathlib.Path(__file__).resolve().parent
ENOSPC_AND_EIO = [(deed, number) for deed in ("fail-once", "fail-on")
                  for number in (errno.ENOSPC, errno.EIO)]


def memory():
    """A folder in memory, where flushing costs nothing and programs may run; none where there is no such."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return None
    fits = room.f_bavail * room.f_frsize > 256 << 20 and os.access("/dev/shm", os.W_OK)
    return "/dev/shm" if fits and not room.f_flag & os.ST_NOEXEC else None


def compiled(folder, program):
    """The shim, built; the clang of the Swift toolchain stands beside the library that the program uses."""
    compilers = ["cc", "clang", "gcc"]
    linked = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    for library in re.findall(r"=> (/\S+)/lib/swift/linux/libswiftCore\.so", linked):
        compilers.append(library + "/bin/clang")
    for compiler in compilers:
        if shutil.which(compiler):
            shim = pathlib.Path(folder) / "shim.so"
            done = subprocess.run(
                [compiler, "-O1", "-Wall", "-shared", "-fPIC", "-o", shim, HERE / "shim.c"],
                capture_output=True, text=True)
            if done.returncode == 0:
                return str(shim)
            print(done.stderr, file=sys.stderr)
    raise SystemExit("faults: no C compiler (cc, clang or gcc) builds shim.c")


def pool_of(workers):
    """A function that does `work` by `one(worker, item)`, each worker in a folder of its own."""
    def pool(one, work):
        names = queue.Queue()
        for worker in range(workers):
            names.put(worker)

        def job(item):
            worker = names.get()
            try:
                one(worker, item)
            finally:
                names.put(worker)

        with concurrent.futures.ThreadPoolExecutor(workers) as threads:
            for done in [threads.submit(job, item) for item in work]:
                done.result()
    return pool


class Plan:
    """What each part does, in its long form."""

    def __init__(self, lab, faults, pool, seed):
        self.lab, self.faults, self.pool, self.seed = lab, faults, pool, seed
        self.made = {}

    def world(self, variant="plain"):
        if variant not in self.made:
            self.made[variant] = World(self.lab, variant)
        return self.made[variant]

    def calls(self, variant="plain", step=1):
        return range(1, len(self.world(variant).count()) + 1, step)

    def kills(self):
        stops.kill_at_calls(self.world(), self.faults, self.pool, self.calls())
        for variant in ("first", "linked", "rated"):
            stops.kill_at_calls(self.world(variant), self.faults, self.pool,
                                self.calls(variant, 3), ["kill-before", "kill-middle"])
            # The last calls put the files in their places: all of them.
            last = len(self.world(variant).count())
            stops.kill_at_calls(self.world(variant), self.faults, self.pool,
                                range(last - 60, last + 1), ["kill-after"])

    def random(self):
        stops.kill_at_random(self.world(), self.faults, self.pool, 500, self.seed)
        for variant in ("first", "linked", "rated"):
            stops.kill_at_random(self.world(variant), self.faults, self.pool, 100, self.seed)

    def errors(self):
        deeds = ENOSPC_AND_EIO + [("fail-growth", errno.ENOSPC)]
        errors.fail_at_calls(self.world(), self.faults, self.pool, self.calls(), deeds)
        for variant in ("first", "linked", "rated"):
            last = len(self.world(variant).count())
            errors.fail_at_calls(self.world(variant), self.faults, self.pool,
                                 range(max(1, last - 80), last + 1), deeds)
        errors.fail_at_calls(self.world("zone"), self.faults, self.pool, self.zone_calls(),
                             ENOSPC_AND_EIO)
        errors.fail_at_calls(self.world(), self.faults, self.pool, self.last_calls(),
                             ENOSPC_AND_EIO, stdio=True)

    def zone_calls(self):
        names = self.world("zone").count()
        return [i for i, (_, path) in enumerate(names, 1) if path.startswith("/usr/share")]

    def last_calls(self):
        names = self.world().count(stdio=True)
        return [i for i, (_, path) in enumerate(names, 1) if path.startswith("standard")]

    def short(self):
        errors.short_counts(self.world(), self.faults, self.pool)

    def limits(self):
        errors.limits(self.world(), self.faults, self.pool)

    def disk(self):
        errors.full_disk(self.world(), self.faults)
        errors.full_disk(self.world("rated"), self.faults, step_kib=32)

    def signals(self):
        stops.signal_at_calls(self.world(), self.faults, self.pool, self.calls(step=4), ["signal"])
        last = len(self.world().count())
        stops.signal_at_calls(self.world(), self.faults, self.pool,
                              [*range(1, last - 40, 25), *range(last - 40, last + 1)],
                              ["signal-wait"])
        stops.signal_at_random(self.world(), self.faults, self.pool, 300, self.seed)
        stops.signal_at_random(self.world("rated"), self.faults, self.pool, 60, self.seed)
        races.signals_unread(self.world(), self.faults)
        races.nobody_reads(self.world(), self.faults)
        races.ignored_signals(self.world(), self.faults)

    def two(self):
        races.two_at_once(self.world(), self.faults, 200, self.seed)
        races.two_workspaces(self.world("first"), self.faults, 100, self.seed)

    def changes(self):
        races.inputs_change(self.world(), self.faults, self.pool, self.calls(step=7))
        races.inputs_change(self.world("rated"), self.faults, self.pool,
                            self.calls("rated", step=7))
        races.ledger_of_simulation_changes(self.world(), self.faults)
        races.others_write(self.world(), self.faults, self.pool, self.calls(step=5))
        # Every call from the linking of what is not ours to the end.
        names = self.world().count()
        races.others_write(self.world(), self.faults, self.pool,
                           range(self.world().exchange(names) - 40, len(names) + 1))
        races.dead_run_then_other_output(self.world("rated"), self.faults)
        races.dead_run_then_one_month(self.world(), self.faults)

    def worlds(self):
        bad_worlds.refused(self.world(), self.faults, self.pool)
        bad_worlds.forbidden(self.world(), self.faults)
        bad_worlds.accepted(self.world(), self.faults, self.pool)
        bad_worlds.mounts(self.world(), self.faults)

    def books(self):
        books.writes_fail(self.world(), self.faults, self.pool)
        books.small_disk(self.world(), self.faults)
        books.two_forecasts(self.world(), self.faults)
        books.book_changes(self.world(), self.faults)
        books.poor_systems(self.world(), self.faults)

    def writers(self):
        writers.killed(self.world(), self.faults, self.pool, every=True)

    def closes(self):
        closes.killed(self.world(), self.faults, self.pool)
        closes.failed(self.world(), self.faults, self.pool)
        closes.full_disk(self.world(), self.faults)

    PARTS = {
        "kills": "kills before, in the middle of and after every file call",
        "random": "500 kills and more at random moments",
        "errors": "every file call fails with ENOSPC and EIO, once and for ever",
        "short": "reads and writes that do a few bytes only",
        "limits": "limits on descriptors and on the size of files",
        "disk": "a small disk that is full",
        "signals": "SIGINT, SIGTERM and SIGHUP at file calls and at random moments",
        "two": "200 rounds of two runs at once",
        "changes": "files that change while a run goes on",
        "worlds": "bad worlds, refused by name within seconds",
        "books": "rows of books and forecasts are all or none, and books that change are refused",
        "writers": "every command that writes books is killed at every file call",
        "closes": "closes, restatements and approvals: kills, failing calls and a full disk",
    }

    def brief(self):
        """The short form: a few of each kind."""
        world, faults, pool = self.world(), self.faults, self.pool
        names = world.count()
        exchange = world.exchange(names)
        # The library's own temporary files, which it does not look after well.
        inner = [i for i, (name, path) in enumerate(names, 1) if name == "write" and "/tmp." in path]
        made = next(i for i, (name, path) in enumerate(names, 1) if name == "open" and "/tmp." in path)
        spread = [*range(40, exchange, exchange // 4), inner[1], exchange]
        stops.kill_at_calls(world, faults, pool, spread, ["kill-middle", "kill-after"])
        stops.kill_at_calls(world, faults, pool, [made + 1, exchange + 4, len(names) - 2], ["kill-before"])
        stops.kill_at_random(world, faults, pool, 6, self.seed)
        errors.fail_at_calls(world, faults, pool, [*spread, inner[-1], exchange + 3],
                             [("fail-once", errno.EIO), ("fail-growth", errno.ENOSPC)])
        looked = max(i for i, (name, path) in enumerate(names, 1)
                     if name == "stat" and "/ledger/usage" in path)
        errors.fail_at_calls(world, faults, pool, [looked], [("fail-once", errno.EIO)])
        errors.fail_at_calls(self.world("zone"), faults, pool, self.zone_calls()[::5],
                             [("fail-once", errno.EIO)])
        stops.signal_at_calls(world, faults, pool, [5, inner[0], exchange], ["signal-wait"])
        errors.limits(world, faults, pool, sizes=[4000], descriptors=[5, 14])
        races.signals_unread(world, faults, [signal.SIGTERM])
        races.dead_run_then_one_month(world, faults)
        rated = self.world("rated")
        errors.fail_at_calls(rated, faults, pool, [rated.exchange(rated.count())],
                             [("fail-once", errno.EIO)])
        races.dead_run_then_other_output(rated, faults)
        # The rows of --rated are read from the exports once more.
        again = max(i for i, (name, path) in enumerate(rated.count(), 1)
                    if name == "open" and "/ledger/usage-2026-08" in path)
        races.inputs_change(rated, faults, pool, [again])
        races.ledger_of_simulation_changes(world, faults)
        races.others_write(world, faults, pool, [exchange - 1, exchange, exchange + 1])
        races.two_at_once(world, faults, 3, self.seed)
        books.writes_fail(world, faults, pool, step=6, names=["import", "approve"])
        writers.killed(world, faults, pool, step=3)
        books.two_forecasts(world, faults)
        books.book_changes(world, faults)
        books.poor_systems(world, faults)
        bad_worlds.refused(world, faults, pool, [
            "a FIFO as an export", "a loop of links", "a cut gzip file", "a zip file under .csv",
            "UTF-16 with a mark", "a price book is a FIFO", "the plans are a link to nowhere",
            "the output is a FIFO", "the stage's name is a file", "the stage's name is a link"])


def main():
    reader = argparse.ArgumentParser(
        description="Injects faults into runs of assay.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n" + "\n".join(f"  {n:8} {w}" for n, w in Plan.PARTS.items()))
    reader.add_argument("--program", required=True, help="the program to test")
    reader.add_argument("--short", action="store_true", help="a few of each kind, in seconds")
    reader.add_argument("--seed", type=int, default=1, help="of the random moments [1]")
    reader.add_argument("--workers", type=int, default=2, help="runs at a time [2]")
    reader.add_argument("--scratch", help="a folder to work in [in memory, or the system's]")
    reader.add_argument("parts", nargs="*", metavar="PART", help="default: all")
    arguments = reader.parse_args()
    unknown = [p for p in arguments.parts if p not in Plan.PARTS]
    if unknown:
        reader.error(f"no part is called {unknown[0]}")
    faults = Faults()
    where = arguments.scratch or memory()
    with tempfile.TemporaryDirectory(prefix="assay-faults-", dir=where) as scratch:
        os.chmod(scratch, 0o755)
        shim = compiled(scratch, arguments.program)
        lab = Lab(arguments.program, shim, scratch, rows=12 if arguments.short else 150)
        plan = Plan(lab, faults, pool_of(arguments.workers), arguments.seed)
        if arguments.short:
            plan.brief()
        else:
            for part in arguments.parts or Plan.PARTS:
                begun, before = time.monotonic(), faults.checked
                print(f"  {part}: {Plan.PARTS[part]}", flush=True)
                getattr(plan, part)()
                faults.tell()
                print(f"    {faults.checked - before} checks in {time.monotonic() - begun:.0f} s",
                      flush=True)
    failed = faults.tell()
    print(f"{faults.checked} checks, {len(faults.kinds)} kinds of faults", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
