import Ledger

extension BillRow {
  /// Sets the period of a line from one or two cells; a period that cannot be read refuses the line.
  ///
  /// Times are RFC 3339, days, months, or seconds since 1970. The end is exclusive. Without one, a day or month says it
  /// itself.
  mutating func setPeriod<Column: BillColumn>(
    of line: inout RawBillLine, from first: Column, to last: Column? = nil
  ) {
    guard let start = time(first) else {
      line.fault = placed(.unreadablePeriod(text(first)), in: first)
      return
    }
    line.start = start.start
    line.statesHours = start.span == .instant
    if let last, !self[last].isBlank {
      guard let end = time(last) else {
        line.fault = placed(.unreadablePeriod(text(last)), in: last)
        return
      }
      line.end = end.start
      if line.end < line.start {
        line.fault = placed(.period(start: text(first), end: text(last)), in: last)
      } else if line.end == line.start {
        line.fault = placed(.unreadablePeriod("\(text(first))/\(text(last))"), in: last)
      }
      return
    }
    // An instant belongs to its day.
    line.end =
      BillTime.end(of: start, zone: zone)
      ?? Instant(nanoseconds: start.start.nanoseconds + 1)
  }

  /// The period of the figures of the record; nil where it is not two times, the first before the second.
  mutating func periodOfFigures() -> Validity? {
    guard let start = time(figures.start), let end = time(figures.end), start.start < end.start
    else { return nil }
    return Validity(from: start.start, to: end.start)
  }

  private mutating func time<Column: BillColumn>(_ column: Column) -> BillTime.Reading? {
    time(self[column].text)
  }

  /// The time that a text names; nil where it is blank or cannot be read.
  private mutating func time(_ text: Bytes) -> BillTime.Reading? {
    if text.isEmpty { return nil }
    do throws(InstantFault) {
      return try times.value(text) { [zone] name throws(InstantFault) in
        try BillTime.read(name, zone: zone)
      }
    } catch {
      return nil
    }
  }

  func placed<Column: BillColumn>(_ fault: BillFault, in column: Column) -> PlacedBillFault {
    let cell = self[column]
    return PlacedBillFault(
      fault: fault, line: cell.line > 0 ? cell.line : line, column: cell.line > 0 ? cell.column : 1)
  }
}
