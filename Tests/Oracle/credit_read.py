"""Files of credit events as rows of texts: CSV with any of four delimiters, JSON lines, mappings, gzip (L §2; "F" is the page on formats)."""
import base64
import json
import os
import re

import bill_mapping
import oracle
from oracle import Reject, Refused

COLUMNS = ("event_id at account_id user_id kind credits grant_id request_id reservation_id transfer_id reverses source effective_at "
           "expires_at priority paid_usd payment_id idempotency_key coupon_code package plan counterparty_account_id provider level "
           "channel reason actor balance_after recorded_at currency").split()
HEADER = {"event_id", "at", "account_id", "kind"}
AMOUNTS = ("credits", "paid_usd", "balance_after")
TIMES = ("at", "effective_at", "expires_at", "recorded_at")
NUMBERS = AMOUNTS + ("priority",)
IDS = ("event_id account_id user_id grant_id request_id reservation_id transfer_id reverses payment_id idempotency_key "
       "counterparty_account_id").split()
EPOCHS = {"epoch-s": 10**9, "epoch-ms": 10**6, "epoch-us": 10**3, "epoch-ns": 1}


class Number(str):
    """The text of a JSON number."""


class Row:
    """One record: texts by column in the order in which they are judged, or why it cannot be split."""

    def __init__(self, file, line, raw, cells, fault=None):
        self.file, self.line, self.raw, self.cells, self.fault = file, line, raw, cells, fault

    @property
    def text(self):
        try:
            return self.raw.decode("utf-8"), "utf8"
        except UnicodeDecodeError:
            return base64.b64encode(self.raw).decode(), "base64"


def files(workspace):
    """Bytewise by path below credits/. Names that begin with a dot are not looked at."""
    found, top = [], os.path.join(workspace, "credits")
    for folder, _, names in os.walk(top):
        for name in names:
            if re.search(r"\.(csv|tsv|jsonl|ndjson)(\.gz)?$", name) and not name.startswith("."):
                found.append(os.path.relpath(os.path.join(folder, name), top))
    return sorted(found, key=os.fsencode)


def rows(workspace, path, mapping, zone):
    """All records of one file. Choice: a file that is empty is refused, one with only a header is not."""
    data, file = oracle.file_bytes(os.path.join(workspace, "credits", path)), "credits/" + path
    if re.search(r"\.(jsonl|ndjson)(\.gz)?$", path):
        found = json_rows(data, file, mapping)
    else:
        found = csv_rows(data, file, mapping)
    return [mapped(row, mapping, zone) for row in found] if mapping else list(found)


# -------------------------------------------------------------------------------------------- CSV

def records(data, delimiter):
    """As oracle.csv_records, with the raw bytes of each record."""
    position, line = 0, 1
    while position < len(data):
        newline = oracle.END_OF_LINE.search(data, position)
        end, after = newline.span() if newline else (len(data), len(data))
        fields, fault = data[position:end].split(delimiter), None
        if b'"' in data[position:end]:
            fields, fault, end, after = oracle.quoted_record(data, position, delimiter)
        blank = not fault and len(fields) > 1 and not any(field.strip(b" \t") for field in fields)
        if end > position and not blank:
            too_long = end - position > 2 << 20 or max(map(len, fields)) > 1 << 20
            yield line, data[position:end], fields, fault or ("csv.long" if too_long else None)
        line += len(oracle.END_OF_LINE.findall(data[position:after]))
        position = after


def delimiter_of(data, file, wanted):
    fitting = [mark for mark in (b",", b";", b"\t", b"|") if wanted <= set(oracle.header_names(data, mark) or [])]
    if len(fitting) != 1:
        raise Refused(f"{file}:1: [csv.missing] or [csv.delim]")
    names = oracle.header_names(data, fitting[0])
    if "" in names or len(set(names)) != len(names):
        raise Refused(f"{file}:1: [csv.twice]")
    return fitting[0], names


def csv_rows(data, file, mapping):
    sources = {name for given in mapping.get("columns", {}).values() for name in listed(given)} if mapping else HEADER
    delimiter, names = delimiter_of(data, file, {name.casefold() for name in sources})
    for number, (line, raw, fields, fault) in enumerate(records(data, delimiter)):
        if number:
            yield csv_row(file, line, raw, names, fields, fault, mapping)


def csv_row(file, line, raw, names, fields, fault, mapping):
    """Structure first, then encoding, then repeated headers and totals; the cells come later."""
    if fault is None and len(fields) != len(names):
        fault = "csv.fields"
    if fault:
        return Row(file, line, raw, {}, Reject(oracle.faulty_column(names, fields, fault), fault))
    cells = {}
    for name, field in zip(names, fields):
        try:
            cells[name] = field.decode("utf-8")
        except UnicodeDecodeError:
            return Row(file, line, raw, {}, Reject(name, "enc.utf8"))
    if [text.strip().casefold() for text in cells.values()] == names:
        return Row(file, line, raw, {}, Reject("", "csv.header2"))
    if not mapping:
        if is_total(cells):
            return Row(file, line, raw, cells, Reject("event_id", "csv.total"))
        cells = guarded(cells)
    return Row(file, line, raw, cells)


def guarded(cells):
    return {name: oracle.unguarded(text) if name in IDS and isinstance(text, str) else text for name, text in cells.items()}


def is_total(cells):
    found = cells.get("event_id", "")
    return isinstance(found, str) and found.strip(" \t").casefold().removesuffix(":") in oracle.TOTALS


# -------------------------------------------------------------------------------------------- JSON

def members(text):
    """The members of one object; values inside of others may repeat keys, its own may not."""
    def refuse(word):
        raise ValueError(word)

    depth = []

    def pairs(found):
        depth[:] = [found]
        return dict(found)

    value = json.loads(text, parse_float=Number, parse_int=Number, parse_constant=refuse, object_pairs_hook=pairs)
    if not isinstance(value, dict):
        raise Reject("", "json.type")
    json.dumps(value, ensure_ascii=False).encode("utf-8")       # a lone surrogate is a ValueError; it is found first
    names = [name for name, _ in depth[0]]
    if len(set(names)) != len(names):
        raise Reject("", "json.twice")
    return value


def json_rows(data, file, mapping):
    lines = data.split(b"\n")
    for number, raw in enumerate(lines, 1):
        ends = number < len(lines)
        raw = raw.removesuffix(b"\r") if ends else raw
        if not raw.strip(b" \t\r"):
            continue
        yield json_row(file, number, raw, ends, mapping)


def json_row(file, line, raw, ends, mapping):
    if len(raw) > 2 << 20:
        return Row(file, line, raw, {}, Reject("", "csv.long"))
    try:
        found = members(raw.decode("utf-8"))
    except Reject as fault:
        return Row(file, line, raw, {}, fault)
    except UnicodeDecodeError:
        return Row(file, line, raw, {}, Reject("", "enc.utf8"))
    except ValueError:
        return Row(file, line, raw, {}, Reject("", "json.syntax" if ends else "json.cut"))
    if mapping:
        return Row(file, line, raw, dict(leaves(found)))
    # Judged in the order of the columns; a value of a wrong type is found at its column.
    cells = {name: typed(found[name], name) for name in COLUMNS if name in found}
    return Row(file, line, raw, guarded(cells), Reject("event_id", "csv.total") if is_total(cells) else None)


def typed(value, column):
    """F: null is blank; amounts are numbers or texts, counts numbers, all else texts."""
    if value is None:
        return ""
    good = (Number, str) if column in AMOUNTS else Number if column in NUMBERS else str
    is_wrong = not isinstance(value, good) or isinstance(value, Number) and column not in NUMBERS
    return Reject(column, "json.type") if is_wrong else str(value)


def leaves(value, path=""):
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from leaves(inner, f"{path}{name}.")
        elif not isinstance(inner, list):
            yield path + name, "" if inner is None else {True: "true", False: "false"}[inner] if isinstance(inner, bool) else str(inner)


# ------------------------------------------------------------------------------------------ mapping

def listed(names):
    return [names] if isinstance(names, str) else names


def mapped(row, mapping, zone):
    """F A mapping: columns, constants, values, blanks, units, numbers and times. Choice: what a mapping makes is judged
    in the order of the credit columns."""
    if row.fault:
        return row
    known = {name.casefold(): text for name, text in row.cells.items()}
    cells = dict(mapping.get("constants", {}))
    for column, names in mapping.get("columns", {}).items():
        texts = [known.get(name.casefold(), "") for name in listed(names)]
        cells[column] = " ".join(text for text in texts if text not in mapping.get("blanks", []))
    for column, texts in mapping.get("values", {}).items():
        if cells.get(column, "") != "":
            cells[column] = texts.get(cells[column], texts.get("*", cells[column]))
    for column in cells:
        if cells[column] == "":
            continue
        try:
            if column in NUMBERS:
                cells[column] = scaled(bill_mapping.Mapping(mapping, zone).number(cells[column]), mapping.get("units", {}).get(column))
            elif column in TIMES:
                cells[column] = moment(cells[column], mapping)
        except Reject as fault:
            cells[column] = Reject(column, fault.code)
    row.cells = guarded({name: cells[name] for name in COLUMNS if name in cells})
    return row


def scaled(text, unit):
    """A number in its unit. An amount may be binary floating point: `1e-05` keeps its value."""
    if unit is None and "e" not in text.lower() or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", text):
        return text
    return oracle.decimal_text(oracle.Fraction(text) * bill_mapping.UNITS.get(unit, 1))


def moment(text, mapping):
    """An instant as RFC 3339, from a pattern and a zone. Texts that fit neither stay, and are judged as they are."""
    form, zone = mapping.get("time_format", "rfc3339"), mapping.get("time_zone")
    if form in EPOCHS and re.fullmatch("[0-9]+", text):
        return nanoseconds_text(int(text) * EPOCHS[form])
    if form == "rfc3339" or form in EPOCHS:
        return text
    pattern = re.escape(form).replace(r"\-", "-")
    for letters, name in (("yyyy", "y"), ("MM", "m"), ("dd", "d"), ("HH", "H"), ("mm", "M"), ("ss", "S")):
        pattern = pattern.replace(letters, f"(?P<{name}>[0-9]{{{len(letters)}}})")
    shape = re.fullmatch(pattern, text)
    if not shape or zone is None:
        return text
    part = {name: int(value) for name, value in shape.groupdict().items()}
    local = oracle.datetime.datetime(part["y"], part["m"], part["d"], part.get("H", 0), part.get("M", 0), part.get("S", 0),
                                     tzinfo=oracle.zoneinfo.ZoneInfo(zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise Reject("", "time.dst")
    return nanoseconds_text(int(local.timestamp()) * oracle.SECOND)


def nanoseconds_text(at):
    import credits
    return credits.instant(at)
