"""What `show` and `top` answer to a question, as docs/SHOW.md says, from the facts of question_facts.py."""
import calendar
import dataclasses
import datetime
import io
import json
import operator
from fractions import Fraction

import oracle
import question_facts as f

COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
# Choice: docs/SHOW.md does not name the figures of `top`; TOP_COST where nothing is sold.
TOP = ["requests", "revenue", "cost", "margin", "margin_percent"]
TOP_COST, TOP_LOSS = ["requests", "tokens", "cost"], ["loss"]


def quoted(key: str) -> str:
    """A key as a list of `--where` has it: in quotes where it has a comma, a quote or blanks at its ends."""
    return '"' + key.replace('"', '""') + '"' if set(key) & set(',"') or key != key.strip(" ") else key


@dataclasses.dataclass
class Question:
    """One command: `where` has (name, is kept, keys), `conditions` (figure, sign, text of the limit)."""
    measures: list[str]
    by: list[str] = dataclasses.field(default_factory=list)
    where: list[tuple] = dataclasses.field(default_factory=list)
    conditions: list[tuple] = dataclasses.field(default_factory=list)
    period: "Period | None" = None
    sort: str = ""
    limit: int | None = None
    form: str = "csv"
    top: str = ""                                         # the figure of --by of `top`

    def arguments(self) -> list[str]:
        found = [f"{self.by[0]}s", "--by", self.top] if self.top else [",".join(self.measures)]
        if self.by and not self.top:
            found += ["--by", ",".join(self.by)]
        for name, is_kept, keys in self.where:
            found += ["--where", f"{name}{'=' if is_kept else '!='}{','.join(map(quoted, keys))}"]
        for condition in self.conditions if not self.top else []:
            found += ["--where", "".join(condition)]
        found += self.period.arguments if self.period else []
        found += ["--sort", self.sort] if self.sort and not self.top else []
        found += ["--limit", str(self.limit or "all")] if self.limit or self.top else []
        return ["top" if self.top else "show", *found, "--format", self.form]

    @property
    def is_across(self) -> bool:
        """A month or week that comes last, with one figure, stands across: a line is a line of the table."""
        return len(self.measures) == 1 and len(self.by) > 1 and self.by[-1] in ("week", "month")


@dataclasses.dataclass
class Period:
    """Days from first to last, and how the command says so."""
    arguments: list[str]
    first: str
    last: str

    def targets(self, ledger: f.Ledger) -> bool | None:
        """Whether it is of whole months; None where it is but for the ends of the ledger: the contract is silent."""
        last = datetime.date.fromisoformat(self.last)
        starts, ends = self.first.endswith("-01"), last.day == calendar.monthrange(last.year, last.month)[1]
        if starts and ends:
            return True
        at_first, at_last = self.first <= ledger.first, self.last >= ledger.last
        return None if (starts or at_first) and (ends or at_last) else False


class Answer:
    """Lines, others and total of a question: each has keys by name, and a text (or None) by column."""

    def __init__(self, question: Question, ledger: f.Ledger):
        self.q, self.ledger = question, ledger
        self.first = question.period.first if question.period else ledger.first
        self.last = question.period.last if question.period else ledger.last
        lines = self.blocks([fact for fact in ledger.facts if self.counts(fact)])
        self.kept = [block for block in lines if self.holds(block)]
        self.sort()
        limit = question.limit or len(self.kept)
        self.shown, self.hidden = (self.kept[:limit], self.kept[limit:]) if question.by else ([], [])
        facts = lambda blocks: [fact for _, group in blocks for fact in group.facts]
        self.total = ledger.group(facts(self.kept))
        self.others = ledger.group(facts(self.hidden)) if self.hidden else None
        self.lines = [line for block in self.shown for line in self.cells(block)]
        self.choose_columns()

    def counts(self, fact: f.Fact) -> bool:
        return self.first <= fact.names["day"] <= self.last and all(
            (fact.names[name] in keys) == is_kept for name, is_kept, keys in self.q.where)

    def grouped(self, facts: list, by: list[str]) -> list:
        found = {}
        for fact in facts:
            found.setdefault(tuple(fact.names[name] for name in by), []).append(fact)
        return [(key, self.ledger.group(found[key])) for key in sorted(found, key=oracle.key_bytes)]

    def blocks(self, facts: list) -> list:
        return self.grouped(facts, self.q.by[:-1] if self.q.is_across else self.q.by)

    def cells(self, block: tuple) -> list:
        return self.grouped(block[1].facts, self.q.by) if self.q.is_across else [block]

    def holds(self, block: tuple) -> bool:
        for figure, sign, limit in self.q.conditions:
            value = stated(figure, block[1].value(figure))
            if value is None or not COMPARISONS[sign](value, Fraction(limit)):
                return False
        return True

    def sort(self) -> None:
        """Blocks are sorted by name so far; a figure that is not known comes last.

        Where a day, week or month comes first, lines are in the order of time, and those of one time largest first, or
        smallest first where only figures below a limit are asked for."""
        by, measure = self.q.by, self.q.measures[0]
        wants_least = any(figure == measure and sign in ("<", "<=") for figure, sign, _ in self.q.conditions)
        figure = measure if wants_least else "-" + measure
        word = self.q.sort or (by[0] if by and by[0] in f.TIMES else figure)
        if word.removeprefix("-") in f.TIMES:
            self.sort_by(figure)
        self.sort_by(word)
        if not self.q.sort and len(by) > 1 and by[-1] in f.TIMES and by[0] not in f.TIMES and not self.q.is_across:
            self.sort_groups(figure)

    def sort_groups(self, word: str) -> None:
        """Lines that differ only in the time stand together, in the order of time; such groups as lines otherwise."""
        parts = {}
        for key, group in sorted(self.kept, key=lambda block: oracle.key_bytes(block[0])):
            parts.setdefault(key[:-1], []).append((key, group))
        lines = self.kept
        self.kept = [(key, self.ledger.group([fact for _, group in blocks for fact in group.facts]))
                     for key, blocks in sorted(parts.items(), key=lambda item: oracle.key_bytes(item[0]))]
        self.sort_by(word)
        self.kept = [block for key, _ in self.kept for block in parts[key]]
        assert len(lines) == len(self.kept)

    def sort_by(self, word: str) -> None:
        """Sorts by one figure or name and keeps the order of equal ones."""
        name, falls = word.removeprefix("-"), word.startswith("-")
        if name in self.q.by:
            place = self.q.by.index(name)
            names = sorted({block[0][place] for block in self.kept}, key=str.encode, reverse=falls)
            self.kept.sort(key=lambda block: names.index(block[0][place]))
            return
        value = lambda block: stated(name, block[1].value(name))
        self.kept.sort(key=lambda block: (value(block) is None, (value(block) or 0) * (-1 if falls else 1)))

    # ---------------------------------------------------------------------------- columns

    def choose_columns(self) -> None:
        shows_margin = {"margin", "margin_percent"} & set(self.q.measures)
        names = {*self.q.by, *(name for name, _, _ in self.q.where)}
        whole = self.q.period.targets(self.ledger) if self.q.period else True
        self.target_is_open = bool(shows_margin and names <= f.WITH_TARGET and whole is None)
        self.has_target, self.knows_targets = bool(shows_margin), names <= f.WITH_TARGET and bool(whole)
        self.share_of = self.share_figure()

    def share_figure(self) -> str:
        if not self.q.by:
            return ""
        if self.q.top:                                    # Choice: docs/SHOW.md does not say that `top` differs
            return {"margin": "revenue"}.get(self.q.top, self.q.top)
        if {"revenue", "margin"} & set(self.q.measures):
            return "revenue"
        return "cost" if "cost" in self.q.measures else next((m for m in self.q.measures if m in f.ADDING_UP), "")

    def share(self, group: f.Group) -> Fraction | None:
        part, whole = group.value(self.share_of), self.total.value(self.share_of)
        return None if part is None or not whole else 100 * Fraction(part) / Fraction(whole)

    def figures(self, group: f.Group) -> dict:
        found = {m: text(m, group.value(m)) for m in self.q.measures}
        if self.has_target:
            found["target_margin_percent"] = text("margin_percent", group.target if self.knows_targets else None)
        if self.share_of:
            found["share_percent"] = text("margin_percent", self.share(group))
        return found

    # ------------------------------------------------------------------------------ forms

    def csv(self) -> str:
        out, names = io.StringIO(), self.q.by
        columns = [*names, *self.figures(self.total), "row"]
        rows = [(key, group, "line") for key, group in self.lines]
        rows += [([""] * len(names), self.others, "others")] if self.others else []
        rows += [([""] * len(names), self.total, "total")]
        out.write(",".join(columns) + "\n")
        for key, group, kind in rows:
            cells = [oracle.text_cell(name) for name in key] + [value or "" for value in self.figures(group).values()]
            out.write(",".join([*cells, kind]) + "\n")
        return out.getvalue()

    def json(self) -> dict:
        """The part of the document that is compared."""
        def figures(group: f.Group) -> dict:
            return {m: int(value) if m in f.COUNTS else value for m, value in self.figures(group).items()}
        lines = [dict(zip(self.q.by, key)) | figures(group) for key, group in self.lines]
        others = {"lines": len(self.hidden)} | figures(self.others) if self.others else None
        return covered(self.first, self.last, self.ledger) | {
            "lines": lines, "others": others, "total": figures(self.total)}


class Change:
    """What `top --by change` answers: usage revenue, or cost where nothing is sold, against the period before."""

    target_is_open = has_target = False

    def __init__(self, question: Question, ledger: f.Ledger, before: Period):
        self.q, self.after, self.ledger = question, question.period, ledger
        self.figure = "revenue" if ledger.is_sold else "cost"
        side = lambda period: dataclasses.replace(question, measures=[self.figure], top="", limit=None, period=period)
        sides = [Answer(side(period), ledger) for period in (before, self.after)]
        self.facts = [{key[0]: group.facts for key, group in side.lines} for side in sides]
        names = sorted({*self.facts[0], *self.facts[1]}, key=str.encode)
        changes = {name: self.values([name])[2] for name in names}
        names.sort(key=lambda name: (changes[name] is None, -abs(changes[name] or 0)))
        self.shown, self.hidden, self.all = names[:question.limit], names[question.limit or len(names):], names

    def values(self, names: list[str]) -> list[Fraction | None]:
        """Before, after and the change of some lines. Choice: the change of a figure that is not known is not known."""
        before, after = (self.ledger.group([fact for name in names for fact in side.get(name, [])]).value(self.figure)
                         for side in self.facts)
        return [before, after, None if before is None or after is None else after - before]

    def figures(self, names: list[str]) -> dict:
        return {word: text("cost", value) for word, value in zip(("before", "after", "change"), self.values(names))}

    def csv(self) -> str:
        rows = [(name, [name], "line") for name in self.shown]
        rows += [("", self.hidden, "others")] if self.hidden else []
        rows += [("", self.all, "total")]
        lines = [",".join([oracle.text_cell(name), *(value or "" for value in self.figures(names).values()), kind])
                 for name, names, kind in rows]
        return "\n".join([f"{self.q.by[0]},before,after,change,row", *lines]) + "\n"

    def json(self) -> dict:
        others = {"lines": len(self.hidden)} | self.figures(self.hidden) if self.hidden else None
        return covered(self.after.first, self.after.last, self.ledger) | {
            "lines": [{self.q.by[0]: name} | self.figures([name]) for name in self.shown],
            "others": others, "total": self.figures(self.all)}


def covered(first: str, last: str, ledger: f.Ledger) -> dict:
    """Choice: the days of a document are those that the ledger covers."""
    return {"from": max(first, ledger.first), "to": min(last, ledger.last)}


def stated(measure: str, value) -> Fraction | None:
    """Choice: figures are sorted and compared with limits as they are stated, that is quotients after rounding."""
    return None if value is None else Fraction(text(measure, value))


def text(measure: str, value) -> str | None:
    if value is None:
        return None
    if measure in f.PERCENTS or measure in f.QUOTIENTS:
        return oracle.half_even_text(value, 4 if measure in f.PERCENTS else 8)
    return oracle.decimal_text(value)


def comparable(document: str) -> dict:
    """The compared part of the program's JSON; a number with a point or an exponent stays a text, and differs."""
    found = json.loads(document, parse_float=lambda number: f"a number {number}")
    return {name: found.get(name) for name in ("from", "to", "lines", "others", "total")}
