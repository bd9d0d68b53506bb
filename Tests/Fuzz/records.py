"""Mutations of whole records: of the structure of CSV, and, in any format, of line ends, and copies of rows.

A mutation takes a random source, the workspace, a file and the index of a record that holds an
untouched row; it changes the file's records and returns True, or False where it does not suit.
"""
import cells
import ledger
from ledger import FREE_TEXT, QUANTITIES, Fault, Record

MUTATIONS = {}
# These are slow, so they are drawn less often.
RARE = {"field too long", "record too long", "field as long as may be", "many rejects of one code"}
CSV_ONLY = {"too few fields", "too many fields", "quote inside an unquoted field", "text after a closing quote",
            "line of blanks", "line of delimiters", "header repeated", "footer of one field", "field too long", "record too long"}


def mutation(name):
    def keep(function):
        MUTATIONS[name] = function
        return function
    return keep


def broken(file, index, fields, *codes, columns=("",)):
    file.records[index] = Record(raw=file.join(fields), fault=Fault(set(codes), set(columns)))
    return True


def spellings(column):
    """How a column may be named: one that nobody knows as the header has it."""
    return {column, column.upper()} if column in FREE_TEXT else {column}


def plain_fields(file, index, rng):
    """The fields of a record without line ends in them, so that a broken record ends where its line does."""
    fields = file.fields(file.records[index].row, rng)
    return None if any(mark in field for field in fields for mark in "\r\n") else fields


@mutation("too few fields")
def _(rng, workspace, file, index):
    fields = plain_fields(file, index, rng)
    at = rng.randrange(len(fields))
    fewer = rng.choice([fields[:-1], fields[:at] + fields[at + 1:], fields[:1]])
    return fewer != [""] and broken(file, index, fewer, "csv.fields")  # nothing at all is a blank line


@mutation("too many fields")
def _(rng, workspace, file, index):
    fields = plain_fields(file, index, rng)
    at = rng.randrange(len(fields))
    return broken(file, index, rng.choice([fields + [""], fields + ["x", "y"], fields[:at] + ["7"] + fields[at:],
                                           fields + fields]), "csv.fields")


@mutation("quote inside an unquoted field")
def _(rng, workspace, file, index):
    fields = plain_fields(file, index, rng)
    at = rng.randrange(len(fields))
    fields[at] = rng.choice(['ab"cd', '5"', 'x"y"z', ' "x"', "7\"" + file.delimiter + '"'])
    return broken(file, index, fields, "csv.quote", columns=spellings(file.columns[at]))


@mutation("text after a closing quote")
def _(rng, workspace, file, index):
    fields = plain_fields(file, index, rng)
    at = rng.randrange(len(fields))
    fields[at] = rng.choice(['"ab"cd', '"5" ', '""x', '"a""b"c'])
    return broken(file, index, fields, "csv.quote", columns=spellings(file.columns[at]))


@mutation("line of blanks")
def _(rng, workspace, file, index):
    file.records.insert(index, Record(raw=rng.choice([b" ", b"   ", b" " * 40]), fault=Fault({"csv.fields"}, {""})))
    return True


@mutation("line of delimiters")
def _(rng, workspace, file, index):
    # As spreadsheets write below their data; no row, however many there are.
    mark = file.delimiter
    count = max(1, len(file.columns) - 1)
    line = rng.choice([mark * count, mark, f'"{mark}' .replace('"', '""') * count, f" {mark}" * count])
    for _ in range(rng.choice([1, 2, 30])):
        file.records.insert(index, Record(raw=line.encode(), is_blank=True, is_delimiters=True))
    return True


@mutation("blank line")
def _(rng, workspace, file, index):
    for _ in range(rng.choice([1, 1, 3])):
        file.records.insert(index, Record(is_blank=True))
    return True


@mutation("header repeated")
def _(rng, workspace, file, index):
    file.records.insert(index, Record(raw=file.header(), fault=Fault({"csv.header2"}, {""})))
    return True


@mutation("footer of one field")
def _(rng, workspace, file, index):
    text = rng.choice([b"Total rows: 20", b"# exported by a tool", b"total", b"(20 rows)", b"--", b"\\."])
    file.records.append(Record(raw=text, fault=Fault({"csv.fields"}, {""})))
    return True


@mutation("line end in free text")
def _(rng, workspace, file, index):
    return free_text(rng, file, index, file.end.decode(), "a{}b", "{}", 'x{}{}"y"{}', "r9,2026-07-01T00:00:00Z,u{}")


@mutation("tab or byte order mark in free text")
def _(rng, workspace, file, index):
    return free_text(rng, file, index, "", "a\tb", "\ufeffa", "a\u200b", "\u202ea", " x ", "x" * 300, "total")


def free_text(rng, file, index, end, *texts):
    row = file.records[index].row
    column = cells.some(rng, file.columns, FREE_TEXT)
    if column is None:
        return False
    row.cells[column] = rng.choice(texts).replace("{}", end)
    row.is_mutated = True
    return True


@mutation("line ends mixed")
def _(rng, workspace, file, index):
    for record in file.records:
        if rng.random() < 0.3:
            record.end = rng.choice(file.line_ends)
    return True


@mutation("field too long")
def _(rng, workspace, file, index):
    row = file.records[index].row
    column = rng.choice(file.columns)
    row.cells[column] = rng.choice("xé7") * (1 << 20) + "z"
    record = Record(raw=file.join(file.fields(row, rng)), fault=Fault({"csv.long"}, spellings(column)))
    file.records[index] = record
    return True


@mutation("record too long")
def _(rng, workspace, file, index):
    row = file.records[index].row
    for column in rng.sample(file.columns, 3):
        row.cells[column] = "x" * 1_000_000
    file.records[index] = Record(raw=file.join(file.fields(row, rng)), fault=Fault({"csv.long"}, {""}))
    return True


@mutation("field as long as may be")
def _(rng, workspace, file, index):
    column = cells.some(rng, file.columns, FREE_TEXT)
    row = file.records[index].row
    if column is None:
        return False
    row.cells[column] = "x" * (1 << 20)
    row.is_mutated = True
    return True


@mutation("many rejects of one code")
def _(rng, workspace, file, index):
    # More than are shown on the terminal, and not so many that the file is refused.
    rows = [record.row for record in file.records if record.row and not record.row.is_mutated]
    column = cells.some(rng, file.columns, ledger.COUNTS)
    if column is None or len(rows) < 2:
        return False
    for number in range(25):
        row = rng.choice(rows).copy()
        row.cells["request_id"] = workspace.new_id()
        cells.reject(row, column, "-1", "num.sign")
        row.is_mutated = True
        file.records.insert(rng.randrange(len(file.records) + 1), Record(row))
    for number in range(30):
        row = ledger.good_row(rng, workspace.new_id(), file.columns, workspace.books)
        file.records.append(Record(row))
    return True


# Copies

@mutation("exact copy")
def _(rng, workspace, file, index):
    return insert(rng, workspace, file, file.records[index].row.copy())


@mutation("several exact copies")
def _(rng, workspace, file, index):
    row = file.records[index].row
    for _ in range(rng.randint(2, 4)):
        insert(rng, workspace, file, row.copy())
    return True


@mutation("copy with other content")
def _(rng, workspace, file, index):
    row = file.records[index].row.copy()
    kind = rng.choice(["count", "spelling", "decimals", "user", "time", "cost"])
    column = cells.some(rng, file.columns, [name for name in QUANTITIES[:5]])
    if kind == "count":
        row.cells[column], row.quantities[column] = "424242", 424242
    elif kind == "spelling" and row.text(column):
        row.cells[column] = "0" + row.text(column)
    elif kind == "decimals" and row.text(column):
        row.cells[column] += ".0"
        row.warnings.append({"num.dot0"})
    elif kind == "time":
        row.start += 1
        row.cells["request_started_at"] = ledger.stamp(row.start)
        row.cells.pop("request_completed_at", None)
    elif kind == "cost" and "vendor_cost_usd" in file.columns:
        row.cells["vendor_cost_usd"], row.cost = "0.123", cells.Fraction("0.123")
    else:
        user = cells.some(rng, file.columns, ["user_id", "account_id"])
        row.cells[user] = row.text(user) + "x"
    return insert(rng, workspace, file, row)


@mutation("copy with a fault")
def _(rng, workspace, file, index):
    # It is rejected before it is held against others, wherever it stands.
    row = file.records[index].row.copy()
    cells.reject(row, "request_started_at", "yesterday", "time.zone")
    return insert(rng, workspace, file, row)


@mutation("id that differs by its bytes alone")
def _(rng, workspace, file, index):
    for text in rng.choice([("é", "e\u0301"), ("A", "a"), ("а", "a"), ("ﬁ", "fi"), ("x", "x ".strip() + "0")]):
        row = ledger.good_row(rng, f"{text}-{index}-{workspace.number}", file.columns, workspace.books)
        row.is_mutated = True
        file.records.insert(rng.randrange(len(file.records) + 1), Record(row))
    return True


def insert(rng, workspace, file, row):
    """Puts a copy somewhere, now and then in another file with other columns or of another format."""
    row.is_mutated = True
    target = rng.choice(workspace.files) if rng.random() < 0.4 else file
    if not target.can_hold(row):
        target = file
    target.records.insert(rng.randrange(len(target.records) + 1), Record(row))
    return True
