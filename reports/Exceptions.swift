import Ledger
import Reconciliation
import Tables

extension Report {
  /// Requests with a finding, by file and line.
  package static let exceptions = Report(
    "exceptions", "Exceptions",
    columns: exceptionColumns
  ) { report, input in
    let rows = input.exceptions
    return report.table(
      rows.count,
      order: "largest difference in USD first, of cost or of credits at their value",
      weight: { isWithoutDifference(rows.order(at: $0)) ? 0 : exceptionWeight(rows[$0].row) }
    ) { index, cells in
      let found = rows[index]
      let row = found.row
      cells.append(.text(kindNames[Int(row.kind.rawValue)]))
      cells.append(.text(row.requestID))
      cells.append(.text(found.file))
      cells.append(.count(Int128(found.line)))
      cells.append(.text(row.startedAt))
      cells.append(.text(row.user))
      cells.append(.text(row.tier))
      cells.append(.text(row.provider))
      cells.append(.text(row.model))
      cells.append(.money(orBlank: row.recordedCost))
      cells.append(.money(orBlank: row.expectedCost))
      cells.append(.money(orBlank: row.costDifference))
      cells.append(.credits(orBlank: row.recordedCredits))
      cells.append(.credits(orBlank: row.expectedCredits))
      cells.append(.credits(orBlank: row.creditsDifference))
      cells.append(row.diagnosis.map { .text($0.codesName) } ?? .blank)
      cells.append(.text(row.diagnosis.map(\.evidence) ?? row.evidence))
    }
  }

  /// The account of an exception whose user was not recorded, blank for others: the database has it beside the report.
  package static func account(of exception: Located<ExceptionRow>) -> Cell {
    let row = exception.row
    return row.user.isEmpty ? .text(row.customer) : .blank
  }

  /// True if the cells of a row of the table name a user, so that the account is not looked up.
  package static func namesUser(_ cells: [Cell]) -> Bool {
    if case .text(let user) = cells[userColumn] { !user.isEmpty } else { false }
  }

  private static let userColumn = exceptionColumns.firstIndex { $0.name == "user_id" } ?? 0

  private static let kindNames = ExceptionRow.Kind.allCases.map { Name($0.name) }

  private static let exceptionColumns = [
    .text("kind", "Kind of exception."),
    .requestID, .file,
    .line, .requestStartedAt, .userID,
    .tier, .provider, .model,
    .requestMoney(
      "recorded_cost_usd", "Vendor cost that the ledger recorded, rounded for the comparison."),
    .requestMoney("expected_cost_usd", "Vendor cost recomputed, rounded for the comparison."),
    .requestMoney("cost_difference_usd", "Recorded less expected: above 0 is recorded too high."),
    Column("recorded_credits", .credits, "Credits that the usage export states."),
    Column("expected_credits", .credits, "Credits recomputed."),
    Column(
      "credits_difference", .credits,
      "Recorded less expected: above 0 the customer was overcharged, unless credits/ states other "
        + "deductions."),
    .text(
      "diagnosis", "Mistake that reproduces the recorded figure exactly; see docs/DIAGNOSES.md."),
    .text(
      "evidence",
      "Evidence: the figure and the rows of the books, or the other row and the differences."),
  ]

  /// True if rows of this order have no expected figures, so that they need no check.
  private static func isWithoutDifference(_ order: UInt8) -> Bool {
    [ExceptionRow.Kind.unpriced, .duplicate, .conflict].contains { $0.rawValue == order }
  }

  /// The larger of the cost difference and of what the credits difference is worth, and for equal ones the credits
  /// difference, all without their signs.
  ///
  /// 126 bits of the 127 that there are: above 2⁹⁰ attodollars (1.2 × 10⁹ USD) and 2³⁶ microcredits
  /// (68,719 credits) differences weigh alike.
  private static func exceptionWeight(_ row: ExceptionRow) -> Int128 {
    let credits = row.creditsDifference ?? .zero
    let cost = (row.costDifference ?? .zero).magnitude
    let amount = max(cost, credits.worth(at: row.terms.creditValue).magnitude).attodollars
    return Int128(min(amount, (1 << 90) - 1)) << 36
      + Int128(min(credits.microcredits.magnitude, (1 << 36) - 1))
  }
}
