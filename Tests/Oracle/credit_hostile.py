"""Ugly inputs of the credit ledger (issue "Bad input"), worked out by hand; test_credits.py runs them."""
import json

import oracle
from credit_cases import balance, equal, grant, revenue, run

TOP = "08-01 b grant 10 source=topup paid=3\n"
HEAD = "event_id,at,account_id,kind,credits,source,expires_at,reason\n"
ACCOUNTS = "account_id,plan,effective_from,organisation_id,opened_at\n"


def undoing():
    """A reverse cannot be undone; the reverse of what was not applied is not applied, and neither is its own reverse."""
    equal(run(TOP + "08-02 b deduct 4 req=r\n08-03 b reverse - of=e2 after=10\n08-04 b reverse - of=e3 after=6"),
          ["reverse_unknown c e4 -4 -0.04 -4"])
    balance("b", closing="10", recorded="6", explained="-4")
    equal(run(TOP + "08-02 b refund 4 req=q after=14\n08-03 b reverse - of=e2 after=10\n08-04 b reverse - of=e3 after=14"),
          ["refund_without_deduction c e2 4 0.04 4"])
    balance("b", closing="10", recorded="14", explained="4")
    equal(run("08-01 b grant 1 source=bonus\n08-02 b settle 0 res=x req=r\n08-02 b refund 1 req=r\n08-02 b reverse - of=e2\n08-02 b reverse - of=e2"),
          ["settle_without_reservation c e2 0 0 0", "refund_without_deduction c e3 1 0.01 1", "reverse_twice i e5 0 0 0"])


def cycles():
    """Transfers in a circle at one instant, the ins first: each is played after its out. Half of the value of 3 went around."""
    equal(run(TOP + "08-02 b transfer_in 5 tx=t3 to=m\n08-02 a transfer_in 5 tx=t1 to=b\n08-02 m transfer_in 5 tx=t2 to=a\n"
              "08-02 b transfer_out 5 tx=t1 to=a\n08-02 a transfer_out 5 tx=t2 to=m\n08-02 m transfer_out 5 tx=t3 to=b"), [])
    balance("b", closing="10", transferred_in="5", transferred_out="5")
    balance("a", closing="0", transferred_in="5", transferred_out="5")
    grant("e2", account_id="b", left="5", paid_usd="1.5", deferred_usd="1.5")
    revenue("2026-08", "transfer", transferred="1.5", realised="0", closing="1.5")
    # Without any credits the first account owes 5 until they come back.
    equal(run("08-01 a transfer_out 5 tx=t1 to=b\n08-01 b transfer_in 5 tx=t1 to=a\n08-01 b transfer_out 5 tx=t2 to=a\n08-01 a transfer_in 5 tx=t2 to=b"),
          ["balance_below_zero c e1 5 0.05 0"])
    balance("a", closing="0")
    equal(run(TOP + "08-02 b transfer_out 5 tx=t to=b\n08-02 b transfer_in 5 tx=t to=b"), [])
    grant("e3", left="5", deferred_usd="1.5")


def limits():
    """10^12 credits for 10^9 USD, and a price that no digit may get lost of: floor(paid × left ÷ granted) to 10^-18 USD."""
    run("08-01 b grant 1000000000000 source=topup paid=1000000000\n08-02 b deduct 0.000001 req=r\n08-03 b deduct 333333333333.333333 req=s\n"
        "08-04 b grant 1000000000000 source=topup paid=999999999.999999999999999999\n08-05 b deduct 1000000000000 req=q")
    balance("b", closing="666666666666.666666", consumed="1333333333333.333334", granted="2000000000000")
    grant("e4", left="666666666666.666666", deferred_usd="666666666.666666665999999999")
    revenue("2026-08", "topup", sold="1999999999.999999999999999999", realised="1333333333.333333334", closing="666666666.666666665999999999")
    equal(run("08-01 b grant 1000000000000.1 source=bonus\n08-01 b grant 1 source=bonus paid=1000000000.1\n08-01 b adjust -1000000000000 reason=x"),
          ["balance_below_zero c e3 1000000000000 10000000000 0", "event_rejected w e1 0 0 0", "event_rejected w e2 0 0 0"])


def organisations():
    """A pool without an account has nothing and is nobody; events before the account opened count."""
    books = {"accounts.csv": ACCOUNTS + "m,none,2025-01-01,lost,\nlate,pro,2026-08-15,,2026-08-15\n"}
    equal(run("08-01 m grant 3 source=bonus\n08-02 m deduct 5 req=r\n08-03 m reserve 1 res=h until=@08-04\n08-03 late grant 3 source=bonus", extra=books),
          ["balance_below_zero c e2 2 0.02 0", "reserved_above_available c e3 3 0.03 0"])
    equal(sorted(run.balances), ["late", "m"])
    balance("late", plan="", closing="3")


def clocks():
    """Leap seconds, half-hour zones and both passes of a repeated half-hour."""
    rows = ("l1,2026-06-30T23:59:60Z,b,grant,5,bonus,2026-07-01T00:00:00Z,\nl2,2026-06-30T23:59:59.999999999Z,b,grant,5,bonus,2026-07-01T00:00:00Z,\n"
            "l3,2026-07-30T23:59:60Z,b,grant,5,bonus,,\nl4,2026-07-01T05:29:59+05:30,b,adjust,-10,,,x\n")
    equal(run("08-01 b adjust 1 reason=x", extra={"credits/z.csv": HEAD + rows}),
          ["balance_below_zero c l4 10 0.1 0", "event_rejected w l3 0 0 0"])
    grant("l1", at="2026-06-30T23:59:59.999999999Z", left="0", consumed="5")        # it repaid the debt of l4, a second before
    balance("b", closing="1", consumed="10", expired="0")
    # In Lord Howe 01:50 occurs twice on 5 April, at 14:50 and 15:20 UTC. One month later it is 15:20 UTC.
    equal(run("04-04T14:40 a reset 500 until=@04-04T14:50\n04-04T15:20 a reset 500 until=@05-04T15:20", {"time_zone": "Australia/Lord_Howe"}),
          ["reset_doubled c e2 500 5 500"])
    grant("e1", left="100", expired="400", expires_at="2026-05-04T15:20:00Z")
    equal(run("08-31T18:29:59 a reset 500 until=@09-30T18:30\n08-31T18:30 a reset 500 until=@09-30T18:30", {"time_zone": "Asia/Kolkata"}), [])
    revenue("2026-09", "monthly", sold="20", breakage="16", closing="24")


def names():
    """Formula signs, quotes and letters of any script are ids like others; a cell that begins like a formula is guarded."""
    rows = '=1+1,2026-08-01T00:00:00Z,"a""b,c",grant,5,bonus,,\n+x,2026-08-01T00:00:00Z,日本,adjust,-1,,,"-x\n2"\nTotal,2026-08-01T00:00:00Z,b,grant,1,bonus,,\n'
    equal(run("08-01 b adjust 1 reason=x", extra={"credits/z.csv": HEAD + rows}),
          ["balance_below_zero c '+x 1 0.01 0", "account_unknown w '=1+1 0 0 0", "event_rejected w Total 0 0 0", "account_unknown w '+x 0 0 0"])
    balance('a"b,c', closing="5")
    balance("日本", closing="-1")
    equal([(row["column"], row["code"]) for row in run.rejects], [("event_id", "csv.total")])
    # A guard of a spreadsheet is taken off and a total is no event in JSON lines as well.
    lines = "".join(json.dumps({"event_id": event, "at": "2026-08-01T00:00:00Z", "account_id": '="0417"', "kind": "grant", "credits": 5,
                                "source": "bonus"}) + "\n" for event in ("'007", "Total"))
    equal(run("08-01 b adjust 1 reason=x", extra={"credits/z.jsonl": lines}), ["account_unknown w 007 0 0 0", "event_rejected w Total 0 0 0"])
    balance("0417", closing="5")
    equal([(row["column"], row["code"]) for row in run.rejects], [("event_id", "csv.total")])
    # Any event that makes a grant may name it, and its record may use the name.
    equal(run("08-01 b adjust 5 reason=x grant_id=g until=@08-03\n08-03 b expire 5 grant_id=g"), [])


def many():
    """1,000 grants on one account (credit_laws.py gives 10,000 to the program), and a ledger with only a header."""
    lines = "".join(f"08-01 b grant 1 source=bonus until=@08-0{2 + number % 5}\n" for number in range(1000))
    run(lines + "08-03T12:00 b deduct 500 req=r\n08-04 b refund 300 req=r\n08-06 b balance 0")
    # 400 expired unused by 3 August. 500 came from those of 4, 5 and 6 August; the last 300 went back, and expired with theirs.
    balance("b", granted="1000", consumed="500", expired="800", refunded="300", closing="0")
    books = {"credits/a.csv": HEAD, "coupons.csv": "code,kind,value\n"}
    equal(run("08-01 b adjust 1 reason=x", extra=books), [])
    equal((run.revenue, run.rejects, run.balances["b"]["closing"], run.balances["b"]["plan"]), ([], [], "0", ""))
    try:
        run("08-01 b adjust 1 reason=x", extra={"coupons.csv": "code,kind,value\nX,credit_bonus,1\nX,credit_bonus,2\n"})
    except oracle.Refused:
        return
    raise AssertionError("a code twice is refused")


ALL = [undoing, cycles, limits, organisations, clocks, names, many]
