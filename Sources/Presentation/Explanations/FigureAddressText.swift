import Cube
import Explaining
import Ledger
import Terminal

extension FigureAddress {
  /// Reads what `--figure` states.
  package init(_ text: String) throws(UsageFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let names =
      ExplainableReport.all.map(\.name) + [ReconciliationFigure.report]
      + BillFigure.Table.allCases.map(\.rawValue) + CreditFigure.Report.allCases.map(\.rawValue)
    guard let name = parts.first,
      let report = ExplainableReport.all.first(where: { $0.name == name })
    else {
      try FigureAddress.refuseListed(parts, text)
      let near = parts.first.flatMap { nearest(to: $0, among: names) }
      throw .wrongValue(
        option: "--figure", text: text,
        expected: near.map { "a report such as \($0)" }
          ?? "one of the reports \(names.joined(separator: ", "))")
    }
    let form = report.form
    guard parts.count >= report.keyCount + 2, let column = parts.last else {
      throw .wrongValue(option: "--figure", text: text, expected: form)
    }
    let columns = report.measures.map(\.rawValue) + report.ratios.map(\.rawValue)
    let ratio = report.ratios.first { $0.rawValue == column }
    guard
      let measure = ratio?.measure ?? report.measures.first(where: { $0.rawValue == column })
    else {
      try FigureAddress.refuseListed(parts, text)
      let near = nearest(to: column, among: columns)
      throw .wrongValue(
        option: "--figure", text: text,
        expected: near.map { "a column such as \($0)" }
          ?? "a column that sums requests, or a ratio of such sums: "
          + columns.joined(separator: ", "))
    }
    var keys = parts.dropFirst().dropLast().map { $0 }
    guard report.keyCount > 0 || keys.isEmpty else {
      throw .wrongValue(option: "--figure", text: text, expected: form)
    }
    // A name may hold a slash; only the last key column is a name.
    while keys.count > report.keyCount {
      let last = keys.removeLast()
      keys[keys.count - 1] += "/" + last
    }
    self.init(
      report: report, keys: keys.map { Name($0) }, measure: measure, ratio: ratio, text: text)
  }

  /// Points to the file behind a figure that sums no facts.
  private static func refuseListed(_ parts: [String], _ text: String) throws(UsageFault) {
    guard let report = parts.first, let column = parts.last,
      let place = FigureRowLists.place(report: report, column: column)
    else { return }
    throw .wrongValue(
      option: "--figure", text: text, expected: "a figure that sums requests; \(place)")
  }
}

extension FigureAddress {
  /// The last message where no request contributes to the figure, with the nearest key that has one.
  package func notFound(among facts: Facts) -> String {
    var keys: Set<[Name]> = []
    for fact in facts.rows {
      let dimensions = facts.dimensions[Int(fact.dimensions)]
      let user = facts.users[Int(fact.user)]
      if let key = report.keys(fact.day, dimensions, user) { keys.insert(key) }
    }
    func words(_ key: [Name]) -> String {
      key.map(\.description).joined(separator: "/")
    }
    let near = nearest(to: words(self.keys), among: keys.map(words))
    return "assay: error: no request contributes to \(text)"
      + (near.map { ", did you mean \($0)?" } ?? "") + " (exit 1)"
  }
}
