#!/usr/bin/env python3
"""Each `try` of recommendations.csv, run as printed, changes vendor cost or margin by the stated amount (the page on insight, §5).

    python3 check_recommendations.py --program ASSAY [--seeds 1-20] [--rows 260] [--keep FOLDER] [--no-sample]

The workspaces are those of check_insight.py, which runs this too. A shell runs each command in the workspace. The change in the
period, × 30 ÷ covered days, half-even at 8 decimals, has to be the cell, with two exceptions by construction:

- multiplier: a multiplier has six decimals and a charge whole credit steps, both rounded up. The change is held against the
  charges of insight.py's rows at the printed multiplier, exactly, and is not below the cell.
- free_budget of several free tiers: the guard counts the credits of a user in all of them, an option those in one tier. The
  change is held against each tier played alone; it may differ from the cell only if a user has requests in several.

Rows for models.csv are added to it, and the workspace is run again: the margin rises by the fees of insight.py's rows, each
rounded up to a step. The requests of batch, which has no command, are sent at service tier batch in the ledger of a shop.
`assay explain` shows a request with the cause and the sign of its credits; the amount is that of exceptions.csv.
"""
import collections
import csv
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
from decimal import Decimal
from fractions import Fraction

import guards
import insight_advice
import insight_usage
import oracle


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shown(amount):
    return "unknown" if amount is None else oracle.decimal_text(amount)


def errors(text):
    """The errors of a refused run, without its warnings."""
    lines = text.splitlines()
    at = [number for number, line in enumerate(lines) if "error" in line]
    return "\n".join("\n".join(lines[number:number + 3]) for number in at)[:900] or text[-300:]


class Trial:
    """`tally`: what was run, by kind. `most`: requests of batch are sent again of so many ranks."""
    most = 2

    def __init__(self, program, room, tally):
        self.room, self.tally = pathlib.Path(room).resolve(), tally
        tools = self.room / "bin"
        tools.mkdir(exist_ok=True)
        if not (tools / "assay").is_symlink():
            (tools / "assay").symlink_to(pathlib.Path(shutil.which(program) or program).resolve())
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}

    def count(self, row, what):
        self.tally[f"try {row['kind']}: {what}"] += 1

    def shell(self, command, folder):
        return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, env=self.environment)

    def misses(self, workspace, words, found, reports, is_shop=False):
        """The faults of the recommendations in `reports`, the folder of a run with the options `words`."""
        rows = table(pathlib.Path(reports, "recommendations.csv"))
        for row in rows:
            self.count(row, "rows")
            check = {"multiplier": self.multiplier, "cheaper_model": self.cheaper_model, "free_budget": self.free_budget,
                     "own_key_fee": self.own_key_fee, "batch": self.batch}.get(row["kind"], self.charge)
            if row["try"] == insight_advice.NOTHING and row["kind"] != "batch":
                self.count(row, "without a command")
                continue
            for text in check(row, Place(str(workspace), words, found, reports, is_shop)):
                self.count(row, "MISSED")
                yield f"try {row['rank']} {row['kind']} {row['subject']}: {row['try']}: {text}"

    def simulated(self, row, place):
        """The change of each measure by the command, or the text of a fault. A figure that is unknown changes by None."""
        totals = pathlib.Path(place.workspace, "out/simulation/simulation.csv")
        shutil.rmtree(totals.parent, ignore_errors=True)
        done = self.shell(row["try"], place.workspace)
        if done.returncode not in (0, 2) or not totals.exists():
            return f"exit status {done.returncode}: {errors(done.stderr)}"
        self.count(row, "commands run")
        return {line["measure"]: None if "" in (line["baseline"], line["simulated"])
                else Fraction(line["simulated"]) - Fraction(line["baseline"]) for line in table(totals) if line["key"] == ""}

    # ----------------------------------------------------------------------------------- kinds

    def cheaper_model(self, row, place):
        changes = self.simulated(row, place)
        if isinstance(changes, str):
            yield changes
        elif place.monthly(changes["vendor_cost_usd"], -1) != Fraction(row["usd_per_month"]):
            yield f"vendor cost changes by {shown(changes['vendor_cost_usd'])}, stated {row['usd_per_month']} a month"

    def multiplier(self, row, place):
        changes = self.simulated(row, place)
        if isinstance(changes, str):
            yield changes
            return
        change, stated = changes["margin_usd"], Fraction(row["usd_per_month"])
        key, _, times = shlex.split(row["try"])[-1].rpartition("=")
        expected = Fraction(0)
        for r in place.found.rows:
            if r.rated and not r.free and r.charged and not r.byok and key == f"combination:{r.tier}/{r.provider}/{r.model}":
                step = place.found.settings.increment_at(r.tier, r.started)
                expected += (oracle.ceiling(r.cost * Fraction(times) / r.value / step) * step - r.credits) * r.value
        if change != expected:
            yield f"margin changes by {shown(change)}, by the rows {shown(expected)}"
        elif place.monthly(change) < stated:
            yield f"margin changes by {shown(change)}, stated {row['usd_per_month']} a month"
        else:
            self.count(row, "exact" if place.monthly(change) == stated else "above, by steps and the multiplier's rounding up")

    def free_budget(self, row, place):
        changes = self.simulated(row, place)
        if isinstance(changes, str):
            yield changes
            return
        change = changes["vendor_cost_usd"]
        if place.monthly(change, -1) == Fraction(row["usd_per_month"]):
            self.count(row, "exact")
            return
        alone = self.tier_by_tier(row, place)
        tiers = collections.defaultdict(set)
        for r in place.found.rows:
            if r.free:
                tiers[r.user].add(r.tier)
        if any(len(names) > 1 for names in tiers.values()) and -change == alone:
            self.count(row, "differs, as a user is in several free tiers")
        else:
            yield (f"vendor cost changes by {shown(change)}, stated {row['usd_per_month']} a month, "
                   f"each tier alone {shown(alone)}")

    def tier_by_tier(self, row, place):
        """What the options save, each in its tier."""
        words = shlex.split(row["try"])
        options = list(zip(words, words[1:]))
        barred = dict(value.split(":", 1) for option, value in options if option == "--block")
        limits = collections.defaultdict(dict)
        for span, name in (("month", "--budget"), ("day", "--daily-cap")):
            for option, value in options:
                if option == name:
                    tier, _, most = value.rpartition("=")
                    limits[tier][span] = Decimal(most)
        saved = Fraction(0)
        for tier in insight_advice.plain(row["subject"]).split(";"):
            requests = [r for r in insight_advice.free_requests(place.found) if r["tier"] == tier]
            models = {r["model"] for r in requests} - set(barred.get(tier, "").split(",")) if tier in barred else set()
            saved += sum((r["cost"] for r, _ in guards.stopped(requests, limits[tier], models)), Fraction(0))
        return saved

    def own_key_fee(self, row, place):
        """The rows after "models.csv: ", below the others."""
        place_after = self.copy(place)
        book = place_after / "models.csv"
        provider = insight_advice.plain(row["subject"])
        names = sorted({r.model for r in place.keys_without_class(provider)}, key=str.encode)
        there = "class standard in the row of "
        texts = row["try"].removeprefix("models.csv: ").split("; ")
        filled = {tuple(next(csv.reader([text.removeprefix(there)]))) for text in texts if text.startswith(there)}
        since = {tuple(next(csv.reader([text.split(" with effective_from ")[0]]))[:2]): text.split(" with effective_from ")[1]
                 for text in texts if " with effective_from " in text}
        rows = [text.removeprefix(there).split(" with effective_from ")[0] for text in texts]
        printed = [[*next(csv.reader([line])), *(["standard"] if text.startswith(there) else [])] for line, text in zip(rows, texts)]
        if printed != [[provider, name, "standard"] for name in names]:
            yield f"rows of models.csv would be {printed}, wanted are those of {names}"
        columns, lines, blank = ["provider", "model", "class"], [], []
        if book.exists():
            (_, fields, _), *others = oracle.csv_records(oracle.file_bytes(str(book)), b",")
            columns = [field.decode().strip().casefold() for field in fields]
            lines = [[field.decode() for field in fields] for _, fields, _ in others]
        where = [columns.index(name) for name in ("provider", "model", "class")]
        for name in names:
            has = [line for line in lines if [line[c] for c in where] == [provider, name, ""]]
            for line in has:
                line[where[2]] = "standard"
            blank += [name] if has else []
            start = columns.index("effective_from") if "effective_from" in columns else None
            added = dict(zip(where, (provider, name, "standard")))
            if (provider, name) in since:
                added[start] = since[(provider, name)]
            if (provider, name) in since or not any(
                    [line[c] for c in where[:2]] == [provider, name] and (start is None or not line[start]) for line in lines):
                lines.append([added.get(c, "") for c in range(len(columns))])
        if {(provider, name) for name in blank} != filled:
            yield f"models.csv has rows without a class for {blank}, those to be filled in are {sorted(filled)}"
        with open(book, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *lines])
        changes = self.changed(row, place, place_after)
        if isinstance(changes, str):
            yield changes
            return
        expected = Fraction(0)
        rate = place.found.settings.markup["standard"]
        for r in place.keys_without_class(provider):
            step = place.found.settings.increment_at(r.tier, r.started)
            expected += oracle.ceiling(r.notional * rate / 100 / r.value / step) * step * r.value
        change = changes["margin_usd"]
        if change != expected:
            yield f"margin changes by {shown(change)}, by the rows {shown(expected)}, stated {row['usd_per_month']} a month"
        elif place.monthly(change) < Fraction(row["usd_per_month"]):
            yield f"margin changes by {shown(change)}, stated {row['usd_per_month']} a month"
        else:
            self.count(row, "exact" if place.monthly(change) == Fraction(row["usd_per_month"]) else "above, by steps")

    def batch(self, row, place):
        if not place.is_shop or int(row["rank"]) > self.most:
            return
        able = [(r, insight_usage.cost_of(r, place.found.books, service_tier="batch"))
                for r in place.found.rows if r.rated and not r.byok and r.service_tier != "batch"
                and row["subject"] == f"{r.service} {r.provider}/{r.model}"]
        lines = collections.defaultdict(set)
        for r, cost in able:
            if cost is not None:
                lines[r.file].add(r.line)
        place_after = self.copy(place)
        for name, numbers in lines.items():
            with open(place_after / name, newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))
            column = rows[0].index("service_tier")
            for number in numbers:
                rows[number - 1][column] = "batch"
            with open(place_after / name, "w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        changes = self.changed(row, place, place_after)
        if isinstance(changes, str):
            yield changes
        elif place.monthly(changes["vendor_cost_usd"], -1) != Fraction(row["usd_per_month"]):
            yield f"vendor cost changes by {shown(changes['vendor_cost_usd'])}, stated {row['usd_per_month']} a month"

    def charge(self, row, place):
        """overcharge and undercharge"""
        command = shlex.split(row["try"])
        done = self.shell(row["try"], place.workspace)
        if done.returncode not in (0, 2):
            yield f"exit status {done.returncode}: {errors(done.stderr)}"
            return
        self.count(row, "commands run")
        sign = " too high" if row["kind"] == "overcharge" else " too low"
        text = " ".join(done.stdout.split())
        for part in (command[-1], row["subject"], sign):
            if part not in text:
                yield f"does not show {part!r}"
        whole = Fraction(0)
        rows = {r.id: r for r in place.found.rows}
        for line in table(pathlib.Path(place.reports, "exceptions.csv")):
            off = Fraction(line["credits_difference"] or 0)
            if insight_advice.cause_of_credits(line["diagnosis"]) == row["subject"] and off and (off > 0) == (sign == " too high"):
                whole += abs(off) * rows[insight_advice.plain(line["request_id"])].value
        if place.monthly(whole) != Fraction(row["usd_per_month"]):
            yield f"exceptions.csv has {shown(whole)}, stated {row['usd_per_month']} a month"

    # --------------------------------------------------------------------------------- changed

    def copy(self, place):
        target = pathlib.Path(tempfile.mkdtemp(dir=self.room)) / "changed"
        shutil.copytree(place.workspace, target, ignore=shutil.ignore_patterns("out", "assay.db"))
        return target

    def changed(self, row, place, folder):
        """The changes of summary.csv by a run of a changed workspace, which is removed."""
        done = self.shell(shlex.join(["assay", "run", "--quiet", "--output", "after", *place.words]), folder)
        if done.returncode not in (0, 2):
            return f"run of the changed workspace: exit status {done.returncode}: {errors(done.stderr)}"
        self.count(row, "workspaces changed and run")
        after, before = ({line["measure"]: line["value"] for line in table(path / "summary.csv")}
                         for path in (folder / "after", pathlib.Path(place.reports)))
        shutil.rmtree(folder.parent)
        return {name: None if "" in (before[name], after[name]) else Fraction(after[name]) - Fraction(before[name])
                for name in ("vendor_cost_usd", "margin_usd")}


class Place(collections.namedtuple("Place", "workspace words found reports is_shop")):
    """A workspace, the options of its run, insight.py's rows and the folder of the run."""

    def monthly(self, change, sign=1):
        return None if change is None else Fraction(round(sign * change * 30 / self.found.days * 10**8), 10**8)

    def keys_without_class(self, provider):
        return [r for r in self.found.rows if r.rated and r.byok and r.charged and not r.free and r.provider == provider
                and oracle.model_class(r, self.found.books) is None]


def main(arguments=None):
    import check_insight
    return check_insight.main(arguments, only_tries=True, summary=__doc__.splitlines()[0])


if __name__ == "__main__":
    raise SystemExit(main())
