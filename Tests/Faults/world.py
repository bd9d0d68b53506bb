"""A small workspace with an old and a new state, and what may be true of it after a fault."""

import os
import pathlib
import re
import shutil
import stat
import subprocess
import threading
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PREFIX = ".assay-tmp."
DATABASE = "ws/assay.db"
# One row of the small ledger has no price.
COMPLETE = 2


def snapshot(folder):
    """Everything below a folder by its path: the bytes of a file, the target of a link, else the kind."""
    found = {}
    pending = [os.fsencode(folder)]
    root = len(pending[0]) + 1
    while pending:
        for entry in os.scandir(pending.pop()):
            name = os.fsdecode(entry.path[root:])
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISREG(mode):
                try:
                    found[name] = pathlib.Path(os.fsdecode(entry.path)).read_bytes()
                except PermissionError:
                    found[name] = ("unreadable",)
            elif stat.S_ISLNK(mode):
                found[name] = ("link", os.readlink(entry.path))
            elif stat.S_ISDIR(mode):
                found[name] = ("folder",)
                if os.access(entry.path, os.R_OK | os.X_OK):
                    pending.append(entry.path)
            else:
                found[name] = ("other", stat.S_IFMT(mode))
    return found


def difference(one, other):
    """The names by which two snapshots differ, a few of them."""
    names = sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def inside(snap, folder):
    return {n[len(folder) + 1:]: v for n, v in snap.items() if n.startswith(folder + "/")}


def put(path, content):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def new_margin(plans, percent):
    """Gives a plan another target, which changes the revenue and the figures that follow from it."""
    rows = plans.read_text().splitlines()
    for index, row in enumerate(rows):
        if row.startswith("pro,"):
            cells = row.split(",")
            cells[4] = percent
            rows[index] = ",".join(cells)
    plans.write_text("\n".join(rows) + "\n")


def unwrapped(err):
    """What was said, each message on one line: the program wraps between words."""
    return re.sub(r"\n {8}|\n  (?! |help: )", " ", err)


class Ended:
    """How a run of the program ended."""

    def __init__(self, status, out, err, seconds, log=(), rss=0):
        self.status, self.out, self.err = status, out, unwrapped(err)
        self.seconds, self.log, self.rss = seconds, log, rss

    @property
    def call(self):
        """The call that was acted upon, as `(name, path)`; none when the run made fewer calls."""
        return tuple(self.log[0].split(" ", 2)[1:]) if self.log else None


class Faults:
    """What went wrong, gathered by what it is and told once, with one example each."""

    def __init__(self):
        self.lock = threading.Lock()
        self.kinds = {}
        self.told = set()
        self.checked = 0

    def add(self, kind, example):
        # The C library makes up the last letters of a temporary name.
        kind = re.sub(r"tmp\.\w{10}", "tmp.…", kind)
        with self.lock:
            self.kinds.setdefault(kind, []).append(example)

    def count(self):
        with self.lock:
            self.checked += 1

    def tell(self):
        """Tells what was not told yet, so that a run that is broken off has told it."""
        for kind, examples in sorted(self.kinds.items()):
            if kind not in self.told:
                print(f"FAULT ({len(examples)} times) {kind}\n      first: {examples[0]}", flush=True)
        self.told |= self.kinds.keys()
        return bool(self.kinds)


class Lab:
    """The program, the shim, and a folder to work in."""

    def __init__(self, program, shim, scratch, rows):
        self.scratch = pathlib.Path(scratch)
        self.shim = shim
        # A copy, which any user may run and a build cannot change meanwhile.
        self.program = str(self.scratch / "assay")
        shutil.copyfile(program, self.program)
        os.chmod(self.program, 0o755)
        self.rows = rows

    def run(self, words, *, deed=None, at=0, under="", log=None, timeout=30, stdio=False, user=None,
            prepare=None, **more):
        """Runs the program; `deed` is what the shim does at its call number `at`."""
        with self.start(words, deed=deed, at=at, under=under, log=log, stdio=stdio, user=user,
                        prepare=prepare, **more) as process:
            begun = time.monotonic()
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return Ended("no end", "", "", time.monotonic() - begun)
        seconds = time.monotonic() - begun
        lines = ()
        if log and os.path.exists(log):
            lines = pathlib.Path(log).read_text(errors="replace").splitlines()
            os.unlink(log)
        return Ended(process.returncode, out.decode(errors="replace"),
                     err.decode(errors="replace"), seconds, lines)

    def start(self, words, *, deed=None, at=0, under="", log=None, stdio=False, user=None,
              prepare=None, error=0, number=0, given=subprocess.DEVNULL, stdout=subprocess.PIPE,
              stderr=subprocess.PIPE):
        environment = {"PATH": "/usr/bin:/bin"}
        if deed:
            environment |= {
                "LD_PRELOAD": self.shim, "FAULTS_DO": deed, "FAULTS_AT": str(at),
                "FAULTS_UNDER": under, "FAULTS_ERROR": str(error), "FAULTS_SIGNAL": str(number),
                "FAULTS_STDIO": "1" if stdio else "0"}
            if log:
                environment["FAULTS_LOG"] = str(log)
        return subprocess.Popen(
            [self.program, *map(str, words)], stdin=given, stdout=stdout,
            stderr=stderr, env=environment, user=user, preexec_fn=prepare)


class World:
    """A workspace to be put back again and again: the inputs of the new state, the outputs of the old.

    `variant` is how the outputs lie: `plain`, `first` (none yet), `linked` (out is a link to a folder),
    `rated` (with --rated into another folder) or `zone` (a zone that must be read from the database).
    """

    def __init__(self, lab, variant="plain"):
        self.lab, self.variant = lab, variant
        self.template = lab.scratch / f"template-{variant}"
        self.make_inputs()
        ws = self.template / "ws"
        if variant == "linked":
            (self.template / "far").mkdir()
            os.symlink("../far", ws / "out")
        self.out = "far" if variant == "linked" else "ws/out"
        if variant != "first":
            self.must_run(self.template)
            self.put_foreign(self.template / self.out)
        self.old = snapshot(self.template)
        new_margin(ws / "plans.csv", "40")
        # Credits too, which stand in every rated row.
        multipliers = ws / "multipliers.csv"
        multipliers.write_text(multipliers.read_text().replace(",1.5,", ",1.7,"))
        self.start = snapshot(self.template)
        model = lab.scratch / f"model-{variant}"
        shutil.copytree(self.template, model, symlinks=True)
        self.must_run(model)
        self.new = snapshot(model)
        manifest = inside(self.new, self.out)
        self.ours = {n for n in manifest if "/" not in n and n.endswith((".csv", ".xlsx", ".html", ".json"))}
        if len(self.ours) < 15:
            raise SystemExit(f"only {len(self.ours)} files were written")
        differ = [n for n in self.ours if self.old.get(f"{self.out}/{n}") != self.new[f"{self.out}/{n}"]]
        same = self.old.get("rated/rows.csv") == self.new.get("rated/rows.csv")
        if len(differ) < 5 or variant == "rated" and same:
            raise SystemExit(f"the old and the new state differ in {differ} only")

    def make_inputs(self):
        sample = REPOSITORY / "Tests/EndToEnd/Quarter"
        shutil.copytree(sample, self.template / "ws", ignore=shutil.ignore_patterns("out", "assay.db"))
        for export in (self.template / "ws/ledger").iterdir():
            lines = export.read_bytes().splitlines(keepends=True)
            export.write_bytes(b"".join(lines[:1 + self.lab.rows]))
        if self.variant == "zone":
            settings = self.template / "ws/assay.json"
            settings.write_text(settings.read_text().replace('"UTC"', '"Asia/Tokyo"'))
        (self.template / "rated").mkdir()

    @staticmethod
    def put_foreign(out):
        put(out / "notes.txt", "mine")
        put(out / "deep/er/notes.txt", "mine too")
        os.symlink("nowhere", out / "a-link")
        os.symlink("deep", out / "link-to-folder")

    def words(self, place):
        rated = ["--rated", place / "rated/rows.csv"] if self.variant == "rated" else []
        return ["run", place / "ws", "--quiet", *rated]

    def must_run(self, place):
        ended = self.lab.run(self.words(place))
        if ended.status != COMPLETE:
            raise SystemExit(f"a plain run ends with {ended.status}: {ended.err}")

    def fresh(self, worker):
        """A copy of the template in its own folder."""
        place = self.lab.scratch / f"work-{self.variant}-{worker}"
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(self.template, place, symlinks=True)
        return place

    def count(self, stdio=False, place=None):
        """The calls of a whole run, as the shim sees them, in a fresh place if none is given."""
        place = place or self.fresh("count")
        ended = self.lab.run(self.words(place), deed="count", under=self.under(place),
                             log=place.parent / "count.log", stdio=stdio)
        if ended.status != COMPLETE or len(ended.log) < 50:
            raise SystemExit(f"the shim does not work here ({ended.status}): {ended.err}")
        return [tuple(line.split(" ", 2)[1:]) for line in ended.log]

    @staticmethod
    def exchange(names):
        """The number of the call in which the folders change places."""
        return max(i for i, (name, path) in enumerate(names, 1)
                   if name == "rename" and path.endswith("/" + PREFIX + "out"))

    def under(self, place):
        return f"{place}:/usr/share/zoneinfo" if self.variant == "zone" else str(place)

    def made(self, snap):
        """What a run makes: its folder, the rows of --rated and the database."""
        return {n: v for n, v in snap.items()
                if n.startswith(self.out + "/") or n in ("rated/rows.csv", DATABASE)}

    def state(self, snap):
        """`old`, `new`, or what is wrong."""
        out = {n: v for n, v in inside(snap, self.out).items() if n in self.ours}
        old = {n: v for n, v in inside(self.start, self.out).items() if n in self.ours}
        new = {n: v for n, v in inside(self.new, self.out).items() if n in self.ours}
        if out == new:
            return "new"
        if out == old:
            return "old"
        mixed = all(v in (old.get(n), new.get(n)) for n, v in out.items())
        return f"neither old nor new ({'a mix' if mixed else 'other bytes'}): {difference(out, old)}"

    def complaints(self, place, killed=False):
        """What is wrong right after a fault, the state, and the stages that were left.

        A kill may fall between the two steps by which out/ and the file of --rated, which lie in two
        folders, take their places; the next run mends it. An error or a signal may not.
        """
        snap = snapshot(place)
        state = self.state(snap)
        wrong = []
        if state not in ("old", "new"):
            # Where two folders cannot change places, each file is of one run, and the manifest last.
            if self.variant != "linked" or "a mix" not in state:
                wrong.append(state)
        stages = [n for n in snap if n.split("/")[-1].startswith(PREFIX)]
        for name, value in self.start.items():
            within = name[len(self.out) + 1:] if name.startswith(self.out + "/") else None
            if within is None:
                if name in ("rated/rows.csv", DATABASE, "ws/out", self.out):
                    continue
                if snap.get(name) != value:
                    wrong.append(f"{name} was changed")
            elif within.split("/")[0] not in self.ours:
                if not any(snap.get(f"{p}/{within}") == value for p in [self.out, *stages]):
                    wrong.append(f"{name} of somebody else was lost")
        database = snap.get(DATABASE)
        if database not in (self.start.get(DATABASE), self.new.get(DATABASE)):
            wrong.append("assay.db is neither old nor new")
        elif state == "old" and database != self.start.get(DATABASE):
            wrong.append("assay.db is new and out/ is not")
        rated = snap.get("rated/rows.csv")
        if rated not in (self.start.get("rated/rows.csv"), self.new.get("rated/rows.csv")):
            wrong.append("rated/rows.csv is neither old nor new")
        elif self.variant == "rated" and not killed and state in ("old", "new"):
            wanted = (self.start if state == "old" else self.new).get("rated/rows.csv")
            if rated != wanted:
                wrong.append(f"out/ is {state} and rated/rows.csv is not")
        return wrong, state, stages

    def after_next(self, place):
        """Runs once more; what is then wrong."""
        ended = self.lab.run(self.words(place))
        if ended.status != COMPLETE:
            return [f"the next run ends with {ended.status}: {ended.err.strip().splitlines()[-1:]}"]
        snap = snapshot(place)
        if snap != self.new:
            return [f"after the next run something is not as it should be: {difference(snap, self.new)}"]
        return []
