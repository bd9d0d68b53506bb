import Ledger

/// The texts of a row, whatever is wrong with it.
package struct RowCells {
  private let fields: [CarefulScanner.Field]
  private let layout: LedgerLayout

  package init(_ text: [UInt8], _ layout: LedgerLayout) {
    self.layout = layout
    let scan = text.withUnsafeBufferPointer {
      RecordScanner(layout).scan($0, from: 0, isEnd: true)
    }
    if case .record(let record) = scan { fields = record.fields } else { fields = [] }
  }

  /// False for a row that cannot be divided into fields.
  package var isReadable: Bool { !fields.isEmpty }

  /// The text of a column; blank where the row has no such field.
  package subscript(column: LedgerColumn) -> Name {
    guard let field = layout.field(of: column), field < fields.count else { return .empty }
    return Name(bytes: fields[field].text)
  }
}
