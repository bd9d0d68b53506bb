"""How the hand-made credit ledgers of test_credits.py are written down, run and compared."""
import csv
import json
import os
import tempfile

import credit_realised
import credits
import oracle
from bill_workspace import write
from credit_read import COLUMNS

PLANS = """tier,is_free,monthly_price_usd,monthly_credits,effective_from,rollover_percent,rollover_max_credits,overdraft_credits
pro,false,20,500,2025-01-01,50,100,
big,false,50,2000,2025-01-01,,,10
free,true,,10,2025-01-01,,,
none,false,0,0,2025-01-01,,,
"""
ACCOUNTS = """account_id,plan,effective_from,effective_to,organisation_id,role,opened_at,closed_at,pool
a,pro,2025-01-01,,,,,,
b,none,2025-01-01,,,,,,
m,none,2025-01-01,,org,,,,
n,none,2025-01-01,,org,,,,before_own
org,none,2025-01-01,,,,,,
shut,none,2025-01-01,,,,,2026-08-10,
"""
COUPONS = """code,kind,value,valid_from,expires_at,max_uses,per_user_limit,plans,months,deactivated_at
PLUS,credit_bonus,50,2026-08-01,2026-09-01,2,1,,,
HALF,percentage_discount,50,,,,,,2,
FIVE,fixed_discount,5,,,,,,,
GIFT,free_month,,,,,,,,
BIGS,credit_bonus,5,,,,,big,,2026-08-20
"""
TOPUPS = """package,credits,price_usd,valid_days,effective_from,effective_to,plans
small,100,5,30,2025-01-01,,
"""

def moment(text):
    day, _, clock = text.partition("T")
    clock = clock or "00:00:00"
    return f"2026-{day}T{clock if clock.count(':') == 2 else clock + ':00'}Z"


def cells(text, number):
    """`AT ACCOUNT KIND CREDITS name=value …`: credits may be `-`; @ before a value is an instant; id= names the event."""
    at, account, kind, amount, *rest = text.split()
    row = dict(event_id=f"e{number}", at=moment(at), account_id=account, kind=kind, credits="" if amount == "-" else amount)
    short = {"req": "request_id", "res": "reservation_id", "until": "expires_at", "paid": "paid_usd", "pay": "payment_id", "id": "event_id",
             "key": "idempotency_key", "after": "balance_after", "to": "counterparty_account_id", "tx": "transfer_id", "of": "reverses"}
    for part in rest:
        name, _, value = part.partition("=")
        row[short.get(name, name)] = moment(value[1:]) if value.startswith("@") else value
    return row


def run(events, settings=None, extra=None, period="", known_at=""):
    """Findings as {check: [(account, event, credits, effect)]}; balances, grants and revenue as dicts of texts."""
    rows = [cells(text, number) for number, text in enumerate(events.strip().split("\n"), 1)]
    lines = [COLUMNS] + [[row.get(column, "") for column in COLUMNS] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"plans.csv": PLANS, "accounts.csv": ACCOUNTS, "coupons.csv": COUPONS, "topups.csv": TOPUPS,
                           "credits/a.csv": "".join(",".join(line) + "\n" for line in lines),
                           "assay.json": json.dumps(settings or {}), **(extra or {})}.items():
            write(folder, name, text)
        audit = credits.Audit(folder, period, oracle.book_instant(known_at, oracle.NEVER))
        credits.write(audit, os.path.join(folder, "expected"))
        read = lambda name: list(csv.DictReader(open(os.path.join(folder, "expected", name), encoding="utf-8", newline="")))
        run.findings, run.rejects, run.revenue = read("audit-findings.csv"), read("credit-rejects.csv"), read("deferred-revenue.csv")
        run.summary = read("audit-summary.csv")
        run.tables = {name: read(name) for name in credits.FILES if name not in credits.CORE_FILES}
        if audit.requests is not None and "invoices.csv" in credits.FILES:
            oracle.write_outputs(credit_realised.run_of(audit, period, known_at), os.path.join(folder, "expected"))
            run.tables.update({name: read(name) for name in credit_realised.FILES})
        run.balances = {row["account_id"]: row for row in read("credit-balances.csv")}
        run.grants = {row["grant_id"]: row for row in read("grants.csv")}
    return [" ".join([row["check"], row["severity"][0], row["event_id"] or "-", row["credits"], row["usd"], row["balance_effect"]])
            for row in run.findings]


def equal(got, wanted):
    run.checked += 1
    assert got == wanted, f"\n got  {got}\n want {wanted}"


def balance(account, **wanted):
    equal({name: run.balances[account][name] for name in wanted}, wanted)


def grant(grant_id, **wanted):
    equal({name: run.grants[grant_id][name] for name in wanted}, wanted)


def rows(name, columns, *wanted):
    """The cells of one file of the later parts, a blank one as `-`."""
    equal([" ".join(row[column] or "-" for column in columns.split()) for row in run.tables[name]], list(wanted))


def revenue(month, source, **wanted):
    row = next(row for row in run.revenue if (row["month"], row["source"]) == (month, source))
    equal({name: row[name + "_usd"] for name in wanted}, wanted)


run.checked = 0
