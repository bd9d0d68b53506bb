"""The requests of the sample: who, when, which model, how many tokens."""
import csv
import datetime
import hashlib
import random

import sample_parameters as p
from sample_books import PROMPT, CLASSES

DAY = datetime.timedelta(days=1)
PROVIDERS = {model: provider for provider, model, *_ in p.MODELS}
TRACES = {"azure": "data/traces/azure-request-sizes.csv", "mooncake": "data/traces/mooncake-conversation.csv"}


def draws(*names):
    """A stream of random numbers of its own, so that one choice does not move another."""
    return random.Random("/".join((p.SEED,) + names)).random


def pick(draw, weights):
    """One of the keys, by weight."""
    items = list(weights.items()) if isinstance(weights, dict) else [(value, weight) for weight, value in weights]
    place = draw() * sum(weight for _, weight in items)
    for value, weight in items:
        place -= weight
        if place < 0:
            return value
    return items[-1][0]


def shuffled(values, draw):
    return [value for _, _, value in sorted((draw(), number, value) for number, value in enumerate(values))]


class Request:
    """One request, with the figures that the ledger records: correct until an error is planted."""

    def __init__(self, **fields):
        self.__dict__.update(fields)
        self.blank, self.planted, self.text_changes = set(), "", {}
        # The name that the vendor uses, whatever the ledger records.
        self.billed_model = self.model

    @property
    def start_text(self):
        return instant(self.start)

    @property
    def end_text(self):
        return instant(self.end)

    @property
    def prompt(self):
        return sum(self.quantities[name] for name in PROMPT)


def instant(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


class Sizes:
    """Sizes of real requests: each pool is used in a shuffled order, and again from its start."""

    def __init__(self, root):
        self.traces = {name: read_trace(root / path, name) for name, path in TRACES.items()}
        self.pools, self.places = {}, {}
        for name, (trace, least, most) in p.POOLS.items():
            rows = [row for row in self.traces[trace] if least <= row[0] <= most and row[3] > 0]
            self.pools[name] = shuffled(rows, draws("pool", name))
            self.places[name] = 0

    def next(self, pool):
        place = self.places[pool]
        self.places[pool] = place + 1
        return self.pools[pool][place % len(self.pools[pool])]


def read_trace(path, name):
    """(prompt, cached within 5 minutes, cached within the hour, answer) of each request."""
    with open(path, newline="") as file:
        rows = csv.DictReader(file)
        if name == "azure":
            return [(int(row["prompt_tokens"]), 0, 0, int(row["answer_tokens"])) for row in rows]
        return [tuple(int(row[column]) for column in (
            "input_tokens", "cached_tokens_5m", "cached_tokens_1h", "output_tokens")) for row in rows]


def accounts():
    """(account, plan by month, profile by month, requests of each user, first day, own key), in a fixed order."""
    for number, count in enumerate(p.FREE_HEAVY + p.FREE_LIGHT, 1):
        profile = "heavy_trial" if number <= len(p.FREE_HEAVY) else "trial"
        yield f"a_f{number:02d}", lambda day: "free", lambda day, it=profile: it, (count,), "", False
    for number, (profile, count) in enumerate(p.PRO, 1):
        upgrade = p.UPGRADE if number == len(p.PRO) else ""
        yield (f"a_p{number:02d}", lambda day, since=upgrade: "pro" if day >= since else "free",
               lambda day, it=profile: it, (count,), "", False)
    for account, _, plan, profile, counts, since, byok in p.BUSINESS:
        def run(day, account=account, profile=profile):
            return p.MOVED_TO if account == p.MOVER and day >= p.MOVED_ON else profile
        yield account, lambda day, it=plan: it, run, counts, since, byok


def days_of(month):
    day = datetime.date.fromisoformat(month + "-01")
    while day.strftime("%Y-%m") == month:
        yield day
        day += DAY


def times(draw, month, count, since):
    """Starts of a user's requests of a month: fewer at weekends and at night."""
    weights = {day: p.WEEKDAYS[day.weekday()] for day in days_of(month)}
    open_days = {day: weight for day, weight in weights.items() if day.isoformat() >= since}
    percent = 100 - p.MONTHLY_PERCENT + int(draw() * (2 * p.MONTHLY_PERCENT + 1))
    count = count * percent * sum(open_days.values()) // sum(weights.values()) // 100
    hours = dict(enumerate(p.HOURS))
    for _ in range(count):
        midnight = datetime.datetime.combine(pick(draw, open_days), datetime.time())
        milliseconds = pick(draw, hours) * 3600000 + int(draw() * 3600000)
        yield midnight + datetime.timedelta(milliseconds=milliseconds)


def quantities(draw, size, model, service, account, day, searches):
    """Tokens of each class. Cache reads are those of the trace, whose prefixes stay for 5 minutes or for an hour."""
    prompt, within_5_minutes, within_hour, answer = size
    counts = dict.fromkeys(CLASSES, 0)
    if model not in p.WITHOUT_CACHE and service != "embedding":
        counts["cache_read"] = within_hour if day >= p.CACHE_HOUR_FROM else within_5_minutes
    fresh = prompt - counts["cache_read"]
    if PROVIDERS[model] == "anthropic":
        written = fresh * p.CACHE_WRITE_PERCENT // 100 // p.BLOCK * p.BLOCK
        counts["cache_write_1h" if account == p.HOUR_WRITER else "cache_write_5m"] = written
        fresh -= written
    counts["input"] = fresh
    if service != "embedding":
        counts["reasoning"] = answer * p.REASONING_PERCENT.get(model, 0) // 100
        counts["output"] = answer - counts["reasoning"]
    counts["search"] = 1 + int(draw() * searches) if searches else 0
    return counts


def end_of(draw, start, counts):
    """A plausible end: reading takes 20 µs a token, writing 12 to 20 ms a token."""
    writing = (counts["output"] + counts["reasoning"]) * (12 + 8 * draw())
    return start + datetime.timedelta(milliseconds=300 + int(writing) + sum(counts[name] for name in PROMPT) // 50)


class Traffic:
    """All requests, by start, with the right figures recorded."""

    def __init__(self, root, prices, charges):
        self.sizes, self.prices, self.charges = Sizes(root), prices, charges
        self.users = 0
        self.requests = sorted(
            (request for account in accounts() for request in self.of_account(*account)),
            key=lambda request: (request.start, request.id))
        for request in self.requests:
            self.record(request)

    def of_account(self, account, plan, profile, counts, since, byok):
        for count in counts:
            self.users += 1
            user = f"u_{100 + self.users}"
            draw = draws("user", user)
            for month in p.MONTHS:
                for number, start in enumerate(sorted(times(draw, month, count, since)), 1):
                    yield self.request(draw, start, account, user, plan, profile, byok, f"{user}/{month}/{number}")

    def request(self, draw, start, account, user, plan, profile, byok, name):
        day = start.date().isoformat()
        kinds = p.PROFILES[profile(day)]
        _, service, pool, searches, service_tier, models = pick(draw, [(kind[0], kind) for kind in kinds])
        model = pick(draw, models)
        size = self.sizes.next(pool)
        joins = account == p.JOINED_ACCOUNT and model == p.JOINED_MODEL and service == "agent"
        if joins and draw() * p.JOINED_EVERY < 1:
            size = [sum(parts) for parts in zip(size, *(self.longest() for _ in range(2)))]
        counts = quantities(draw, size, model, service, account, day, searches)
        status = pick(draw, p.STATUSES)
        if status == "failed":
            counts["output"] = counts["reasoning"] = counts["search"] = 0
        return Request(
            id="req_" + hashlib.sha256(f"{p.SEED}/{name}".encode()).hexdigest()[:20], start=start,
            end=end_of(draw, start, counts), user=user, account=account, tier=plan(day), service=service,
            provider=PROVIDERS[model], model=model, status=status, byok=byok, service_tier=service_tier,
            quantities=counts)

    def longest(self):
        """A prompt of the trace of at least 90,000 tokens."""
        while True:
            size = self.sizes.next("huge")
            if size[0] >= 90000:
                return size

    def record(self, request):
        """What the ledger states if nothing went wrong."""
        request.multiplier = self.charges.multiplier(request.tier, request.model, request.start_text)
        notional = self.prices.cost(request)
        request.right_cost = notional
        request.cost = notional * (not request.byok)
        request.credits = request.right_credits = self.charges.credits(request, request.cost, notional)
        request.in_gateway = request.account in p.GATEWAY_ACCOUNTS and request.start_text.startswith(p.GATEWAY_MONTH)
        request.is_late = (
            request.account in p.LATE_ACCOUNTS and request.start_text >= p.LATE_FROM
            and request.start_text.startswith(p.LATE_FROM[:7]))
