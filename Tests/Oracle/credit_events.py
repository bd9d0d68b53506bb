"""Credit events: form, repeated ids, order (L §2); credit_read.py makes rows of files."""
import collections
import os
import re

import credit_read
import oracle
from credit_books import MICRO, USD
from credit_read import COLUMNS, IDS, TIMES

ALWAYS_REQUIRED = ["event_id", "at", "account_id", "kind"]
REQUIRED = {
    "grant": ["credits", "source"], "reset": ["credits"], "deduct": ["credits", "request_id"],
    "reserve": ["credits", "reservation_id", "expires_at"], "settle": ["credits", "reservation_id", "request_id"],
    "release": ["reservation_id"], "refund": ["credits", "request_id"], "reverse": ["reverses"], "adjust": ["credits", "reason"],
    "redeem": ["coupon_code"], "transfer_out": ["credits", "transfer_id", "counterparty_account_id"],
    "transfer_in": ["credits", "transfer_id", "counterparty_account_id"], "plan_change": ["plan"],
    "payment_refund": ["payment_id", "paid_usd"], "expire": ["grant_id", "credits"], "rollover": ["credits"],
    "balance": ["credits"], "notice": ["level"]}
ABOVE_ZERO = ("grant", "deduct", "reserve", "refund", "transfer_out", "transfer_in")
RECORDS = ("expire", "rollover", "balance", "notice")
NAMES = ("coupon_code", "package", "plan", "provider", "source")


class Event:
    """`credits` and `paid` are None where blank."""

    def __init__(self, cells, file, line):
        self.file, self.line = file, line
        for column in COLUMNS:
            setattr(self, column, cells.get(column, ""))
        self.paid, self.usd_stated = None, False

    @property
    def amount(self):
        return self.credits or 0


def read_number(event, column, places, largest, signed, unit):
    text = getattr(event, column)
    if re.fullmatch(r"-0+(\.0+)?", text):
        text = text[1:]                         # a zero of money or credits may have a sign
    value = oracle.read_decimal(text, column, places, largest, signed)
    if value is None or not unit:
        return value
    return int(value * unit) if (value * unit).denominator == 1 else value * unit


def check_form(event, columns):
    """L §2 Form. Choice: the column named is the first faulty one, in the order of the file; then those that are absent."""
    values = {column: None for column in TIMES + ("credits", "paid", "balance_after", "priority")}
    order = [name for name in columns if name in COLUMNS] + [name for name in COLUMNS if name not in columns]
    for column in order:
        try:
            check_cell(event, column, values)
        except oracle.Reject as fault:
            raise oracle.Reject(column, fault.code if fault.code == "json.type" else "credit.form") from None
    if values["expires_at"] is not None and values["expires_at"] <= values["at"]:
        raise oracle.Reject("expires_at", "credit.form")
    for name, value in values.items():
        setattr(event, name, value)


def check_cell(event, column, values):
    text = getattr(event, column)
    if isinstance(text, oracle.Reject):
        raise text
    if column in ALWAYS_REQUIRED + REQUIRED.get(event.kind, []) and text == "" or column == "kind" and text not in REQUIRED:
        raise oracle.Reject(column, "credit.form")
    if column in TIMES and text != "":
        values[column] = oracle.read_instant(text, column)
    elif column == "credits":
        values[column] = read_credits(event, column)
    elif column == "paid_usd":
        minus_zero = re.fullmatch(r"-0+(\.0+)?", text.strip(" \t"))        # page on bad input: money `-0` is 0
        values["paid"] = read_number(event, column, 18, 10**9, bool(minus_zero), USD)
    elif column == "balance_after":
        # 18 decimals, because binary noise must be readable to be reported as drift.
        values[column] = read_number(event, column, 18, 10**12, True, None)
    elif column == "priority":
        values[column] = oracle.read_count(text, column)   # Choice: a whole number, not negative
    elif column == "source" and event.kind == "grant" and text not in ("monthly", "bonus", "promotion", "topup"):
        raise oracle.Reject(column, "credit.form")
    elif column == "currency" and text not in ("", "USD"):
        raise oracle.Reject(column, "credit.form")
    elif column in IDS or column in NAMES:
        oracle.check_name(text, column)
        if column in ("event_id", "account_id", "user_id", "request_id"):
            oracle.check_id(text, column)


def read_credits(event, column):
    """Whole millionths; those of a balance are exact, because drift is compared below that."""
    is_balance = event.kind == "balance"
    signed = event.kind in ("adjust", "balance") or event.kind not in REQUIRED       # Choice: an unknown kind says nothing of the sign
    value = read_number(event, column, 18 if is_balance else 6, 10**12, signed, MICRO)
    if value == 0 and (event.kind == "adjust" or event.kind in ABOVE_ZERO):
        raise oracle.Reject(column, "credit.form")
    return value


class Rejected:
    """A row that is not an event; what could be read of it is part of its finding. Choice: texts as they are."""

    def __init__(self, row, fault):
        self.file, self.line, self.column, self.code = row.file, row.line, fault.column, fault.code
        self.text, self.encoding = row.text
        text = lambda column: row.cells.get(column, "") if isinstance(row.cells.get(column, ""), str) else ""
        self.account_id, self.event_id, self.request_id = text("account_id"), text("event_id"), text("request_id")
        try:
            self.at = oracle.read_instant(text("at"), "at")
        except oracle.Reject:
            self.at = None


def read_file(workspace, path, settings):
    """Events and rejected rows of one file. Choice: a record that cannot be split keeps the code of the usage ledger."""
    found = []
    for row in credit_read.rows(workspace, path, settings.mapping("credits/" + path), settings.zone):
        event = Event(row.cells, row.file, row.line)
        try:
            if row.fault:
                raise row.fault
            check_form(event, list(row.cells))
            found.append(event)
        except oracle.Reject as fault:
            found.append(Rejected(row, fault))
    bad = sum(isinstance(row, Rejected) for row in found)
    if len(found) >= 20 and 2 * bad > len(found):
        raise oracle.Refused(f"credits/{path}: more than half of the rows fail")
    return found


def content(event):
    """L §2 "the same content": the values of all known columns. Columns that nobody knows do not count."""
    return tuple(getattr(event, column) for column in COLUMNS if column not in ("paid_usd", "currency")) + (event.paid,)


class Ledger:
    """Every event that was recorded by `known_at`. A row recorded later was not read."""

    def __init__(self, books):
        self.rejects, self.duplicates, self.conflicts, self.read = [], [], [], 0
        first = {}
        for path in credit_read.files(books.workspace):
            for found in read_file(books.workspace, path, books):
                if isinstance(found, Event) and found.recorded_at is not None and found.recorded_at > books.known_at:
                    continue
                self.read += 1
                if isinstance(found, Rejected):
                    self.rejects.append(found)
                elif found.event_id not in first:
                    first[found.event_id] = found
                else:
                    same = content(found) == content(first[found.event_id])
                    (self.duplicates if same else self.conflicts).append(found)
        self.events = in_order(list(first.values()) + balance_rows(books))
        self.last = self.events[-1].at if self.events else None
        self.kinds = {event.kind for event in self.events}


def balance_rows(books):
    """L §1 Balances: each row is a balance event. Choice: it is none of the events that are counted."""
    rows = []
    for row in oracle.read_book(books.workspace, "balances.csv", ["account_id", "at", "credits"]):
        if row["known"] > books.known_at:
            continue
        event = Event(collections.defaultdict(str, account_id=row["account_id"], kind="balance"), *row["where"].split(":"))
        event.line = int(event.line)
        event.at = oracle.book_instant(row["at"], None)
        event.credits = int(oracle.read_decimal(row["credits"], "credits", 6, 10**12, True) * MICRO)
        event.balance_after = event.priority = event.expires_at = event.effective_at = None
        rows.append(event)
    return rows


def place(event):
    return event.at, event.file != "balances.csv", os.fsencode(event.file), event.line


def in_order(events):
    """L §2 Order: an in whose out follows at the same instant is played directly after it."""
    events = sorted(events, key=place)
    seen, pairs = {}, {}
    for event in events:
        if event.kind in ("transfer_out", "transfer_in"):
            key = event.transfer_id, event.kind
            seen[key] = seen.get(key, 0) + 1
            pairs.setdefault((event.transfer_id, seen[key]), {})[event.kind] = event
    later, moved = {}, set()
    for pair in pairs.values():
        out, into = pair.get("transfer_out"), pair.get("transfer_in")
        if out and into and out.at == into.at and place(into) < place(out):
            later[id(out)] = into
            moved.add(id(into))
    found = []
    for event in events:
        if id(event) not in moved:
            found.append(event)
            if id(event) in later:
                found.append(later[id(event)])
    return found
