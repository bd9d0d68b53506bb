#!/usr/bin/env python3
"""A slow, plain, exact second implementation of `assay run`, to hold the real one against.

Every amount is an int or a Fraction; nothing is ever a float. Each function says which rule of the
specification it obeys: "I" is the page on the interface, "D" on the domain, "B" on bad input, followed by
the section. Where those pages leave a choice, the comment starts with "Choice:".

    python3 oracle.py WORKSPACE OUT_DIR [--period 2026-08 | --from DAY --to DAY | --last N]
                      [--as-known-at T] [--tally]
"""
import argparse
import collections
import datetime
import gzip
import json
import os
import re
import sys
import zlib
import zoneinfo
from fractions import Fraction

# ------------------------------------------------------------------------------------------ names

TOKEN_CLASSES = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning",
                 "audio_input", "audio_output", "image_input", "image_output", "audio_cache_read"]
# Their columns came later: they are the last of facts.csv.
LATER_CLASSES = TOKEN_CLASSES[-3:]
# What decides the band of context.
BAND_CLASSES = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "image_input"]
UNIT_CLASSES = TOKEN_CLASSES + ["image", "request", "search", "second"]
QUANTITY_OF_COLUMN = {name + "_tokens": name for name in TOKEN_CLASSES if name not in LATER_CLASSES}
QUANTITY_OF_COLUMN.update({"images": "image", "searches": "search", "seconds": "second"})
EARLY_COLUMNS = list(QUANTITY_OF_COLUMN)
LATER_COLUMNS = [name + "_tokens" for name in LATER_CLASSES]
QUANTITY_OF_COLUMN.update({name + "_tokens": name for name in LATER_CLASSES})
QUANTITY_COLUMNS = list(QUANTITY_OF_COLUMN)
ID_COLUMNS = ["request_id", "user_id", "account_id"]
NAME_COLUMNS = ["tier", "provider", "model", "service", "service_tier", "region", "capability",
                "quality_level", "currency"]
TIME_COLUMNS = ["request_started_at", "request_completed_at"]
CREDIT_COLUMNS = ["credits_deducted", "balance_before", "balance_after"]
KNOWN_COLUMNS = (ID_COLUMNS + NAME_COLUMNS + TIME_COLUMNS + CREDIT_COLUMNS + QUANTITY_COLUMNS
                 + ["status", "byok", "vendor_cost_usd", "multiplier"])
STATUSES = ["completed", "partial", "cancelled", "failed"]
MODEL_CLASSES = ["free", "budget", "standard", "premium"]
LEVELS = ["combination", "model", "provider", "tier", "default"]
ALWAYS, NEVER = -10**30, 10**30          # before and after every instant
BASE = None                              # the band without context_over
UNKNOWN = object()                         # a price that is charged and not known


class Refused(Exception):
    """The run cannot go on: exit 1."""


class Reject(Exception):
    """One row cannot be used."""

    def __init__(self, column, code):
        super().__init__(column, code)
        self.column, self.code = column, code


# ---------------------------------------------------------------------------------------- numbers

def decimal_text(value):
    """I §3: plain decimal, no exponent, no trailing zeros, minus only before a non-zero value."""
    value = Fraction(value)
    places = 0
    while 10**places % value.denominator:
        places += 1
        if places > 100:
            raise ArithmeticError(f"{value} has no end as a decimal")
    digits = str(abs(value.numerator) * (10**places // value.denominator)).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if value < 0 else "") + whole + ("." + part if part else "")


def half_even_text(value, places):
    """I §3: percents, points and other quotients; None is blank."""
    if value is None:
        return ""
    return decimal_text(Fraction(round(Fraction(value) * 10**places), 10**places))


def half_up(value, places):
    """D §6: to the ledger's scale. Choice: a negative half goes away from zero."""
    units = (abs(Fraction(value)) * 10**places + Fraction(1, 2)) // 1
    return Fraction(units if value >= 0 else -units, 10**places)


def ceiling(value):
    return -((-Fraction(value)) // 1)


def number_shape_fault(text, column):
    """B Numbers: which code a text gets that is no plain number."""
    digits_and_signs = re.fullmatch(r"[+-]?[0-9][0-9., ]*", text)
    if re.search(r"[$€£¥]", text) or re.fullmatch(r"[+-]?[0-9.,]+ ?[A-Z]{3}|[A-Z]{3} ?[+-]?[0-9.,]+", text):
        return Reject(column, "num.currency")
    if digits_and_signs and re.search(r"[, ]", text) or re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}", text):
        return Reject(column, "num.comma")
    if re.fullmatch(r"[+-][0-9]+(\.[0-9]+)?", text):
        return Reject(column, "num.sign")
    return Reject(column, "num.form")


def check_hidden(text, column):
    """B Encoding: a byte order mark or a control character inside a number, a time or a word."""
    if "\ufeff" in text:
        raise Reject(column, "enc.bom")
    if any(is_control(c) for c in text):
        raise Reject(column, "text.control")


def read_count(text, column):
    """B Numbers: a whole number; blank is None; 10.0 is 10; at most 10^12."""
    text = text.strip(" \t")
    if text == "":
        return None
    check_hidden(text, column)
    shape = re.fullmatch(r"([0-9]+)(?:\.([0-9]+))?", text)
    if not shape:
        raise number_shape_fault(text, column)
    if (shape[2] or "").strip("0"):
        raise Reject(column, "num.fraction")
    if shape[2] == "000" and 0 < int(shape[1]) < 1000:
        raise Reject(column, "num.comma")                      # 12.000 is 12 or 12000
    if int(shape[1]) > 10**12:
        raise Reject(column, "num.range")
    return int(shape[1])


def read_decimal(text, column, places, largest, signed):
    """B Numbers: a decimal of at most `places` places (zeros beyond are fine); blank is None."""
    text = text.strip(" \t")
    if text == "":
        return None
    check_hidden(text, column)
    shape = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?", text)
    if not shape or (shape[1] and not signed):
        raise number_shape_fault(text, column)
    part = (shape[3] or "").rstrip("0")
    if len(part) > places:
        raise Reject(column, "num.scale")
    value = Fraction(int(shape[2] + part), 10**len(part))
    if value > largest:
        raise Reject(column, "num.range")
    return -value if shape[1] else value


# ------------------------------------------------------------------------------------------ times

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))",
                     re.ASCII)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
SECOND = 10**9


def nanoseconds(year, month, day, hour=0, minute=0, second=0):
    moment = datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)
    delta = moment - EPOCH
    return (delta.days * 86400 + delta.seconds) * SECOND


FIRST_INSTANT, END_INSTANT = nanoseconds(2015, 1, 1), nanoseconds(2100, 1, 1)


def read_instant(text, column):
    """B Times: RFC 3339 to UTC nanoseconds, or the code of what is wrong."""
    if text == "":
        raise Reject(column, "time.empty")                     # Choice of code
    check_hidden(text, column)
    shape = INSTANT.fullmatch(text)
    if not shape:
        if re.fullmatch(r"[0-9]{5}([.,][0-9]+)?", text) and 42005 <= int(text[:5]) <= 73050:
            raise Reject(column, "time.serial")                # a spreadsheet's days from 2015 to 2099
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise Reject(column, "time.epoch")
        raise Reject(column, "time.zone")                      # Choice of code
    year, month, day, hour, minute, second = (int(shape[n]) for n in range(1, 7))
    fraction = shape[7] or ""
    if len(fraction) > 9 or int(shape[9] or 0) > 23 or int(shape[10] or 0) > 59:
        raise Reject(column, "time.range")                     # Choice of code for ten decimals
    leap = second == 60
    try:
        at = nanoseconds(year, month, day, hour, minute, 59 if leap else second)
    except ValueError:
        raise Reject(column, "time.range") from None
    offset = (int(shape[9] or 0) * 60 + int(shape[10] or 0)) * 60 * SECOND
    at -= -offset if shape[8] == "-" else offset
    if leap:
        utc = EPOCH + datetime.timedelta(seconds=at // SECOND)
        if (utc.month, utc.day, utc.hour, utc.minute) not in ((6, 30, 23, 59), (12, 31, 23, 59)):
            raise Reject(column, "time.range")
        at += SECOND - 1
    else:
        at += int(fraction.ljust(9, "0"))
    if not FIRST_INSTANT <= at < END_INSTANT:
        raise Reject(column, "time.window")
    return at


def book_instant(text, blank):
    """I §1: a date in a book or in settings is a day (midnight UTC) or an instant."""
    if text == "":
        return blank
    try:
        return read_instant(text + "T00:00:00Z" if DAY.fullmatch(text) else text, "")
    except Reject as fault:
        raise Refused(f"bad date {text!r}: {fault.code}") from None


# ---------------------------------------------------------------------------------- CSV, as bytes

END_OF_LINE = re.compile(rb"\r\n|\n|\r")


def file_bytes(path):
    """B Files, Encoding: gzip by its magic, the first byte order mark dropped, UTF-16 refused."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        raise Refused(f"{path}: [gz.cut]") from None
    if not data:
        raise Refused(f"{path}: [file.empty]")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\0":
        raise Refused(f"{path}: [enc.utf16]")
    return data[3:] if data[:3] == b"\xef\xbb\xbf" else data


def csv_records(data, delimiter):
    """B CSV: yields (physical line, fields as bytes or None, code of the fault or None).

    Empty lines, and those of delimiters alone, are no records. After a misplaced quote the record ends at the next line end."""
    position, line = 0, 1
    while position < len(data):
        newline = END_OF_LINE.search(data, position)
        end, after = newline.span() if newline else (len(data), len(data))
        raw, fault = data[position:end], None
        if b'"' in raw:
            fields, fault, end, after = quoted_record(data, position, delimiter)
        else:
            fields = raw.split(delimiter)
        is_blank = not fault and len(fields) > 1 and not any(field.strip(b" \t") for field in fields)
        if end > position and not is_blank:
            too_long = end - position > 2 << 20 or (fields and max(map(len, fields)) > 1 << 20)
            yield line, fields, fault or ("csv.long" if too_long else None)
        line += len(END_OF_LINE.findall(data[position:after]))
        position = after


def quoted_record(data, position, delimiter):
    """One record with quotes: (fields, fault, where it ends, where the next one starts)."""
    fields = []
    while True:
        field = bytearray()
        quoted = data[position:position + 1] == b'"'
        if quoted:
            position += 1
            while True:
                close = data.find(b'"', position)
                if close < 0:
                    raise Refused("[csv.open] a quote is never closed")
                field += data[position:close]
                position = close + 1
                if data[position:position + 1] != b'"':
                    break
                field += b'"'
                position += 1
        else:
            while position < len(data) and data[position] not in b"\r\n" + delimiter + b'"':
                field.append(data[position])
                position += 1
        fields.append(bytes(field))
        newline = END_OF_LINE.search(data, position)
        end, after = newline.span() if newline else (len(data), len(data))
        if position == end:
            return fields, None, end, after
        if data[position:position + 1] != delimiter:
            return fields, "csv.quote", end, after
        position += 1


def header_names(data, delimiter):
    """B CSV: names trimmed and case-folded; None where this delimiter makes no clean header."""
    first = next(csv_records(data, delimiter), None)
    if first is None or first[0] != 1 or first[2]:
        return None
    try:
        return [field.decode("utf-8").strip().casefold() for field in first[1]]
    except UnicodeDecodeError:
        return None


# ------------------------------------------------------------------------------------------ books

def read_book(workspace, name, required):
    """I §1: rows of one book as dicts (lower-case header names, blank where absent)."""
    path = os.path.join(workspace, name)
    if not os.path.exists(path):
        return []
    data, rows, names = file_bytes(path), [], None
    for line, fields, fault in csv_records(data, b","):
        if fault or (names and len(fields) != len(names)):
            raise Refused(f"{name}:{line}: [{fault or 'csv.fields'}]")
        try:
            fields = [field.decode("utf-8") for field in fields]
        except UnicodeDecodeError:
            raise Refused(f"{name}:{line}: [enc.utf8]") from None
        if names is None:
            names = [field.strip().casefold() for field in fields]
            if len(set(names)) != len(names) or not set(required) <= set(names):
                raise Refused(f"{name}:1: header lacks or repeats a column")
            continue
        row = collections.defaultdict(str, zip(names, fields))
        row["where"] = f"{name}:{line}"
        row["from"] = book_instant(row["effective_from"], ALWAYS)     # Choice: blank is always
        row["to"] = book_instant(row["effective_to"], None)
        row["known"] = book_instant(row["recorded_at"], ALWAYS)
        if row["to"] is not None and row["to"] <= row["from"]:
            raise Refused(f"{name}:{line}: ends before it starts")
        rows.append(row)
    return rows


def unsigned(row, column, places, largest, default=None):
    text = row[column]
    if text == "" and default is not None:
        return default
    try:
        value = read_decimal(text, column, places, largest, signed=False)
    except Reject as fault:
        raise Refused(f"{row['where']}: {column}: [{fault.code}]") from None
    if value is None:
        raise Refused(f"{row['where']}: {column} is blank")
    return value


def boolean(text, default):
    """I §1: true, false, 1, 0 in any case."""
    word = text.lower() if text.isascii() else text
    if word == "":
        return default
    return {"true": True, "1": True, "false": False, "0": False}.get(word)


def periods(rows, key_columns, known_at, overlap_refused):
    """I §1: what of a dated book counts, by key: corrections applied, open ends cut at the next row.

    Of rows with one key and effective_from the one recorded last (and by `known_at`) stands."""
    seen, by_key = set(), collections.defaultdict(dict)
    for row in rows:
        key = tuple(row[column] for column in key_columns)
        if (key, row["from"], row["known"]) in seen:
            raise Refused(f"{row['where']}: same key, effective_from and recorded_at as another row")
        seen.add((key, row["from"], row["known"]))
        if row["known"] <= known_at:
            standing = by_key[key].get(row["from"])
            if standing is None or standing["known"] < row["known"]:
                by_key[key][row["from"]] = row
    book = {}
    for key, by_start in by_key.items():
        book[key] = [by_start[start] for start in sorted(by_start)]
        for row, following in zip(book[key], book[key][1:] + [None]):
            next_start = following["from"] if following else NEVER
            row["end"] = next_start if row["to"] is None else row["to"]
            if overlap_refused and row["end"] > next_start:
                raise Refused(f"{row['where']}: overlaps {following['where']}")
    return book


def in_force(rows, at):
    return [row for row in rows if row["from"] <= at < row["end"]]


def one_in_force(book, key, at):
    found = in_force(book.get(key, []), at)
    return found[-1] if found else None


class Books:
    """Everything dated, as known at one moment."""

    def __init__(self, workspace, known_at=NEVER):
        self.workspace, self.known_at = workspace, known_at
        self.prices = self.read_prices()
        self.derivations = self.read_derivations()
        self.multipliers = self.read_multipliers()
        self.aliases = periods(read_book(workspace, "aliases.csv", ["provider", "alias", "model"]),
                               ["provider", "alias"], known_at, overlap_refused=False)
        self.models = self.read_models()
        self.plans = self.read_plans()
        self.accounts = periods(read_book(workspace, "accounts.csv", ["account_id", "plan"]), ["account_id"],
                                known_at, overlap_refused=True)
        self.rates = self.read_rates()

    def read_prices(self):
        """I §1 prices: checked rows by (provider, model), then by class, service tier, region, band."""
        rows = []
        folder = os.path.join(self.workspace, "prices")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        for name in names:
            if name.endswith(".csv"):
                rows += read_book(self.workspace, "prices/" + name,
                                  ["provider", "model", "unit_class", "price_usd", "effective_from"])
        for row in rows:
            if row["unit_class"] not in UNIT_CLASSES:
                raise Refused(f"{row['where']}: unknown unit_class")
            row["service_tier"] = row["service_tier"] or "standard"
            per = unsigned(row, "per", 0, 10**12, 10**6 if row["unit_class"] in TOKEN_CLASSES else 1)
            if per == 0:
                raise Refused(f"{row['where']}: per is 0")
            row["price"] = UNKNOWN                             # blank: charged, price not known
            if row["price_usd"] != "":
                row["price"] = unsigned(row, "price_usd", 18, 10**18) / per
                if (row["price"] * 10**18).denominator != 1 or row["price"] > 10**6:
                    raise Refused(f"{row['where']}: price does not fit")
            row["band"] = BASE if row["context_over"] == "" else unsigned(row, "context_over", 0, 10**12)
        key = ["provider", "model", "unit_class", "service_tier", "region", "band"]
        book = collections.defaultdict(dict)
        for (provider, model, *rest), found in periods(rows, key, self.known_at, True).items():
            book[provider, model][tuple(rest)] = found
        return book

    def read_derivations(self):
        """I §1 derivations. Choice: overlaps are allowed, the latest effective_from decides."""
        rows = read_book(self.workspace, "derivations.csv",
                         ["provider", "unit_class", "service_tier", "from_unit_class", "factor"])
        for row in rows:
            if not {row["unit_class"], row["from_unit_class"]} <= set(UNIT_CLASSES) | {""}:
                raise Refused(f"{row['where']}: unknown unit class")
            if not row["region"]:
                row["service_tier"] = row["service_tier"] or "standard"
            row["names"] = [name.strip() for name in row["models"].split(";") if name.strip()]
            row["names_key"] = tuple(sorted(set(row["names"])))
            row["times"] = unsigned(row, "factor", 18, 10**6)
        book = periods(rows, ["provider", "unit_class", "service_tier", "region", "names_key"], self.known_at, False)
        return [row for found in book.values() for row in found]

    def read_multipliers(self):
        """D §4, I §1: only approved rows, and none whose approver asked for it; the others are as if absent."""
        rows = []
        for row in read_book(self.workspace, "multipliers.csv", ["level", "tier", "provider", "model",
                                                                 "multiplier", "status"]):
            if row["level"] not in LEVELS or row["status"] not in ("pending", "approved", "rejected"):
                raise Refused(f"{row['where']}: unknown level or status")
            named = {c for c in ("tier", "provider", "model") if row[c]}
            allowed = {"combination": [{"tier", "model"}, {"tier", "provider"}, {"tier", "provider", "model"}],
                       "model": [{"model"}, {"provider", "model"}], "provider": [{"provider"}],
                       "tier": [{"tier"}], "default": [set()]}[row["level"]]
            if named not in allowed:                    # Choice: a level names its own columns only
                raise Refused(f"{row['where']}: columns do not fit the level")
            row["times"] = unsigned(row, "multiplier", 6, 1000)
            own = row["approved_by"] != "" and row["approved_by"] == row["requested_by"]
            if row["status"] == "approved" and not own:
                rows.append(row)
        return periods(rows, ["level", "tier", "provider", "model"], self.known_at, True)

    def read_models(self):
        rows = read_book(self.workspace, "models.csv", ["provider", "model", "class"])
        for row in rows:
            if row["class"] not in MODEL_CLASSES + [""]:
                raise Refused(f"{row['where']}: unknown class")
        return periods(rows, ["provider", "model"], self.known_at, True)

    def read_plans(self):
        rows = read_book(self.workspace, "plans.csv", ["tier", "is_free"])
        for row in rows:
            row["free"] = boolean(row["is_free"], False)
            if row["free"] is None:
                raise Refused(f"{row['where']}: is_free is no boolean")
            text = row["target_margin_percent"]
            try:
                row["target"] = read_decimal(text, "target", 18, 10**6, signed=True)
            except Reject as fault:
                raise Refused(f"{row['where']}: target: [{fault.code}]") from None
        return periods(rows, ["tier"], self.known_at, True)

    def read_rates(self):
        """I §3 Currency: USD per unit by day and currency; recorded_at corrects as in the other books."""
        found, rates = {}, {}
        for row in read_book(self.workspace, "fx.csv", ["day", "currency", "usd_per_unit"]):
            key = row["day"], row["currency"]
            if not DAY.fullmatch(row["day"]) or (key, row["known"]) in found:
                raise Refused(f"{row['where']}: bad or repeated day")
            found[key, row["known"]] = unsigned(row, "usd_per_unit", 18, 10**9)
        for key, known in sorted(found):
            if known <= self.known_at:
                rates[key] = found[key, known]
        return rates


# --------------------------------------------------------------------------------------- settings

DEFAULTS = {"time_zone": "UTC", "credit_value_usd": "0.01", "credit_increment": "0.1",
            "ledger_cost_decimals": 8, "cost_tolerance_usd": "0", "default_multiplier": "1.5",
            "charge": ["completed", "partial", "cancelled"],
            "byok_markup_percent": {"free": "0", "budget": "5", "standard": "10", "premium": "15"},
            "free_tier": {"budget_credits": "2000", "allowed_models": []}}
LATER_KEYS = ["formats", "mappings", "consumption_order", "watch", "bills", "organization", "credits", "materiality",
              "segments", "batchable_services"]


def relaxed_json(text):
    """I §1: JSON with // and /* */ comments and trailing commas."""
    string = r'"(?:\\.|[^"\\])*"'
    keep = lambda match: match[0] if match[0].startswith('"') else " "
    text = re.sub(string + r"|//[^\n]*|/\*.*?\*/", keep, text, flags=re.DOTALL)
    return json.loads(re.sub(string + r"|,(?=\s*[}\]])", keep, text), parse_float=Fraction)


class Settings:
    """I §1 Settings: defaults, and keys left out of an object keep theirs."""

    def __init__(self, workspace):
        found, path = {}, os.path.join(workspace, "assay.json")
        if os.path.exists(path):
            try:
                found = relaxed_json(file_bytes(path).decode("utf-8"))
            except ValueError as fault:
                raise Refused(f"assay.json: {fault}") from None
        for key in found:
            if key not in DEFAULTS and key not in LATER_KEYS:
                raise Refused(f"assay.json: [cfg.key] {key}")
        get = lambda key: found.get(key, DEFAULTS[key])
        try:
            self.zone = zoneinfo.ZoneInfo(get("time_zone"))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            raise Refused("assay.json: unknown time_zone") from None
        try:
            self.read_figures(get)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise Refused(f"assay.json: {fault}") from None

    def read_figures(self, get):
        self.credit_value = dated_setting(get("credit_value_usd"))
        self.increment = dated_setting(get("credit_increment"))
        if any(value not in (Fraction(1, 100), Fraction(1, 10), 1) for _, _, value in self.increment):
            raise Refused("assay.json: credit_increment is 0.01, 0.1 or 1")
        self.cost_decimals = get("ledger_cost_decimals")
        self.tolerance = Fraction(get("cost_tolerance_usd"))
        self.default_multiplier = Fraction(get("default_multiplier"))
        self.charge = get("charge")
        self.markup = {**DEFAULTS["byok_markup_percent"], **get("byok_markup_percent")}
        self.markup = {name: Fraction(text) for name, text in self.markup.items()}

    def value_at(self, entries, default, tier, at):
        """I §1: an entry naming the tier wins, then the latest `from`. Choice: none at all gives the default."""
        fitting = [entry for entry in entries if entry[1] <= at and entry[0] in (None, tier)]
        if not fitting:
            return Fraction(default)
        return max(fitting, key=lambda entry: (entry[0] is not None, entry[1]))[2]

    def credit_value_at(self, tier, at):
        return self.value_at(self.credit_value, DEFAULTS["credit_value_usd"], tier, at)

    def increment_at(self, tier, at):
        return self.value_at(self.increment, DEFAULTS["credit_increment"], tier, at)

    def day(self, at):
        """D §1: the day in the reporting zone."""
        return (EPOCH + datetime.timedelta(seconds=at // SECOND)).astimezone(self.zone).date().isoformat()


def dated_setting(given):
    """A plain value, or a list of {from, tier, value}, as (tier or None, from, value)."""
    if isinstance(given, str):
        return [(None, ALWAYS, Fraction(given))]
    entries = [(e.get("tier"), book_instant(e.get("from", ""), ALWAYS), Fraction(e["value"])) for e in given]
    if len({entry[:2] for entry in entries}) != len(entries):
        raise Refused("assay.json: two entries with one tier and from")
    return entries


# ----------------------------------------------------------------------------------------- ledger

def is_control(character):
    return character < " " or "\x7f" <= character <= "\x9f"


HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u2060" + "".join(map(chr, [*range(0x202a, 0x202f), *range(0x2066, 0x206a)]))


def check_name(text, column):
    """B Ids: controls, byte order marks, invisible characters, blanks at an end, length."""
    check_hidden(text, column)
    if any(c in HIDDEN for c in text):
        raise Reject(column, "id.hidden")                      # Choice of code
    if text != text.strip():
        raise Reject(column, "id.space")                       # Choice of code
    if len(text.encode("utf-8")) > 256:
        raise Reject(column, "id.long")                        # Choice of code


def says(column, value):
    """Issue trust: rows are compared by values. A blank count is no more than 0; a blank amount is not known."""
    defaults = {"status": "completed", "service": "chat", "service_tier": "standard", "currency": "USD", "byok": False}
    if column in QUANTITY_COLUMNS:
        return value or 0
    return value or defaults.get(column, "") if value in (None, "") else value


class Request:
    """One usage record: what the ledger said, and later what follows from it."""

    def __init__(self, cells, file, line):
        """`cells`: known column to text, in the order of the file. Raises Reject at the first fault:
        cells from left to right, then faults of the row as a whole (Choice)."""
        self.file, self.line = file, line
        self.text = {column: cells.get(column, "") for column in KNOWN_COLUMNS}
        value = self.read_cells(cells)
        get = value.get
        self.said = {column: says(column, value.get(column)) for column in KNOWN_COLUMNS}
        self.id, self.started = self.text["request_id"], value["request_started_at"]
        self.user_id, self.account_id = get("user_id", ""), get("account_id", "")
        self.user = self.user_id or self.account_id
        self.tier, self.provider, self.recorded_model = get("tier", ""), value["provider"], value["model"]
        self.service = get("service") or "chat"
        self.service_tier = get("service_tier") or "standard"
        self.region, self.currency = get("region", ""), get("currency", "")
        self.status, self.byok = get("status") or "completed", bool(get("byok"))
        self.quantity = {name: get(column) or 0 for column, name in QUANTITY_OF_COLUMN.items()}
        self.ledger_cost, self.recorded_credits = get("vendor_cost_usd"), get("credits_deducted")
        if self.status != "failed" and all(get(column) is None for column in QUANTITY_COLUMNS):
            raise Reject("", "qty.none")                       # Choice of code; it is of no cell, so it comes first
        if self.user == "":
            raise Reject("user_id", "id.empty")
        if get("request_completed_at") is not None and get("request_completed_at") < self.started:
            raise Reject("request_completed_at", "time.order")

    def read_cells(self, cells):
        """Every cell; the first fault is raised. An amount below 0 is one where anything was used."""
        value, faults = {}, {}
        for column in cells:
            try:
                value[column] = self.read_cell(column, cells[column])
            except Reject as fault:
                faults[column] = fault
        if any(value.get(column) for column in QUANTITY_COLUMNS):
            for column in ("vendor_cost_usd", "credits_deducted"):
                if (value.get(column) or 0) < 0:
                    faults[column] = Reject(column, "refund.usage")
                    break
        for column in cells:
            if column in faults:
                raise faults[column]
        return value

    def read_cell(self, column, text):
        """B Numbers, Times, Ids: one cell by its type."""
        if column in ("request_id", "provider", "model") and text == "":
            raise Reject(column, "id.empty")
        if column in ID_COLUMNS or column in NAME_COLUMNS:
            check_name(text, column)
            if column in ID_COLUMNS:
                check_id(text, column)
            return text
        if column in TIME_COLUMNS:
            blank = column == "request_completed_at" and text == ""
            return None if blank else read_instant(text, column)
        if column == "status":
            if text not in STATUSES + [""]:
                raise Reject(column, "value.status")           # Choice of code
            return text
        if column == "byok":
            if boolean(text, False) is None:
                raise Reject(column, "value.byok")             # Choice of code
            return boolean(text, False)
        if column == "vendor_cost_usd":
            return read_decimal(text, column, 18, 10**9, signed=True)
        if column == "multiplier":
            return read_decimal(text, column, 6, 1000, signed=False)
        if column in CREDIT_COLUMNS:
            return read_decimal(text, column, 6, 10**12, signed=True)
        if column == "seconds":
            return read_decimal(text, column, 9, 10**12, signed=False)
        return read_count(text, column)


def ledger_paths(workspace, sums=()):
    """I §1: every export below ledger/, by the bytes of its path."""
    found = []
    for folder, _, names in os.walk(os.path.join(workspace, "ledger")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), workspace).replace(os.sep, "/")
            if path in sums:
                continue
            if re.search(r"\.(jsonl|ndjson|json)(\.gz)?$", path):
                raise Refused(f"{path}: this oracle reads CSV and TSV only")
            if re.search(r"\.(csv|tsv)(\.gz)?$", path):
                found.append(path)
    return sorted(found, key=os.fsencode)


def find_delimiter(data, path):
    """B CSV: the one of , ; tab | that yields the required columns; else the file is refused."""
    def complete(names):
        return (names and {"request_id", "request_started_at", "provider", "model"} <= set(names)
                and {"user_id", "account_id"} & set(names) and set(QUANTITY_COLUMNS) & set(names))
    fitting = [d for d in (b",", b";", b"\t", b"|") if complete(header_names(data, d))]
    if len(fitting) != 1:
        raise Refused(f"{path}: [csv.missing] or [csv.delim]")
    names = header_names(data, fitting[0])
    if "" in names or len(set(names)) != len(names):
        raise Refused(f"{path}: [csv.twice]")
    return fitting[0], names


def read_ledger_file(workspace, path):
    """All rows of one export: (requests, rejects as (file, line, column, code))."""
    data = file_bytes(os.path.join(workspace, path))
    delimiter, names = find_delimiter(data, path)
    requests, rejects = [], []
    for number, (line, fields, fault) in enumerate(csv_records(data, delimiter)):
        if number == 0:
            continue
        try:
            requests.append(read_ledger_row(names, fields, fault, path, line))
        except Reject as reject:
            rejects.append((path, line, reject.column, reject.code))
    count = len(requests) + len(rejects)
    if count >= 20 and 2 * len(rejects) > count:
        raise Refused(f"{path}: more than half of the rows fail")
    return requests, rejects


def faulty_column(names, fields, fault):
    """B top: rejects.csv names the column. Choice: a misplaced quote is in the last field that was split off, a
    field that is too long in itself; other faults of the structure are in none."""
    if fault == "csv.quote":
        return names[len(fields) - 1] if len(fields) <= len(names) else ""
    if fault == "csv.long":
        longest = max(range(len(fields)), key=lambda index: len(fields[index]))
        return names[longest] if len(fields[longest]) > 1 << 20 and longest < len(names) else ""
    return ""


TOTALS = {"total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
          "insgesamt"}
NO_IDS = {"nan", "NaN", "NAN", "None", "null", "NULL", "Null", "N/A", "n/a", "<NA>", "<nil>", "<null>", "(null)",
          "undefined", "NaT", "\\N", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!", "#DIV/0!", "#NV",
          "#BEZUG!", "#WERT!", "#ZAHL!", "#FELD!", "#SPILL!", "#ERROR!", "#N/A N/A"}


def unguarded(text):
    """Issue trust: the id within ="0417" or '0417."""
    formula = re.fullmatch(r'="([^"]*)"', text)
    if formula:
        return formula[1]
    if re.match(r"'[0-9]", text):
        return text[1:-1] if text.endswith("'") and len(text) > 2 else text[1:]
    return text


def check_id(text, column):
    """Issue trust: what a spreadsheet or a data frame put in place of an id."""
    if re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]*)?[eE]\+[0-9]{1,3}", text) or re.fullmatch(
            r"-?[0-9][.,][0-9]+[eE]-?[0-9]{1,3}", text):
        raise Reject(column, "id.exponent")
    if text in NO_IDS or re.fullmatch("##+", text):
        raise Reject(column, "id.none")


def read_ledger_row(names, fields, fault, path, line):
    """B CSV: structure first, then encoding, then the cells."""
    if fault is None and len(fields) != len(names):
        fault = "csv.fields"
    if fault:
        raise Reject(faulty_column(names, fields, fault), fault)
    cells = {}
    for name, field in zip(names, fields):
        try:
            cells[name] = field.decode("utf-8")
        except UnicodeDecodeError:
            raise Reject(name, "enc.utf8") from None
    if [text.strip().casefold() for text in cells.values()] == names:
        raise Reject("", "csv.header2")
    if cells["request_id"].strip(" \t").casefold().removesuffix(":") in TOTALS:
        raise Reject("request_id", "csv.total")
    for name in cells.keys() & ID_COLUMNS:
        cells[name] = unguarded(cells[name])
    return Request({name: cells[name] for name in names if name in KNOWN_COLUMNS}, path, line)


# ----------------------------------------------------------------------------------------- prices

def model_fit(row, model):
    """How well the models of a derivation name one: 0 in a row for all, None where they do not."""
    if not row["names"]:
        return 0
    fits = [len(model.encode()) + 1 for name in row["names"] if name == model]
    fits += [len(name.encode()) - 1 for name in row["names"] if name.endswith("*") and model.startswith(name[:-1])]
    return max(fits, default=None)


class PriceSearch:
    """I §1 "which price" for one request: model, place in time and region are fixed.

    Region: with any price of the model for a region, quoted or derived, one without a region is none for a request of
    a region. Choice: "global" and "not_available" are no region unless a row names them."""

    def __init__(self, books, provider, model, region, at):
        self.books, self.provider, self.model, self.at = books, provider, model, at
        rows = books.prices.get((provider, model), {})
        self.rows = {key: row for key, found in rows.items() for row in in_force(found, at)}
        self.rules = [row for row in in_force(books.derivations, at)
                      if row["provider"] in (provider, "*") and model_fit(row, model) is not None]
        named = {key[2] for key in self.rows} | {row["region"] for row in self.rules}
        if region in ("global", "not_available") and region not in named:
            region = ""
        self.region = region if named - {""} else ""

    def band(self, total_input):
        """The largest context_over that the total input exceeds, whatever row states it."""
        below = [key[3] for key in self.rows if key[3] is not BASE and key[3] < total_input]
        return max(below, default=BASE)

    def price(self, unit_class, service_tier, band):
        """(price, how it was found) in the request's band, then in the base band; None if neither."""
        found = self.answer(unit_class, service_tier, band)
        return None if found is UNKNOWN else found

    def answer(self, unit_class, service_tier, band):
        """The same; UNKNOWN where it is charged at a price that is not known."""
        found = self.in_band(unit_class, service_tier, self.region, band, ())
        if found is None and band is not BASE:
            found = self.in_band(unit_class, service_tier, self.region, BASE, ())
            found = found and found is not UNKNOWN and (found[0], found[1] + ["base instead of band"]) or found
        other = self.stand_in(unit_class, service_tier) if found is None else None
        return self.answer(other, service_tier, band) if other else found

    def stand_in(self, unit_class, service_tier):
        """The class that has the price of one without: images are text where no price of images is quoted, cached audio is
        cached text where audio costs what text does."""
        if unit_class == "image_input":
            return None if {"image_input", "image_output"} & {key[0] for key in self.rows} else "input"
        if unit_class == "audio_cache_read":
            audio, text = (self.price(name, service_tier, BASE) for name in ("audio_input", "input"))
            return "cache_read" if audio and text and audio[0] == text[0] else None
        return None

    def in_band(self, unit_class, service_tier, region, band, underway):
        row = self.rows.get((unit_class, service_tier, region, band))
        if row:
            return UNKNOWN if row["price"] is UNKNOWN else (
                row["price"], ["quoted in region" if region else "quoted", row["where"]])
        found = self.derived(unit_class, service_tier, region, band, underway)
        if found is None and region and self.in_band(unit_class, service_tier, "", band, underway) is not None:
            return UNKNOWN
        return found

    def derived(self, unit_class, service_tier, region, band, underway):
        """The best derivation that fits, or nothing. Choice: one that leads back to itself has no source.

        Choice: one for the region wins over one for none, then the provider, class, region, tier and models that are
        named, then the latest."""
        fitting = [row for row in self.rules if row["unit_class"] in (unit_class, "")
                   and (row["region"] in (region, "*") and row["service_tier"] in (service_tier, "") if row["region"]
                        and region else not row["region"] and row["service_tier"] == service_tier)]
        if not fitting or (unit_class, service_tier, region) in underway:
            return None
        best = max(fitting, key=lambda row: (
            row["region"] != "", row["provider"] != "*", row["unit_class"] != "", row["region"] != "*",
            row["service_tier"] != "", model_fit(row, self.model), row["from"]))
        source_class = best["from_unit_class"] or unit_class
        source_tier = service_tier if best["from_unit_class"] or best["region"] else "standard"
        source_region = "" if best["region"] else region
        found = self.in_band(source_class, source_tier, source_region, band,
                             underway + ((unit_class, service_tier, region),))
        if found is None or found is UNKNOWN:
            return found
        return found[0] * best["times"], ["derived", best["where"]] + found[1]


# ----------------------------------------------------------------------------------------- rating

def rate(request, books, settings):
    """Fill in everything that follows from the books and settings."""
    r = request
    r.day = settings.day(r.started)
    r.tier = r.tier or tier_of_account(r, books)
    r.model, alias_is_clear = resolve_alias(r, books)
    r.plan = one_in_force(books.plans, (r.tier,), r.started)    # Choice: known means in force at the start
    r.free = bool(r.plan and r.plan["free"])
    r.target = r.plan["target"] if r.plan else None
    r.charged = r.status in settings.charge
    r.notional = vendor_cost(r, books) if alias_is_clear else None
    r.rated = r.notional is not None
    r.recorded_cost = recorded_usd(r, books)
    r.value = settings.credit_value_at(r.tier, r.started)
    if r.rated:
        r.cost = Fraction(0) if r.byok else r.notional
        r.credits = expected_credits(r, books, settings)
        r.list_revenue = r.credits * r.value
        r.revenue = Fraction(0) if r.free else r.list_revenue
    else:
        r.notional = r.cost = r.credits = r.list_revenue = r.revenue = Fraction(0)
    reconcile(r, settings)
    deducted = r.credits if r.recorded_credits is None else r.recorded_credits
    r.deducted = deducted
    r.negative = r.rated and not r.byok and not r.free and r.charged and deducted * r.value < r.cost and r.cost > 0


def tier_of_account(r, books):
    """docs/FORMATS.md Tiers: where the ledger states none, the plan of the account or, without one, of the user."""
    row = one_in_force(books.accounts, (r.account_id or r.user_id,), r.started)
    return row["plan"] if row else ""


def is_refund(r):
    """A row without usage whose recorded amounts are below 0, or 0."""
    amounts = [x for x in (r.ledger_cost, r.recorded_credits) if x is not None]
    return not any(r.quantity.values()) and max(amounts, default=0) <= 0 and min(amounts, default=0) < 0


def resolve_alias(r, books):
    """I §1, B References: the name at the start; two names at once make the row unpriced (name kept)."""
    names = {row["model"] for row in in_force(books.aliases.get((r.provider, r.recorded_model), []), r.started)}
    if len(names) > 1:
        return r.recorded_model, False
    return (names.pop() if names else r.recorded_model), True


def vendor_cost(r, books):
    """D §3: classes by their price, plus the fee per request; None is unpriced."""
    search = PriceSearch(books, r.provider, r.model, r.region, r.started)
    r.how = {}
    r.band = search.band(sum(r.quantity[c] for c in BAND_CLASSES))
    if not search.rows:
        return None                                            # Choice: no price row in force at the start
    cost = Fraction(0)
    for unit_class, quantity in r.quantity.items():
        if quantity > 0:
            found = search.price(unit_class, r.service_tier, r.band)
            if found is None:
                return None
            r.how[unit_class] = found
            cost += quantity * found[0]
    fee = search.answer("request", r.service_tier, BASE)
    if fee is UNKNOWN:
        return None
    if not fee and uses_what_is_not_counted(r):
        bands = {key[3] for key in search.rows} | {BASE}       # Choice: of any band, as it used more than it counts
        prices = [search.price(unit_class, r.service_tier, band) for unit_class in r.quantity for band in bands]
        if any(found and found[0] for found in prices):
            return None
    if fee:
        r.how["request"] = fee
        cost += fee[0]
    return cost


def uses_what_is_not_counted(r):
    """docs/FORMATS.md: a call of images, sound, pages or queries that did not fail used some, though its counts are 0."""
    words = set(re.findall("[a-z0-9]+", r.service.lower()))
    return r.status != "failed" and not any(r.quantity.values()) and bool(words & {"tts", "stt", "rerank"})


def find_multiplier(r, books, settings):
    """D §4: the first level that has a row; inside it a named provider before any."""
    order = [("combination", r.tier, r.provider, r.model), ("combination", r.tier, "", r.model),
             ("combination", r.tier, r.provider, ""),
             ("model", "", r.provider, r.model), ("model", "", "", r.model),
             ("provider", "", r.provider, ""), ("tier", r.tier, "", ""), ("default", "", "", "")]
    for key in order:
        row = one_in_force(books.multipliers, key, r.started)
        if row and (key[0] not in ("combination", "tier") or r.tier):
            named = "+".join(w for w, v in zip(("tier", "provider", "model"), key[1:]) if v)
            return row["times"], f"{key[0]} {named}"
    return settings.default_multiplier, "setting"


def model_class(r, books):
    """I §1: models.csv, else free by the name's ending, else none."""
    row = one_in_force(books.models, (r.provider, r.model), r.started)
    if row and row["class"]:
        return row["class"]
    return "free" if r.model.endswith(":free") else None       # Choice: the ending, of the name after aliases


def expected_credits(r, books, settings):
    """D §5: one ceiling; BYOK pays its platform fee; a status that is not charged pays nothing."""
    r.multiplier, r.level, r.model_class = None, "", None
    if r.byok:
        r.model_class = model_class(r, books)
        charge = r.notional * settings.markup.get(r.model_class, Fraction(0)) / 100
    else:
        r.multiplier, r.level = find_multiplier(r, books, settings)
        charge = r.cost * r.multiplier
    if not r.charged:
        return Fraction(0)
    increment = settings.increment_at(r.tier, r.started)
    return ceiling(charge / r.value / increment) * increment


def recorded_usd(r, books):
    """I §3 Currency: the recorded cost in USD; None if blank or without a rate of the (reporting) day."""
    if r.ledger_cost is None or r.currency in ("", "USD"):
        return r.ledger_cost
    rate_of_day = books.rates.get((r.day, r.currency))
    return None if rate_of_day is None else r.ledger_cost * rate_of_day


def reconcile(r, settings):
    """D §6: cost at the ledger's scale, credits exactly."""
    rounded = lambda cost: None if cost is None else half_up(cost, settings.cost_decimals)
    r.compared_cost = rounded(r.recorded_cost)
    r.expected_cost = rounded(r.cost) if r.rated else None
    r.expected_credits = r.credits if r.rated else None
    r.cost_class = compare(r.compared_cost, r.expected_cost, settings.tolerance)
    r.credits_class = compare(r.recorded_credits, r.expected_credits, 0)


def compare(recorded, expected, tolerance):
    if expected is None:
        return "unpriced"
    if recorded is None:
        return "not_recorded"
    if recorded == expected:
        return "matched"
    return "rounding" if abs(recorded - expected) <= tolerance else "mismatch"


# -------------------------------------------------------------------------------------------- run

class Run:
    """Reads, sorts rows into their six kinds, rates what counts."""

    def __init__(self, workspace, options, sums=()):
        """`sums`: paths of exports that are sums of many requests, and no rows."""
        self.settings = Settings(workspace)
        known_at = book_instant(options.as_known_at or "", NEVER)
        self.books = Books(workspace, known_at)
        read, self.rejects = [], []
        for path in ledger_paths(workspace, sums):
            requests, rejects = read_ledger_file(workspace, path)
            read += requests
            self.rejects += rejects
        self.rows_read = len(read) + len(self.rejects)
        self.realised = None
        inside = self.in_period(read, options)
        self.outside = len(read) - len(inside)
        self.rows, self.repeats, first = [], [], {}
        for request in inside:
            rate(request, self.books, self.settings)
            known = first.setdefault(request.id, request)
            if known is request:
                self.rows.append(request)
            else:
                self.repeats.append(("duplicate" if request.said == known.said else "conflict", request))
        kinds = [len([r for r in self.rows if r.rated]), len([r for r in self.rows if not r.rated]),
                 len(self.repeats), len(self.rejects), self.outside]
        assert sum(kinds) == self.rows_read, "rows got lost"

    def in_period(self, requests, options):
        """I §2: months and days of the reporting zone; --last counts back from the last day read."""
        day = self.settings.day
        days = [day(r.started) for r in requests]
        start, end, month = options.start or "", options.end or "9999", options.period or ""
        if options.last and days:
            last = datetime.date.fromisoformat(max(days))
            start = (last - datetime.timedelta(days=options.last - 1)).isoformat()
        self.days = (start, end) if start or options.end else ()
        return [r for r, d in zip(requests, days) if start <= d < end and d.startswith(month)]

    def exit_status(self):
        """I §2: 2 if a row was rejected, unpriced or in conflict."""
        conflicts = any(kind == "conflict" for kind, _ in self.repeats)
        return 2 if self.rejects or conflicts or any(not r.rated for r in self.rows) else 0


# ---------------------------------------------------------------------------------------- outputs

def text_cell(value):
    """B Security, I §3: formula-like text gets one apostrophe and quotes; else quotes only where needed."""
    neutral = re.match("'*[=+\\-@\t\r\n＝＋－＠]", value)
    value = "'" + value if neutral else value
    if neutral or re.search('[,"\r\n]', value):
        return '"' + value.replace('"', '""') + '"'
    return value


def cell(value):
    """Text is str; numbers are int or Fraction; None is blank; bytes are finished cells."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode()
    return text_cell(value) if isinstance(value, str) else decimal_text(value)


def percent(value):
    return half_even_text(value, 4).encode()


def write_table(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns) + "\n")
        for row in rows:
            assert len(row) == len(columns), name
            file.write(",".join(cell(value) for value in row) + "\n")


def key_bytes(key):
    """I §3: keys compare column by column by their UTF-8 bytes."""
    return tuple(part.encode("utf-8") for part in key)


def group(rows, key):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [(k, groups[k]) for k in sorted(groups, key=key_bytes)]


def total(rows, name):
    return sum((getattr(r, name) or 0 for r in rows), Fraction(0))


def known(rows, name):
    """The sum of what is known of some rows: of those with a price; None where there are rows, and none has one."""
    return total(rows, name) if any(r.rated for r in rows) or not rows else None


def known_revenue(rows):
    """Free tiers earn 0, whatever is known of their requests."""
    return known([r for r in rows if not r.free], "revenue")


def known_margin(rows):
    return minus(known_revenue(rows), known(rows, "cost"))


def stated(rows, name):
    """The sum of a recorded figure; None where none was recorded."""
    return total(rows, name) if any(getattr(r, name) is not None for r in rows) else None


def unpriced(rows):
    return count(rows, lambda r: not r.rated)


def count(rows, test):
    return sum(1 for r in rows if test(r))


def ratio(part, whole):
    """A percent of zero is blank."""
    return Fraction(part) * 100 / whole if whole else None


def ratio_or_none(part, whole):
    return None if part is None or whole is None else ratio(part, whole)


def minus(a, b):
    return None if a is None or b is None else a - b


def summary_rows(run):
    """I §3 summary.csv."""
    rows = run.rows
    rated = [r for r in rows if r.rated]
    margin = known_margin(rows)
    revenue = known_revenue(rows)
    of_revenue = lambda test: None if revenue is None else total([r for r in rated if test(r)], "revenue")
    unconverted = count(rows, lambda r: r.ledger_cost is not None and r.recorded_cost is None)
    compared = [r for r in rated if r.recorded_credits is not None]
    # Choice: what a refund gives back was charged before, so it is no undercharge.
    off = [r.recorded_credits - r.credits for r in rated if r.credits_class == "mismatch" and not is_refund(r)]
    return [
        ("rows_read", run.rows_read), ("rows_rated", len(rated)), ("rows_unpriced", len(rows) - len(rated)),
        ("rows_duplicate", sum(kind == "duplicate" for kind, _ in run.repeats)),
        ("rows_conflict", sum(kind == "conflict" for kind, _ in run.repeats)),
        ("rows_rejected", len(run.rejects)), ("rows_outside_period", run.outside),
        ("users", len({r.user for r in rows})), ("days", len({r.day for r in rows})),
        ("cost_matched", count(rows, lambda r: r.cost_class == "matched")),
        ("cost_rounding", count(rows, lambda r: r.cost_class == "rounding")),
        ("cost_mismatched", count(rows, lambda r: r.cost_class == "mismatch")),
        ("credits_matched", count(rows, lambda r: r.credits_class == "matched")),
        ("credits_mismatched", count(rows, lambda r: r.credits_class == "mismatch")),
        ("vendor_cost_usd", known(rows, "cost")), ("recorded_cost_usd", stated(rows, "recorded_cost")),
        ("credits", known(rows, "credits")), ("recorded_credits", stated(rows, "recorded_credits")),
        ("list_revenue_usd", known(rows, "list_revenue")), ("revenue_usd", revenue),
        ("margin_usd", margin), ("margin_percent", percent(ratio_or_none(margin, revenue))),
        ("negative_margin_requests", None if margin is None else count(rows, lambda r: r.negative)),
        # Nobody knows whether requests without a plan are free.
        ("free_tier_loss_usd", known([r for r in rows if r.free], "cost")
         if any(r.free for r in rows) or all(r.plan for r in rows) else None),
        ("overcharged_credits", sum((d for d in off if d > 0), Fraction(0)) if compared else None),
        ("undercharged_credits", sum((-d for d in off if d < 0), Fraction(0)) if compared else None),
        ("uncharged_failed_cost_usd", known([r for r in rows if not r.charged], "cost")),
        ("costs_recorded", count(rows, lambda r: r.recorded_cost is not None)),
        ("costs_not_recorded", count(rows, lambda r: r.recorded_cost is None) - unconverted),
        ("costs_not_converted", unconverted),
        ("credits_recorded", count(rows, lambda r: r.recorded_credits is not None)),
        ("credits_not_recorded", count(rows, lambda r: r.recorded_credits is None)),
        ("default_multiplier_revenue_usd", of_revenue(lambda r: r.level == "setting")),
        ("unlisted_tier_revenue_usd", of_revenue(lambda r: r.plan is None)),
        ("costs_compared", count(rows, lambda r: r.cost_class in COMPARED)),
        ("credits_compared", count(rows, lambda r: r.credits_class in COMPARED)),
        ("paid_requests_without_price", count(rows, lambda r: not r.free and not r.rated)),
        # These workspaces have no closed months, so that nothing was learned of any.
        ("prior_period_vendor_cost_usd", ""), ("prior_period_revenue_usd", ""), ("prior_period_realised_usd", ""),
        ("unpriced_resets", "" if run.realised is None else len(run.realised.audit.replay.unpriced))]


COMPARED = ("matched", "rounding", "mismatch")
FACT_DIMENSIONS = ["day", "tier", "provider", "model", "service", "service_tier", "status", "byok",
                   "account_id", "user_id"]
FACT_MEASURES = ["requests"] + EARLY_COLUMNS + [
    "vendor_cost_usd", "notional_cost_usd", "credits", "list_revenue_usd", "revenue_usd", "recorded_cost_usd",
    "recorded_credits", "matched", "rounding", "mismatched", "unpriced", "negative_margin_requests"] + LATER_COLUMNS + [
    "costs_not_recorded", "costs_not_converted", "credits_not_recorded", "realised_revenue_usd"]


def fact_class(r):
    """I §3: one of the four, or none if nothing was recorded."""
    if not r.rated:
        return "unpriced"
    if "mismatch" in (r.cost_class, r.credits_class):
        return "mismatched"
    if r.cost_class == "rounding":
        return "rounding"
    return "matched" if "matched" in (r.cost_class, r.credits_class) else None


def fact_rows(run):
    def key(r):
        return (r.day, r.tier, r.provider, r.model, r.service, r.service_tier, r.status,
                "true" if r.byok else "false", r.account_id, r.user_id)
    for dimensions, rows in group(run.rows, key):
        used = {column: sum((r.quantity[name] for r in rows), Fraction(0)) for column, name in QUANTITY_OF_COLUMN.items()}
        quantities, later = [used[column] for column in EARLY_COLUMNS], [used[column] for column in LATER_COLUMNS]
        money = [total(rows, name) for name in ("cost", "notional", "credits", "list_revenue", "revenue",
                                                "recorded_cost", "recorded_credits")]
        classes = [count(rows, lambda r: fact_class(r) == name)
                   for name in ("matched", "rounding", "mismatched", "unpriced")]
        unconverted = count(rows, lambda r: r.ledger_cost is not None and r.recorded_cost is None)
        gaps = [count(rows, lambda r: r.recorded_cost is None) - unconverted, unconverted,
                count(rows, lambda r: r.recorded_credits is None)]
        yield [*dimensions, len(rows), *quantities, *money, *classes, count(rows, lambda r: r.negative), *later, *gaps,
               realised(run, rows) or 0]


def realised(run, rows):
    """What credits that were consumed earned (credit_realised.py); None without a ledger of credits."""
    return None if run.realised is None else sum((run.realised.of(r) for r in rows), Fraction(0))


def reconciliation_rows(run):
    """I §3: sums of the compared figures; a side nobody knows is blank."""
    for subject, klass, recorded, expected in (
            ("cost", "cost_class", "compared_cost", "expected_cost"),
            ("credits", "credits_class", "recorded_credits", "expected_credits")):
        def row_class(r):
            # A cost without an exchange rate was recorded.
            abroad = subject == "cost" and r.ledger_cost is not None
            return "not_converted" if abroad and r.cost_class == "not_recorded" else getattr(r, klass)
        for name in ("matched", "rounding", "mismatch", "not_recorded", "not_converted", "unpriced", "total"):
            rows = [r for r in run.rows if name in ("total", row_class(r))]
            if name == "not_converted" and not rows:
                continue
            differences = [minus(getattr(r, recorded), getattr(r, expected)) for r in rows]
            sides = [stated(rows, recorded) if name == "unpriced" else total(rows, recorded), total(rows, expected),
                     sum((d for d in differences if d is not None), Fraction(0))]
            if name in ("not_recorded", "not_converted"):
                sides[0] = sides[2] = None
            if name == "unpriced":
                sides[1] = sides[2] = None
            yield [subject, name, len(rows), *sides]


EXCEPTION_COLUMNS = ["kind", "request_id", "file", "line", "request_started_at", "user_id", "tier", "provider",
                     "model", "recorded_cost_usd", "expected_cost_usd", "cost_difference_usd", "recorded_credits",
                     "expected_credits", "credits_difference", "diagnosis", "evidence"]


def exception_kinds(r):
    """I §3: what is listed of a counted row."""
    cost, credit = r.cost_class == "mismatch", r.credits_class == "mismatch"
    if not r.rated:
        yield "unpriced"
    elif cost or credit:
        yield "cost_and_credits_mismatch" if cost and credit else "cost_mismatch" if cost else "credits_mismatch"
    if r.plan is None:
        yield "unknown_tier"


def exception_rows(run):
    listed = [(kind, r, r.expected_cost, r.expected_credits) for r in run.rows for kind in exception_kinds(r)]
    listed += [(kind, r, None, None) for kind, r in run.repeats]
    listed.sort(key=lambda entry: (os.fsencode(entry[1].file), entry[1].line))       # stable
    for kind, r, cost, credit in listed:
        yield [kind, r.id, r.file, r.line, r.text["request_started_at"], r.user_id, r.tier, r.provider, r.model,
               r.compared_cost, cost, minus(r.compared_cost, cost),
               r.recorded_credits, credit, minus(r.recorded_credits, credit), None, None]


def margin_rows(run, key, by_day):
    """I §3 Money terms: margin against the target that the revenue itself weights; none where a part has no target."""
    for (name,), rows in group(run.rows, lambda r: (key(r),)):
        revenue, cost = total(rows, "revenue"), total(rows, "cost")
        stated = [r for r in rows if r.rated and r.target is not None]
        weight = total(stated, "revenue")
        weighted = sum((r.target * r.revenue for r in stated), Fraction(0))
        target = weighted / weight if weight and weight == revenue else None
        margin = ratio(revenue - cost, revenue)
        left = known_margin(rows)
        earned, unpaid = realised(run, rows), None
        if run.realised is not None:
            unpaid = count(rows, run.realised.is_unknown)
            earned = earned or (None if unpaid or run.realised.end(run).is_before(name if by_day else "") else earned)
        earned_margin = minus(earned, known(rows, "cost"))
        earned_percent = ratio_or_none(earned_margin, earned) if earned is not None and earned > 0 else None
        yield [name, len(rows), known(rows, "cost"), known(rows, "credits"), known(rows, "list_revenue"),
               known_revenue(rows), left, percent(margin), percent(target), percent(minus(margin, target)),
               None if left is None else count(rows, lambda r: r.negative), unpriced(rows),
               earned, earned_margin, percent(earned_percent), unpaid]


def negative_rows(run):
    """I §3: of the deducted credits, worst first."""
    listed = [(r.deducted * r.value - r.cost, os.fsencode(r.file), r.line, r) for r in run.rows if r.negative]
    for margin, _, _, r in sorted(listed, key=lambda entry: entry[:3]):
        yield [r.id, r.text["request_started_at"], r.user_id, r.tier, r.provider, r.model, r.cost, r.deducted,
               r.deducted * r.value, margin]


def revenue_rows(run):
    groups = dict(group(run.rows, lambda r: (r.day[:7], r.tier)))
    earned = {} if run.realised is None else run.realised.tiers()
    for month, tier in sorted({*groups, *earned}, key=key_bytes):
        rows = groups.get((month, tier), [])
        users = len({r.user for r in rows})
        revenue = known_revenue(rows)
        per_user = None if revenue is None else half_even_text(revenue / users if users else None, 8).encode()
        both, missing = (None, None), None
        if run.realised is not None:
            missing = run.realised.unpriced(month, tier)
            blank = missing or run.realised.end(run).is_before(f"{month}-01")
            both = [amount or (None if blank else 0) for amount in earned.get((month, tier), (0, 0))]
        yield [month, tier, users, len(rows), known(rows, "credits"), known(rows, "list_revenue"), revenue, per_user,
               unpriced(rows), *both, missing]


def free_loss_rows(run, key, by_key):
    """I §3: rows of free tiers, unpriced ones too; shares of the file's total cost."""
    groups = group([r for r in run.rows if r.free], lambda r: (key(r),))
    whole = sum((total(rows, "cost") for _, rows in groups), Fraction(0))
    if not by_key:
        groups.sort(key=lambda entry: -total(entry[1], "cost"))                      # stable: equal ones by key
    running = Fraction(0)
    for (name,), rows in groups:
        cost = total(rows, "cost")
        running += cost
        loss = known(rows, "cost")
        yield [name, len(rows), known(rows, "credits"), loss, percent(ratio_or_none(loss, whole)),
               percent(ratio(running, whole)), unpriced(rows)]


def write_outputs(run, folder):
    os.makedirs(folder, exist_ok=True)
    write_table(folder, "summary.csv", ["measure", "value"], summary_rows(run))
    write_table(folder, "facts.csv", FACT_DIMENSIONS + FACT_MEASURES, fact_rows(run))
    write_table(folder, "reconciliation.csv",
                ["subject", "class", "requests", "recorded", "expected", "difference"], reconciliation_rows(run))
    write_table(folder, "exceptions.csv", EXCEPTION_COLUMNS, exception_rows(run))
    for name, key in (("day", lambda r: r.day), ("tier", lambda r: r.tier), ("provider", lambda r: r.provider),
                      ("model", lambda r: r.model), ("service", lambda r: r.service),
                      ("account", lambda r: r.account_id)):
        write_table(folder, f"margin-by-{name}.csv",
                    [name, "requests", "vendor_cost_usd", "credits", "list_revenue_usd", "revenue_usd", "margin_usd",
                     "margin_percent", "target_margin_percent", "variance_points", "negative_margin_requests",
                     "unpriced_requests", "realised_revenue_usd", "realised_margin_usd", "realised_margin_percent",
                     "unknown_payment_requests"],
                    margin_rows(run, key, name == "day"))
    write_table(folder, "negative-margin.csv",
                ["request_id", "request_started_at", "user_id", "tier", "provider", "model", "vendor_cost_usd",
                 "credits", "revenue_usd", "margin_usd"], negative_rows(run))
    write_table(folder, "revenue.csv", ["month", "tier", "users", "requests", "credits", "list_revenue_usd",
                                        "revenue_usd", "revenue_per_user_usd", "unpriced_requests", "realised_revenue_usd",
                                        "breakage_usd", "unpriced_resets"], revenue_rows(run))
    for name, key in (("user", lambda r: r.user), ("model", lambda r: r.model), ("day", lambda r: r.day)):
        write_table(folder, f"free-tier-loss-by-{name}.csv",
                    [name, "requests", "credits", "vendor_cost_usd", "share_percent", "cumulative_share_percent",
                     "unpriced_requests"],
                    free_loss_rows(run, key, by_key=name == "day"))
    write_table(folder, "rejects-key.csv", ["file", "line", "column", "code"], run.rejects)


def tally(run):
    """Which rules this workspace exercised, for whoever judges the workspaces."""
    seen = collections.Counter(rated=0, unpriced=0)
    for r in run.rows:
        seen["rated" if r.rated else "unpriced"] += 1
        seen["cost " + r.cost_class] += 1
        seen["credits " + r.credits_class] += 1
        seen["status " + r.status + ("" if r.charged else " uncharged")] += 1
        seen["service tier " + r.service_tier + (" rated" if r.rated else " unpriced")] += 1
        seen["negative margin"] += r.negative
        seen["free tier"] += r.free
        seen["unknown tier"] += r.plan is None
        seen["alias used"] += r.model != r.recorded_model
        seen["no user_id"] += r.user_id == ""
        if r.currency not in ("", "USD") and r.ledger_cost is not None:
            seen["fx no rate" if r.recorded_cost is None else "fx converted"] += 1
        if r.rated:
            seen["byok class " + str(r.model_class) if r.byok else "multiplier " + r.level] += 1
            seen["band hit" if r.band is not BASE else "band base"] += 1
            for name, (price, how) in r.how.items():
                depth = how.count("derived")
                seen["price derived x%d" % depth if depth else "price quoted"] += 1
                seen["price in region"] += "quoted in region" in how
                seen["price base instead of band"] += how[-1] == "base instead of band"
                seen["price zero"] += price == 0
                seen["class " + name] += 1
    for kind, _ in run.repeats:
        seen[kind] += 1
    for _, _, _, code in run.rejects:
        seen["reject " + code] += 1
    seen["outside period"] += run.outside
    return seen


def parse_arguments(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace")
    parser.add_argument("out_dir")
    parser.add_argument("--period")
    parser.add_argument("--from", dest="start")
    parser.add_argument("--to", dest="end")
    parser.add_argument("--last", type=int)
    parser.add_argument("--as-known-at")
    parser.add_argument("--tally", action="store_true")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse_arguments(arguments)
    try:
        run = Run(options.workspace, options)
        if os.path.isdir(os.path.join(options.workspace, "credits")):
            import credit_realised                              # which reads the books by this module
            run.realised = credit_realised.of_days(options.workspace, options.period, options.as_known_at, run.days)
    except Refused as fault:
        print(f"oracle: {fault}", file=sys.stderr)
        return 1
    write_outputs(run, options.out_dir)
    if options.tally:
        for name, number in sorted(tally(run).items()):
            print(f"{number:8} {name}")
    return run.exit_status()


if __name__ == "__main__":
    sys.exit(main())
