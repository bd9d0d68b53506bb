"""The checks of records and form, and the files of holds, coupons and plan changes, worked out by hand; test_credits.py runs them."""
from credit_cases import equal, rows, run

RESET = "08-01 a reset 500 until=@09-01\n"
BONUS = "08-01 b grant 10 source=bonus until=@08-10\n"


def increments():
    """Steps of 0.1. What is no deduct or settle, or is not applied, may have any amount."""
    base = BONUS.replace(" until=@08-10", "")
    equal(run(base + "08-02 b deduct 1.25 req=r"), ["off_increment w e2 0.05 0.0005 0"])
    equal(run(base + "08-02 b reserve 1.55 res=h until=@08-03\n08-02 b settle 0.31 res=h req=r"), ["off_increment w e3 0.01 0.0001 0"])
    equal(run(base + "08-02 b adjust -1.25 reason=x\n08-02 b deduct 1.5 req=r\n08-02 b settle 0 res=h req=s"),
          ["settle_without_reservation c e4 0 0 0"])
    keyed = base + "08-02 b deduct 1 req=r key=k after=9\n08-02 b deduct 1.25 req=r key=k after=9"
    equal(run(keyed), ["duplicate_idempotency_key i e3 0 0 0"])
    steps = {"credit_increment": [{"value": "1"}, {"tier": "pro", "value": "0.01"}, {"tier": "pro", "from": "2026-08-03", "value": "0.1"}]}
    equal(run(RESET + base + "08-02 a deduct 0.25 req=r\n08-02 b deduct 0.25 req=s\n08-03 a deduct 0.25 req=t", steps),
          ["off_increment w e4 0.25 0.0025 0", "off_increment w e5 0.05 0.0005 0"])


def downgrades():
    change = RESET + "08-16T12:00 a plan_change - plan=free"
    equal(run(change), ["downgrade_early w e2 0 0 0"])
    equal(run(change, {"credits": {"downgrade": "any_time"}}), [])
    equal(run(change, {"credits": {"downgrade": [{"from": "2026-08-17", "value": "any_time"}]}}), ["downgrade_early w e2 0 0 0"])
    equal(run(change + " effective_at=@09-01"), [])
    equal(run(change + " effective_at=@08-31T23:59:59"), ["downgrade_early w e2 0 0 0"])
    equal(run(change.replace("free", "unheard")), ["plan_unknown w e2 0 0 0"])
    equal(run(change.replace("- plan=free", "750 plan=big")), [])
    equal(run(RESET + "09-01 a plan_change - plan=free"), [])              # the allowance has ended
    equal(run("08-16 a plan_change - plan=free"), [])                      # there is none


def rollovers():
    """Half of 500 is more than the limit of 100. A record belongs to the 24 hours before it and the second after it."""
    base = RESET + "08-05 b rollover 0\n09-01 a reset 500 until=@10-01\n"
    missing = "rollover_missing w - 100 1 0"
    equal(run(base + "09-02 b adjust 1 reason=x"), [missing])
    equal(run(base + "09-01T23:59:59 b adjust 1 reason=x"), [])            # it may still come
    equal(run(base.replace("08-05 b rollover 0\n", "") + "09-02 b adjust 1 reason=x"), [])     # this system never writes records
    equal(run(base + "09-02 a rollover 100\n09-05 b adjust 1 reason=x"), [])
    equal(run(base + "09-02T00:00:01 a rollover 100\n09-05 b adjust 1 reason=x"), ["rollover_differs c e4 100 1 100", missing])
    equal(run(base + "08-31T23:59:59 a rollover 100\n09-05 b adjust 1 reason=x"), [])
    equal(run(base + "09-01T01:00 a rollover 90\n09-05 b adjust 1 reason=x"), ["rollover_differs c e4 -10 -0.1 -10"])
    # August ends before the event that shows it, but Assay knows that event.
    equal(run(RESET.replace("09-01", "08-30") + "08-05 b rollover 0\n09-02 b adjust 1 reason=x", period="2026-08"), [missing])


def late_records():
    equal(run(BONUS + "08-11T00:00:01 b expire 10 grant_id=e1"), ["expiry_late w e2 10 0.1 0"])
    equal(run(BONUS + "08-11 b expire 10 grant_id=e1"), [])
    equal(run(BONUS + "08-12 b expire 9 grant_id=e1"), ["expiry_differs c e2 -1 -0.01 1"])
    equal(run(BONUS + "08-10 b expire 10 grant_id=e1\n08-12 b expire 0 grant_id=e1"), [])


def reservations():
    lines = (RESET + "08-02 a reserve 5 res=x until=@08-03\n08-02T12:00 a settle 3 res=x req=r\n08-04 a reserve 6 res=y until=@08-06\n"
             "08-05 a release - res=y\n08-07 a reserve 2 res=z until=@08-09\n08-08 a reserve 4 res=z until=@08-10\n"
             "08-11 a reserve 1 res=w until=@08-12\n08-13 a settle 0.5 res=w req=s\n08-14 a reserve 7 res=v until=@08-20")
    columns = "reservation_id credits state settled_credits ended_at ended_by line"
    equal(run(lines), ["reservation_stale w e7 4 0.04 0", "settle_after_release w e9 0.5 0.005 0"])
    rows("reservations.csv", columns, "x 5 settled 3 2026-08-02T12:00:00Z e3 3", "y 6 released - 2026-08-05T00:00:00Z e5 5",
         "z 2 released - 2026-08-08T00:00:00Z e7 7", "z 4 stale - 2026-08-10T00:00:00Z - 8", "w 1 expired 0.5 2026-08-12T00:00:00Z - 9",
         "v 7 open - - - 11")
    # A hold that ends at the first instant of September is in both months; its release comes later.
    across = RESET + "08-02 a reserve 5 res=x until=@08-03\n08-30 a reserve 6 res=y until=@09-01\n09-02 a release - res=y"
    equal(run(across, period="2026-08"), ["reservation_stale w e2 5 0.05 0"])
    rows("reservations.csv", columns, "x 5 stale - 2026-08-03T00:00:00Z - 3", "y 6 open - - - 4")
    run(across, period="2026-09")
    rows("reservations.csv", columns, "y 6 expired - 2026-09-01T00:00:00Z - 4")
    run(across, period="2026-10")
    rows("reservations.csv", columns)


def coupon_report():
    """A price of 20: half is 10, less 5 is 5; the month after 10. In October it is free, and no other coupon is used."""
    run("07-20 a redeem - coupon_code=FIVE\n07-21 a redeem - coupon_code=HALF\n" + RESET + "09-01 a reset 500 until=@10-01\n"
        "09-02 a redeem - coupon_code=GIFT user_id=u1\n09-02 a redeem - coupon_code=FIVE user_id=u2\n10-01 a reset 500 until=@11-01\n"
        "08-02 b redeem 50 coupon_code=PLUS user_id=u1\n08-03 b redeem 40 coupon_code=PLUS user_id=u2\n08-04 m redeem 50 coupon_code=PLUS\n"
        "08-05 b redeem 5 coupon_code=LOST\n08-06 b redeem 5 coupon_code=LOST key=k\n08-07 b redeem 5 coupon_code=LOST key=k after=100")
    rows("coupons-report.csv", "code kind redemptions accounts credits discount_usd max_uses uses_left findings",
         "BIGS credit_bonus 0 0 0 0 - - 0", "FIVE fixed_discount 2 1 0 5 - - 0", "GIFT free_month 1 1 0 20 - - 0",
         "HALF percentage_discount 1 1 0 20 - - 0", "LOST - 2 1 10 0 - - 2", "PLUS credit_bonus 3 2 140 0 2 0 2")
    rows("coupons-report.csv", "code first_at last_at", "BIGS - -", "FIVE 2026-07-20T00:00:00Z 2026-09-02T00:00:00Z",
         "GIFT 2026-09-02T00:00:00Z 2026-09-02T00:00:00Z", "HALF 2026-07-21T00:00:00Z 2026-07-21T00:00:00Z",
         "LOST 2026-08-05T00:00:00Z 2026-08-06T00:00:00Z", "PLUS 2026-08-02T00:00:00Z 2026-08-04T00:00:00Z")
    # Half of 20, half of that, and 5: nothing is left for the other 5.
    run("07-20 a redeem - coupon_code=HALF user_id=u1\n07-20 a redeem - coupon_code=HALF user_id=u2\n"
        "07-20 a redeem - coupon_code=FIVE user_id=u1\n07-20 a redeem - coupon_code=FIVE user_id=u2\n" + RESET, period="2026-08")
    rows("coupons-report.csv", "code discount_usd", "BIGS 0", "FIVE 5", "GIFT 0", "HALF 15", "PLUS 0")


def plan_changes():
    """Half of the month is left at 16 August, 12:00: (2000 − 500) / 2 credits and (50 − 20) / 2 USD."""
    lines = (RESET + "08-10 a plan_change - plan=free effective_at=@09-01\n08-11 a plan_change - plan=none effective_at=@09-01\n"
             "08-16T12:00 a plan_change 750 plan=big paid=15\n08-20 a plan_change - plan=free effective_at=@09-15\n"
             "08-21 b plan_change 2 plan=none\n08-22 m plan_change - plan=unheard")
    equal(run(lines), ["proration_differs c e6 2 0.02 0", "plan_unknown w e7 0 0 0"])
    columns = "account_id effective_at from_plan to_plan direction state credits expected_credits paid_usd expected_usd line"
    rows("plan-changes.csv", columns,
         "a 2026-09-01T00:00:00Z pro free downgrade superseded 0 - - - 3", "a 2026-09-01T00:00:00Z pro none downgrade superseded 0 - - - 4",
         "a 2026-08-16T12:00:00Z pro big upgrade in_force 750 750 15 15 5", "a 2026-09-15T00:00:00Z big free downgrade scheduled 0 - - - 6",
         "b 2026-08-21T00:00:00Z none none same in_force 2 0 - 0 7", "m 2026-08-22T00:00:00Z none unheard - in_force 0 - - - 8")
    run(lines + "\n09-16 b adjust 1 reason=x")
    rows("plan-changes.csv", "line state", "3 superseded", "4 superseded", "5 in_force", "6 in_force", "7 in_force", "8 in_force")
    run(lines, period="2026-07")
    rows("plan-changes.csv", "line")


ALL = [increments, downgrades, rollovers, late_records, reservations, coupon_report, plan_changes]
