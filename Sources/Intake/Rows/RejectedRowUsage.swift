import Ledger
import Parsing

extension CarefulRow {
  /// Returns what decides the cost of a row of which a cell is no text or too long; nil where that cannot be read.
  ///
  /// Such a cell counts as one of a wrong type. If a row has other fields than its header, their columns are unknown.
  static func estimable(
    _ record: CarefulScanner.Record, _ fault: RowFault, layout: LedgerLayout, zone: ReportingZone,
    undivided: UndividedMediaOutput?, vocabulary: inout InternTable
  ) -> UsageRecord? {
    guard record.fault == nil, record.fieldCount == layout.fieldCount, fault != .repeatedHeader
    else { return nil }
    let fields = record.fields.map { field in
      let isReadable =
        field.text.count <= RowFault.fieldLimit
        && TextCheck.firstPlaceThatIsNotUTF8(field.text) == nil
      return isReadable
        ? field
        : CarefulScanner.Field(start: field.start, text: [], isQuoted: false, fault: fault)
    }
    var row = CarefulRow(
      layout: layout, zone: zone, fields: fields, start: 0, conditions: record.conditions,
      undivided: undivided)
    let reading = row.read()
    guard reading.isEstimable, let kind = reading.kind else { return nil }
    var usage = reading.record
    usage.kind = vocabulary.number(of: kind)
    return usage
  }
}
