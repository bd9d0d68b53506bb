import Ledger
import Reconciliation
import Reports

/// The findings that come from lists of single requests.
package enum RequestListAttention {
  static func make(_ input: ReportInput, _ scope: Scope) -> [Attention] {
    [
      unexplained(input), unpriced(input), costs(input), negativeMargin(input), conflicts(input),
      rejects(input),
    ]
    .compactMap { $0 } + unknownTiers(input, scope)
  }

  /// Returns which models the wrong charges are of, the largest three by name.
  package static func chargedModels(_ input: ReportInput, isOver: Bool) -> String {
    var sums: [Name: Int128] = [:]
    for exception in input.exceptions(
      of: .costMismatch, .creditsMismatch, .costAndCreditsMismatch)
    {
      guard let difference = exception.row.creditsDifference?.microcredits,
        (difference > 0) == isOver, difference != 0,
        // What a refund gives back was charged before.
        exception.row.recordedCredits.map({ $0 >= .zero }) ?? true
      else { continue }
      sums[exception.row.model, default: 0] += Int128(difference.magnitude)
    }
    let ranked = sums.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    guard ranked.count > 1 else { return ranked.first.map { "All belong to \($0.key)." } ?? "" }
    let parts = ranked.prefix(3).map { "\($0.key) \(Figures.credits($0.value))" }
    let rest = ranked.dropFirst(3).reduce(0) { $0 + $1.value }
    let tail = rest > 0 ? ["others \(Figures.credits(rest))"] : []
    return "By model: \((parts + tail).listed)."
  }

  private static func unexplained(_ input: ReportInput) -> Attention? {
    guard let line = input.causes.first(where: { $0.cause == .unexplained }) else { return nil }
    let free = FreeUseText(line)
    return Attention(
      kind: .unexplained, key: .empty, count: Int64(line.requests),
      amount: Money(attodollars: line.amount),
      sentence: "\(Figures.count(Int64(line.requests), "request")) "
        + "\(line.requests == 1 ? "differs" : "differ"), and no known mistake explains it.",
      detail: DiagnosisText.detail(line) + free.sentence,
      ownMeaning: free.meaning(or: "differs"))
  }

  private static func unpriced(_ input: ReportInput) -> Attention? {
    var models: [Name: Int64] = [:]
    var amount = KnownCost()
    var (recorded, recordedAsZero): (Int64, Int64) = (0, 0)
    var credits: (requests: Int64, sum: Int128) = (0, 0)
    for exception in input.exceptions(of: .unpriced) {
      models[exception.row.model, default: 0] += 1
      // Gateways record 0 where they know no price either.
      if exception.row.recordedCost == .zero {
        recordedAsZero += 1
      } else if let cost = exception.row.recordedCost {
        recorded += 1
        amount.add(cost)
      }
      if let charged = exception.row.recordedCredits {
        credits.requests += 1
        credits.sum += Int128(charged.microcredits)
      }
    }
    guard !models.isEmpty else { return nil }
    let ranked = models.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    var parts = ranked.prefix(5).map { "\($0.key) (\(Figures.count($0.value)))" }
    if ranked.count > 5 { parts.append(Figures.count(Int64(ranked.count - 5), "other model")) }
    let count = input.rows.unpriced
    let have = recorded == 1 ? "has" : "have"
    let (verb, object) = count == 1 ? ("has", "it") : ("have", "them")
    let figures = input.isCostOnly ? "vendor cost excludes" : "sums exclude"
    let converted = recorded + recordedAsZero
    // Recorded costs in a currency without an exchange rate.
    let others = input.recordedCosts.unconverted - input.reconciliation.unconvertedPriced
    let coverage =
      recorded == 0 || recorded == count
      ? ""
      : others > 0
        ? ", \(Figures.count(converted)) with a cost in USD, \(Figures.count(others)) not in USD"
        : converted == count
          ? ", \(Figures.count(recordedAsZero)) of which "
            + "\(recordedAsZero == 1 ? "records" : "record") 0"
          : ", \(Figures.count(recorded)) with a recorded cost"
    return Attention(
      kind: .unpriced, key: .empty, count: count, amount: amount.sum,
      sentence: AttentionList.fitting(
        "\(Figures.count(count, "request")) \(verb) no price",
        coverage + "; \(figures) \(object).",
        // The amount beside it is of these requests only: this part is never cut.
        or: coverage.isEmpty ? "; \(figures) \(object)." : coverage + "."),
      detail: (ranked.count == 1 && ranked[0].key.isEmpty ? "" : "\(parts.listed).")
        + (0 < recorded && recorded < count
          ? " \(Figures.count(recorded)) of them \(have) a recorded cost"
            + (others > 0 ? " in USD" : "") + "." : "")
        + (others > 0
          ? " \(Figures.count(others)) of them \(others == 1 ? "has" : "have") one in a currency "
            + "without an exchange rate." : "")
        + asZero(recordedAsZero, of: count)
        + (credits.requests == 0
          ? ""
          : (credits.requests < count
            ? " \(Figures.count(credits.requests)) of them" : count == 1 ? " It" : " They")
            + " recorded \(Figures.credits(credits.sum)) "
            + "\(credits.sum == 1_000_000 ? "credit" : "credits")."))
  }

  /// Says that recorded costs of 0 are not known ones; empty where there are none.
  private static func asZero(_ recorded: Int64, of count: Int64) -> String {
    if recorded == 0 { return "" }
    let subject =
      recorded < count
      ? "\(Figures.count(recorded)) of them \(recorded == 1 ? "records" : "record")"
      : count == 1 ? "It records" : "They record"
    return " \(subject) a cost of 0, which may mean that the exporter did not know the price."
  }

  private static func costs(_ input: ReportInput) -> Attention? {
    let cost = input.reconciliation[cost: .mismatch]
    guard cost.requests > 0 else { return nil }
    let difference = Money(attodollars: cost.difference)
    let side = difference > .zero ? "too much" : "too little"
    let noun = cost.requests == 1 ? "recorded cost differs" : "recorded costs differ"
    let (above, below) = input.causes.reduce(into: (Int128(0), Int128(0))) { sums, line in
      sums.0 += line.costAbove
      sums.1 += line.costBelow
    }
    // The two sides are known where each difference has been diagnosed.
    let hasBoth = above > 0 && below > 0 && above - below == cost.difference
    func usd(_ attodollars: Int128) -> String {
      Figures.money(Money(attodollars: attodollars).magnitude)
    }
    return Attention(
      kind: .costs, key: .empty, count: cost.requests,
      amount: hasBoth ? Money(attodollars: above + below) : difference,
      sentence: "\(Figures.count(cost.requests)) \(noun) from the recomputed "
        + (cost.requests == 1 ? "one." : "ones."),
      detail: hasBoth
        ? "\(usd(above)) USD too much and \(usd(below)) USD too little is recorded."
        : difference == .zero
          ? "In total, the differences cancel out."
          : "In total, \(usd(difference.attodollars)) USD \(side) is recorded.",
      ownMeaning: hasBoth ? "differences, signs ignored" : nil)
  }

  private static func negativeMargin(_ input: ReportInput) -> Attention? {
    let rows = input.negativeMargins
    guard !rows.isEmpty else { return nil }
    let lost = rows.reduce(Money.zero) { $0 - $1.row.margin }
    let count = Figures.count(Int64(rows.count), "paid-tier request")
    let uncharged = Int64(rows.count { $0.row.credits == .zero })
    return Attention(
      kind: .negativeMargin, key: .empty, count: Int64(rows.count), amount: lost,
      sentence: AttentionList.fitting(
        "\(count) earned less than \(rows.count == 1 ? "it" : "they") cost",
        uncharged == 0 ? "." : "; \(Figures.count(uncharged)) had no charge.",
        or: "; \(Figures.count(uncharged)) uncharged."),
      detail:
        "This count uses recorded \(input.hasDeductions ? "credits of the usage export" : "deductions") "
        + "where available; revenue and margin use computed charges."
    )
  }

  private static func conflicts(_ input: ReportInput) -> Attention? {
    var amount = KnownCost()
    var first: Located<ExceptionRow>?
    for row in input.exceptions(of: .conflict) {
      if first == nil { first = row }
      amount.add(row.row.recordedCost)
    }
    guard let first else { return nil }
    let ids = DistinctIDs.count(in: input, of: .conflict)
    let noun = ids == 1 ? "request ID occurs" : "request IDs occur"
    return Attention(
      kind: .conflicts, key: .empty, count: Int64(ids), amount: amount.sum,
      sentence: "\(Figures.count(Int64(ids))) \(noun) more than once with different content.",
      detail: "Assay uses the first row of each. The first conflict is at "
        + "\(first.file):\(first.line).")
  }

  private static func rejects(_ input: ReportInput) -> Attention? {
    let count = input.rows.rejected
    guard count > 0 else { return nil }
    let known = input.rejects.compactMap(\.row.estimatedCost)
    let reasons = "rejects.csv gives the reason for each row."
    let subject = RejectedRowsText.subject(input.rows)
    let period = RejectedRowsText.period(input.rows)
    let missing = count - Int64(known.count)
    if missing > 0 && !known.isEmpty {
      // The amount may be any part of the cost of all.
      return Attention(
        kind: .rejects, key: .empty, count: count, amount: known.reduce(.zero, +),
        sentence: AttentionList.fitting(
          "Assay could not read \(subject)",
          "; the cost is not known for \(Figures.count(missing)) of \(Figures.count(count)).",
          or: "; \(Figures.count(missing)) without cost."),
        detail:
          "\(input.hasPaidCredits ? "Usage" : "All") figures exclude them. \(period)\(reasons)",
        isAlwaysListed: true)
    }
    return Attention(
      kind: .rejects, key: .empty, count: count,
      amount: known.isEmpty ? nil : known.reduce(.zero, +),
      sentence: AttentionList.fitting(
        "Assay could not read \(subject)",
        "; \(input.hasPaidCredits ? "usage" : "all") figures exclude \(count == 1 ? "it" : "them").",
        or: "."),
      detail: period + reasons
        + (missing == 0
          ? ""
          : " Assay cannot estimate \(count == 1 ? "its" : "their") cost; the file has any cost that "
            + "\(count == 1 ? "it records" : "they record")."))
  }

  /// Tiers that had no plan in force when a request began, with the value of those requests; that of
  /// unpriced ones is not known.
  private static func unknownTiers(_ input: ReportInput, _ scope: Scope) -> [Attention] {
    guard !input.isCostOnly else { return [] }
    var rows: [Name: UnknownTier] = [:]
    for exception in input.exceptions(of: .unknownTier) {
      rows[exception.row.tier, default: UnknownTier()].add(exception.row)
    }
    if rows.isEmpty { return [] }
    let totals = Dictionary(
      uniqueKeysWithValues: input.facts.totals(byDimensions: \.tier).map { ($0.key, $0.totals) })
    var values: [Name: Set<CreditValue>] = [:]
    for dimensions in input.facts.dimensions where rows[dimensions.tier] != nil {
      values[dimensions.tier, default: []].insert(dimensions.terms.creditValue)
    }
    return rows.sorted { $0.key < $1.key }.map { tier, rows in
      let count = Figures.count(Int64(rows.count), "request")
      let whole = totals[tier].map { Int($0.requests) == rows.count } ?? true
      let verb = tier.isEmpty ? "are" : "is"
      let reason =
        scope.plannedTiers.contains(tier)
        ? (long: "it had no plan at the time.", short: " had no plan at the time.")
        : (long: "plans.csv does not list it.", short: " is not in plans.csv.")
      return Attention(
        kind: .unknownTier, key: tier, count: Int64(rows.count),
        amount: !rows.hasCredits
          ? nil : whole ? totals[tier]?.revenue : rows.worth(values[tier, default: []]),
        sentence: whole
          ? AttentionList.fitting(
            TierText.subject(tier), " \(verb) rated as paid: \(reason.long)", or: reason.short)
          : AttentionList.fitting(
            count, " of tier \(tier) began when it had no plan.", or: " began without a plan."),
        detail: (whole
          ? "\(count) without a target."
          : (rows.count == 1 ? "It is" : "They are")
            + " rated as paid, without a target: plans.csv has no row in force at that time.")
          + (rows.isPart
            ? " " + AttentionList.priced(Int64(rows.priced), of: Int64(rows.count)) : ""),
        isAlwaysListed: rows.isPart)
    }
  }
}

/// The sum of the costs that were recorded.
private struct KnownCost {
  /// Nil where none was.
  private(set) var sum: Money?

  mutating func add(_ cost: Money?) {
    if let cost { sum = (sum ?? .zero) + cost }
  }
}

/// The requests of a tier that began without a plan.
private struct UnknownTier {
  private(set) var count = 0
  /// The number of those whose price is known.
  private(set) var priced = 0
  var hasCredits: Bool { priced > 0 }
  /// The price of others is not known.
  var isPart: Bool { hasCredits && priced < count }
  /// By microcredits, the number of requests with that difference: each has its own credit value.
  private var credits: Int128 = 0

  mutating func add(_ row: ExceptionRow) {
    count += 1
    guard let expected = row.expectedCredits else { return }
    priced += 1
    credits += Int128(expected.microcredits)
  }

  /// Returns the value of their credits, without unpriced ones.
  ///
  /// Nil if credits of the tier have had several values.
  func worth(_ values: Set<CreditValue>) -> Money? {
    guard values.count == 1, let value = values.first else { return nil }
    return Money(attodollars: credits * value.attodollarsPerMicrocredit)
  }
}
