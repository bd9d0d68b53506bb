"""Reads a workbook back with openpyxl and compares every sheet with the CSV of the same table.

workbook.py OUT_DIR: exit 0 when each number equals the CSV's to 15 digits and each text is the same."""
import csv, datetime, pathlib, sys
from decimal import Decimal
import openpyxl

TABLES = ["summary", "margin-by-tier", "margin-by-day", "margin-by-provider", "margin-by-model", "margin-by-service",
          "margin-by-account", "revenue", "free-tier-loss-by-user", "free-tier-loss-by-model", "free-tier-loss-by-day",
          "reconciliation", "exceptions", "negative-margin", "rejects", "forecast"]


def same(cell, text, name):
    if cell is None:
        return text == ""
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d") == text
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        exact = Decimal(text)
        return abs(Decimal(repr(cell)) - exact) <= abs(exact) * Decimal("1e-15")
    # A CSV neutralises text that a spreadsheet would run with one apostrophe; a sheet has no need to.
    return cell == text or "'" + cell == text


def compare(sheet, path, name):
    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(cells[0]) >= len(rows[0]), f"{name}: {len(cells[0])} columns, the CSV has {len(rows[0])}"
    body, want = cells[1:], rows[1:]
    if not want:
        assert body[0][0] == "None in this period.", f"{name}: an empty table says so"
        return 0
    if len(want) > 1000:
        assert str(body[1000][0]).startswith(f"1,000 of {len(want):,} rows"), f"{name}: {body[1000][0]}"
        left = {tuple(row) for row in want}
        body = body[:1000]
        for row in body:
            assert any(all(same(c, t, name) for c, t in zip(row, line)) for line in left), f"{name}: {row} is in no line"
        return len(body)
    assert len(body) == len(want), f"{name}: {len(body)} rows, the CSV has {len(want)}"
    for number, (row, line) in enumerate(zip(body, want), 2):
        for cell, text in zip(row, line):
            assert same(cell, text, name), f"{name} row {number}: {cell!r} is not {text!r}"
    return len(body)


out = pathlib.Path(sys.argv[1])
book = openpyxl.load_workbook(out / "assay-report.xlsx")
assert len(book.sheetnames) == len(TABLES), book.sheetnames
assert book.sheetnames[0] == "Summary", book.sheetnames
total = sum(compare(book[sheet], out / (name + ".csv"), name) for sheet, name in zip(book.sheetnames, TABLES))
print(f"{len(TABLES)} sheets, {total} rows equal")
