import Ledger
import Rating
import Terminal
import Workspace

/// Says how the credits of a request came about: the formula, the multiplier, and what was passed over.
struct CreditText {
  let trace: RatingTrace
  /// The deduction in the ledger; nil if there is no ledger row.
  let recorded: Recorded?
  let width: Int

  struct Recorded {
    let credits: Credits?
    let multiplier: Multiplier?
  }

  var lines: [String] {
    guard trace.card.isSold else {
      return Wrapping.lines(
        "Credits: not known; no book sets customer prices, and the ledger records no credits",
        hanging: 2, width: width)
    }
    return Wrapping.lines(formula + comparison, hanging: 2, width: width) + decision + settings
  }

  // MARK: Formula

  private var formula: String {
    if let lack = trace.rated.disposition.lack { return "Credits: not known \(lack)" }
    guard let formula = trace.formula else {
      return "Credits: 0, as \(trace.card.kind.status.name) requests are not charged"
    }
    return "Credits: \(CreditText.product(formula))"
      + ", rounded up to step \(formula.increment): \(FullPrecisionText.credits(trace.rated.credits))"
  }

  /// The formula and what it comes to before it is rounded: `0.001949 × 1.5 ÷ 0.01 = 0.29235`.
  static func product(_ formula: CreditFormula) -> String {
    let factor =
      switch formula.factor {
      case .multiplier(let multiplier): multiplier.description
      case .markup(let markup): "\(markup) %"
      }
    let unrounded = formula.unroundedCredits
    return "\(FullPrecisionText.money(formula.cost)) × \(factor) ÷ \(formula.creditValue.perCredit)"
      + " = \(FullPrecisionText.grouped(unrounded.text))" + (unrounded.isExact ? "" : "…")
  }

  private var comparison: String {
    guard let recorded else { return "" }
    guard let credits = recorded.credits else { return "; not recorded" }
    let text = "; recorded \(FullPrecisionText.credits(credits))"
    guard trace.rated.disposition == .rated else { return text }
    return text + ", " + DifferenceWords.text((credits - trace.rated.credits).description)
  }

  // MARK: What decided

  /// The source of the credit value and the step, unless the settings have one value for all.
  private var settings: [String] {
    guard let formula = trace.formula else { return [] }
    let stated = [
      ("Credit value \(formula.creditValue.perCredit)", trace.creditValue),
      ("Step \(formula.increment)", trace.increment),
    ].filter { $0.1.isChosen || $0.1.line == nil }
    return stated.flatMap {
      Wrapping.lines("\($0): \(words($1))", after: "  ", hanging: 4, width: width)
    }
  }

  private func words(_ source: SettingProvenance) -> String {
    guard let line = source.line else { return "default of the settings" }
    let tier = source.tier.map { "tier \($0)" } ?? "every tier"
    return "\(tier)" + (source.from.map { " from \($0)" } ?? "")
      + ", \(SourceLocationText.short(Place(file: WorkspacePath.settings, line: line)))"
  }

  private var decision: [String] {
    if trace.card.kind.isBYOK { return fee }
    return Wrapping.lines(multiplier, after: "  ", hanging: 4, width: width) + passedOver
  }

  private var fee: [String] {
    guard case .markup(let markup)? = trace.formula?.factor else { return [] }
    let reason =
      switch (trace.modelClass.name, trace.modelClass.place) {
      case (let name?, let place?):
        "model class \(name.rawValue), \(SourceLocationText.short(place))"
      case (let name?, nil): "model class \(name.rawValue) by its name"
      case (nil, _): "models.csv gives the model no class"
      }
    return Wrapping.lines(
      "Platform fee \(markup) %, with the customer's own key: \(reason)", after: "  ", hanging: 4,
      width: width)
  }

  private var multiplier: String {
    let decision = trace.multiplier.decision
    var text = "Multiplier \(decision.multiplier): "
    if let row = trace.multiplier.row {
      text += "\(row.value.key.words), \(SourceLocationText.short(row.place))"
      if let approvedAt = row.value.approvedAt { text += ", approved \(approvedAt)" }
    } else {
      text += "default of the settings"
    }
    if let recorded = recorded?.multiplier, recorded != decision.multiplier {
      text += "; recorded \(recorded)"
    }
    return text
  }

  private var passedOver: [String] {
    let levels = trace.multiplier.levelsPassed.map(\.name)
    let lessSpecial = trace.multiplier.rowsPassed.filter(\.isLessSpecial)
    let others = trace.multiplier.rowsPassed.filter { !$0.isLessSpecial }
    if levels.isEmpty && trace.multiplier.rowsPassed.isEmpty { return [] }
    let rows = others.map(words)
    let hasApproved = others.contains { $0.row.status == .approved }
    var text = "Skipped:"
    if !levels.isEmpty {
      text += " \(levels.listed) \(levels.count == 1 ? "has" : "have")"
      text += " no approved row" + (hasApproved ? " in force" : "")
    }
    if !rows.isEmpty {
      let list = rows.joined(separator: "; ")
      text += levels.isEmpty ? " \(list)" : " (\(list))"
    }
    let isFirst = levels.isEmpty && rows.isEmpty
    for (index, row) in lessSpecial.enumerated() {
      text += (index == 0 && isFirst ? " " : "; ") + words(row)
    }
    return Wrapping.lines(text, after: "  ", hanging: 11, width: width)
  }

  private func words(_ passed: MultiplierTrace.PassedRow) -> String {
    let key = passed.row.key
    let what =
      switch key.level {
      case .default: "the default"
      case _ where passed.isLessSpecial: key.words
      case .combination, .model, .provider, .tier: "this \(key.level.name)"
      }
    let reason =
      switch passed.reason {
      case .pending: "is pending"
      case .rejected: "was rejected"
      case .selfApproved: "is approved by its requester"
      case .outOfForce(.ended(let end)): "ended on \(end)"
      case .outOfForce(.begins(let start)): "begins on \(start)"
      case .outOfForce(let reason): "was \(SourceLocationText.time(of: reason))"
      case .lessSpecial(let place): "is less specific than \(SourceLocationText.short(place))"
      }
    return
      "\(SourceLocationText.short(passed.place)), \(what) at \(passed.row.multiplier), \(reason)"
  }
}

extension MultiplierTrace.PassedRow {
  /// True if only a row of the same level preceded it.
  fileprivate var isLessSpecial: Bool {
    if case .lessSpecial = reason { return true }
    return false
  }
}

/// Says how a recorded figure compares with the expected one.
enum DifferenceWords {
  /// `equal`, or how much too high or too low, from recorded less expected as a canonical decimal.
  static func text(_ difference: String) -> String {
    if difference == "0" { return "equal" }
    return difference.hasPrefix("-")
      ? "\(FullPrecisionText.grouped(String(difference.dropFirst()))) too low"
      : "\(FullPrecisionText.grouped(difference)) too high"
  }
}
