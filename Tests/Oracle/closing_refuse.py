"""Every refusal of a close: by its code, and without a change of any byte."""
import datetime
import os
import re
import shutil
import signal
import time

from closing_runs import ALL_KINDS, changed, rows_of, snapshot
from closing_world import COLUMNS, World, instant, stamp


def moved(text, **by):
    return stamp(instant(text) + datetime.timedelta(**by))


class Refusals:
    """A workspace with one closed month and the next one complete."""

    def __init__(self, lab, seed):
        self.lab, self.world = lab, World(seed, rows=20, is_messy=True)
        self.folder = self.world.start(lab.fresh())
        self.open = lab.fresh(self.folder)      # nothing is closed
        self.last_begun = self.world.last_begun
        self.months, self.decided = self.world.months, self.world.decided
        done = lab.close(self.folder, self.months[0], self.decided[0])
        if done.status not in (0, 2):
            raise RuntimeError(f"the first close: {done}")
        self.world.advance(self.folder)
        self.world.advance(self.folder)

    def refused(self, name, code, folder, *words, status=1, change=None, **more):
        """One command in a copy: its exit status, its code (one of several), and what it changed."""
        place = self.lab.fresh(folder)
        if change:
            change(place)
        before = snapshot(place)
        done = self.lab.run(place, *words, **more)
        codes = code if isinstance(code, tuple) else (code,)
        if done.status != status or not any(f"[{one}]" in done.text or one == "" for one in codes):
            yield f"{name}: `{' '.join(map(str, words))}` gives {done}; expected exit {status} [{' or '.join(codes)}]"
        if changed(before, snapshot(place)):
            yield f"{name}: it changed {changed(before, snapshot(place))}"
        self.lab.tally["refusals"] += 1
        self.lab.drop(place)

    def command(self, month, at=None, *more, kind=(), by="finance-lead", accept=ALL_KINDS):
        return ["close", *kind, month, "--by", by, "--reason", "month end", *(["--at", at] if at else []),
                *(["--accept", accept] if accept and "approve" not in kind else []), *more]


def periods(this):
    months, at = this.months, this.decided
    yield from this.refused("a gap", "close.gap", this.folder, *this.command(months[2], at[2]))
    earlier = moved(stamp(this.world.starts[0]), days=-10)[:7]
    yield from this.refused("a month before the first close", ("close.gap", "close.empty"), this.folder, *this.command(earlier, at[1]))
    end = stamp(this.world.ends[0])
    yield from this.refused("before the month's end", "close.early", this.open, *this.command(months[0], moved(end, seconds=-1)))
    yield from this.refused("twice", "close.twice", this.folder, *this.command(months[0], at[0]))
    # The first rows of the next month may be of its last day.
    last_day = this.world.ends[1].astimezone(this.world.zone).date() - datetime.timedelta(days=1)
    if this.last_begun != last_day:
        yield from this.refused("after the ledger's last day", ("close.early", "close.empty"), this.open, *this.command(months[1], at[1]))
    year = f"{int(months[0][:4]) - 3}-05"
    yield from this.refused("no rows", "close.empty", this.open, *this.command(year, at[0]))
    done = this.lab.run(this.lab.fresh(this.open), *this.command(year, at[0]))
    first = f"{this.world.starts[0].astimezone(this.world.zone):%Y-%m-%d}"
    if first not in done.text:
        yield f"close.empty does not name the span of the ledger, from {first}: {done}"
    for text in ("2026-Q3", "last", "2026-13", "august", "2026", "2026-08-01", "2026-07..2026-08", "2026-8", " 2026-08", "2026-08-1/../x"):
        yield from this.refused("not a month", "close.period", this.open, *this.command(text, at[0]))
    place = this.lab.fresh(this.open)
    done = this.lab.run(place, *this.command(months[0], end))
    if done.status not in (0, 2):
        yield f"a close at the very end of the month: {done}"
    this.lab.drop(place)


def last_day(this):
    """Usage that ends one day before the month does."""
    def change(folder):
        limit = this.world.ends[0] - datetime.timedelta(days=2)
        shutil.rmtree(folder / "ledger")
        rows = [this.world.row(0, limit - datetime.timedelta(hours=n)) for n in range(5)]
        this.world.add(folder, "ledger/a.csv", COLUMNS, rows)
    yield from this.refused("the ledger ends before the month", "close.early", this.open, *this.command(this.months[0], this.decided[0]),
                            change=change)

    def between(folder):
        shutil.rmtree(folder / "ledger")
        this.world.add(folder, "ledger/a.csv", COLUMNS, [this.world.row(0), this.world.row(2)])
    yield from this.refused("a month without rows between others", "close.empty", this.open, *this.command(this.months[1], this.decided[2]),
                            change=between)


def tolerated(this):
    month, at = this.months[0], this.decided[0]
    yield from this.refused("nothing accepted", "close.open", this.open, *this.command(month, at, accept=None))
    for kind in ("unpriced", "rejected", "conflict"):
        others = ",".join(other for other in ALL_KINDS.split(",") if other != kind)
        yield from this.refused(f"{kind} not accepted", "close.open", this.open, *this.command(month, at, accept=others))
    if this.world.has_credits:
        yield from this.refused("critical findings not accepted", "close.open", this.open,
                                *this.command(month, at, accept="unpriced,rejected,conflict"))


def arguments(this):
    month, at = this.months[0], this.decided[0]
    usage = lambda name, *words: this.refused(name, "", this.open, *words, status=64)
    yield from usage("an unknown kind", *this.command(month, at, accept="unpriced,doubt"))
    yield from usage("no name", "close", month, "--reason", "x", "--at", at)
    yield from usage("no reason", "close", month, "--by", "x", "--at", at)
    for text in ("a\nb", "a\x07b", "a\rb", "a\x1b[1mb"):
        yield from usage("a control character in a name", *this.command(month, at, by=text))
        yield from usage("a control character in a reason", "close", month, "--by", "x", "--reason", text, "--at", at)
    yield from usage("no time", *this.command(month, "yesterday"))
    yield from usage("an unknown option", *this.command(month, at, "--force-it"))


def approvals(this):
    month, at = this.months[0], this.decided[0]
    approve = lambda month, by: this.command(month, at, kind=("approve",), by=by)
    yield from this.refused("the closer approves", "close.same", this.folder, *approve(month, "finance-lead"))
    yield from this.refused("approval of an open month", "", this.folder, *approve(this.months[1], "controller"))
    restate = this.command(this.months[1], this.decided[1], kind=("restate",))
    yield from this.refused("restatement of an open month", "", this.folder, *restate)
    place = this.lab.fresh(this.folder)
    done = this.lab.run(place, *approve(month, "controller"))
    if done.status:
        yield f"an approval: {done}"
    yield from this.refused("approved twice", "", place, *approve(month, "chief"))


def broken(this):
    """closes.csv as editors and accidents leave it: no close, and runs of open months go on."""
    def edit(change):
        def apply(folder):
            path = folder / "closes.csv"
            path.write_bytes(change(path.read_bytes()))
        return apply
    this.lab.close(this.folder, this.months[0], this.decided[0], kind=("approve",), by="controller")
    two = lambda data: data.split(b"\n")
    cases = {
        "CRLF": lambda data: data.replace(b"\n", b"\r\n"), "a blank line at the end": lambda data: data + b"\n",
        "a line twice": lambda data: data + two(data)[2] + b"\n", "a cut last line": lambda data: data[:-30],
        "no LF at the end": lambda data: data[:-1], "an unknown kind": lambda data: data.replace(b",approve,", b",approved,"),
        "a first line removed": lambda data: b"\n".join([two(data)[0], *two(data)[2:]]),
        "lines swapped": lambda data: b"\n".join([two(data)[0], two(data)[2], two(data)[1], b""]),
        "a changed reason": lambda data: data.replace(b"month end", b"month_end", 1),
        "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
        "another header": lambda data: data.replace(b"sequence,", b"Sequence,", 1), "every cell quoted": lambda data: b"\n".join(
            b",".join(b'"' + cell + b'"' for cell in line.split(b",")) if line else line for line in two(data)),
        "empty": lambda data: b"", "not UTF-8": lambda data: data.replace(b"finance", b"fin\xffnce", 1)}
    for name, change in cases.items():
        name = "closes.csv: " + name
        codes = ("close.form", "close.chain")
        yield from this.refused(name, codes, this.folder, *this.command(this.months[1], this.decided[1]), change=edit(change))
        restate = this.command(this.months[0], this.decided[1], kind=("restate",))
        yield from this.refused(name, codes, this.folder, *restate, change=edit(change))
        place = this.lab.fresh(this.folder)
        edit(change)(place)
        before = snapshot(place, True)
        done = this.lab.run(place, "verify")
        if done.status != 3 or "closes.csv" not in done.text:
            yield f"{name}: verify {done}; expected exit 3 and the name of the file"
        if changed(before, snapshot(place, True)):
            yield f"{name}: verify changed {changed(before, snapshot(place, True))}"
        done = this.lab.run(place, "run", "--period", this.months[1], "--quiet", "--no-progress")
        if done.status not in (0, 2) or "closes.csv" not in done.text:
            yield f"{name}: run of an open month {done}; expected exit 0 or 2 and a note"
        this.lab.drop(place)


def runs(this):
    """No run changes a file of a closed month."""
    month, at = this.months[0], this.decided[0]
    yield from this.refused("run of a closed month", "close.month", this.folder, "run", "--period", month)
    begin, end = (moment.astimezone(this.world.zone) for moment in (this.world.starts[0], this.world.ends[0]))
    first, last, after = (f"{moment:%Y-%m-%d}" for moment in (begin, end - datetime.timedelta(days=1), end))
    alias = this.lab.fresh(this.open).parent / "alias"
    for words in (["--month", month], ["--period", f"{first}..{last}"], ["--from", first, "--to", after],
                  ["--period", month, "--output", f"out/{month}"],
                  ["--period", month, "--output", f"./out/../out/{month}"], ["--period", month, "--output", f"out/{month}", "--force"],
                  ["--period", this.months[1], "--output", f"out/{month}"], ["--output", f"out/{month}", "--force"],
                  ["--period", month, "--output", str(alias)], ["--period", month, "--as-known-at", at]):
        place = this.lab.fresh(this.folder)
        alias.unlink(missing_ok=True)
        alias.symlink_to(place / "out" / month)
        before = snapshot(place / "out" / month)
        done = this.lab.run(place, "run", *words, "--quiet", "--no-progress")
        if changed(before, snapshot(place / "out" / month)):
            yield f"run {' '.join(words)} changed {changed(before, snapshot(place / 'out' / month))} of the closed month: {done}"
        this.lab.drop(place)
    place = this.lab.fresh(this.folder)
    done = this.lab.run(place, "run", "--period", month, "--output", "what-if", "--no-progress")
    text = (place / "what-if/manifest.json").read_text() if (place / "what-if/manifest.json").exists() else ""
    if done.status not in (0, 2) or not done.says("not the close") or not re.search("not[_ ]the[_ ]close", text):
        yield f"a run of a closed month elsewhere: {done}; expected exit 0 or 2, \"not the close\" in Summary and manifest"
    done = this.lab.run(place, "run", "--period", f"{month}..{this.months[1]}", "--no-progress")
    if done.status not in (0, 2) or "closed" not in done.text.lower():
        yield f"a run over a closed and an open month: {done}; expected exit 0 or 2, and which months are closed"


def together(this):
    """Two closes at once, and a close during a stopped run."""
    for number in range(3):
        place = this.lab.fresh(this.open)
        words = [*this.command(this.months[0], this.decided[0]), "--wait", "60"]
        both = [this.lab.start(place, *words) for _ in range(2)]
        ended = [(*process.communicate(), process.returncode) for process in both]
        good = [status for _, _, status in ended if status in (0, 2)]
        if len(good) != 1 or len(rows_of(place)) != 1 or not any("[close.twice]" in " ".join(err.split()) for _, err, _ in ended):
            yield f"two closes at once: {[(status, ' '.join(err.split())[-120:]) for _, err, status in ended]}, {len(rows_of(place))} rows"
        done = this.lab.run(place, "verify")
        if done.status:
            yield f"after two closes at once: {done}"
        this.lab.drop(place)
    held = 0
    for number in range(12):
        place = this.lab.fresh(this.open)
        process = this.lab.start(place, "run", "--quiet", "--no-progress")
        time.sleep(0.03 + 0.03 * number)
        # A thread may write until all have stopped. `send_signal` would reap a run that has ended.
        os.kill(process.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        before = snapshot(place)
        done = this.lab.run(place, *this.command(this.months[0], this.decided[0]), "--wait", "0")
        if "[db.lock]" in done.text:
            held += 1
            if done.status != 1 or changed(before, snapshot(place)):
                yield f"a close during a run: {done}; it changed {changed(before, snapshot(place))}"
        process.send_signal(signal.SIGCONT)
        process.communicate()
        this.lab.drop(place)
    if not held:
        yield "a close was never refused with db.lock during a stopped run"


def check(lab, seed):
    this = Refusals(lab, seed)
    for part in (periods, last_day, tolerated, arguments, approvals, runs, together, broken):
        yield from part(this)
