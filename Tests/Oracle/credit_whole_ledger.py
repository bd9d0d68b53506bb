"""Checks that need the whole ledger: holds, due resets, records, partners, and the usage ledger (L §4)."""
import argparse

import bill_zones
import oracle
from credit_books import DAY
from credit_replay import CRITICAL, WARNING, Finding


def all_late(replay, workspace, end, shown):
    """`shown` is the replay that stops before the end."""
    for account in replay.accounts.values():
        stale_holds(replay, account)
        missing_resets(replay, account, end)
    rollover_records(replay)
    transfers(replay)
    if replay.ledger.events:
        requests(replay, workspace, replay.ledger.last if end == oracle.NEVER else end - 1, shown)


def add(replay, check, severity, at, account_id, event, credits, plan, effect=0, request=None, usd=None):
    usd = replay.books.usd(credits, plan, at) if usd is None else usd
    replay.findings.append(Finding(check, severity, at, account_id, event, credits, usd, effect, request))


def stale_holds(replay, account):
    """Choice: the finding has the event of the hold and the instant at which the hold ended; so has expiry_missing."""
    for hold in account.all_holds:
        if hold.state == "expired" and not hold.settled and not hold.released:
            add(replay, "reservation_stale", WARNING, hold.until, account.id, hold.event, hold.credits, account.plan_at(hold.until))


def missing_resets(replay, account, end):
    """L §4 Reset due dates. Choice: a reset that was not applied still fills its month (one mistake, one finding)."""
    if not account.resets:
        return
    first, months = account.resets[0][0], {replay.books.month(at) for at, _ in account.resets}
    months |= {replay.books.month(item[1]) for item in account.timeline if item[0] == "event" and item[2].kind == "reset"}
    count, closed = 1, replay.books.closed(account.id)
    while True:
        due = replay.books.months_later(first, count)
        if due + DAY > min(replay.ledger.last, closed, end):
            return
        plan = account.plan_at(due)
        allowance = replay.books.plan(plan, due).allowance
        if replay.books.month(due) not in months and allowance:
            add(replay, "reset_missing", WARNING, due, account.id, None, allowance, plan)
        count += 1


def rollover_records(replay):
    """A record belongs to what rolled over in the 24 hours before it or in the second after it.
    Choice: it takes all of that which no earlier record took. What none took has no record."""
    for account in replay.accounts.values():
        open_rolls = list(account.rollovers)
        for item in account.timeline:
            if item[0] != "event" or item[2].kind != "rollover" or item[2].event_id in replay.skipped:
                continue
            event = item[2]
            mine = [roll for roll in open_rolls if event.at - DAY <= roll[0] <= event.at + oracle.SECOND]
            open_rolls = [roll for roll in open_rolls if roll not in mine]
            expected = sum(credits for _, credits, _ in mine)
            if expected != event.credits:
                gap = event.credits - expected
                add(replay, "rollover_differs", CRITICAL, event.at, account.id, event, gap, event.plan_before, gap)
        for at, credits, plan in open_rolls:
            if "rollover" in replay.ledger.kinds and at + DAY <= replay.ledger.last:
                add(replay, "rollover_missing", WARNING, at, account.id, None, credits, plan)


def transfers(replay):
    """L §4 Partners: the n-th out and the n-th in of one id. Choice: only those that were applied are numbered."""
    seen, pairs = {}, {}
    for event in replay.transfers:
        key = event.transfer_id, event.kind
        seen[key] = seen.get(key, 0) + 1
        pairs.setdefault((event.transfer_id, seen[key]), {})[event.kind] = event
    for pair in pairs.values():
        out, into = pair.get("transfer_out"), pair.get("transfer_in")
        event = out or into
        if out and into:
            others = out.counterparty_account_id != into.account_id or into.counterparty_account_id != out.account_id
            if not others and out.credits == into.credits:
                continue
            credits = into.credits - out.credits
        elif event.at + DAY > replay.ledger.last:
            continue
        else:
            credits = event.credits
        add(replay, "transfer_unbalanced", CRITICAL, event.at, event.account_id, event, credits, event.plan_before)


def usage(books):
    known = None if books.known_at == oracle.NEVER else bill_zones.instant_text(books.known_at)
    return oracle.Run(books.workspace, argparse.Namespace(as_known_at=known, start=None, end=None, period=None, last=None))


def requests(replay, workspace, last, shown):
    """Deductions against the usage ledger, if there is any. Requests after the end of the replay are not checked."""
    if not oracle.ledger_paths(workspace):
        return
    run = replay.run = usage(replay.books)
    rows = {request.id: request for request in run.rows}
    for name, charges in replay.charged.items():
        request, event = rows.get(name), charges[0][0]
        if request is None:                     # Choice: at every deduct or settle above 0, not only at the first
            for event, _ in charges:
                add(replay, "deduction_without_request", WARNING, event.at, event.account_id, event, event.credits, event.plan_before)
        elif request.started > last:
            continue
        elif request.status not in run.settings.charge:
            # Choice: "by the end" is the end of the period, whatever is given back later
            by_end = shown.charged.get(name, charges)
            if any(part.returnable for _, parts in by_end[:1] for part in parts):
                add(replay, "failed_request_charged", CRITICAL, event.at, event.account_id, event, event.credits, event.plan_before)
        elif request.rated and event.credits != request.credits * 10**6:
            add(replay, "deduction_differs", CRITICAL, event.at, event.account_id, event,
                event.credits - int(request.credits * 10**6), event.plan_before)
    for name, request in rows.items():
        if name in replay.charged or not request.rated or not request.credits or request.started > last:
            continue
        who = request.account_id or request.user_id
        account = replay.accounts.get(who)
        plan = account.plan_at(request.started) if account else replay.books.first_plan(who, request.started)
        add(replay, "request_without_deduction", CRITICAL, request.started, who, None,
            int(request.credits * 10**6), plan, request=request)


def rejected_and_conflicts(replay):
    """L §4: event_conflict and event_rejected, 0 credits. Choice: of a conflict the later row by path and line is named."""
    ledger = replay.ledger
    for event in ledger.conflicts:
        replay.findings.append(Finding("event_conflict", WARNING, event.at, event.account_id, event, 0, 0))
    for row in ledger.rejects:
        at = ledger.last if row.at is None else row.at
        replay.findings.append(Finding("event_rejected", WARNING, at, row.account_id, row, 0, 0))


