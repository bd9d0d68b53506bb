import Cube
import Ledger
import Reconciliation

/// The number of requests with a recorded figure, and of those without one.
package struct RecordedRequestCount: Hashable, Sendable {
  /// Recorded, and in USD where it is money.
  package let known: Int64
  /// Of these, those of requests that have a price, so that it was compared.
  package let compared: Int64
  /// The number of requests without a price that record 0: exporters write it where they know no price, too.
  package let zerosOfUnpriced: Int64
  package let notRecorded: Int64
  /// Recorded in a currency that has no rate on the day, priced or not.
  package let unconverted: Int64

  /// A part of the sum is known, or there is nothing to sum.
  package var isKnown: Bool { known > 0 || notRecorded + unconverted == 0 }
}

extension RecordedRequestCount {
  /// The counts of costs and of credits.
  ///
  /// - Parameter unpriced: how many of the exceptions are requests without a price, which no class of comparison
  ///   divides into those with a recorded figure and those without.
  static func ofBoth(
    _ totals: ReconciliationTotals, unpriced: Int64, _ exceptions: RowList<ExceptionRow>
  ) -> (costs: RecordedRequestCount, credits: RecordedRequestCount) {
    var (costs, credits): (Int64, Int64) = (0, 0)
    var (zeroCosts, zeroCredits): (Int64, Int64) = (0, 0)
    if unpriced > 0 {
      for index in exceptions.indices
      where exceptions.order(at: index) == ExceptionRow.Kind.unpriced.rawValue {
        let row = exceptions[index].row
        if row.recordedCost != nil { costs += 1 }
        if row.recordedCredits != nil { credits += 1 }
        if row.recordedCost == .zero { zeroCosts += 1 }
        if row.recordedCredits == .zero { zeroCredits += 1 }
      }
    }
    return (
      RecordedRequestCount(costs, zeros: zeroCosts, of: unpriced, unconverted: totals.unconverted) {
        totals[cost: $0].requests
      },
      RecordedRequestCount(credits, zeros: zeroCredits, of: unpriced, unconverted: 0) {
        totals[credits: $0].requests
      }
    )
  }

  private init(
    _ known: Int64, zeros: Int64, of unpriced: Int64, unconverted: Int64,
    _ requests: (ComparisonClass) -> Int64
  ) {
    compared = requests(.matched) + requests(.rounding) + requests(.mismatch)
    self.known = compared + known
    zerosOfUnpriced = zeros
    notRecorded = requests(.notRecorded) + unpriced - unconverted - known
    self.unconverted = unconverted
  }
}

extension ReportInput {
  /// The cost of free tiers; see `Facts.knownFreeTierLoss`.
  package var freeTierLoss: Money? { facts.knownFreeTierLoss }

  /// The wrong charges to customers, either way, over all of them.
  package var wrongCharges: ChargeEffect {
    var effect = ChargeEffect()
    for index in exceptions.indices
    where ExceptionRow.isMismatch(order: exceptions.order(at: index)) {
      let row = exceptions[index].row
      // What a refund gives back was charged before.
      guard let difference = row.creditsDifference, row.diagnosis?.credits?.cause != .refund
      else { continue }
      effect.add(ChargeEffect(difference, row.terms))
    }
    return effect
  }

  /// Nothing says what customers pay: figures of revenue, margin and credits do not exist.
  package var isCostOnly: Bool { total.isUnsold }

  /// The credit ledger sells the credits of the usage revenue: plan fees are no further revenue.
  package var hasPaidCredits: Bool { plans.isOfResets || credits?.hasPaidGrants == true }

  /// Margin and plan fees together; nil where either is not known, or where the fees paid for the credits of the usage
  /// revenue.
  package var marginWithPlanFees: Money? {
    guard !hasPaidCredits, let margin = total.knownMargin, let planFees else { return nil }
    return margin + planFees
  }

  /// The amount from which a finding has a line of its own: the setting in force on the last day.
  package var materialityThreshold: Money {
    materiality.threshold(vendorCost: total.knownVendorCost)
  }

  /// The setting in force on the last day.
  package var materiality: Materiality {
    let last = facts.usualDays?.upperBound
    let instant = last.map { zone.endInBooks(of: $0) } ?? .distantFuture
    return settings.materiality.value(tier: .empty, at: instant)
  }
}
