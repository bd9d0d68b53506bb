import Credits
import Ledger

/// The credits of one account and month as lines of an invoice.
///
/// They add up: opening + granted + used + refunded + expired + transferred = closing.
enum CreditLines {
  /// Appends the lines of a block.
  ///
  /// - Parameters:
  ///   - month: nil for an account that has no credits in the month.
  ///   - index: that of the month in the audit; -1 without one.
  static func append(
    _ month: AccountMonth?, at index: Int32, used: [InvoiceCreditUse], account: Name,
    to lines: inout [InvoiceLine]
  ) {
    func line(_ kind: InvoiceLine.Kind, _ credits: Int128) -> InvoiceLine {
      .credits(kind, .credits(index), credits, account: account, event: CreditEvent.none)
    }
    guard let month else {
      lines += [line(.creditsOpening, 0), line(.creditsClosing, 0)]
      return
    }
    requireSum(month, used)
    lines.append(line(.creditsOpening, month.opening))
    let granted = month.granted.reduce(0, +)
    if granted != 0 || month.revoked != 0 {
      lines.append(line(.creditsGranted, granted - month.revoked))
    }
    for use in used {
      lines.append(
        .credits(
          .creditsUsed, .use(use.use), -use.microcredits, account: account, event: CreditEvent.none)
      )
    }
    let others: [(InvoiceLine.Kind, Int128)] = [
      (.creditsRefunded, month.refunded), (.creditsExpired, -month.expired),
      (.creditsTransferred, month.transferredIn - month.transferredOut),
    ]
    for (kind, credits) in others where credits != 0 { lines.append(line(kind, credits)) }
    lines.append(line(.creditsClosing, month.closing))
  }

  private static func requireSum(_ month: AccountMonth, _ used: [InvoiceCreditUse]) {
    let consumed = used.reduce(Int128(0)) { $0 + $1.microcredits }
    precondition(consumed == month.consumed, "the uses of a month add up to its consumption")
    let changes =
      month.granted.reduce(0, +) - month.revoked + month.refunded - month.expired
      + month.transferredIn - month.transferredOut - month.consumed
    precondition(month.opening + changes == month.closing, "a month's changes lead to its closing")
  }
}
