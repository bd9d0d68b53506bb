"""Ledgers of JSON lines: how a row becomes an object, and what its texts mean there.

The texts of a row's cells are what counts, whatever they are spelt with: a number as a number, money now and
then in quotes, everything else as a string. Text that is no UTF-8 stays surrogate escapes until the end.
"""
import re

from ledger import FREE_TEXT, MONEY, QUANTITIES, Export, Fault, Record

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
SHORT = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What an object may hold besides: columns of ours inside it, and keys that stand there twice, are nobody's.
NESTED = ['{"model":"x","model":"y"}', "[]", "{}", "[[1,2,[]],{}]", "true", "null", "-0.5e-7", '{"":[{"a":1,"a":[]}]}',
          '{"request_id":"r00001","input_tokens":-1}', "123456789012345678901234567890", '"\\ud83d\\ude00"',
          '"\\u0000"',
          "[" * 61 + "]" * 61, '{"a":' * 60 + "[]" + "}" * 60, '"{\\"model\\":1}"', "[1E2,10.0]", "1e400", '"//"']
UNKNOWN = ["usage", "_id", "ünï", "modell", "", "request-id", "a.b", "}", "meta data"]


class Lines(Export):
    """An export of one object a line."""

    is_lines = True
    suffix = ".jsonl"
    line_ends = [b"\n", b"\n", b"\n", b"\r\n"]

    def __init__(self, path, columns, rng):
        super().__init__(path, columns, rng)
        self.blanks = rng.choice(["", "", " ", "wild"])
        self.escapes = rng.choice(["least", "least", "ascii", "wild"])
        self.order = rng.choice(["given", "given", "shuffled"])
        self.quotes_money = rng.choice([0, 0.3, 1])
        self.extras = rng.sample(UNKNOWN, rng.choice([0, 0, 1, 2]))

    def first_lines(self):
        return []

    def write(self, rng):
        if not self.records:
            self.records.append(Record(is_blank=True))  # nothing at all would be an empty file
        return super().write(rng)

    def can_hold(self, row):
        return True

    def fault(self, row):
        """All that may decide the code: of an object's members nobody says which comes first."""
        faults = list(row.faults.values())
        if row.total or not faults:
            return row.fault([])
        return Fault(set().union(*(fault.codes for fault in faults)),
                     set().union(*(fault.columns for fault in faults)),
                     "\n".join(fault.says for fault in faults))

    def unknown(self):
        """Every member of a row that was read is named; whether one of a rejected row is, nobody says."""
        read = [verdict.record.unknown for verdict in self.verdicts if verdict.kind != "rejected"]
        every = [record.unknown for record in self.records]
        return set().union(*read), set().union(*every)

    def finish(self, record, end):
        """A last line without a line end was cut, unless it is whole."""
        fault = record.fault
        if end or not fault:
            return
        if fault.codes & {"json.syntax"}:
            record.fault = Fault({"json.cut"}, {""})
        elif fault.codes & {"json.depth", "enc.utf8", "csv.long"}:
            # Nobody can tell whether such a line is whole.
            record.fault = Fault(fault.codes | {"json.cut"}, fault.columns)

    # Objects as bytes

    def written(self, record, rng):
        fit(record.row)
        members = self.members_of(record, rng)
        record.unknown = {name for name, _ in members} & {*FREE_TEXT, *UNKNOWN}
        return self.object(members, rng)

    def members_of(self, record, rng):
        """Names and values of the members in the order in which they are to be written, as texts of JSON."""
        row, members = record.row, []
        # A cell that no column names, as a fault of CSV may add one, is no member.
        columns = [name for name in dict.fromkeys([*self.columns, *row.cells, *row.spelt]) if name]
        for column in columns:
            value = self.value(row, column, rng)
            if value is not None:
                members.append((column, value))
        for name in self.extras:
            if rng.random() < 0.7:
                members.insert(rng.randrange(len(members) + 1), (name, rng.choice(NESTED)))
        if self.order == "shuffled":
            rng.shuffle(members)
        return members

    def value(self, row, column, rng):
        """A cell as JSON; None where the member is left out."""
        text = row.written(column)
        if column in row.spelt:
            return row.spelt[column]
        if not text:
            is_string = column not in [*QUANTITIES, *MONEY, "multiplier", "byok"]
            return rng.choice([None, None, "null"] + (['""'] if is_string else []))
        if column == "byok" and text in ("true", "false"):
            return text
        is_number = NUMBER.fullmatch(text) and (
            column in [*QUANTITIES, "multiplier"] or column == "byok" and rng.random() < 0.5
            or column in MONEY and rng.random() >= self.quotes_money)
        return text if is_number else self.string(text, rng)

    def string(self, text, rng):
        if len(text) > 5_000:
            return '"' + text + '"'
        return '"' + "".join(self.mark(mark, rng) for mark in text) + '"'

    def mark(self, mark, rng):
        """One character in a string: escaped where it must be, and now and then where it need not."""
        if 0xDC80 <= ord(mark) <= 0xDCFF:
            return mark  # a byte that is no UTF-8
        must = mark in '"\\' or mark < " "
        may = self.escapes == "wild" and rng.random() < 0.3 or self.escapes == "ascii" and mark > "~"
        if not must and not may:
            return mark
        if mark in SHORT and rng.random() < 0.6:
            return SHORT[mark]
        units = mark.encode("utf-16-be")
        form = rng.choice(["\\u%04x", "\\u%04X"])
        return "".join(form % int.from_bytes(units[at:at + 2], "big") for at in range(0, len(units), 2))

    def object(self, members, rng):
        """An object with this file's blanks."""
        inner = [self.blank(rng) + self.string(name, rng) + self.blank(rng, before=True) + ":" + self.blank(rng) + value
                 + self.blank(rng, before=True) for name, value in members]
        outer = (lambda: rng.choice(["", "", " ", "\t "])) if self.blanks == "wild" else (lambda: "")
        return (outer() + "{" + ",".join(inner) + "}" + outer()).encode("utf-8", "surrogateescape")

    def blank(self, rng, before=False):
        if self.blanks == "wild":
            return rng.choice(["", "", " ", "\t", "  \t"])
        return "" if before else self.blanks


def fit(row):
    """Settles what a row's texts come to in an object, where that differs from CSV."""
    for column, fault in row.faults.items():
        if fault.codes == {"enc.utf8"}:
            fault.columns |= {""}  # of a line that is no text, no column need be known
    for column in QUANTITIES:
        text = row.text(column)
        fault = row.faults.get(column)
        if fault and fault.codes == {"num.comma"} and NUMBER.fullmatch(text):
            del row.faults[column]  # the point of a number of JSON stands before decimals
            row.warnings.append({"num.dot0"})
            continue
        if not text or column in row.spelt or NUMBER.fullmatch(text) or fault and fault.codes == {"enc.utf8"}:
            continue
        # It can stand in quotes alone, and a count in quotes is none, whatever else is wrong with it.
        codes = fault.codes & {"text.control", "enc.bom"} if fault else set()
        row.faults[column] = Fault({"json.type"} | codes, {column}, fault.says if fault else "")
    if row.text("multiplier") and "multiplier" not in row.spelt and not NUMBER.fullmatch(row.text("multiplier")):
        # The policy lets money stand in quotes; whether a rate may is left open.
        if "multiplier" in row.faults:
            if row.faults["multiplier"].codes != {"enc.utf8"}:
                row.faults["multiplier"].codes |= {"json.type"}
        else:
            row.cells["multiplier"] = "1.5"
            row.may_warn |= set().union(*row.warnings)
            row.warnings = []
    if "byok" in row.faults and row.faults["byok"].codes != {"enc.utf8"}:
        row.faults["byok"].codes |= {"json.type"}
