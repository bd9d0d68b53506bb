"""Holds a price book that was imported from LiteLLM snapshots against the snapshots, both ways.

usage: litellm_oracle.py FOLDER PRICES.csv
Reads both sides by itself: decimals as text, days from file names, corrections by recorded_at.
"""
import collections, csv, json, os, re, sys
from decimal import Decimal

PLAIN = {
    "input_cost_per_token": "input", "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cache_read",
    "cache_creation_input_token_cost": "cache_write_5m",
    "cache_creation_input_token_cost_above_1hr": "cache_write_1h",
    "output_cost_per_reasoning_token": "reasoning", "input_cost_per_audio_token": "audio_input",
    "output_cost_per_audio_token": "audio_output", "input_cost_per_request": "request",
    "input_cost_per_query": "search", "input_cost_per_image_token": "image_input",
    "output_cost_per_image_token": "image_output", "cache_read_input_audio_token_cost": "audio_cache_read",
}
TIERS = {"": "standard", "_batches": "batch", "_batch_requests": "batch", "_flex": "flex",
         "_priority": "priority", "_fast": "fast", "_ultrafast": "ultrafast"}
KEY = re.compile("(" + "|".join(sorted(PLAIN, key=len, reverse=True)) +
                 r")(?:_above_(\d+)k_tokens)?(" + "|".join(k for k in TIERS if k) + ")?$")


# A class that is charged at a price which cannot be used: a row without a price.
UNKNOWN = "not known"


def known(value):
    """The price, UNKNOWN where something else stands there; None where nothing does."""
    return None if value is None else UNKNOWN if number(value) is None else number(value)


def number(value):
    """The price as a decimal; None where it is no price."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        price = Decimal(str(value))
    except ArithmeticError:
        return None
    if price < 0 or price == 9999999 or price > 1000000:
        return None
    return price if price == 0 or -price.normalize().as_tuple().exponent <= 18 else None


# Our names of providers that LiteLLM calls otherwise.
OURS = {"bedrock": "amazon", "bedrock_converse": "amazon", "fireworks_ai": "fireworks", "gemini": "google",
        "text-completion-openai": "openai"}


def provider(entry):
    name = entry["litellm_provider"]
    for family in ("vertex_ai", "fireworks_ai"):
        if name.startswith(family + "-"):
            name = family
    return OURS.get(name, name)


def stated(entry, left):
    """What one entry prices: (class, tier, over) -> price for one unit."""
    prices = {}
    vendor = provider(entry)
    for key, value in entry.items():
        found = KEY.match(key)
        if found:
            over = int(found[2]) * 1000 - (vendor == "xai") if found[2] else None
            if number(value) is None:
                left[key, "no price"] += 1
            price = known(value)
            if price is not None:
                name = PLAIN[found[1]]
                if key == "input_cost_per_query" and entry.get("mode") in ("rerank", "search") \
                        and not number(entry.get("input_cost_per_token") or 0):
                    name = "request"
                prices[name, TIERS[found[3] or ""], over] = price
        elif "cost" in key and key not in (
                "input_cost_per_image", "output_cost_per_image", "cost_per_image", "input_cost_per_second",
                "output_cost_per_second", "input_cost_per_token_cache_hit", "search_context_cost_per_query"):
            left[key, "unit"] += 1
    hit = known(entry.get("input_cost_per_token_cache_hit"))
    if hit is not None:
        prices.setdefault(("cache_read", "standard", None), hit)
    for unit, keys in (("image", ("input_cost_per_image", "output_cost_per_image", "cost_per_image")),
                       ("second", ("input_cost_per_second", "output_cost_per_second"))):
        there = [number(entry[key]) for key in keys if key in entry and number(entry[key]) is not None]
        paid = [price for price in there if price]
        if len(set(paid)) > 1:
            left[unit, "several"] += len(paid)
            prices[unit, "standard", None] = UNKNOWN
        elif there:
            prices[unit, "standard", None] = paid[0] if paid else Decimal(0)
    search = entry.get("search_context_cost_per_query")
    if isinstance(search, dict) and "input_cost_per_query" not in entry:
        sizes = {str(value) for value in search.values()}
        if len(sizes) == 1:
            price = known(None if None in search.values() else sizes.pop())
            if price is not None:
                prices["search", "standard", None] = price
        else:
            left["search_context_cost_per_query", "several"] += 1
            if any(number(size) != 0 for size in sizes):
                prices["search", "standard", None] = UNKNOWN
    elif isinstance(search, dict) and any(number(size) != 0 for size in search.values()):
        prices.setdefault(("search", "standard", None), UNKNOWN)
    for key in ("input_cost_per_pixel", "output_cost_per_pixel"):
        if known(entry.get(key)) not in (None, 0):
            prices.setdefault(("image", "standard", None), UNKNOWN)
    # A class without a price for large requests costs the same for all sizes.
    overs = {over for (_, tier, over) in prices if tier == "standard" and over is not None}
    for (unit, tier, over), price in list(prices.items()):
        if tier == "standard" and unit != "request":
            for other in overs:
                lower = [o for (u, t, o) in prices if u == unit and t == tier and (o or -1) <= other]
                if lower:
                    best = max(lower, key=lambda o: o or -1)
                    prices.setdefault((unit, tier, other), prices[unit, tier, best])
    # Of a model of which nothing is known another source may have a price.
    return prices if any(price != UNKNOWN for price in prices.values()) else {}


def named(model, vendor, prices):
    """The prices with what the name of the model says: a fee for each search, and output that is sound alone."""
    speaks = re.search(r"-tts(-|$)", model) and "gpt-4o-mini-tts" not in model
    if speaks and not any(unit == "audio_output" for unit, _, _ in prices):
        return {}
    if speaks:
        prices = {key: price for key, price in prices.items() if key[0] != "output"}
        prices |= {("output", tier, over): price for (unit, tier, over), price in prices.items() if unit == "audio_output"}
    searches = re.search(r"-search-(preview|api)|sonar(?!.*deep-research)", model)
    if prices and searches and (vendor == "perplexity" or not any(unit == "request" for unit, _, _ in prices)):
        prices = {key: price for key, price in prices.items() if key[0] != "request"}
        prices["request", "standard", None] = UNKNOWN
    return prices


def snapshots(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            text = open(os.path.join(folder, name), encoding="utf-8").read()
            yield re.search(r"\d{4}-\d\d-\d\d", name)[0], json.loads(text, parse_float=str, parse_int=str)


def book(path):
    """Every key's rows: start -> (end, price, recorded), the last recorded of each start."""
    rows = collections.defaultdict(dict)
    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        key = (row["provider"], row["model"], row["unit_class"], row["service_tier"],
               int(row["context_over"]) if row["context_over"] else None)
        assert not row["region"]
        old = rows[key].get(row["effective_from"])
        if old is None or old[2] < row["recorded_at"]:
            rows[key][row["effective_from"]] = (
                row["effective_to"], Decimal(row["price_usd"]) / Decimal(row["per"]) if row["price_usd"] else UNKNOWN,
                row["recorded_at"])
    return rows


def in_force(rows, day):
    started = [start for start in rows if start <= day]
    if not started:
        return None
    end, price, _ = rows[max(started)]
    return price if not end or day < end else None


def main(folder, path):
    rows = book(path)
    days = []
    held = {}
    wrong = compared = 0
    left = collections.Counter()
    for day, catalog in snapshots(folder):
        days.append(day)
        left.clear()
        for model, entry in catalog.items():
            if model == "sample_spec" or not isinstance(entry, dict) or not entry.get("litellm_provider"):
                continue
            for key in [key for key in held if key[1] == model and key[0] == provider(entry)]:
                del held[key]
            for (unit, tier, over), price in named(model, provider(entry), stated(entry, left)).items():
                held[provider(entry), model, unit, tier, over] = price
        now = {key: in_force(each, day) for key, each in rows.items()}
        now = {key: price for key, price in now.items() if price is not None}
        for key in sorted(set(held) | set(now), key=str):
            compared += 1
            if held.get(key) != now.get(key):
                wrong += 1
                if wrong <= 20:
                    print("differs", day, key, "catalog", held.get(key), "book", now.get(key))
    others = {start for each in rows.values() for start in each} - set(days)
    ends = {end for each in rows.values() for end, _, _ in each.values() if end} - set(days)
    print(f"{len(days)} days, {compared} prices compared, {wrong} differ, other starts {sorted(others)}, other ends {sorted(ends)}")
    if "--left" in sys.argv:
        for (key, why), count in left.most_common():
            print(count, key, why)
    return wrong or others or ends


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1], sys.argv[2]) else 0)
