"""A small workspace that is run in tasks, step by step, and put back to any of its steps."""

import os
import re
import shutil
import subprocess
import tempfile

from world import COMPLETE, REPOSITORY, Ended, World, difference, put, snapshot

SCRIPT = REPOSITORY / "distributed/xargs.sh"
WAIT = 4
WRITTEN = "failed, but every file has been written"
# What a step leaves: a plan; partials of the first stage; a second stage; its partials. With shards: a third stage; its partials.
PLANNED, MAPPED, OPENED, READY, SPREAD, MERGED = range(6)


class TaskWorld(World):
    """A ledger whose last month is in the middle of its one large file, so that the days are guessed wrong and a second stage maps it
    again. `place/ws` is the workspace with outputs of another state, `place/run` the folder of the plan."""

    def __init__(self, lab, shards=1):
        self.shards, self.chains = shards, {}
        super().__init__(lab, "plain")

    def make_inputs(self):
        sample = REPOSITORY / "Tests/EndToEnd/Quarter"
        ws = self.template / "ws"
        shutil.copytree(sample, ws, ignore=shutil.ignore_patterns("out", "assay.db", "ledger"))
        (ws / "ledger").mkdir()
        rows = []
        for month in (7, 9, 8):
            head, *lines = (sample / f"ledger/usage-2026-{month:02d}.csv").read_bytes().splitlines(keepends=True)
            rows += lines[::15]
        # A row that is there twice, one in conflict, one that is rejected, and a line end within quotes.
        cells = rows[9].split(b",")
        rows += [rows[5], rows[700].replace(b",completed,", b",failed,"), b",".join([b"x", b"never", *cells[2:]]),
                 b",".join([b"y", *cells[1:3], b'"two\nlines"', *cells[4:]])]
        put(ws / "ledger/large.csv", head + b"".join(rows))
        put(ws / "ledger/small.csv", head + b"".join(line.replace(b"r", b"s", 1) for line in lines[1:150:15]))
        (self.template / "rated").mkdir()

    def options(self, place):
        return ["--output", place / "ws/out", "--period", "last"]

    def words(self, place):
        return ["run", place / "ws", "--quiet", *self.options(place)]

    def plan_words(self, place, run="run"):
        return ["plan", place / "ws", "--to", place / run, "--slice-bytes", "90000", "--shards", str(self.shards), *self.options(place)]

    # ------------------------------------------------------------------------------------- steps

    def call(self, words, given=b"", **faults):
        """Runs the program with lines on its standard input."""
        with tempfile.TemporaryFile(dir=self.lab.scratch) as file:
            file.write(given)
            file.seek(0)
            return self.lab.run(words, given=file, **faults)

    def map_all(self, place, names=None):
        """The lines of all tasks, and how those that failed ended."""
        lines, failed = [], []
        for name in names or (place / "run/tasks").read_text().split():
            ended = self.call(["map", place / "run", name])
            if ended.status == 0:
                lines.append(ended.out.encode())
            else:
                failed.append(ended)
        return lines, failed

    def reduce(self, place, lines=(), **faults):
        return self.call(["reduce", place / "run", "--quiet"], b"".join(lines), **faults)

    def finish(self, place, lines=None):
        """Goes on until no task waits; returns the end, with the words of tasks that failed."""
        words = ""
        for _ in range(6):
            if lines is None:
                lines, failed = self.map_all(place)
                words = "".join(ended.err for ended in failed)
                for ended in failed:
                    if ended.status < 0:
                        return ended
            ended = self.reduce(place, lines)
            if ended.status != WAIT:
                return ended
            lines = None
        return Ended(1, ended.out, words + ended.err, 0)

    # ------------------------------------------------------------------------------------- places

    def at(self, worker, step):
        """The folder of a worker as it is after a step, and the lines of the tasks that were done in it."""
        if worker not in self.chains:
            self.chains[worker] = self.chain(worker)
        place, lines = self.place(worker), self.chains[worker][step]
        clear(place)
        shutil.copytree(self.saved(worker, step), place, symlinks=True, dirs_exist_ok=True)
        return place, lines

    def place(self, worker):
        return self.lab.scratch / f"tasks-{worker}"

    def saved(self, worker, step):
        return self.lab.scratch / f"saved-{worker}-{step}"

    def chain(self, worker):
        """Does all steps once, and keeps the folder after each: a plan has the path of its workspace."""
        place, found = self.place(worker), {}
        clear(place)
        shutil.copytree(self.template, place, symlinks=True, dirs_exist_ok=True)
        planned = self.call(self.plan_words(place))
        if planned.status:
            raise SystemExit(f"plan ends with {planned.status}: {planned.err}")
        lines = ()
        for step in range(4 if self.shards == 1 else 6):
            if step in (MAPPED, READY, MERGED):
                lines, failed = self.map_all(place)
                if failed:
                    raise SystemExit(f"map ends with {failed[0].status}: {failed[0].err}")
            elif step in (OPENED, SPREAD):
                ended, number = self.reduce(place, lines), 2 if step == OPENED else 3
                if ended.status != WAIT or not (place / f"run/stage-{number}.json").exists():
                    raise SystemExit(f"reduce ends with {ended.status}, expected stage {number}: {ended.err}")
                lines = ()
            found[step] = lines
            clear(self.saved(worker, step))
            shutil.copytree(place, self.saved(worker, step), symlinks=True, dirs_exist_ok=True)
        wrong = self.wrong(place, self.finish(place, lines), {COMPLETE})
        if wrong:
            raise SystemExit(f"a plain run in tasks: {wrong}")
        return found

    # ------------------------------------------------------------------------------------- verdicts

    def wrong(self, place, ended, allowed, codes=(), changed=(), new=None):
        """What is wrong after an end: other figures, a crash, a refusal without a name, or outputs that are neither.

        `changed` are files that the test changed; `new` is what a run of them writes, if that is not the usual.
        """
        if isinstance(ended.status, int) and ended.status < 0 or ended.status == "no end":
            return [f"ended by signal {ended.status}: {ended.err[-300:]}"]
        wrong = [] if ended.status in allowed else [f"ended with {ended.status}: {ended.err.strip()[-300:]}"]
        if ended.status == 1 and not re.search(r"\[[a-z]+(\.[a-z0-9]+)?\]", ended.err):
            wrong.append(f"refused without a name: {ended.err.strip()[-300:]}")
        if codes and ended.status in (1, WAIT) and not any(f"[{code}]" in ended.err for code in codes):
            wrong.append(f"no {' or '.join(codes)} in: {ended.err.strip()[-300:]}")
        # A fault after the last output is one of the folder of the plan alone, and is reported as such.
        is_new = ended.status in (0, COMPLETE) or WRITTEN in ended.err
        expected = (new or self.new) if is_new else self.start
        got, expected = (without(snap, changed) for snap in (snapshot(place), expected))
        if got != expected:
            wrong.append(f"status {ended.status}, and the files are not as expected: {difference(got, expected)}")
        return wrong


def without(snap, changed):
    """A snapshot of the workspace alone, without the files that a test changed."""
    return {name: value for name, value in snap.items() if not re.match(r"run\d*(/|$)|filler$", name) and name not in changed}


def clear(folder):
    """Empties a folder, which may be where a disk is mounted."""
    if folder.exists():
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def script(world, place, program=None, **more):
    """Starts distributed/xargs.sh on the folder of the plan."""
    environment = {"PATH": os.environ["PATH"], "ASSAY": str(program or world.lab.program)}
    return subprocess.Popen(["sh", SCRIPT, place / "run", "2"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=environment, start_new_session=True, **more)


def ended(process):
    out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), 0)

