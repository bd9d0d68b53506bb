"""restatement.csv of open months against ordinary runs in folders with and without each cause."""
import collections
import datetime
from fractions import Fraction

from closing_figures import MEASURES, Steps, number
from closing_late import CAUSES, STEPS, Late, plain
from closing_runs import rows_of, table
from closing_world import World, stamp

# Causes that the contract leaves open for these files.
ALSO = {"accounts.csv": "plan_change"}
PRIOR = {"vendor_cost_usd": "prior_period_vendor_cost_usd", "revenue_usd": "prior_period_revenue_usd",
         "realised_revenue_usd": "prior_period_realised_usd"}


def restated(out):
    """{(closed period, cause): {(measure, key): row}} of a folder of reports; nothing without the file."""
    found = collections.defaultdict(dict)
    for row in table(out / "restatement.csv"):
        found[row["closed_period"], row["cause"]][row["measure"], row["key"]] = row
    return found


def amounts(rows):
    """The differences of rows that are not 0."""
    return {key: Fraction(row["difference"]) for key, row in rows.items() if row["difference"] not in ("", "0")}


def compared(name, wanted, got):
    """`wanted`: {(measure, key): the differences that a reading gives}."""
    for key in sorted(wanted.keys() | got.keys()):
        readings, found = wanted.get(key, [Fraction(0)]), got.get(key, Fraction(0))
        if found not in readings:
            expected = " or ".join(str(float(value)) for value in readings)
            yield f"{name} {key[0]} of {key[1] or 'the total'}: difference {float(found)}, expected {expected}"


def of_month(lab, out, month, steps):
    """The rows about a closed month against its steps."""
    rows = restated(out)
    causes = {cause: found for (period, cause), found in rows.items() if period == month}
    for cause in sorted(causes.keys() - set(steps.parts) - {"restated"}):
        also = {ALSO.get(path) for paths in steps.paths.values() for path in paths}
        if amounts(causes[cause]) and cause not in also:
            yield f"{month} has rows of cause {cause}, which nothing has"
    for index, (cause, wanted) in enumerate(steps.parts.items()):
        found = list(compared(f"{month} {cause}", wanted, amounts(causes.get(cause, {}))))
        if found and any(ALSO.get(path) in causes for path in steps.paths[cause]):
            lab.note("a book under another cause", f"{steps.paths[cause]} in {sorted(causes)}")
            continue
        yield from found[:3] + ([f"{month} {cause}: {len(found) - 3} more"] if len(found) > 3 else [])
        yield from readings(lab, month, cause, index, steps, causes.get(cause, {}))
        lab.tally[f"cause {cause}" + ("" if wanted else " without a difference")] += 1
    sums = collections.Counter()
    for cause, found in causes.items():
        if cause != "restated":
            for key, value in amounts(found).items():
                sums[key] += value
    yield from (f"parts and total: {text}" for text in list(compared(month, steps.total(), {k: v for k, v in sums.items() if v}))[:2])


def readings(lab, month, cause, index, steps, rows):
    """as_closed, now and difference of each row, by the readings that the contract allows."""
    for (measure, key), row in rows.items():
        if measure not in MEASURES:
            yield f"{month} {cause}: unknown measure {measure}"
            continue
        if row["difference"] == "0":
            lab.note("a row with difference 0", f"{month} {cause} {measure} {key!r}")
        before, now, known = number(row["as_closed"]) or 0, number(row["now"]) or 0, steps.known
        value = lambda step: known[step].readings(measure, key)
        kinds = [kind for kind, first, last in (("a", 0, index + 1), ("b", index, index + 1), ("c", 0, -1))
                 if before in value(first) and now in value(last)]
        if not kinds:
            shown = [[str(float(v)) for v in value(step)] for step in (0, index, index + 1, -1)]
            yield f"{month} {cause} {measure} {key!r}: as_closed {row['as_closed']} and now {row['now']}; the steps have {shown}"
        elif len(steps.parts) > 1 and len(kinds) < 3:
            lab.tally["as_closed and now by " + " or ".join(kinds)] += 1


def order(out):
    """By period, cause, measure and key, each of them once."""
    rows = [(row["closed_period"], row["cause"], row["measure"], row["key"]) for row in table(out / "restatement.csv")]
    if len(rows) != len(set(rows)):
        yield f"restatement.csv has {max(rows, key=rows.count)} more than once"
    listed = sorted(rows, key=lambda r: (r[0], CAUSES.index(r[1]), MEASURES.index(r[2]), r[3].encode()))
    if rows not in (listed, sorted(rows, key=lambda r: (r[0], CAUSES.index(r[1]), r[2], r[3].encode()))):
        wrong = next((a, b) for a, b in zip(rows, listed) if a != b)
        yield f"restatement.csv is not in its order: {wrong[0]} where {wrong[1]} comes"


def prior(out):
    """The three lines of summary.csv are the sums of the totals."""
    summary = {row["measure"]: row["value"] for row in table(out / "summary.csv")}
    for measure, line in PRIOR.items():
        wanted = sum((Fraction(row["difference"] or 0) for row in table(out / "restatement.csv")
                      if row["measure"] == measure and row["key"] == ""), Fraction(0))
        if line not in summary:
            yield f"summary.csv has no {line}"
        elif (number(summary[line]) or 0) != wanted:
            yield f"summary.csv: {line} is {summary[line]}, the totals of restatement.csv give {float(wanted)}"


def places(lab, out, month, late):
    """Number and first place of what was learned: notes, since the contract does not say which rows count."""
    rows = restated(out)
    for cause, (count, path, line) in late.learned.items():
        row = next((r for (measure, key), r in sorted(rows.get((month, cause), {}).items()) if key == ""), None)
        if row and (row["rows"] != str(count) or row["first_file"] != path or line and row["first_line"] != str(line)):
            lab.note(f"rows, first_file, first_line of {cause}",
                     f"{row['rows']} {row['first_file']}:{row['first_line']}, expected {count} {path}:{line}")


class Story:
    """One workspace whose months are closed one after the other. `known`: {closed month: the folder as it was when the figures of
    that month were last closed or booked}; `booked`: what later closes booked for it."""

    def __init__(self, lab, seed):
        self.lab, self.world = lab, World(seed)
        self.folder = self.world.start(lab.fresh())
        self.known, self.booked = {}, collections.defaultdict(collections.Counter)

    def must(self, done, statuses=(0, 2)):
        if done.status not in statuses:
            raise RuntimeError(str(done))
        return done

    def close(self, month):
        """Closes a month, and books for those before it."""
        name, at = self.world.months[month], self.world.decided[month]
        self.must(self.lab.close(self.folder, name, at))
        for (period, _), rows in restated(self.folder / "out" / name).items():
            self.booked[period].update(amounts(rows))
        picture = plain(self.folder, self.lab.fresh() / "known")
        self.known = {**{closed: picture for closed in self.known}, name: picture}

    def draft(self, month):
        """The folder of an ordinary run of an open month."""
        self.must(self.lab.run(self.folder, "run", "--period", self.world.months[month], "--quiet", "--no-progress"))
        return self.folder / "out" / self.world.months[month]

    def compared(self, out, name):
        for month, before in self.known.items():
            steps = Steps(self.lab, before, self.folder, month)
            yield from (f"{name}: {text}" for text in of_month(self.lab, out, month, steps))
        yield from (f"{name}: {text}" for text in [*order(out), *prior(out)])

    def verified(self, name):
        done = self.lab.run(self.folder, "verify")
        if done.status:
            yield f"{name}: verify {done}"


def causes_of(world, seed):
    possible = [cause for cause in STEPS if cause != "late_credit_event" or world.has_credits]
    return [possible[seed // 2 % len(possible)]] if seed % 2 else world.dice.sample(possible, world.dice.randint(2, len(possible)))


def check(lab, seed):
    story = Story(lab, seed)
    world, folder = story.world, story.folder
    before = None
    if seed % 4 == 3:                           # rows that are in their files at the close, recorded after it
        before = plain(folder, lab.fresh() / "before")
        recorded = Late(world, folder, 0)
        recorded.price_correction()
        for cause in ("event_recorded_later", "multiplier_change", "plan_change"):
            if world.chance(0.5) and (cause != "event_recorded_later" or world.has_credits):
                recorded.add(cause)
    story.close(0)
    if before is not None:
        story.known[world.months[0]] = before
    late = Late(world, folder, 0)
    for cause in causes_of(world, seed):
        late.add(cause)
    world.advance(folder)
    out = story.draft(1)
    yield from story.compared(out, "first draft")
    places(lab, out, world.months[0], late)
    yield from as_known(lab, story)
    yield from altered(lab, story)
    drafted = (out / "restatement.csv").read_bytes() if (out / "restatement.csv").exists() else b""
    story.close(1)
    closed = out / "restatement.csv"
    if (closed.read_bytes() if closed.exists() else b"") != drafted:
        yield f"the close of {world.months[1]} books other rows than its draft had"
    yield from story.verified("after two closes")
    world.advance(folder)
    if any(amounts(rows) for rows in restated(story.draft(2)).values()):
        yield f"what the close of {world.months[1]} booked is in the run of {world.months[2]} again"
    yield from second(lab, story, seed)
    lab.drop(folder)


def as_known(lab, story):
    """A draft that knows the books as they were at the close of the first month: usage, events and settings remain."""
    known_at, month = story.world.decided[0], story.world.months[0]
    out = lab.fresh(name="known")
    done = lab.run(story.folder, "run", "--period", story.world.months[1], "--output", out, "--as-known-at", known_at, "--quiet",
                   "--no-progress")
    if done.status not in (0, 2):
        yield f"a draft as known at the close: {done}"
        return
    steps = Steps(lab, story.known[month], story.folder, month, known_at)
    yield from (f"draft as known at the close: {text}" for text in [*of_month(lab, out, month, steps), *prior(out)])


def altered(lab, story):
    """A closed row that is changed, or removed: the run goes on, and the close is not proved."""
    world, month = story.world, story.world.months[0]
    for name, change in (("changed", lambda rows: [rows[0], rows[1].replace(",u", ",v", 1), *rows[2:]]),
                         ("removed", lambda rows: rows[:1] + rows[2:])):
        folder = lab.fresh(story.folder)
        path = folder / "ledger/gateway.csv"
        path.write_bytes(b"\n".join(line.encode() for line in change(path.read_bytes().decode().split("\n"))))
        done = lab.run(folder, "run", "--period", world.months[1], "--quiet", "--no-progress")
        if done.status not in (0, 2):
            yield f"a closed row was {name}: run of the next month {done}"
        found = restated(folder / "out" / world.months[1])
        lab.note(f"causes when a closed row was {name}", str(sorted({cause for period, cause in found if period == month})))
        done = lab.run(folder, "verify", month)
        if done.status != 3 or "ledger/gateway.csv" not in done.text:
            yield f"a closed row was {name}: verify {done}"
        lab.drop(folder)


def second(lab, story, seed):
    """More is learned about both closed months; the first is restated; all is booked once."""
    world, folder = story.world, story.folder
    for month, days in ((0, 40), (1, 4)):
        late = Late(world, folder, month, days)
        for cause in causes_of(world, seed + 1 + month):
            if cause != "settings" or month == 1:
                late.add(cause)
    out = story.draft(2)
    yield from story.compared(out, "second draft")
    if seed % 3:
        yield from restate(lab, story)
    story.close(2)
    yield from story.verified("after all closes")
    world.advance(folder)
    again = restated(story.draft(3))
    if any(amounts(rows) for rows in again.values()):
        yield f"the run of {world.months[3]} has rows that were booked before: {sorted(again)[:3]}"


def restate(lab, story):
    """The first month is closed again: what the second booked for it is reversed by an equal line."""
    world, folder, month = story.world, story.folder, story.world.months[0]
    before = {path.name: path.read_bytes() for path in (folder / "closes").iterdir()}
    at = stamp(world.ends[1] + datetime.timedelta(days=15))
    story.must(lab.close(folder, month, at, kind=("restate",), reason="late rows"))
    row = rows_of(folder)[-1]
    if (row["kind"], row["number"], row["restates"], row["manifest"]) != ("restate", "2", "1", f"closes/{month}-2.json"):
        yield f"the row of the restatement is {row}"
    for name, data in before.items():
        if (folder / "closes" / name).read_bytes() != data:
            yield f"the restatement changed closes/{name}"
    story.known[month] = plain(folder, lab.fresh() / "known")
    yield from story.verified("after a restatement")
    done = lab.run(folder, "verify", month)
    if done.status:
        yield f"verify of the restated month: {done}"
    out = story.draft(2)
    yield from story.compared(out, "after the restatement")
    reversed_rows = amounts(restated(out).get((month, "restated"), {}))
    wanted = {key: [-value] for key, value in story.booked[month].items() if value}
    found = list(compared(f"{month} restated", wanted, reversed_rows))
    yield from found[:3]
    lab.tally["reversals"] += bool(wanted)
