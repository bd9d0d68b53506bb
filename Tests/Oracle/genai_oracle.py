"""What requests cost by a genai-prices catalog, read by itself and reckoned with decimals.

    genai_oracle.py make CATALOG FOLDER     writes FOLDER/ledger/usage.csv and FOLDER/../expected.json
    genai_oracle.py compare RATED EXPECTED  holds a file of --rated against it

Each model of a few providers on both sides of each of its dates, at, below and above each of its tiers. The rules are
those of the package: the last price that has begun counts, the first before that; the tier is that of the whole
input; what has no price of its own counts as what holds it.
"""
import csv
import json
import os
import random
import sys
from datetime import datetime, timedelta
from decimal import Decimal, getcontext

getcontext().prec = 60
PROVIDERS = ["openai", "anthropic", "google", "x-ai", "azure", "deepseek", "mistral"]
COLUMNS = ["input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "output_tokens",
           "reasoning_tokens", "audio_input_tokens", "audio_output_tokens", "searches"]
# The member with the price of each class, and the class whose price it takes where it has none.
PRICES = {
    "input_tokens": ("input_mtok", None), "cache_read_tokens": ("cache_read_mtok", "input_tokens"),
    "cache_write_5m_tokens": ("cache_write_mtok", "input_tokens"),
    "cache_write_1h_tokens": ("cache_write_1h_mtok", "cache_write_5m_tokens"),
    "output_tokens": ("output_mtok", None), "reasoning_tokens": ("output_reasoning_mtok", "output_tokens"),
    "audio_input_tokens": ("input_audio_mtok", "input_tokens"),
    "audio_output_tokens": ("output_audio_mtok", "output_tokens"), "searches": ("web_searches_kcount", None),
}


def entries(model):
    prices = model["prices"]
    return prices if isinstance(prices, list) else [{"prices": prices}]


def in_force(model, when):
    found = None
    for entry in entries(model):
        start = (entry.get("constraint") or {}).get("start_date")
        if found is None or start is None or when.strftime("%Y-%m-%d") >= start:
            found = entry["prices"]
    return found


def cost(model, when, counts):
    """USD, or None where a class with a count has no price."""
    if "-search-preview" in model["id"]:
        # A fee for each search, which the catalog does not state.
        return None
    prices = in_force(model, when)
    total = sum(counts[name] for name in COLUMNS[:4])
    if not prices:
        prices = {"input_mtok": 0, "output_mtok": 0}

    def price(name):
        member, fallback = PRICES[name]
        value = prices.get(member)
        if value is None:
            return price(fallback) if fallback else None
        if isinstance(value, dict):
            fitting = [tier for tier in value["tiers"] if total > tier["start"]]
            value = max(fitting, key=lambda tier: tier["start"])["price"] if fitting else value["base"]
        return Decimal(value) / (1000 if name == "searches" else 1000000)

    result = Decimal(prices.get("requests_kcount") or 0) / 1000
    for name in COLUMNS:
        if counts[name]:
            if price(name) is None:
                return None
            result += price(name) * counts[name]
    return result


def make(catalog, folder):
    dice = random.Random(11)
    with open(catalog, encoding="utf-8") as file:
        providers = json.load(file, parse_float=Decimal)
    rows, expected = [], {}
    for provider in providers:
        if provider["id"] not in PROVIDERS:
            continue
        for model in provider["models"]:
            if any("start_time" in (entry.get("constraint") or {}) for entry in entries(model)):
                continue
            starts = {(entry.get("constraint") or {}).get("start_date") for entry in entries(model)} - {None}
            times = [datetime(2026, 8, 15, 3)]
            for start in sorted(starts):
                day = datetime.fromisoformat(start)
                times += [day - timedelta(seconds=1), day]
            tiers = {tier["start"] for entry in entries(model) for value in entry["prices"].values()
                     if isinstance(value, dict) for tier in value["tiers"]}
            for when in times:
                for total in [1000] + [tier + more for tier in sorted(tiers) for more in (-1, 0, 1)]:
                    read = dice.randrange(total // 2)
                    short, long = dice.randrange(total // 6), dice.randrange(total // 8)
                    priced = in_force(model, when)
                    writes = bool(priced) and "output_mtok" in priced
                    speaks = total == 1000 and writes
                    counts = dict.fromkeys(COLUMNS, 0)
                    counts.update(
                        input_tokens=total - read - short - long, cache_read_tokens=read, cache_write_5m_tokens=short,
                        cache_write_1h_tokens=long, output_tokens=dice.randrange(3000) if writes else 0,
                        reasoning_tokens=dice.randrange(3000) if writes else 0,
                        audio_input_tokens=dice.randrange(50) if speaks else 0,
                        audio_output_tokens=dice.randrange(50) if speaks else 0,
                        searches=3 if priced and "web_searches_kcount" in priced else 0)
                    name = f"r{len(rows)}"
                    price = cost(model, when, counts)
                    expected[name] = None if price is None else str(price)
                    rows.append([name, when.strftime("%Y-%m-%dT%H:%M:%SZ"), "u", provider["id"], model["id"]]
                                + [counts[column] for column in COLUMNS])
    os.makedirs(os.path.join(folder, "ledger"), exist_ok=True)
    with open(os.path.join(folder, "ledger", "usage.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["request_id", "request_started_at", "user_id", "provider", "model"] + COLUMNS)
        writer.writerows(rows)
    with open(os.path.join(folder, "..", "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file)


def compare(rated, path):
    with open(path, encoding="utf-8") as file:
        expected = json.load(file)
    wrong = 0
    with open(rated, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            want = expected.pop(row["request_id"])
            got = row["vendor_cost_usd"]
            if (got == "") != (want is None) or (got and Decimal(got) != Decimal(want)):
                wrong += 1
                if wrong <= 10:
                    print("differs", row["provider"], row["model"], row["request_started_at"], "catalog", want, "book", got)
    print(f"{wrong} differ, {len(expected)} missing")
    return wrong or len(expected)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3])
    else:
        sys.exit(1 if compare(sys.argv[2], sys.argv[3]) else 0)
