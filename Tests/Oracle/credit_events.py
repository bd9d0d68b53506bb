"""Credit events: reading, form, repeated ids, order (L §2). Native CSV and TSV only, also gzip."""
import os

import oracle
from credit_books import MICRO, USD

COLUMNS = ("event_id at account_id user_id kind credits grant_id request_id reservation_id transfer_id reverses source effective_at "
           "expires_at priority paid_usd payment_id idempotency_key coupon_code package plan counterparty_account_id provider level "
           "channel reason actor balance_after recorded_at currency").split()
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
TIMES = ("at", "effective_at", "expires_at", "recorded_at")


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
    value = oracle.read_decimal(getattr(event, column), column, places, largest, signed)
    return None if value is None else int(value * unit) if unit else value


def check_form(event, columns):
    """L §2 Form. Choice: the column named is the first faulty one, in the order of the file; then those that are absent."""
    def fault_of(column):
        text = getattr(event, column)
        if column in ALWAYS_REQUIRED + REQUIRED.get(event.kind, []) and text == "":
            raise oracle.Reject(column, "credit.form")
        if column == "kind" and text not in REQUIRED:
            raise oracle.Reject(column, "credit.form")
        if column in TIMES and text != "":
            values[column] = oracle.read_instant(text, column)
        elif column == "credits":
            value = read_number(event, column, 6, 10**12, event.kind in ("adjust", "balance"), MICRO)
            if value is not None and abs(value) > 10**12 * MICRO or value == 0 and (event.kind == "adjust" or event.kind in ABOVE_ZERO):
                raise oracle.Reject(column, "credit.form")
            values[column] = value
        elif column == "paid_usd":
            values["paid"] = read_number(event, column, 18, 10**9, False, USD)
        elif column == "balance_after":
            # Choice: 18 decimals, because binary noise must be readable to be reported as drift.
            values[column] = read_number(event, column, 18, 10**12, True, None)
        elif column == "priority":
            values[column] = oracle.read_count(text, column)   # Choice: a whole number, not negative
        elif column == "source" and event.kind == "grant" and text not in ("monthly", "bonus", "promotion", "topup"):
            raise oracle.Reject(column, "credit.form")
        elif column == "currency" and text not in ("", "USD"):
            raise oracle.Reject(column, "credit.form")
        elif column in ("event_id", "account_id", "request_id", "grant_id", "reservation_id"):
            oracle.check_name(text, column)

    values = {column: None for column in TIMES + ("credits", "paid", "balance_after", "priority")}
    order = [name for name in columns if name in COLUMNS] + [name for name in COLUMNS if name not in columns]
    for column in order:
        try:
            fault_of(column)
        except oracle.Reject:
            raise oracle.Reject(column, "credit.form") from None
    if values["expires_at"] is not None and values["expires_at"] <= values["at"]:
        raise oracle.Reject("expires_at", "credit.form")
    for name, value in values.items():
        setattr(event, name, value)


class Rejected:
    def __init__(self, file, line, column, code, text, at=None, account_id="", event_id=""):
        self.file, self.line, self.column, self.code, self.text = file, line, column, code, text
        self.at, self.account_id, self.event_id = at, account_id, event_id


def rejected(event, fault, text):
    try:
        at = oracle.read_instant(event.at, "at")
    except oracle.Reject:
        at = None
    return Rejected(event.file, event.line, fault.column, fault.code, text, at, event.account_id, event.event_id)


def credit_files(workspace):
    """Bytewise by path below credits/."""
    found, top = [], os.path.join(workspace, "credits")
    for folder, _, files in os.walk(top):
        for name in files:
            plain = name[:-3] if name.endswith(".gz") else name
            if plain.endswith((".csv", ".tsv")) and not name.startswith("."):
                found.append(os.path.relpath(os.path.join(folder, name), top))
    return sorted(found, key=os.fsencode)


def read_file(workspace, path):
    """Yields Event or Rejected. Choice: a record that is no CSV keeps the code of the usage ledger."""
    data = oracle.file_bytes(os.path.join(workspace, "credits", path))
    delimiter = b"\t" if ".tsv" in path else b","
    names, ends = None, []
    for line, fields, fault in oracle.csv_records(data, delimiter):
        if names is None:
            names = oracle.header_names(data, delimiter)
            if names is None or len(set(names)) != len(names) or not {"event_id", "at", "account_id", "kind"} <= set(names):
                raise oracle.Refused(f"credits/{path}:1: header lacks or repeats a column")
            continue
        file, text = "credits/" + path, delimiter.join(fields or []).decode("utf-8", "replace")
        if fault or len(fields) != len(names):
            yield Rejected(file, line, "", fault or "csv.fields", text)
            continue
        try:
            fields = [field.decode("utf-8") for field in fields]
        except UnicodeDecodeError:
            yield Rejected(file, line, "", "enc.utf8", text)
            continue
        event = Event({name: oracle.unguarded(cell) for name, cell in zip(names, fields)}, file, line)
        try:
            check_form(event, names)
            yield event
        except oracle.Reject as found:
            yield rejected(event, found, text)


def content(event):
    """L §2: "the same content". Choice: the values of all known columns but recorded_at."""
    return tuple(getattr(event, column) for column in COLUMNS if column not in ("recorded_at", "paid_usd")) + (event.paid,)


class Ledger:
    def __init__(self, workspace):
        self.rejects, self.duplicates, self.conflicts, self.read = [], [], [], 0
        first = {}
        for path in credit_files(workspace):
            for found in read_file(workspace, path):
                self.read += 1
                if isinstance(found, Rejected):
                    self.rejects.append(found)
                elif found.event_id not in first:
                    first[found.event_id] = found
                else:
                    same = content(found) == content(first[found.event_id])
                    (self.duplicates if same else self.conflicts).append(found)
        self.count = len(first)
        self.events = in_order(list(first.values()) + balance_rows(workspace))
        self.last = self.events[-1].at if self.events else None
        self.kinds = {event.kind for event in self.events}


def balance_rows(workspace):
    """L §1 Balances: each row is a balance event. Choice: it is none of the events that are counted."""
    rows = []
    for row in oracle.read_book(workspace, "balances.csv", ["account_id", "at", "credits"]):
        event = Event({"account_id": row["account_id"], "kind": "balance"}, *row["where"].split(":"))
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
