"""Requests against entitlements.csv and registered keys (L §1 Entitlements, §4)."""
import os

import bill_zones
import credit_whole_ledger
import oracle
from credit_books import MICRO, names
from credit_cells import credits, instant

FOUND = "check account_id plan capability quality_level model window limit requests credits first_request_id file line unpriced_requests".split()
BYOK = "account_id provider registered requests notional_cost_usd fee_credits provider_balance balance_at unpriced_requests".split()
MINUTE = 60 * oracle.SECOND
WARNING = "warning"
KEY = ["plan", "capability", "quality_level", "model"]


class Breach:
    """One row of entitlement-findings.csv. `key` is the row of the book, or what the request asked for."""

    def __init__(self, check, account_id, key, window, limit, place):
        self.check, self.account_id, self.key, self.window, self.limit, self.place = check, account_id, key, window, limit, place
        self.requests, self.inside, self.first = 0, [], None       # `inside`: the requests whose credits are at stake


def who(request):
    return request.account_id or request.user_id


def plan_of(replay, request):
    account = replay.accounts.get(who(request))
    return account.plan_at(request.started) if account else replay.books.first_plan(who(request), request.started)


def check(replay, last):
    """Choice: every request counts, whatever its status; its model is the one that was asked for or the one it stands for."""
    if not oracle.ledger_paths(replay.books.workspace):
        return None, []
    requests = [request for request in replay.run.rows if request.started <= last]
    requests.sort(key=lambda request: (request.started, os.fsencode(request.file), request.line))
    # Choice: without the column byok_providers in accounts.csv nobody knows what is registered.
    known = states_providers(replay.books.workspace + "/accounts.csv")
    for request in requests:
        if known and request.byok and request.provider not in registered(replay.books, who(request)):
            find(replay, "byok_unregistered", [request])
    return requests, entitlements(replay, requests)


def states_providers(path):
    if not os.path.exists(path):
        return False
    with open(path, encoding="utf-8-sig") as file:
        return "byok_providers" in file.readline().strip().lower().split(",")


def find(replay, code, requests):
    """At the first of the requests. Amounts are those of the requests with a price: what has none is not known, and is not 0."""
    first, amount = requests[0], priced_credits(requests)
    credit_whole_ledger.add(replay, code, WARNING, first.started, who(first), None, int((amount or 0) * MICRO), plan_of(replay, first), request=first)
    finding = replay.findings[-1]
    finding.unpriced = sum(not request.rated for request in requests)
    if amount is None:
        finding.credits = finding.usd = None


def priced_credits(requests):
    """None where there are only requests without a price."""
    priced = [request.credits for request in requests if request.rated]
    return sum(priced) if priced or not requests else None


def used(replay, request):
    """Capabilities and quality level: those of the row, or else those of its model in models.csv. Choice: one of several is enough."""
    row = oracle.one_in_force(replay.run.books.models, (request.provider, request.model), request.started) or {}
    capability, level = request.text["capability"], request.text["quality_level"]
    return [capability] if capability else names(row.get("capabilities", "")), level or row.get("quality_level", "")


def entitlements(replay, requests):
    books = replay.books
    if not os.path.exists(books.workspace + "/entitlements.csv"):
        return []
    book = oracle.periods(oracle.read_book(books.workspace, "entitlements.csv", ["plan"]), KEY, books.known_at, False)
    breaches, windows = {}, {}
    for request in requests:
        plan = plan_of(replay, request)
        capabilities, level = used(replay, request)
        asked = [(plan,), capabilities, (level,), (request.recorded_model, request.model)]
        fitting = [row for key, rows in book.items() if all(not cell or cell in texts for cell, texts in zip(key, asked))
                   for row in oracle.in_force(rows, request.started)]
        if not fitting:
            find(replay, "not_entitled", [request])
            key = (plan, ";".join(capabilities), level, request.recorded_model)
            breach = breaches.setdefault((who(request), key), Breach("not_entitled", who(request), key, "", None, 0))
            breach.requests, breach.inside = breach.requests + 1, breach.inside + [request]
            breach.first = breach.first or request
        for row in fitting:
            minute, day = request.started // MINUTE * MINUTE, bill_zones.day_of(request.started, books.zone).isoformat()
            for column, window in (("requests_per_minute", instant(minute)), ("requests_per_day", day)):
                if row[column] != "":
                    windows.setdefault((who(request), row["where"], window), (row, column, []))[2].append(request)
    found = list(breaches.values())
    for (name, _, window), (row, column, inside) in windows.items():
        limit = int(oracle.unsigned(row, column, 0, 10**12))
        above = inside[limit:]
        if above:
            find(replay, "rate_limit_exceeded", above)
            line = int(row["where"].split(":")[1])
            breach = Breach("rate_limit_exceeded", name, tuple(row[column] for column in KEY), window, limit, line)
            breach.requests, breach.inside, breach.first = len(inside), above, above[0]
            found.append(breach)
    return found


def found_rows(audit):
    """Choice: `requests` are all of the window, `credits` those above the limit; the place is that of the first request found."""
    key = oracle.key_bytes
    order = lambda breach: (key((breach.account_id, breach.check)), breach.place, key((*breach.key, breach.window)))
    for breach in sorted(audit.later.breaches, key=order):
        yield [breach.check, breach.account_id, *breach.key, breach.window, breach.limit, breach.requests, priced_credits(breach.inside),
               breach.first.id, breach.first.file, breach.first.line, sum(not request.rated for request in breach.inside)]


def registered(books, account_id):
    row = books.account(account_id)
    return names(row["byok_providers"]) if row else []


def byok_rows(audit):
    """Registered providers, those of requests in the period, and those whose balance was stated by its end."""
    books, replay = audit.books, audit.replay
    pairs = {(name, provider): [] for name in books.last_rows for provider in registered(books, name)}
    for request in audit.later.requests or []:
        if request.byok and request.started >= audit.start:
            pairs.setdefault((who(request), request.provider), []).append(request)
    stated = {}
    for name, account in replay.accounts.items():
        for event, _, _, applied in account.steps:
            if event.kind == "balance" and event.provider and applied:
                stated[name, event.provider] = event
                pairs.setdefault((name, event.provider), [])
    for pair in sorted(pairs, key=oracle.key_bytes):
        event, requests = stated.get(pair), pairs[pair]
        yield [*pair, "true" if pair[1] in registered(books, pair[0]) else "false", *use(requests, audit.later.requests is not None),
               credits(event.credits) if event else None, instant(event.at) if event else None,
               None if audit.later.requests is None else sum(not request.rated for request in requests)]


def use(requests, known):
    """An amount covers the requests with a price; it is blank where there are only others (like every figure of the reports)."""
    if not known:
        return [None] * 3
    fee = priced_credits(requests)
    return [len(requests), None if fee is None else sum(request.notional for request in requests if request.rated), fee]
