import Ledger

extension SampleTable {
  /// Returns true if a column that is blank so far may be proposed: as rows after those seen fill it, or as what it is
  /// blank in says no more than without it.
  func mayFill(_ candidate: Column, _ column: LedgerColumn) -> Bool {
    switch column {
    case .requestID, .startedAt, .model: return true
    case _ where column.content.isQuantity: return true
    case .vendorCostUSD, .creditsDeducted, .multiplier, .balanceBefore, .balanceAfter: return true
    case .userID, .accountID, .provider: return filledLater.contains(candidate.name)
    default: return filledLater.contains(candidate.name) || !isWhole
    }
  }
}

extension ColumnGuess {
  /// The columns named for users or accounts that no row fills.
  var blankUsers: [String] {
    columns.filter { column in
      column.values.isEmpty && !taken.contains(column.name)
        && [LedgerColumn.userID, .accountID].contains {
          ColumnKeywords.fit(column.name, $0) > .direction
        }
    }.map(\.name)
  }
}
