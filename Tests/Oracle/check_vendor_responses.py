#!/usr/bin/env python3
"""Holds bodies of vendors' responses against genai-prices, an independent tool, to the last digit.

    check_vendor_responses.py --assay PROGRAM [--bodies FILE] [--random 3000] [--seed 1] [--catalog data.json] [--folder DIR]

Bodies are recorded ones (`vendor-bodies.jsonl`, or another FILE of lines `{"provider": …, "body": …}`) and random ones of the
shapes that vendors' documents allow. Each becomes a line of `vendor-responses`; `assay run --rated` gives its token leaves and its cost, the
tool its own (`extract_usage`, `calc_price`). Prices are those of the catalog, imported by `assay prices import`; without --catalog those that
the tool brings, written down as rows. The tool is installed, at a fixed version, into an environment of this script's own.
"""

import argparse
import collections
import csv
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
VERSION = "genai-prices==0.2.3"
START = datetime.datetime(2026, 8, 1, 10, tzinfo=datetime.timezone.utc)


def reenter() -> None:
    """Runs this script again with the interpreter that has the tool."""
    folder = HERE.parent.parent / ".build/genai-prices"
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", VERSION], check=True)
    if pathlib.Path(sys.prefix) != folder:
        os.execv(python, [str(python)] + sys.argv)


# MARK: Random bodies

def models() -> dict[str, list[str]]:
    """Every model of the three vendors that has prices for input and output, by its id."""
    from genai_prices.data_snapshot import get_snapshot

    def answers(model) -> bool:
        prices = model.get_prices(START).__dict__
        return prices.get("input_mtok") is not None and prices.get("output_mtok") is not None

    return {
        provider.id: [model.id for model in provider.models if answers(model) and provider.find_model(model.id)]
        for provider in get_snapshot().providers if provider.id in ("openai", "anthropic", "google")}


def use(catalog: str) -> None:
    """Lets the tool reckon by the prices of a catalog, not by those that it brings."""
    from genai_prices.data_snapshot import DataSnapshot, set_custom_snapshot
    from genai_prices.types import _providers_from_raw

    raw = json.loads(pathlib.Path(catalog).read_text(), parse_float=Decimal)
    set_custom_snapshot(DataSnapshot(providers=_providers_from_raw(raw), from_auto_update=False))


def details(dice: random.Random, total: int) -> list[dict]:
    """A total by modality, as Google tells it."""
    audio = dice.choice([0, 0, dice.randrange(total + 1)])
    parts = [{"modality": "TEXT", "tokenCount": total - audio}]
    return parts + ([{"modality": "AUDIO", "tokenCount": audio}] if audio else [])


def maybe(dice: random.Random, target: dict, key: str, value, chance=0.6) -> None:
    """Sets a member, or leaves it out, or says null."""
    if dice.random() < chance:
        target[key] = value
    elif dice.random() < 0.3:
        target[key] = None


def random_body(dice: random.Random, provider: str, names: list[str]) -> dict:
    model = dice.choice(names)
    size = dice.choice([30, 3_000, 180_000, 260_000])
    total = dice.randrange(size)
    output = dice.randrange(1, 4_000)
    cached = dice.randrange(total + 1)
    reasoning = dice.randrange(output + 1)
    if provider == "openai" and dice.random() < 0.5:
        asked, spent = {}, {}
        maybe(dice, asked, "cached_tokens", cached)
        maybe(dice, asked, "audio_tokens", dice.choice([0, 0, dice.randrange(total - cached + 1)]))
        maybe(dice, spent, "reasoning_tokens", reasoning)
        maybe(dice, spent, "audio_tokens", dice.choice([0, 0, dice.randrange(output - reasoning + 1)]))
        usage = {"prompt_tokens": total, "completion_tokens": output, "total_tokens": total + output}
        maybe(dice, usage, "prompt_tokens_details", asked, 0.8)
        maybe(dice, usage, "completion_tokens_details", spent, 0.8)
        return {"id": "chatcmpl-x", "model": model, "service_tier": "default", "usage": usage}
    if provider == "openai":
        usage = {
            "input_tokens": total, "output_tokens": output, "total_tokens": total + output,
            "output_tokens_details": {"reasoning_tokens": reasoning}}
        maybe(dice, usage, "input_tokens_details", {"cached_tokens": cached}, 0.9)
        return {"object": "response", "status": "completed", "model": model, "usage": usage}
    if provider == "anthropic":
        written = dice.randrange(5_000)
        hour = dice.randrange(written + 1)
        usage = {"input_tokens": total, "output_tokens": output}
        shape = dice.randrange(4)
        if shape > 0:
            usage["cache_read_input_tokens"] = cached
            usage["cache_creation_input_tokens"] = written if shape > 1 else 0
        if shape == 3:
            usage["cache_creation"] = {
                "ephemeral_5m_input_tokens": written - hour, "ephemeral_1h_input_tokens": hour}
        maybe(dice, usage, "server_tool_use", {"web_search_requests": dice.randrange(4)}, 0.3)
        maybe(dice, usage, "service_tier", "standard")
        return {"type": "message", "model": model, "usage": usage}
    usage = {"promptTokenCount": total, "candidatesTokenCount": output}
    maybe(dice, usage, "thoughtsTokenCount", reasoning)
    maybe(dice, usage, "toolUsePromptTokenCount", dice.randrange(300), 0.3)
    if dice.random() < 0.5:
        usage["cachedContentTokenCount"] = cached
        usage["cacheTokensDetails"] = [{"modality": "TEXT", "tokenCount": cached}]
        usage["promptTokensDetails"] = [{"modality": "TEXT", "tokenCount": total}]
    else:
        usage["promptTokensDetails"] = details(dice, total)
        usage["candidatesTokensDetails"] = details(dice, output)
    usage["totalTokenCount"] = sum(
        usage.get(key) or 0
        for key in ("promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "toolUsePromptTokenCount"))
    return {"modelVersion": model, "usageMetadata": {k: v for k, v in usage.items() if v is not None}}


# MARK: The independent tool

def flavor(provider: str, body: dict) -> str:
    if provider != "openai":
        return "default"
    return "chat" if "prompt_tokens" in body["usage"] else "responses"


def expected(provider: str, body: dict):
    """The leaves and the cost by the tool; None where it knows neither usage nor price."""
    from genai_prices import extract_usage

    extracted = extract_usage(body, provider_id=provider, api_flavor=flavor(provider, body))
    usage = extracted.usage
    value = usage.reported_value
    hour = value("cache_write_1h_tokens")
    leaves = {
        "cache_read_tokens": value("cache_read_tokens"),
        "cache_write_1h_tokens": hour,
        "cache_write_5m_tokens": max(value("cache_write_tokens"), value("cache_write_5m_tokens") + hour) - hour,
        "total_input": value("input_tokens"),
        "total_output": value("output_tokens"),
        "searches": value("web_searches"),
    }
    if extracted.model is None:
        return leaves, None
    return leaves, extracted.calc_price(genai_request_timestamp=START).total_price


def price_rows(bodies: list[tuple[str, dict]]) -> list[str]:
    """The tool's own prices of the models that bodies name, as rows of a price book."""
    from genai_prices.data_snapshot import get_snapshot
    from genai_prices.types import TieredPrices

    snapshot = get_snapshot()
    classes = {
        "input_mtok": "input", "output_mtok": "output", "cache_read_mtok": "cache_read",
        "cache_write_mtok": "cache_write_5m", "cache_write_1h_mtok": "cache_write_1h",
        "input_audio_mtok": "audio_input", "output_audio_mtok": "audio_output",
        "requests_kcount": "request", "web_searches_kcount": "search"}
    rows = []
    names = {(provider, body.get("model") or body.get("modelVersion")) for provider, body in bodies}
    for provider, name in sorted(names, key=str):
        owner = next(p for p in snapshot.providers if p.id == provider)
        model = owner.find_model(name) if name else None
        if model is None:
            continue
        prices = model.get_prices(START).__dict__
        for key, unit in classes.items():
            price = prices.get(key)
            if price is None:
                continue
            per = 1000 if key.endswith("kcount") else 1000000
            if isinstance(price, TieredPrices):
                rows.append(f"{provider},{name},{unit},{price.base},{per},,2025-01-01")
                for tier in price.tiers:
                    rows.append(f"{provider},{name},{unit},{tier.price},{per},{tier.start},2025-01-01")
            else:
                rows.append(f"{provider},{name},{unit},{price},{per},,2025-01-01")
    return rows


DERIVATIONS = """provider,unit_class,service_tier,from_unit_class,factor
*,reasoning,standard,output,1
*,cache_read,standard,input,1
*,cache_write_5m,standard,input,1
*,cache_write_1h,standard,cache_write_5m,1
*,audio_input,standard,input,1
*,audio_output,standard,output,1
"""


# MARK: Comparing

def write_workspace(folder: pathlib.Path, bodies: list[tuple[str, dict]], options: argparse.Namespace) -> None:
    (folder / "ledger").mkdir(parents=True)
    (folder / "prices").mkdir()
    (folder / "plans.csv").write_text("tier\npro\n")
    with open(folder / "ledger/bodies.jsonl", "w") as file:
        for number, (provider, body) in enumerate(bodies):
            line = {
                "request_id": f"b{number}", "request_started_at": START.isoformat().replace("+00:00", "Z"),
                "user_id": "u", "tier": "pro", "provider": provider, "response": body}
            file.write(json.dumps(line) + "\n")
    if options.catalog:
        command = [options.assay, "prices", "import", options.catalog, "--source", "genai-prices", str(folder)]
        said = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        if said.returncode != 0:
            command = [options.assay, "prices", "import", options.catalog, "--source", "genai-prices"]
            said = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        if said.returncode not in (0, 2):
            sys.exit(said.stderr[-3000:])
        return
    (folder / "derivations.csv").write_text(DERIVATIONS)
    header = "provider,model,unit_class,price_usd,per,context_over,effective_from"
    (folder / "prices/p.csv").write_text("\n".join([header] + price_rows(bodies)) + "\n")


def compared(row: dict) -> dict:
    def count(name: str) -> int:
        return int(row[name] or 0)

    return {
        "cache_read_tokens": count("cache_read_tokens"),
        "cache_write_1h_tokens": count("cache_write_1h_tokens"),
        "cache_write_5m_tokens": count("cache_write_5m_tokens"),
        "total_input": sum(count(f"{name}_tokens") for name in (
            "input", "cache_read", "cache_write_5m", "cache_write_1h", "audio_input")),
        "total_output": sum(count(f"{name}_tokens") for name in ("output", "reasoning", "audio_output")),
        "searches": count("searches"),
    }


def main() -> None:
    reenter()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--assay", required=True)
    parser.add_argument("--bodies", type=pathlib.Path, default=HERE / "vendor-bodies.jsonl")
    parser.add_argument("--random", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--catalog")
    parser.add_argument("--folder", type=pathlib.Path)
    options = parser.parse_args()
    options.assay = str(pathlib.Path(options.assay).resolve())
    options.catalog = options.catalog and str(pathlib.Path(options.catalog).resolve())
    bodies = [
        (line["provider"], line["body"])
        for line in map(json.loads, options.bodies.read_text().splitlines()) if "body" in line]
    recorded = len(bodies)
    if options.catalog:
        use(options.catalog)
    dice = random.Random(options.seed)
    names = models()
    for _ in range(options.random):
        provider = dice.choice(["openai", "anthropic", "google"])
        bodies.append((provider, random_body(dice, provider, names[provider])))
    folder = options.folder or pathlib.Path(tempfile.mkdtemp(prefix="vendor-bodies-"))
    write_workspace(folder, bodies, options)
    rated = folder / "rated.csv"
    run = subprocess.run(
        [options.assay, "run", str(folder), "--output", str(folder / "out"), "--rated", str(rated), "--quiet",
         "--no-progress", "--max-rejects", "100%"], capture_output=True, text=True)
    if run.returncode not in (0, 2):
        sys.exit(run.stderr[-3000:])
    rows = {row["request_id"]: row for row in csv.DictReader(open(rated))}
    agreed = 0
    reasons: collections.Counter = collections.Counter()
    for number, (provider, body) in enumerate(bodies):
        try:
            leaves, cost = expected(provider, body)
        except (ValueError, LookupError) as error:
            reasons[f"the tool refuses it: {str(error)[:60]}"] += 1
            continue
        row = rows.get(f"b{number}")
        if row is None:
            reasons["rejected"] += 1
        elif compared(row) != leaves:
            reasons["leaves"] += 1
            if reasons["leaves"] <= 5:
                print("leaves", json.dumps(body)[:300], compared(row), leaves)
        elif (cost is None) != (row["vendor_cost_usd"] == ""):
            reasons[f"one has no price: {provider} {row['model']}"] += 1
        elif cost is not None and Decimal(row["vendor_cost_usd"]) != cost:
            reasons["cost"] += 1
            if reasons["cost"] <= 10:
                print("cost", json.dumps(body)[:300], row["vendor_cost_usd"], cost)
        else:
            agreed += 1
    print(f"{agreed} of {len(bodies)} bodies ({recorded} recorded) agree in leaves and cost")
    for reason, count in reasons.most_common():
        print(f"  {count} {reason}")
    sys.exit(0 if agreed * 100 >= 97 * len(bodies) else 1)


if __name__ == "__main__":
    main()
