import Ledger

/// An alert with what it costs us and whom it hurts.
package struct AlertExposure: Sendable {
  package let alert: PriceAlert
  package let lines: [PriceLine]
  /// Sorted by tier; free ones too, which have no margin to lose.
  package let tiers: [TierEffect]
  package let severity: Severity
  /// The effect of auto-apply, in words.
  package let autoApply: String
  /// The acknowledgement of the alert as it is.
  package let acknowledgement: Acknowledgement?
  /// The acknowledgement from before its last row was recorded, which it does not cover.
  package let earlierWord: Acknowledgement?

  /// The sum of the lines; of a change that was called off 0.
  package let exposure: Money

  /// The cost that a called-off change would have had in 30 days.
  package let exposureCalledOff: Money

  /// The urgency of an alert.
  package enum Severity: String, Comparable, CaseIterable, Sendable {
    case critical, warning, info

    package static func < (left: Severity, right: Severity) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// The paying tier that is hurt most.
  package var worstTier: TierEffect? {
    tiers.filter { !$0.isFree }.min { left, right in
      (left.lowestMarginPercent ?? .max, left.tier) < (
        right.lowestMarginPercent ?? .max, right.tier
      )
    }
  }
}

/// A recorded answer to an alert.
package struct Acknowledgement: Hashable, Sendable {
  /// `acknowledged` or `ignored`.
  package let action: String
  package let reason: String
  /// When it was said; nil covers whatever is recorded.
  package let saidAt: Instant?

  package init(action: String, reason: String, saidAt: Instant?) {
    self.action = action
    self.reason = reason
    self.saidAt = saidAt
  }

  /// True if all rows that make the alert were recorded before the acknowledgement.
  func covers(_ alert: PriceAlert) -> Bool {
    guard let saidAt, let known = alert.knownSince else { return true }
    return known <= saidAt
  }
}

/// One class of an alert: how its price changed and what that comes to.
package struct PriceLine: Sendable {
  package let unitClass: UnitClass
  package let use: PriceTraffic.Use
  /// For one unit; nil where there is none.
  package let old: Money?
  package let new: Money?
  /// Of requests that we pay, in units; seconds in nanoseconds.
  package let quantity: Int128
  /// The same of requests with customers' own keys, which no exposure counts.
  package let ownKeysQuantity: Int128
  package let isCalledOff: Bool
  /// The row that states the new price first, and the derivations applied to it; last the row that ended, if one did.
  package let places: [Place]
  /// The row by which the price is another.
  package let cause: Place?
  /// When the row was recorded that made it another; nil is always.
  package let recordedAt: Instant?

  /// Price difference times quantity, in 30 days; 0 where a price is not known, or the change was called off.
  package var exposure: Money { isCalledOff ? .zero : difference }

  /// The amount that a called-off change would have had.
  package var exposureCalledOff: Money { isCalledOff ? difference : .zero }

  private var difference: Money {
    guard let old = paid(old), let new = paid(new) else { return .zero }
    let perUnit = Int128(unitClass.quantityPerUnit)
    let difference = Quotient.halfEven((new - old).attodollars, times: quantity, over: perUnit)
    // A request counts only where it costs at most 10²⁹ attodollars before and after.
    guard let difference else { preconditionFailure("an exposure of 10⁹ such requests fits") }
    return Money(attodollars: difference)
  }

  /// Returns the price that is paid: without a fee for requests, none is.
  private func paid(_ price: Money?) -> Money? {
    price ?? (unitClass == .request ? .zero : nil)
  }

  /// In 10⁻⁴ percent; nil where there was no price, or it was 0.
  package var changePercent: Int128? {
    guard let old = paid(old), let new = paid(new) else { return nil }
    return Quotient.halfEven((new - old).attodollars * 1_000_000, old.attodollars)
  }
}

/// The effect of an alert on one tier; percentages in 10⁻⁴ percent.
package struct TierEffect: Sendable {
  package let tier: Name
  package let isFree: Bool
  /// Requests of the model that we pay, and those with customers' own keys.
  package let requests: Int64
  package let ownKeyRequests: Int64
  /// Of all requests of the tier, how many there are and how many have no price: margins are of the others.
  package let tierRequests: Int64
  package let tierUnpriced: Int64
  /// The cost of its requests of the model in the 30 days, at the old prices.
  package let costBefore: Money
  /// The same at the new prices.
  package let costAfter: Money
  package let marginBefore: Int128?
  /// If the multiplier stays: customers pay the change.
  package let marginIfMultiplierStays: Int128?
  /// By how many percent the customers of the model pay more.
  package let customersPay: Int128?
  /// If the customers' price stays: we pay the change.
  package let marginIfPriceStays: Int128?
  package let target: Percent?
  /// As the period ends; nil where it is another for each of several names that the ledger has for the vendor.
  package let multiplier: Multiplier?
  /// Keeps what the customers pay for the model, rounded up to 0.01.
  package let keepPriceMultiplier: Multiplier?
  /// Gives the target on the model, rounded up to 0.01.
  package let targetMultiplier: Multiplier?

  /// The worse of the two margins, if it is worse than before.
  var lowestMarginPercent: Int128? {
    let after = [marginIfMultiplierStays, marginIfPriceStays].compactMap(\.self)
    guard let before = marginBefore, let least = after.min(), least < before else { return nil }
    return least
  }

  /// Returns the severity of the effect.
  ///
  /// - Parameter criticalPoints: how many points under target are critical, in 10⁻⁶.
  func severity(criticalPoints: Percent) -> AlertExposure.Severity {
    guard let least = lowestMarginPercent else { return .info }
    if least < 0 { return .critical }
    guard let target else { return .info }
    // In millionths of a percent.
    let under = Int128(target.millionths) - least * 100
    return under >= Int128(criticalPoints.millionths) ? .critical : under > 0 ? .warning : .info
  }
}
