import Ledger
import Outputs
import Overview
import Reports
import Simulation
import Terminal

/// A figure of the summary that plan fees make.
package enum PlanFeeFigure: String, CaseIterable {
  case fees = "plan_fees_usd"
  case feesByUsers = "plan_fees_by_users_usd"
  case marginWithFees = "margin_with_plan_fees_usd"
  case userMonths = "plan_user_months"
  case userMonthsWithoutPrice = "plan_user_months_without_price"

  /// Nil for text that names another figure.
  package init?(address text: String) {
    let prefix = "summary/"
    guard text.hasPrefix(prefix) else { return nil }
    self.init(rawValue: String(text.dropFirst(prefix.count)))
  }

  var address: String { "summary/" + rawValue }

  var unit: String {
    switch self {
    case .fees, .feesByUsers, .marginWithFees: "USD"
    case .userMonths, .userMonthsWithoutPrice: "user months"
    }
  }
}

/// The arithmetic of plan fees: the price of each plan × its users with a request, by month.
package struct PlanFeeFigureExplanation {
  let figure: PlanFeeFigure
  private let input: ReportInput
  private let lines: [PlanFeeLine]
  /// The fees are billed for resets.
  private let isOfResets: Bool

  /// - Parameter figure: one of those that plan fees make.
  package init(_ figure: PlanFeeFigure, of run: Run) {
    self.figure = figure
    input = run.input
    let facts = run.input.facts
    isOfResets = run.input.plans.isOfResets && [.fees, .marginWithFees].contains(figure)
    if isOfResets {
      lines = run.input.plans.lines
      return
    }
    lines = PlanFeeLine.all(
      of: facts.planUsers(of: facts.activeUsers), plans: run.workspace.books.plans,
      zone: run.workspace.zone)
  }

  /// The figure as `summary.csv` has it; nil where that is blank.
  private var value: String? {
    if input.isCostOnly { return nil }
    return switch figure {
    case .fees: input.planFees?.description
    case .feesByUsers: input.planFeesByUsers?.description
    case .marginWithFees: input.marginWithPlanFees?.description
    case .userMonths: String(input.plans.userMonths)
    case .userMonthsWithoutPrice: String(input.plans.userMonthsWithoutPrice)
    }
  }

  // MARK: Screen

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    if input.isCostOnly {
      return [
        Wrapping.lines(FigureScreen.notSold(figure.address), hanging: 2, width: width)
      ].text
    }
    let unit = figure.unit == "user months" && value == "1" ? "user month" : figure.unit
    let shown =
      value.map { "\(FullPrecisionText.grouped($0)) \(unit)" }
      ?? (isLeftOut ? "blank" : "not known")
    let head = Wrapping.lines(
      "\(figure.address): \(shown), \(formula)", hanging: 2, width: width)
    return [[paint(.bold, head[0])] + head.dropFirst(), table(width, paint), missing(width)].text
  }

  /// The figure is blank though its parts are known.
  private var isLeftOut: Bool { figure == .marginWithFees && input.hasPaidCredits }

  private var formula: String {
    switch figure {
    case .fees where isOfResets:
      "billed for the resets of credits, per month; of which "
        + "\(FullPrecisionText.grouped(input.plans.billed.paid.description)) is recorded as paid; "
        + "upgrades \(FullPrecisionText.grouped(input.plans.billed.upgrades.description)) not included"
    case .fees, .feesByUsers: "plan price × users with a request, per month, not prorated"
    case .marginWithFees where isLeftOut:
      "payments in credits/ paid for the credits of the revenue, so Assay does not add fees to the "
        + "margin"
    case .marginWithFees:
      "margin_usd \(input.total.knownMargin.map { FullPrecisionText.grouped($0.description) } ?? "not known")"
        + " + plan_fees_usd \(input.planFees.map { FullPrecisionText.grouped($0.description) } ?? "not known")"
    case .userMonths: "users with a request, per month, of plans that are not free of charge"
    case .userMonthsWithoutPrice: "part of plan_user_months for which plans.csv states no price"
    }
  }

  private func table(_ width: Int, _ paint: Paint) -> [String] {
    guard !lines.isEmpty else { return [] }
    let shown = lines.prefix(PlanFeeFigureExplanation.shown)
    let rows = shown.map { line in
      let price = line.price.map { FullPrecisionText.grouped($0.description) } ?? "not stated"
      return
        ([TierText.name(line.tier), line.month.description, Figures.count(line.users)]
        + (isOfResets ? [] : [price])
        + [line.fee.map { FullPrecisionText.grouped($0.description) } ?? "not known"])
        .map { TextTable.Cell(text: SafeText.safe($0)) }
    }
    let headings =
      isOfResets
      ? ["Plan", "Month", "Resets", "Billed USD"]
      : ["Plan", "Month", "Users", "Price USD", "Fees USD"]
    let table = TextTable(
      columns: headings.map { TextTable.Column(heading: $0) }, rows: rows, hasTotal: false,
      width: width, file: "simulation.csv", paint: paint)
    let rest = lines.count - shown.count
    return table.lines
      + (rest > 0 ? ["  … \(Figures.count(Int64(rest), "more row")) with --json"] : [])
  }

  private func missing(_ width: Int) -> [String] {
    let gaps = input.plans.gaps
    guard !gaps.isEmpty else { return [] }
    return Wrapping.lines(
      "No price: \(PlanFeeText.listed(gaps)), \(PlanFeeText.share(input.plans)). Write"
        + " monthly_price_usd in"
        + " plans.csv; 0 means that a plan has no fee.",
      hanging: 2, width: width)
  }

  /// The number of rows of the screen.
  private static let shown = 40

  // MARK: JSON

  /// One document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(figure.address)),
      ("value", .described(value)), ("unit", .string(figure.unit)),
      ("cost_only", .boolean(input.isCostOnly)),
      (
        "plan_fees",
        .array(
          (input.isCostOnly ? [] : lines).map { line in
            .object([
              ("tier", .string(line.tier.description)), ("month", .string(line.month.description)),
              (isOfResets ? "resets" : "users", .number(line.users)),
              ("price_usd", .described(line.price)),
              ("fees_usd", .described(line.fee)),
            ])
          })
      ),
    ]).text
  }
}
