"""The form of the hand-made workspaces of test_insight.py; they are calculated and compared here."""
import json
import os
import tempfile

import insight

LEDGER = ("request_id,request_started_at,account_id,user_id,tier,service,provider,model,status,byok,service_tier,input_tokens,"
          "cache_read_tokens,cache_write_5m_tokens,output_tokens,reasoning_tokens\n")
PRICES = "provider,model,unit_class,price_usd,service_tier,context_over,effective_from,effective_to\n"
tally = {"checked": 0, "failed": 0}


def use(number, at, user, account="a", tier="pro", service="", provider="v", model="m", status="", byok="", service_tier="",
        prompt="", read="", written="", output="", reasoning=""):
    return ",".join(map(str, [f"r{number}", at, account, user, tier, service, provider, model, status, byok, service_tier,
                              prompt, read, written, output, reasoning])) + "\n"


def files(ledger, prices, options="", settings=None, **books):
    """Name to the lines of each file, without the header."""
    with tempfile.TemporaryDirectory() as folder:
        texts = {"ledger/a.csv": LEDGER + "".join(ledger), "prices/v.csv": PRICES + prices,
                 "assay.json": json.dumps(settings or {}), **{name + ".csv": text for name, text in books.items()}}
        for name, text in texts.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        out = os.path.join(folder, "out")
        insight.write(insight.Insight(folder, insight.parse([folder, out, *options.split()])), out)
        found = {}
        for name in insight.FILES:
            with open(os.path.join(out, name), encoding="utf-8") as file:
                found[name] = file.read().splitlines()[1:]
        return found


def same(name, got, want):
    tally["checked"] += 1
    if got != want:
        tally["failed"] += 1
        print(f"{name}:\n  got  {got}\n  want {want}")


def lines(name, got, want):
    same(name + ", rows", len(got), len(want))
    for one, other in zip(got, want):
        same(name, one, other)
