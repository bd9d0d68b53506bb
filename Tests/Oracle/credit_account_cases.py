"""The third table of checks and its files, worked out by hand; test_credits.py runs them."""
import datetime

import credit_event_end
import credits
from credit_cases import equal, rows, run

ACCOUNTS = """account_id,plan,effective_from,organisation_id,role,opened_at,byok_providers
b,none,2025-01-01,,,,
m,none,2025-01-01,org,dev,2026-07-15,
org,none,2025-01-01,,,,
"""
ALLOCATIONS = "organisation_id,role,account_id,mode,monthly_credits,effective_from,effective_to\n"
PRICES = "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n"
USAGE = "request_id,request_started_at,user_id,account_id,provider,model,capability,byok,input_tokens\n"


def later(test):
    """With the third part in use."""
    def inside():
        credits.use("core", "second", "tables", "later")
        test()
        credits.use("core", "second", "tables")
    return inside


@later
def caps():
    """Draws are gross: what is refunded stays drawn."""
    lines = ("08-01 org grant 100 source=bonus\n08-02 m deduct 8 req=r\n08-03 m deduct 5 req=s\n"
             "08-04 m refund 5 req=s\n08-05 m deduct 1 req=t\n09-01 m deduct 10 req=u")
    books = lambda rules: {"accounts.csv": ACCOUNTS, "allocations.csv": ALLOCATIONS + rules}
    columns = "organisation_id account_id month drawn_credits cap_credits left_credits allocated_credits expected_credits"
    above = ["allocation_exceeded w e3 3 0.03 0", "allocation_exceeded w e5 1 0.01 0"]
    equal(run(lines, extra=books("org,,,cap,10,,\n")), above)
    rows("pool-usage.csv", columns, "org m 2026-08 14 10 0 0 -", "org m 2026-09 10 10 0 0 -")
    equal(run(lines, extra=books("org,,m,cap,10,,\norg,,,cap,1,,\norg,dev,,cap,2,,\n")), above)
    equal(run(lines, extra=books("org,,,cap,1,,\norg,dev,,cap,30,,\norg,dev,,cap,10,,\norg,ops,,cap,2,,\n")), above)
    equal(run(lines, extra=books("org,,,cap,10,,2026-08-04\n")), above[:1])
    run(lines, extra=books("org,,,cap,20,,\n"), period="2026-08")
    rows("pool-usage.csv", columns, "org m 2026-08 14 20 6 0 -")


@later
def shares():
    """July is the month of the opening, October is not over: August and September count."""
    move = "{0} org transfer_out {1} tx={2} to=m source={3}\n{0} m transfer_in {1} tx={2} to=org source={3}\n"
    lines = ("08-01 org grant 100 source=bonus\n" + move.format("08-01", 30, "t1", "allocation")
             + move.format("09-05", 20, "t2", "allocation") + move.format("09-06", 10, "t3", "") + "10-02 b adjust 1 reason=x")
    books = {"accounts.csv": ACCOUNTS, "allocations.csv": ALLOCATIONS + "org,,,transfer,30,,\n"}
    equal(run(lines, extra=books), ["allocation_differs w - -10 -0.1 0"])
    equal([row["at"] for row in run.findings], ["2026-09-01T00:00:00Z"])
    rows("pool-usage.csv", "month drawn_credits cap_credits allocated_credits expected_credits", "2026-08 0 - 30 30", "2026-09 0 - 20 30")


@later
def permissions():
    books = {"permissions.csv": "actor,kinds,max_credits,effective_from\nann,adjust;refund,5,\nbob,grant,,2026-08-02\n"}
    lines = ("08-01 b grant 10 source=bonus actor=bob\n08-02 b grant 10 source=bonus actor=bob\n08-02 b grant 10 source=topup actor=eve\n"
             "08-03 b adjust 5 reason=x actor=ann\n08-03 b adjust -6 reason=x actor=ann\n08-04 b adjust 1 reason=x")
    equal(run(lines, extra=books), [f"actor_not_permitted w {rest} 0" for rest in ("e1 10 0.1", "e5 6 0.06", "e6 1 0.01")])


@later
def entitlements():
    """Each request is 22.5 credits. The second is the second of its minute, the third the third of its day; nobody may see."""
    asked = (("10:00:00", "chat"), ("10:00:59", "chat"), ("10:01:00", "chat"), ("10:02:00", "vision"))
    usage = "".join(f"r{number},2026-08-02T{at}Z,u,b,v,m,{what},,150000\n" for number, (at, what) in enumerate(asked, 1))
    books = {"ledger/a.csv": USAGE + usage, "prices/a.csv": PRICES,
             "entitlements.csv": "plan,capability,quality_level,model,requests_per_minute,requests_per_day\nnone,chat,,m,1,2\npro,,,,,\n"}
    lines = "08-01 b grant 100 source=bonus\n" + "".join(f"08-03 b deduct 22.5 req=r{number}\n" for number in range(1, 5))
    equal(run(lines, extra=books), ["rate_limit_exceeded w - 22.5 0.225 0"] * 2 + ["not_entitled w - 22.5 0.225 0"])
    equal([row["request_id"] for row in run.findings], ["r2", "r3", "r4"])
    rows("entitlement-findings.csv", "check plan capability model window limit requests credits first_request_id line",
         "not_entitled none vision m - - 1 22.5 r4 5", "rate_limit_exceeded none chat m 2026-08-02 2 3 22.5 r3 4",
         "rate_limit_exceeded none chat m 2026-08-02T10:00:00Z 1 2 22.5 r2 3")
    # Of a request that states nothing the model counts; the second states that it is for audio, and the third that it is slow.
    usage = "".join(f"r{number},2026-08-02T10:0{number}:00Z,u,b,v,m,{what},{level},150000\n"
                    for number, (what, level) in enumerate((("", ""), ("audio", ""), ("", "slow")), 1))
    books = {"ledger/a.csv": USAGE.replace("byok", "quality_level") + usage, "prices/a.csv": PRICES,
             "models.csv": "provider,model,class,quality_level,capabilities\nv,m,,fast,chat; vision\n",
             "entitlements.csv": "plan,capability,quality_level\n,vision,fast\n"}
    equal(run(lines.replace("08-03 b deduct 22.5 req=r4\n", ""), extra=books), ["not_entitled w - 22.5 0.225 0"] * 2)
    rows("entitlement-findings.csv", "capability quality_level first_request_id", "audio fast r2", "chat;vision slow r3")


@later
def unpriced():
    """Model n has no price. Of 22.5 credits and an unknown amount 22.5 are at stake, of an unknown amount alone nothing is known."""
    asked = (("10:00:00", "m"), ("10:00:01", "m"), ("10:00:02", "n"), ("10:01:00", "m"), ("10:01:01", "n"))
    usage = "".join(f"r{number},2026-08-02T{at}Z,u,b,v,{model},chat,,150000\n" for number, (at, model) in enumerate(asked, 1))
    books = {"ledger/a.csv": USAGE + usage, "prices/a.csv": PRICES, "entitlements.csv": "plan,requests_per_minute\nnone,1\n"}
    lines = "08-01 b grant 200 source=bonus\n" + "".join(f"08-03 b deduct 22.5 req=r{number}\n" for number in range(1, 6))
    columns = "requests credits first_request_id unpriced_requests"
    equal(run(lines, extra=books), ["rate_limit_exceeded w - 22.5 0.225 0", "rate_limit_exceeded w -   0"])
    rows("entitlement-findings.csv", columns, "3 22.5 r2 1", "2 - r5 1")
    equal([row["unpriced_requests"] for row in run.summary], ["2"])
    equal([row["credits"] + " " + row["usd"] for row in run.summary], ["22.5 0.225"])
    books["entitlements.csv"] = "plan,model\nnone,m\n"
    equal(run(lines, extra=books), ["not_entitled w -   0"] * 2)
    rows("entitlement-findings.csv", columns, "2 - r3 2")
    equal([row["credits"] + row["usd"] + row["unpriced_requests"] for row in run.summary], ["2"])


@later
def own_keys():
    """150,000 tokens are 0.15 USD, and 10 % of it 1.5 credits."""
    books = {"ledger/a.csv": USAGE + "r1,2026-08-02T00:00:00Z,u,b,v,m,,true,150000\n", "prices/a.csv": PRICES,
             "models.csv": "provider,model,class,effective_from\nv,m,standard,2025-01-01\n"}
    lines = "08-01 b grant 10 source=bonus\n08-02 b deduct 1.5 req=r1\n08-03 b balance 7 provider=w\n08-04 b balance 6 provider=w"
    columns = "account_id provider registered requests notional_cost_usd fee_credits provider_balance balance_at unpriced_requests"
    equal(run(lines, extra=books), [])           # accounts.csv has no column byok_providers
    equal(run(lines, extra={**books, "accounts.csv": ACCOUNTS}), ["byok_unregistered w - 1.5 0.015 0"])
    rows("byok-accounts.csv", columns, "b v false 1 0.15 1.5 - - 0", "b w false 0 0 0 6 2026-08-04T00:00:00Z 0")
    equal(run(lines, extra={**books, "accounts.csv": ACCOUNTS.replace("b,none,2025-01-01,,,,", "b,none,2025-01-01,,,,x;v")}), [])
    rows("byok-accounts.csv", columns, "b v true 1 0.15 1.5 - - 0", "b w false 0 0 0 6 2026-08-04T00:00:00Z 0", "b x true 0 0 0 - - 0")
    # Model n has no price: its cost is not known, and is in no sum.
    unpriced = "".join(f"{name},2026-08-02T00:00:00Z,u,b,{provider},n,,true,1\n" for name, provider in (("r2", "v"), ("r3", "x")))
    more = {**books, "ledger/b.csv": USAGE + unpriced, "accounts.csv": ACCOUNTS.replace("b,none,2025-01-01,,,,", "b,none,2025-01-01,,,,x;v;y")}
    equal(run(lines, extra=more), [])
    rows("byok-accounts.csv", columns, "b v true 2 0.15 1.5 - - 1", "b w false 0 0 0 6 2026-08-04T00:00:00Z 0", "b x true 1 - - - - 1",
         "b y true 0 0 0 - - 0")
    del more["ledger/a.csv"], more["ledger/b.csv"]              # without a usage ledger nothing is known of requests
    run(lines, extra=more)
    rows("byok-accounts.csv", columns, "b v true - - - - - -", "b w false - - - 6 2026-08-04T00:00:00Z -", "b x true - - - - - -",
         "b y true - - - - - -")


@later
def notices():
    """100 credits, then 15 (20 %), 1 (10 %), 101, and 0, which is the lowest of three levels."""
    lines = ("08-01 b grant 100 source=bonus\n08-02 b adjust -85 reason=x\n08-03 b notice - level=20 channel=email\n"
             "08-04 b adjust -14 reason=x\n08-05T00:00:01 b notice - level=10\n08-06 b grant 100 source=bonus\n"
             "08-06T12:00 b notice - level=10\n08-07 b adjust -101 reason=x\n08-07T12:00 b adjust 50 reason=x\n08-09 b balance 50 provider=x")
    equal(run(lines), ["notice_missing w e4 0 0 0", "notice_unfounded i e7 0 0 0"])
    rows("notices.csv", "level crossed_at balance noticed_at channel hours state",
         "20 2026-08-02T00:00:00Z 15 2026-08-03T00:00:00Z email 24 sent", "10 2026-08-04T00:00:00Z 1 - - - missing",
         "10 - 1 2026-08-05T00:00:01Z - - sent", "10 - 101 2026-08-06T12:00:00Z - - unfounded", "0 2026-08-07T00:00:00Z 0 - - - not_needed")
    rows("low-balances.csv", "account_id")
    equal(run("08-01 b grant 100 source=bonus\n08-02 b adjust -85 reason=x\n08-09 b adjust 1 reason=x"), [])     # it never writes notices
    # A level that is no number answers nothing, and is listed as recorded.
    run("08-01 b grant 100 source=bonus\n08-02 b adjust -85 reason=x\n08-02T12:00 b notice - level=low\n08-09 b adjust -1 reason=x")
    rows("notices.csv", "level crossed_at balance noticed_at state", "20 2026-08-02T00:00:00Z 15 - missing",
         "low - 15 2026-08-02T12:00:00Z sent")
    rows("low-balances.csv", "account_id last_notice_level", "b low")
    # 70 are left of the pool's 100, then 15, and 45 again after its member gave 30 back.
    equal(run("08-01 org grant 100 source=bonus\n08-02 m deduct 30 req=r\n08-03 org adjust -55 reason=x\n"
              "08-03T12:00 m refund 30 req=r\n08-09 b notice - level=0"), [])
    rows("notices.csv", "account_id level crossed_at balance noticed_at channel hours state",
         "org 20 2026-08-03T00:00:00Z 15 - - - not_needed", "b 0 - 0 2026-08-09T00:00:00Z - - sent")


@later
def low_balances():
    """90 credits in 10 days are 9 a day; in the last 28 days of August they are 90 / 28 a day, and 10 last for 3.1 days."""
    lines = "08-01 b grant 100 source=bonus\n08-11 b deduct 90 req=r"
    columns = "account_id plan balance available reference_balance percent_left level credits_per_day run_out_day last_notice_level"
    run(lines)
    rows("low-balances.csv", columns, "b none 10 10 100 10 10 9 2026-08-12 -")
    run(lines, period="2026-08")
    rows("low-balances.csv", columns, "b none 10 10 100 10 10 3.21428571 2026-09-04 -")
    run(lines, {"credits": {"low_balance_percent": ["9"]}})
    rows("low-balances.csv", columns)
    run("08-01 b deduct 5 req=r\n08-01T06:00 b grant 4 source=bonus\n08-01T12:00 b deduct 4 req=s")    # 9 in the least time, a day
    rows("low-balances.csv", columns, "b none -5 -5 -1 - 0 9 - -")


def event_ends():
    """3 requests a day for 4 days, and 1 two months later: 1 of 13 is far, and the usage ends on the fourth day."""
    def usual(counts):
        days = credit_event_end.usual({datetime.date(2026, *map(int, day.split("-"))): count for day, count in counts.items()})
        return [f"{day:%m-%d}" for day in days]

    week = {"02-01": 3, "02-02": 3, "02-03": 3, "02-04": 3}
    equal(usual(week), ["02-01", "02-04"])
    equal(usual({**week, "04-04": 1}), ["02-01", "02-04"])
    equal(usual({**week, "03-04": 1}), ["02-01", "03-04"])     # 28 days later is not far
    equal(usual({**week, "04-04": 2}), ["02-01", "04-04"])     # 2 of 14 are not few
    equal(usual({"02-01": 5, "02-02": 4, "04-04": 1}), ["02-01", "04-04"])     # too few to be far from


ALL = [event_ends, caps, shares, permissions, entitlements, unpriced, own_keys, notices, low_balances]
