"""Errors of single calls, full disks, and limits."""

import errno
import os
import pathlib
import resource
import shutil
import subprocess

from stops import note
from world import COMPLETE, snapshot


ALONE = "this file is new, but the files that belong with it are the previous ones"


def fail_at_calls(world, faults, pool, calls, deeds, stdio=False):
    """`deeds` are pairs of what the shim does and the error it answers with."""
    work = [(at, deed, number) for at in calls for deed, number in deeds]

    def one(worker, job):
        at, deed, number = job
        place = world.fresh(worker)
        ended = world.lab.run(
            world.words(place), deed=deed, at=at, under=world.under(place), error=number,
            log=place.parent / f"{worker}.log", stdio=stdio)
        call = ended.call
        if not call:
            return
        name = pathlib.Path(call[1]).name
        told = (f"{world.variant}: {deed} {errno.errorcode[number]} at call {at}, {call[0]} "
                f"{call[1].removeprefix(str(place))}: status {ended.status}, "
                f"{ended.err.strip().splitlines()[-1:]}".replace(str(place), ""))
        wrong, state, _ = world.complaints(place)
        if ALONE in ended.err and deed == "fail-on":
            # Then nothing can be taken back either; it is said.
            wrong = [w for w in wrong if "rated/rows.csv is not" not in w]
        if not wrong:
            wrong = verdict(place, ended, state, call, number)
        shown = name.removeprefix(".assay-tmp.")
        note(faults, wrong + world.after_next(place),
             f"{world.variant}, {deed} in {call[0]} of "
             f"{'a temporary file of the library' if shown.startswith('tmp.') else shown}", told)

    pool(one, work)


def verdict(place, ended, state, call, number):
    if ended.status == COMPLETE:
        return [] if state == "new" else [f"exit {COMPLETE}, but the state is {state}"]
    if ended.status != 1:
        return [f"ended with {ended.status}"]
    if call[1] == "standard error":
        return []
    wrong = []
    # The C library does not say why it could not read a zone, nor libxlsxwriter why its files failed.
    reasons = [os.strerror(number)]
    if call[1].startswith("/usr/share/zoneinfo"):
        reasons.append(os.strerror(errno.EIO))
    if "/.assay-tmp.work/" in call[1]:
        reasons += [os.strerror(errno.EIO), os.strerror(errno.EINVAL)]
    if not any(r in ended.err for r in reasons):
        wrong.append("exit 1 without the reason in the system's words")
    if call[1] == "standard output":
        return wrong if "standard output" in ended.err else wrong + ["exit 1 without the file's name"]
    # A temporary file of the library goes by the workbook's name; for ever, a later call may be told.
    name = pathlib.Path(call[1]).name
    names = [name, name.removeprefix(".assay-tmp."), "assay-report.xlsx", "assay-details.xlsx", "ledger/usage-", "zoneinfo"]
    if not any(n in ended.err for n in names) and str(place) not in ended.err:
        wrong.append("exit 1 without the file's name")
    if "nothing changed" in ended.err and state == "new":
        wrong.append("says nothing changed, and the state is new")
    return wrong


def short_counts(world, faults, pool):
    """Every read and write does a few bytes only; the outputs are the same."""
    def one(worker, at):
        place = world.fresh(worker)
        ended = world.lab.run(world.words(place), deed="short", at=at, under=world.under(place),
                              timeout=120)
        wrong, state, _ = world.complaints(place)
        if ended.status != COMPLETE or state != "new":
            wrong.append(f"ended with {ended.status}, {state}: {ended.err.strip()[-200:]}")
        note(faults, wrong, f"{world.variant}, short reads and writes", f"from call {at} on")

    pool(one, [1, 200, 400])


SIZES = (0, 1, 100, 600, 1000, 2000, 4000, 8000, 9000, 12_000, 16_000, 30_000, 60_000, 120_000)


def limits(world, faults, pool, sizes=SIZES, descriptors=range(3, 40)):
    """Too few descriptors, and files that may not grow."""
    def one(worker, job):
        which, value = job
        place = world.fresh(worker)

        def prepare():
            resource.setrlimit(which, (value, value))

        ended = world.lab.run(world.words(place), prepare=prepare)
        kind = {resource.RLIMIT_FSIZE: "file size", resource.RLIMIT_NOFILE: "descriptors"}[which]
        told = f"{kind} limited to {value}: status {ended.status} {ended.err.strip()[-150:]}"
        wrong, state, _ = world.complaints(place)
        if ended.status == 1:
            reasons = ("File too large", "Too many open files", "error while loading")
            if not any(r in ended.err for r in reasons):
                wrong.append("exit 1 without the reason in the system's words")
        elif ended.status == COMPLETE:
            if state != "new":
                wrong.append(f"exit {COMPLETE}, but the state is {state}")
        elif ended.status != 127:
            wrong.append(f"ended with {ended.status}")
        note(faults, wrong + world.after_next(place), f"{world.variant}, limit of {kind}", told)

    pool(one, [(resource.RLIMIT_FSIZE, s) for s in sizes]
         + [(resource.RLIMIT_NOFILE, n) for n in descriptors])


def full_disk(world, faults, step_kib=8):
    """A small disk with less and less room, until there is none; needs the right to mount."""
    disk = world.lab.scratch / "disk"
    disk.mkdir(exist_ok=True)
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", disk],
                           capture_output=True, text=True)
    if tried.returncode != 0:
        print(f"    not done: no tmpfs can be mounted ({tried.stderr.strip()})", flush=True)
        return
    refused = 0
    try:
        place = disk / "work"
        shutil.copytree(world.template, place, symlinks=True)
        before = shutil.disk_usage(disk).free
        world.must_run(place)
        # Twice the files of a run, as the old ones stand beside them, and the library's own files.
        need = 2 * (before - shutil.disk_usage(disk).free) + 1024 * 1024
        for room in range(0, need // 1024, step_kib):
            shutil.rmtree(place)
            shutil.copytree(world.template, place, symlinks=True)
            filler = disk / "filler"
            with open(filler, "wb") as file:
                left = shutil.disk_usage(disk).free - room * 1024
                file.write(b"\0" * max(0, left))
            ended = world.lab.run(world.words(place))
            filler.unlink()
            wrong, state, _ = world.complaints(place)
            told = f"{room} KiB left: status {ended.status}: {ended.err.strip()[-160:]}"
            if ended.status == 1:
                refused += 1
                if os.strerror(errno.ENOSPC) not in ended.err:
                    wrong.append("exit 1 without the reason")
                if state != "old":
                    wrong.append(f"exit 1, and the state is {state}")
                if any(n.split("/")[-1].startswith(".assay-tmp.") for n in snapshot(place)):
                    wrong.append("left a temporary file")
            elif ended.status != COMPLETE or state != "new":
                wrong.append(f"ended with {ended.status} and the state {state}")
            note(faults, wrong + world.after_next(place), "full disk", told)
    finally:
        subprocess.run(["umount", disk], check=False)
    print(f"    refused with less than the room it needs {refused} times", flush=True)
    if refused == 0:
        faults.add("full disk: nothing was ever refused, so nothing was tested", str(need))
