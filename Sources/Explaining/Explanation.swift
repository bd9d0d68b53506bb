import Intake
import Ledger
import Reconciliation

/// The outcome of a request: the row that is shown, and every other row with its id.
package struct Explanation {
  package let requestID: Name
  /// The row that counts; where none does, the first outside the period, else the first rejected.
  package let shown: LedgerRow
  package let state: RowState
  package let others: [Other]
  /// The line with which the request began, where its response grew and another line counts.
  package let firstLine: LedgerRow?

  /// Another row with the id, and what became of it.
  package struct Other {
    package let row: LedgerRow
    package let state: RowState
  }

  /// - Parameters:
  ///   - rows: every row with the id, by file and line; at least one.
  ///   - period: the days that count; nil is all.
  package init?(_ requestID: Name, rows: [LedgerRow], period: Period?) {
    let counted = rows.filter { $0.isIn(period) }
    let repeats = DuplicateRow.find(among: counted.map(\.asText))
    let repeated = Set(repeats.map(\.position))
    let first =
      counted.first { !repeated.contains($0.position) } ?? rows.first { $0.counted != nil }
      ?? rows.first
    guard let first else { return nil }
    self.requestID = requestID
    shown = first
    func state(_ row: LedgerRow) -> RowState {
      if let repeated = repeats.first(where: { $0.position == row.position }) {
        return repeated.isConflict
          ? .conflict(with: first.place, repeated.differences) : .duplicate(of: first.place)
      }
      switch row.content {
      case .rejected(let content): return .rejected(content)
      case .counted(let counted):
        return row.isIn(period) ? RowState(counted.outcome) : .outsidePeriod
      }
    }
    self.state = state(first)
    firstLine = first.beginsEarlier ? rows.first { $0.states(first.counted?.startedAtText) } : nil
    others = rows.filter { $0.position != first.position }.map { Other(row: $0, state: state($0)) }
  }
}

extension LedgerRow {
  package var counted: CountedRow? {
    switch content {
    case .counted(let counted): counted
    case .rejected: nil
    }
  }

  /// All tokens of output, those of reasoning as well.
  package var output: Int64 { counted.map { $0.quantities.output + $0.quantities.reasoning } ?? 0 }

  /// When the row itself says that the request began.
  package var statedStart: Name { RowCells(text, file.start.layout)[.startedAt] }

  /// True if the request started with an earlier line than this.
  fileprivate var beginsEarlier: Bool {
    guard let counted, file.start.layout.usage.isCumulative else { return false }
    return counted.startedAtText != statedStart
  }

  /// True if the row is a line of a growing response and states that it started then.
  fileprivate func states(_ start: Name?) -> Bool {
    file.start.layout.usage.isCumulative && statedStart == start
  }

  /// True if the row counts in a period, apart from earlier rows of its id.
  fileprivate func isIn(_ period: Period?) -> Bool {
    guard let counted else { return false }
    return period?.contains(counted.day) ?? true
  }

  /// The row as text, to be compared with others.
  fileprivate var asText: RowText {
    text.withUnsafeBufferPointer {
      RowText(
        position: position, bytes: $0, layout: file.start.layout,
        start: beginsEarlier ? counted?.startedAtText : nil, file: Name(file.path))
    }
  }
}
