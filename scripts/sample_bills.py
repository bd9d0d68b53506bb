"""Writes the sample's vendor bills of one month: what three vendors would bill for its requests.

A vendor knows what really happened: it bills requests whose rows the ledger spoiled, under their right names, and requests
that the ledger never saw. docs/GUIDE.md explains each difference.
"""
import collections
import copy
import csv
import datetime
import io
import json
import zoneinfo
from fractions import Fraction

import sample_parameters as p
from sample_files import compressed, decimal
from sample_traffic import DAY, draws

OPENAI_ITEMS = {"input": "input", "cache_read": "cached input", "output": "output"}
ANTHROPIC_TOKENS = {
    "input": "uncached_input_tokens", "cache_read": "cache_read_input_tokens",
    "cache_write_5m": "cache_creation.ephemeral_5m_input_tokens",
    "cache_write_1h": "cache_creation.ephemeral_1h_input_tokens", "output": "output_tokens"}
GOOGLE_ITEMS = {"input": "Text Input", "cache_read": "Text Input Caching", "output": "Text Output"}
GOOGLE_ZONE = zoneinfo.ZoneInfo("America/Los_Angeles")
# Digits that the vendors print: of dollars, of cents, of dollars.
OPENAI_DECIMALS, ANTHROPIC_DECIMALS, GOOGLE_DECIMALS = 16, 4, 6


def files(requests, prices):
    """Path and bytes of each bill."""
    billed = [as_billed(request) for request in requests if not request.byok]
    yield f"bills/openai-{p.BILLED_MONTH}.json", openai(of(billed, "openai"), prices)
    yield f"bills/anthropic-{p.BILLED_MONTH}.json", anthropic(of(billed, "anthropic"), prices)
    yield f"bills/google-{p.BILLED_MONTH}.csv.gz", compressed(google(of(billed, "google"), prices))


def as_billed(request):
    billed = copy.copy(request)
    billed.model = request.billed_model
    return billed


def of(requests, provider):
    return [request for request in requests if request.provider == provider]


def printed(amount, decimals):
    """Half up, with exactly so many decimals."""
    scale = 10**decimals
    return decimal(Fraction((amount * scale * 2 + 1).__floor__() // 2, scale), decimals)


def use(request, prices, batch=None):
    """(class, tokens, cost) of each class that a bill knows; reasoning is output."""
    parts = collections.defaultdict(lambda: [0, Fraction(0)])
    for name, count in request.quantities.items():
        if count:
            part = parts["output" if name == "reasoning" else name]
            part[0] += count
            part[1] += prices.cost(request, batch=batch, quantities={
                other: 0 for other in request.quantities if other != name}, band=prices.band(request))
    return [(name, *part) for name, part in parts.items()]


def summed(lines):
    """{key: [quantity, cost]} of (key, quantity, cost), in order."""
    sums = collections.defaultdict(lambda: [0, Fraction(0)])
    for key, quantity, cost in lines:
        sums[key][0] += quantity
        sums[key][1] += cost
    return sorted(sums.items())


def in_month(day):
    return day.strftime("%Y-%m") == p.BILLED_MONTH


def days(lines):
    """The sums of (day, key…) by day; a vendor prints days without use, too."""
    by_day = collections.defaultdict(list)
    for (day, *key), sums in summed(lines):
        if in_month(day):
            by_day[day].append((key, *sums))
    first = datetime.date.fromisoformat(p.BILLED_MONTH + "-01")
    day = first
    while in_month(day):
        yield day, by_day[day]
        day += DAY


def openai(requests, prices):
    """Days in UTC. Failed requests are not billed, batch requests of one model at the standard price; retries were never
    logged.
    """
    lines = []
    for request in requests + list(retries(requests)):
        if request.status == "failed":
            continue
        # None keeps the tier of the request.
        for name, quantity, cost in use(request, prices, batch=False if request.model == p.TERRA else None):
            lines.append(((request.start.date(), f"{request.model}, {OPENAI_ITEMS[name]}"), quantity, cost))
    data = []
    for day, items in days(lines):
        start = int(datetime.datetime.combine(day, datetime.time(), datetime.timezone.utc).timestamp())
        data.append({
            "object": "bucket", "start_time": start, "end_time": start + 86400, "results": [{
                "object": "organization.costs.result", "amount": {
                    "value": printed(cost, OPENAI_DECIMALS), "currency": "usd"},
                "line_item": item, "project_id": None, "quantity": quantity, "quantity_unit": "tokens"}
                for (item,), quantity, cost in items]})
    return document({"object": "page", "data": data, "has_more": False, "next_page": None})


def retries(requests):
    """Requests that a client sent again after a timeout: the vendor answered both, the ledger has one."""
    draw = draws("retries")
    for request in requests:
        if request.start.date().isoformat() in p.RETRY_DAYS and request.model == p.TERRA and draw() < p.RETRY_SHARE:
            yield request


def anthropic(requests, prices):
    """Days in UTC, in cents, without quantities."""
    lines = []
    for request in requests:
        for name, quantity, cost in use(request, prices):
            key = ("web_search", "", "") if name == "search" else ("tokens", request.model, ANTHROPIC_TOKENS[name])
            lines.append(((request.start.date(), *key), quantity, cost))
    data = []
    for day, items in days(lines):
        data.append({
            "starting_at": f"{day}T00:00:00Z", "ending_at": f"{day + DAY}T00:00:00Z", "results": [{
                "currency": "USD", "amount": printed(cost * 100, ANTHROPIC_DECIMALS), "cost_type": kind,
                "model": model or None, "token_type": tokens or None, "service_tier": None, "context_window": None,
                "inference_geo": None, "description": None, "workspace_id": None}
                for (kind, model, tokens), _, cost in items]})
    return document({"data": data, "has_more": False, "next_page": None})


def google(requests, prices):
    """Hours in UTC of a month in California, with a credit on each line and the tax of the month."""
    lines = []
    for request in requests:
        hour = request.start.replace(minute=0, second=0, microsecond=0)
        day = hour.replace(tzinfo=datetime.timezone.utc).astimezone(GOOGLE_ZONE).date()
        for name, quantity, cost in use(request, prices):
            if in_month(day):
                model = request.model.replace("-", " ").title()
                lines.append(((hour, f"{model} {GOOGLE_ITEMS[name]} - Predictions"), quantity, cost))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((
        "billing_account_id", "service.description", "sku.description", "usage_start_time", "usage_end_time", "cost",
        "currency", "usage.amount", "usage.unit", "credits", "invoice.month", "cost_type"))
    month = p.BILLED_MONTH.replace("-", "")
    to_pay = Fraction(0)
    for (hour, sku), (quantity, cost) in summed(lines):
        credit = printed(cost * p.GOOGLE_CREDIT, GOOGLE_DECIMALS)
        credits = f'[{{"name":"Promotion","amount":-{credit},"type":"PROMOTION"}}]' if Fraction(credit) else "[]"
        to_pay += Fraction(printed(cost, GOOGLE_DECIMALS)) - Fraction(credit)
        writer.writerow((
            "0X1X2X", "Vertex AI", sku, f"{hour} UTC", f"{hour + DAY / 24} UTC", printed(cost, GOOGLE_DECIMALS), "USD",
            quantity, "count", credits, month, "regular"))
    writer.writerow((
        "0X1X2X", "Invoice", "Tax", f"{hour} UTC", f"{hour + DAY / 24} UTC", printed(to_pay * p.GOOGLE_TAX, 2), "USD", "",
        "", "[]", month, "tax"))
    return text.getvalue().encode()


def document(value):
    """JSON with a line for each result."""
    return (json.dumps(value).replace('{"object": "bucket"', '\n{"object": "bucket"')
            .replace('{"starting_at"', '\n{"starting_at"').replace('{"object": "organization', '\n  {"object": "organization')
            .replace('{"currency": "USD"', '\n  {"currency": "USD"') + "\n").encode()
