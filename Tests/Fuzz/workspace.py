"""A fuzzed workspace: books, exports with mutations, and what the policy says of each row and file."""
import copy
import os
import random
from collections import Counter

import cells
import exports
import jsonl
import ledger
import records
from books import EPOCH, TIERS, Books, timedelta
from json_line_ledgers import Lines
from ledger import Record

PATHS = ["a.csv", "b/c.csv", "z.tsv", "ü.csv", "a b.csv", "10.csv", "9.csv", "b.csv", "B.csv", "g/x.csv.gz", "a-b.csv",
         "t.tsv.gz", "b/deep/er.csv", "A.CSV"]
LINES_PATHS = ["a.jsonl", "b/c.ndjson", "l.jsonl.gz", "g/n.ndjson.gz", "A.JSONL", "ü b.jsonl", "10.jsonl",
               "b/deep/z.ndjson"]

NOISE = [b'"', b",", b"\n", b"\r", b"\r\n", b'""', b'"\n"', b";", b"\t", b" ", b"\x00", b"\xff", b"-", b".", b"'", b"|",
         b"\xef\xbb\xbf", b"9" * 30, b"e3", b"\xc3", b"{", b"}", b"[", b":", b"\\", b"\\u", b"null", b"[" * 70]


class Workspace:
    """Everything of one seed; the same seed always gives the same bytes.

    A quick one has nothing large in it and few days, which a debug build would take long over.
    """

    def __init__(self, seed, is_quick=False):
        rng = self.rng = random.Random(seed)
        self.number, self.is_quick = 0, is_quick
        self.books = Books(rng, is_quick)
        self.tally = Counter()
        self.files = []
        for path in rng.sample(PATHS + LINES_PATHS, rng.choice([1, 1, 2, 3])):
            kind = Lines if path in LINES_PATHS else ledger.File
            self.files.append(kind(path, ledger.random_columns(rng), rng))
        for _ in range(rng.randint(10, 40 if is_quick else 60)):
            file = rng.choice(self.files)
            file.records.append(Record(ledger.good_row(rng, self.new_id(), file.columns, self.books)))
        for file in list(self.files):
            self.mutate_rows(file)
        self.mutate_files()
        # Now and then bytes are spoilt blindly: no verdict then, but every law and all ways agree.
        self.is_noise = rng.random() < 0.12
        if self.is_noise:
            self.add_noise()
        self.period = rng.choice([None] * 5 + ["2026-07", "2026-08"])
        self.max_rejects = rng.choice([None] * 12 + [0, 3])

    def new_id(self):
        self.number += 1
        return f"r{self.number:05d}"

    # Mutations

    def mutate_rows(self, file):
        rng = self.rng
        share = rng.choice([0, 0.1, 0.2, 0.4])
        structural = {name: change for name, change in records.MUTATIONS.items()
                      if not file.is_lines or name not in records.CSV_ONLY}
        structural |= jsonl.MUTATIONS if file.is_lines else {}
        for row in [record.row for record in file.records if record.row]:
            if rng.random() >= share or row.is_mutated:
                continue
            # Of objects fewer cells can be faulty, and more lines.
            if rng.random() < (0.45 if file.is_lines else 0.65):
                name = rng.choice(list(cells.MUTATIONS))
                if name in cells.LARGE and self.is_quick:
                    continue
                if name == "all cells empty" and not file.is_lines:
                    continue  # delimiters alone are no row
                if cells.MUTATIONS[name](rng, row, file.columns):
                    row.is_mutated = True
                    self.tally[name] += 1
            else:
                name = rng.choice(list(structural))
                if name in records.RARE | jsonl.RARE and (self.is_quick or rng.random() < 0.8):
                    continue
                index = next(at for at, record in enumerate(file.records) if record.row is row)
                if structural[name](rng, self, file, index):
                    self.tally[name] += 1

    def mutate_files(self):
        rng = self.rng
        for file in list(self.files):
            chance = rng.random()
            if chance < 0.1:
                kinds = exports.REFUSED
            elif chance < 0.22:
                kinds = exports.ACCEPTED
            else:
                continue
            others = exports.CSV_ONLY if file.is_lines else exports.LINES_ONLY
            name = rng.choice([name for name in kinds if name not in others])
            if name in exports.RARE and (self.is_quick or rng.random() < 0.6):
                continue
            if kinds[name](rng, self, file) is not False:
                self.tally[name] += 1

    def add_noise(self):
        """Lets bytes be changed, lost, doubled and moved in some files, inside gzip as well."""
        rng, pack = self.rng, ledger.Export.packed
        for file in self.files:
            if file.codes or file.spoil or file.replace or rng.random() < 0.3:
                continue
            dice, count = random.Random(rng.random()), rng.choice([1, 3, 10, 50])
            file.spoil = lambda plain, file=file, dice=dice, count=count: pack(file, noise(plain, dice, count))
            self.tally["noise"] += 1

    def again(self, file, link):
        """Adds a file of the same bytes as `file`, as a copy or by a link."""
        folder, dot, _ = file.path.rpartition("/")
        twin = copy.deepcopy(file)
        twin.path = folder + dot + self.rng.choice(["0", "zz"]) + f"-again{self.number}" + file.suffix + (
            ".gz" if file.gzip else "")
        if any(other.path == twin.path for other in self.files):
            return False
        twin.replace, twin.same_as = link, file
        self.files.append(twin)
        return True

    # Files

    def write(self, folder):
        """Writes books and exports below `folder` and settles what is to be expected of the run."""
        for path, text in self.books.files().items():
            put(os.path.join(folder, path), text.encode())
        os.makedirs(os.path.join(folder, "ledger"), exist_ok=True)
        self.files.sort(key=lambda file: file.path.encode())
        for file in self.files:
            path = os.path.join(folder, "ledger", file.path)
            # A twin is written with the dice of its original, and so has its bytes.
            file.plain, stored = file.write(random.Random(file.seed))
            if file.codes and file.open_column:
                file.place = f"{file.records[-1].line}:{file.open_column}"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if file.replace:
                file.replace(path)
            else:
                put(path, stored)
        self.settle()

    # Verdicts

    def settle(self):
        """The verdict of each record, in the order in which rows are held against each other."""
        firsts = {}
        self.refusals = [file for file in self.files if file.codes]
        for file in self.files:
            file.verdicts = []
            if file.codes:
                continue
            rows = [record for record in file.records if not record.is_blank]
            faults = [(record, record.fault or file.fault(record.row)) for record in rows]
            rejected = sum(fault is not None for _, fault in faults)
            bound = len(rows) // 2 if self.max_rejects is None else self.max_rejects
            if rejected > bound and (len(rows) >= 20 or self.max_rejects is not None):
                file.codes = {"file.rejects"}
                self.refusals.append(file)
                continue
            for record, fault in faults:
                file.verdicts.append(self.verdict(record, fault, file, firsts))

    def verdict(self, record, fault, file, firsts):
        row = record.row
        if fault:
            return Verdict("rejected", file, record, fault=fault)
        if self.period and not self.holds(row):
            return Verdict("outside", file, record)
        name = row.text("request_id")
        if name in firsts:
            first = firsts[name]
            kind = "duplicate" if first.record.row.known() == row.known() else "conflict"
            return Verdict(kind, file, record, first=first)
        rated, reason = self.books.rate(row)
        verdict = Verdict("rated" if rated else "unpriced", file, record, rated=rated, reason=reason)
        verdict.is_tier_unknown = row.text("tier") not in TIERS
        firsts[name] = verdict
        return verdict

    def holds(self, row):
        day = EPOCH + timedelta(days=self.books.day(row.start))
        return day.strftime("%Y-%m") == self.period


def noise(plain, dice, count):
    """Some bytes changed, lost, put in, or moved, most often those that CSV and JSON are made of."""
    data = bytearray(plain)
    for _ in range(count):
        at = dice.randrange(len(data) + 1)
        kind = dice.random()
        new = dice.choice(NOISE + [dice.randbytes(3)])
        if kind < 0.4:
            data[at:at] = new
        elif kind < 0.7:
            data[at:at + len(new)] = new
        elif kind < 0.85:
            del data[at:at + dice.choice([1, 1, 2, 40])]
        else:
            start = dice.randrange(len(data) + 1)
            data[at:at] = data[start:start + dice.randrange(200)]
    return bytes(data)


class Verdict:
    """What becomes of one row."""

    def __init__(self, kind, file, record, fault=None, first=None, rated=None, reason=None):
        self.kind, self.file, self.record, self.fault = kind, file, record, fault
        self.first, self.rated, self.reason = first, rated, reason
        self.is_tier_unknown = False

    @property
    def path(self):
        return "ledger/" + self.file.path


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
