"""Prints each row of the sheet "Bill requests": difference, largest part, evidence, id, quantity, cost and place."""

import sys

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1])["Bill requests"]
for row in sheet.iter_rows(min_row=2, values_only=True):
    if row[1]:
        print(" | ".join(str(cell) for cell in (row[5], row[6], *row[8:10], *row[14:])))
