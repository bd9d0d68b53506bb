import Credits
import Ledger
import Outputs
import Overview
import Reports
import Terminal

/// A figure of `credit-balances.csv` or `grants.csv` with its origin: movements, or an event that states it.
package struct CreditFigureExplanation {
  private let figure: CreditFigure
  private let facts: CreditAuditTexts
  /// The number of the account's id.
  private let account: UInt32
  private let value: CreditAmount
  /// The event or the rule behind the figure, in words; nil where movements make it up.
  private let reason: String?
  /// The other columns that the figure is computed from, each with its sign: `opening`, `granted`, `consumed`.
  private let equation: [(column: String, amount: CreditAmount)]
  private let movements: CreditMovements
  /// The open holds, for a figure of reserved credits.
  private let holds: [Hold]
  /// The findings, for the figure that sums their effects.
  private let findings: [CreditFinding]

  /// Explains a figure of an account.
  ///
  /// - Parameters:
  ///   - story: the account in the period.
  ///   - before: the account before the period.
  package init(
    _ figure: CreditFigure, ofAccount story: AccountHistory, before: AccountHistory,
    _ audit: CreditAudit, _ books: CreditBooks, zone: ReportingZone
  ) {
    self.figure = figure
    facts = CreditAuditTexts(audit, zone: zone)
    let statement = story.statement
    account = statement.account
    let moved = statement.lines.filter { $0.credits != 0 }
    let available = [
      ("closing", statement.closing), ("reserved", -statement.closingReserved),
    ]
    var (equation, lines): ([(column: String, credits: Int128)], [StatementLine]) = ([], [])
    var of = statement
    switch figure.column {
    case "opening":
      (lines, of) = (before.statement.lines.filter { $0.credits != 0 }, before.statement)
    case "closing":
      equation = [("opening", statement.opening)]
      for column in BalanceFigure.allCases where statement.sum(of: column) != 0 {
        let sum = statement.sum(of: column)
        equation.append((column.rawValue, column.isReduction ? -sum : sum))
      }
      lines = moved
    case "available": equation = available
    case "reserved", "explained", CreditFigure.recorded: break
    default: lines = moved.filter { $0.figure?.rawValue == figure.column }
    }
    let source =
      figure.column == CreditFigure.recorded
      ? CreditFigureSource.recorded(
        of: account, before.statement.lines + statement.lines, facts, books) : nil
    let findings =
      figure.column == "explained"
      ? audit.findings.filter { $0.account == statement.account && $0.effect != 0 } : []
    reason = source?.reason ?? CreditFigureExplanation.withoutCause(findings, facts)
    self.findings = findings
    self.equation = source?.parts ?? equation.map { ($0.column, .credits($0.credits)) }
    let sign: Int64 = BalanceFigure(rawValue: figure.column)?.isReduction == true ? -1 : 1
    movements = CreditMovements(lines, of: of, audit) { sign * $0.credits }
    holds = ["reserved", "available"].contains(figure.column) ? story.holds : []
    let sum: Int128 =
      switch figure.column {
      case "opening": statement.opening
      case "closing": statement.closing
      case "reserved": statement.closingReserved
      case "available": statement.closing - statement.closingReserved
      case "explained": findings.reduce(0) { $0 + $1.effect }
      default: BalanceFigure(rawValue: figure.column).map { statement.sum(of: $0) } ?? 0
      }
    value = source?.value ?? .credits(sum)
  }

  /// The part of the effects of findings that only states a difference; nil without one.
  private static func withoutCause(_ findings: [CreditFinding], _ facts: CreditAuditTexts)
    -> String?
  {
    let sum = findings.reduce(Int128(0)) {
      $1.check == .recordedBalanceDiffers && !$1.hasKnownCause ? $0 + $1.effect : $0
    }
    return sum == 0
      ? nil : "\(facts.credits(sum)) of it without a cause (recorded_balance_differs)"
  }

  /// Explains a figure of a grant.
  ///
  /// - Parameters:
  ///   - grant: the grant, with its index in the replay.
  ///   - story: its account from the first event on.
  package init(
    _ figure: CreditFigure, ofGrant grant: UInt32, _ story: AccountHistory, _ audit: CreditAudit,
    _ books: CreditBooks, zone: ReportingZone
  ) {
    self.figure = figure
    facts = CreditAuditTexts(audit, zone: zone)
    account = story.statement.account
    // The value left is that of the credits left: their movements are listed.
    let money = GrantMoney(rawValue: figure.column)
    let column = GrantFigure(rawValue: figure.column) ?? .left
    let lines = story.statement.lines.filter {
      money != .paid && $0.grant?.index == grant && column.part(of: $0) != nil
    }
    movements = CreditMovements(lines, of: story.statement, audit) { column.part(of: $0) ?? 0 }
    let row = story.grants.first { $0.index == grant }?.row
    let source: CreditFigureSource? =
      switch (money, row) {
      case (.paid, let row?): .paid(row, facts, books)
      case (.deferred, let row?): .deferred(row)
      case (nil, _), (_, nil): nil
      }
    reason = source?.reason
    value =
      source?.value ?? .credits(lines.reduce(0) { $0 + Int128(column.part(of: $1) ?? 0) })
    (equation, holds, findings) = (source?.parts ?? [], [], [])
  }

  /// The number of lines of a list on the screen.
  private static let listed = 40

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    let head = Wrapping.lines(
      SafeText.safe("\(figure.text): \(value.text)\(ofAccount)"), hanging: 2, width: width)
    return [
      [paint(.bold, head[0])] + head.dropFirst() + reasonLines(width) + formula(width),
      movements.rows(
        limit: CreditFigureExplanation.listed, last: false, rest: "are in the output of --json",
        width: width),
      holdLines(width),
      facts.rows(of: findings, limit: CreditFigureExplanation.listed, width: width),
      reason == nil && value.number == 0 && movements.lines.isEmpty && holds.isEmpty
        && findings.isEmpty ? ["No movement contributes to this figure."] : [],
    ].text
  }

  /// The account of a grant.
  private var ofAccount: String {
    switch figure.report {
    case .balances: ""
    case .grants: ", account \(facts.text(account))"
    }
  }

  /// `paid_usd of grant e-004 at 2026-08-01T00:00:00Z, credits/2026/08.csv:4`.
  private func reasonLines(_ width: Int) -> [String] {
    guard let reason else { return [] }
    return Wrapping.lines(SafeText.safe(reason), after: "  ", hanging: 4, width: width)
  }

  /// `= opening 459.9 + granted 5,700 - consumed 5,814.2`.
  private func formula(_ width: Int) -> [String] {
    guard let first = equation.first else { return [] }
    let rest = equation.dropFirst().map { column, amount in
      " \(amount.number < 0 ? "-" : "+") \(column) \(amount.magnitude.figure)"
    }
    return Wrapping.lines(
      SafeText.safe("= \(first.column) \(first.amount.figure)" + rest.joined()), after: "  ",
      hanging: 4, width: width)
  }

  private func holdLines(_ width: Int) -> [String] {
    if holds.isEmpty { return [] }
    return ["\(Figures.count(Int64(holds.count), "open reservation"))"]
      + holds.prefix(CreditFigureExplanation.listed).flatMap { hold in
        let event = facts.event(hold.event)
        return Wrapping.lines(
          SafeText.safe(
            "\(facts.text(event.subject)): \(facts.credits(Int128(hold.credits))) until "
              + "\(facts.moment(hold.expiresAt)), by \(facts.text(event.eventID))"),
          after: "  ", hanging: 4, width: width)
      }
  }

  /// Returns one document on a figure; of several grants with one id, a list.
  ///
  /// See docs/JSON.md.
  package static func json(_ figures: [CreditFigureExplanation]) -> String {
    let version: [(key: String, value: JSONText)] = [("assay", .string(Version.number))]
    if figures.count == 1 { return JSONText.object(version + figures[0].members).text }
    return JSONText.object(
      version + [("figures", .array(figures.map { .object($0.members) }))]
    ).text
  }

  private var members: [(key: String, value: JSONText)] {
    [
      ("figure", .string(figure.text)), ("account_id", facts.textJSON(account)),
      ("value", value.json),
      ("unit", .string(GrantMoney(rawValue: figure.column) == nil ? "credits" : "USD")),
      ("reason", reason.map(JSONText.string) ?? .null),
      (
        "parts",
        .array(
          equation.map {
            .object([
              ("column", .string($0.column)), ("value", $0.amount.json),
            ])
          })
      ), ("movements", movements.json),
      (
        "holds",
        .array(
          holds.map { hold in
            .object([
              ("reservation_id", facts.textJSON(facts.event(hold.event).subject)),
              ("credits", CreditAuditTexts.creditsJSON(Int128(hold.credits))),
              ("expires_at", CreditAuditTexts.momentJSON(hold.expiresAt)),
              ("event_id", .string(facts.eventID(hold.event))),
            ])
          })
      ), ("findings", facts.json(findings)),
    ]
  }
}
