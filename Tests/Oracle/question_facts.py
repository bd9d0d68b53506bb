"""The figures of `show` and `top`, from facts.csv and plans.csv alone, in exact arithmetic (docs/SHOW.md).

Where a plan changes within a day, facts.csv does not say which requests were free; then the rows of `--rated` do.
Target margins are of the requests' starts, and always from `--rated`.
"""
import collections
import csv
import dataclasses
import datetime
import functools
import pathlib
import re
from fractions import Fraction

import oracle

COUNTS = ["requests", "tokens", "prompt_tokens", "cached_tokens", "output_tokens", "users", "mismatches"]
AMOUNTS = ["cost", "recorded_cost", "credits", "revenue", "margin", "loss"]
PERCENTS = ["margin_percent", "cache_share"]
QUOTIENTS = ["cost_per_1000_requests", "cost_per_1000_output_tokens", "tokens_per_request", "cost_per_user"]
MEASURES = COUNTS + AMOUNTS + PERCENTS + QUOTIENTS
ADDING_UP = [m for m in COUNTS + AMOUNTS if m != "users"]
TIMES = ["day", "week", "month"]
DIMENSIONS = ["tier", "provider", "model", "service", "service_tier", "account", "user", *TIMES, "own_key"]
WITH_TARGET = {"tier", "provider", "model", "account", "user", "month"}
PROMPT = ["input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"]
OUTPUT = ["output_tokens", "reasoning_tokens"]
TOKENS = PROMPT + OUTPUT + ["audio_input_tokens", "audio_output_tokens", *oracle.LATER_COLUMNS]
SAME_COLUMNS = ["tier", "provider", "model", "service", "service_tier", "status", "byok", "account_id", "user_id"]
NOBODY_KNOWS = ["requests", "unpriced", "costs_not_recorded", "costs_not_converted"]


def unguarded(text: str) -> str:
    """A text of a CSV file without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if re.match("''*[=+\\-@\t\r\n＝＋－＠]", text) else text


def table(path: pathlib.Path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclasses.dataclass
class Free:
    """Requests of free plans, and revenue that has a target."""
    requests: int = 0
    priced: int = 0
    cost: Fraction = Fraction(0)
    weight: Fraction = Fraction(0)
    weighted: Fraction = Fraction(0)


class Fact:
    """A line of facts.csv: its names as `--by` calls them, and its sums."""

    def __init__(self, row: dict, rated: Free, is_free: bool | None):
        self.names = {d: unguarded(row[d]) for d in ("day", "tier", "provider", "model", "service", "service_tier")}
        account, user = unguarded(row["account_id"]), unguarded(row["user_id"])
        year, week, _ = datetime.date.fromisoformat(row["day"]).isocalendar()
        self.names.update(account=account, user=user or account, own_key=row["byok"], month=row["day"][:7],
                          week=f"{year}-W{week:02d}")
        number = {c: Fraction(row[c] or 0) for c in TOKENS + NOBODY_KNOWS + [
            "vendor_cost_usd", "credits", "revenue_usd", "recorded_cost_usd", "mismatched", "credits_not_recorded"]}
        priced = number["requests"] - number["unpriced"]
        free = rated
        if is_free is not None:                           # facts.csv and plans.csv are enough
            free = Free(number["requests"], priced, number["vendor_cost_usd"], rated.weight, rated.weighted)
            free = free if is_free else Free(weight=rated.weight, weighted=rated.weighted)
        self.sums = collections.Counter({
            "requests": number["requests"], "priced": priced, "cost": number["vendor_cost_usd"],
            "recorded": number["requests"] - number["costs_not_recorded"] - number["costs_not_converted"],
            "recorded_cost": number["recorded_cost_usd"], "credits": number["credits"],
            "revenue": number["revenue_usd"],
            "mismatches": number["mismatched"], "tokens": sum(number[c] for c in TOKENS),
            "prompt_tokens": sum(number[c] for c in PROMPT), "cached_tokens": number["cache_read_tokens"],
            "output_tokens": sum(number[c] for c in OUTPUT), "free": free.requests, "free priced": free.priced,
            "loss": free.cost, "weight": free.weight, "weighted": free.weighted})
        self.has_recorded_credits = number["credits_not_recorded"] < number["requests"]


class Group:
    """Figures of some lines of facts.csv; None is a figure that is not known.

    Choice: where there is no request of a kind, its amount is 0; it is unknown where there are, and none has a price.
    docs/SHOW.md says "no paid request has a price", which a group of free requests alone would meet as well."""

    def __init__(self, facts: list[Fact], is_sold: bool):
        self.facts, self.is_sold, self.sums = facts, is_sold, collections.Counter()
        for fact in facts:
            for name, value in fact.sums.items():
                self.sums[name] += value
        self.users = len({fact.names["user"] for fact in facts})

    def amount(self, name: str, requests, priced) -> Fraction | None:
        return None if requests and not priced else self.sums[name]

    @functools.cached_property
    def cost(self) -> Fraction | None:
        return self.amount("cost", self.sums["requests"], self.sums["priced"])

    @functools.cached_property
    def revenue(self) -> Fraction | None:
        paid = self.sums["requests"] - self.sums["free"], self.sums["priced"] - self.sums["free priced"]
        return self.amount("revenue", *paid) if self.is_sold else None

    @functools.cached_property
    def margin(self) -> Fraction | None:
        return None if self.cost is None or self.revenue is None else self.revenue - self.cost

    def value(self, measure: str) -> Fraction | int | None:
        s, cost = self.sums, self.cost
        simple = {"cost": cost, "revenue": self.revenue, "margin": self.margin, "users": self.users}
        if measure in simple:
            return simple[measure]
        if measure in COUNTS:
            return s[measure]
        if measure == "recorded_cost":
            return s[measure] if s["recorded"] else None
        if measure == "credits":
            return self.amount("credits", s["requests"], s["priced"]) if self.is_sold else None
        if measure == "loss":
            return self.amount("loss", s["free"], s["free priced"]) if self.is_sold else None
        above, below = {
            "margin_percent": (self.margin, self.revenue), "cache_share": (s["cached_tokens"], s["prompt_tokens"]),
            "cost_per_1000_requests": (cost, s["priced"]), "cost_per_1000_output_tokens": (cost, s["output_tokens"]),
            "tokens_per_request": (s["tokens"], s["requests"]), "cost_per_user": (cost, self.users)}[measure]
        factor = 100 if measure in PERCENTS else 1000 if "1000" in measure else 1
        return None if above is None or not below else factor * Fraction(above) / Fraction(below)

    @property
    def target(self) -> Fraction | None:
        """Weighted by revenue; None where a part of the revenue has no target, as in the reports."""
        weight = self.sums["weight"]
        return Fraction(self.sums["weighted"]) / weight if weight and weight == self.sums["revenue"] else None


class Ledger:
    """Everything that questions are answered from."""

    def __init__(self, workspace: pathlib.Path, out: pathlib.Path, rated: pathlib.Path):
        self.books, self.settings = oracle.Books(str(workspace)), oracle.Settings(str(workspace))
        self.free_of_row = self.read_rated(rated)
        self.facts = [self.fact(row) for row in table(out / "facts.csv")]
        self.is_sold = bool(self.books.multipliers or self.books.plans
                            or any(fact.has_recorded_credits for fact in self.facts))
        days = [fact.names["day"] for fact in self.facts]
        self.first, self.last = min(days), max(days)

    def group(self, facts: list[Fact]) -> Group:
        return Group(facts, self.is_sold)

    def plan_at(self, tier: str, at: int):
        return oracle.one_in_force(self.books.plans, (tier,), at)

    def read_rated(self, path: pathlib.Path) -> dict:
        found = collections.defaultdict(Free)
        for row in table(path):
            at = oracle.read_instant(row["request_started_at"], "request_started_at")
            free = found[(self.settings.day(at), *(row[c] for c in SAME_COLUMNS))]
            plan, is_priced = self.plan_at(unguarded(row["tier"]), at), row["vendor_cost_usd"] != ""
            if plan and plan["free"]:
                free.requests += 1
                free.priced += is_priced
                free.cost += Fraction(row["vendor_cost_usd"] or 0)
            if plan and plan["target"] is not None and is_priced and row["revenue_usd"]:
                free.weight += Fraction(row["revenue_usd"])
                free.weighted += plan["target"] * Fraction(row["revenue_usd"])
        return found

    def fact(self, row: dict) -> Fact:
        return Fact(row, self.free_of_row[(row["day"], *(row[c] for c in SAME_COLUMNS))],
                    self.free_all_day(unguarded(row["tier"]), row["day"]))

    @functools.cache
    def free_all_day(self, tier: str, day: str) -> bool | None:
        """Whether the plan is free on that day of the reporting zone; None where it changes within the day."""
        rows = self.books.plans.get((tier,), [])
        changes = {at for row in rows for at in (row["from"], row["end"]) if oracle.ALWAYS < at < oracle.NEVER}
        if any(day in (self.settings.day(at), self.settings.day(at - 1)) for at in changes):
            return None
        noon = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12), self.settings.zone)
        plan = self.plan_at(tier, int(noon.timestamp()) * oracle.SECOND)
        return bool(plan and plan["free"])
