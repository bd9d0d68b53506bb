"""Two runs at once, and files that change while a run goes on."""

import os
import pty
import random
import shutil
import signal
import subprocess
import termios
import time

from stops import note
from world import COMPLETE, PREFIX, difference, inside, new_margin, put, snapshot, unwrapped


def two_at_once(world, faults, rounds, seed):
    """Two runs in one workspace: each is complete or refused, and the bytes are of one run."""
    dice = random.Random(seed)
    seen = {}
    for number in range(rounds):
        place = world.fresh("two")
        # Without patience one is refused by name; with it, it waits.
        patience = ["--wait", dice.choice(["0", "0", "5"])]
        runs = []
        for _ in range(2):
            runs.append(world.lab.start(world.words(place) + patience))
            time.sleep(dice.choice([0, 0, 0.002, 0.01]))
        ended = [(unwrapped(r.communicate()[1].decode()), r.returncode) for r in runs]
        statuses = tuple(sorted(status for _, status in ended))
        seen[statuses] = seen.get(statuses, 0) + 1
        wrong, state, stages = world.complaints(place)
        if state != "new":
            wrong.append(f"after two runs the state is {state}")
        if COMPLETE not in statuses:
            wrong.append(f"nobody won: {statuses}")
        for err, status in ended:
            if status != COMPLETE and not (status == 1 and "[db.lock] in use by another run" in err):
                wrong.append(f"one ended with {status}: {err.strip()[-150:]}")
        if patience[1] == "5" and statuses != (COMPLETE, COMPLETE):
            wrong.append("with time to wait, both should be complete")
        if stages:
            wrong.append(f"left {stages}")
        note(faults, wrong + world.after_next(place), "two runs", f"round {number}: {ended}")
    print(f"    ended with {seen}", flush=True)


def two_workspaces(world, faults, rounds, seed):
    """Two workspaces with one output folder: the bytes are of one of them."""
    dice = random.Random(seed)
    models = []
    for margin in ("40", "50"):
        place = world.fresh("model-" + margin)
        new_margin(place / "ws/plans.csv", margin)
        out = place / "shared/out"
        run_to(world, place, out)
        models.append((place, inside(snapshot(place), "shared/out")))
    seen = {}
    for number in range(rounds):
        shared = world.lab.scratch / "shared"
        shutil.rmtree(shared, ignore_errors=True)
        put(shared / "out/keep/notes.txt", "mine")
        runs = []
        for place, _ in models:
            runs.append(world.lab.start(["run", place / "ws", "--quiet", "--output", shared / "out"]))
            time.sleep(dice.choice([0, 0, 0.001, 0.003]))
        ended = [(r.communicate()[1].decode(), r.returncode) for r in runs]
        snap = snapshot(shared)
        out = {n: v for n, v in inside(snap, "out").items() if "/" not in n and n != "keep"}
        state = [i for i, (_, model) in enumerate(models) if model == out]
        wrong = []
        statuses = tuple(sorted(status for _, status in ended))
        if not state:
            wrong.append("the shared output folder is of neither run")
        for err, status in ended:
            if status not in (COMPLETE, 1):
                wrong.append(f"one ended with {status}")
            if status == 1 and not any(w in err for w in ("db.lock", "in use")):
                wrong.append("one failed without saying that another run is writing")
        if COMPLETE not in statuses:
            wrong.append("nobody won")
        if snap.get("out/keep/notes.txt") != b"mine":
            wrong.append("a file of somebody else was lost")
        key = (statuses, "one run" if state else "mixed")
        seen[key] = seen.get(key, 0) + 1
        note(faults, wrong, "two workspaces with one --output",
             f"round {number}: statuses {statuses}, {[e.strip().splitlines()[-1:] for e, _ in ended]}")
    print(f"    ended with {seen}", flush=True)


def run_to(world, place, out):
    ended = world.lab.run(["run", place / "ws", "--quiet", "--output", out])
    if ended.status != COMPLETE:
        raise SystemExit(f"a plain run ends with {ended.status}: {ended.err}")


class Stopped:
    """A run that the shim stops before a call; the caller changes something and lets it go on."""

    def __init__(self, world, place, at, log, words=None):
        self.process = world.lab.start(words or world.words(place), deed="stop", at=at,
                                       under=world.under(place), log=log)
        deadline = time.monotonic() + 20
        self.is_stopped = False
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
            if pid and os.WIFSTOPPED(status):
                self.is_stopped = True
                return
            if pid:
                self.process.returncode = os.waitstatus_to_exitcode(status)
                return
            time.sleep(0.0005)

    def go_on(self):
        if self.is_stopped:
            self.process.send_signal(signal.SIGCONT)
        _, err = self.process.communicate(timeout=30)
        return self.process.returncode, err.decode()


def inputs_change(world, faults, pool, calls):
    """An input changes while it is read: refused, or the outputs are those of one of the two."""
    inputs = [
        ("ws/plans.csv", lambda path: new_margin(path, "50")),
        ("ws/ledger/usage-2026-08.csv", without_last_line),
        ("ws/ledger/usage-2026-08.csv", turned),
        ("ws/multipliers.csv", without_last_line),
    ]
    models = []
    for name, alter in inputs:
        place = world.fresh("model")
        alter(place / name)
        world.must_run(place)
        models.append(snapshot(place))
    names = world.count()
    work = [(at, number) for at in calls if at <= len(names) for number in range(len(inputs))]

    def one(worker, job):
        at, number = job
        name, alter = inputs[number]
        place = world.fresh(worker)
        log = place.parent / f"{worker}.log"
        run = Stopped(world, place, at, log)
        call = log.read_text().strip() if log.exists() else "none"
        log.unlink(missing_ok=True)
        if not run.is_stopped:
            run.go_on()
            return
        alter(place / name)
        status, err = run.go_on()
        snap = snapshot(place)
        wrong = []
        if status == COMPLETE:
            out = world.made(snap)
            if out not in (world.made(world.new), world.made(models[number])):
                wrong.append(f"complete, with outputs of neither input: "
                             f"{difference(out, world.made(models[number]))}"
                             f" / {difference(out, world.made(world.new))}")
        elif status != 1:
            wrong.append(f"ended with {status}")
        elif "changed" not in err:
            wrong.append(f"refused without saying that it changed: {err.strip()[-120:]}")
        elif world.state(snap) != "old":
            wrong.append("refused, and the state is not the old one")
        note(faults, wrong, f"{world.variant}, {name} changes during a run",
             f"stopped before call {call}: status {status} {err.strip()[-200:]}"
             .replace(str(place), ""))

    pool(one, work)


def ledger_of_simulation_changes(world, faults):
    """An export changes before what limits stop is read from it: refused, and nothing is written."""
    def words(place):
        return ["simulate", place / "ws", "--daily-cap", "pro=1", "--budget", "free=1",
                "--output", place / "simulated"]

    place = world.fresh("simulation")
    counted = world.lab.run(words(place), deed="count", under=world.under(place),
                            log=place.parent / "simulation.log")
    again = [i for i, line in enumerate(counted.log, 1)
             if " open " in line and line.endswith("/ledger/usage-2026-08.csv")]
    place = world.fresh("simulation")
    run = Stopped(world, place, again[-1], place.parent / "simulation.log", words(place))
    without_last_line(place / "ws/ledger/usage-2026-08.csv")
    status, err = run.go_on()
    wrong = []
    if not run.is_stopped or status != 1 or "[file.changed]" not in err:
        wrong.append(f"ended with {status}")
    if (place / "simulated").exists():
        wrong.append("refused, and something was written")
    note(faults, wrong, "an export changes during a simulation",
         f"stopped before call {again[-1]} of {len(counted.log)}: {err.strip()[-200:]}".replace(str(place), ""))


def without_last_line(path):
    put(path, b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def turned(path):
    """Another file takes its place, with the same rows the other way round."""
    header, *rows = path.read_bytes().splitlines()
    other = path.parents[2] / "other.csv"
    put(other, b"\n".join([header, *reversed(rows), b""]))
    os.replace(other, path)


def others_write(world, faults, pool, calls):
    """Somebody adds, replaces and removes files of their own in the output folder during a run."""
    names = world.count()

    def one(worker, at):
        place = world.fresh(worker)
        log = place.parent / f"{worker}.log"
        run = Stopped(world, place, at, log)
        call = log.read_text().strip() if log.exists() else "none"
        log.unlink(missing_ok=True)
        if not run.is_stopped:
            run.go_on()
            return
        out = place / world.out
        # As editors save: a new file takes the place of the old one.
        put(out / "notes.txt~", "mine, newer")
        os.rename(out / "notes.txt~", out / "notes.txt")
        put(out / "new.txt", "also mine")
        put(out / "new/new.txt", "mine in a folder")
        put(out / "deep/er/another.txt", "mine in a folder that was there")
        status, err = run.go_on()
        snap = snapshot(place)
        wrong = [f"{n} is left" for n in snap if n.split("/")[-1].startswith(PREFIX)]
        if snap.get(f"{world.out}/notes.txt") != b"mine, newer":
            wrong.append("notes.txt, saved by somebody else meanwhile, is not what was saved")
        # A folder that was made anew after the exchange stands beside the old one.
        for name, value in (("new.txt", b"also mine"), ("new/new.txt", b"mine in a folder"),
                            ("deep/er/notes.txt", b"mine too"),
                            ("deep/er/another.txt", b"mine in a folder that was there")):
            recovered = name.replace("/", ".recovered/", 1)
            if not any(snap.get(f"{world.out}/{n}") == value for n in (name, recovered)):
                wrong.append(f"{name}, written by somebody else meanwhile, was lost")
        if status != COMPLETE:
            wrong.append(f"ended with {status}: {err.strip()[-100:]}".replace(str(place), ""))
        note(faults, wrong, f"{world.variant}, others write during a run",
             f"stopped before call {call}: status {status}".replace(str(place), ""))

    pool(one, [at for at in calls if at <= len(names)])


def full_pipe():
    read, write = os.pipe()
    os.set_blocking(write, False)
    try:
        while True:
            os.write(write, b"x" * 4096)
    except BlockingIOError:
        pass
    os.set_blocking(write, True)
    return read, write


def stopped_terminal():
    """As after Ctrl-S."""
    read, write = pty.openpty()
    termios.tcflow(write, termios.TCOOFF)
    return read, write


def signals_unread(world, faults, numbers=(signal.SIGTERM, signal.SIGINT, signal.SIGHUP)):
    """Signals while the program waits to write where nobody reads."""
    for number in numbers:
        for kind, make in (("a full pipe", full_pipe), ("a stopped terminal", stopped_terminal)):
            for streams in (("out",), ("out", "err")):
                place = world.fresh("pipe")
                read, write = make()
                process = world.lab.start(
                    spoken(world, place), stdout=write,
                    stderr=write if "err" in streams else subprocess.DEVNULL)
                time.sleep(0.5)
                process.send_signal(number)
                begun = time.monotonic()
                wrong = []
                try:
                    process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                if time.monotonic() - begun > 2:
                    wrong.append("not ended within 2 s of a signal")
                elif process.returncode != -number:
                    wrong.append(f"ended with {process.returncode}, not by the signal")
                os.close(read)
                os.close(write)
                wrong += world.complaints(place)[0]
                if any(n.split("/")[-1].startswith(PREFIX) for n in snapshot(place)):
                    wrong.append("left a temporary file")
                note(faults, wrong + world.after_next(place),
                     f"nobody reads std{' and std'.join(streams)}, {kind}", number.name)


def nobody_reads(world, faults):
    """Output that goes nowhere."""
    place = world.fresh("pipe")
    words = spoken(world, place)
    with open("/dev/full", "wb") as full:
        process = world.lab.start(words, stdout=full)
        err = process.communicate()[1].decode()
    wrong = []
    if process.returncode != 1 or "standard output: No space left on device" not in err:
        wrong.append(f"ended with {process.returncode}: {err[-200:]}")
    note(faults, wrong + world.complaints(place)[0] + world.after_next(place),
         "standard output is full", "-")
    read, write = os.pipe()
    os.close(read)
    place = world.fresh("pipe")
    process = world.lab.start(spoken(world, place), stdout=write)
    os.close(write)
    err = process.communicate()[1].decode()
    wrong = [] if process.returncode == 1 else [f"ended with {process.returncode}: {err[-200:]}"]
    note(faults, wrong + world.complaints(place)[0] + world.after_next(place),
         "standard output is closed", "-")


def spoken(world, place):
    """The words of a run that prints its summary."""
    return [w for w in world.words(place) if w != "--quiet"]


def ignored_signals(world, faults):
    """A signal that was ignored from the start, as by nohup, does nothing."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        place = world.fresh("nohup")
        log = world.lab.scratch / "nohup.log"
        ended = world.lab.run(
            world.words(place), deed="signal-wait", at=100, under=str(place), log=log,
            number=int(number), prepare=lambda n=number: signal.signal(n, signal.SIG_IGN))
        wrong, state, _ = world.complaints(place)
        if ended.status != COMPLETE or state != "new":
            wrong.append(f"ended with {ended.status}: {ended.err.strip().splitlines()[-1:]}")
        note(faults, wrong + world.after_next(place),
             "a signal that is ignored (nohup)", number.name)


def dead_run_then_other_output(world, faults):
    """What a killed run left is swept by the next one, also when that writes elsewhere or less."""
    place = world.fresh("other")
    names = world.count()
    # The file has no name yet, where the file system can do so, and its writes go by the folder's.
    at = max(i for i, (name, path) in enumerate(names, 1)
             if name == "write" and "/rated" in path)
    world.lab.run(world.words(place), deed="kill-after", at=at, under=str(place))
    world.lab.run(["run", place / "ws", "--quiet"])
    left = [n for n in snapshot(place) if n.split("/")[-1].startswith(PREFIX)]
    note(faults, [f"{n} is left" for n in left],
         "a run with --rated is killed, the next goes without", f"killed after call {at} {names[at-1]}"
         .replace(str(place), ""))


def dead_run_then_one_month(world, faults):
    """A run is killed just after the folders changed places, and the next run is of one month only."""
    place = world.fresh("month")
    month = ["run", place / "ws", "--quiet", "--period", "2026-08"]
    world.lab.run(month)
    at = world.exchange(world.count(place=place))
    killed = world.lab.run(world.words(place), deed="kill-after", at=at, under=str(place))
    wrong = []
    for words in (month, world.words(place), month, world.words(place)):
        ended = world.lab.run(words)
        if ended.status not in (0, COMPLETE):
            wrong.append(f"a later run ends with {ended.status}")
            break
    snap = snapshot(place)
    if world.state(snap) != "new":
        wrong.append("the state is not new")
    for name in ("ws/out/2026-08/manifest.json", "ws/out/notes.txt", "ws/out/deep/er/notes.txt"):
        if name not in snap:
            wrong.append(f"{name} is gone")
    wrong += [f"{n} is left" for n in snap if n.split("/")[-1].startswith(PREFIX)]
    note(faults, wrong, "killed after the exchange, then a run of one month",
         f"killed with {killed.status} after call {at}; {ended.err.strip().splitlines()[-1:]}"
         .replace(str(place), ""))
