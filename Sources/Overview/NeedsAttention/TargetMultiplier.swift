import Cube
import Ledger
import Reports

/// The revenue and cost that the multiplier of each tier decides, and those that it does not.
struct TierChargedCosts {
  /// Revenue of customers' own keys.
  let ownKeys: [Name: Money]
  /// Vendor cost that is charged with a multiplier.
  let base: [Name: Money]

  init(_ input: ReportInput) {
    let charged = input.settings.charged
    let own = input.facts.totals(byDimensions: \.tier, where: \.isBYOK)
    ownKeys = Dictionary(uniqueKeysWithValues: own.map { ($0.key, $0.totals.revenue) })
    let ours = input.facts.totals(byDimensions: \.tier) {
      !$0.isBYOK && charged.contains($0.status) && !$0.terms.isFree
    }
    base = Dictionary(uniqueKeysWithValues: ours.map { ($0.key, $0.totals.vendorCost) })
  }
}

/// The multiplier with which a tier would have met its target.
struct TargetMultiplier {
  /// In hundredths, rounded up; nil when no multiplier would do.
  private let hundredths: Int128?
  /// The multiplier of all its requests; nil where it changed or depends on the model.
  private let current: Multiplier?

  /// Finds the least multiplier whose charges are the revenue that is needed: fees for customers' own keys count as they
  /// are.
  ///
  /// Each charge is rounded up to a whole step. Where all have one multiplier, what that added is known, and it hardly
  /// depends on the multiplier: it is added again. So the result is close, and exact where nothing is rounded.
  ///
  /// - Parameters:
  ///   - earned: the revenue of the tier.
  ///   - ownKeys: what customers' own keys brought in; nil where there are none.
  ///   - base: the cost that is charged with a multiplier; nil where nothing is.
  ///   - multipliers: those of all its requests; more than one where it changed or depends on the model.
  init(
    needed: Money, earned: Money, _ ownKeys: Money?, _ base: Money?,
    current multipliers: Set<Multiplier>
  ) {
    current = multipliers.count == 1 ? multipliers.first : nil
    let own = ownKeys ?? .zero
    guard let base, base > .zero, needed > own else {
      hundredths = nil
      return
    }
    let plain = current.flatMap {
      Quotient.halfEven(base.attodollars, times: Int128($0.millionths), over: 1_000_000)
    }
    let added = plain.map { max(0, (earned - own).attodollars - $0) } ?? 0
    let missing = max(0, (needed - own).attodollars - added)
    hundredths = (missing * 100 + base.attodollars - 1) / base.attodollars
  }

  var words: String {
    guard let hundredths else { return "No multiplier would reach the target." }
    if hundredths * 10_000 > Int128(Multiplier.limit.millionths) {
      return "No allowed multiplier would reach the target."
    }
    let needed = DecimalText.string(hundredths, scale: 2)
    guard let current, Int128(current.millionths) < hundredths * 10_000 else {
      return "A multiplier of about \(needed) on all its requests would reach the target."
    }
    return "A multiplier of about \(needed) instead of \(current) would reach the target."
  }
}
