"""Makes daily bills of three vendors for August from the facts of a run: daily.py FACTS FOLDER

A file per vendor and day, in the formats `openai-costs`, `anthropic-cost` and `google-billing`, and `assay.json` beside the folder, which
names their vendors. Each bills what the ledger used."""
import collections, csv, datetime, json, pathlib, sys

CLASSES = {
    "input_tokens": ("input", "uncached_input_tokens", "Text Input"),
    "cache_read_tokens": ("cached input", "cache_read_input_tokens", "Text Input - Caching"),
    "output_tokens": ("output", "output_tokens", "Text Output"),
}
PRICE = {"input_tokens": 1000, "cache_read_tokens": 100, "output_tokens": 5000}
"""In 10⁻⁹ USD. The amounts need not agree with the ledger: differences cost time, too."""


def openai(day, uses):
    start = int(datetime.datetime.fromisoformat(day + "T00:00:00+00:00").timestamp())
    results = [
        {"object": "organization.costs.result", "amount": {"value": f"{count * PRICE[name] / 1e9:.12f}", "currency": "usd"},
         "line_item": f"{model}, {CLASSES[name][0]}", "project_id": "proj_web", "quantity": count, "quantity_unit": "tokens"}
        for model, name, count in uses]
    bucket = {"object": "bucket", "start_time": start, "end_time": start + 86400, "results": results}
    return "json", json.dumps({"object": "page", "data": [bucket], "has_more": False}, indent=1)


def anthropic(day, uses):
    results = [
        {"amount": f"{count * PRICE[name] / 1e7:.6f}", "currency": "USD", "cost_type": "tokens", "token_type": CLASSES[name][1],
         "model": model, "service_tier": "standard", "context_window": None, "inference_geo": None, "description": f"{model} usage",
         "workspace_id": None}
        for model, name, count in uses]
    after = (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()
    data = [{"starting_at": day + "T00:00:00Z", "ending_at": after + "T00:00:00Z", "results": results}]
    return "json", json.dumps({"data": data, "has_more": False, "next_page": None}, indent=1)


def google(day, uses):
    lines = ["service.description,sku.id,sku.description,usage_start_time,usage_end_time,project.id,location.region,cost,currency,"
             "usage.amount,usage.unit,usage.amount_in_pricing_units,usage.pricing_unit,invoice.month,cost_type"]
    for model, name, count in uses:
        words = model.replace("-", " ").title()
        for hour in range(8, 24):
            part = count // 16
            lines.append(
                f"Vertex AI,{model}-{name},{words} {CLASSES[name][2]} - Predictions,{day} {hour:02d}:00:00 UTC,{day} {hour:02d}:59:59 UTC,web,"
                f"global,{part * PRICE[name] / 1e9:.9f},USD,{part},count,{part / 1e6:.6f},million,202608,regular")
    return "csv", "\n".join(lines) + "\n"


WRITERS = {"east": openai, "north": anthropic, "south": google}
"""By vendor of the generated ledger."""


def main():
    facts, folder = sys.argv[1:]
    sums = collections.Counter()
    with open(facts) as file:
        for fact in csv.DictReader(file):
            if fact["day"].startswith("2026-08"):
                for name in CLASSES:
                    sums[fact["provider"], fact["day"], fact["model"], name] += int(fact[name])
    days = collections.defaultdict(list)
    for (vendor, day, model, name), count in sorted(sums.items()):
        if count:
            days[vendor, day].append((model, name, count))
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for (vendor, day), uses in days.items():
        if vendor in WRITERS:
            kind, text = WRITERS[vendor](day, uses)
            (folder / f"{vendor}-{day}.{kind}").write_text(text)
    settings = folder.parent / "assay.json"
    settings.unlink(missing_ok=True)
    settings.write_text(json.dumps({"bills": {f"bills/{vendor}-*": {"vendor": vendor} for vendor in WRITERS}}))


main()
