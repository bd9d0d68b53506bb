import Credits
import Ledger
import Terminal

/// A figure of `credit-balances.csv` or `grants.csv` by its place: `credit-balances/acc_17/consumed`.
package struct CreditFigure: Hashable, Sendable {
  /// The two reports, by their file names without `.csv`.
  package enum Report: String, CaseIterable, Sendable {
    case balances = "credit-balances"
    case grants
  }

  package let report: Report
  /// The id of the account or grant.
  package let key: Name
  package let column: String
  package let text: String

  /// The column of the last recorded balance.
  static let recorded = "recorded"

  /// The columns that are explained, by report.
  static func columns(_ report: Report) -> [String] {
    switch report {
    case .balances:
      ["opening"] + BalanceFigure.allCases.map(\.rawValue)
        + ["closing", "reserved", "available", CreditFigure.recorded, "explained"]
    case .grants: GrantFigure.allCases.map(\.rawValue) + GrantMoney.allCases.map(\.rawValue)
    }
  }

  /// Reads what `--figure` states; nil for a figure of another report.
  package init?(address text: String) throws(UsageFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let report = parts.first.flatMap(Report.init(rawValue:)) else { return nil }
    let columns = CreditFigure.columns(report)
    guard parts.count >= 3, let column = parts.last, parts[1] != "" else {
      let key = report == .grants ? "GRANT" : "ACCOUNT"
      throw .wrongValue(
        option: "--figure", text: text, expected: "\(report.rawValue)/\(key)/COLUMN")
    }
    guard columns.contains(column) else {
      throw .wrongValue(
        option: "--figure", text: text,
        expected: "one of the columns " + columns.joined(separator: ", "),
        near: nearest(to: column, among: columns))
    }
    self.report = report
    // An id may hold a slash.
    key = Name(parts.dropFirst().dropLast().joined(separator: "/"))
    self.column = column
    self.text = text
  }
}

/// The columns of `grants.csv` with money.
enum GrantMoney: String, CaseIterable {
  case paid = "paid_usd"
  case deferred = "deferred_usd"
}

/// The columns of `grants.csv` that movements make up.
enum GrantFigure: String, CaseIterable {
  case granted, left, consumed, refunded, expired, revoked, transferred

  /// Returns the part of the figure that a line of the grant makes, in microcredits; nil if it makes none.
  func part(of line: StatementLine) -> Int64? {
    switch self {
    case .left: line.ofGrant == 0 ? nil : line.ofGrant
    case .granted, .refunded: column(of: line) == self ? line.ofGrant : nil
    case .consumed, .expired, .revoked, .transferred:
      column(of: line) == self ? -line.ofGrant : nil
    }
  }

  private func column(of line: StatementLine) -> GrantFigure? {
    switch line.step {
    case .grant, .givenAsGrant, .restorationAsGrant: .granted
    case .consumption, .repayment: .consumed
    case .given, .givenToEnded: .refunded
    case .expiry, .earlyExpiry, .loss: .expired
    case .revocation, .restoration, .restorationToEnded: .revoked
    case .transferOut, .transferRepayment: .transferred
    case .debt, .transferDebt, .poolDraw, .poolReturn, .givenToDebt, .rollover, .earned, .holdEnd,
      .planInForce, .event, .refusal, .cancellation, .duplicate, .conflict, .rejected:
      nil
    }
  }
}
