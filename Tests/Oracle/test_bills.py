#!/usr/bin/env python3
"""Small cases of bills.py; every expected figure was worked out by hand from the specification.

    python3 test_bills.py
"""
import json
import os
import tempfile
from fractions import Fraction

import bill_factor
import bill_grammar
import bill_json
import bill_numbers
import bill_zones
import bills
import oracle
from bill_workspace import write

# A million tokens: input 1 USD, cached 0.1, output 10, in batch half; from 5 August input costs 2.
PRICES = """provider,model,unit_class,price_usd,service_tier,region,context_over,effective_from,effective_to
v,m,input,4,,,,2025-01-01,2026-01-01
v,m,input,1,,,,2026-01-01,2026-08-05
v,m,input,2,,,,2026-08-05,
v,m,cache_read,0.1,,,,2026-01-01,
v,m,cache_write_5m,1.25,,,,2026-01-01,
v,m,output,10,,,,2026-01-01,
v,m,output,30,,,200000,2026-01-01,
v,m,output,11,,eu,,2026-01-01,
v,m2,input,3,,,,2026-01-01,
v,m2,output,9,,,,2026-01-01,
"""
DERIVATIONS = """provider,unit_class,service_tier,from_unit_class,factor,effective_from
*,reasoning,standard,output,1,2024-01-01
*,,batch,,0.5,2024-01-01
"""
LEDGER = ("request_id,request_started_at,request_completed_at,user_id,provider,model,status,byok,service_tier,region,"
          "input_tokens,cache_read_tokens,cache_write_5m_tokens,output_tokens,reasoning_tokens\n")
FOCUS = ("ProviderName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,x_Model,x_UnitClass,x_ServiceTier,RegionId,"
         "ConsumedQuantity,ConsumedUnit,BilledCost,BillingCurrency,SubAccountId\n")
SPANS = {day: f"2026-08-{day:02d}T00:00:00Z,2026-08-{day + 1:02d}T00:00:00Z" for day in range(1, 9)}
checked = 0


def use(number, day="03", hour="12", model="m", status="", byok="", tier="", region="", end="", **classes):
    counts = [str(classes.get(name, "")) for name in ("input", "cached", "written", "output", "reasoning")]
    start = f"2026-08-{day}T{hour}:00:00Z"
    return ",".join([f"r{number}", start, end, "ann", "v", model, status, byok, tier, region, *counts]) + "\n"


def line(unit_class, quantity, amount, day=3, model="m", tier="", region="", kind="Usage", account="", currency="USD"):
    """`~` before an amount: print it as it is; else with 12 decimals, so that the tolerance explains nothing."""
    unit = "" if quantity == "" else "Tokens"
    whole, _, part = amount.partition(".")
    amount = amount[1:] if amount[0] == "~" else whole + "." + part.ljust(12, "0")
    return f"v,{kind},{SPANS[day]},{model},{unit_class},{tier},{region},{quantity},{unit},{amount},{currency},{account}\n"


def run(ledger, settings=None, extra=None, **files):
    """The groups of a workspace: {(period, model, class): (difference, parts that are not 0, cause)}."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "prices/a.csv", PRICES)
        write(folder, "derivations.csv", DERIVATIONS)
        write(folder, "ledger/a.csv", LEDGER + "".join(ledger))
        write(folder, "assay.json", json.dumps(settings or {}))
        for path, text in (extra or {}).items():
            write(folder, path, text)
        for name, lines in files.items():
            write(folder, f"bills/{name}.csv", FOCUS + "".join(lines))
        world, results = bills.calculate(folder)
        out = os.path.join(folder, "expected")
        bills.write(results, out)
        run.texts = {name: open(os.path.join(out, name), encoding="utf-8").read() for name in sorted(os.listdir(out))}
        run.lines = [found.counted for found in world.lines]
    text = oracle.decimal_text
    return {(g.period.text, g.model, g.unit_class): (text(g.billed - g.ledger_cost), {
        part: text(amount) for part, amount in g.parts.items() if amount}, " ".join(g.causes))
            for _, groups in results for g in groups}


def expect(got, **wanted):
    """One group by its class, on 3 August, model m."""
    global checked
    for unit_class, (parts, cause) in wanted.items():
        checked += 1
        found = got["2026-08-03", "m", unit_class]
        difference = oracle.decimal_text(sum((Fraction(p) for p in parts.values()), Fraction(0)))
        assert found == (difference, parts, cause), f"{unit_class}: {found}, expected {difference, parts, cause}"


def equal(got, wanted):
    global checked
    checked += 1
    assert got == wanted, f"{got}, expected {wanted}"


def other_rows():
    base = [use(1, input=1000), use(2, input=500, status="failed"), use(3, input=200, byok="true")]
    expect(run(base, a=[line("input", 1500, "0.0015")]), input=({}, ""))
    expect(run(base, a=[line("input", 1000, "0.001")]), input=({"failed": "-0.0005"}, "status:failed"))
    expect(run(base, a=[line("input", 1700, "0.0017")]), input=({"byok": "0.0002"}, "byok"))
    expect(run(base + [use(1, input=1000)], a=[line("input", 2500, "0.0025")]), input=({"duplicate": "0.001"}, "duplicates"))
    expect(run(base + [use(1, input=7)], a=[line("input", 1507, "0.001507")]),
           input=({"duplicate": "0.000007"}, "duplicates;conflicts"))
    # 23:00 UTC on 2 August is 3 August in Berlin, and the request of 3 August, 23:00, is 4 August there.
    moved = [use(1, day="02", hour="23", input=100), use(2, input=40), use(3, hour="23", input=7)]
    got = run(moved, {"time_zone": "Europe/Berlin"}, a=[line("input", 140, "0.00014"), line("input", 7, "0.000007", day=4)])
    expect(got, input=({"time_boundary": "0.000093"}, "zone:Europe/Berlin"))
    equal(got["2026-08-04", "m", "input"], ("0.000007", {"time_boundary": "0.000007"}, "zone:Europe/Berlin"))
    late = [use(1, hour="23", end="2026-08-04T00:00:01Z", input=100), use(2, input=40)]
    expect(run(late, a=[line("input", 40, "0.00004")]), input=({"time_boundary": "-0.0001"}, "request_end"))
    # Both "without failed" and "request_end" fit the input; only the latter fits the output too.
    late = [use(1, hour="23", end="2026-08-04T00:00:01Z", input=100, status="failed"), use(2, input=40, output=3),
            use(3, hour="23", end="2026-08-04T00:00:01Z", output=5)]
    expect(run(late, a=[line("input", 40, "0.00004"), line("output", 3, "0.00003")]),
           input=({"time_boundary": "-0.0001"}, "request_end"), output=({"time_boundary": "-0.00005"}, "request_end"))


def shifted_days_and_classes():
    got = run([use(1, input=100), use(2, day="04", input=200)],
              a=[line("input", 90, "0.00009"), line("input", 210, "0.00021", day=4)])
    expect(got, input=({"time_boundary": "-0.00001"}, "shifted_days"))
    equal(got["2026-08-04", "m", "input"][1:], ({"time_boundary": "0.00001"}, "shifted_days"))
    got = run([use(1, input=100, cached=50)], a=[line("input", 120, "0.00012"), line("cache_read", 30, "0.000003")])
    expect(got, input=({"cache_class": "0.00002"}, "reclassified"), cache_read=({"cache_class": "-0.000002"}, "reclassified"))
    got = run([use(1, input=100, cached=50)], a=[line("input", 150, "0.00015"), line("cache_read", 50, "0.000005")])
    expect(got, input=({"cache_class": "0.00005"}, "cache_billed_twice"), cache_read=({}, ""))
    # No input in the ledger: its opening price on 6 August is 2.
    got = run([use(1, day="06", cached=50)], a=[line("input", 10, "0.00002", day=6), line("cache_read", 40, "0.000004", day=6)])
    equal(got["2026-08-06", "m", "input"][1], {"cache_class": "0.00002"})
    got = run([use(1, input=1, written=8)], a=[line("input", 1, "0.000001"), line("cache_write", 8, "0.00001")])
    expect(got, cache_write=({}, ""), input=({}, ""))
    expect(run([use(1, output=10, reasoning=4)], a=[line("output", 10, "0.0001")]),
           output=({"reasoning": "-0.00004"}, "reasoning_not_billed"))
    got = run([use(1, output=10, reasoning=4)], a=[line("output", 14, "0.00014"), line("reasoning", 4, "0.00004")])
    expect(got, output=({"reasoning": "0.00004"}, "reasoning_billed_twice"), reasoning=({}, ""))


def one_side():
    got = run([use(1, input=100, output=5)], a=[line("input", 100, "0.0003", model="m2"), line("output", 5, "0.000045", model="m2")])
    expect(got, input=({"other_model": "-0.0001"}, "model:m2"), output=({"other_model": "-0.00005"}, "model:m2"))
    equal(got["2026-08-03", "m2", "input"], ("0.0003", {"other_model": "0.0003"}, "model:m"))
    got = run([use(1, input=100)], a=[line("input", 100, "0.0003", model="odd")])
    equal(got["2026-08-03", "odd", "input"], ("0.0003", {"other_model": "0.0003"}, "model:m"))
    got = run([use(1, input=100)], a=[line("input", 99, "0.0003", model="odd")])
    equal(got["2026-08-03", "odd", "input"], ("0.0003", {"unmapped": "0.0003"}, "unmapped"))
    expect(got, input=({"not_in_bill": "-0.0001"}, ""))
    got = run([use(1, input=100)], a=[line("input", 100, "0.0001"), line("output", 7, "0.00007"), line("magic", 1, "0.5")])
    expect(got, input=({}, ""), output=({"not_in_ledger": "0.00007"}, ""), unknown=({"unmapped": "0.5"}, "unmapped"))


def prices_and_quantities():
    expect(run([use(1, input=100)], a=[line("input", 110, "0.00011")]), input=({"quantity": "0.00001"}, ""))
    # One amount of the file has 7 decimals, so that both lines are exact to 7: 2 × 0.00000005 do not cover 0.0000004.
    expect(run([use(1, input=100)], a=[line("input", 100, "~0.000101"), line("input", 0, "~-0.0000006")]),
           input=({"price": "0.0000004"}, ""))
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0001004")]), input=({"price": "0.0000004"}, ""))
    expect(run([use(1, input=123)], a=[line("input", 123, "~0.0001")]), input=({"rounding": "-0.000023"}, ""))
    expect(run([use(1, input=100, tier="batch")], a=[line("input", 100, "0.0001", tier="standard")]),
           input=({"band_or_service_tier": "0.00005"}, "tier:stated"))
    expect(run([use(1, input=100, tier="batch")], a=[line("input", 100, "0.0001")]),
           input=({"band_or_service_tier": "0.00005"}, "tier:standard"))
    expect(run([use(1, output=100)], a=[line("output", 100, "0.003")]), output=({"band_or_service_tier": "0.002"}, "context:200000"))
    expect(run([use(1, output=100)], a=[line("output", 100, "0.0011")]), output=({"region": "0.0001"}, "region:eu"))
    expect(run([use(1, output=100)], a=[line("output", 100, "0.0011", region="eu")]), output=({"region": "0.0001"}, "region:stated"))
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0004")]), input=({"price_date": "0.0003"}, "from:2025-01-01"))
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0002")]), input=({"price_date": "0.0001"}, "from:2026-08-05"))
    expect(run([use(1, input=100)], a=[line("input", "", "0.0002")]), input=({"unexplained": "0.0001"}, ""))
    expect(run([use(1, input=100)], a=[line("", 100, "0.0007")]), **{"": ({"price": "0.0006"}, "")})
    # 0.85 of everything; three groups of two classes.
    got = run([use(1, input=1000, output=10), use(2, day="04", input=2000)],
              a=[line("input", 1000, "0.00085"), line("output", 10, "0.000085"), line("input", 2000, "0.0017", day=4)])
    expect(got, input=({"discount_or_uplift": "-0.00015"}, "factor:0.85"), output=({"discount_or_uplift": "-0.000015"}, "factor:0.85"))
    got = run([use(1, model="new", input=10)], a=[line("input", 10, "0.5", model="new")])
    equal(got["2026-08-03", "new", "input"], ("0.5", {"unpriced": "0.5"}, "unpriced"))


def files():
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0001")], b=[line("input", 100, "0.0001")]), input=({}, ""))
    equal(run.lines, ["yes", "duplicate"])
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0001")], b=[line("input", 900, "0.0009")]), input=({}, ""))
    equal(run.lines, ["yes", "conflict"])
    expect(run([use(1, input=100)], a=[line("input", 60, "0.00006"), line("input", 40, "0.00004")]), input=({}, ""))
    expect(run([use(1, input=100)], {"bills": {"bills/b.csv": {"replaces": ["bills/a.csv"]}}},
               a=[line("input", 900, "0.0009")], b=[line("input", 100, "0.0001")]), input=({}, ""))
    equal(run.lines, ["replaced", "yes"])
    expect(run([use(1, input=100)], {"bills": {"bills/*.csv": {"only": {"account": ["ours"]}}}},
               a=[line("input", 100, "0.0001", account="ours"), line("input", 7, "1", account="theirs")]), input=({}, ""))
    equal(run.lines, ["yes", "out_of_scope"])
    month = line("input", 1, "1").replace(SPANS[3], "2026-08-01T00:00:00Z,2026-09-01T00:00:00Z")
    expect(run([use(1, input=100)], a=[line("input", 100, "0.0001")], b=[month]), input=({}, ""))
    equal(run.lines, ["yes", "bill.overlap"])
    # 0.75 yuan at 0.14 are 0.105 USD; the tolerance is 0.005 × 0.14 and a half of 10⁻¹⁸.
    got = run([use(1, output=10490)], extra={"fx.csv": "day,currency,usd_per_unit\n2026-08-03,CNY,0.14\n"},
              a=[line("output", "", "~0.75", currency="CNY")])
    expect(got, output=({"rounding": "0.0001"}, ""))
    run([use(1, input=100)], a=[line("input", 100, "0.0001", currency="CNY"), line("input", 1, "0.5")])
    equal(run.lines, ["bill.fx", "yes"])


def outputs():
    run([use(1, input=100)], a=[line("input", 90, "0.00009"), line("", "", "-0.5", kind="Credit", model="")])
    rows = run.texts["bill-reconciliation.csv"].split("\n")
    equal(rows[1], "focus,v,2026-08-03,m,input,1,90,100,0.00009,0.0001,-0.00001," + "0," * 12 + "-0.00001,0,0,0,0,0,0,,bills/a.csv,2,0")
    summary = run.texts["bill-summary.csv"].split("\n")
    equal(summary[1], "focus,v,2026-08,ledger,1,0.0001,0")
    equal([row.split(",", 3)[3] for row in summary[14:15] + summary[21:24] + summary[31:32]],
          ["quantity,1,-0.00001,", "difference,1,-0.00001,0", "billed,1,0.00009,", "credit,1,-0.5,", "total,,-0.49991,"])


def numbers():
    noisy, plain = (bill_numbers.Money(bill_json.Number(text), "x") for text in ("0.30000000000000004", "0.06"))
    equal((noisy.digits(), plain.digits()), (None, 2))
    equal(noisy.tolerance(2), Fraction(1, 200))
    equal(noisy.tolerance(None), Fraction(1, 2 * 10**15))
    equal(bill_numbers.Money("123.45", "x", Fraction(1, 100)).tolerance(2), Fraction(1, 20000))
    equal(bill_numbers.round18(Fraction(25, 10**19)), Fraction(2, 10**18))
    equal(bill_factor.fewest_decimals(Fraction(849, 1000), Fraction(851, 1000)), Fraction(85, 100))
    equal(bill_factor.fewest_decimals(Fraction(12, 100), Fraction(38, 100)), Fraction(2, 10))      # 0.2 and 0.3: the smaller
    equal(bill_json.documents('{"a": [1.50,\n {"b": "\\u00e4"}]}')[0]["a"][1].line, 2)
    california = bill_zones.zone_of("America/Los_Angeles")
    day = bill_zones.period_of_line(oracle.nanoseconds(2026, 11, 2, 7), oracle.nanoseconds(2026, 11, 2, 8), california)
    equal((day.text, (day.end - day.start) // (3600 * 10**9)), ("2026-11-01", 25))


def texts():
    equal(bill_grammar.openai_item("gpt-5, mini, cached input"), ("gpt-5, mini", "cache_read", None))
    equal(bill_grammar.openai_item("gpt-5, batch output"), ("gpt-5", "output", "batch"))
    equal(bill_grammar.google_sku("Gemini 2.5 Pro Batch Input Text Caching (Long) - Predictions"),
          ("Gemini 2.5 Pro", "cache_read", "batch", 200000))
    equal(bill_grammar.google_sku("Gemini 2.5 Pro Thinking Text Output - Predictions"), ("Gemini 2.5 Pro", "output", "standard", 0))
    equal(bill_grammar.google_sku("Cache Storage")[1], "unknown")
    equal(bill_grammar.azure_meter("5.6 luna ShortCo Cd Inp Std DZ 1M Tokens", ""), ("5.6 luna", "cache_read", "standard", "datazone"))
    equal(bill_grammar.azure_meter("gpt 4o mini 0718 Inp glbl Tokens", ""), ("gpt 4o mini 0718", "input", None, ""))
    equal(bill_grammar.cur_usage_type("USW2-Claude4.5Sonnet-cache-write-input-token-count"), ("Claude4.5Sonnet", "cache_write", "standard", False))
    equal(bill_grammar.cur_usage_type("USE1-Nova2.0Lite-input-tokens-batch-cross-region-global"), ("Nova2.0Lite", "input", "batch", True))
    equal(bill_grammar.cur_name("lineItem/UnblendedCost"), "line_item_unblended_cost")


if __name__ == "__main__":
    for case in (other_rows, shifted_days_and_classes, one_side, prices_and_quantities, files, outputs, numbers, texts):
        case()
    print(f"bills: {checked} checks hold")
