import Ledger

/// The growth of a row over another one of its request id, if both state one response as it grew.
enum SnapshotGrowth {
  case grew
  case shrank
  case stayed

  /// The classes that a response adds to while it is written; all others are known from its start.
  private static let written: Set<LedgerColumn> = [
    .outputTokens, .reasoningTokens, .audioOutputTokens, .images, .imageOutputTokens, .searches,
    .seconds,
  ]

  /// Compares the cells of a row with those of another; nil where they are not of one response.
  ///
  /// The input is the same in all of them, or not stated by the earlier ones; so is the user.
  init?(_ here: [[UInt8]], since there: [[UInt8]]) {
    var (grows, shrinks) = (false, false)
    for column in LedgerColumn.allCases {
      let (new, old) = (here[column.rawValue], there[column.rawValue])
      if column.isSame(new, old) { continue }
      switch column.content {
      case .time, .cost, .credits: continue
      case .name where column == .status: continue
      case .id, .name, .multiplier: return nil
      case .quantity:
        guard let new = SnapshotGrowth.number(new), let old = SnapshotGrowth.number(old) else {
          return nil
        }
        guard SnapshotGrowth.written.contains(column) || new == 0 || old == 0 else { return nil }
        if new > old { grows = true } else { shrinks = true }
      }
    }
    switch (grows, shrinks) {
    case (true, true): return nil
    case (true, false): self = .grew
    case (false, true): self = .shrank
    case (false, false): self = .stayed
    }
  }

  /// A count, or seconds in nanoseconds; a blank is 0, and nil is no number.
  private static func number(_ cell: [UInt8]) -> Int128? {
    let text = String(decoding: cell, as: UTF8.self).trimmingBlanks
    return text.isEmpty ? 0 : RunningTotals.number(String(text))
  }
}

extension LedgerLayout {
  /// A later row of a request id may state more of one response, and then counts instead of the earlier one.
  package var mayGrow: Bool { usage.isCumulative || usage == .mapping }
}
