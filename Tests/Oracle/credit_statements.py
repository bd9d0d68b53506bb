"""The statements of accounts chosen at random (L §6): they lead from the opening to the closing balance, instant by instant."""
import collections
import csv
import os
from fractions import Fraction

import credit_compare
import credits
import oracle

COLUMNS = "at event_id kind description credits balance reserved grant_id request_id realised_usd file line".split()
PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"


def file_name(account_id):
    """Each byte that is no letter or digit of ASCII, point, low line or hyphen as % and two digits."""
    return "credit-statement-" + "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in account_id.encode("utf-8")) + ".csv"


def statements(program, folder, audit, options, draw):
    names = sorted(name for name, account in audit.replay.accounts.items() if account.listed or account.drawn)
    chosen = draw.sample(names, min(4, len(names)))
    _, out, _ = credit_compare.run(program, "audit", folder, *options)
    before = credit_compare.read(out) if out else {}
    _, out, said = credit_compare.run(program, "audit", folder, *options, *(word for name in chosen for word in ("--account", name)))
    if not out:
        if "no credit events in" in said and all(event.at < audit.start for event in audit.ledger.events):
            return                              # an audit needs events in its period or after it
        yield f"--account gives no files: {said[-300:]}"
        return
    if credit_compare.read(out) != before:
        yield "--account changes other files"
    for name in chosen:
        path = os.path.join(out, file_name(name))
        if not os.path.exists(path):
            yield f"{os.path.basename(path)} is missing; there are {sorted(file for file in os.listdir(out) if 'statement' in file)}"
            continue
        for text in differences(path, audit, audit.replay.accounts[name]):
            yield f"{os.path.basename(path)} {' '.join(options)}: {text}"


def number(row, column):
    return Fraction(row[column] or 0)


def differences(path, audit, account):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    if reader.fieldnames[:len(COLUMNS)] != COLUMNS:
        yield f"columns {reader.fieldnames}"
        return
    if len(rows) < 2 or (rows[0]["kind"], rows[-1]["kind"]) != ("opening", "closing"):
        yield f"first and last row: {rows[:1]} {rows[-1:]}"
        return
    opening = credits.net(credits.sums_of(account, oracle.ALWAYS, audit.start))
    for row, wanted in ((rows[0], opening), (rows[-1], account.balance)):
        if number(row, "balance") * 10**6 != wanted:
            yield f"{row['kind']} balance {row['balance']}, expected {wanted} millionths"
    if number(rows[-1], "reserved") * 10**6 != account.reserved:
        yield f"closing reserved {rows[-1]['reserved']}, expected {account.reserved} millionths"
    for one, two in zip(rows, rows[1:]):
        if number(two, "balance") != number(one, "balance") + number(two, "credits"):
            yield f"{two['at']} {two['event_id']}: {one['balance']} and {two['credits']} do not make {two['balance']}"
    yield from instants(rows[1:-1], audit, account)
    yield from money(rows, audit, account)
    yield from places(rows[1:-1], audit)


def instants(rows, audit, account):
    """At each instant the credits move as in the replay, and the rows come in the order of time."""
    wanted, got = collections.Counter(), collections.Counter()
    for at, column, amount in account.moves:
        if audit.start <= at < audit.end:
            wanted[at] += amount * (1 if column in credits.MOVES[:3] else -1)
    times = [oracle.read_instant(row["at"], "") for row in rows]
    for at, row in zip(times, rows):
        got[at] += number(row, "credits") * 10**6
    if times != sorted(times):
        yield "rows are not in the order of time"
    for at in sorted(set(wanted) | set(got)):
        if wanted[at] != got[at]:
            yield f"{credits.instant(at)}: {got[at]} millionths, expected {wanted[at]}"
            return


def money(rows, audit, account):
    """Of accounts without a pool, since the page does not say on which account's statement a draw is realised."""
    if account.pool_id or any(other.pool_id == account.id for other in audit.replay.accounts.values()):
        return
    wanted = sum(found.usd for found in audit.replay.money.postings
                 if found.column == "realised" and found.owner is account and audit.start <= found.at < audit.end)
    if sum(number(row, "realised_usd") for row in rows) * 10**18 != wanted:
        yield f"realised {sum(number(row, 'realised_usd') for row in rows)}, expected {Fraction(wanted, 10**18)}"


def places(rows, audit):
    """File and line are those of the event. Rows that repeat an id or are rejected may be listed too, and move nothing."""
    shown, ledger = lambda text: "".join(next(csv.reader([oracle.cell(text)]))), audit.ledger
    first = {shown(event.event_id): (event.file, str(event.line)) for event in ledger.events if event.event_id}
    others = ledger.duplicates + ledger.conflicts + ledger.rejects
    again = {(shown(event.event_id), event.file, str(event.line)) for event in others}
    for row in rows:
        place = row["file"], row["line"]
        if (row["event_id"], *place) in again and not number(row, "credits"):
            continue
        if first.get(row["event_id"], place) != place:
            yield f"{row['event_id']} is said to be at {row['file']}:{row['line']}"
