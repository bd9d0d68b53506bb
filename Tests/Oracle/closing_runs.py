"""Runs the program on workspaces that are closed, and compares folders byte for byte."""
import collections
import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SECONDS = 120
HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ("sequence,kind,period,number,at,by,reason,accepted,manifest,manifest_sha256,restates,previous_sha256,row_sha256").split(",")
ALL_KINDS = "unpriced,rejected,conflict,critical"
# What a run derives: never part of the truth of a workspace.
DERIVED = ("out", "assay.db", "assay.db-wal", "assay.db-shm", "assay.db-journal")


class Ended:
    """How a command ended. `text`: both streams on one line, since the program wraps between words."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err
        self.text = " ".join((out + " " + err).split())

    def __str__(self):
        return f"exit {self.status}: {self.text[:420]}"

    def says(self, *words):
        return all(word.lower() in self.text.lower() for word in words)


def digest(data):
    return hashlib.sha256(data).hexdigest()


def snapshot(folder, is_exact=False):
    """Path to bytes (of a link its target, of a folder nothing). `is_exact`: also inode and time of change of files and folders."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files, *([""] if place == str(folder) else [])]:
            path = pathlib.Path(place, name)
            kind = path.lstat()
            data = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
            found[str(path.relative_to(folder))] = (data, kind.st_ino, kind.st_mtime_ns) if is_exact else data
    return found


def changed(before, after):
    """The paths by which two snapshots differ, a few of them."""
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")


def truth(folder):
    """The snapshot without what runs derive and without closes."""
    return {name: data for name, data in snapshot(folder).items()
            if not name.startswith(".assay-tmp") and name.split("/")[0] not in (*DERIVED, "closes", "closes.csv", ".", "signers", "key")}


def table(path):
    """The rows of a file, none if it does not exist."""
    path = pathlib.Path(path)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))) if path.exists() else []


class Lab:
    """The program, another that only runs (never closes), and a folder to work in."""

    def __init__(self, program, runner, room):
        self.room = pathlib.Path(room)
        self.room.mkdir(parents=True, exist_ok=True)
        # Copies, which a build cannot change meanwhile.
        self.program, self.runner = (shutil.copy(path, self.room / name) for path, name in ((program, "assay"), (runner, "runner")))
        self.tally, self.temporary = collections.Counter(), tempfile.mkdtemp(dir=self.room)
        self.number, self.notes = 0, {}

    def fresh(self, source=None, name=None):
        """A new folder, empty or a copy with the times of its files."""
        self.number += 1
        folder = self.room / f"{self.number}" / (name or "shop")
        if source is None:
            folder.mkdir(parents=True)
        else:
            shutil.copytree(source, folder, symlinks=True)
        return folder

    def drop(self, folder):
        shutil.rmtree(pathlib.Path(folder).parent, ignore_errors=True)

    def environment(self, **more):
        known = {"PATH": os.environ["PATH"], "HOME": str(self.room), "TMPDIR": self.temporary, "NO_COLOR": "1", "COLUMNS": "200"}
        return {name: value for name, value in {**known, **more}.items() if value is not None}

    def start(self, folder, *words, **more):
        return subprocess.Popen([self.program, *map(str, words)], cwd=folder, env=self.environment(**more), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True)

    def run(self, folder, *words, program=None, **more):
        """Runs a command in a workspace."""
        try:
            done = subprocess.run([program or self.program, *map(str, words)], cwd=folder, env=self.environment(**more), text=True,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, errors="replace")
        except subprocess.TimeoutExpired:
            return Ended("no end", "", f"it took more than {SECONDS} s")
        self.tally["commands"] += 1
        return Ended(done.returncode, done.stdout, done.stderr)

    def left(self):
        """What commands left in the folder for temporary files; it is removed."""
        found = os.listdir(self.temporary)
        for name in found:
            shutil.rmtree(os.path.join(self.temporary, name), ignore_errors=True)
        return found

    def close(self, folder, month, at, *words, by="finance-lead", reason="month end", kind=(), accept=ALL_KINDS, **more):
        """`kind`: ("approve",) or ("restate",) or nothing."""
        accepted = ["--accept", accept] if accept and "approve" not in kind else []
        time = ["--at", at] if at else []
        return self.run(folder, "close", *kind, month, "--by", by, "--reason", reason, *time, *accepted, *words, **more)

    def note(self, kind, example):
        """Something that the contract leaves open, or that is not a failure: printed once at the end."""
        self.notes.setdefault(kind, []).append(example)

    def reports(self, folder, month, known_at=None):
        """(exit status, the folder of the reports) of an ordinary run in a folder that knows nothing of closes."""
        out = self.fresh(name="reports")
        done = self.run(folder, "run", "--period", month, "--output", out, "--force", "--quiet", "--no-progress",
                        *(["--as-known-at", known_at] if known_at else []), program=self.runner)
        if done.status not in (0, 2):
            raise RuntimeError(f"an ordinary run of {month} in {folder}: {done}")
        return out


def rows_of(folder):
    """The rows of closes.csv."""
    return table(pathlib.Path(folder, "closes.csv"))


def manifest(folder, row):
    return json.loads(pathlib.Path(folder, row["manifest"]).read_text(encoding="utf-8"))


def chain_complaints(folder):
    """By the twenty lines that the documentation quotes."""
    done = subprocess.run([sys.executable, str(HERE / "closing_chain.py"), str(folder)], capture_output=True, text=True)
    if done.returncode:
        yield f"closing_chain.py: exit {done.returncode}: {done.stdout.strip()[-300:]} {done.stderr.strip()[-300:]}"


def text_line(cells):
    """A line as every CSV of the program has it, without its end."""
    quoted = lambda text: '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
    return ",".join(map(quoted, cells))


def forged(folder, change):
    """Writes closes.csv again as somebody who can hash: `change` alters the cells of each row, of which the hashes are made anew."""
    path, previous = pathlib.Path(folder, "closes.csv"), "0" * 64
    lines = [",".join(COLUMNS)]
    for row in rows_of(folder):
        change(row)
        row["previous_sha256"] = previous
        start = text_line([row[name] for name in COLUMNS[:-1]]) + ","
        previous = digest(start.encode())
        lines.append(start + previous)
        if row["manifest"]:
            pathlib.Path(folder, f"closes/{row['period']}-{row['number']}.row").write_text(lines[-1] + "\n", encoding="utf-8")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
