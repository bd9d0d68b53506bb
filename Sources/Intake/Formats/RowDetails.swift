import Ledger

/// What a record does not keep of its row, read again where somebody asks why it differs.
package struct RowDetails {
  /// Nil where the row does not say.
  package private(set) var completedAt: Instant?
  /// The classes of the file's columns whose cell is blank.
  package private(set) var blanks: [UnitClass] = []
  /// What the row says the multiplier was; nil where it does not.
  package private(set) var multiplier: Multiplier?

  package init() {}

  /// Reads the row that begins at `start` of `bytes`, which was read before without a fault.
  package init(_ bytes: Bytes, from start: Int, layout: LedgerLayout) {
    guard
      case .record(let record) = RecordScanner(layout).scan(bytes, from: start, isEnd: true)
    else { preconditionFailure("a counted row can be read again") }
    func text(_ column: LedgerColumn) -> ArraySlice<UInt8>? {
      layout.field(of: column).flatMap { field in
        field < record.fields.count ? trimmed(record.fields[field].text) : nil
      }
    }
    for column in LedgerColumn.quantities {
      if case .quantity(let unitClass) = column.content, text(column)?.isEmpty == true {
        blanks.append(unitClass)
      }
    }
    if let text = text(.multiplier), !text.isEmpty {
      let read = NumberText.decimal(
        Name(bytes: text), scale: Multiplier.decimals, limit: Int128(Multiplier.limit.millionths))
      if case .success(let number) = read {
        multiplier = Multiplier(millionths: Int64(number.value))
      }
    }
    guard let completed = text(.completedAt), !completed.isEmpty else { return }
    completedAt = completed.withUnsafeBufferPointer { bytes in
      do throws(InstantFault) { return try InstantText.read(bytes).instant } catch { return nil }
    }
  }
}
