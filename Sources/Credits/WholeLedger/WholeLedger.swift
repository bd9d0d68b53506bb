/// The checks that need the end of the replay or several accounts.
///
/// Their balance effect is 0.
enum WholeLedger {
  /// Returns their findings, in any order.
  static func findings(
    _ played: PlayedLedger, _ ledger: CreditLedger, _ books: CreditBooks,
    requests: RequestCharges?, names: inout CreditNames
  ) -> [CreditFinding] {
    []
  }
}
