"""Files of bills as records: CSV with physical line numbers, JSON with the line of each object. "F" is the page on formats."""
import os
import re

import bill_json
import oracle
from oracle import Refused


class Record:
    """One record: its texts by column, and where it stands. Numbers of JSON keep their kind."""

    def __init__(self, cells, file, line):
        self.cells, self.file, self.line = cells, file, line

    @property
    def where(self):
        return f"{self.file}:{self.line}"

    def get(self, *names):
        """The first of some columns that is not blank."""
        for name in names:
            found = self.cells.get(name)
            if found not in (None, ""):
                return found
        return ""

    def identity(self, figures):
        """V §2 Duplicate lines: all texts but amounts, prices, rates, quantities, units, numbers of requests.

        Choice: blank cells and columns of another generation of the file do not count."""
        return frozenset((name, str(text)) for name, text in self.cells.items()
                         if text not in (None, "") and not figures(name))


def paths(workspace):
    """V §1: every file below bills/, by the bytes of its path."""
    found = []
    for folder, _, names in os.walk(os.path.join(workspace, "bills")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), workspace).replace(os.sep, "/")
            if re.search(r"\.(csv|tsv|json|jsonl|ndjson)(\.gz)?$", path):
                found.append(path)
    return sorted(found, key=os.fsencode)


def read(workspace, path):
    """("csv", names, records) or ("json", None, documents)."""
    data = oracle.file_bytes(os.path.join(workspace, path))
    if re.search(r"\.(json|jsonl|ndjson)(\.gz)?$", path):
        try:
            return "json", None, bill_json.documents(data.decode("utf-8"))
        except ValueError as fault:
            raise Refused(f"{path}: [json.syntax] {fault}") from None
    delimiter = b"\t" if re.search(r"\.tsv(\.gz)?$", path) else b","
    names, records = None, []
    for line, fields, fault in oracle.csv_records(data, delimiter):
        if fault or (names and len(fields) != len(names)):
            raise Refused(f"{path}:{line}: [{fault or 'csv.fields'}]")
        texts = [field.decode("utf-8") for field in fields]
        if names is None:
            names = [text.strip() for text in texts]
        else:
            records.append(Record(dict(zip(names, texts)), path, line))
    return "csv", names or [], records


def json_record(parts, file, line):
    """A record of the leaves of some objects, as (prefix, object) pairs; points join the names."""
    cells = {}
    for prefix, value in parts:
        for name, leaf in bill_json.flatten(value, prefix):
            cells[name] = {True: "true", False: "false"}.get(leaf, leaf) if isinstance(leaf, bool) else leaf
    return Record(cells, file, line)
