import Ledger
import Reconciliation
import Reports

/// The findings that come from lists of single requests.
enum ListedAttention {
  static func make(_ input: ReportInput, _ scope: Scope) -> [Attention] {
    [
      unexplained(input), unpriced(input), costs(input), negativeMargin(input), conflicts(input),
      rejects(input),
    ]
    .compactMap { $0 } + unknownTiers(input, scope)
  }

  /// Returns which models the wrong charges are of, the largest three by name.
  static func chargedModels(_ input: ReportInput, isOver: Bool) -> String {
    var sums: [Name: Int128] = [:]
    for exception in input.exceptions(
      of: .costMismatch, .creditsMismatch, .costAndCreditsMismatch)
    {
      guard let difference = exception.row.creditsDifference?.microcredits,
        (difference > 0) == isOver, difference != 0
      else { continue }
      sums[exception.row.model, default: 0] += Int128(difference.magnitude)
    }
    let ranked = sums.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    guard ranked.count > 1 else { return ranked.first.map { "All are of \($0.key)." } ?? "" }
    let parts = ranked.prefix(3).map { "\(Figures.credits($0.value)) of \($0.key)" }
    let rest = ranked.dropFirst(3).reduce(0) { $0 + $1.value }
    let tail = rest > 0 ? ["\(Figures.credits(rest)) of others"] : []
    return "They are \((parts + tail).listed)."
  }

  private static func unexplained(_ input: ReportInput) -> Attention? {
    guard let line = input.causes.first(where: { $0.cause == .unexplained }) else { return nil }
    return Attention(
      kind: .unexplained, key: .empty, count: Int64(line.requests),
      amount: Money(attodollars: line.amount),
      sentence: "\(Figures.count(Int64(line.requests), "request")) "
        + "\(line.requests == 1 ? "differs" : "differ"), and no known mistake explains it.",
      detail: DiagnosisWords.detail(line))
  }

  private static func unpriced(_ input: ReportInput) -> Attention? {
    let rows = input.exceptions(of: .unpriced).map(\.row)
    guard let first = rows.first else { return nil }
    var models: [Name: Int64] = [:]
    for row in rows { models[row.model, default: 0] += 1 }
    let ranked = models.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    var parts = ranked.prefix(5).map { "\($0.key) (\(Figures.count($0.value)))" }
    if ranked.count > 5 { parts.append(Figures.count(Int64(ranked.count - 5), "other model")) }
    let count = input.rows.unpriced
    let verbs = count == 1 ? ("has", "is") : ("have", "are")
    return Attention(
      kind: .unpriced, key: .empty, count: count, amount: knownCost(of: rows),
      sentence: "\(Figures.count(count, "request")) \(verbs.0) no price and \(verbs.1) in no cost "
        + "or revenue figure.",
      detail: ranked.count == 1 && first.model.isEmpty ? "" : "\(parts.listed).")
  }

  private static func costs(_ input: ReportInput) -> Attention? {
    let cost = input.reconciliation[cost: .mismatch]
    guard cost.requests > 0 else { return nil }
    let difference = Money(attodollars: cost.difference)
    let side = difference > .zero ? "too high" : "too low"
    let noun = cost.requests == 1 ? "recorded cost differs" : "recorded costs differ"
    return Attention(
      kind: .costs, key: .empty, count: cost.requests, amount: difference,
      sentence: "\(Figures.count(cost.requests)) \(noun) from the recomputed "
        + (cost.requests == 1 ? "one." : "ones."),
      detail: difference == .zero
        ? "The differences cancel out in sum."
        : "Recorded is \(Figures.money(difference.magnitude)) USD \(side) in sum.")
  }

  private static func negativeMargin(_ input: ReportInput) -> Attention? {
    let rows = input.negativeMargins
    guard !rows.isEmpty else { return nil }
    let lost = rows.reduce(Money.zero) { $0 - $1.row.margin }
    let count = Figures.count(Int64(rows.count), "charged request")
    return Attention(
      kind: .negativeMargin, key: .empty, count: Int64(rows.count), amount: lost,
      sentence:
        "\(count) of paid tiers brought in less than \(rows.count == 1 ? "it" : "they") cost.",
      detail: "")
  }

  private static func conflicts(_ input: ReportInput) -> Attention? {
    let rows = Array(input.exceptions(of: .conflict))
    guard let first = rows.first else { return nil }
    let ids = Set(rows.map(\.row.requestID)).count
    let noun = ids == 1 ? "request id occurs" : "request ids occur"
    return Attention(
      kind: .conflicts, key: .empty, count: Int64(ids), amount: knownCost(of: rows.map(\.row)),
      sentence: "\(Figures.count(Int64(ids))) \(noun) again with other content.",
      detail: "The first row of each was used. The first conflict is at "
        + "\(first.file):\(first.line).")
  }

  private static func rejects(_ input: ReportInput) -> Attention? {
    let count = input.rows.rejected
    guard count > 0 else { return nil }
    let known = input.rejects.compactMap(\.row.estimatedCost)
    var detail = "The reason of each is in rejects.csv."
    if known.count < Int(count) {
      detail += " A cost can be estimated for \(Figures.count(Int64(known.count))) of them."
    }
    return Attention(
      kind: .rejects, key: .empty, count: count,
      amount: known.isEmpty ? nil : known.reduce(.zero, +),
      sentence: "\(Figures.count(count, "row")) could not be read and "
        + "\(count == 1 ? "is" : "are") in no figure.",
      detail: detail)
  }

  /// Tiers that had no plan in force when a request began, with what those requests are worth; of unpriced ones nobody
  /// knows that.
  private static func unknownTiers(_ input: ReportInput, _ scope: Scope) -> [Attention] {
    var rows: [Name: [ExceptionRow]] = [:]
    for exception in input.exceptions(of: .unknownTier) {
      rows[exception.row.tier, default: []].append(exception.row)
    }
    let totals = Dictionary(
      uniqueKeysWithValues: input.facts.totals(byDimensions: \.tier).map { ($0.key, $0.totals) })
    return rows.sorted { $0.key < $1.key }.map { tier, rows in
      let count = Figures.count(Int64(rows.count), "request")
      let whole = totals[tier].map { Int($0.requests) == rows.count } ?? true
      let verb = tier.isEmpty ? "are" : "is"
      let reason =
        scope.plannedTiers.contains(tier)
        ? (long: "it had no plan at the time.", short: " had no plan at the time.")
        : (long: "plans.csv has none.", short: " is not in plans.csv.")
      return Attention(
        kind: .unknownTier, key: tier, count: Int64(rows.count),
        amount: rows.allSatisfy { $0.expectedCredits == nil }
          ? nil : whole ? totals[tier]?.revenue : worth(of: rows, input),
        sentence: whole
          ? AttentionList.fitting(
            TierWords.subject(tier), " \(verb) rated as paid: \(reason.long)", or: reason.short)
          : AttentionList.fitting(
            count, " of tier \(tier) began when it had no plan.", or: " began without a plan."),
        detail: whole
          ? "\(count) without a target."
          : (rows.count == 1 ? "It is" : "They are")
            + " rated as paid, without a target: plans.csv has no row in force then.")
    }
  }

  /// What the credits of rows are worth, those of unpriced ones left out; nil where credits of their tier have had several
  /// values.
  private static func worth(of rows: [ExceptionRow], _ input: ReportInput) -> Money? {
    let tiers = Set(rows.map(\.tier))
    let values = Set(
      input.facts.dimensions.filter { tiers.contains($0.tier) }.map(\.terms.creditValue))
    guard values.count == 1, let value = values.first else { return nil }
    return rows.compactMap(\.expectedCredits).reduce(Money.zero) { $0 + $1.worth(at: value) }
  }

  /// What was recorded as the rows' cost; nil where nothing was.
  private static func knownCost(of rows: some Sequence<ExceptionRow>) -> Money? {
    let known = rows.compactMap(\.recordedCost)
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }
}
