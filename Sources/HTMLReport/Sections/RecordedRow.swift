import Ledger
import Overview
import Tables

/// A row of the comparison in words, whose figures have one number of decimals.
///
/// The difference is that of the two shown figures, so that the row adds up as printed.
struct RecordedRow {
  let subject: String
  let result: String
  let requests: String
  let recorded: String
  let expected: String
  let difference: String
  let isTotal: Bool

  /// The rows with requests, costs before credits; without credits where nothing is sold.
  static func all(of table: Table, _ overview: Overview) -> [RecordedRow] {
    let rows = (0..<table.rowCount).map { Source(table.cells(at: $0)) }
    let subjects: [(name: String, heading: String, comparison: MatchCounts)] =
      [("cost", "Vendor cost, USD", overview.costs)]
      + (overview.costView == nil ? [("credits", "Credits", overview.credits)] : [])
    return subjects.flatMap { subject in
      let own = rows.filter { $0.subject == subject.name && $0.requests > 0 }
        .map { $0.known(subject.comparison) }
      let decimals = Source.decimals(of: own)
      return own.map { $0.shown(subject.heading, own, decimals: decimals) }
    }
  }
}

/// A row of the report.
private struct Source {
  let subject: String
  let result: String
  let requests: Int128
  private(set) var recorded: Int128?
  let expected: Int128?
  let difference: Int128?

  /// The number of decimals of all amounts.
  private static let scale = Money.decimals

  init(_ cells: [Cell]) {
    func number(_ cell: Cell) -> Int128? {
      cell.number.map { $0.value * powerOfTen(Source.scale - $0.scale) }
    }
    subject = cells[0].words
    result = cells[1].words
    requests = cells[2].number?.value ?? 0
    recorded = number(cells[3])
    expected = number(cells[4])
    difference = number(cells[5])
  }

  /// The same without the recorded sum of unpriced requests where nothing was recorded of any.
  func known(_ comparison: MatchCounts) -> Source {
    guard result == "unpriced", !comparison.isUnpricedRecorded else { return self }
    var row = self
    row.recorded = nil
    return row
  }

  /// The least decimals that show no sum and no difference of mismatches as 0: 4 or more for costs, so that a difference
  /// of rounded sums is that of the findings; 1 or more for credits.
  static func decimals(of rows: [Source]) -> Int {
    let amounts = rows.flatMap { row in
      [row.recorded, row.expected] + (row.result == "mismatch" ? [row.difference] : [])
    }.compactMap(\.self).filter { $0 != 0 }
    return (rows.first?.subject == "credits" ? [1, 2, 4, 6] : [4, 6]).first { places in
      amounts.allSatisfy { $0.magnitude * 2 >= powerOfTen(scale - places).magnitude }
    } ?? 8
  }

  func shown(_ heading: String, _ rows: [Source], decimals: Int) -> RecordedRow {
    let isTotal = result == "total"
    // The total of what is known of no row is 0, but not known to be.
    func isKnown(_ column: (Source) -> Int128?) -> Bool {
      !isTotal || rows.contains { $0.result != "total" && column($0) != nil }
    }
    func text(_ amount: Int128?, _ column: (Source) -> Int128?) -> String {
      guard let amount, isKnown(column) else { return ShownColumn.unknown }
      return Typography.figure(
        Figures.money(amount, scale: Source.scale, decimals: decimals))
    }
    return RecordedRow(
      subject: heading, result: words + (isTotal ? limit(of: rows) : ""),
      requests: Figures.count(Int64(requests)),
      recorded: text(recorded) { $0.recorded }, expected: text(expected) { $0.expected },
      difference: text(shownDifference(decimals)) { $0.difference }, isTotal: isTotal)
  }

  /// The difference of the shown figures; that of a total, which compares fewer requests than it sums, and that of
  /// rounding as they are.
  private func shownDifference(_ decimals: Int) -> Int128? {
    guard result == "mismatch", let recorded, let expected else { return difference }
    let unit = powerOfTen(Source.scale - decimals)
    func rounded(_ amount: Int128) -> Int128 {
      (abs(amount) + unit / 2) / unit * unit * amount.signum()
    }
    return rounded(recorded) - rounded(expected)
  }

  /// The words after a total whose difference is not that of its sums.
  private func limit(of rows: [Source]) -> String {
    let areAllCompared = rows.allSatisfy { $0.recorded != nil && $0.expected != nil }
    return areAllCompared ? "" : "; difference of compared requests only"
  }

  /// The class for people.
  private var words: String { ComparisonClass.words(ofResult: result) ?? result }
}

extension Cell {
  fileprivate var words: String {
    if case .text(let text) = self { return text.description }
    return ""
  }
}
