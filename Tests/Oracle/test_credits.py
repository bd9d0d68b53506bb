#!/usr/bin/env python3
"""Small credit ledgers; every expected figure was worked out by hand from the specification.

    python3 test_credits.py
"""
import tempfile

import credit_account_cases
import credit_hostile
import credit_record_cases
import credit_revenue_cases
import credits
import oracle
from credit_books import Books
from credit_cases import balance, equal, grant, revenue, run

RESET = "08-01 a reset 500 until=@09-01\n"


def holds():
    """The explain example of §7, then the other codes of a settlement."""
    base = RESET + "08-14T10:00 a reserve 2 res=rv until=@08-14T11:00\n08-14T10:00:05 a settle 2 res=rv req=r1 after=498\n"
    equal(run(base + "08-14T10:00:09 a settle 2 res=rv req=r1 after=496"), ["settle_twice c e4 -2 -0.02 -2"])
    balance("a", closing="498", consumed="2", recorded="496", explained="-2")
    equal(run(base + "08-14T10:00:09 a settle 2 res=rv req=r1 after=498"), ["settle_twice i e4 0 0 0"])
    equal(run(base + "08-14T10:00:09 a settle 2 res=rv req=r1"), ["settle_twice c e4 -2 -0.02 -2"])
    equal(run(RESET + "08-14T10:00 a settle 3 res=no req=r1"), ["settle_without_reservation c e2 3 0.03 0"])
    start = RESET + "08-14T10:00 a reserve 2 res=rv until=@08-14T11:00\n"
    equal(run(start + "08-14T11:00 a settle 1 res=rv req=r1"), ["settle_after_release w e3 1 0.01 0"])
    equal(run(start + "08-14T10:59:59.999999999 a settle 1 res=rv req=r1"), [])
    equal(run(start + "08-14T10:10 a settle 5 res=rv req=r1"), ["settle_above_reserved w e3 3 0.03 0"])
    equal(run(start + "08-14T10:10 a release - res=rv\n08-14T10:20 a release - res=rv"), ["release_without_reservation w e4 0 0 0"])
    equal(run(start + "08-14T11:00 b adjust 1 reason=x"), ["reservation_stale w e2 2 0.02 0"])
    equal(run(start + "08-15 a release - res=rv"), [])
    equal(run(start + "08-14T10:01 a reserve 499 res=x until=@08-15"), ["reserved_above_available c e3 1 0.01 0"])
    balance("a", closing="500", reserved="501", available="-1")


def order_and_debts():
    base = "08-01 b grant 10 source=bonus until=@09-01\n08-01T01 b grant 10 source=topup paid=5 until=@08-20\n"
    base = base.replace("T01 ", "T01:00 ")
    run(base + "08-02 b deduct 4 req=r")
    grant("e2", left="6", deferred_usd="3")
    run(base + "08-02 b deduct 4 req=r", {"credits": {"consumption_order": ["priority", "expiry", "age"]}})
    grant("e1", left="6")
    run(base + "08-02 b deduct 4 req=r", {"credits": {"consumption_order": [{"from": "2026-08-02", "value": ["free"]}]}})
    grant("e1", left="6")
    equal(run("08-01 b deduct 3 req=r\n08-02 b grant 2 source=topup paid=4"), ["balance_below_zero c e1 3 0.03 0"])
    balance("b", closing="-1", consumed="3", granted="2")
    grant("e2", left="0", consumed="2")
    revenue("2026-08", "topup", sold="4", realised="4", closing="0")
    # The open part of the debt comes first: 1 from the debt, then 1 back to the grant.
    run("08-01 b deduct 3 req=r\n08-02 b grant 2 source=topup paid=4\n08-03 b refund 2 req=r")
    balance("b", closing="1", refunded="2")
    grant("e2", left="1", consumed="2", refunded="1")
    revenue("2026-08", "topup", realised="2", closing="2")


def pools():
    base = "08-01 org grant 10 source=topup paid=10\n08-01 m grant 3 source=bonus\n08-01 n grant 3 source=bonus\n"
    equal(run(base + "08-02 m deduct 5 req=r"), [])
    balance("m", closing="0", consumed="3")
    balance("org", closing="8", consumed="2")
    run(base + "08-02 n deduct 5 req=r\n08-03 n refund 1 req=r")
    balance("n", closing="3", consumed="0")
    balance("org", closing="6", consumed="5", refunded="1")
    equal(run(base + "08-02 m deduct 15 req=r"), ["balance_below_zero c e4 2 0.02 0"])
    equal(run(base + "08-02 m reserve 14 res=x until=@08-03"), ["reserved_above_available c e4 1 0.01 0"])


def giving_back():
    base = "08-01 b grant 10 source=topup paid=1 until=@08-10\n08-02 b deduct 4 req=r\n"
    equal(run(base + "08-03 b refund 5 req=r"), ["refund_above_deduction c e3 1 0.01 1"])
    balance("b", closing="10", explained="1")
    equal(run(base + "08-03 b refund 4 req=q after=10"), ["refund_without_deduction c e3 4 0.04 4"])
    run(base + "08-10 b refund 4 req=r")
    balance("b", closing="4", expired="6", refunded="4")
    grant("e3", source="refund", left="4", paid_usd="0", expires_at="")
    revenue("2026-08", "topup", sold="1", realised="0.4", breakage="0.6", closing="0")
    run(base + "08-10 b refund 4 req=r", {"credits": {"refund_expired": "lost"}})
    balance("b", closing="0", expired="10", refunded="4")
    run(base + "08-10 b refund 4 req=r", {"credits": {"refund_expires_days": 2}})
    grant("e3", expires_at="2026-08-12T00:00:00Z")
    equal(run(base + "08-03 b reverse - of=e2\n08-03 b reverse - of=e2 after=14\n08-03 b reverse - of=e1\n08-03 b reverse - of=zz"),
          ["reverse_twice c e4 4 0.04 4", "reverse_unknown i e6 0 0 0"])
    balance("b", closing="0", revoked="10", refunded="4")
    revenue("2026-08", "topup", sold="1", realised="0", refunded="1")
    equal(run(base + "08-03 b reverse - of=e1"), ["reverse_after_use w e3 4 0.04 0"])
    # The reverse of what was not applied: no finding, and it cancels the effect.
    twice = base + "08-03 b refund 4 req=q\n08-04 b reverse - of=e3\n08-05 b deduct 1 req=s after=5"
    equal(run(twice), ["refund_without_deduction c e3 4 0.04 4"])
    balance("b", closing="5", explained="0")


def allowances():
    equal(run(RESET + "08-20 a deduct 100 req=r\n09-01 a reset 500 until=@10-01"), [])
    grant("e1", left="100", expired="300", expires_at="2026-10-01T00:00:00Z")
    balance("a", closing="600")
    run(RESET + "08-20 a deduct 401 req=r\n09-01 a reset 500 until=@10-01\n10-01 a rollover 5\n10-01 a reset 500 until=@11-01")
    grant("e1", left="0", expired="99", consumed="401", expires_at="2026-10-01T00:00:00Z")      # 49.5 rolled over, and once only
    equal([row["check"] for row in run.findings], ["rollover_differs", "rollover_missing"])
    # 100 of 500 roll over at midnight and 50 of 100 a second later: the record between them has both.
    both = ("08-01 a reset 500 until=@09-01\n08-02 a grant 100 source=monthly until=@09-01T00:00:01\n"
            "09-01T00:00:00.5 a rollover {}\n09-01T12:00 a balance 150")
    equal(run(both.format(150)), [])
    equal(run(both.format(100)), ["rollover_differs c e3 -50 -0.5 -50"])
    equal(run(RESET + "09-01T05:00 a reset 400 until=@10-01 paid=19"),
          ["allowance_differs c e2 -100 -1 0", "price_differs c e2 0 -1 0"])
    equal(run(RESET + "08-20 a reset 500 until=@09-20"), ["reset_doubled c e2 500 5 500"])
    equal(run(RESET + "10-02 a reset 500 until=@11-01"), ["reset_missing w - 500 5 0"])
    equal(run("08-01 a reset 2000 plan=big until=@09-01\n08-02 a reset 7 plan=zz until=@09-02"),
          ["plan_differs w e1 0 0 0", "plan_unknown w e2 0 0 0"])
    # A reset by itself ends what rolled over at the one before.
    run(RESET + "09-01 a reset 500 until=@10-15\n10-01 a reset 500 until=@11-01")
    grant("e1", expired="500", left="0")
    # Together: half of 600 is more than the limit of 100; the rest is given up in consumption order, the older grant first.
    run("08-01 a grant 100 source=monthly until=@09-01\n" + RESET + "09-01 b balance 0")
    grant("e1", expired="100", left="0", expires_at="2026-09-01T00:00:00Z")
    grant("e2", expired="400", left="100", expires_at="2026-10-01T00:00:00Z")
    books = Books(tempfile.mkdtemp())
    later = lambda text, count: credits.instant(books.months_later(oracle.read_instant(text, ""), count))
    equal(later("2026-01-31T10:00:00Z", 1), "2026-02-28T10:00:00Z")
    books.settings.zone = oracle.zoneinfo.ZoneInfo("Europe/Berlin")
    equal(later("2026-02-28T01:30:00Z", 1), "2026-03-28T01:30:00Z")
    equal(later("2026-02-28T23:30:00Z", 1), "2026-03-31T22:30:00Z")
    equal(later("2026-09-25T00:30:00Z", 1), "2026-10-25T00:30:00Z")              # 02:30 occurs twice: the first


def upgrades():
    """Half of the month is left: (2000 − 500) / 2 credits and (50 − 20) / 2 USD."""
    half = "08-16T12:00 a plan_change "
    equal(run(RESET + half + "750 plan=big paid=15"), [])
    grant("e2", source="monthly", expires_at="2026-09-01T00:00:00Z", paid_usd="15")
    equal(run(RESET + half + "760 plan=big paid=14"), ["proration_differs c e2 10 -1 0"])
    equal(run(RESET + half + "1500 plan=big", {"credits": {"upgrade_credits": "difference"}}), [])
    equal(run(RESET + half + "5 plan=free"), ["proration_differs c e2 5 0.05 0", "downgrade_early w e2 0 0 0"])
    equal(run(RESET + half + "- plan=free effective_at=@09-01\n09-01 a reset 10"), [])
    balance("a", plan="free")
    run(RESET + half + "0 plan=big paid=3", {"credits": {"upgrade_credits": "none"}})
    revenue("2026-08", "monthly", sold="23", realised="3", closing="20")


def coupons():
    plus = "08-02 b redeem 50 coupon_code=PLUS user_id=u1\n08-03 b redeem 50 coupon_code=PLUS user_id="
    equal(run(plus + "u2"), [])
    equal(run(plus + "u1"), ["coupon_twice c e2 50 0.5 0"])
    equal(run(plus + "u2\n08-04 b redeem 50 coupon_code=PLUS user_id=u3"), ["coupon_over_limit c e3 50 0.5 0"])
    equal(run("09-01 b redeem 50 coupon_code=PLUS\n07-31 b redeem 5 coupon_code=PLUS\n08-01 b redeem 5 coupon_code=X\n"
              "08-02 b redeem 5 coupon_code=BIGS\n08-20 b redeem 5 coupon_code=BIGS\n08-03 b redeem 5 coupon_code=PLUS"),
          ["coupon_not_yet_valid c e2 5 0.05 0", "coupon_unknown c e3 5 0.05 0", "coupon_wrong_plan c e4 5 0.05 0",
           "coupon_value_differs c e6 5 0.05 0", "coupon_expired c e5 5 0.05 0", "coupon_expired c e1 50 0.5 0"])
    # 20 USD: half is 10, less 5 is 5; the month after, half.
    run("07-20 a redeem - coupon_code=FIVE\n07-21 a redeem - coupon_code=HALF\n" + RESET + "09-01 a reset 500 until=@10-01 paid=10")
    equal([row["check"] for row in run.findings], [])
    grant("e3", paid_usd="5")
    run("07-20 a redeem - coupon_code=FIVE\n07-21 a redeem - coupon_code=GIFT\n" + RESET + "09-01 a reset 500 until=@10-01")
    grant("e3", paid_usd="0")
    grant("e4", paid_usd="15")


def payments():
    top = "08-01 b grant 100 source=topup package=small paid=5 pay=p1 until=@08-31\n"
    equal(run(top), [])
    equal(run(top + "08-01 a grant 100 source=topup package=small paid=5 pay=p1 until=@08-31"), ["duplicate_payment c e2 100 1 100"])
    equal(run(top.replace("grant 100", "grant 101")), ["package_differs c e1 1 0.01 0"])
    equal(run(top.replace("paid=5", "paid=4")), ["package_differs c e1 0 -1 0"])
    equal(run(top.replace("small", "tiny")), ["package_unknown w e1 100 1 0"])
    base = top + "08-02 b deduct 70 req=r\n"
    equal(run(base + "08-03 b payment_refund 50 pay=p1 paid=2.5"), ["balance_below_zero c e3 20 0.2 0"])
    balance("b", revoked="30", consumed="90", closing="-20")
    revenue("2026-08", "topup", sold="5", realised="2.5", refunded="2.5", closing="0")       # 3.5 earned, less 2.5 − 1.5
    won = run(base + "08-03 b payment_refund 50 pay=p1 paid=2.5\n08-04 b reverse - of=e3")
    equal(won, ["balance_below_zero c e3 20 0.2 0"])
    balance("b", revoked="0", refunded="20", closing="30")
    revenue("2026-08", "topup", sold="5", realised="3.5", refunded="0", closing="1.5")
    # Won after the grant expired: 30 credits worth 1.5 are breakage, and come back without value; the debt of 20 is gone.
    late = base + "08-03 b payment_refund 50 pay=p1 paid=2.5\n09-02 b reverse - of=e3"
    equal(run(late), ["balance_below_zero c e3 20 0.2 0"])
    balance("b", revoked="0", refunded="20", expired="0", closing="30")
    grant("e4", source="refund", granted="30", left="30", consumed="0")
    revenue("2026-09", "topup", refunded="-2.5", breakage="1.5", realised="1", closing="0")
    run(late, {"credits": {"refund_expired": "lost"}})
    balance("b", revoked="0", refunded="20", expired="30", closing="0")
    # 50 of 100 credits back for 1 USD of the 2.5 that they are worth: 1.5 is breakage.
    run(top + "08-03 b payment_refund 50 pay=p1 paid=1")
    revenue("2026-08", "topup", sold="5", realised="0", refunded="1", breakage="1.5", closing="2.5")
    equal(run(base + "08-03 b payment_refund 20 pay=p1 paid=2.5"), ["clawback_differs c e3 30 0.3 0"])
    equal(run(base + "08-03 b payment_refund 100 pay=p1 paid=6"), ["balance_below_zero c e3 70 0.7 0", "payment_refund_above_payment c e3 0 1 0"])
    equal(run(base + "08-03 b payment_refund 5 pay=p9 paid=6"), ["payment_refund_unknown c e3 -5 -0.05 -5"])


def transfers():
    base = "08-01 b grant 10 source=topup paid=3\n"
    equal(run(base + "08-02 a transfer_in 4 tx=t to=b\n08-02 b transfer_out 4 tx=t to=a"), [])
    grant("e2", source="transfer", paid_usd="1.2")
    revenue("2026-08", "transfer", sold="0", transferred="1.2", closing="1.2")
    equal(run(base + "08-02 b transfer_out 4 tx=t to=a\n08-03 a transfer_in 3 tx=t to=b"), ["transfer_unbalanced c e2 -1 -0.01 0"])
    equal(run(base + "08-02 b transfer_out 4 tx=t to=a\n08-03 a adjust 3 reason=x"), ["transfer_unbalanced c e2 4 0.04 0"])
    balance("b", transferred_out="4", closing="6")


    # A transfer into debt: 4 of 10 credits repay it, and their value of 1.2 USD is in transit.
    run("08-01 b transfer_out 4 tx=t to=a\n08-02 b grant 10 source=topup paid=3")
    balance("b", transferred_out="4", consumed="0", closing="6")
    grant("e2", left="6", consumed="0", transferred="4")
    revenue("2026-08", "topup", sold="3", transferred="-1.2", realised="0", closing="1.8")
    revenue("2026-08", "transfer", transferred="1.2", closing="1.2")


def reading():
    """JSON lines, a mapping and --as-known-at give the same events as CSV; amounts keep their text."""
    lines = ("{\"event_id\":\"j1\",\"at\":\"2026-08-01T00:00:00Z\",\"account_id\":\"b\",\"kind\":\"grant\",\"credits\":10,\"source\":\"topup\","
             "\"paid_usd\":\"3\",\"balance_after\":10.000000000000001}\n\n[1]\n{\"event_id\":\"j2\",\"at\":1,\"kind\":\"deduct\"}\n{\"event_id\":\"j3\"")
    equal(run("08-02 b deduct 4 req=r", extra={"credits/b.jsonl": lines}),
          ["event_rejected w - 0 0 0", "event_rejected w - 0 0 0", "event_rejected w j2 0 0 0", "recorded_balance_drift i j1 0 0 0"])
    equal([[row["line"], row["column"], row["code"], row["text"][:5]] for row in run.rejects],
          [["3", "", "json.type", "[1]"], ["4", "at", "json.type", '{"eve'], ["5", "", "json.cut", '{"eve']])
    balance("b", closing="6", recorded="10.000000000000001")
    mapping = {"columns": {"event_id": "Nr", "at": ["Tag", "Zeit"], "account_id": "Konto", "kind": "Art", "credits": "Menge", "source": "Art"},
               "values": {"kind": {"Kauf": "grant"}, "source": {"Kauf": "topup", "*": ""}}, "constants": {"paid_usd": "7"},
               "units": {"credits": "thousands"}, "time_format": "dd.MM.yyyy HH:mm", "time_zone": "Europe/Berlin", "decimal_comma": True}
    run("08-02 b deduct 4 req=r", {"mappings": {"credits/m.csv": mapping}},
        extra={"credits/m.csv": "Nr;Tag;Zeit;Konto;Art;Menge\nm1;01.08.2026;02:00;b;Kauf;0,25\n"})
    grant("m1", at="2026-08-01T00:00:00Z", granted="250", left="246", paid_usd="7")
    late = "08-01 b grant 5 source=bonus recorded_at=@08-09\n08-02 b deduct 4 req=r"
    equal(run(late, known_at="2026-08-08"), ["balance_below_zero c e2 4 0.04 0"])
    equal(run(late, known_at="2026-08-09"), [])
    # A balance is read to 18 decimals, so that noise in it is drift.
    equal(run("08-01 b grant 8 source=bonus\n08-02 b balance 8.000000000000005"), ["recorded_balance_drift i e2 0 0 0"])
    # A grant id in use in another account is free in this one.
    run("08-01 b grant 5 source=bonus grant_id=g\n08-01 b grant 5 source=bonus grant_id=g\n08-01 a grant 6 source=bonus grant_id=g")
    grant("e2", granted="5")
    grant("g", granted="5")


def records():
    base = "08-01 b grant 10 source=bonus until=@08-10\n08-01 b grant 10 source=bonus until=@08-12 grant_id=g\n"
    equal(run(base + "08-10T01:00 b expire 10 grant_id=e1\n08-12 b expire 9 grant_id=g after=1"), ["expiry_differs c e4 -1 -0.01 1"])
    equal(run(base + "08-10T01:00 b expire 10 grant_id=e1\n08-14 b adjust 1 reason=x after=11"), ["expiry_missing w e2 10 0.1 10"])
    balance("b", closing="1", explained="10", recorded="11")
    equal(run(base + "08-10 b adjust 1 reason=x after=21\n08-10T01:00 b expire 10 grant_id=e1 after=11"), [])   # paused, then equal
    equal(run(base + "08-09 b expire 10 grant_id=e1 after=10"), ["expired_early c e3 10 0.1 0"])
    equal(run(base + "08-09 b adjust 1 reason=x after=23\n08-09 b adjust 1 reason=x after=24"), ["recorded_balance_differs c e3 2 0.02 2"])
    equal(run(base + "08-09 b adjust 1 reason=x after=21.0000000001\n08-09 b adjust 1 reason=x after=22.0000000001"),
          ["recorded_balance_drift i e3 0 0 0"])
    equal(run(base + "08-09 b balance 21\n08-09 b balance 21\n08-09 b balance 22\n08-09 b balance 1 provider=x"),
          ["asserted_balance_differs c e3 1 0.01 0", "asserted_balance_differs c e5 2 0.02 0"])
    equal(run(base, extra={"balances.csv": "account_id,at,credits\nb,2026-08-01,0\nb,2026-08-02,19\n"}), ["asserted_balance_differs c - -1 -0.01 0"])
    keyed = "08-01 b adjust 1 reason=x key=k after=1\n08-01 b adjust 1 reason=x key=k after=2\n08-01 m adjust 1 reason=x key=k"
    equal(run(keyed), ["duplicate_idempotency_key c e2 1 0.01 1"])
    equal(run("08-10 shut adjust -1 reason=x\n08-10 nobody adjust 1 reason=x"),
          ["balance_below_zero c e1 1 0.01 0", "account_unknown w e2 0 0 0", "account_closed w e1 1 0.01 0"])
    hold = RESET + "08-02 a reserve 5 res=x until=@08-03 after=495\n08-02 a release - res=x after=500"
    equal(run(hold, {"credits": {"recorded_balance": "available"}}), [])


def periods():
    """August in Kolkata ends at 18:30 UTC. Events after it are known: the hold is released later, so it is not stale."""
    zone = {"time_zone": "Asia/Kolkata"}
    lines = ("07-31T18:29 b grant 10 source=bonus\n08-02 b deduct 4 req=r after=7\n08-31T18:29 b reserve 1 res=h until=@08-31T18:29:30\n"
             "08-31T18:30 b deduct 2 req=s after=6\n09-02 b release - res=h")
    equal(run(lines, zone, period="2026-08"), ["recorded_balance_differs c e2 1 0.01 1"])
    balance("b", opening="10", granted="0", consumed="4", closing="6", recorded="7", explained="1")
    equal(run(lines, zone, period="2026-09"), ["recorded_balance_differs c e2 1 0.01 1", "recorded_balance_differs c e4 1 0.01 1"])
    balance("b", opening="6", consumed="2", closing="4", recorded="6", explained="2")
    # In Kolkata the second reset is in September; in UTC it is the second one of August.
    twice = "08-01 a reset 500 until=@08-31T20:00\n08-31T20:00 a reset 500 until=@09-30"
    equal(run(twice, zone), [])
    equal(run(twice), ["reset_doubled c e2 500 5 500"])


def forms():
    equal(run("08-01 b adjust 0 reason=x\n08-01 b grant 1 source=gift\n08-01 b deduct 1\n08-01 b reserve 1 res=x until=@08-01\n"
              "08-01 b adjust 0.0000001 reason=x\n08-01 b grant 1 source=bonus currency=EUR\n08-01 b settle -1 res=x req=y\n"
              "08-01 b adjust 1 reason=x id=d\n08-02 b adjust 1 reason=x id=d\n08-01 b adjust 1 reason=x id=d"),
          ["event_rejected w e%d 0 0 0" % n for n in range(1, 8)] + ["event_conflict w d 0 0 0"])
    equal([row["column"] for row in run.rejects], ["credits", "source", "request_id", "expires_at", "credits", "currency", "credits"])


def usage():
    """A request of 0.15 USD × 1.5 is 22.5 credits."""
    ledger = ("request_id,request_started_at,user_id,account_id,provider,model,status,input_tokens\n" + "".join(
        f"{name},2026-08-02T00:00:00Z,u,b,v,m,{status},150000\n" for name, status in (("r1", ""), ("r2", "failed"), ("r3", ""))))
    books = {"ledger/a.csv": ledger, "prices/a.csv": "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n"}
    start = "08-01 b grant 100 source=bonus\n08-02 b deduct 22.5 req=r1\n"
    equal(run(start, extra=books), ["request_without_deduction c - 22.5 0.225 0"])
    equal(run(start + "08-02 b deduct 22.4 req=r3\n08-02 b deduct 1 req=r2\n08-02 b deduct 1 req=r9\n08-03 b deduct 2 req=r1", extra=books),
          ["deduction_differs c e3 -0.1 -0.001 0", "failed_request_charged c e4 1 0.01 0", "charged_twice c e6 2 0.02 0",
           "deduction_without_request w e5 1 0.01 0"])
    equal(run(start + "08-02 b deduct 22.5 req=r3\n08-02 b deduct 1 req=r2\n08-03 b refund 1 req=r2", extra=books), [])


if __name__ == "__main__":
    for test in (holds, order_and_debts, pools, giving_back, allowances, upgrades, coupons, payments, transfers, reading,
                 records, periods, forms, usage, *credit_hostile.ALL, *credit_record_cases.ALL,
                 *credit_account_cases.ALL, *credit_revenue_cases.ALL):
        test()
    print(f"{run.checked} figures are as worked out by hand")
