"""Mutations of single cells: each knows the row's verdict from the policy on bad input.

A mutation takes a random source, a row, and the file's columns; it changes the row and returns True,
or returns False where the row or the file does not suit it.
"""
from fractions import Fraction

import books
from ledger import COUNTS, CREDITS, IDS, NAMES, QUANTITIES, Fault, stamp

MUTATIONS = {}
# A forecast over decades takes a debug build seconds.
LARGE = {"time years away"}


def mutation(name):
    def keep(function):
        MUTATIONS[name] = function
        return function
    return keep


def some(rng, columns, among):
    """One of the columns that the file has; None where it has none."""
    here = [column for column in columns if column in among]
    return rng.choice(here) if here else None


def reject(row, column, text, *codes, says=""):
    row.cells[column] = text
    row.faults[column] = Fault(set(codes), {column}, says)
    return True


# Counts

BAD_COUNTS = {
    "num.form": ["1e3", "1.2E+09", "1E2", "0x10", "1_000", "NaN", "nan", "inf", "-inf", "Infinity", "NULL", "null",
                 "None", "N/A", "-", "١٢", "１２", "\u22125", ".5", "5.", "5\u00a0", "\u00a05", "five", "1.2.3",
                 "1e", "5\u200b", "²", "0b1", "true", "1/2", "1'000"],
    "num.fraction": ["10.5", "0.1", "3.000001", "0.0000000000000000001"],
    "num.sign": ["-1", "-0", "+5", "-10", "+0", "-1000000"],
    "num.range": ["1000000000001", "9007199254740991", "9007199254740992", "9223372036854775808",
                  "18446744073709551617", "99999999999999999999", "9" * 60],
    "num.comma": ["1,234", "1.234,50", "1 234", "12,5", "1,234,567", "1.250.000", "12.000.000"],
    "num.currency": ["$10", "10 USD", "€5", "10 EUR", "10€"],
    "text.control": ["1\x007", "5\x7f", "5\u0085", "\x0b5", "5\x00", "5\n", "\n5", "5\r\n"],
    "enc.bom": ["\ufeff5", "5\ufeff", "1\ufeff2"],
}


def bad_count(code):
    @mutation(f"count {code}")
    def change(rng, row, columns):
        column = some(rng, columns, COUNTS)
        if column in row.quantities:
            row.quantities[column] = 0
        return column is not None and reject(row, column, rng.choice(BAD_COUNTS[code]), code)


for each in BAD_COUNTS:
    bad_count(each)


def set_count(rng, row, columns, spellings, warning=None):
    column = some(rng, columns, list(books.COUNT_CLASSES)[:5])
    if column is None:
        return False
    text, value = rng.choice(spellings)
    row.cells[column], row.quantities[column] = text, value
    if warning:
        row.warnings.append({warning})
    return True


@mutation("count num.dot0")
def _(rng, row, columns):
    return set_count(rng, row, columns, [("10.0", 10), ("7.00", 7), ("7.0000", 7), ("1000.000", 1000), ("0.000", 0), ("0.0", 0), ("12.00000000000000000000", 12)],
                     "num.dot0")


@mutation("count num.space")
def _(rng, row, columns):
    return set_count(rng, row, columns, [(" 10", 10), ("10 ", 10), ("\t7", 7), ("  8\t ", 8)], "num.space")


@mutation("count plain but odd")
def _(rng, row, columns):
    return set_count(rng, row, columns, [("007", 7), ("0000000000000012", 12), ("000", 0), ("1000000000000", 10**12)])


@mutation("count blank")
def _(rng, row, columns):
    # A cell of blanks alone is no number; the policy does not say whether that is told.
    column = some(rng, columns, COUNTS)
    others = [value for name, value in row.quantities.items() if name != column and value is not None]
    if column is None or not others:
        return False
    row.cells[column], row.quantities[column] = rng.choice([" ", "\t", "   "]), None
    row.may_warn.add("num.space")
    return True


# Seconds, money, credits, multipliers

BAD_DECIMALS = {
    "seconds": {"num.scale": ["0.1234567891", "1.0000000001"], "num.sign": ["-1", "+1.5", "-0.5"],
                "num.form": ["1e3", "1.", ".5", "NaN", "1:30"], "num.comma": ["1,5", "1 000.5"],
                "num.range": ["1000000001", "99999999999999999999"], "text.control": ["1\x001"],
                "enc.bom": ["\ufeff1"]},
    "vendor_cost_usd": {"num.scale": ["0.1234567890123456789", "1.0000000000000000001"], "num.sign": ["+1.5", "+0"],
                        "num.range": ["1000000000.000001", "1000000001", "99999999999999999999"],
                        "num.form": ["1e-5", "1.5E-07", "NaN", "NULL", "--1", "-", "1.2.3", "\u22121", "-.5", "(5)"],
                        "num.comma": ["0,5", "1,234.50", "1.234,50", "-0,5", "1 234.5"],
                        "num.currency": ["$1", "1 EUR", "€0.5", "1.5 USD", "£3"], "text.control": ["1\x07", "1\n"],
                        "enc.bom": ["\ufeff0.5", "0.5\ufeff"]},
    "multiplier": {"num.scale": ["1.1234567"], "num.sign": ["-1", "+1.5"], "num.form": ["1e0", "x1.5", "1.5x", "NaN"],
                   "num.comma": ["1,5"], "enc.bom": ["\ufeff1.5"]},
}
for each in CREDITS:
    BAD_DECIMALS[each] = {
        "num.scale": ["0.1234567", "1.0000001"], "num.sign": ["+2"], "num.range": ["1000000000000.1", "1000000000001"],
        "num.form": ["1e2", "nan", "0x1", "-", "5."], "num.comma": ["1,0", "1 000"], "num.currency": ["$5"],
        "text.control": ["1\x00"], "enc.bom": ["1\ufeff"]}


@mutation("decimal rejected")
def _(rng, row, columns):
    column = some(rng, columns, BAD_DECIMALS)
    if column is None:
        return False
    code = rng.choice(list(BAD_DECIMALS[column]))
    return reject(row, column, rng.choice(BAD_DECIMALS[column][code]), code)


GOOD_DECIMALS = {
    "seconds": ["0.000000001", "1.5000000000000", "2", "0.0", "0000.5"],
    "vendor_cost_usd": ["-0.5", "-0", "-0.00", "0.5000000000000000000", "1000000000", "000.25", "-12",
                        "0.000000000000000001"],
    "credits_deducted": ["-3", "0.1000000", "-0", "1000000000000", "0.000001"],
    "balance_after": ["-3", "0.1000000", "-0.0"],
    "multiplier": ["1.500000", "1.5000000000", "0", "007"],
}


@mutation("decimal accepted")
def _(rng, row, columns):
    column = some(rng, columns, GOOD_DECIMALS)
    if column is None:
        return False
    text = rng.choice(GOOD_DECIMALS[column])
    set_decimal(row, column, text, Fraction(text))
    return True


@mutation("decimal num.space")
def _(rng, row, columns):
    column = some(rng, columns, GOOD_DECIMALS)
    if column is None:
        return False
    set_decimal(row, column, rng.choice([" 1.5", "1.5 ", "\t1.5\t"]), Fraction("1.5"))
    row.warnings.append({"num.space"})
    return True


def set_decimal(row, column, text, value):
    row.cells[column] = text
    if column == "seconds":
        row.quantities[column] = value
    if column == "vendor_cost_usd":
        row.cost = value
    if column == "credits_deducted":
        row.credits = value


# Times

BAD_TIMES = {
    "time.zone": ["2026-08-01T10:00:00", "2026-08-01", "03/07/2026", "26-08-01T10:00:00Z", "2026-08-01 10:00",
                  "01.08.2026 10:00", "2026-08-01T10:00:00.5", "2026-08-01 10:00:00", "2026/08/01", "7/3/26 14:05"],
    "time.range": ["2026-08-01T10:00:60Z", "2026-06-30T22:59:60Z", "2026-06-29T23:59:60Z", "2026-08-01T24:00:00Z",
                   "2026-02-30T10:00:00Z", "2026-02-29T10:00:00Z", "2026-08-01T25:00:00Z", "2026-13-01T10:00:00Z",
                   "2026-00-10T10:00:00Z", "2026-08-00T10:00:00Z", "2026-08-32T10:00:00Z", "2026-08-01T10:60:00Z",
                   "2026-08-01T10:00:61Z", "2026-08-01T10:00:00+24:00", "2026-08-01T10:00:00-10:60",
                   "2026-06-30T23:59:60+01:00",
                   # More than nine decimals: the policy rejects them and names no code.
                   "2026-08-01T10:00:00.1234567890Z", "2026-08-01T10:00:00.0000000000Z"],
    "time.epoch": ["1767225600", "1767225600000", "1767225600000000", "1767225600000000000", "1767225600.123"],
    "time.serial": ["45870", "46235.5", "46235.4166666667", "46235,25"],
    "time.window": ["1970-01-01T00:00:00Z", "2014-12-31T23:59:59.999999999Z", "2100-01-01T00:00:00Z",
                    "2099-12-31T23:59:59-00:01", "2015-01-01T00:00:00+00:01", "0001-01-01T00:00:00Z",
                    "9999-12-31T23:59:59Z", "1677-01-01T00:00:00Z", "2263-01-01T00:00:00Z"],
}


@mutation("time rejected")
def _(rng, row, columns):
    column = some(rng, columns, ["request_started_at", "request_started_at", "request_completed_at"])
    code = rng.choice(list(BAD_TIMES))
    return reject(row, column, rng.choice(BAD_TIMES[code]), code)


@mutation("time rejected, two codes fit")
def _(rng, row, columns):
    # The policy names a code for what hides in a time and another for what is no time.
    column = some(rng, columns, ["request_started_at", "request_completed_at"])
    text, code = rng.choice([("2026-08-01T10:00:00Z\x00", "text.control"), ("2026-08-01T10:00:00\x07Z", "text.control"),
                             ("2026-08-01T10:00:00Z\n", "text.control"),
                             ("\ufeff2026-08-01T10:00:00Z", "enc.bom")])
    return reject(row, column, text, code, *([] if code == "enc.bom" else ["time.zone"]))


@mutation("time.empty")
def _(rng, row, columns):
    return reject(row, "request_started_at", "", "time.empty")


def start_at(row, text, nanoseconds):
    row.cells["request_started_at"] = text
    row.start = nanoseconds
    row.cells.pop("request_completed_at", None)
    return True


@mutation("time odd but RFC 3339")
def _(rng, row, columns):
    offset = rng.choice(["Z", "z", "+00:00", "-00:00", "+05:30", "-07:00", "+23:59", "-23:59", "+14:00"])
    start = row.start + rng.choice([0, 1, 500_000_000, 999_999_999, 120_000_000])
    text = stamp(start, offset)
    if rng.random() < 0.5:
        text = text.replace("T", rng.choice("t "))
    if "." not in text and rng.random() < 0.3:
        text = text[:19] + rng.choice([".0", ".000000000", ".000"]) + text[19:]
    return start_at(row, text, start)


@mutation("time leap second")
def _(rng, row, columns):
    text, end = rng.choice([("2026-06-30T23:59:60Z", "2026-07-01"), ("2026-07-01T05:29:60+05:30", "2026-07-01"),
                            ("2026-06-30T16:59:60.5-07:00", "2026-07-01")])
    return leap(row, text, end)


def leap(row, text, end):
    row.warnings.append({"time.leap", "time.range"})
    return start_at(row, text, books.instant(end) - 1)


@mutation("time at an edge")
def _(rng, row, columns):
    text, nanoseconds = rng.choice([
        ("2026-08-01T00:00:00Z", books.instant("2026-08-01")),
        ("2026-07-31T23:59:59.999999999Z", books.instant("2026-08-01") - 1),
        ("2026-02-28T23:59:59Z", books.instant("2026-03-01") - books.SECOND)])
    return start_at(row, text, nanoseconds)


@mutation("time years away")
def _(rng, row, columns):
    if rng.random() < 0.2:
        return leap(row, "2016-12-31T23:59:60Z", "2017-01-01")
    text, nanoseconds = rng.choice([
        ("2015-01-01T00:00:00Z", books.instant("2015-01-01")),
        ("2014-12-31T23:59:00-00:01", books.instant("2015-01-01")),
        ("2099-12-31T23:59:59.999999999Z", books.instant("2099-12-31") + books.DAY - 1),
        ("2024-02-29T12:00:00Z", books.instant("2024-02-29") + books.DAY // 2)])
    return start_at(row, text, nanoseconds)


@mutation("time at the month's edge in the zone")
def _(rng, row, columns):
    # Midnight of 1 August in each of the zones; half-open, so the instant itself is August.
    start = books.instant("2026-08-01") - rng.choice(list(books.ZONES.values())) * 60 * books.SECOND
    start -= rng.choice([0, 1, books.SECOND])
    return start_at(row, stamp(start), start)


@mutation("time.order")
def _(rng, row, columns):
    if "request_completed_at" not in columns:
        return False
    return reject(row, "request_completed_at", stamp(row.start - rng.choice([1, books.SECOND, books.DAY])),
                  "time.order")


@mutation("time took longer than 7 days")
def _(rng, row, columns):
    if "request_completed_at" not in columns:
        return False
    extra = rng.choice([0, 1, books.DAY])
    row.cells["request_completed_at"] = stamp(row.start + 7 * books.DAY + extra)
    if extra:
        row.warnings.append({"time.order", "time.long"})
    return True


# Ids and names

TEXTS = [column for column in IDS + NAMES if column != "request_id"] + ["currency"] + ["request_id"] * 4
HIDDEN = ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
          "\u2028", "\u2029", "\u2066", "\u2067", "\u2068", "\u2069", "\u061c", "\u180e", "\U000e0041"]


def spoil_text(name, texts, code):
    @mutation(f"text {name}")
    def change(rng, row, columns):
        column = some(rng, columns, TEXTS)
        text = row.text(column)
        if column in row.faults:
            return False
        return reject(row, column, rng.choice(texts(text if text else "x", rng)), code)


CONTROLS = "\x00\x01\x07\x08\x0b\x1b\x1f\x7f\u0080\u0085\u009f\t\n\r"
spoil_text("control", lambda text, rng: [text + mark + "y" for mark in CONTROLS] + [text + "\t", "\n" + text],
           "text.control")
spoil_text("hidden", lambda text, rng: [text[:1] + mark + text[1:] for mark in HIDDEN] + ["\u200b" + text], "id.hidden")
spoil_text("blank at an end", lambda text, rng: [" " + text, text + " ", f"  {text}  ", text + "\u00a0", "\u3000" + text,
                                              text + "\u2003"], "id.space")
spoil_text("too long", lambda text, rng: ["x" * 257, "é" * 129, "模" * 86, "y" * 4000], "id.long")
spoil_text("byte order mark", lambda text, rng: ["\ufeff" + text, text + "\ufeff", text[:1] + "\ufeff" + text[1:]],
           "enc.bom")


NOT_UTF8 = [b"\xff", b"\xfe", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xed\xb0\x80",
            b"\xf4\x90\x80\x80", b"\xf5", b"\x80", b"\xbf", b"\xe2\x82", b"\xf0\x9f\x98", b"\xe9", b"\xc3"]


@mutation("not UTF-8")
def _(rng, row, columns):
    # In any cell, known or not, a number or a time as well.
    column = rng.choice(columns)
    text = row.text(column)
    at = rng.randrange(len(text) + 1)
    bytes_ = rng.choice(NOT_UTF8)
    spoilt = text[:at].encode() + bytes_ + b"x" + text[at:].encode()
    row.faults.clear()
    return reject(row, column, spoilt.decode("utf-8", "surrogateescape"), "enc.utf8",
                  says=f"byte 0x{bytes_[0]:02X} is not UTF-8")


@mutation("id.empty")
def _(rng, row, columns):
    return reject(row, rng.choice(["request_id", "provider", "model"]), "", "id.empty")


@mutation("no user")
def _(rng, row, columns):
    for column in ("user_id", "account_id"):
        if column in columns:
            row.cells[column] = ""
    row.row_fault = Fault({"id.empty"}, {"user_id", "account_id"})
    return True


@mutation("id of 256 bytes")
def _(rng, row, columns):
    column = some(rng, columns, ["request_id", "user_id", "account_id", "tier", "region"])
    row.cells[column] = rng.choice(["x" * 251, "é" * 125 + "y"]) + row.text("request_id")[-5:].rjust(5, "z")
    return True


@mutation("value.status")
def _(rng, row, columns):
    return "status" in columns and reject(
        row, "status", rng.choice(["done", "COMPLETED", "ok", "completed.", "0", "success", "cancel"]), "value.status")


@mutation("value.byok")
def _(rng, row, columns):
    return "byok" in columns and reject(row, "byok", rng.choice(["yes", "no", "2", "t", "-1", "truee"]), "value.byok")


@mutation("byok spelt otherwise")
def _(rng, row, columns):
    if "byok" not in columns:
        return False
    text = rng.choice(["TRUE", "True", "1", "FALSE", "False", "0", "tRuE"])
    row.cells["byok"], row.is_byok = text, text.lower() in ("true", "1")
    return True


@mutation("qty.none")
def _(rng, row, columns):
    for column in QUANTITIES:
        row.cells[column] = ""
    row.quantities = dict.fromkeys(row.quantities)
    if row.text("status") != "failed":
        row.row_fault = Fault({"qty.none"}, {""})
    return True


@mutation("count of a group or of decimals")
def _(rng, row, columns):
    # Three zeros behind a point; in JSON a point is no sign of groups, which `json_line_ledgers.fit` knows.
    column = some(rng, columns, list(books.COUNT_CLASSES)[:5])
    if column is None:
        return False
    text = rng.choice(["12.000", "350.000", "7.000", "1.000"])
    row.quantities[column] = int(Fraction(text))
    return reject(row, column, text, "num.comma")


@mutation("id that a spreadsheet changed")
def _(rng, row, columns):
    column = some(rng, columns, IDS)
    if column is None or column in row.faults:
        return False
    code, texts = rng.choice([
        ("id.exponent", ["1.58292E+18", "1,58292E+18", "1E+18", "1.582917533873852e+18", "1.5e18", "158.3E+16"]),
        ("id.none", ["#N/A", "#REF!", "#VALUE!", "nan", "NaN", "None", "null", "NULL", "<NA>", "#####"])])
    return reject(row, column, rng.choice(texts), code)


@mutation("id that is guarded from a spreadsheet")
def _(rng, row, columns):
    column = some(rng, columns, IDS)
    if column is None or column in row.faults:
        return False
    # Nobody else has the id within.
    inner = str(10**17 + rng.randrange(10**17) * 10 + 3)
    row.cells[column] = inner
    row.guards[column] = rng.choice(['="%s"', "'%s", "'%s'"])
    row.warnings.append({"id.guard"})
    return True


@mutation("csv.total")
def _(rng, row, columns):
    # A total line has no more than a sum; what else is wrong with it does not matter.
    row.total = True
    row.cells["request_id"] = rng.choice(["total", "Total", "SUM", "Summe", "Gesamt", "Grand total", "totals:"])
    if rng.random() < 0.6:
        for column in columns:
            if column not in QUANTITIES + ["request_id"]:
                row.cells[column] = ""
    return True


@mutation("all cells empty")
def _(rng, row, columns):
    for column in columns:
        row.cells[column] = ""
    row.quantities = {}
    row.faults = {column: Fault({"time.empty" if column == "request_started_at" else "id.empty"}, {column})
                  for column in ("request_id", "request_started_at", "provider", "model")}
    return True


@mutation("two faults")
def _(rng, row, columns):
    # The first in the order of the columns decides the code; both stand in the message.
    numbers = rng.sample([column for column in columns if column in COUNTS or column in CREDITS], 2) if sum(
        column in COUNTS or column in CREDITS for column in columns) > 1 else []
    if not numbers:
        return False
    reject(row, numbers[0], "1e3", "num.form", says=numbers[1])
    reject(row, numbers[1], "+7", "num.sign", says=numbers[0])
    return True


# References

@mutation("tier unknown")
def _(rng, row, columns):
    if "tier" not in columns:
        return False
    row.cells["tier"] = rng.choice(["enterprize", "", "PRO", "Free", "gold", "=1"])
    return True


@mutation("model or provider unknown")
def _(rng, row, columns):
    column, text = rng.choice([("provider", "acmee"), ("model", "m-larg"), ("model", "M-LARGE"), ("provider", "Acme"),
                               ("model", "m-large\u0301"), ("model", "=cmd()"), ("provider", "m-large")])
    row.cells[column] = text
    return True


def give_tokens(row, columns):
    column = next((column for column in columns if column in list(books.COUNT_CLASSES)[:5]), None)
    if column:
        row.cells[column], row.quantities[column] = "5", 5
    return column


@mutation("model not in force")
def _(rng, row, columns):
    row.cells["provider"], row.cells["model"] = "acme", rng.choice(["m-late", "m-hole"])
    for column in QUANTITIES:
        row.cells[column] = ""
    row.quantities = {}
    if "input_tokens" in columns:
        row.cells["input_tokens"], row.quantities["input_tokens"] = "5", 5
    else:
        give_tokens(row, columns)
    return True


@mutation("alias of two models")
def _(rng, row, columns):
    row.cells["provider"], row.cells["model"] = "acme", "both"
    return True


@mutation("class without a price")
def _(rng, row, columns):
    if "audio_output_tokens" not in columns:
        return False
    row.cells["audio_output_tokens"], row.quantities["audio_output_tokens"] = "5", 5
    return True


@mutation("service tier without a price")
def _(rng, row, columns):
    if "service_tier" not in columns or not give_tokens(row, columns):
        return False
    row.cells["service_tier"] = rng.choice(["batch", "flex", "Standard", "nobody's"])
    return True


@mutation("user unknown")
def _(rng, row, columns):
    column = some(rng, columns, ["user_id", "account_id"])
    row.cells[column] = rng.choice(["nobody", "@x", "'=y", "ＵＳＥＲ", "e\u0301", "é", "a\u00a0b", "-1", "＝1",
                                    "''+x"])
    return True


@mutation("id that looks like a formula")
def _(rng, row, columns):
    row.cells["request_id"] = rng.choice(["=", "+", "-", "@", "'=", "＝", "''@", "'"]) + row.text("request_id")
    return True
