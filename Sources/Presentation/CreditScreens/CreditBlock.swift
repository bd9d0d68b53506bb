import Ledger
import Overview
import Reports
import Terminal

/// The block about the credit ledger: the title, the balances and the checks with findings.
struct CreditBlock {
  let credits: CreditOverview
  let width: Int
  let paint: Paint

  /// The maximum numbers of checks shown; the screen of `run` shows fewer.
  private static let limit = (critical: 6, warnings: 3)
  private static let briefLimit = (critical: 3, warnings: 0)

  /// The block within the screen of `run`: the balances as one sum, and the largest findings.
  var lines: [String] {
    [paint(.bold, credits.heading)]
      + Wrapping.lines(credits.balanceEquation, after: "  ", hanging: 2, width: width).map { line in
        String(line.map { $0 == "\u{A0}" ? " " : $0 })
      } + findings(CreditBlock.briefLimit)
  }

  // MARK: Balances

  /// From the opening to the closing balance, a line each.
  var balances: [String] {
    let figures = FullPrecisionText.aligned(
      credits.lines.map { Figures.credits($0.microcredits) }, width: 12)
    return zip(credits.lines, figures).flatMap { line, figure in
      let start = "  " + line.name.padded(to: 12) + figure
      if line.note.isEmpty { return [String(start.trimmedEnd)] }
      return Wrapping.lines(line.note, after: start + "  ", width: width)
    }
  }

  // MARK: Findings

  /// The checks that found something, a sentence each; empty without any.
  var findings: [String] { findings(CreditBlock.limit) }

  /// The same with every check, those with information only at the end.
  var allFindings: [String] { findings((.max, .max), infos: credits.infos) }

  private func findings(
    _ limit: (critical: Int, warnings: Int), infos: [CheckSummary] = []
  ) -> [String] {
    let critical = credits.critical.prefix(limit.critical)
    let warnings = credits.warnings.prefix(limit.warnings)
    let amounts = critical.map { Figures.amount($0.amount) }
    let widest = max(10, amounts.map(\.count).max() ?? 0)
    var lines: [String] = []
    for (check, amount) in zip(critical, amounts) {
      lines += Wrapping.lines(
        check.sentenceWithCode, after: "  \(amount.leftPadded(to: widest)) USD  ", width: width)
    }
    let blank = String(repeating: " ", count: widest + 4)
    for (name, checks) in [("warnings", Array(warnings)), ("information", infos)] {
      for (index, check) in checks.enumerated() {
        let label = index == 0 ? name.leftPadded(to: widest + 4) : blank
        lines += Wrapping.lines(
          check.sentenceWithCodeAndAmount, after: "  \(label)  ", width: width)
      }
    }
    let rest =
      credits.critical.count + credits.warnings.count + credits.infos.count - critical.count
      - warnings.count - infos.count
    if rest > 0 {
      lines += Wrapping.lines(
        "\(Figures.count(Int64(rest), "more check")) in audit-summary.csv",
        after: "  \(blank)  ", width: width)
    }
    return lines
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedEnd: Substring {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return text
  }
}
