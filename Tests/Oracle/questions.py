#!/usr/bin/env python3
"""Asks `show` and `top` random questions about random workspaces, and answers them from facts.csv and plans.csv.

    questions.py PROGRAM --seeds N [--first K] [--questions 45] [--workspace DIR]

What differs is printed with the command that repeats it (give --workspace, or the workspace is gone); then the exit
status is 1. The rules are those of docs/SHOW.md; where it is silent, the code says "Choice".
"""
import argparse
import calendar
import csv
import datetime
import io
import pathlib
import random
import shlex
import shutil
import subprocess
import tempfile

import question_answers as answers
import question_facts as f
import question_world
from question_answers import Period, Question

ONE_DAY = datetime.timedelta(days=1)


class Dice(random.Random):
    """Random questions about what a ledger has."""

    def __init__(self, seed: int, ledger: f.Ledger):
        super().__init__(f"questions {seed}")
        self.ledger = ledger
        self.first, self.last = map(datetime.date.fromisoformat, (ledger.first, ledger.last))
        self.used_days = {fact.names["day"] for fact in ledger.facts}

    def chance(self, share: float) -> bool:
        return self.random() < share

    def question(self) -> Question:
        """Any question of `show`."""
        measures = self.sample(f.MEASURES, self.choice([1, 1, 1, 2, 3, 5]))
        if self.chance(0.4):
            more = self.choice([["margin"], ["cost"], ["margin_percent"], ["margin", "cost"]])
            measures = list(dict.fromkeys(measures + more))
        by = self.sample(f.DIMENSIONS, self.choice([0, 1, 1, 1, 2, 2, 3]))
        if self.chance(0.25):                             # what has a target
            by = self.sample(sorted(f.WITH_TARGET), self.choice([1, 2]))
        if len(by) > 1 and self.chance(0.3):              # what may stand across
            measures, by = measures[:1], by[:-1] + [self.choice(["week", "month"])]
            by = list(dict.fromkeys(by))
        asked = Question(measures, by, period=self.period() if self.chance(0.5) else None,
                         form="json" if self.chance(0.25) else "csv")
        asked.where = [self.choose_keys() for _ in range(self.choice([0, 0, 1, 1, 2]))]
        asked.limit = self.choice([None, None, 1, 2, 5, 12, 1000]) if by else None
        if by and self.chance(0.4):
            asked.sort = self.choice(["", "-"]) + self.sort_word(asked)
        asked.conditions = [self.condition(asked) for _ in range(self.choice([0, 0, 0, 1, 2]))]
        return asked

    def sort_word(self, asked: Question) -> str:
        names = asked.by[:-1] if asked.is_across else asked.by
        return self.choice([self.choice(names), self.choice(asked.measures), self.choice(f.MEASURES)])

    def choose_keys(self) -> tuple:
        """One condition on a name."""
        name = self.choice(f.DIMENSIONS)
        known = sorted({fact.names[name] for fact in self.ledger.facts})
        return name, self.chance(0.6), self.sample(known, min(len(known), self.choice([1, 1, 2, 3])))

    def condition(self, asked: Question) -> tuple:
        """A limit for a figure: 0, any, or just that of a line."""
        figure = self.choice([self.choice(asked.measures), self.choice(f.MEASURES)])
        limit = self.choice(["0", "1", "-0.5", "12.5", "100"])
        groups = answers.Answer(Question([figure], asked.by, asked.where, period=asked.period), self.ledger).kept
        value = self.choice(groups)[1].value(figure) if groups else None
        if value is not None and self.chance(0.7):
            limit = answers.text(figure, value)
        return figure, self.choice(["<", "<=", ">", ">="]), limit

    def top(self) -> tuple:
        """A question of `top`, and the period before where it asks for a change."""
        figure, name = self.choice(["cost", "margin", "loss", "change"]), self.choice(["account", "user", "model"])
        asked = Question([], [name], top=figure, limit=self.choice([1, 3, 10, 1000]),
                         form=self.choice(["csv", "csv", "json"]))
        asked.where = [self.choose_keys() for _ in range(self.choice([0, 0, 1]))]
        if figure == "change":
            periods = [pair for pair in self.pairs() if all(self.has_usage(period) for period in pair)]
            before, asked.period = self.choice(periods)
            return asked, before
        shows_margin = self.ledger.is_sold or figure == "margin"
        asked.measures = answers.TOP_LOSS if figure == "loss" else answers.TOP if shows_margin else answers.TOP_COST
        asked.sort, asked.period = "-" + figure, self.period() if self.chance(0.4) else None
        asked.conditions = [("loss", ">", "0")] if figure == "loss" else []
        return asked, None

    # ---------------------------------------------------------------------------- periods

    def has_usage(self, period: Period) -> bool:
        return any(period.first <= day <= period.last for day in self.used_days)

    def some_day(self) -> datetime.date:
        return self.first + self.randrange((self.last - self.first).days + 1) * ONE_DAY

    def period(self) -> Period:
        """A period with usage, in any of its forms."""
        while True:
            found = self.choice([self.one_month, self.last_month, self.named_month, self.quarter, self.days,
                                 self.months, self.from_to, self.last_days])()
            if self.has_usage(found):
                return found

    def one_month(self) -> Period:
        day = self.some_day()
        return month(day, [self.choice(["--period", "--month"]), f"{day:%Y-%m}"])

    def last_month(self, arguments=("--period", "last")) -> Period:
        """The last month on whose last day the ledger has usage, or later."""
        is_complete = month(self.last, []).last == self.ledger.last
        return month(self.last if is_complete else self.last.replace(day=1) - ONE_DAY, list(arguments))

    def named_month(self) -> Period:
        day = self.some_day()
        while f"{day:%m}" in (f"{self.first:%m}", f"{self.last:%m}"):   # of which the ledger has a part
            day = self.some_day()
        name = f"{day:%B}"
        return month(day, [self.choice(["--period", "--month"]), self.choice([name, name.lower()])])

    def quarter(self) -> Period:
        day = self.some_day()
        number = (day.month + 2) // 3
        return Period(["--period", f"{day.year}-Q{number}"], f"{day.year}-{3 * number - 2:02d}-01",
                      month(day.replace(month=3 * number, day=1), []).last)

    def days(self) -> Period:
        a, b = sorted([self.some_day(), self.some_day()])
        return Period(["--period", f"{a}..{b}"], str(a), str(b))

    def months(self) -> Period:
        a, b = sorted([self.some_day(), self.some_day()])
        return Period(["--period", f"{a:%Y-%m}..{b:%Y-%m}"], month(a, []).first, month(b, []).last)

    def from_to(self) -> Period:
        a, b = sorted([self.some_day(), self.some_day()])
        if self.chance(0.4):
            a, b = a.replace(day=1), b.replace(day=1)
        b = max(b, a + ONE_DAY)
        return Period(["--from", str(a), "--to", str(b)], str(a), str(b - ONE_DAY))

    def last_days(self) -> Period:
        number = self.choice([1, 7, 30, 90])
        return Period(["--last", str(number)], str(self.last - (number - 1) * ONE_DAY), str(self.last))

    def pairs(self) -> list:
        """Periods with the one before: of equal kind, otherwise as many days."""
        after = [self.last_month(()), self.last_month(), self.one_month(), self.quarter(), self.days()]
        return [(before(period), period) for period in after]


def month(day: datetime.date, arguments: list[str]) -> Period:
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(arguments, f"{day:%Y-%m}-01", f"{day:%Y-%m}-{last}")


def before(period: Period) -> Period:
    first, last = map(datetime.date.fromisoformat, (period.first, period.last))
    end = first - ONE_DAY
    word = period.arguments[1] if period.arguments else "last"
    if ".." in word:
        return Period([], str(end - (last - first)), str(end))
    start = end.replace(day=1)
    return Period([], str(start.replace(month=start.month - 2) if "Q" in word else start), str(end))


class Check:
    """Asks the program, compares, and counts."""

    def __init__(self, program: str, room: pathlib.Path):
        self.program, self.room, self.asked, self.faults = program, room, 0, 0

    def run(self, *arguments) -> subprocess.CompletedProcess:
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True)

    def fault(self, command: list[str], text: str) -> None:
        self.faults += 1
        print(f"assay {shlex.join(command)}\n{text}", flush=True)

    def prepare(self, seed: int) -> tuple[pathlib.Path, f.Ledger]:
        """The workspace of a seed after a run of all rows, of a month or none, and facts of all rows from a copy."""
        workspace = question_world.make(seed, self.room / f"seed{seed}")
        copy, out, rated = (self.room / f"{kind}{seed}" for kind in ("copy", "out", "rated"))
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(workspace, copy, dirs_exist_ok=True)
        status = self.run("run", copy, "--output", out, "--rated", rated, "--quiet").returncode
        if status not in (0, 2):
            raise SystemExit(f"questions: seed {seed}: run ends with {status}")
        ledger = f.Ledger(copy, out, rated)
        shutil.rmtree(copy)
        if seed % 3:                                      # otherwise the first question makes the facts
            self.run("run", workspace, "--quiet", *(["--period", "2026-09"] if seed % 3 == 1 else []))
        return workspace, ledger

    def ask(self, workspace: pathlib.Path, expected, question: Question) -> None:
        self.asked += 1
        name, *rest = question.arguments()
        command = [name, str(workspace), *rest]
        done = self.run(*command)
        if done.returncode != 0:
            self.fault(command, f"    exit status {done.returncode}: {done.stderr.strip()[:300]}")
        elif question.form == "json":
            self.compare(command, lines_of(answers.comparable(done.stdout)), lines_of(expected.json()), expected)
        else:
            self.compare(command, table_lines(done.stdout), table_lines(expected.csv()), expected)
            if not expected.target_is_open and done.stdout != expected.csv() and table_lines(
                    done.stdout) == table_lines(expected.csv()):
                self.fault(command, "    the same cells in other quotes")

    def compare(self, command: list[str], got: list[dict], want: list[dict], expected) -> None:
        if expected.target_is_open:
            got, want = ([without_target(line) for line in lines] for lines in (got, want))
        if got == want:
            return
        pairs = [(w, g) for w, g in zip(want + [None] * len(got), got + [None] * len(want)) if w != g]
        self.fault(command, f"    {len(pairs)} lines differ, the first:\n"
                            f"    expected {pairs[0][0]}\n    got      {pairs[0][1]}")

    def seed(self, seed: int, questions: int) -> None:
        workspace, ledger = self.prepare(seed)
        dice = Dice(seed, ledger)
        for _ in range(questions):
            if dice.chance(0.2):
                question, earlier = dice.top()
                expected = answers.Change(question, ledger, earlier) if earlier else answers.Answer(question, ledger)
            else:
                question = dice.question()
                expected = answers.Answer(question, ledger)
            self.ask(workspace, expected, question)


def table_lines(text: str) -> list[list[tuple]]:
    """The cells of a CSV text with their columns, in order."""
    header, *lines = csv.reader(io.StringIO(text, newline="")) if text else [[]]
    return [list(zip(header, line)) for line in [header, *lines]]


def lines_of(document: dict) -> list[list[tuple]]:
    parts = [*document["lines"], document["others"] or {}, document["total"]]
    return [[("from", document["from"]), ("to", document["to"])], *(list(part.items()) for part in parts)]


def without_target(line: list[tuple]) -> list[tuple]:
    return [(column, cell) for column, cell in line if column != "target_margin_percent"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=30, help="how many workspaces [30]")
    parser.add_argument("--first", type=int, default=1, help="the first seed [1]")
    parser.add_argument("--questions", type=int, default=45, help="questions of each workspace [45]")
    parser.add_argument("--workspace", help="where to work; it stays [a temporary folder]")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        room = pathlib.Path(given.workspace or temporary)
        room.mkdir(parents=True, exist_ok=True)
        check = Check(str(pathlib.Path(given.program).resolve()), room)
        for seed in range(given.first, given.first + given.seeds):
            check.seed(seed, given.questions)
    print(f"{check.asked} questions, {check.faults} faults")
    return 1 if check.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
