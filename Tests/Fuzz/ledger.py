"""Rows, records and files of a fuzzed ledger, and how they become bytes.

A row knows what its cells mean and what is wrong with them, so nothing here reads a cell again.
Bytes that are no UTF-8 stand in cells as surrogate escapes.
"""
import gzip
from dataclasses import dataclass, field
from fractions import Fraction

import books

IDS = ["request_id", "user_id", "account_id"]
NAMES = ["tier", "service", "provider", "model", "service_tier", "region", "capability", "quality_level"]
COUNTS = list(books.COUNT_CLASSES) + ["cache_write_1h_tokens", "audio_input_tokens", *books.UNSOLD]
QUANTITIES = COUNTS + ["seconds"]
CREDITS = ["credits_deducted", "balance_before", "balance_after"]
TIMES = ["request_started_at", "request_completed_at"]
OTHERS = ["status", "byok", "currency", "vendor_cost_usd", "multiplier"]
KNOWN = IDS + NAMES + QUANTITIES + CREDITS + TIMES + OTHERS
REQUIRED = ["request_id", "request_started_at", "provider", "model"]
FREE_TEXT = ["note", "trace", "x_team", "Kostenstelle", "ref;no"]
LINE_ENDS = [b"\n", b"\r\n", b"\r"]
MONEY = ["vendor_cost_usd"] + CREDITS

# The columns that decide what a request cost: with these readable, a rejected row has an estimate.
PRICING = {"request_started_at", "provider", "model", "service_tier", "region", "byok", *QUANTITIES}


# The words that a blank means.
DEFAULTS = {"status": "completed", "service": "chat", "service_tier": "standard", "currency": "USD"}


def value(column, text):
    """What a good cell says; a blank count is no more than 0, a blank amount is not known."""
    if column in QUANTITIES or column in MONEY or column == "multiplier":
        text = text.strip(" \t")
        return Fraction(text) if text else Fraction(0) if column in QUANTITIES else None
    if column == "byok":
        return text.lower() in ("true", "1")
    return text or DEFAULTS.get(column, "")


@dataclass
class Fault:
    """What gets a row rejected: the codes and columns that are right, of which most have one."""
    codes: set
    columns: set
    says: str = ""  # what the message must hold, a line each


@dataclass
class Row:
    """One request; `cells` has the text of every known column, and free text by its own name."""
    cells: dict
    start: int
    quantities: dict
    is_byok: bool = False
    cost: Fraction = None
    credits: Fraction = None
    faults: dict = field(default_factory=dict)  # column to Fault: of the cells
    row_fault: Fault = None  # of the row as a whole: told after those of the cells
    total: bool = False
    warnings: list = field(default_factory=list)  # sets of codes, one of which must be told
    may_warn: set = field(default_factory=set)  # codes that may be told: the policy is silent
    is_mutated: bool = False
    spelt: dict = field(default_factory=dict)  # column to JSON: how its value is written in an object
    guards: dict = field(default_factory=dict)  # column of an id to what guards it from a spreadsheet

    def text(self, column):
        return self.cells.get(column, "")

    def written(self, column):
        """The text as it stands in a file."""
        return self.guards[column] % self.text(column) if column in self.guards else self.text(column)

    def copy(self):
        return Row(dict(self.cells), self.start, dict(self.quantities), self.is_byok, self.cost, self.credits,
                   dict(self.faults), self.row_fault, self.total, list(self.warnings), set(self.may_warn),
                   self.is_mutated, dict(self.spelt), dict(self.guards))

    def fault(self, columns):
        """The fault that decides the code: the first in the order of the file's columns."""
        if self.total:
            return Fault({"csv.total"}, {"request_id"})
        for column in columns:
            if column in self.faults:
                return self.faults[column]
        return self.row_fault

    def known(self):
        """What decides whether two rows with one id agree: the values of cells, however they are written."""
        return [self.start] + [value(column, self.text(column)) for column in KNOWN if column != "request_started_at"]

    @property
    def user(self):
        return self.text("user_id") or self.text("account_id")


@dataclass
class Record:
    """What stands between two line ends: a row, or bytes that have a verdict without being a row.

    `raw` overrides how a row is written; a blank line is a record of nothing, or of blanks where those are nothing.
    """
    row: Row = None
    raw: bytes = None
    fault: Fault = None
    end: bytes = None  # its own line end, where the file mixes them
    is_blank: bool = False
    is_delimiters: bool = False  # a blank line of delimiters
    unknown: set = field(default_factory=set)  # names of members of an object that nobody knows


class Export:
    """One export of any format: its records, and what may be wrong with it as a whole."""

    def __init__(self, path, columns, rng):
        self.path, self.columns = path, columns
        self.end = rng.choice(self.line_ends)
        self.has_mark = rng.random() < 0.15
        self.has_final_end = rng.random() < 0.85
        self.gzip = rng.random() < (0.8 if path.endswith(".gz") else 0.1)
        self.gzip = self.gzip or path.endswith(".gz")
        self.members = rng.choice([1, 1, 2, 3])
        self.level = rng.choice([1, 6, 9])
        self.records = []
        self.seed = rng.random()
        # A fault of the whole file: codes of which one must be told, and how the bytes are spoilt.
        self.codes = None
        self.place = None
        self.spoil = None
        self.replace = None  # a function of the path that puts something else there
        self.open_column = None  # of the last record, where a quote is opened and never closed
        self.same_as = None  # another file with the same bytes

    def write(self, rng):
        """Gives every record its bytes and line; returns the bytes of the file, plain and as stored."""
        first = self.first_lines()
        parts = [b"\xef\xbb\xbf" if self.has_mark else b"", *first]
        line = 2 if first else 1
        ends = {self.end} if first else set()
        for index, record in enumerate(self.records):
            following = self.records[index + 1] if index + 1 < len(self.records) else None
            end = record.end or self.end
            if end == b"\r" and following and following.is_blank:
                following.end = b"\r"  # CR and LF would make one line end
            if following is None and not self.has_final_end and not record.is_blank:
                end = b""
            if record.raw is None and not record.is_blank:
                record.raw = self.written(record, rng)
            self.finish(record, end)
            raw = record.raw or b""
            record.line = line
            ends.add(end)
            parts += [raw, end]
            line += 1 + raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
        if not self.records and not self.has_final_end:
            parts.pop()
        self.mixes_ends = len(ends - {b""}) > 1
        plain = b"".join(parts)
        stored = self.spoil(plain) if self.spoil else self.packed(plain)
        return plain, stored

    def finish(self, record, end):
        """Settles what depends on how the line of a record ends."""

    def packed(self, plain):
        if not self.gzip:
            return plain
        step = len(plain) // self.members + 1
        return b"".join(member(plain[at:at + step], self.level) for at in range(0, max(1, len(plain)), step))


class File(Export):
    """An export with a header and a dialect of CSV."""

    is_lines = False
    suffix = ".csv"
    line_ends = [b"\n", b"\n", b"\n", b"\r\n", b"\r"]

    def __init__(self, path, columns, rng):
        super().__init__(path, columns, rng)
        self.delimiter = rng.choice([",", ",", ";", "\t", "|"]) if not path.endswith(".tsv") else "\t"
        self.quoting = rng.choice(["least", "least", "some", "all"])
        self.header_style = rng.choice(["plain"] * 6 + ["quoted", "upper", "padded"])

    def fault(self, row):
        fault = row.fault(self.columns)
        if fault and self.header_style == "upper":
            # An unknown column is named as the header has it.
            names = {name.upper() if name in FREE_TEXT else name for name in fault.columns}
            return Fault(fault.codes, names, fault.says)
        return fault

    def can_hold(self, row):
        """Whether everything that counts in a row has a column here."""
        return {column for column in row.cells if row.text(column) or column in QUANTITIES} <= set(self.columns)

    def unknown(self):
        """The columns that are to be named as unknown, and those that may be."""
        return {column for column in self.columns if column in FREE_TEXT}, set()

    # Records as bytes

    def quoted(self, text, rng):
        must = any(mark in text for mark in (self.delimiter, '"', "\r", "\n"))
        if must or self.quoting == "all" or (self.quoting == "some" and rng.random() < 0.3):
            return '"' + text.replace('"', '""') + '"'
        return text

    def fields(self, row, rng):
        return [self.quoted(row.written(column), rng) for column in self.columns]

    def join(self, fields):
        return self.delimiter.join(fields).encode("utf-8", "surrogateescape")

    def header(self):
        names = list(self.columns)
        if self.header_style == "upper":
            names = [name.upper() for name in names]
        if self.header_style == "padded":
            names = [f" {name} " for name in names]
        return self.join(['"%s"' % name if self.header_style == "quoted" or self.delimiter in name else name
                          for name in names])

    def first_lines(self):
        return [self.header(), self.end]

    def written(self, record, rng):
        return self.join(self.fields(record.row, rng))


def member(plain, level=6):
    """One gzip member without a clock."""
    return gzip.compress(plain, level, mtime=0)


def good_row(rng, name, columns, rates):
    """A row without anything odd, for a file with `columns`."""
    cells, quantities = {}, {}
    start = rates.first_start + rng.randrange(rates.days * 86_400) * books.SECOND
    cells["request_id"] = name
    cells["request_started_at"] = stamp(start)
    if "request_completed_at" in columns and rng.random() < 0.7:
        cells["request_completed_at"] = stamp(start + rng.randrange(0, 90) * books.SECOND)
    cells["provider"] = rng.choice(["acme", "zeta co"])
    models = ["m-large", "m-small", "m-small"] + (["large-latest"] if cells["provider"] == "acme" else [])
    cells["model"] = rng.choice(models)
    cells["user_id"] = rng.choice(["u1", "u2", "ü3", "O'Brien, Pat", "=u", "u-6"])
    cells["account_id"] = rng.choice(["", "a1", 'a"2'] if "user_id" in columns else ["a1", 'a"2'])
    cells["tier"] = rng.choice(["free", "pro", "pro", "enterprise"])
    cells["service"] = rng.choice(["", "chat", "embedding", "weather"])
    cells["service_tier"] = rng.choice(["", "", "standard"])
    cells["region"] = rng.choice(["", "", "eu"])
    cells["capability"] = rng.choice(["", "fast; cheap"])
    cells["quality_level"] = rng.choice(["", "premium"])
    cells["status"] = rng.choice(["", "completed", "completed", "partial", "cancelled", "failed"])
    cells["byok"] = rng.choice(["", "false", "false", "0", "true"])
    cells["currency"] = rng.choice(["", "USD"])
    for column in QUANTITIES:
        if column not in columns or column == "audio_output_tokens":
            continue
        if column in ("cache_write_1h_tokens", "audio_input_tokens", *books.UNSOLD):
            quantities[column] = rng.choice([None, 0])  # nobody sells them
        elif column == "seconds":
            quantities[column] = rng.choice([None, None, Fraction(rng.randrange(1, 10**6), 1000)])
        else:
            quantities[column] = rng.choice([None, 0, rng.randrange(1, 9), rng.randrange(10, 10**6)])
    if not any(value is not None for value in quantities.values()):
        column = rng.choice([column for column in quantities if column not in (
            "cache_write_1h_tokens", "audio_input_tokens", *books.UNSOLD)])
        quantities[column] = 7
    for column, value in quantities.items():
        cells[column] = "" if value is None else books.decimal(value)
    for column in FREE_TEXT:
        if column in columns:
            cells[column] = rng.choice(["", "x", "a, b; c|d", 'say "hi"', "two\twords", "=1+1", "naïve 模"])
    cells = {column: text for column, text in cells.items() if column in columns}
    row = Row(cells, start, quantities, cells.get("byok") == "true")
    record_figures(row, columns, rates, rng)
    return row


def record_figures(row, columns, rates, rng):
    """Recorded figures that are right, now and then wrong, or blank."""
    rated, _ = rates.rate(row)
    cost, credits = rated or (Fraction(1), Fraction(1))
    if "vendor_cost_usd" in columns and rng.random() < 0.8:
        row.cost = books.rounded(cost) + (Fraction(1, 100) if rng.random() < 0.05 else 0)
        row.cells["vendor_cost_usd"] = books.decimal(row.cost)
    if "credits_deducted" in columns and rng.random() < 0.8:
        row.credits = credits + (Fraction(1, 2) if rng.random() < 0.05 else 0)
        row.cells["credits_deducted"] = books.decimal(row.credits)
    if "multiplier" in columns:
        row.cells["multiplier"] = rng.choice(["", "1.5"])
    for column in ("balance_before", "balance_after"):
        if column in columns:
            row.cells[column] = rng.choice(["", "100", "99.5"])


def stamp(nanoseconds, offset="Z"):
    """An instant as RFC 3339 text; the decimals only where there are some."""
    seconds, rest = divmod(nanoseconds, books.SECOND)
    minutes = 0 if offset in "Zz" else (int(offset[1:3]) * 60 + int(offset[4:])) * (-1 if offset[0] == "-" else 1)
    time = books.EPOCH + books.timedelta(seconds=seconds + minutes * 60)
    decimals = ("." + str(rest).rjust(9, "0").rstrip("0")) if rest else ""
    return time.strftime("%Y-%m-%dT%H:%M:%S") + decimals + offset


def random_columns(rng):
    """Some known columns in any order, with an unknown one now and then."""
    columns = list(REQUIRED)
    columns += rng.choice([["user_id"], ["user_id"], ["account_id"], ["user_id", "account_id"]])
    columns += rng.sample(QUANTITIES[:5] + ["seconds", "images"], rng.randint(1, 5))
    rest = [column for column in KNOWN if column not in columns]
    columns += [column for column in rest if rng.random() < 0.55]
    columns += rng.sample(FREE_TEXT, rng.choice([0, 0, 1, 1, 2]))
    rng.shuffle(columns)
    return columns


def broken_crc(stored):
    """The last member's checksum spoilt."""
    return stored[:-8] + bytes([stored[-8] ^ 0x55]) + stored[-7:]
