"""A small random workspace for bills: books, and a ledger around a month end. One seed gives one set of bytes."""
import datetime
import json
import os
import random

import oracle

MODELS = {
    "openai": ["gpt-5.6-terra", "gpt-5.6-luna", "gpt-5-mini"], "anthropic": ["claude-sonnet-4-5", "claude-haiku-4-5"],
    "google": ["gemini-2.5-pro", "gemini-2.5-flash"], "azure": ["gpt-5.6-luna", "gpt-4o-mini"],
    "amazon": ["nova-2-lite", "claude-sonnet-4-5"], "deepseek": ["deepseek-v4-flash", "deepseek-v4-pro"],
    "openrouter": ["meta/llama-4", "qwen/qwen3-max"]}
CLASSES = {
    "openai": ["input", "cache_read", "output", "reasoning", "search", "cache_write_5m"],
    "anthropic": ["input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "search"],
    "google": ["input", "cache_read", "output", "reasoning"], "azure": ["input", "cache_read", "cache_write_5m", "output", "reasoning"],
    "amazon": ["input", "cache_read", "cache_write_5m", "output"], "deepseek": ["input", "cache_read", "output"],
    "openrouter": ["input", "output"]}
AWS_NAMES = {"nova-2-lite": "Nova2.0Lite", "claude-sonnet-4-5": "Claude4.5Sonnet"}
REGIONS = {"anthropic": ["us"], "amazon": ["us-east-1", "eu-west-1"], "azure": ["datazone"]}
BANDS = {"google": 200000, "anthropic": 200000}
TIERS = {"openai": ["batch", "priority", "flex"], "anthropic": ["batch"], "google": ["batch"], "azure": ["batch"], "amazon": ["batch"]}
SPARE = {"openai": "gpt-5-nano", "anthropic": "claude-opus-4-5", "google": "gemini-2.5-flash-lite", "azure": "gpt-5-nano",
         "amazon": "nova-2-pro", "deepseek": "deepseek-r2", "openrouter": "x/grok-5"}
ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"]
COLUMN = {name: column for column, name in oracle.QUANTITY_OF_COLUMN.items()}


def write(folder, path, text):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def table(rows, columns, end="\n"):
    quoted = lambda text: '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
    lines = [columns] + [[str(row.get(column) if row.get(column) is not None else "") for column in columns] for row in rows]
    return "".join(",".join(map(quoted, line)) + end for line in lines)


def mapping_setting(vendor):
    """What the setting says of `Writer.mapping`."""
    return {"columns": {"period": "Tag", "model": "Modell", "unit_class": "Klasse", "quantity": "Menge", "amount": "Betrag",
                        "kind": "Art", "project": "Projekt"}, "constants": {"vendor": vendor, "currency": "USD"},
            "values": {"unit_class": {"Eingabe": "input", "Ausgabe": "output"},
                       "kind": {"Nutzung": "usage", "Steuer": "tax", "*": "discount"}},
            "units": {"quantity": "thousands"}, "time_format": "dd.MM.yyyy", "time_zone": "UTC", "decimal_comma": True,
            "number_signs": ["$"], "blanks": ["-"]}


class Maker:
    def __init__(self, seed, folder, rows=260):
        self.random, self.folder, self.count = random.Random(f"workspace {seed}"), folder, rows
        self.pick, self.chance = self.random.choice, lambda p: self.random.random() < p
        self.vendors = sorted(self.random.sample(sorted(MODELS), self.pick([2, 3, 4])))
        # The end of summer time in California is within the last span.
        self.first = self.pick([datetime.date(2026, 8, 12), datetime.date(2026, 8, 27), datetime.date(2026, 10, 28), datetime.date(2026, 10, 28)])
        self.days = self.random.randint(5, 9)
        self.zone, self.unpriced = self.pick(ZONES), self.pick([0, 0.02])

    def make(self):
        self.make_prices()
        write(self.folder, "derivations.csv", "provider,unit_class,service_tier,from_unit_class,factor,effective_from\n"
              "*,reasoning,standard,output,1,2024-01-01\n*,reasoning,priority,output,1,2024-01-01\n*,,batch,,0.5,2024-01-01\n*,,flex,,0.5,2025-01-01\n"
              "anthropic,cache_read,standard,input,0.1,2024-01-01\n")
        write(self.folder, "aliases.csv", "provider,alias,model,effective_from\n" + "".join(
            f"amazon,{alias},{model},2025-01-01\n" for model, alias in AWS_NAMES.items())
            + "openai,gpt-5.6-terra-2026-05-01,gpt-5.6-terra,2025-01-01\n")
        write(self.folder, "plans.csv", "tier,is_free,monthly_price_usd\npro,false,20\n")
        rates = [self.random.randint(130, 150) for _ in range(self.days + 12)]
        write(self.folder, "fx.csv", "day,currency,usd_per_unit,source\n" + "".join(
            f"{self.first + datetime.timedelta(days=n - 4)},CNY,0.{rate},bank\n" for n, rate in enumerate(rates)))
        write(self.folder, "assay.json", json.dumps({"time_zone": self.zone}))
        self.make_ledger()
        return self

    def make_prices(self):
        rows = []
        def add(vendor, model, unit_class, price, start="2025-01-01", **given):
            rows.append(dict(provider=vendor, model=model, unit_class=unit_class, price_usd=price, effective_from=start, **given))
        for vendor in self.vendors:
            for model in MODELS[vendor] + [SPARE[vendor]]:
                add(vendor, model, "search", "0.01")
                if vendor == "openai":
                    add(vendor, model, "search", "0.02", service_tier="priority")
                for region in REGIONS.get(vendor, []):
                    add(vendor, model, "search", "0.011", region=region)
                for name in CLASSES[vendor]:
                    if name in ("reasoning", "search") or name == "cache_read" and vendor == "anthropic":
                        continue
                    base = self.random.randint(4, 600) * 5                  # cents for a million
                    text = lambda cents: f"{cents // 100}.{cents % 100:02d}"
                    add(vendor, model, name, text(base + 35), "2025-01-01")
                    add(vendor, model, name, text(base), "2026-06-01")
                    if self.chance(0.25):                                   # a change within the time of the ledger
                        add(vendor, model, name, text(base - 15), str(self.first + datetime.timedelta(days=2)))
                    if self.chance(0.4):
                        add(vendor, model, name, text(base + 60), "2027-01-01")
                    if vendor in BANDS:
                        for region in ["", *REGIONS.get(vendor, [])]:
                            add(vendor, model, name, text(2 * base + len(region)), context_over=str(BANDS[vendor]), region=region)
                    if vendor == "openai":
                        add(vendor, model, name, text(base * 2 + 5), service_tier="priority")
                    for region in REGIONS.get(vendor, []):
                        add(vendor, model, name, text(base + base // 10 + len(region)), region=region)
                if vendor in ("openai", "openrouter") and self.chance(0.15):
                    add(vendor, model, "request", "0.0005")
        write(self.folder, "prices/book.csv", table(rows, [
            "provider", "model", "unit_class", "price_usd", "service_tier", "region", "context_over", "effective_from"]))

    def instant(self):
        start = oracle.nanoseconds(self.first.year, self.first.month, self.first.day) // oracle.SECOND
        day = self.random.randint(0, self.days - 1) * 86400
        near = self.chance(0.3)                                            # close to some zone's midnight
        second = self.pick([0, 7 * 3600, 8 * 3600, 16 * 3600, 23 * 3600 + 3000]) + self.random.randint(-3000, 3000) if near \
            else self.random.randint(0, 86399)
        return start + day + second

    def text(self, second):
        return (oracle.EPOCH + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def request(self, number):
        vendor = self.pick(self.vendors)
        start = self.instant()
        cells = dict(request_id=f"r-{number:05d}", request_started_at=self.text(start), user_id=self.pick(["ann", "bob", "eve"]),
                     account_id=self.pick(["proj_a", "proj_b"]), tier="pro", provider=vendor, model=self.pick(MODELS[vendor]),
                     status=self.pick(["completed"] * 8 + ["failed", "cancelled", "partial"]),
                     byok="true" if self.chance(0.05) else "", service_tier=self.pick(["standard"] * 6 + TIERS.get(vendor, [])),
                     region=self.pick(["", "", *REGIONS.get(vendor, [])]))
        if cells["region"] and cells["service_tier"] != "standard":
            cells["service_tier"] = "standard"
        if vendor == "openai" and self.chance(0.05):
            cells["model"] = "gpt-5.6-terra-2026-05-01"
        if self.chance(self.unpriced):
            cells["model"] = "unpriced-1"
        if self.chance(0.9):
            cells["request_completed_at"] = self.text(start + self.pick([3, 40, 300, 4000]))
        for name in CLASSES[vendor]:
            if name in ("input", "output") or self.chance(0.35):
                size = 6 if name == "search" else self.pick([900, 20000, 180000])
                cells[COLUMN[name]] = self.random.randint(1, size)
        return cells

    def make_ledger(self):
        rows = [self.request(number) for number in range(self.count)]
        repeats = [dict(row) for row in self.random.sample(rows, 8)]
        conflicts = [dict(row) for row in self.random.sample(rows, 4)]
        for row in conflicts:
            row["output_tokens"] = row["output_tokens"] + 7
        columns = ["request_id", "request_started_at", "request_completed_at", "user_id", "account_id", "tier", "provider", "model",
                   "status", "byok", "service_tier", "region", *(COLUMN[n] for n in ("input", "cache_read", "cache_write_5m",
                   "cache_write_1h", "output", "reasoning", "search"))]
        cut = len(rows) // 2
        write(self.folder, "ledger/a.csv", table(rows[:cut], columns))
        write(self.folder, "ledger/b.csv", table(rows[cut:] + repeats + conflicts, columns))
