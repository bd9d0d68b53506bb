import Ledger
import Workspace

/// The rows of a book that the close did not know: those after its closed bytes, and those recorded later.
package struct AddedBookRows: Sendable {
  package let count: Int64
  /// The line of the first; nil without one.
  package let firstLine: Int64?
  /// The start of the earliest; nil if one has none, or cannot be read.
  private let start: Instant?
  /// The names that the rows are of, and those of the closed rows.
  private let names: Set<[Name]>
  private let closedNames: Set<[Name]>

  /// Reads a book; `bytes` are all of it now, of which the close knew the first `closedSize`.
  ///
  /// - Parameter knownAt: the instant of the close.
  package init(_ bytes: [UInt8], closedSize: Int64, file: String, knownAt: Instant) {
    let lines = AddedBookRows.lines(of: bytes.prefix(Int(closedSize)))
    let naming = AddedBookRows.naming(of: RestatementCause(fileAt: file))
    var count: Int64 = 0
    var firstLine: Int64?
    var starts: [Instant?] = []
    var (names, closedNames): (Set<[Name]>, Set<[Name]>) = ([], [])
    var faults: [Finding] = []
    _ = BookTable.forEachRow(
      of: bytes, file: file, required: [], known: KnownRows.columns, faults: &faults
    ) { row, columns in
      func cell(_ column: String) -> Name? { columns[column].map { row.cells[$0] } }
      func instant(_ column: String) -> Instant? {
        cell(column).flatMap { Instant(dayOrInstant: $0.description) }
      }
      let line = Int64(row.place.line ?? 0)
      let name = naming.map { cell($0) ?? .empty }
      guard line > lines || KnownRows.isRecordedLater(row, columns, than: knownAt) else {
        closedNames.insert(name)
        return
      }
      count += 1
      if firstLine == nil { firstLine = line }
      starts.append(instant("effective_from") ?? instant("day"))
      names.insert(name)
    }
    self.count = count
    self.firstLine = firstLine
    self.names = names
    self.closedNames = closedNames
    let known = starts.compactMap(\.self)
    start = faults.isEmpty && known.count == starts.count ? known.min() : nil
  }

  /// True if no row can change a figure before an instant: each takes effect at or after it, and is of a name that
  /// closed rows have.
  ///
  /// The names of models decide how usage rows are read, whatever the times of their prices.
  package func areFrom(_ end: Instant) -> Bool {
    if count == 0 { return true }
    guard let start, !closedNames.isEmpty else { return false }
    return start >= end && names.isSubset(of: closedNames)
  }

  /// The columns whose texts name the subject of a row of price books and plans.
  private static func naming(of cause: RestatementCause?) -> [String] {
    switch cause {
    case .priceCorrection: ["provider", "alias", "model", "unit_class", "currency"]
    case .planChange: ["tier"]
    default: []
    }
  }

  /// The number of lines that some bytes have, the last of which may have no end.
  package static func lines(of bytes: ArraySlice<UInt8>) -> Int64 {
    let ends = Int64(bytes.count { $0 == 0x0A })
    return bytes.isEmpty || bytes.last == 0x0A ? ends : ends + 1
  }
}
