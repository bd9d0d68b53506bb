import Ledger
import Reports

/// Something that a reader should act on: what it is, how much money is in it, and where to look.
package struct Attention: Hashable, Sendable {
  package let kind: Kind
  /// The subject of the finding within its kind, such as a tier; empty if it is about all.
  package let key: Name
  /// The number of its requests; for conflicts, of ids; for rejects, of rows.
  package let count: Int64
  /// Its size tells how much the finding matters; nil where it is not known, and of several findings as one.
  package let amount: Money?
  /// At most 65 columns: all that the terminal shows.
  package let sentence: String
  /// The text after the sentence if there is room; empty if there is nothing to add.
  package let detail: String
  /// It gets a line of its own whatever it comes to: its amount lacks a part, or all revenue is in it.
  package var isAlwaysListed = false
  /// The number of its requests whose difference no known mistake explains.
  package var unexplained: Int64 = 0
  /// Credit events say what customers paid: the amount is only of credits in the usage export.
  package var isOfExport = false
  /// The usage of which several findings are alternatives, such as bills in two formats; empty where there is one.
  var usage = Name.empty
  /// The meaning of the amount where it is not that of the kind.
  var ownMeaning: String?
  /// What to do where the kind alone does not say it.
  var ownRemedy: String?
  /// About what margin would change by if the saving were made; nil where that is not known, and of other findings.
  package var marginChange: Money?
  /// The reports of the findings that it counts as one; empty for a single finding.
  package var partReports: [String] = []
  /// What to do before, with a blank after it, where events are missing.
  package var firstStep: String?
  /// The files with rows about wrong deductions, of a finding of the usage export.
  package var deductionFiles: [String] = []

  /// The kind of finding, in the order of equal amounts.
  package enum Kind: Int, Hashable, CaseIterable, Sendable {
    case unpriced, unconverted, unrecorded, planPrice, unexplained, shortfall, freeUse, overBudget,
      uncharged, ownKeys
    case chargedOnFailure
    case overcharged, undercharged, costs, negativeMargin, conflicts, rejects, unknownTier
    /// Revenue of requests without a tier, and revenue by the multiplier of the settings.
    case noTier, defaultMultiplier
    /// Another model of the class, or batch, would have cost less.
    case cheaperModel, batch
    /// A vendor's bill with a difference that nothing explains.
    case bill
    /// A check of the credit ledger with critical findings or large warnings; without a key, those before the period.
    case credits
    /// A source of grants whose breakage differs from the expected one.
    case breakage
    /// The findings below the setting `materiality`, together.
    case immaterial

    /// The word for it in documents.
    package var name: String {
      switch self {
      case .unexplained: "unexplained"
      case .unconverted: "unconverted"
      case .unrecorded: "unrecorded"
      case .planPrice: "plan_price"
      case .overBudget: "over_budget"
      case .ownKeys: "own_keys"
      case .chargedOnFailure: "charged_on_failure"
      case .immaterial: "below_materiality"
      case .shortfall: "shortfall"
      case .freeUse: "free_use"
      case .uncharged: "uncharged"
      case .overcharged: "overcharged"
      case .undercharged: "undercharged"
      case .unpriced: "unpriced"
      case .costs: "costs"
      case .negativeMargin: "negative_margin"
      case .conflicts: "conflicts"
      case .rejects: "rejects"
      case .unknownTier: "unknown_tier"
      case .noTier: "no_tier"
      case .defaultMultiplier: "default_multiplier"
      case .cheaperModel: "cheaper_model"
      case .batch: "batch"
      case .bill: "bill"
      case .credits: "credits"
      case .breakage: "breakage"
      }
    }

    /// The meaning of the amount where the recorded credits are what customers paid.
    fileprivate var meaning: String {
      switch self {
      case .unexplained, .bill: "differs"
      case .credits: "credit ledger"
      case .breakage: "value left at expiry"
      case .shortfall: "extra revenue needed"
      case .freeUse, .uncharged, .overBudget: "cost without revenue"
      case .ownKeys: "notional cost"
      case .unconverted, .unrecorded, .planPrice: "not known"
      case .immaterial: "small amounts"
      case .overcharged, .chargedOnFailure: "to refund"
      case .undercharged: "not charged"
      case .unpriced, .conflicts: "recorded cost"
      case .costs: "net difference"
      case .negativeMargin: "lost"
      case .rejects: "estimated cost"
      case .unknownTier: "revenue without a target"
      case .noTier, .defaultMultiplier: "assumed revenue"
      case .cheaperModel, .batch: "possible saving"
      }
    }

    /// The name of the report that has all of it, without `.csv`.
    package var report: String {
      switch self {
      case .shortfall, .noTier, .defaultMultiplier: "margin-by-tier"
      case .unconverted, .unrecorded: "reconciliation"
      case .planPrice: "revenue"
      case .overBudget: "free-tier-guard-users"
      case .ownKeys: "margin-by-model"
      case .immaterial: "summary"
      case .freeUse: "free-tier-loss-by-user"
      case .uncharged: "facts"
      case .overcharged, .undercharged: "corrections"
      case .unexplained, .costs, .chargedOnFailure: "diagnosis"
      case .unpriced, .conflicts, .unknownTier: "exceptions"
      case .negativeMargin: "negative-margin"
      case .cheaperModel, .batch: "efficiency"
      case .bill: "bill-reconciliation"
      case .credits: "audit-findings"
      case .breakage: "deferred-revenue"
      case .rejects: "rejects"
      }
    }
  }

  /// The meaning of the amount.
  package var meaning: String {
    if isOfExport { return "usage export differs" }
    if let ownMeaning { return ownMeaning }
    if unexplained > 0 {
      return unexplained == count ? "cause not known" : "cause partly not known"
    }
    let effect = Recommendation.MarginEffect(marginChange)
    return kind.meaning + (effect.map { ", \($0.rawValue) margin" } ?? "")
  }

  /// The amount is a part of the vendor cost, not of the revenue.
  package var isOfCost: Bool {
    switch kind {
    case .freeUse, .overBudget, .uncharged, .ownKeys, .costs, .conflicts, .rejects, .bill,
      .cheaperModel, .batch:
      true
    default: false
    }
  }

  /// The name of the report with its rows, without `.csv`: corrections rest on deductions, not on the usage export.
  package var report: String {
    isOfExport && kind.report == Report.corrections.name ? Report.exceptions.name : kind.report
  }

  /// The files with all of it: of several findings as one, those of each.
  package var files: [String] {
    Set((partReports.isEmpty ? [report] : partReports).map { $0 + ".csv" }).sorted()
  }

  /// Sentence and detail as one text.
  package var text: String { detail.isEmpty ? sentence : sentence + " " + detail }

  /// Returns the order of the findings of a list, in words that are true for it.
  package static func order(of list: [Attention]) -> String {
    let hasOthers = list.contains { $0.isSaving } && list.contains { $0.rank == 1 }
    return
      (list.contains(where: \.isMissing)
      ? "missing figures first, then largest amounts" : "largest first")
      + (hasOthers ? ", savings last" : "")
  }

  /// The note that keeps readers from adding amounts.
  package static let overlap = "A request can count in several amounts, so do not add them up."

  /// Returns the findings to show in a place for `limit`, in their order, and the others.
  ///
  /// Missing figures are never the ones left out: they take the places of small amounts, and more than `limit` are shown
  /// where there are more of them, up to `most`.
  package static func shown(
    of list: [Attention], atMost limit: Int, most: Int = .max
  ) -> (shown: [Attention], rest: [Attention]) {
    let missing = list.count(where: \.isMissing)
    // The largest amount is always shown.
    let known = max(limit - missing, min(1, limit))
    var (left, missingLeft) = (known, max(0, min(missing, most - known)))
    var (shown, rest): ([Attention], [Attention]) = ([], [])
    for finding in list {
      if finding.isMissing ? missingLeft > 0 : left > 0 {
        if finding.isMissing { missingLeft -= 1 } else { left -= 1 }
        shown.append(finding)
      } else {
        rest.append(finding)
      }
    }
    return (shown, rest)
  }

  /// The number of findings in some lines: a line of small ones represents several.
  package static func findings(in lines: some Sequence<Attention>) -> Int64 {
    lines.reduce(0) { $0 + ($1.kind == .immaterial ? $1.count : 1) }
  }

  /// Returns the sum of the sizes; of alternatives only the largest counts.
  static func sum(of findings: [Attention]) -> Money {
    var largest: [Name: Money] = [:]
    var sum = Money.zero
    for finding in findings {
      let size = finding.amount?.magnitude ?? .zero
      if finding.usage.isEmpty {
        sum = sum + size
      } else {
        largest[finding.usage] = max(largest[finding.usage] ?? .zero, size)
      }
    }
    return largest.values.reduce(sum, +)
  }

  /// The text in place of a missing amount; empty for several findings as one, which have no sum.
  package var wordsForNoAmount: String { kind == .immaterial ? "" : Figures.notKnown }

  /// 0 for missing figures, 1 for amounts, 2 for savings, 3 for those that would lower margin, 4 for small findings.
  private var rank: Int {
    switch kind {
    case .unpriced, .unconverted, .unrecorded, .planPrice: 0
    case .immaterial: 4
    case .cheaperModel, .batch:
      Recommendation.MarginEffect(marginChange) == .lowers ? 3 : 2
    default: amount == nil ? 0 : 1
    }
  }

  /// It is money that could be saved, not money that is lost or wrong.
  private var isSaving: Bool { kind == .cheaperModel || kind == .batch }

  /// Its amount is not known, or a part of the figures is missing.
  package var isMissing: Bool { rank == 0 }

  /// True if the finding has a line of its own.
  ///
  /// It has one if it is an unknown figure, an unexplained mismatch, or an amount of at least
  /// `threshold`.
  ///
  /// - Parameter whole: the cost or revenue of the report of which the amount may be a considerable part; nil where that
  ///   does not count.
  func isMaterial(from threshold: Money, of whole: Money?) -> Bool {
    guard !isMissing, kind != .unexplained, !isAlwaysListed, let amount else { return true }
    if amount.magnitude >= threshold { return true }
    guard let whole, whole > .zero else { return false }
    return amount.magnitude.attodollars * 20 >= whole.attodollars
  }

  /// Orders findings: missing figures first, by kind and key; then the largest amount first; then savings, those that
  /// would lower margin last; then those below materiality.
  ///
  /// Equal amounts are in the order of kind and key.
  static func precedes(_ left: Attention, _ right: Attention) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if !left.isMissing, let one = left.amount?.magnitude, let other = right.amount?.magnitude,
      one != other
    {
      return one > other
    }
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.key < right.key
  }
}
