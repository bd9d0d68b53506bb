"""The figures of a month as finance reads them, from the files of a run; and their differences by cause."""
import collections
from fractions import Fraction

from closing_late import differing, plain, take
from closing_runs import table

MEASURES = ["vendor_cost_usd", "credits", "revenue_usd", "realised_revenue_usd", "breakage_usd", "deferred_closing_usd", "margin_usd",
            "requests"]
NO_TIER = "(none)"
OF_FACTS = ["vendor_cost_usd", "credits", "revenue_usd", "realised_revenue_usd", "requests"]


def number(text):
    return Fraction(text) if text else None


def plain_text(cell):
    """A cell as its text was before it was kept from spreadsheets."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@'" else cell


class Figures:
    """`values`: {(measure, key): the figure by each reading of the contract}; blank figures are missing. A key is a tier,
    provider/model or empty for the total."""

    def __init__(self, out, month):
        self.values = collections.defaultdict(list)
        self.facts = collections.defaultdict(lambda: None)
        for row in table(out / "facts.csv"):
            tier, model = plain_text(row["tier"]) or NO_TIER, plain_text(row["provider"]) + "/" + plain_text(row["model"])
            for measure in OF_FACTS:
                if row.get(measure):
                    for key in ("", model, tier):
                        self.facts[measure, key] = (self.facts[measure, key] or 0) + number(row[measure])
        for (measure, key), value in list(self.facts.items()):
            self.put(measure, key, value)
            if measure == "vendor_cost_usd":
                self.put("margin_usd", key, (self.facts["revenue_usd", key] or 0) - value)
        self.of_revenue(table(out / "revenue.csv"), month)
        self.of_grants(table(out / "deferred-revenue.csv"), month)

    def put(self, measure, key, value):
        if value is not None and value not in self.values[measure, key]:
            self.values[measure, key].append(value)

    def of_revenue(self, rows, month):
        """Realised revenue and breakage, also without a request: by tier and in total."""
        for measure in ("realised_revenue_usd", "breakage_usd"):
            known = [(plain_text(row["tier"]) or NO_TIER, number(row.get(measure))) for row in rows if row["month"] == month and row.get(measure)]
            for tier, value in known:
                self.put(measure, tier, value)
            if known:
                self.put(measure, "", sum(value for _, value in known))

    def of_grants(self, rows, month):
        closing = [number(row["closing_usd"]) for row in rows if row["month"] == month and row["closing_usd"]]
        if rows:
            self.put("deferred_closing_usd", "", sum(closing, Fraction(0)))

    def readings(self, measure, key):
        return self.values.get((measure, key)) or [Fraction(0)]


def difference(before, after):
    """{(measure, key): the differences that a reading of the contract gives}, where one is not 0."""
    found = {}
    for measure, key in before.values.keys() | after.values.keys():
        one, other = before.readings(measure, key), after.readings(measure, key)
        # Each reading compares like with like: the first with the first, the last with the last.
        parts = [other[index] - one[index] for index in (0, -1)]
        if any(parts):
            # An empty key is the total: rows of requests without a tier may be missing.
            found[measure, key] = sorted({*parts, *([Fraction(0)] if key == NO_TIER else [])})
    return found


class Steps:
    """A closed month as it was known (`before`) and as it is known now: one more run for each cause that has a changed file.
    `parts`: {cause: {(measure, key): differences}}."""

    def __init__(self, lab, before, now, month, known_at=None):
        folder = plain(before, lab.fresh() / "steps")
        self.known = [Figures(lab.reports(folder, month, known_at), month)]
        self.parts, self.paths = {}, differing(before, now)
        for cause, paths in self.paths.items():
            take(paths, now, folder)
            self.known.append(Figures(lab.reports(folder, month, known_at), month))
            self.parts[cause] = difference(*self.known[-2:])
        lab.drop(folder)
        lab.tally["restatement steps"] += len(self.paths)

    def total(self):
        return difference(self.known[0], self.known[-1])
