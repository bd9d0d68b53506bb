"""Mutations of lines of JSON: of their syntax, keys, depth and types.

They are like those of `records.py`; a mutation gets an export of objects.
"""
import cells
from books import COUNT_CLASSES
from json_line_ledgers import UNKNOWN
from ledger import FREE_TEXT, KNOWN, MONEY, QUANTITIES, TIMES, Fault, Record

MUTATIONS = {}
# These are slow, so they are drawn less often.
RARE = {"json line too long", "json line as long as may be"}
LINE_LIMIT = 2 << 20


def mutation(name):
    def keep(function):
        MUTATIONS[name] = function
        return function
    return keep


def broken(file, index, text, *codes, columns=("",), says=""):
    """Puts a line in the place of a record."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    file.records[index] = Record(raw=raw, fault=Fault(set(codes), set(columns), says))
    return True


def members(file, index, rng):
    return file.members_of(file.records[index], rng)


def with_members(file, index, rng, found, *codes, **more):
    return broken(file, index, file.object(found, rng), *codes, **more)


# Syntax

@mutation("json.syntax: values that JSON has not")
def _(rng, workspace, file, index):
    found = members(file, index, rng)
    at = rng.randrange(len(found))
    value = rng.choice(["NaN", "Infinity", "-Infinity", "nan", "01", "-01", "007", "+5", ".5", "5.", "5.e3", "1e",
                        "1e+", "0x10", "1_000", "1,5x", "-", "--1", "True", "None", "undefined", "nul", "tru", "١٢",
                        "１２", "\u22125", "'x'", "`x`", "$5", "1 2", '"a" "b"', "x", "", "(1)", "<1>", "\u00a05",
                        "1,", "new Date()", "null null", "truefalse", '"a"+"b"', "@", ":", '{"a"}', "{1:2}", "[1,]",
                        '{"a":1,}', "[1 2]", '{"a" 1}', "[,1]", "]", "[1}", "\x0b5", "\x0c5", "5\u2028", "/x/", "5#",
                        "0b1", "1f", "1n", "1.2.3", "1e2.5"])
    found[at] = (found[at][0], value)
    return with_members(file, index, rng, found, "json.syntax")


@mutation("json.syntax: between members")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    body = text[1:-1]
    return broken(file, index, rng.choice([
        "{" + body + ",}", "{," + body + "}", "{" + body + ",,\"x\":1}", "{" + body + ' "x":1}',
        "{" + body + ",\"x\"}", "{" + body + ",\"x\":}", "{" + body + ",:1}", "{" + body + ",x:1}",
        "{" + body + ",'x':1}", "{" + body + ",1:1}", "{" + body + ",null:1}", "{" + body + ';"x":1}',
        "{" + body + ',"x"=1}', "{" + body + ',"x"::1}', "{" + body, "{" + body + "]", "{" + body + ")", body,
        body + "}", "[" + body + "]", "{" + body + ',"x":{"y":1}', '{"x":[' + text, "{{" + body + "}}",
        "{\"x\"" + text + "}", "{" + body + ',"x:1}', "{" + body + ',"x":"1}', "{" + body + ",[]:1}"]), "json.syntax")


@mutation("json.syntax: comments")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    note = rng.choice(["/* note */", "/**/", "// note", "#", "# note", "-- note", "<!-- -->", "/"])
    return broken(file, index, rng.choice([note + text, "{" + note + text[1:], text[:-1] + note + "}", text + note,
                                           text + " " + note, note, "{" + note]), "json.syntax")


@mutation("json.syntax: text around an object")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    return broken(file, index, rng.choice([
        text + text, text + " {}", text + ",", text + ";", text + "}", text + " null", text + "x", "," + text,
        "x" + text, "}" + text, ")]}'" + text, "data: " + text, "\x1e" + text, text + "\x00", "\x00" + text,
        text + "\x0c", "\u00a0" + text, text + "\u2028", "callback(" + text + ")", "\\n" + text, "'" + text + "'",
        '"' + text, text + '"', "5 " + text, "[" + text, text + "]"]), "json.syntax")


@mutation("json.syntax: no JSON at all")
def _(rng, workspace, file, index):
    text = rng.choice(["Total rows: 20", "# exported by a tool", "total", "(20 rows)", "--", "\\.", "{", "}", "[",
                       '"', "{{}}", "request_id,model,input_tokens", "r9,2026-07-01T00:00:00Z,u1,acme,m-large,5",
                       "<html>", "'", ":", "{:}", "undefined", "\x00", "\x00" * 40, "Error: connection reset", "{]",
                       "\ufffd", "nil", '{"a"', "{'a':1}"])
    file.records.insert(index, Record(raw=text.encode(), fault=Fault({"json.syntax"}, {""})))
    return True


@mutation("json.syntax: strings")
def _(rng, workspace, file, index):
    found = members(file, index, rng)
    spoilt = "x" + rng.choice(["\x00", "\x01", "\t", "\x1f", "\x0b", "\x0c", "\x08", "\\x41", "\\u12", "\\u12G4",
                               "\\u{41}", "\\'", "\\a", "\\0", "\\v", "\\U00000041", "\\u 041", "\\u+041", "\\u-041",
                               "\\u00e", "\\ n", "\\u٠٠٤١", "\\N", "\\é", "\\u００４１", '"y', '\\u"']) + "y"
    return in_a_string(rng, file, index, found, spoilt, "json.syntax")


@mutation("lone surrogate")
def _(rng, workspace, file, index):
    # It is no text, and the policy leaves open which of the two codes says so.
    found = members(file, index, rng)
    spoilt = rng.choice(["\\ud800", "\\udc00", "\\uD83Dx", "\\uDE00\\uD83D", "\\ud800\\u0041", "\\ud800\\ud800",
                         "\\udfff", "\\udbff\\n", "\\ud83d\\\\ude00", "\\ud83d\\ude00\\ude00", "a\\uDBFF"])
    return in_a_string(rng, file, index, found, spoilt, "json.syntax", "enc.utf8")


def in_a_string(rng, file, index, found, spoilt, *codes):
    """Puts a spoilt string somewhere: as a value, a key, or deep in what nobody knows."""
    kind = rng.choice(["value", "value", "key", "deep"])
    at = rng.randrange(len(found))
    if kind == "value":
        found[at] = (found[at][0], f'"{spoilt}"')
        return with_members(file, index, rng, found, *codes)
    deep = '{"x":[1,{"%s":2}]}' if rng.random() < 0.5 else '[{"y":["%s"]}]'
    text = file.object(found, rng).decode("utf-8").strip()
    more = f'"{spoilt}":1' if kind == "key" else '"usage":' + deep % spoilt
    return broken(file, index, "{" + more + "," + text[1:], *codes)


@mutation("byte order mark between tokens")
def _(rng, workspace, file, index):
    # The policy rejects it among the faults of JSON, and has a code for byte order marks.
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    before = "\ufeff" + text if index > 0 else "{\ufeff" + text[1:]  # at the very start of a file it is allowed
    return broken(file, index, rng.choice([before, "{\ufeff" + text[1:], text[:-1] + "\ufeff}", text + "\ufeff"]),
                  "json.syntax", "enc.bom")


@mutation("not UTF-8 between tokens or in what nobody knows")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).strip()
    bytes_ = rng.choice(cells.NOT_UTF8)
    line = rng.choice([b"{" + bytes_ + b" " + text[1:], text[:-1] + b" " + bytes_ + b" }", text + bytes_,
                       b'{"usage":["' + bytes_ + b'x"],' + text[1:], b'{"a' + bytes_ + b'b":1,' + text[1:]])
    return broken(file, index, line, "enc.utf8", says=f"byte 0x{bytes_[0]:02X} is not UTF-8")


# Keys, depth, types, length

@mutation("json.twice")
def _(rng, workspace, file, index):
    found = members(file, index, rng)
    name, value = rng.choice(found)
    other = rng.choice([value, value, "null", '"x"', "7", "{}"])
    found.insert(rng.randrange(len(found) + 1), (name, other))
    line = file.object(found, rng)
    if rng.random() < 0.3 and name.isascii() and name:
        line = line.replace(b'"%s"' % name.encode(), b'"\\u%04x%s"' % (ord(name[0]), name[1:].encode()), 1)
    return broken(file, index, line, "json.twice", columns={"", name}, says=name)


@mutation("json.depth")
def _(rng, workspace, file, index):
    found = members(file, index, rng)
    levels = rng.choice([64, 65, 100, 1_000] + [100_000] * (not workspace.is_quick))
    deep = rng.choice(["[" * levels + "]" * levels, '{"a":' * levels + "1" + "}" * levels,
                       '[{"a":' * levels + "1" + "}]" * levels])
    name = rng.choice(UNKNOWN + ["tier"])
    found = [member for member in found if member[0] != name]
    found.insert(rng.randrange(len(found) + 1), (name, deep))
    return with_members(file, index, rng, found, "json.depth")


@mutation("json.type of the line")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    return broken(file, index, rng.choice([f"[{text}]", "[]", "[1,2,3]", "5", '"x"', "null", "true", "false",
                                           "-0.5e3", '""', f"[{text},{text}]", ' [ ] ', '"{}"', "0"]), "json.type")


@mutation("json.type")
def _(rng, workspace, file, index):
    row = file.records[index].row
    wrong(rng, row, rng.choice([column for column in KNOWN if column != "byok"]))
    if rng.random() < 0.2:
        wrong(rng, row, rng.choice([column for column in KNOWN if column != "byok"]))
    names = list(row.faults)
    for here, there in zip(names, names[1:] + names[:1]):
        row.faults[here].says = there  # all errors are in the message
    row.is_mutated = True
    return True


def wrong(rng, row, column):
    kinds = ["true", "false", "[]", "{}", '["x"]', '{"value":5}', "[5]"]
    codes = {"json.type"}
    if column in QUANTITIES:
        kinds += ['"5"', '"0"', '""', '"five"', '"1e3"', '"10.0"', '" 5"', '"null"', '"NaN"'] * 2
    elif column in TIMES:
        kinds += ["1767225600", "1767225600.5", "2026"] * 3
        codes |= {"time.epoch"}  # a number is of the wrong type, and is an epoch
    elif column not in [*MONEY, "multiplier"]:
        kinds += ["5", "0", "-1.5", "1e3"] * 2
    row.spelt[column] = rng.choice(kinds)
    row.faults[column] = Fault(codes if row.spelt[column][0].isdigit() else {"json.type"}, {column})


@mutation("json line too long")
def _(rng, workspace, file, index):
    text = file.object(members(file, index, rng), rng).decode("utf-8").strip()
    rest = LINE_LIMIT + rng.choice([1, 1_000, 1 << 20]) - len(text.encode())
    filler = rng.choice([' ' * rest, '"pad":"' + "x" * rest + '",'])
    return broken(file, index, "{" + filler + text[1:], "csv.long")


@mutation("json line as long as may be")
def _(rng, workspace, file, index):
    row = file.records[index].row
    row.cells["trace"] = "x" * ((1 << 20) + rng.randrange(1 << 19))
    row.is_mutated = True
    return True


# Accepted

@mutation("json line of blanks")
def _(rng, workspace, file, index):
    file.records.insert(index, Record(raw=rng.choice([b" ", b"   ", b"\t", b" \t " * 40]), is_blank=True))
    return True


@mutation("json numbers spelt otherwise")
def _(rng, workspace, file, index):
    row = file.records[index].row
    column = rng.choice([*list(COUNT_CLASSES)[:5], "seconds"])
    if column == "seconds":
        cells.set_decimal(row, column, *rng.choice([("1.50", cells.Fraction("1.5")), ("2.000", cells.Fraction(2))]))
    else:
        row.cells[column], row.quantities[column] = rng.choice([("10.0", 10), ("0.0", 0), ("7.00000", 7)])
        row.warnings.append({"num.dot0"})
    row.is_mutated = True
    return True


@mutation("json numbers with an exponent or a fraction")
def _(rng, workspace, file, index):
    row = file.records[index].row
    column = rng.choice([*QUANTITIES, *MONEY])
    text, code = rng.choice([("1E2", "num.form"), ("1e0", "num.form"), ("10.0e1", "num.form"), ("5E-0", "num.form"),
                             ("1e400", "num.form"), ("1" * 400, "num.range"), ("0." + "1" * 400, "num.scale")])
    if column not in QUANTITIES or column == "seconds" or code != "num.scale":
        cells.reject(row, column, text, code)
    else:
        cells.reject(row, column, text, "num.fraction")
    row.is_mutated = True
    return True


@mutation("json null for all that may be unknown")
def _(rng, workspace, file, index):
    row = file.records[index].row
    for column in ["request_completed_at", "service", "service_tier", "region", "capability", "quality_level",
                   "currency", "multiplier", *MONEY, *FREE_TEXT]:
        if rng.random() < 0.7:
            row.cells[column], row.spelt[column] = "", "null"
            row.cost = None if column == "vendor_cost_usd" else row.cost
            row.credits = None if column == "credits_deducted" else row.credits
    row.is_mutated = True
    return True
