"""Checks that a workbook has nothing that a spreadsheet program would repair.

workbook_format.py FILE…: exit 0 when the parts, content types and relationships of each file resolve, names and ids are
unique, every text is valid XML, formulas have cached values, nothing leads to another file, no cells are merged, and
drawings, print areas, lists and names of cells are where the format allows them."""
import posixpath, re, sys, zipfile
import xml.etree.ElementTree as tree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
# The order of the elements of a sheet that these workbooks have (ECMA-376 part 1, 18.3.1.99).
ORDER = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells",
         "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
         "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts"]


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cells(reference):
    """The corners of a reference as (column, row) pairs."""
    corners = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d*)(?::\$?([A-Z]{1,3})\$?([1-9]\d*))?", reference)
    assert corners, reference
    a, b, c, d = corners.groups()
    first, last = (column(a), int(b)), (column(c or a), int(d or b))
    assert first[0] <= last[0] <= 16384 and first[1] <= last[1] <= 1048576, reference
    return first, last


def unquoted(name):
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


class Workbook:
    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        assert self.archive.testzip() is None
        names = self.archive.namelist()
        assert len(names) == len({name.lower() for name in names}), "two parts have one name"
        self.names = set(names)
        self.parts = {name: tree.fromstring(self.archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}

    def check_parts(self):
        types = self.parts["[Content_Types].xml"]
        kinds = {each.get("Extension") for each in types.iter(TYPE + "Default")}
        stated = [each.get("PartName").lstrip("/") for each in types.iter(TYPE + "Override")]
        assert len(stated) == len(set(stated)), "a part has two content types"
        assert set(stated) <= self.names, set(stated) - self.names
        for name in self.names - {"[Content_Types].xml"}:
            assert name in stated or name.rsplit(".", 1)[-1] in kinds, f"{name} has no content type"
            assert not name.startswith("xl/externalLinks") and "vba" not in name, name
        for name in [n for n in self.names if n.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = [each.get("Id") for each in self.parts[name].iter(REL + "Relationship")]
            assert len(ids) == len(set(ids)), f"{name}: ids {ids}"
            for each in self.parts[name].iter(REL + "Relationship"):
                assert each.get("TargetMode") != "External", f"{name}: {each.get('Target')} leads out"
                target = each.get("Target")
                place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                assert place in self.names, f"{name}: {target} is missing"

    def targets(self, part):
        name = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
        if name not in self.parts:
            return {}
        folder = posixpath.dirname(part)
        return {each.get("Id"): posixpath.normpath(posixpath.join(folder, each.get("Target").lstrip("/")))
                if not each.get("Target").startswith("/") else each.get("Target").lstrip("/")
                for each in self.parts[name].iter(REL + "Relationship")}

    def check(self):
        self.check_parts()
        book, targets = self.parts["xl/workbook.xml"], self.targets("xl/workbook.xml")
        sheets = list(book.iter(MAIN + "sheet"))
        names = [sheet.get("name") for sheet in sheets]
        assert len({name.lower() for name in names}) == len(names), names
        for name in names:
            assert 0 < len(name.encode("utf-16-le")) // 2 <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name), name
            assert name.lower() != "history", name
        assert all(sheet.get("state") in (None, "visible") for sheet in sheets), "a sheet is hidden"
        assert len({sheet.get("sheetId") for sheet in sheets}) == len(sheets), "two sheets have one id"
        self.sheets = {sheet.get("name"): targets[sheet.get(RID)] for sheet in sheets}
        styles = self.parts["xl/styles.xml"]
        self.formats = len(styles.find(MAIN + "cellXfs"))
        dxfs = styles.find(MAIN + "dxfs")
        self.looks = 0 if dxfs is None else len(dxfs)
        sizes = {font.find(MAIN + "sz").get("val") for font in styles.find(MAIN + "fonts") if font.find(MAIN + "sz") is not None}
        assert all(float(size) >= 9 for size in sizes), f"letters of {sizes} points"
        shared = self.parts.get("xl/sharedStrings.xml")
        self.strings = [] if shared is None else ["".join(t.text or "" for t in each.iter(MAIN + "t")) for each in shared]
        for text in self.strings:
            assert len(text.encode("utf-16-le")) // 2 <= 32767, text[:40]
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text), repr(text[:40])
        self.check_names(book)
        count = sum(self.check_sheet(name, part) for name, part in self.sheets.items())
        core = self.archive.read("docProps/core.xml").decode()
        assert not re.search(r"<dc:creator>[^<]|<cp:lastModifiedBy>[^<]", core), "an author is stated"
        return f"{len(names)} sheets, {count} cells"

    def check_names(self, book):
        defined = [(each.get("name"), each.get("localSheetId"), each.text) for each in book.iter(MAIN + "definedName")]
        assert len({(name.lower(), sheet) for name, sheet, _ in defined}) == len(defined), "a name is defined twice"
        for name, sheet, text in defined:
            if name.startswith("_xlnm."):
                assert sheet is not None and int(sheet) < len(self.sheets), name
            else:
                assert re.fullmatch(r"[A-Za-z_\\][\w.\\]{0,254}", name), name
                assert not re.fullmatch(r"(?i)[a-z]{1,3}\d+|r|c|r\d+c\d+", name), f"{name} looks like a cell"
            for part in re.findall(r"(?:'(?:[^']|'')+'|[^,'!]+)![^,]+", text):
                place, reference = part.rsplit("!", 1)
                assert unquoted(place) in self.sheets, f"{name}: {text}"
                if not re.fullmatch(r"\$\d+:\$\d+|\$[A-Z]+:\$[A-Z]+", reference):
                    cells(reference)
            assert "#REF" not in text and "[" not in text.replace("'", ""), f"{name}: {text}"

    def check_sheet(self, name, part):
        sheet = self.parts[part]
        tags = [child.tag.removeprefix(MAIN) for child in sheet]
        places = [ORDER.index(tag) for tag in tags]
        assert places == sorted(places), f"{name}: {tags}"
        assert sheet.find(MAIN + "mergeCells") is None, f"{name}: cells are merged"
        for each in list(sheet.iter(MAIN + "row")) + list(sheet.iter(MAIN + "col")):
            assert each.get("hidden") in (None, "0"), f"{name}: a row or column is hidden"
        count, last = 0, 0
        for row in sheet.iter(MAIN + "row"):
            number, before = int(row.get("r")), 0
            assert number > last, f"{name}: row {number} after {last}"
            last = number
            for cell in row:
                (here, at), _ = cells(cell.get("r"))
                assert at == number and here > before, f"{name}: cell {cell.get('r')}"
                before, count = here, count + 1
                self.check_cell(name, cell)
        self.check_ranges(name, part, sheet)
        setup = sheet.find(MAIN + "pageSetup")
        scale = int(setup.get("scale") or 100)
        assert scale >= 82, f"{name} prints letters below 9 points, at {scale} %"
        header = sheet.find(MAIN + "headerFooter")
        for text in header:
            assert len(text.text) <= 255, f"{name}: {text.text}"
        return count

    def check_cell(self, name, cell):
        place = f"{name}!{cell.get('r')}"
        assert int(cell.get("s") or 0) < self.formats, f"{place}: no such format"
        value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
        if formula is not None:
            assert value is not None and value.text, f"{place}: no cached value"
            assert not re.search(r"\[|#REF|http", formula.text), f"{place}: {formula.text}"
            for sheet in re.findall(r"'((?:[^']|'')+)'!|(\w+)!", formula.text):
                assert (sheet[0].replace("''", "'") or sheet[1]) in self.sheets, f"{place}: {formula.text}"
        kind = cell.get("t") or "n"
        if value is None:
            return
        if kind == "s":
            assert 0 <= int(value.text) < len(self.strings), f"{place}: no such text"
        elif kind == "n":
            assert re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value.text), f"{place}: {value.text}"
        else:
            raise AssertionError(f"{place}: a cell of type {kind}")

    def check_ranges(self, name, part, sheet):
        """Filters, rules, lists, links and drawings."""
        targets, priorities = self.targets(part), []
        for each in sheet.iter(MAIN + "autoFilter"):
            cells(each.get("ref"))
        for each in sheet.iter(MAIN + "conditionalFormatting"):
            for reference in each.get("sqref").split():
                cells(reference)
            for rule in each:
                priorities.append(rule.get("priority"))
                assert int(rule.get("dxfId")) < self.looks, f"{name}: a rule without its look"
        assert len(priorities) == len(set(priorities)), f"{name}: two rules have one priority"
        for each in sheet.iter(MAIN + "dataValidation"):
            cells(each.get("sqref"))
            assert len(each.find(MAIN + "formula1").text) <= 257, f"{name}: a list is too long"
        for each in sheet.iter(MAIN + "hyperlink"):
            cells(each.get("ref"))
            assert each.get(RID) is None, f"{name}: {each.get('ref')} leads out"
            assert unquoted(each.get("location").rsplit("!", 1)[0]) in self.sheets, each.get("location")
        for each in sheet.iter(MAIN + "drawing"):
            self.check_drawing(name, targets[each.get(RID)])

    def check_drawing(self, name, part):
        ids, targets = [], self.targets(part)
        for anchor in self.parts[part]:
            start, end = ([int(anchor.find(DRAW + side).find(DRAW + each).text) for each in ("col", "row")]
                          for side in ("from", "to"))
            assert 0 <= start[0] < end[0] <= 16384 and 0 <= start[1] < end[1] <= 1048576, f"{name}: {start} to {end}"
            ids += [each.get("id") for each in anchor.iter(DRAW + "cNvPr")]
            for each in anchor.iter():
                if each.get(RID):
                    chart = self.parts[targets[each.get(RID)]]
                    for formula in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f"):
                        place, reference = formula.text.rsplit("!", 1)
                        assert unquoted(place) in self.sheets, formula.text
                        cells(reference)
        assert len(ids) == len(set(ids)), f"{name}: drawings {ids}"


for path in sys.argv[1:]:
    print(f"{path}: {Workbook(path).check()}")
