import Closing
import Ledger
import Tables

/// `restatement.csv`: what was learned of closed months since, by cause.
package struct RestatementTable {
  private let lines: [RestatementLine]

  package init(_ restatement: Restatement) { lines = restatement.lines }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("closed_period", "Closed month, YYYY-MM."),
    .text("cause", "Cause of the difference."),
    .text("measure", "Figure that differs."),
    .text("key", "Tier, or provider and model; blank for the total."),
    .decimal(
      "as_closed",
      "Figure as closed, with the differences that later closes booked; blank if not known."),
    .decimal("now", "Figure as known now, with all causes."),
    .decimal("difference", "Part of the cause; the causes sum to now less as_closed."),
    .count("rows", "Rows of the cause; blank if not known."),
    .text("first_file", "File of the first of them."),
    .count("first_line", "Line of the first of them; blank if not known."),
  ]

  package var table: Table {
    let lines = lines
    return Table(
      name: "restatement", title: "Restatement", columns: RestatementTable.columns,
      rowCount: lines.count, order: "by month, cause, measure and key"
    ) { RestatementTable.cells(of: lines[$0]) }
  }

  private static func cells(of line: RestatementLine) -> [Cell] {
    func amount(_ amount: Int128?) -> Cell {
      guard let amount else { return .blank }
      return switch line.measure.unit {
      case .attodollars: .money(Money(attodollars: amount))
      case .microcredits: .creditsSum(microcredits: amount)
      case .requests: .count(amount)
      }
    }
    func text(_ name: Name) -> Cell { name.isEmpty ? .blank : .text(name) }
    let evidence = line.evidence
    return [
      .text(Name(line.month.description)), .text(Name(line.cause.name)),
      .text(Name(line.measure.name)), text(line.key), amount(line.asClosed), amount(line.now),
      amount(line.difference), .count(orBlank: evidence.rows), text(Name(evidence.file)),
      .count(orBlank: evidence.line),
    ]
  }
}
