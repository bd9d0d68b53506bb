"""Mutations of whole files: some are accepted, the others refuse the run.

A mutation takes a random source, the workspace and a file. One that spoils a file gives it `codes`, of
which one must be told, and where the place is known `place` (line and column).
"""
import os
import socket

import ledger
from ledger import LINE_ENDS, REQUIRED, Record, broken_crc, member

ACCEPTED, REFUSED = {}, {}
# They take a while.
RARE = {"gz.bomb"}
CSV_ONLY = {"required column missing", "no user or account", "column twice", "column without a name", "no header",
            "blank line or preamble before the header", "stray quote in the header",
            "no delimiter that splits the header", "quote never closed"}
LINES_ONLY = {"json.cut"}


def accepted(name):
    def keep(function):
        ACCEPTED[name] = function
        return function
    return keep


def refused(name, *codes, place=None):
    def keep(function):
        def spoil(rng, workspace, file):
            if function(rng, workspace, file) is False:
                return False
            file.codes, file.place = set(codes), place
            return True
        REFUSED[name] = spoil
        return function
    return keep


# Accepted

@accepted("header only")
def _(rng, workspace, file):
    file.records = [Record(is_blank=True)] * rng.choice([0, 0, 1])


@accepted("gzip under a plain name")
def _(rng, workspace, file):
    file.gzip = True


@accepted("gzip members joined")
def _(rng, workspace, file):
    def pack(plain):
        cuts = sorted(rng.randrange(len(plain) + 1) for _ in range(rng.randint(1, 6)))
        return b"".join(member(plain[a:b], rng.choice([1, 6, 9])) for a, b in zip([0] + cuts, cuts + [len(plain)]))
    file.spoil = pack


@accepted("gzip of no compression")
def _(rng, workspace, file):
    file.spoil = lambda plain: member(plain, 0)


@accepted("same bytes under another name")
def _(rng, workspace, file):
    return workspace.again(file, None)


@accepted("link to another file of the ledger")
def _(rng, workspace, file):
    # The link stands beside its target.
    def link(path):
        os.symlink(os.path.basename(file.path), path)
    return workspace.again(file, link)


@accepted("json.cut")
def _(rng, workspace, file):
    # No part of an object is one, so the last line is rejected wherever it was cut.
    row = ledger.good_row(rng, workspace.new_id(), file.columns, workspace.books)
    whole = file.written(Record(row), rng).strip()
    raw = whole[:rng.randrange(1, len(whole))]
    codes = {"json.syntax"}  # which is json.cut in the last line
    try:
        raw.decode()
    except UnicodeDecodeError:
        codes = {"enc.utf8"}
    file.has_final_end = False
    file.records.append(Record(raw=raw, fault=ledger.Fault(codes, {""})))


# Refused: what a file is

@refused("empty", "file.empty")
def _(rng, workspace, file):
    file.spoil = lambda plain: b""


@refused("gzip of nothing", "file.empty")
def _(rng, workspace, file):
    file.spoil = lambda plain: member(b"") * rng.choice([1, 2])


@refused("byte order mark alone", "file.empty", "csv.header")
def _(rng, workspace, file):
    file.spoil = lambda plain: b"\xef\xbb\xbf"


@refused("UTF-16 or UTF-32", "enc.utf16", place="1:1")
def _(rng, workspace, file):
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    mark = {"utf-16-le": "\ufeff" * rng.randint(0, 1), "utf-16-be": "\ufeff" * rng.randint(0, 1)}.get(encoding, "")
    file.has_mark = False
    file.spoil = lambda plain: (mark + plain.decode("utf-8", "replace")).encode(encoding)


@refused("another kind of file", "file.kind", place="1:1")
def _(rng, workspace, file):
    magic = rng.choice([b"PK\x03\x04\x14\x00\x06\x00", b"PAR1\x15\x04\x15"])
    rest = rng.randbytes(300)
    file.spoil = lambda plain: magic + rest


@refused("fifo, or a link that leads nowhere or out", "file.open")
def _(rng, workspace, file):
    kind = rng.choice(["fifo", "dangling", "loop", "out", "device", "socket"])

    def put(path):
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "socket":
            # The path of a socket must be short, so it is made in its folder.
            with socket.socket(socket.AF_UNIX) as server:
                here = os.open(".", os.O_RDONLY)
                os.chdir(os.path.dirname(path))
                server.bind(os.path.basename(path))
                os.fchdir(here)
                os.close(here)
        else:
            os.symlink({"dangling": "nowhere.csv", "loop": os.path.basename(path), "out": "/etc/passwd",
                        "device": "/dev/zero"}[kind], path)
    file.replace = put


@refused("not readable", "file.open")
def _(rng, workspace, file):
    if os.geteuid() == 0:
        return False  # root reads everything
    file.replace = lambda path: open(path, "wb").close() or os.chmod(path, 0)


# Refused: gzip

@refused("gz.cut", "gz.cut")
def _(rng, workspace, file):
    where = rng.random()
    file.spoil = lambda plain: (lambda whole: whole[:max(2, int(where * len(whole)))])(member(plain))


@refused("gz.cut in the trailer", "gz.cut")
def _(rng, workspace, file):
    less = rng.randint(1, 8)
    file.spoil = lambda plain: member(plain)[:-less]


@refused("gz.cut in the second member", "gz.cut")
def _(rng, workspace, file):
    less = rng.randint(1, 17)
    file.spoil = lambda plain: member(plain) + member(b"")[:-less]


@refused("gzip checksum or length wrong", "gz.cut")
def _(rng, workspace, file):
    is_length = rng.random() < 0.5
    file.spoil = lambda plain: (lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]) if is_length else broken_crc(whole))(
        member(plain))


@refused("gzip damaged within", "gz.cut")
def _(rng, workspace, file):
    # A flipped bit may undo the header line too; zlib finds it at the latest by the checksum.
    where = rng.random()

    def damage(plain):
        whole = bytearray(member(plain))
        whole[10 + int(where * (len(whole) - 18))] ^= 0x10
        return bytes(whole)
    file.spoil = damage


@refused("gz.trailing", "gz.trailing")
def _(rng, workspace, file):
    rest = rng.choice([b"\x00", b"\n", b"garbage", b"\x00" * 512, b"request_id", b"\x1fgarbage and more of it"])
    file.spoil = lambda plain: member(plain) + rest


@refused("gz.bomb", "gz.bomb")
def _(rng, workspace, file):
    filler = rng.choice([b"\n", b" ", b"x"])
    file.end, file.has_final_end = b"\n", True
    file.spoil = lambda plain: member(plain + filler * (24 << 20))


# Refused: the header

def with_columns(file, change):
    def spoil(plain):
        file_like = list(file.columns)
        change(file_like)
        names = [f'"{name}"' if file.delimiter in name else name for name in file_like]
        return file.join(names) + file.end + plain.partition(file.end)[2]
    file.spoil = spoil


@refused("required column missing", "csv.missing", place="1:1")
def _(rng, workspace, file):
    column = rng.choice(REQUIRED)
    name = rng.choice([column + "s", column[:-1], "x_" + column, "zzz"])
    with_columns(file, lambda names: names.__setitem__(names.index(column), name))


@refused("no user or account", "csv.missing", place="1:1")
def _(rng, workspace, file):
    def rename(names):
        for column in ("user_id", "account_id"):
            if column in names:
                names[names.index(column)] = f"my_own_{column}"
    with_columns(file, rename)


@refused("column twice", "csv.twice")
def _(rng, workspace, file):
    known = [column for column in file.columns if column in ledger.KNOWN]
    column = rng.choice(known)
    name = rng.choice([column, column.upper(), f" {column} "])
    with_columns(file, lambda names: names.append(name))


@refused("column without a name", "csv.twice")
def _(rng, workspace, file):
    at = rng.randrange(len(file.columns) + 1)
    with_columns(file, lambda names: names.insert(at, rng.choice(["", "  "])))


@refused("no header", "csv.header", place="1:1")
def _(rng, workspace, file):
    rows = [record for record in file.records if record.row]
    if not rows:
        return False
    file.spoil = lambda plain: plain.partition(file.end)[2]
    file.records = [record for record in rows if not record.row.is_mutated][:5]
    file.has_mark = False
    return bool(file.records)


@refused("blank line or preamble before the header", "csv.header", place="1:1")
def _(rng, workspace, file):
    before = rng.choice([b"", b"Usage export of July", b"# made by a tool", b"   "])
    file.has_mark = False
    file.spoil = lambda plain: before + file.end + plain


@refused("stray quote in the header", "csv.header", place="1:1")
def _(rng, workspace, file):
    at = rng.randrange(len(file.columns))
    file.header_style = "plain"
    text = rng.choice(['mod"el', '"model"x', 'x"'])
    with_columns(file, lambda names: names.__setitem__(at, text))
    return file.delimiter not in text


@refused("no delimiter that splits the header", "csv.delim", place="1:1")
def _(rng, workspace, file):
    # Free text in the header may hold a delimiter itself, which is not the question here.
    if any(mark in name for name in file.columns for mark in ",;|\t"):
        return False
    other = rng.choice("^:~!#")
    file.header_style = "plain"
    file.spoil = lambda plain: plain.replace(file.delimiter.encode(), other.encode())


# Refused: found only while the rows are read

@refused("quote never closed", "csv.open")
def _(rng, workspace, file):
    # An odd quote after a delimiter in the last record: nothing closes it.
    text = rng.choice(['"', '"abc', '"a""', '"\n"" x'])
    before = ["x"] * rng.randrange(len(file.columns))
    file.open_column = 2 * len(before) + 1
    file.end = rng.choice(LINE_ENDS[:2])
    file.has_final_end = True
    file.records.append(Record(raw=file.join(before + [text]), end=rng.choice([b"", file.end])))


@refused("most rows are rejected", "file.rejects")
def _(rng, workspace, file):
    needed = max(20, len(file.records) + 1)
    junk = ledger.Fault({"json.syntax" if file.is_lines else "csv.fields"}, {""})
    file.records += [Record(raw=b"x", fault=junk) for _ in range(needed)]
