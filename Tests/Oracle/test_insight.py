#!/usr/bin/env python3
"""Small cases of insight.py; every expected row was worked out by hand from the page on insight.

    python3 test_insight.py
"""
import os
import sys
import tempfile

import bridge
import insight_advice
import insight_days
import oracle
from insight_cases import files, lines, same, tally, use

MILLION = 10**6
# A million input tokens cost 1 USD.
ONE = "v,m,input,1,,,2025-01-01,\n"
PLANS = "tier,is_free,target_margin_percent\npro,false,\nfree,true,\ncheap,false,\n"
CHEAP = "level,tier,provider,model,multiplier,status\ntier,cheap,,,0.5,approved\n"


def february_and_march():
    """28 days at 0.1 USD a day are 2.8 USD; 31 days at 0.15 are 4.65, and at 0.05 they are 1.55."""
    noon = "2026-{}T12:00:00Z".format
    return [
        use(1, noon("02-01"), "ann", prompt=2800000), use(2, noon("03-31"), "ann", prompt=4650000),
        use(3, noon("02-01"), "bob", prompt=2800000), use(4, noon("03-30"), "bob", prompt=4649999),
        use(5, noon("02-02"), "cy", prompt=2800000), use(6, noon("03-01"), "cy", prompt=1550000),
        use(7, noon("02-28"), "dee", prompt=2800000), use(8, noon("03-01"), "dee", prompt=1550001),
        use(9, noon("03-07"), "eve", prompt=MILLION),
        use(10, noon("02-10"), "fay", prompt=MILLION),
        use(11, noon("02-11"), "gil", tier="free", prompt=MILLION), use(12, noon("03-11"), "gil", tier="free", prompt=MILLION),
        use(13, noon("03-12"), "ira", account="", tier="cheap", prompt=MILLION),
        use(14, noon("01-05"), "joe", prompt=MILLION), use(15, noon("03-13"), "joe", prompt=310000),
        use(16, noon("02-13"), "kim", prompt=MILLION), use(17, noon("03-13"), "kim", model="x", prompt=77)]


def segments():
    found = files(february_and_march(), ONE, "--period 2026-03", plans=PLANS, multipliers=CHEAP)
    lines("segments", found["users.csv"], [
        # 1.5 times the cost of a day exactly; one token less is steady, though the change rounds to the same.
        "a,ann,pro,growing,1,1,4650000,0,0,4.65,697.5,6.975,2.325,33.3333,2.8,50,0,1,m,100,2026-02-01,2026-03-31",
        "a,bob,pro,steady,1,1,4649999,0,0,4.649999,697.5,6.975,2.325001,33.3333,2.8,50,0,1,m,100,2026-02-01,2026-03-30",
        # Half of it exactly, and one token more.
        "a,dee,pro,steady,1,1,1550001,0,0,1.550001,232.6,2.326,0.775999,33.362,2.8,-50,0,1,m,100,2026-02-28,2026-03-01",
        "a,cy,pro,shrinking,1,1,1550000,0,0,1.55,232.5,2.325,0.775,33.3333,2.8,-50,0,1,m,100,2026-02-02,2026-03-01",
        # A loss comes before a first use.
        ",ira,cheap,loss_making,1,1,1000000,0,0,1,50,0.5,-0.5,-100,0,,0,1,m,100,2026-03-12,2026-03-12",
        "a,eve,pro,new,1,1,1000000,0,0,1,150,1.5,0.5,33.3333,0,,0,1,m,100,2026-03-07,2026-03-07",
        # A free tier makes no loss; 28 ÷ 31 − 1 is the change.
        "a,gil,free,steady,1,1,1000000,0,0,1,150,0,-1,,1,-9.6774,0,1,m,100,2026-02-11,2026-03-11",
        # Back from before the previous period.
        "a,joe,pro,growing,1,1,310000,0,0,0.31,46.5,0.465,0.155,33.3333,0,,0,1,m,100,2026-01-05,2026-03-13",
        "a,fay,,dormant,0,0,0,0,0,0,0,0,0,,1,-100,,0,,,2026-02-10,2026-02-10",
        # Only requests without a price: used, at an unknown cost.
        "a,kim,pro,,0,0,77,0,0,,,,,,1,,0,1,x,,2026-02-13,2026-03-13"])
    # The ledger begins on 5 January, so February has no previous period.
    found = files(february_and_march(), ONE, "--period 2026-02", plans=PLANS, multipliers=CHEAP)
    by_user = {line.split(",")[1]: line.split(",") for line in found["users.csv"]}
    same("no previous period", sorted(by_user), ["ann", "bob", "cy", "dee", "fay", "gil", "kim"])
    same("blank segment, costs and change", {(row[3], row[14], row[15]) for row in by_user.values()}, {("", "", "")})
    # All rows have none either, but a loss is one.
    found = files(february_and_march(), ONE, plans=PLANS, multipliers=CHEAP)
    same("all rows", {line.split(",")[3] for line in found["users.csv"]}, {"", "loss_making"})
    # Other thresholds: 1.66 times and a third are neither reached nor passed; the return of joe is growth.
    found = files(february_and_march(), ONE, "--period 2026-03", {"segments": {"growing": "1.66", "shrinking": "0.333"}},
                  plans=PLANS, multipliers=CHEAP)
    same("thresholds", [line.split(",")[3] for line in found["users.csv"]],
         ["steady", "steady", "steady", "steady", "loss_making", "new", "steady", "growing", "dormant", ""])


def columns():
    """Two tiers, three models, cached tokens and own keys of one user; another user of the same account."""
    prices = ONE + "v,m,cache_read,0.1,,,,\nv,m,output,10,,,,\nv,m,reasoning,10,,,,\nv,n,input,4,,,,\nw,m,input,2,,,,\n"
    found = files([
        use(1, "2026-08-01T23:30:00Z", "ann", tier="pro", prompt=200000, read=600000, output=30000, reasoning=10000),
        use(2, "2026-08-01T23:59:59Z", "ann", tier="cheap", model="n", prompt=100000),
        use(3, "2026-08-02T00:00:00Z", "ann", tier="cheap", provider="w", prompt=100000),
        use(4, "2026-08-03T00:00:00Z", "ann", tier="cheap", model="n", byok="true", prompt=50000, status="failed"),
        use(5, "2026-08-03T12:00:00Z", "bob", tier="free", prompt=250000),
        use(6, "2026-08-09T00:00:00Z", "bob", tier="free", model="none", prompt=9)],
        prices, "--period 2026-08", plans=PLANS)
    # ann: 0.2 + 0.06 + 0.3 + 0.1 = 0.66 at m of v, 0.4 at n, 0.2 at m of w: m has 0.86 of 1.26 USD, 68.254 %.
    # Credits: 99, 60 and 30; revenue 1.89, margin 0.63.
    lines("columns", found["users.csv"], [
        "a,ann,pro,,4,3,1050000,600000,40000,1.26,189,1.89,0.63,33.3333,,,57.1429,2,m,68.254,2026-08-01,2026-08-03",
        "a,bob,free,,1,1,250009,0,0,0.25,37.5,0,-0.25,,,,0,2,m,100,2026-08-03,2026-08-09"])


def hours():
    """On 25 October the clock of Berlin shows two o'clock twice; on 29 March it skips that hour."""
    autumn = [use(1, "2026-10-24T23:59:00Z", "ann", prompt=1), use(2, "2026-10-25T00:30:00Z", "ann", prompt=20),
              use(3, "2026-10-25T01:30:00Z", "bob", prompt=300, output=5), use(4, "2026-10-25T02:00:00Z", "ann", prompt=4000),
              use(5, "2026-10-26T00:30:00Z", "ann", tier="free", prompt=7), use(6, "2026-10-26T00:30:00Z", "ann", model="x", prompt=9)]
    found = files(autumn, ONE + "v,m,output,10,,,,\n", settings={"time_zone": "Europe/Berlin"}, plans=PLANS)
    lines("the repeated hour", found["usage-patterns.csv"], [
        "1,1,free,1,7,0,0.000007", "1,1,pro,0,9,0,",          # the clock is back: 00:30 UTC is half past one
        "7,1,pro,1,1,0,0.000001", "7,2,pro,2,320,5,0.00037", "7,3,pro,1,4000,0,0.004"])
    spring = [use(1, "2026-03-29T00:59:59Z", "ann", prompt=1), use(2, "2026-03-29T01:00:00Z", "ann", prompt=2)]
    found = files(spring, ONE, settings={"time_zone": "Europe/Berlin"}, plans=PLANS)
    lines("the skipped hour", found["usage-patterns.csv"], ["7,1,pro,1,1,0,0.000001", "7,3,pro,1,2,0,0.000002"])


# Input costs 4 USD a million, from 5 August 2, above 200,000 tokens 8; in batch half of it.
CHANGE = ("v,m,input,4,,,,2026-08-05\nv,m,input,2,,,2026-08-05,\nv,m,input,8,,200000,,\nv,m,cache_read,0.4,,,,\n"
          "v,m,cache_write_5m,5,,,,\nv,m,output,10,,,,\n")
BATCH = "provider,unit_class,service_tier,from_unit_class,factor\nv,,batch,,0.5\n"


def caches():
    found = files([
        # 0.1 × (4 − 0.4) − 0.02 × (5 − 4) = 0.36 − 0.02
        use(1, "2026-08-04T23:59:59Z", "ann", prompt=1000, read=100000, written=20000),
        # 0.1 × (2 − 0.4) − 0.02 × (5 − 2) = 0.16 − 0.06
        use(2, "2026-08-05T00:00:00Z", "ann", read=100000, written=20000),
        # In the band: 0.05 × (8 − 0.4) = 0.38
        use(3, "2026-08-06T00:00:00Z", "ann", prompt=150001, read=50000),
        # With the customer's key nothing is saved.
        use(4, "2026-08-06T00:00:00Z", "ann", byok="true", read=100000),
        # At batch: 0.1 × (1 − 0.2) = 0.08
        use(5, "2026-08-07T00:00:00Z", "ann", service_tier="batch", read=100000)],
        CHANGE, derivations=BATCH)
    # Costs 0.004 + 0.04 + 0.1, 0.04 + 0.1, 1.200008 + 0.02, 0.02: 1.524008. Tokens: 151,001 new, 450,000 read, 40,000 written;
    # 450,000 ÷ 641,001 = 0.70202698….
    lines("cache value", found["efficiency.csv"], [
        "v,m,5,0,1.524008,304.8016,,128200.2,0,70.2027,0.9,,,"])
    # Writes that are never read cost 0.02 × (5 − 4) more.
    found = files([use(1, "2026-08-04T00:00:00Z", "ann", written=20000)], CHANGE)
    same("writes alone", found["efficiency.csv"][0].split(",")[10], "-0.02")
    # Without an input price the value is not known.
    found = files([use(1, "2026-08-04T00:00:00Z", "ann", model="r", read=20000)], "v,r,cache_read,1,,,,\n")
    same("no input price", found["efficiency.csv"], ["v,r,1,0,0.02,20,,20000,0,100,,,,"])


def batches():
    rows = [
        use(1, "2026-08-01T00:00:00Z", "ann", service="embedding", prompt=100000),                          # 0.4, at batch 0.2
        use(2, "2026-08-06T00:00:00Z", "ann", service="embedding", prompt=100000),                          # 0.2, at batch 0.1
        use(3, "2026-08-06T00:00:00Z", "ann", service="embedding", prompt=100000, service_tier="batch"),    # 0.1, is batch
        use(4, "2026-08-06T00:00:00Z", "ann", service="embedding", prompt=100000, byok="true"),
        use(5, "2026-08-06T00:00:00Z", "ann", service="chat", prompt=100000, status="failed"),              # 0.2
        use(6, "2026-08-06T00:00:00Z", "ann", service="embedding", provider="w", prompt=100000),            # batch has no price
        use(7, "2026-08-06T00:00:00Z", "ann", model="x", prompt=1)]
    prices = CHANGE + "w,m,input,1,,,,\n"
    found = files(rows, prices, derivations=BATCH)
    # 0.9 for five requests; of the two that could be batch, half of 0.6.
    lines("batch saving", found["efficiency.csv"], [
        "v,m,5,1,0.9,180,,100000,0,0,0,0.3,,", "w,m,1,0,0.1,100,,100000,0,0,0,,,", "v,x,0,0,,,,,,,,,,"])
    found = files(rows, prices, settings={"batchable_services": ["chat"]}, derivations=BATCH)
    same("other services", [line.split(",")[11] for line in found["efficiency.csv"]], ["0.1", "", ""])
    found = files(rows, prices, settings={"batchable_services": []}, derivations=BATCH)
    same("no services", [line.split(",")[11] for line in found["efficiency.csv"]], ["", "", ""])
    # A price at batch above the standard one.
    found = files(rows[1:2], prices + "v,m,input,3,batch,,,\n")
    same("dearer in batch", found["efficiency.csv"][0].split(",")[11], "-0.1")


MODELS = "provider,model,class,effective_from\n" + "".join(
    f"{name},budget,2026-01-01\n" for name in ("v,m", "v,plain", "v,good", "v,good2", "w,cheapest")) + "v,rich,premium,2026-01-01\n"
OTHERS = ("v,plain,input,0.1,,,,\nv,plain,output,0.1,,,,\nv,good,input,1,,,,\nv,good,output,5,,,,\nv,good,cache_read,0.5,,,,\n"
          "v,good2,input,1,,,,\nv,good2,output,5,,,,\nv,good2,cache_read,0.5,,,,\n"
          "w,cheapest,input,0.01,,,,\nw,cheapest,output,0.01,,,,\nw,cheapest,cache_read,0.01,,,,\nv,rich,input,0.01,,,,\n"
          "v,rich,output,0.01,,,,\nv,rich,cache_read,0.01,,,,\n")


def cheaper():
    rows = [use(1, "2026-08-01T00:00:00Z", "ann", prompt=100000, output=20000),            # 0.4 + 0.2; at good 0.1 + 0.1
            use(2, "2026-08-06T00:00:00Z", "ann", prompt=100000, read=100000)]             # 0.2 + 0.04; at good 0.1 + 0.05
    # "plain" would cost least and lacks a price of cached tokens; "cheapest" is of another provider, "rich" of another class.
    found = files(rows, CHANGE + OTHERS, models=MODELS)
    same("cheaper model", found["efficiency.csv"][0].split(",")[12:], ["good", "0.49"])
    # Without the cached tokens it is the one: 0.01 + 0.002 and 0.01, of 0.8.
    found = files([rows[0], use(2, "2026-08-06T00:00:00Z", "ann", prompt=100000)], CHANGE + OTHERS, models=MODELS)
    same("with all prices", found["efficiency.csv"][0].split(",")[12:], ["plain", "0.778"])
    found = files(rows, CHANGE + OTHERS)
    same("no classes", found["efficiency.csv"][0].split(",")[12:], ["", ""])
    # An own key needs a price, too, and saves nothing.
    own = use(3, "2026-08-06T00:00:00Z", "ann", byok="true", prompt=100000, written=1000)
    found = files([*rows, own], CHANGE + OTHERS, models=MODELS)
    same("no price for an own key", found["efficiency.csv"][0].split(",")[12:], ["", ""])
    # A class from 6 August on is the one at the end.
    late = MODELS + "v,good,premium,2026-08-06\nv,good2,standard,2026-08-07\n"
    found = files(rows, CHANGE + OTHERS, models=late)
    same("the class of the last day", found["efficiency.csv"][0].split(",")[12:], ["good2", "0.49"])
    # A request without a price at m, which has no price of reasoning, would cost 0.05 at good.
    more = use(3, "2026-08-06T00:00:00Z", "ann", reasoning=10000)
    found = files([*rows, more], CHANGE + OTHERS + "v,good,reasoning,5,,,,\n", models=MODELS)
    same("a request that gets a price", found["efficiency.csv"][0].split(",")[12:], ["good2", "0.49"])
    found = files([*rows, more], CHANGE + OTHERS + "v,good,reasoning,5,,,,\nv,good2,reasoning,6,,,,\n", models=MODELS)
    same("requests that get a price", found["efficiency.csv"][0].split(",")[12:], ["good", "0.44"])


def monthly():
    """16 covered days: × 1.875, of which the ninth decimal is a 5."""
    prices = "v,m,input,0.02,,,,\nv,n,input,0.01,,,,\nw,m,input,0.02,,,,\nw,n,input,0.01,,,,\n"
    models = "provider,model,class\nv,m,budget\nv,n,budget\nw,m,budget\nw,n,budget\n"
    rows = [use(1, "2026-08-03T00:00:00Z", "ann", prompt=100000004), use(2, "2026-08-18T23:59:59Z", "ann", provider="w", prompt=100000012)]
    found = files(rows, prices, "--period 2026-08", models=models)
    lines("half-even", found["recommendations.csv"], [
        '1,cheaper_model,w/m,1.87500022,1 request of m cost 2.00 USD; with n they would cost 1.00 USD.,'
        'assay simulate --period 2026-08 --swap w/m=n',
        '2,cheaper_model,v/m,1.87500008,1 request of m cost 2.00 USD; with n they would cost 1.00 USD.,'
        'assay simulate --period 2026-08 --swap v/m=n'])
    # Only what is above the setting, of the last day: 1.87500008 is not above itself.
    setting = [{"usd": "9"}, {"from": "2026-08-18", "usd": "1.87500008", "percent": "0"}]
    found = files(rows, prices, settings={"materiality": setting}, models=models)
    same("materiality", [line.split(",")[2] for line in found["recommendations.csv"]], ["w/m"])
    # 50 % of a cost of 4.00000032 is more than either.
    found = files(rows, prices, settings={"materiality": {"usd": "0", "percent": "50"}}, models=models)
    same("percent of cost", found["recommendations.csv"], [])


def advice():
    """30 days, so that a month is the period."""
    plans = "tier,is_free,target_margin_percent\npro,false,30\nfree,true,\n"
    times = "level,tier,provider,model,multiplier,status\ntier,pro,,,1.2,approved\n"
    day = "2026-09-{:02d}T12:00:00Z".format
    rows = [use(1, day(1), "ann", prompt=7 * MILLION),                               # cost 7, revenue 8.4; 7 ÷ 0.7 is 10
            use(2, day(30), "ann", model="own", byok="true", prompt=20 * MILLION),   # notional 20, no class, no fee
            use(3, day(3), "ann", model="emb", service="embedding", prompt=4 * MILLION)]   # cost 4 and 4.8; 5.714285… is needed
    # Ten free users at 0.1 USD and ten more at 0.2: 15 and 30 credits. One of them uses 2 USD more, 300 credits.
    rows += [use(10 + n, day(2), f"f{n}", tier="free", prompt=100000 * (1 + n // 10)) for n in range(20)]
    rows.append(use(40, day(4), "f3", tier="free", prompt=2 * MILLION))
    prices = ONE + "v,own,input,1,,,,\nv,emb,input,1,,,,\nv,emb,input,0.5,batch,,,\n"
    settings = {"free_tier": {"budget_credits": "100"}, "materiality": {"usd": "0.9", "percent": "0"}}
    found = files(rows, prices, "--period 2026-09", settings, plans=plans, multipliers=times)
    lines("advice", [line.replace('"', "") for line in found["recommendations.csv"]], [
        "1,batch,embedding v/emb,2,1 request of embedding at emb cost 4.00 USD; as batch requests they would cost 2.00 USD.,–",
        "2,free_budget,free,2,monthly_budget stops 1 request of 1 of 20 free users, which cost 2.00 USD.,"
        "assay simulate --period 2026-09 --budget free=100",
        "3,own_key_fee,v,2,1 request with own keys of v used 20.00 USD of models without a class; a fee of 10 % is 2.00 USD.,"
        "models.csv: v,own,standard",
        "4,multiplier,pro v/m,1.6,Tier pro earned 8.40 USD on m, which cost 7.00 USD; the target of 30 % needs 10.00 USD.,"
        "assay simulate --period 2026-09 --set combination:pro/v/m=1.428572",
        "5,multiplier,pro v/emb,0.91428571,Tier pro earned 4.80 USD on emb, which cost 4.00 USD; the target of 30 % needs 5.71 USD.,"
        "assay simulate --period 2026-09 --set combination:pro/v/emb=1.428572"])
    # Of 19 free users one is more than 5 %.
    fewer = [row for row in rows if ",f19," not in row]
    found = files(fewer, prices, "--period 2026-09", settings, plans=plans, multipliers=times)
    same("over 5 %", [line.split(",")[1] for line in found["recommendations.csv"]].count("free_budget"), 0)


def periods():
    """The period before: the month or quarter before, else the same number of days; and the names in commands."""
    for text, want in (("2026-01", "2025-12"), ("2026-03", "2026-02"), ("2026-Q1", "2025-Q4"), ("2026-04..2026-06", "2026-Q1"),
                       ("2026-07..2026-08", "2026-04-30..2026-06-30"), ("2026-08-01..2026-08-15", "2026-07-17..2026-07-31"),
                       ("2026-08-05", "2026-08-04..2026-08-04")):
        days = insight_days.Days(*bridge.read_period(text)[1:])
        same(f"before {text}", insight_days.name(insight_days.before(days)), want)
    same("two months", insight_days.name(("2026-07-01", "2026-08-31")), "2026-07..2026-08")
    ledger = insight_days.Days("2026-07-01", "2026-08-20")
    august = insight_days.Days("2026-08-01", "2026-08-31")
    same("covered days", insight_days.covered(august, ledger), 20)
    same("covered from its first day", insight_days.previous(august, ledger), ("2026-07-01", "2026-07-31"))
    same("one day less", insight_days.previous(august, insight_days.Days("2026-07-02", "2026-08-20")), None)
    same("an open end", insight_days.previous(insight_days.Days("2026-08-01", insight_days.LAST), ledger), None)
    same("words of a shell", [insight_advice.word(text) for text in ("v/m=n:x", "a b", "it's", "=é")],
         ["v/m=n:x", "'a b'", "'it'\\''s'", "=é"])


def charges():
    """Wrong charges of a run: credits that follow a wrong cost have its cause."""
    with tempfile.TemporaryDirectory() as folder:
        tables = {"diagnosis.csv": "code,users_overcharged,overcharged_credits,overcharged_usd,users_undercharged,"
                                   "undercharged_credits,undercharged_usd\n"
                                   "band_missed,1,30,0.3,2,200,2\nfloored,0,0,0,1,0.5,0.005\nrecorded_zero,0,0,0,0,0,0\n",
                  "exceptions.csv": "request_id,credits_difference,diagnosis\nr1,-0.5,recorded_zero floored\n"
                                    "r2,0,band_missed\n'=r3,-100,band_missed follows_cost\nr4,30,band_missed follows_cost\n"}
        for name, text in tables.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        found = [(a.kind, a.subject, oracle.decimal_text(a.amount), a.command) for a in insight_advice.wrong_charges(folder)]
    same("wrong charges", found, [
        ("overcharge", "band_missed", "0.3", "assay explain r4"), ("undercharge", "band_missed", "2", "assay explain =r3"),
        ("undercharge", "floored", "0.005", "assay explain r1")])


def main():
    for case in (periods, charges, segments, columns, hours, caches, batches, cheaper, monthly, advice):
        case()
    print("test_insight: {checked} checks, {failed} failed".format(**tally))
    return 1 if tally["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
