import Ledger

extension LedgerColumn.Content {
  /// Numbers may have blanks and tabs around them, which are dropped with a warning.
  var allowedControls: Set<UInt32> {
    switch self {
    case .quantity, .cost, .multiplier, .credits: LedgerColumn.Content.tab
    case .id, .time, .name: []
    }
  }

  private static let tab: Set<UInt32> = [0x09]
}
