"""reservations.csv, coupons-report.csv and plan-changes.csv (L §6), of a replay that stops before the end of the period."""
import os

from credit_cells import credits, dollars, instant

RESERVATIONS = "reservation_id account_id reserved_at expires_at credits state settled_credits ended_at ended_by file line".split()
COUPONS = "code kind redemptions accounts credits discount_usd max_uses uses_left first_at last_at findings".split()
CHANGES = ("account_id at effective_at from_plan to_plan direction state credits expected_credits paid_usd expected_usd file line").split()


def in_place(event):
    return event.at, os.fsencode(event.file), event.line


def reservation_rows(audit):
    """Holds that did not end before the period. Choice: credits that were settled after the hold had ended count too."""
    holds = [(account, hold) for account in audit.replay.accounts.values() for hold in account.all_holds]
    stale = {finding.event for finding in audit.findings if finding.check == "reservation_stale"}
    for account, hold in sorted(holds, key=lambda found: in_place(found[1].event)):
        event, by = hold.event, hold.ended_by
        if hold.ended_at is None or hold.ended_at >= audit.start:
            state = "stale" if event in stale else hold.state
            yield [event.reservation_id, account.id, instant(event.at), instant(hold.until), credits(hold.credits),
                   state, credits(hold.settled_credits) if hold.settled else None, instant(hold.ended_at), by.event_id if by else None,
                   event.file, event.line]


def coupon_rows(audit):
    """Redemptions that were applied, up to the end. Choice: `findings` are those of the seven checks of coupons."""
    replay, coupons = audit.replay, audit.books.coupons
    codes = set(coupons) | {event.coupon_code for event, _, _ in replay.redeemed}
    for code in sorted(codes, key=lambda code: code.encode("utf-8")):
        coupon, used = coupons.get(code), [found for found in replay.redeemed if found[0].coupon_code == code]
        most = coupon.most if coupon else None
        left = None if most is None else max(0, most - len(replay.uses.get(code, [])))
        instants = [event.at for event, _, _ in used]
        yield [code, coupon.kind if coupon else "", len(used), len({event.account_id for event, _, _ in used}),
               credits(sum(granted for _, granted, _ in used)), dollars(replay.taken_off.get(code, 0)), most, left,
               instant(min(instants, default=None)), instant(max(instants, default=None)),
               sum(bool(check) for _, _, check in used)]


def change_rows(audit):
    """Choice: without an `effective_at` it is the event's own instant."""
    changes = [(account, change) for account in audit.replay.accounts.values() for change in account.changes]
    for account, change in sorted(changes, key=lambda found: in_place(found[1].event)):
        event, (credits_, usd) = change.event, change.expected
        yield [account.id, instant(event.at), instant(change.since), change.from_plan, event.plan, change.direction,
               change.state, credits(event.amount), None if credits_ is None else credits(credits_),
               None if event.paid is None else dollars(event.paid), None if usd is None else dollars(usd),
               event.file, event.line]


FILES = {"reservations.csv": (RESERVATIONS, reservation_rows), "coupons-report.csv": (COUPONS, coupon_rows),
         "plan-changes.csv": (CHANGES, change_rows)}
