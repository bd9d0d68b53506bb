"""Worlds that are refused by name, within seconds, with nothing changed."""

import gzip
import io
import os
import shutil
import socket
import stat
import struct
import subprocess
import zipfile

from stops import note
from world import DATABASE, PREFIX, difference, put, snapshot

LEDGER = "ws/ledger/usage-2026-08.csv"


def ledger(place):
    return (place / LEDGER).read_bytes()


def replace(path, make):
    path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)
    make(path)


def bad_socket(path):
    bound = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        bound.bind(path.name)
    finally:
        os.chdir(here)
        bound.close()


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("usage.csv", content)
    return file.getvalue()


def bomb(place):
    """A gzip file of a good header and then 300 MB of nothing."""
    file = io.BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as stream:
        stream.write(ledger(place).splitlines(keepends=True)[0])
        for _ in range(300):
            stream.write(b"0" * 1_000_000)
    return file.getvalue()


def long_gzip(place):
    return gzip.compress(ledger(place), mtime=0)


def changed_end(packed, at, value):
    cut = bytearray(packed)
    struct.pack_into("<I", cut, len(cut) + at, value)
    return bytes(cut)


def write(name, content):
    return lambda place: put(place / name, content(place) if callable(content) else content)


def instead(name, make):
    return lambda place: replace(place / name, make)


def link(name, target):
    def make(place):
        path = place / name
        if path.is_symlink() or path.exists():
            path.unlink() if path.is_file() or path.is_symlink() else shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, path)
    return make


def named(old, new):
    """Gives a file a name in bytes."""
    def make(place):
        path = os.fsencode(place) + b"/" + new
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.rename(place / old, path)
    return make


def both(*steps):
    def make(place):
        for step in steps:
            step(place)
    return make


def extra(name, make):
    return lambda place: make(place / name)


ZERO = os.makedev(1, 5)
AS_ROOT = os.geteuid() == 0

# What is done to the workspace, the words that must be said, and more words for the command line.
REFUSED = {
    "a FIFO as an export": (extra("ws/ledger/a.csv", os.mkfifo), ["ledger/a.csv", "file.open"]),
    "a FIFO as a compressed export": (
        extra("ws/ledger/a.csv.gz", os.mkfifo), ["ledger/a.csv.gz", "file.open"]),
    "a socket as an export": (extra("ws/ledger/a.csv", bad_socket), ["ledger/a.csv", "file.open"]),
    "a link to an endless device": (
        link("ws/ledger/a.csv", "/dev/zero"), ["ledger/a.csv", "file.open"]),
    "a link to nowhere": (link("ws/ledger/a.csv", "b.csv"), ["ledger/a.csv", "file.open"]),
    "a loop of links": (
        both(link("ws/ledger/a.csv", "b.csv"), link("ws/ledger/b.csv", "a.csv")),
        ["ledger/a.csv"]),
    "a link to itself": (link("ws/ledger/a.csv", "a.csv"), ["ledger/a.csv"]),
    "a link out of the workspace": (
        link("ws/ledger/a.csv", "/etc/passwd"), ["ledger/a.csv", "file.open"]),
    "a bomb": (write("ws/ledger/a.csv.gz", bomb), ["ledger/a.csv.gz", "gz.bomb"]),
    "a cut gzip file": (
        write("ws/ledger/a.csv.gz", lambda p: long_gzip(p)[:-20]), ["ledger/a.csv.gz", "gz.cut"]),
    "a gzip file cut in its trailer": (
        write("ws/ledger/a.csv.gz", lambda p: long_gzip(p)[:-3]), ["ledger/a.csv.gz", "gz.cut"]),
    "a gzip file of only a magic": (
        write("ws/ledger/a.csv.gz", b"\x1f\x8b"), ["ledger/a.csv.gz", "gz."]),
    "a gzip file with a wrong checksum": (
        write("ws/ledger/a.csv.gz", lambda p: changed_end(long_gzip(p), -8, 1)),
        ["ledger/a.csv.gz", "gz."]),
    "a gzip file with a wrong length": (
        write("ws/ledger/a.csv.gz", lambda p: changed_end(long_gzip(p), -4, 1)),
        ["ledger/a.csv.gz", "gz."]),
    "bytes after a gzip file": (
        write("ws/ledger/a.csv.gz", lambda p: long_gzip(p) + b"more"),
        ["ledger/a.csv.gz", "gz.trailing"]),
    "a zip file under .csv": (
        write("ws/ledger/a.csv", lambda p: zipped(ledger(p))), ["ledger/a.csv", "file.kind", "ZIP"]),
    "a Parquet file under .csv": (
        write("ws/ledger/a.csv", b"PAR1\x15\x04\x15\x20" * 40), ["ledger/a.csv", "file.kind"]),
    "UTF-16 with a mark": (
        write("ws/ledger/a.csv", lambda p: ledger(p).decode().encode("utf-16")),
        ["ledger/a.csv", "enc.utf16"]),
    "UTF-16 without a mark": (
        write("ws/ledger/a.csv", lambda p: ledger(p).decode().encode("utf-16-be")),
        ["ledger/a.csv", "enc.utf16"]),
    "UTF-32": (
        write("ws/ledger/a.csv", lambda p: ledger(p).decode().encode("utf-32")),
        ["ledger/a.csv", "enc.utf16"]),
    "an empty export": (write("ws/ledger/a.csv", b""), ["ledger/a.csv", "file.empty"]),
    "an export of zeros": (write("ws/ledger/a.csv", b"\0" * 5000), ["ledger/a.csv"]),
    "an export that is one long line": (write("ws/ledger/a.csv", b"x" * 5_000_000), ["ledger/a.csv"]),
    "an export without its header": (
        write("ws/ledger/a.csv", lambda p: b"".join(ledger(p).splitlines(keepends=True)[1:])),
        ["ledger/a.csv", "csv."]),
    "a quote that never ends": (
        write("ws/ledger/a.csv",
              lambda p: ledger(p).splitlines(keepends=True)[0] + b'"' + ledger(p)),
        ["ledger/a.csv", "csv.open"]),
    "an export called in no UTF-8": (
        named(LEDGER, b"ws/ledger/\xff.csv"), ["ledger/\\xff.csv", "file.name"]),
    "a folder of exports called in no UTF-8": (
        named(LEDGER, b"ws/ledger/\xff/a.csv"), ["ledger/\\xff", "file.name"]),
    "a price book called in no UTF-8": (
        named("ws/prices/vendors.csv", b"ws/prices/\xff.csv"), ["prices/\\xff.csv", "file.name"]),
    "the ledger is a file": (instead("ws/ledger", lambda p: p.write_bytes(b"x")), ["ledger"]),
    "the ledger is a FIFO": (instead("ws/ledger", os.mkfifo), ["ledger"]),
    "the ledger is a link to itself": (link("ws/ledger", "ledger"), ["ledger"]),
    "the prices are a FIFO": (instead("ws/prices", os.mkfifo), ["prices"]),
    "the prices are a link to themselves": (link("ws/prices", "prices"), ["prices"]),
    "a price book is a FIFO": (extra("ws/prices/a.csv", os.mkfifo), ["prices/a.csv", "file.open"]),
    "a price book is a link to an endless device": (
        link("ws/prices/a.csv", "/dev/zero"), ["prices/a.csv", "file.open"]),
    "a price book is a loop of links": (link("ws/prices/a.csv", "a.csv"), ["prices/a.csv"]),
    "a price book is UTF-16": (
        write("ws/prices/a.csv", lambda p: (p / "ws/prices/vendors.csv").read_text().encode("utf-16")),
        ["prices/a.csv"]),
    "a price book is empty": (write("ws/prices/a.csv", b""), ["prices/a.csv", "file.empty"]),
    "the settings are a FIFO": (instead("ws/assay.json", os.mkfifo), ["assay.json", "file.open"]),
    "the settings are a folder": (instead("ws/assay.json", os.mkdir), ["assay.json", "file.open"]),
    "the settings are cut": (
        write("ws/assay.json", lambda p: (p / "ws/assay.json").read_bytes()[:-3]), ["assay.json"]),
    "the settings are deep": (write("ws/assay.json", b"[" * 100_000), ["assay.json"]),
    "the settings name no zone": (
        write("ws/assay.json", b'{"time_zone": "../../etc/passwd"}'), ["assay.json", "cfg.zone"]),
    "the plans are a FIFO": (instead("ws/plans.csv", os.mkfifo), ["plans.csv", "file.open"]),
    "the plans are a folder": (instead("ws/plans.csv", os.mkdir), ["plans.csv", "file.open"]),
    "the plans are a link to nowhere": (
        link("ws/plans.csv", "nowhere.csv"), ["plans.csv"]),
    "the plans are a zip file": (
        write("ws/plans.csv", lambda p: zipped(b"tier")), ["plans.csv"]),
    "the output is a file": (instead("ws/out", lambda p: p.write_bytes(b"x")), ["out", "out.write"]),
    "the output is a FIFO": (instead("ws/out", os.mkfifo), ["out", "out.write"]),
    "the output is a link to itself": (link("ws/out", "out"), ["out"]),
    "the output is a link to nowhere": (link("ws/out", "nowhere"), ["out"]),
    "the output is blocked by a folder": (
        both(instead("ws/out/facts.csv", os.mkdir), write("ws/out/facts.csv/x", b"x")),
        ["out/facts.csv", "out.write"]),
    "the output is somebody else's": (
        instead("ws/out/manifest.json", lambda p: None), ["out.exists"]),
    "the stage's name is a file": (write("ws/.assay-tmp.out", b"mine"), [".assay-tmp.out"]),
    "the stage's name is a FIFO": (extra("ws/.assay-tmp.out", os.mkfifo), [".assay-tmp.out"]),
    "the stage's name is a link": (
        both(write("elsewhere/facts.csv", b"mine"), link("ws/.assay-tmp.out", "../elsewhere")),
        [".assay-tmp.out"]),
    "a loop of folders in the ledger": (link("ws/ledger/deep", "."), ["ledger/deep", "file.open"]),
    "an empty folder called like an export": (
        extra("ws/ledger/a.csv", os.mkdir), ["ledger/a.csv", "file.open"]),
    "the workspace is a file": (instead("ws", lambda p: p.write_bytes(b"x")), ["ws", "not a folder"]),
    "the workspace is a FIFO": (instead("ws", os.mkfifo), ["ws", "not a folder"]),
    "the workspace is a link to itself": (link("ws", "ws"), ["ws"]),
    "no workspace": (instead("ws", lambda p: None), ["ws", "no such folder"]),
    "no rated folder": (
        lambda place: None, ["rated"], ["--rated", "{place}/ws/plans.csv/deep/rated.csv"]),
    "rated is a FIFO": (
        extra("fifo.csv", os.mkfifo), ["fifo.csv", "out.write"], ["--rated", "{place}/fifo.csv"]),
    "rated is a loop of links": (
        link("loop.csv", "loop.csv"), ["loop.csv"], ["--rated", "{place}/loop.csv"]),
    "rated is a folder": (
        lambda place: None, ["deep", "out.write"], ["--rated", "{place}/ws/out/deep"]),
}
if AS_ROOT:
    REFUSED["a device as an export"] = (
        extra("ws/ledger/a.csv", lambda p: os.mknod(p, stat.S_IFCHR | 0o666, ZERO)),
        ["ledger/a.csv", "file.open"])


def chmod(name, mode):
    return lambda place: os.chmod(place / name, mode)


# The same for a user who is not the superuser, whom permissions bind.
FORBIDDEN = {
    "an export that may not be read": (chmod(LEDGER, 0), [LEDGER[3:], "file.open", "Permission denied"]),
    "a book that may not be read": (chmod("ws/plans.csv", 0), ["plans.csv", "Permission denied"]),
    "a ledger that may not be read": (chmod("ws/ledger", 0), ["ledger", "Permission denied"]),
    "a workspace that may not be read": (chmod("ws", 0), ["ws", "Permission denied"]),
    "a workspace that may not be entered": (chmod("ws", 0o444), ["Permission denied"]),
    "a read-only output": (chmod("ws/out", 0o555), ["out", "out.write", "Permission denied"]),
    "a read-only workspace without output": (
        both(lambda p: shutil.rmtree(p / "ws/out"), chmod("ws", 0o555)),
        ["ws", "out.write", "Permission denied"]),
}

# Worlds that look bad and are none: a complete run, and nothing of others lost.
ACCEPTED = {
    "a FIFO of somebody else in the output": extra("ws/out/mine", os.mkfifo),
    "a socket of somebody else in the output": extra("ws/out/mine", bad_socket),
    "a name that is not UTF-8 in the output": lambda p: put(
        os.fsdecode(os.fsencode(p) + b"/ws/out/\xff\xfe.txt"), b"mine"),
    "a folder whose name is not UTF-8 in the output": lambda p: put(
        os.fsdecode(os.fsencode(p) + b"/ws/out/\xff\xfe/mine.txt"), b"mine"),
    "a name with a line end in the output": write("ws/out/a\nb.txt", b"mine"),
    "a loop of links in the output": link("ws/out/loop", "loop"),
    "a link to a folder above in the output": link("ws/out/up", ".."),
    "an export that is a link within the ledger": both(
        write("ws/ledger/deep/a.csv", b""),
        lambda p: (p / "ws/ledger/deep/a.csv").unlink(),
        link("ws/ledger/deep/a.csv", "../usage-2026-08.csv")),
    "a read-only file of somebody else in the output": both(
        write("ws/out/mine", b"mine"), chmod("ws/out/mine", 0o400)),
}


def refused(world, faults, pool, names=None):
    def one(worker, name):
        make, said, *more = REFUSED[name]
        place = world.fresh(worker)
        make(place)
        words = world.words(place) + [w.replace("{place}", str(place)) for w in (more or [[]])[0]]
        check(world, faults, place, name, words, said)

    pool(one, list(names or REFUSED))


def check(world, faults, place, name, words, said, user=None):
    before = snapshot(place)
    ended = world.lab.run(words, timeout=10, user=user)
    wrong = []
    if ended.status != 1:
        wrong.append(f"ended with {ended.status}")
    elif ended.seconds > 5:
        wrong.append(f"took {ended.seconds:.1f} s")
    missing = [s for s in said if s not in ended.err]
    if ended.status == 1 and missing:
        wrong.append(f"does not say {', '.join(missing)}")
    after = snapshot(place)
    if after != before:
        wrong.append(f"changed {difference(before, after)}")
    note(faults, wrong, f"bad world: {name}", ended.err.strip()[-300:].replace(str(place), ""))


def forbidden(world, faults):
    users = 65534 if AS_ROOT else None
    for name, (make, said) in FORBIDDEN.items():
        place = world.fresh("user")
        if users:
            for folder, _, files in os.walk(place):
                for entry in [folder, *(os.path.join(folder, f) for f in files)]:
                    os.lchown(entry, users, -1)
        make(place)
        try:
            check(world, faults, place, name, world.words(place), said, user=users)
        finally:
            for step in ("ws", "ws/ledger", "ws/out"):
                if (place / step).exists():
                    os.chmod(place / step, 0o755)


def accepted(world, faults, pool):
    def one(worker, name):
        place = world.fresh(worker)
        ACCEPTED[name](place)
        kept = keep(world, place)
        wrong = []
        for turn in ("first", "second"):
            ended = world.lab.run(world.words(place), timeout=10)
            if ended.status not in (0, 2):
                wrong.append(f"the {turn} run ended with {ended.status}")
            now = keep(world, place)
            if now != kept:
                wrong.append(f"the {turn} run lost or changed {difference(kept, now)}")
        note(faults, wrong, f"strange, but no fault: {name}",
             ended.err.strip()[-300:].replace(str(place), ""))

    pool(one, list(ACCEPTED))


def keep(world, place):
    """All that is not ours."""
    return {n: v for n, v in snapshot(place).items()
            if n != DATABASE and not (n.startswith("ws/out/") and n[len("ws/out/"):] in world.ours)}


def mounts(world, faults):
    """Output folders that cannot change places: each is written all the same, or refused by name."""
    if not AS_ROOT:
        print("    not done: mounting needs the superuser", flush=True)
        return
    for kind in ("bind", "tmpfs", "overlay", "read-only"):
        place = world.fresh("mount")
        at = place / "ws/out"
        lower = place.parent / "lower"
        shutil.rmtree(lower, ignore_errors=True)
        if kind == "bind":
            shutil.copytree(at, lower, symlinks=True)
            command = ["--bind", lower, at]
        elif kind == "tmpfs":
            command = ["-t", "tmpfs", "none", at]
        elif kind == "read-only":
            command = ["-t", "tmpfs", "-o", "ro", "none", at]
        else:
            shutil.move(place / "ws", lower)
            room = place.parent / "overlay"
            shutil.rmtree(room, ignore_errors=True)
            # The upper layer lies on a disk that can be one.
            room.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "none", room], check=True)
            (room / "upper").mkdir()
            (room / "work").mkdir()
            at = place / "ws"
            at.mkdir()
            command = ["-t", "overlay", "-o",
                       f"lowerdir={lower},upperdir={room}/upper,workdir={room}/work", "none", at]
        tried = subprocess.run(["mount", *command], capture_output=True, text=True)
        try:
            if tried.returncode != 0:
                print(f"    not done: {kind} ({tried.stderr.strip()})", flush=True)
                continue
            wrong = []
            ended = world.lab.run(world.words(place), timeout=10)
            told = f"status {ended.status}: {ended.err.strip()[-200:]}".replace(str(place), "")
            if kind == "read-only":
                if ended.status != 1 or "Read-only file system" not in ended.err:
                    wrong.append(f"ended with {ended.status}")
            else:
                if ended.status != 2 or world.state(snapshot(place)) != "new":
                    wrong.append(f"ended with {ended.status} and the state "
                                 f"{world.state(snapshot(place)).split(':')[0]}")
                if any(n.split("/")[-1].startswith(PREFIX) for n in snapshot(place)):
                    wrong.append("left a temporary file")
            note(faults, wrong, f"the output on a mount ({kind})", told)
        finally:
            if tried.returncode == 0:
                subprocess.run(["umount", at], check=False)
            if kind == "overlay":
                subprocess.run(["umount", room], check=False)
