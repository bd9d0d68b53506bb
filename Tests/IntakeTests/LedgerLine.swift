import Intake

/// One line of a ledger to write in a test: a good row, with some cells changed.
struct LedgerLine {
  /// The columns of the file, in order.
  static let columns: [LedgerColumn] = [
    .requestID, .startedAt, .completedAt, .userID, .accountID, .provider, .model, .tier, .status,
    .byok, .inputTokens, .outputTokens, .seconds, .vendorCostUSD, .multiplier, .creditsDeducted,
    .balanceAfter, .capability,
  ]
  static let header = columns.map(\.name).joined(separator: ",")

  private static let good: [LedgerColumn: String] = [
    .requestID: "r1", .startedAt: "2026-07-29T10:00:00Z", .userID: "u1", .provider: "openai",
    .model: "gpt-5", .inputTokens: "100",
  ]

  let text: String

  /// A good row with `changes`, each a cell as it stands in the file.
  init(_ changes: [LedgerColumn: String] = [:]) {
    let cells = LedgerLine.good.merging(changes) { _, changed in changed }
    text = LedgerLine.columns.map { cells[$0, default: ""] }.joined(separator: ",")
  }

  /// A whole ledger of `lines`.
  static func ledger(_ lines: [LedgerLine], end: String = "\n") -> [UInt8] {
    Array(([header] + lines.map(\.text)).map { $0 + end }.joined().utf8)
  }
}
