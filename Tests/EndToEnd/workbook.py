"""Reads the workbooks of a run back with openpyxl and holds them against the CSVs of the same run.

workbook.py OUT_DIR [TERMINAL_OUTPUT]: exit 0 when each number equals the CSV's to 15 digits,
each text that is not a code is the same, totals are the sums of their columns, the headlines of summary.csv are on
Summary, every link leads to a sheet, every check is 0 by the cells themselves, and the charts are there with titles and
figures. With what the terminal showed, its findings and amounts are on Summary, word for word. A warning is an error."""
import csv, datetime, pathlib, re, sys, warnings, zipfile
from decimal import Decimal, ROUND_HALF_UP
import openpyxl

warnings.simplefilter("error")
CHANGES = "What changed"
SHEETS = ["Summary", CHANGES, "Customers", "Models", "Charts", "To fix", "About"]
NAMES = {"Usage_revenue_USD": "revenue_usd", "Vendor_cost_USD": "vendor_cost_usd", "Margin_USD": "margin_usd",
         "Margin_percent": "margin_percent", "Free_tier_loss_USD": "free_tier_loss_usd",
         "Plan_fees_USD": "plan_fees_usd"}
# Columns with words in place of codes.
CODES = {"code", "diagnosis", "causes", "series", "measure", "method", "class", "kind", "action", "guard", "subject",
         "severity", "check", "driver", "detail", "dimension", "format", "grouped_by", "finding", "segment"}
# The same in tables about credits only.
CREDIT_FILES = {"grants.csv", "reservations.csv", "coupons-report.csv", "plan-changes.csv"}
CREDIT_CODES = CODES | {"source", "state", "direction"}
# The headings of the sheets of people, and the columns of the CSV files with the same figures.
FIGURES = {"Requests": "requests", "Usage revenue USD": "revenue_usd", "Vendor cost USD": "vendor_cost_usd",
           "Margin USD": "margin_usd", "Margin %": "margin_percent", "Target %": "target_margin_percent",
           "Points": "variance_points"}


def same(cell, text):
    if cell is None:
        return text == ""
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d") == text
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        exact = Decimal(text)
        return abs(Decimal(repr(cell)) - exact) <= abs(exact) * Decimal("1e-15")
    # A CSV neutralises text that a spreadsheet would run with one apostrophe; a sheet has no need to.
    return cell == text or "'" + cell == text


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def cents(text):
    return Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)


def is_row(row, columns, line, codes=frozenset(CODES)):
    """True if the cells of a row are those of a line of the CSV."""
    for cell, column in zip(row, columns):
        if column in codes:
            # The name of a tier may have an underscore.
            assert column == "series" or not re.search(r"\w_\w", str(cell)), f"{column}: {cell}"
            if (cell is None) != (line[column] == ""):
                return False
        elif column == "change_usd" and "a_usd" in line:
            if Decimal(repr(cell)) != cents(line["b_usd"]) - cents(line["a_usd"]):
                return False
        elif not same(cell, line[column]):
            return False
    return True


def compare(sheet, path, names):
    """The rows of a sheet are those of its CSV, in any order, and its total is their sum."""
    header, *lines = read(path)
    lines = [dict(zip(header, line)) for line in lines]
    headings, *body = [list(row) for row in sheet.iter_rows(values_only=True)]
    columns = []
    for heading, column in names:
        if len(columns) < len(headings) and headings[len(columns)] == heading:
            columns.append(column)
    assert len(columns) == len(headings), f"{sheet.title}: {headings}, {columns}"
    if len(lines) > 1000:
        assert re.match(rf"1,000 of {len(lines):,} rows, .*first.*; all in {path.name}|1,000 of {len(lines):,} rows", body[1000][0])
        assert len(body) == 1001, f"{sheet.title}: {len(body)} rows"
        body = body[:1000]
    elif len(body) == len(lines) + 1:
        total = body.pop()
        assert total[0] == "Total", f"{sheet.title}: {total}"
        for cell, column in list(zip(total, columns))[1:]:
            if cell is not None:
                whole = sum(Decimal(line[column] or 0) for line in lines)
                assert abs(Decimal(repr(cell)) - whole) <= abs(whole) * Decimal("1e-14"), f"{sheet.title}: {column}"
    else:
        assert len(body) == len(lines), f"{sheet.title}: {len(body)} rows, the CSV has {len(lines)}"
    left = dict(enumerate(lines))
    codes = CREDIT_CODES if path.name in CREDIT_FILES else CODES
    for number, row in enumerate(body):
        order = ([number] if number in left else []) + list(left)
        found = next((n for n in order if is_row(row, columns, left[n], codes)), None)
        assert found is not None, f"{sheet.title} row {number + 2}: {row} is in no line"
        del left[found]
    return len(body)


def check_bill_differences(sheet, path, names):
    """Each row is a line of the CSV; left out are lines without a part but rounding, and parts that no line has."""
    header, *lines = read(path)
    parts = header[header.index("difference_usd") + 1:header.index("cause")]
    lines = [dict(zip(header, line)) for line in lines]
    lines = [line for line in lines if any(Decimal(line[part]) for part in parts if part != "rounding_usd")]
    headings, *body = [list(row) for row in sheet.iter_rows(values_only=True)]
    columns = [column for _, column in names]
    assert [heading for heading, _ in names] == headings, f"{headings}, {names}"
    if body[-1][0] == "Total":
        for column, value in zip(columns, body.pop()):
            if column.endswith("_usd"):
                whole = sum(Decimal(line[column] or 0) for line in lines)
                assert abs(Decimal(repr(value)) - whole) < Decimal("1e-9"), f"{column}: {value}, {whole}"
    assert {part for part in parts if any(Decimal(line[part]) for line in lines)} == set(columns) & set(parts)
    assert len(body) == min(len(lines), 1001) if len(lines) > 1000 else len(body) == len(lines), f"{len(body)}, {len(lines)}"
    for row, line in zip(body[:1000], lines):
        assert is_row(row, columns, line), f"{row}, {line}"
    return len(body)


def check_bill_requests(sheet, path):
    """Each row has the key and the difference of a line of bill-reconciliation.csv, a part, and a place unless it is a sum."""
    lines = {}
    for line in (dict(zip(read(path)[0], line)) for line in read(path)[1:]):
        lines.setdefault((line["format"], line["vendor"], line["period"], line["model"]), []).append(line["difference_usd"])
    _, *body = [row for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in body if row[1]]
    assert rows and len(rows) == len(body) - 1, body[-1]
    for row in rows:
        near = lines[row[0], row[1], row[2], row[3] or ""]
        assert any(row[5] is None if value == "" else row[5] is not None and abs(row[5] - float(value)) < 1e-12
                   for value in near), f"{row}: {near}"
        assert row[6] and row[8] and (row[-2] and row[-1] or not row[9]), row
    return len(rows)


def check_bill_summary(sheet, path):
    """The figures of each bill and month are those of the CSV, to the shown cent."""
    header, *lines = read(path)
    figures = {}
    for line in (dict(zip(header, line)) for line in lines):
        figures.setdefault(f"{line['vendor']}\n{line['format']}", []).append(Decimal(line["usd"]) if line["usd"] else None)
    rows = list(sheet.iter_rows(values_only=True))
    place = next(n for n, row in enumerate(rows) if row[0] == "USD")
    for column, heading in enumerate(rows[place]):
        usd = figures.get((heading or "").rpartition("\n")[0])
        if usd is None:
            continue
        # What is not known is blank.
        shown = [None if row[column] is None else Decimal(repr(row[column])) for row in rows[place + 1:place + 1 + len(usd)]]
        assert all(a is b if None in (a, b) else abs(a - b) < Decimal("0.015")
                   for a, b in zip(shown, usd)), f"{heading}: {shown}, {usd}"
    return len(figures)


def check_credit_audit(sheet, out, names):
    """Above are the lines of audit-summary.csv, below those of audit-findings.csv, the worst severity first."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    starts = [n for n, row in enumerate(rows) if row[0] == "By check" or str(row[0]).startswith("Findings, ")]
    total = 0
    for start, name in zip(starts, ("audit-summary.csv", "audit-findings.csv"), strict=True):
        header, *lines = read(out / name)
        lines = [dict(zip(header, line)) for line in lines]
        places = [(place, names[heading]) for place, heading in enumerate(rows[start + 1]) if heading]
        columns = [column for _, column in places]
        assert sorted(columns) == sorted(header), f"{name}: {columns}"
        count = min(len(lines), 1000)
        body = [[row[place] for place, _ in places] for row in rows[start + 2:start + 2 + count]]
        if len(lines) > count:
            assert re.match(rf"1,000 of {len(lines):,} rows, .*; all in {name}", rows[start + 2 + count][0])
        left = dict(enumerate(lines))
        for row in body:
            found = next((n for n in left if is_row(row, columns, left[n])), None)
            assert found is not None, f"{name}: {row} is in no line"
            del left[found]
        total += count
    severities = [row[columns.index("severity")] for row in body]
    assert severities == sorted(severities, key=["Critical", "Warning", "Info"].index), severities
    return total


def check_forecast(sheet, path):
    """One row a tier, whose expected figures are sums of the days."""
    sums = {}
    header, *lines = read(path)
    for line in (dict(zip(header, line)) for line in lines):
        key = (line["series"], line["measure"])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(line["mean"])
    _, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        series = "total" if row[0] == "Total" else f"tier/{'' if row[0] == '(none)' else row[0]}"
        for measure, (expected, low, high) in (("vendor_cost_usd", row[3:6]), ("revenue_usd", row[6:9])):
            whole = sums.get((series, measure))
            if whole is None:
                assert expected is None
                continue
            assert abs(Decimal(repr(expected)) - whole) <= abs(whole) * Decimal("1e-12"), f"{row[0]}, {measure}"
            assert low <= expected <= high, row
    return len(rows)


def check_people(sheet, path, measures):
    """Figures of a sheet for people are those of the CSV of the same names; the total is that of the summary."""
    headings, *rows = list(sheet.iter_rows(values_only=True))
    *rows, total = rows
    lines = {line[0]: dict(zip(read(path)[0], line)) for line in read(path)[1:]}
    names = [row[0] for row in rows]
    for row in rows:
        line = lines.get(row[0])
        if line is None or names.count(row[0]) > 1:
            continue
        for heading, column in FIGURES.items():
            if heading in headings:
                cell = row[headings.index(heading)]
                # A cost of 0 that lacks requests is not known, and neither are figures from it.
                if cell is None and line["unpriced_requests"] != "0" and line["vendor_cost_usd"] == "0":
                    continue
                assert same(cell, line[column]), f"{sheet.title}, {row[0]}, {heading}: {cell!r} is not {line[column]!r}"
    assert total[0] == "Total"
    for heading, column in FIGURES.items():
        if heading in headings and column in measures:
            assert same(total[headings.index(heading)], measures[column]), f"{sheet.title}: total of {heading}"
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.endswith(str(len(rows) + 1)), sheet.auto_filter.ref
    return len(rows)


def check_actions(sheet, out):
    """Each block has its headings, a list of states and, but for the findings, totals that are those of its CSV."""
    rows = list(sheet.iter_rows(values_only=True))
    people = ("Finding", "What to do", "Requests", "Users", "First seen", "Last seen", "Rows in details", "Owner", "Status",
              "Remark")
    starts = [n for n, row in enumerate(rows) if row[2:] == people]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    totals = {}
    for start in starts:
        end = start + 1
        while end < len(rows) and rows[end][3]:
            row = rows[end]
            assert row[2] and row[8] and row[9:] == (None, None, None), row
            end += 1
        assert rows[start - 1][0], "a block has a title"
        cells = f"K{start + 2}" + (f":K{end}" if end > start + 2 else "")
        assert lists[cells] == '"open,accepted,fixed"', lists
        if rows[start][1] == "Amount is":
            assert all(row[1] or row[0] is None for row in rows[start + 1:end])
            continue
        while rows[end][2] != "Total":
            end += 1
        amounts = [[Decimal(repr(row[n] or 0)) for row in rows[start + 1:end]] for n in (0, 1)]
        totals[rows[start][0]] = [Decimal(repr(rows[end][n] or 0)) for n in (0, 1)]
        assert all(abs(sum(parts) - whole) < Decimal("1e-9") for parts, whole in zip(amounts, totals[rows[start][0]])), rows[start]
    assert len(lists) == len(starts) > 0, lists
    for heading, name, column, other in (("Charges USD", "diagnosis.csv", None, "cost_difference_usd"),
                                         ("Refund USD", "corrections.csv", "list_revenue_usd", None)):
        if heading not in totals:
            continue
        header, *lines = read(out / name)
        lines = [dict(zip(header, line)) for line in lines]
        if other:
            worth = sum(Decimal(line["overcharged_usd"] or 0) - Decimal(line["undercharged_usd"] or 0) for line in lines)
            wanted = [worth, sum(Decimal(line[other]) for line in lines)]
        else:
            worths = [Decimal(line[column]) for line in lines]
            wanted = [-sum(w for w in worths if w < 0), sum(w for w in worths if w > 0)]
        assert all(abs(a - b) < Decimal("1e-9") for a, b in zip(totals[heading], wanted)), f"{totals[heading]}, {wanted}"


def check_summary(book, measures):
    for name, measure in NAMES.items():
        if name not in book.defined_names:
            assert "Usage_revenue_USD" not in book.defined_names, name
            continue
        sheet, cell = book.defined_names[name].attr_text.split("!")
        value = book[sheet.strip("'")][cell.replace("$", "")].value
        assert same(value, measures[measure]), f"{name}: {value!r} is not {measures[measure]}"


def check_findings(book, shown):
    """The findings of the terminal, in its order, are the first of Summary, with amounts that look the same."""
    rows = [row[:3] for row in book["Summary"].iter_rows()]
    first = next(n for n, row in enumerate(rows) if str(row[0].value).startswith("Needs attention")) + 1
    listed = []
    for meaning, amount, sentence in rows[first:]:
        if sentence.value is None or sentence.hyperlink:
            break
        if meaning.value is None:
            listed[-1][1] += " " + sentence.value
        else:
            listed.append([amount, sentence.value])
    block = re.split(r"Needs attention, .*\n", shown)[1].split("\n\n")[0]
    found = re.findall(r"^ *(under -?0\.01|-?[\d,.]+|–) (?:USD|   )  (.*(?:\n {10,}[^… ].*)*)", block, re.M)
    assert found, block
    for (cell, text), (amount, sentence) in zip(listed, found):
        words = " ".join(sentence.split())
        words = words if amount == "–" else words.split(": ", 1)[1]
        assert text == words, f"{text!r} is not {words!r}"
        if amount == "–":
            assert cell.value == "–", cell.value
            continue
        seen = cell.number_format.split(";")[0].strip('"') if "under" in cell.number_format else f"{cell.value:,.2f}"
        assert seen == amount, f"{words}: {seen} is not {amount}"


def check_links(book):
    count = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    target = re.fullmatch(r"'?(.+?)'?!A1", cell.hyperlink.location).group(1)
                    assert target in book.sheetnames, f"{sheet.title} {cell.coordinate}: {target}"
                    assert cell.hyperlink.target is None, f"{sheet.title} {cell.coordinate} leads out"
                    count += 1
    return count


def check_formulas(out, book):
    """Works each formula of About out by itself, from the cells, and holds it against its cached value."""
    cached = openpyxl.load_workbook(out / "assay-report.xlsx", data_only=True)["About"]
    count = 0
    for row in book["About"].iter_rows(min_col=4, max_col=4):
        formula = str(row[0].value)
        if not formula.startswith("="):
            continue
        value = cached[row[0].coordinate].value
        sums = re.fullmatch(r"=ROUND\(SUM\('(.+)'!(\w+):?(\w*)\)-(\w+),(\d+)\)", formula)
        if sums:
            sheet, first, last, name, places = sums.groups()
            cells = [c for line in book[sheet][f"{first}:{last or first}"] for c in line]
            total_sheet, total = book.defined_names[name].attr_text.split("!")
            whole = book[total_sheet.strip("'")][total.replace("$", "")].value
            found = round(sum(c.value or 0 for c in cells) - whole, int(places))
        elif bridge := re.fullmatch(r"=ROUND\('What changed'!(\w+)-ROUND\((\w+),(\d)\),6\)", formula):
            end, name, places = bridge.groups()
            total_sheet, total = book.defined_names[name].attr_text.split("!")
            whole = Decimal(repr(book[total_sheet.strip("'")][total.replace("$", "")].value))
            rounded = whole.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
            found = Decimal(repr(book["What changed"][end].value)) - rounded
        else:
            read, first, last = re.fullmatch(r"=Summary!(\w+)-SUM\(Summary!(\w+):(\w+)\)", formula).groups()
            summary = book["Summary"]
            found = summary[read].value - sum(line[0].value for line in summary[f"{first}:{last}"])
        assert found == 0 and value == 0, f"{formula} is {found}, cached {value}"
        count += 1
    return count


def check_changes(out, book):
    """Each column of What changed holds the shown figures of comparison.csv, which add up as they are."""
    rows = [row for row in read(out / "comparison.csv")[1:] if row[0].endswith("_usd")]
    measures = list(dict.fromkeys(row[0] for row in rows))
    cells = list(book[CHANGES].iter_rows(values_only=True))
    first = next(n for n, row in enumerate(cells) if row[0] == "USD") + 1
    last = next(n for n in range(first + 1, len(cells)) if cells[n][0] is None) - 1
    for column, measure in enumerate(measures, 2):
        shown = {(row[2], row[3]): Decimal(row[5]) for row in rows if row[0] == measure}
        figures = [Decimal(repr(row[column])) for row in cells[first:last + 1]]
        assert (figures[0], figures[-1]) == (shown["start", ""], shown["end", ""]), f"{measure}: {figures}"
        names = [row[0] for row in cells[first:last + 1]]
        drivers = [f for f, name in zip(figures[1:-1], names[1:-1]) if not name.startswith(" ")]
        assert figures[0] + sum(drivers) == figures[-1], f"{measure}: {figures}"
        wanted = [v for (driver, detail), v in shown.items() if detail == "" and driver not in ("start", "end")]
        assert sorted(f for f in drivers if f) == sorted(v for v in wanted if v), f"{measure}: {drivers}"
    movers = [row for row in cells[last + 1:] if isinstance(row[3], (int, float))]
    assert movers, "there are movers"
    width = max(len(row) - list(reversed(row)).index(next(c for c in reversed(row) if c is not None)) for row in movers)
    listed = []
    for row in movers:
        before, after, change, *parts = [Decimal(repr(c)) for c in row[2:width] if c is not None]
        assert after - before == change == sum(parts), row
        if row[0] == "Total":
            figures = [before, after, change, *parts]
            assert [sum(column) for column in zip(*listed)] == figures, f"{figures} of {listed}"
            listed = []
        else:
            listed.append([before, after, change, *parts])
    assert not listed, "each list ends with its total"


def title(chart):
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r or [])


def check_charts(out, book):
    """Each chart has a title, figures and a description; returns the number of charts."""
    count = {sheet.title: len(sheet._charts) for sheet in book}
    assert ("Charts" in count) == (count["Summary"] > 0), count
    assert {sheet for sheet in count if count[sheet]} <= {"Summary", CHANGES, "Charts"}, count
    if CHANGES in count:
        assert count[CHANGES] == 1 and count["Summary"] == 2, count
    for sheet in book.sheetnames:
        for chart in book[sheet]._charts:
            assert len(title(chart)) > 10, f"{sheet}: {title(chart)!r}"
            for series in chart.series:
                values = series.val if series.val is not None else series.yVal
                reference = re.fullmatch(r"'?(.+?)'?!\$(\w+)\$(\d+)(?::\$(\w+)\$(\d+))?", values.numRef.f).groups()
                cells = book[reference[0]][f"{reference[1]}{reference[2]}:{reference[3] or reference[1]}{reference[4] or reference[2]}"]
                numbers = [c.value for line in cells for c in line if c.value is not None]
                assert numbers and all(isinstance(n, (int, float)) for n in numbers), f"{sheet}, {title(chart)}: {numbers[:3]}"
    archive = zipfile.ZipFile(out / "assay-report.xlsx")
    drawings = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/drawings/drawing"))
    described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]{40,})"', drawings)
    assert len(described) == sum(count.values()), f"{len(described)} charts have a description"
    return len(described)


out = pathlib.Path(sys.argv[1])
book = openpyxl.load_workbook(out / "assay-report.xlsx")
details = openpyxl.load_workbook(out / "assay-details.xlsx")
assert [name for name in SHEETS if name in book.sheetnames] == book.sheetnames, book.sheetnames
assert {"Summary", "About"} <= set(book.sheetnames), book.sheetnames
assert book.active.title == "Summary" and all(sheet.sheet_state == "visible" for sheet in list(book) + list(details))
measures = dict(read(out / "summary.csv")[1:])
columns = {}
for sheet, heading, column, _ in details["Columns"].iter_rows(min_row=2, values_only=True):
    columns.setdefault(sheet, []).append((heading, column))
# Each sheet of a table names its CSV at the left of its footer; only tables without rows, and sales without any, have none.
tables = {sheet: details[sheet].oddFooter.left.text for sheet in details.sheetnames if sheet not in ("Columns", "Bill requests")}
assert len(set(tables.values())) == len(tables), tables
without = {"summary.csv", "facts.csv", "bill-lines.csv", "audit-summary.csv", "deferred-revenue.csv", "credit-rejects.csv"}
files = {path.name for path in out.glob("*.csv") if len(read(path)) > 1} - without
is_sold = "Usage_revenue_USD" in book.defined_names
assert set(tables.values()) <= files and (not is_sold or files == set(tables.values())), files ^ set(tables.values())
total = sum(check_forecast(details[sheet], out / name) if name == "forecast.csv"
            else check_bill_summary(details[sheet], out / name) if name == "bill-summary.csv"
            else check_credit_audit(details[sheet], out, dict(columns[sheet])) if name == "audit-findings.csv"
            else check_bill_differences(details[sheet], out / name, columns[sheet]) if name == "bill-reconciliation.csv"
            else compare(details[sheet], out / name, columns[sheet]) for sheet, name in tables.items())
if "Bill requests" in details.sheetnames:
    total += check_bill_requests(details["Bill requests"], out / "bill-reconciliation.csv")
check_summary(book, measures)
for name, path in (("Customers", "margin-by-account.csv"), ("Models", "margin-by-model.csv")):
    if name in book.sheetnames:
        total += check_people(book[name], out / path, measures)
if "To fix" in book.sheetnames:
    check_actions(book["To fix"], out)
if len(sys.argv) > 2:
    check_findings(book, pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
links, checks = check_links(book), check_formulas(out, book)
if CHANGES in book.sheetnames:
    check_changes(out, book)
charts = check_charts(out, book)
print(f"{len(book.sheetnames)} and {len(details.sheetnames)} sheets, {total} rows equal, {links} links, {checks} checks are 0, "
      f"{charts} charts")
