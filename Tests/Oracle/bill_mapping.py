"""Bills that are read by a mapping (V §1): what its members mean."""
import datetime
import re
from fractions import Fraction

import bill_zones
import oracle
from bill_numbers import Money, decimal
from oracle import Refused

UNITS = {"cents": Fraction(1, 100), "thousandths": Fraction(1, 1000), "hundreds": 100, "thousands": 1000, "millions": 10**6}
PATTERN = {"yyyy": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d)", "dd": r"(?P<d>\d\d)"}


class Mapping:
    def __init__(self, given, zone):
        self.given, self.zone = given, zone

    def cells(self, record):
        """The columns of a bill, from columns, constants, values and blanks."""
        header = {name.lower(): name for name in record.cells}
        cells = dict(self.given.get("constants", {}))
        for column, names in self.given.get("columns", {}).items():
            texts = [str(record.get(header.get(name.lower(), name))) for name in ([names] if isinstance(names, str) else names)]
            cells[column] = " ".join(text for text in texts if text not in self.given.get("blanks", []))
        for column, texts in self.given.get("values", {}).items():
            if cells.get(column, "") != "":
                cells[column] = texts.get(cells[column], texts.get("*", cells[column]))
        return cells

    def number(self, text):
        for sign in self.given.get("number_signs", []):
            text = text.replace(sign, "").strip()
        text = text.replace(self.given.get("digit_grouping", "\0"), "")
        return text.replace(".", "").replace(",", ".") if self.given.get("decimal_comma") else text

    def unit(self, column):
        return UNITS[self.given["units"][column]] if column in self.given.get("units", {}) else 1

    def money(self, cells, where):
        return Money(self.number(cells.get("amount", "")), where, self.unit("amount"))

    def quantity(self, cells, where):
        text = cells.get("quantity", "")
        return None if text == "" else decimal(self.number(text), where) * self.unit("quantity")

    def day(self, text):
        """(first day, whether the text names a month)."""
        pattern = self.given.get("time_format", "")
        if not pattern or pattern == "rfc3339":
            pattern = "yyyy-MM-dd" if len(text) > 7 else "yyyy-MM"
        shape = re.fullmatch(re.sub("yyyy|MM|dd", lambda found: PATTERN[found[0]], re.escape(pattern).replace("\\-", "-")), text)
        if not shape:
            raise Refused(f"[time.form] {text!r}")
        part = shape.groupdict()
        return datetime.date(int(part["y"]), int(part["m"]), int(part.get("d") or 1)), "d" not in part

    def span(self, cells, instant):
        if cells.get("period_start"):
            return instant(cells["period_start"], self.zone), instant(cells["period_end"], self.zone)
        day, month = self.day(cells["period"])
        return bill_zones.month_span(day, self.zone) if month else bill_zones.day_span(day, self.zone)

    def unit_class(self, cells):
        name = cells.get("unit_class", "")
        return name if name in oracle.UNIT_CLASSES + ["", "cache_write"] else "unknown"
