"""What is written besides the reports of a run: rows of books and forecasts, together, and as the program says."""

import errno
import os
import resource
import shutil
import signal
import subprocess

from races import Stopped
from stops import STOPPED, note
from world import COMPLETE, PREFIX, inside, put, snapshot

CATALOG = """{"gpt-x": {"input_cost_per_token": 3e-06, "litellm_provider": "openai"},
 "openai/gpt-x": {"input_cost_per_token": 3e-06, "litellm_provider": "openai"}}
"""
BOOKS = ["ws/aliases.csv", "ws/derivations.csv", "ws/price-sources.csv", "ws/prices/litellm.csv"]
MULTIPLIERS = ["ws/multipliers.csv"]


class Command:
    """A command and what it writes: each part, in their order, with how it is called when it is in its place."""

    def __init__(self, words, parts):
        self.words, self.parts = words, parts

    def typed(self, place):
        return [word.replace("{place}", str(place)) for word in self.words]

    def state(self, snap, old, new):
        """`old`, `new` or `mixed` for each part."""
        states = []
        for _, names in self.parts:
            names = [n for n in snap.keys() | old.keys() | new.keys()
                     if not any(p.startswith(PREFIX) for p in n.split("/"))
                     and any(n == part or n.startswith(part + "/") for part in names)
                     and (old.get(n) != new.get(n) or snap.get(n) != new.get(n))
                     and (old.get(n) or new.get(n)) != ("folder",)]
            states.append("new" if all(snap.get(n) == new.get(n) for n in names) else
                          "old" if all(snap.get(n) == old.get(n) for n in names) else "mixed")
        return states


COMMANDS = {
    "import": Command(
        ["prices", "import", "{place}/ws", "{place}/catalog.json", "--as-of", "2026-09-01"],
        [("every file", BOOKS)]),
    "approve": Command(
        ["multipliers", "approve", "{place}/ws", "8", "--by", "cfo@example.test", "--at",
         "2026-09-30T00:00:00Z"],
        [("the decision", MULTIPLIERS)]),
    "propose": Command(
        ["simulate", "{place}/ws", "--set", "tier:pro=1.9", "--save-as-proposal", "--by",
         "pm@example.test", "--reason", "trial", "--quiet", "--output", "{place}/trial"],
        [("every file", ["trial"]), ("the proposal", MULTIPLIERS)]),
    "forecast": Command(["forecast", "{place}/ws", "--quiet"], [("every file", ["ws/out/forecast"])]),
}


def fresh(world, worker):
    place = world.fresh(worker)
    put(place / "catalog.json", CATALOG)
    return place


def start_of(world, command):
    """The states before and after, and the calls in between."""
    place = fresh(world, "books")
    old = snapshot(place)
    ended = world.lab.run(command.typed(place), deed="count", under=str(place),
                          log=place.parent / "books.log")
    new = snapshot(place)
    if ended.status not in (0, COMPLETE) or "mixed" in command.state(new, old, new) or old == new:
        raise SystemExit(f"{command.words[0]} ends with {ended.status}: {ended.err}")
    return old, new, [tuple(line.split(" ", 2)[1:]) for line in ended.log]


def writes_fail(world, faults, pool, step=1, names=tuple(COMMANDS)):
    """Every one of the last sixty calls that follow a change fails, or is the last before a signal."""
    deeds = [("fail-once", errno.EIO), ("fail-growth", errno.ENOSPC), ("signal-wait", 0)]
    for name in names:
        command = COMMANDS[name]
        old, new, calls = start_of(world, command)
        first = min(i for i, (call, path) in enumerate(calls, 1)
                    if call in ("write", "link", "mkdir") or PREFIX in path)
        # Before them lie the files of a simulation, which are made as those of a run are.
        calls_from = max(first, len(calls) - 60)
        work = [(at, *deed) for at in range(calls_from, len(calls) + 1, step) for deed in deeds]

        def one(worker, job):
            at, deed, number = job
            place = fresh(world, worker)
            ended = world.lab.run(
                command.typed(place), deed=deed, at=at, under=str(place), error=number,
                number=int(signal.SIGTERM), log=place.parent / f"{worker}.log")
            snap = snapshot(place)
            wrong = verdict(command, ended, command.state(snap, old, new))
            left = [n for n in snap if n.split("/")[-1].startswith(PREFIX)]
            if left:
                wrong.append(f"left {len(left)} temporary files")
            if deed != "signal-wait" and snap.get("ws/out/forecast") and not inside(snap, "ws/out/forecast"):
                wrong.append("left an empty folder")
            note(faults, wrong, f"{name}, {deed}",
                 f"call {at} {ended.call}: status {ended.status} {ended.err.strip()[-220:]}"
                 .replace(str(place), ""))

        pool(one, work)


def verdict(command, ended, states):
    """Whether what is said is what is there."""
    wrong = ["a part is neither old nor new"] if "mixed" in states else []
    done = [part for (part, _), state in zip(command.parts, states) if state == "new"]
    missing = [part for (part, _), state in zip(command.parts, states) if state != "new"]
    if ended.status in (0, COMPLETE):
        return wrong + ([f"exit {ended.status} without {missing}"] if missing else [])
    if ended.status not in (1, -signal.SIGTERM):
        return wrong + [f"ended with {ended.status}"]
    # Before `main` there is nobody to speak.
    if not ended.err and not done:
        return wrong
    # A signal may be answered while the last line of the answer is being written.
    said = "; ".join(ended.err.strip().splitlines()[-2:])
    verb = ("has" if len(done) == 1 else "have") if ended.status == 1 else "had"
    if done:
        words = f"{' and '.join(done)} {verb} been written"
        words += "".join(f", {part} {verb} not" for part in missing)
        if words not in said:
            wrong.append(f"does not say that {words}: {said}")
    elif "been written" in said:
        wrong.append(f"says that something was written, and nothing was: {said}")
    elif ended.status != 1 and STOPPED not in said:
        wrong.append(f"does not say that nothing changed: {said}")
    return wrong


def small_disk(world, faults):
    """An import for which the disk has less and less room; needs the right to mount."""
    command = COMMANDS["import"]
    old, new, _ = start_of(world, command)
    disk = world.lab.scratch / "small"
    disk.mkdir(exist_ok=True)
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", disk], capture_output=True)
    if tried.returncode != 0:
        print("    not done: no tmpfs can be mounted", flush=True)
        return
    refused = 0
    try:
        for room in range(0, 64, 4):
            place = disk / "work"
            shutil.copytree(world.template, place, symlinks=True)
            put(place / "catalog.json", CATALOG)
            with open(disk / "filler", "wb") as file:
                file.write(b"\0" * max(0, shutil.disk_usage(disk).free - room * 1024))
            ended = world.lab.run(command.typed(place))
            wrong = verdict(command, ended, command.state(snapshot(place), old, new))
            refused += ended.status == 1
            note(faults, wrong, "import, full disk", f"{room} KiB left: {ended.err.strip()[-200:]}")
            shutil.rmtree(place)
            os.unlink(disk / "filler")
    finally:
        subprocess.run(["umount", disk], check=False)
    if refused == 0:
        faults.add("import, full disk: nothing was ever refused", "")


def two_forecasts(world, faults):
    """A second forecast is kept out while one puts its files in their places, and then the first goes on."""
    command = COMMANDS["forecast"]
    _, new, calls = start_of(world, command)
    at = max(i for i, (call, path) in enumerate(calls, 1) if call in ("link", "rename"))
    place = fresh(world, "forecasts")
    first = Stopped(world, place, at, place.parent / "forecasts.log", command.typed(place))
    second = world.lab.run(command.typed(place) + ["--wait", "0"])
    status, err = first.go_on()
    wrong = []
    if second.status != 1 or "[db.lock]" not in second.err:
        wrong.append(f"the second ended with {second.status}: {second.err.strip()[-100:]}")
    if status not in (0, COMPLETE) or inside(snapshot(place), "ws/out/forecast") != inside(new, "ws/out/forecast"):
        wrong.append(f"the first ended with {status}: {err.strip()[-100:]}")
    note(faults, wrong, "two forecasts", f"stopped at call {at}")


def book_changes(world, faults):
    """Whole files that somebody rewrites, as long and as old as before, while they are read, and others that are replaced in one
    step, as our own books are: what was opened is one version then."""
    rows = "".join(f"openai,m{n},input,1,1000000,standard,,,2026-01-01,,2026-01-01,x\n" for n in range(2000))
    head = "provider,model,unit_class,price_usd,per,service_tier,region,context_over,effective_from,effective_to,recorded_at,source\n"
    series = "id,step,value\n" + "".join(f"a,{n},{n % 7}\n" for n in range(1, 9000))
    blank = " " * 80_000
    buckets = ("start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,output_tokens,"
               "input_cached_tokens,input_uncached_tokens\n"
               "1785542400,1785628800,1,gpt-5-mini,FALSE,default,1000,200,0,1000\n")
    cases = {
        "ws/ledger/buckets.csv": (buckets, ["check", "{place}/ws"]),
        "ws/prices/large.csv": (head + rows, ["check", "{place}/ws"]),
        "large.csv": (head + rows, ["prices", "diff", "{place}/large.csv", "{place}/ws/prices/vendors.csv"]),
        "series.csv": (series, ["forecast", "--series", "{place}/series.csv", "--output", "{place}/ahead.csv"]),
        "scenario.json": ('{"scenarios": []' + blank + "}", ["simulate", "{place}/ws", "{place}/scenario.json"]),
        "catalog.json": (CATALOG[:-2] + blank + "}\n", ["prices", "import", "{place}/ws", "{place}/catalog.json"]),
    }
    for name, (text, words) in cases.items():
        command = Command(words, [])
        place = fresh(world, "rewritten")
        put(place / name, text)
        log = place.parent / "rewritten.log"
        log.unlink(missing_ok=True)
        ended = world.lab.run(command.typed(place), deed="count", under=str(place), log=log)
        reads = [i for i, line in enumerate(ended.log, 1)
                 if line.split(" ", 2)[1] == "pread" and line.endswith("/" + name)]
        # Usage by bucket is read for what it says, and then for its digest.
        is_bucket = "ledger" in name
        changed = text.replace("1", "2").replace("  ", "\t ")
        for is_replaced in [False] if is_bucket else [False, True]:
            place = fresh(world, "rewritten")
            put(place / name, text)
            run = Stopped(world, place, reads[-1 if is_bucket else 1], log, command.typed(place))
            if is_replaced:
                put(place / "aside", changed)
                os.replace(place / "aside", place / name)
            else:
                # With its size and its times set back, only the time of the change itself tells.
                before = (place / name).stat()
                put(place / name, changed)
                os.utime(place / name, ns=(before.st_atime_ns, before.st_mtime_ns))
            status, err = run.go_on()
            is_told = status == 1 and "[file.changed]" in err
            is_right = status == ended.status if is_replaced else is_told
            note(faults, [] if is_right else [f"ended with {status}"],
                 f"{name} is {'replaced' if is_replaced else 'rewritten'} while it is read", err.strip()[-200:])


def poor_systems(world, faults):
    """Without /proc, and with too few threads, it is said what is missing; needs the superuser."""
    if os.geteuid() != 0:
        print("    not done: other users and mounts need the superuser", flush=True)
        return
    place = fresh(world, "poor")
    words = ["check", str(place / "ws")]
    without = subprocess.run(
        ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh", world.lab.program,
         *words], capture_output=True, text=True, timeout=30)
    if "unshare" in without.stderr or "mount:" in without.stderr:
        print(f"    not done: {without.stderr.strip()}", flush=True)
    else:
        wrong = [] if without.returncode == 1 and "/proc: error: [io] not mounted" in without.stderr else [
            f"ended with {without.returncode}"]
        note(faults, wrong, "no /proc", without.stderr[:200])
    for threads in (1, 2, 3, 5):
        ended = world.lab.run(
            words, user=64_990, timeout=10,
            prepare=lambda: resource.setrlimit(resource.RLIMIT_NPROC, (threads, threads)))
        wrong = [] if ended.status == 1 and "cannot start a thread: Resource temp" in ended.err else [
            f"ended with {ended.status}"]
        note(faults, wrong, f"{threads} threads", ended.err[:200])
