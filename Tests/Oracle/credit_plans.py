"""Resets, plan changes and coupons (L §1, §2, §5)."""
from fractions import Fraction

import credit_event_checks
from credit_books import MICRO, USD, cents, round_up

CRITICAL, WARNING = "critical", "warning"


def price_less_discounts(replay, account, price):
    """L §5 Discounts. Each discount used loses one of its months. Choice: the oldest free month is the one used."""
    free = [found for found in account.discounts if found[0].kind == "free_month"]
    used = free[:1] or list(account.discounts)
    for found in used:
        found[1] -= 1
    account.discounts = [found for found in account.discounts if found[1] > 0]
    replay.discounted = []                      # (coupon, what it took off) at this reset
    for kind in ("free_month", "percentage_discount", "fixed_discount"):
        for coupon, _ in used:
            if coupon.kind == kind:
                less = {"free_month": 0, "fixed_discount": price - int(coupon.value * USD)}.get(kind)
                less = cents(price * (100 - coupon.value) / 100) if less is None else less
                less = max(0, less)             # Choice: so no discount takes more than is left of the price
                replay.taken_off[coupon.code] = replay.taken_off.get(coupon.code, 0) + price - less
                replay.discounted.append((coupon, price - less))
                price = less
    return price


def reset(replay, event, account):
    books, at = replay.books, event.at
    name, month = event.plan or account.plan, books.month(at)
    if any(books.month(when) == month and plan == name for when, plan in account.resets):
        return "reset_doubled"
    plan = books.plan_row(name, at)
    price = price_less_discounts(replay, account, plan.price if plan else 0)
    if plan is None:
        if name:                                # Choice: without any plan in force nothing is named, so nothing is compared
            replay.find("plan_unknown", WARNING, event)
    else:
        if account.plan and name != account.plan:
            replay.find("plan_differs", WARNING, event)
        if event.credits != plan.allowance:
            replay.find("allowance_differs", CRITICAL, event, event.credits - plan.allowance)
        if event.paid is not None and event.paid != price:
            replay.find("price_differs", CRITICAL, event, 0, event.paid - price)
    # Choice: what rolled over at the reset before it is no longer "since the previous reset".
    ending = [grant for grant in account.live() if grant.source == "monthly"
              and not (grant.rolled and grant.rolled_after == len(account.resets))]
    replay.end_allowance(account, ending, at, event)
    account.resets.append((at, name))
    if event.paid is None and name and not (plan and plan.has_price):
        replay.unpriced.append((month, name))
        account.unpriced.append(at)
    account.set_plan(name, at)
    account.allowance = at, event.expires_at, name
    paid = price if event.paid is None else event.paid
    if event.credits or paid:
        replay.new_grant(account, "monthly", event, at, event.expires_at, event.credits, paid)
    bill_reset(replay, event, plan, price, paid)
    return None


def bill_reset(replay, event, plan, price, paid):
    """R §4. Choice: a discount that took nothing off is a line of 0, as it was used."""
    if plan is None and not paid:
        return
    listed = paid == price and plan is not None
    full = plan.price if listed else paid
    replay.bill(event, "plan", full, quantity=1, unit="month", price=full)
    for _, taken in replay.discounted if listed else []:
        replay.bill(event, "discount", -taken)
    if event.payment_id or event.paid is not None:
        replay.pay(event, paid)


def expected_change(replay, account, old, new, new_name, at):
    """L §5: (credits, USD) of a change in force at once. Choice: an allowance without an end is none."""
    more = new.allowance - old.allowance
    if not account.allowance or account.allowance[1] is None or at >= account.allowance[1] or more <= 0:
        return 0, 0
    start, end, _ = account.allowance
    span, left = end - start, end - at
    mode = replay.books.get("upgrade_credits", at)
    credits = {"none": 0, "difference": more}.get(mode)
    if credits is None:
        exact = more * Fraction(left, span)
        credits = round_up(exact, replay.books.step(new_name, at))
    return credits, cents((new.price - old.price) * Fraction(left, span))


class Change:
    """A plan_change that was applied. Of a plan that plans.csv lacks neither the direction nor what is expected is known."""

    def __init__(self, event, since, from_plan, old, new):
        self.event, self.since, self.from_plan, self.state, self.expected = event, since, from_plan, "in_force", (None, None)
        more = new.allowance - old.allowance if new else 0
        self.direction = "" if new is None else "upgrade" if more > 0 else "downgrade" if more < 0 else "same"


def plan_change(replay, event, account):
    books, at = replay.books, event.at
    since = at if event.effective_at is None else event.effective_at
    old, new = books.plan(account.plan, at), books.plan_row(event.plan, at)
    change = Change(event, since, account.plan, old, new)
    if new is None:
        replay.find("plan_unknown", WARNING, event)
    else:
        credit_event_checks.downgrade_early(replay, event, account, old, new, max(at, since))
    if new is not None and since <= at:
        credits, usd = change.expected = expected_change(replay, account, old, new, event.plan, at)
        money = event.paid - usd if event.paid is not None else 0
        if credits != event.amount or money:
            replay.find("proration_differs", CRITICAL, event, event.amount - credits, money or None)
    if account.pending:
        account.changes[-1].state = "superseded"
    account.changes.append(change)
    account.pending = None
    if since <= at:
        account.set_plan(event.plan, at)
    else:
        account.pending, change.state = (since, event.plan), "scheduled"
    if event.amount or event.paid:
        end = account.allowance[1] if account.allowance else None
        end = None if end is None or end <= at else end     # without a current allowance: until the next reset
        replay.new_grant(account, "monthly", event, at, end, event.amount, event.paid or 0)
        replay.bill_sale(event, "upgrade")
    return None


def redeem(replay, event, account):
    """The first coupon check that holds. A mistake does not stop the coupon."""
    coupon, check = replay.books.coupons.get(event.coupon_code), None
    uses = replay.uses.setdefault(event.coupon_code, [])
    user = ("user", event.user_id) if event.user_id else ("account", account.id)
    if coupon is None:
        check = "coupon_unknown"
    else:
        bonus = int(coupon.value * MICRO) if coupon.kind == "credit_bonus" else 0
        checks = [("coupon_not_yet_valid", event.at < coupon.since), ("coupon_expired", event.at >= coupon.until),
                  ("coupon_over_limit", coupon.most is not None and len(uses) >= coupon.most),
                  ("coupon_twice", uses.count(user) >= coupon.each),
                  ("coupon_wrong_plan", bool(coupon.plans) and account.plan not in coupon.plans),
                  # Choice: a discount with credits differs too; the credits are not granted
                  ("coupon_value_differs", event.amount != bonus)]
        check = next((name for name, holds in checks if holds), None)
    if check:
        replay.find(check, CRITICAL, event, event.amount)
    counts = check in (None, "coupon_value_differs")
    if counts:
        uses.append(user)
    grants = event.amount if coupon is None or coupon.kind == "credit_bonus" else 0
    replay.redeemed.append((event, grants, check))
    if coupon is None or coupon.kind == "credit_bonus":
        if event.amount:
            replay.undo[event.event_id] = "grant", replay.new_grant(
                account, "coupon", event, event.at, event.expires_at, event.credits, event.paid or 0)
            replay.bill_sale(event)
        else:
            replay.undo[event.event_id] = "parts", []
    else:
        discount = [coupon, coupon.months]
        account.discounts.append(discount)
        replay.undo[event.event_id] = "discount", discount
    return None
