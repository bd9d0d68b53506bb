import Ledger
import Overview
import Reports
import Terminal

/// The block about the credit ledger: the title, the balances and the checks with findings.
struct CreditBlock {
  let credits: CreditOverview
  let width: Int
  let paint: Paint

  /// The maximum number of warnings after all critical checks; the screen of `run` shows fewer, of both together.
  private static let warningLimit = 3
  private static let briefLimit = 3

  /// The block within the screen of `run`: the balances as one sum, and the largest findings of the period.
  var lines: [String] {
    [paint(.bold, credits.heading)]
      + Wrapping.lines(credits.balanceEquation, after: "  ", hanging: 2, width: width).map { line in
        String(line.map { $0 == "\u{A0}" ? " " : $0 })
      } + briefFindings
  }

  private var briefFindings: [String] {
    let checks = credits.checksOfPeriod
    let limit = CreditBlock.briefLimit
    return findings(
      (limit, max(0, limit - checks.critical.count)), of: checks, countsInfos: false,
      namesAccounts: false)
      + notes([
        checks.openRequests, credits.defaultCharges, credits.freeUse, credits.olderFindings,
      ])
  }

  private func notes(_ sentences: [String?]) -> [String] {
    sentences.compactMap(\.self).flatMap {
      Wrapping.lines($0, after: String(repeating: " ", count: 18), width: width)
    }
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
  var findings: [String] {
    findings((.max, CreditBlock.warningLimit), of: credits.decidedChecks, rest: "--verbose, or ")
      + notes([credits.decidedChecks.openRequests, credits.defaultCharges])
  }

  /// The same with every check, those with information only at the end.
  var allFindings: [String] {
    findings((.max, .max), of: credits.decidedChecks, infos: credits.decidedChecks.infos)
      + notes([credits.decidedChecks.openRequests, credits.defaultCharges])
  }

  /// The account with the largest amount of a check; empty if its name is long or unknown.
  private func account(_ check: CheckSummary) -> String {
    let name = SafeText.safe(credits.audit.names.name(check.largestAccount).description)
    return name.displayWidth > CreditBlock.longestName ? "" : name
  }

  /// The longest name of an account in a line, in columns.
  private static let longestName = 36

  /// - Parameter countsInfos: checks with information only count among the others, not only where there are no others.
  private func findings(
    _ limit: (critical: Int, warnings: Int), of checks: CheckLists, infos: [CheckSummary] = [],
    countsInfos: Bool = true, namesAccounts: Bool = true, rest place: String = ""
  ) -> [String] {
    func sentence(_ check: CheckSummary, withAmount: Bool) -> String {
      if namesAccounts { return check.screenSentence(account(check), withAmount: withAmount) }
      return withAmount ? check.sentenceWithCodeAndAmount : check.sentenceWithCode
    }
    let critical = checks.critical.prefix(limit.critical)
    let warnings = checks.warnings.prefix(limit.warnings)
    let amounts = critical.map { Figures.amount($0.knownAtStake) }
    let widest = max(10, amounts.map(\.count).max() ?? 0)
    var lines: [String] = []
    for (check, amount) in zip(critical, amounts) {
      lines += Wrapping.lines(
        sentence(check, withAmount: false),
        after: "  \(amount.leftPadded(to: widest)) \(check.hasAmounts ? "USD" : "   ")  ",
        width: width)
    }
    let blank = String(repeating: " ", count: widest + 4)
    for (name, checks) in [("warnings", Array(warnings)), ("information", infos)] {
      for (index, check) in checks.enumerated() {
        let label = index == 0 ? name.leftPadded(to: widest + 4) : blank
        lines += Wrapping.lines(
          sentence(check, withAmount: true), after: "  \(label)  ", width: width)
      }
    }
    var rest = [
      (checks.critical.count - critical.count, "more critical check"),
      (checks.warnings.count - warnings.count, "more warning"),
      (checks.infos.count - infos.count, "more informational check"),
    ].filter { $0.0 > 0 }.map { Figures.count(Int64($0.0), $0.1) }
    if !countsInfos && rest.count > 1 && infos.count < checks.infos.count { rest.removeLast() }
    if !rest.isEmpty {
      lines += Wrapping.lines(
        rest.joined(separator: ", ") + ": \(place)audit-summary.csv", after: "  \(blank)  ",
        width: width)
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
