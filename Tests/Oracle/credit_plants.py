"""One small scenario for each check of the first two tables of L §4, on an account of its own.

A line is: hours after the start, kind, credits (or -), name=value …  An instant is `+H`, hours after the start. `off` is
by how much the source system's balance moves away from the true one with this event. {x} is the account, {c} an amount."""

RESET = "0 reset 500 until=+600"
GRANT = "0 grant 90 source=bonus"
HOLD = GRANT + "|1 reserve 9 res=h-{x} until=+9"
TOP = "0 grant 100 source=topup package=small paid=5 pay=p-{x} until=+720"

# check: (plan of the account, lines)
PLANTS = {
    "duplicate_idempotency_key": ("none", "0 grant {c} source=bonus key=k|2 grant {c} source=bonus key=k off={c}"),
    "duplicate_payment": ("none", TOP + "|3 grant 100 source=topup package=small paid=5 pay=p-{x} until=+723 off=100"),
    "event_conflict": ("none", GRANT + " again={c}"),
    "event_rejected": ("none", GRANT + "|1 grant -1 source=bonus"),
    "account_unknown": ("", GRANT),
    "account_closed": ("none", GRANT + "|481 adjust -1 reason=late"),
    "balance_below_zero": ("none", GRANT + "|2 adjust -9{c} reason=x"),
    "recorded_balance_differs": ("none", GRANT + "|2 adjust -1 reason=x off={c}|3 adjust -1 reason=x"),
    "recorded_balance_drift": ("none", GRANT + "|2 adjust -1 reason=x noise=0.0000000000001"),
    "asserted_balance_differs": ("none", GRANT + "|2 balance 8{c}|3 balance 8{c}"),
    "reserved_above_available": ("none", GRANT + "|2 reserve 9{c} res=h-{x} until=+9|3 release - res=h-{x}"),
    "settle_without_reservation": ("none", GRANT + "|2 settle 3 res=h-{x} req=q-{x}"),
    "settle_twice": ("none", HOLD + "|2 settle 3 res=h-{x} req=q-{x}|3 settle 3 res=h-{x} req=q-{x} off=-3"),
    "settle_after_release": ("none", HOLD + "|2 release - res=h-{x}|3 settle 3 res=h-{x} req=q-{x}"),
    "settle_above_reserved": ("none", HOLD + "|2 settle 12 res=h-{x} req=q-{x}"),
    "release_without_reservation": ("none", GRANT + "|2 release - res=h-{x}"),
    "reservation_stale": ("none", HOLD),
    "refund_without_deduction": ("none", GRANT + "|2 refund {c} req=q-{x} off={c}"),
    "refund_above_deduction": ("none", GRANT + "|1 deduct 6 req=q-{x}|2 refund 7 req=q-{x} off=1"),
    "reverse_unknown": ("none", GRANT + "|2 reverse - of=nothing-{x}"),
    "reverse_twice": ("none", GRANT + "|1 deduct 6 req=q-{x} id=d-{x}|2 reverse - of=d-{x}|3 reverse - of=d-{x} off=6"),
    "reverse_after_use": ("none", "0 grant 90 source=bonus id=g-{x}|1 deduct 6 req=q-{x}|2 reverse - of=g-{x}"),
    "allowance_differs": ("pro", "0 reset 4{c} until=+600"),
    "price_differs": ("pro", RESET + " paid=19.{c}"),
    "plan_unknown": ("none", GRANT + "|2 plan_change - plan=unheard"),
    "plan_differs": ("none", "0 reset 500 plan=pro until=+600"),
    "reset_missing": ("pro", RESET + "|1 deduct 3 req=q-{x}"),
    "reset_doubled": ("pro", "0 reset 500 until=+600|2 reset 500 until=+600 off=500"),
    "proration_differs": ("pro", "0 reset 500 until=+600|300 plan_change 75{c} plan=big"),
    "rollover_differs": ("none", GRANT + "|2 rollover {c} off={c}"),
    "expiry_missing": ("none", "0 grant {c} source=bonus until=+5 |9 adjust 1 reason=x off={c}"),
    "expiry_differs": ("none", GRANT + "|2 expire {c} grant_id=unheard-{x} off=-{c}"),
    "expired_early": ("none", "0 grant 90 source=bonus id=g-{x} until=+99|98 expire 90 grant_id=g-{x}"),
    "coupon_unknown": ("none", "0 redeem {c} coupon_code=UNHEARD"),
    "coupon_not_yet_valid": ("none", "0 redeem 7 coupon_code=FUTURE"),
    "coupon_expired": ("none", "0 redeem 7 coupon_code=PAST"),
    "coupon_over_limit": ("none", "0 redeem 7 coupon_code=ONE user_id=u1|2 redeem 7 coupon_code=ONE user_id=u2"),
    "coupon_twice": ("none", "0 redeem 7 coupon_code=EACH user_id=u1|2 redeem 7 coupon_code=EACH user_id=u1"),
    "coupon_wrong_plan": ("none", "0 redeem 7 coupon_code=BIGS"),
    "coupon_value_differs": ("none", "0 redeem 8{c} coupon_code=EACH"),
    "package_unknown": ("none", "0 grant {c} source=topup package=unheard paid=1"),
    "package_differs": ("none", TOP.replace("paid=5", "paid=4.{c}")),
    "transfer_unbalanced": ("none", GRANT + "|2 transfer_out {c} tx=t-{x} to=nobody"),
    "payment_refund_unknown": ("none", GRANT + "|2 payment_refund 5 pay=unheard-{x} paid=1 off=-5"),
    "payment_refund_above_payment": ("none", TOP + "|2 payment_refund 100 pay=p-{x} paid=5.{c}"),
    "clawback_differs": ("none", TOP + "|2 payment_refund 4{c} pay=p-{x} paid=2.5"),
    "deduction_differs": ("none", GRANT + "|2 deduct 6 req=q-{x} rated=9"),
    "deduction_without_request": ("none", GRANT + "|2 deduct 6 req=q-{x} rated=no"),
    "request_without_deduction": ("none", GRANT + " rated=9 asked=q-{x}"),
    "charged_twice": ("none", GRANT + "|2 deduct 6 req=q-{x}|3 deduct 6 req=q-{x} rated=no"),
    "failed_request_charged": ("none", GRANT + "|2 deduct 6 req=q-{x} rated=failed"),
    "downgrade_early": ("big", "0 reset 2000 until=+400|100 plan_change - plan=pro"),
    "rollover_missing": ("big", "0 reset 2000 until=+100"),
    "expiry_late": ("none", "0 grant {c} source=bonus id=g-{x} until=+5|30 expire {c} grant_id=g-{x}"),
    "off_increment": ("none", GRANT + "|2 deduct 6.0{c} req=q-{x} rated=failed|3 refund 6.0{c} req=q-{x}"),     # 6.0{c} is never rated
}

# The third table. `acct` is another account of the plant, `cap` and `byok` are columns of the request.
LATER = {
    "allocation_exceeded": ("none", "0 grant 90 source=bonus acct=o-{x}|2 deduct 15 req=q-{x}"),
    "allocation_differs": ("none", GRANT),
    "not_entitled": ("none", GRANT + "|2 deduct 6 req=q-{x} cap=vision"),
    "rate_limit_exceeded": ("none", GRANT + "|2 deduct 6 req=q-{x} cap=burst|2 deduct 6 req=r-{x} cap=burst"),
    "byok_unregistered": ("none", GRANT + "|2 deduct 6 req=q-{x} byok=true"),
    "notice_missing": ("none", GRANT + "|2 adjust -80 reason=x"),
    "notice_unfounded": ("none", GRANT + "|2 notice - level=10 channel=email"),
    "actor_not_permitted": ("none", GRANT + "|2 adjust {c} reason=x actor=mallory"),
}
CAP, SHARE = 10, 30                             # of allocation_exceeded and allocation_differs
ENTITLEMENTS = """plan,capability,quality_level,model,requests_per_minute,requests_per_day
,chat,,,,
none,chat,fast,,,900
none,burst,,m,1,
"""
PERMISSIONS = "actor,kinds,max_credits\nann,adjust;refund;reverse,\nann,grant,1000\n"

# Accounts of which the source system writes no record, and in the first two cases no `expire` of its own.
UNRECORDED = ("expiry_missing", "expiry_late", "rollover_missing")

# Severity c/i: the source system may have recorded the event twice and credited it once.
ONCE = ("duplicate_idempotency_key", "duplicate_payment", "settle_twice", "refund_without_deduction", "reverse_twice", "reset_doubled",
        "payment_refund_unknown")
