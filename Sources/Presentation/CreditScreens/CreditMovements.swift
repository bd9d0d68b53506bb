import Credits
import Ledger
import Overview
import Reports
import Tables
import Terminal

/// The lines of a statement, as a part of a screen and of a JSON document.
struct CreditMovements {
  let lines: [StatementLine]
  private let table: StatementTable
  /// The number of credits that a line shows, in microcredits.
  private let amount: @Sendable (StatementLine) -> Int64

  /// - Parameters:
  ///   - lines: some lines of the statement, in its order.
  ///   - amount: the credits shown; the change of the balance by default.
  init(
    _ lines: [StatementLine], of statement: AccountStatement, _ audit: CreditAudit,
    amount: @escaping @Sendable (StatementLine) -> Int64 = { $0.credits }
  ) {
    self.lines = lines
    table = StatementTable(statement, audit)
    self.amount = amount
  }

  /// Returns a heading and one paragraph per line: instant, credits and description.
  ///
  /// - Parameters:
  ///   - last: true for the last lines, else the first ones.
  ///   - rest: the place of the lines that are not shown, such as `with --json`.
  func rows(limit: Int, last: Bool, rest: String, width: Int) -> [String] {
    if lines.isEmpty { return [] }
    let shown = last ? Array(lines.suffix(limit)) : Array(lines.prefix(limit))
    let count = Figures.count(Int64(lines.count), "movement")
    let head =
      shown.count == lines.count
      ? "\(count), in UTC"
      : "The \(last ? "last" : "first") \(shown.count) of \(count), in UTC; all \(rest)"
    var rows = Wrapping.lines(head, hanging: 2, width: width)
    let amounts = shown.map { signed(amount($0)) }
    let column = amounts.map(\.displayWidth).max() ?? 0
    for (line, amount) in zip(shown, amounts) {
      let padded = String(repeating: " ", count: column - amount.displayWidth) + amount
      rows += Wrapping.lines(
        SafeText.safe(table.text(line)), after: "  \(moment(line.at))  \(padded)  ", width: width)
    }
    return rows
  }

  /// The lines with the columns of `credit-statement-ACCOUNT.csv`.
  var json: JSONText {
    .array(
      lines.map { line in
        .object(
          zip(StatementTable.columns, table.cells(of: line)).map { column, cell in
            (column.name, cell.json)
          })
      })
  }

  private func signed(_ microcredits: Int64) -> String {
    (microcredits > 0 ? "+" : "") + Figures.credits(Int128(microcredits))
  }

  /// An instant to the second: `2026-08-14 10:00:09`.
  private func moment(_ nanoseconds: Int64) -> String {
    let text = Instant(nanoseconds: nanoseconds).rfc3339Thousands.replacing("T", with: " ")
    return String(text.prefix(19))
  }
}
