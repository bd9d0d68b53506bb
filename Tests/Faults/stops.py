"""Kills and signals: at every call, and at random moments."""

import random
import signal
import time

from world import COMPLETE

STOPPED = "assay: stopped; nothing changed"


def kill_at_calls(world, faults, pool, calls, deeds=("kill-before", "kill-middle", "kill-after")):
    """Kills at the calls numbered `calls`, before, in the middle of, and after each."""
    names = world.count()
    work = [(at, deed) for at in calls if at <= len(names) for deed in deeds
            if deed != "kill-middle" or names[at - 1][0].startswith(("write", "pwrite"))]

    def one(worker, job):
        at, deed = job
        place = world.fresh(worker)
        ended = world.lab.run(world.words(place), deed=deed, at=at, under=world.under(place),
                              log=place.parent / f"{worker}.log")
        told = f"{world.variant}: {deed} call {at}, {ended.call}"
        wrong, _, _ = world.complaints(place, killed=True)
        if ended.call and ended.status != -signal.SIGKILL:
            wrong.append(f"was not killed but ended with {ended.status}")
        note(faults, wrong + world.after_next(place), f"{world.variant}, {deed}", told)

    pool(one, work)


def kill_at_random(world, faults, pool, count, seed):
    dice = random.Random(seed)
    length = duration(world)
    work = [dice.uniform(0, 1.15 * length) for _ in range(count)]
    seen = {}

    def one(worker, seconds):
        place = world.fresh(worker)
        with world.lab.start(world.words(place)) as process:
            time.sleep(seconds)
            process.kill()
            process.communicate()
        wrong, state, _ = world.complaints(place, killed=True)
        seen[state] = seen.get(state, 0) + 1
        if process.returncode == COMPLETE and state != "new":
            wrong.append("complete, but not the new state")
        note(faults, wrong + world.after_next(place), f"{world.variant}, random kill",
             f"{world.variant}: killed after {seconds:.4f} s (seed {seed})")

    pool(one, work)
    print(f"    {world.variant}: random kills left {seen}", flush=True)


def signal_at_calls(world, faults, pool, calls, deeds=("signal", "signal-wait")):
    """A signal before each of the calls; with `signal-wait` the caller sleeps meanwhile."""
    work = [(at, deed, number) for at in calls for deed in deeds
            for number in ((signal.SIGTERM,) if deed == "signal-wait" else
                           (signal.SIGTERM, signal.SIGINT, signal.SIGHUP))]

    def one(worker, job):
        at, deed, number = job
        place = world.fresh(worker)
        ended = world.lab.run(world.words(place), deed=deed, at=at, under=world.under(place),
                              log=place.parent / f"{worker}.log", number=int(number))
        told = f"{world.variant}: {number.name} at call {at}, {ended.call}"
        # These seconds hold the run up to the call as well, which takes long on a busy machine: how long is seen now.
        if ended.seconds > 2.5 and ended.seconds > 2 + duration(world, f"time-{worker}"):
            faults.add(f"{world.variant}: not ended within 2 s of a signal", told)
        judge(world, faults, place, ended.status, ended.err, number, f"at a call ({deed})", told)

    pool(one, work)


def signal_at_random(world, faults, pool, count, seed):
    dice = random.Random(seed)
    length = duration(world)
    kinds = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    work = [(dice.uniform(0.004, 1.15 * length), dice.choice(kinds)) for _ in range(count)]

    def one(worker, job):
        seconds, number = job
        place = world.fresh(worker)
        with world.lab.start(world.words(place)) as process:
            time.sleep(seconds)
            process.send_signal(number)
            begun = time.monotonic()
            _, err = process.communicate(timeout=30)
        told = f"{world.variant}: {number.name} after {seconds:.4f} s (seed {seed})"
        if time.monotonic() - begun > 2:
            faults.add(f"{world.variant}: not ended within 2 s of a signal", told)
        judge(world, faults, place, process.returncode, err.decode(), number, "at random", told)

    pool(one, work)


def judge(world, faults, place, status, err, number, kind, told):
    wrong, state, stages = world.complaints(place)
    if status == -number:
        # Before `main` there is nobody to speak.
        if state == "old" and STOPPED not in err and err:
            wrong.append(f"ended by the signal with other words: {err.strip()[-100:]}")
        if "[ERROR]" in err:
            wrong.append(f"ended by the signal with the words of a library: {err.strip()[:100]}")
        if STOPPED in err and state != "old":
            wrong.append(f"says nothing changed, and the state is {state.split(' (')[0]}")
        if stages:
            wrong.append("ended by the signal and left a temporary file")
    elif status == COMPLETE:
        if state != "new":
            wrong.append("complete, but not the new state")
    else:
        wrong.append(f"ended with {status} after a signal: {err.strip().splitlines()[-1:]}"
                     .replace(str(place), ""))
    note(faults, wrong + world.after_next(place), f"{world.variant}, signal {kind}", told)


def duration(world, name="time"):
    """How long a run usually takes, in a folder of that name."""
    times = []
    for _ in range(5):
        place = world.fresh(name)
        begun = time.monotonic()
        world.must_run(place)
        times.append(time.monotonic() - begun)
    return sorted(times)[2]


def note(faults, wrong, kind, told):
    faults.count()
    for text in wrong:
        faults.add(f"{kind}: {text}", told)
