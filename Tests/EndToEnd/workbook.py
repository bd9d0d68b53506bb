"""Reads a workbook back with openpyxl and holds it against the CSVs of the same run.

workbook.py OUT_DIR [CHARTS_ON_SUMMARY CHARTS [TERMINAL_OUTPUT]]: exit 0 when each number equals the CSV's to 15 digits and each text is the same, every
measure of summary.csv is on About and its headlines are on Summary, every link leads to a sheet, every check
is 0 by the cells themselves, and the charts are there with titles and figures. With what the terminal showed, its findings and amounts stand on
Summary, word for word. A warning is an error."""
import csv, datetime, pathlib, re, sys, warnings, zipfile
from decimal import Decimal, ROUND_HALF_UP
import openpyxl

warnings.simplefilter("error")
CHANGES = "What changed"
NAMES = {"Usage_revenue_USD": "revenue_usd", "Vendor_cost_USD": "vendor_cost_usd", "Margin_USD": "margin_usd",
         "Margin_percent": "margin_percent", "Credits": "credits", "Free_tier_loss_USD": "free_tier_loss_usd",
         "Plan_fees_USD": "plan_fees_usd", "Margin_with_plan_fees_USD": "margin_with_plan_fees_usd"}


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


def compare(sheet, path, name):
    rows = read(path)
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    extra = cells[0][len(rows[0]):]
    assert len(cells[0]) >= len(rows[0]), f"{name}: {len(cells[0])} columns, the CSV has {len(rows[0])}"
    assert all(heading.endswith("(view only)") for heading in extra), f"{name}: {extra}"
    body, want = cells[1:], rows[1:]
    if not want:
        # Where not every request could be checked, the sheet says how many were.
        assert re.match("None in this period[.]|.+: none among ", body[0][0]), f"{name}: an empty table says so"
        return 0
    if len(want) > 1000:
        assert str(body[1000][0]).startswith(f"1,000 of {len(want):,} rows"), f"{name}: {body[1000][0]}"
        assert len(body) == 1001, f"{name}: {len(body)} rows"
        left = {tuple(row) for row in want}
        body = body[:1000]
        for row in body:
            assert any(all(same(c, t) for c, t in zip(row, line)) for line in left), f"{name}: {row} is in no line"
        return len(body)
    assert len(body) == len(want), f"{name}: {len(body)} rows, the CSV has {len(want)}"
    for number, (row, line) in enumerate(zip(body, want), 2):
        for cell, text in zip(row, line):
            assert same(cell, text), f"{name} row {number}: {cell!r} is not {text!r}"
    return len(body)


def check_summary(book, measures):
    for name, measure in NAMES.items():
        sheet, cell = book.defined_names[name].attr_text.split("!")
        value = book[sheet.strip("'")][cell.replace("$", "")].value
        shown = None if value == "not known" else value
        assert same(shown, measures[measure]), f"{name}: {value!r} is not {measures[measure]}"
    about = {}
    for row in book["About"].iter_rows(values_only=True):
        if row[2] in measures:  # The names of columns come after those of measures.
            about.setdefault(row[2], row[1])
    assert about.keys() == measures.keys(), measures.keys() - about.keys()
    for measure, text in measures.items():
        assert same(about[measure], text), f"About, {measure}: {about[measure]!r} is not {text!r}"


def check_findings(book, shown):
    """The findings of the terminal, in its order, are the first of Summary, with amounts that look the same."""
    rows = list(book["Summary"].iter_rows())
    first = next(n for n, row in enumerate(rows) if row[1].value == "Finding") + 1
    block = re.split(r"Needs attention, .*\n", shown)[1].split("\n\n")[0]
    found = re.findall(r"^ *(under -?0\.01|-?[\d,.]+|–) (?:USD|   )  (.*(?:\n {10,}[^… ].*)*)", block, re.M)
    assert found, block
    for row, (amount, sentence) in zip(rows[first:], found):
        words = " ".join(sentence.split())
        if amount == "–":
            assert row[1].value.startswith(words) and isinstance(row[6].value, (str, type(None))), f"{words}: {row[6].value}"
            continue
        words = words.split(": ", 1)[1]
        assert row[1].value.startswith(words), f"{row[1].value!r} is not {words!r}"
        seen = row[6].number_format.split(";")[0].strip('"') if "under" in row[6].number_format else f"{row[6].value:,.2f}"
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
    for row in book["About"].iter_rows(min_col=2, max_col=2):
        formula = str(row[0].value)
        if not formula.startswith("="):
            continue
        value = cached[row[0].coordinate].value
        sums = re.fullmatch(r"=ROUND\(SUM\('(.+)'!(\w+):?(\w*)\)-(\w+),(\d)\)", formula)
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
            found = summary[read].value - sum(c.value for c in summary[f"{first}:{last}"][0])
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
    for column, measure in enumerate(measures, 1):
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
    for row in movers:
        before, after, change, *parts = [Decimal(repr(c)) for c in row[1:] if c is not None][:3 + 12]
        assert after - before == change == sum(parts), row


def title(chart):
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r or [])


def check_charts(out, book, want):
    for sheet, count in want.items():
        charts = book[sheet]._charts
        assert len(charts) == count, f"{sheet}: {len(charts)} charts"
        for chart in charts:
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
    assert len(described) == sum(want.values()), f"{len(described)} charts have a description"


out = pathlib.Path(sys.argv[1])
wanted_charts = {"Summary": int(sys.argv[2]) if len(sys.argv) > 2 else 2, "Charts": int(sys.argv[3]) if len(sys.argv) > 3 else 6}
book = openpyxl.load_workbook(out / "assay-report.xlsx")
has_changes = (out / "comparison.csv").exists()
first = ["Summary"] + ([CHANGES] if has_changes else []) + ["Charts"]
assert book.sheetnames[:len(first)] == first and book.sheetnames[-1] == "About", book.sheetnames
# Each sheet of a table names its CSV at the left of its footer; all but four have a sheet.
tables = {sheet: book[sheet].oddFooter.left.text for sheet in book.sheetnames[len(first):-1]}
files = {path.name for path in out.glob("*.csv")} - {"summary.csv", "facts.csv", "comparison.csv", "comparison-movers.csv"}
assert sorted(tables.values()) == sorted(files), files ^ set(tables.values())
assert book.active.title == "Summary" and all(sheet.sheet_state == "visible" for sheet in book)
total = sum(compare(book[sheet], out / name, name) for sheet, name in tables.items())
check_summary(book, dict(read(out / "summary.csv")[1:]))
if len(sys.argv) > 4:
    check_findings(book, pathlib.Path(sys.argv[4]).read_text(encoding="utf-8"))
links, checks = check_links(book), check_formulas(out, book)
if has_changes:
    check_changes(out, book)
    wanted_charts[CHANGES] = 1
check_charts(out, book, wanted_charts)
print(f"{len(book.sheetnames)} sheets, {total} rows equal, {links} links, {checks} checks are 0, "
      f"{sum(wanted_charts.values())} charts")
