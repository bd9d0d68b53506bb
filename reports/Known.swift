import Cube
import Ledger
import Reconciliation

/// Of how many requests a recorded figure is known, and of how many it is not.
package struct RecordedCount: Hashable, Sendable {
  /// Recorded, and in USD where it is money.
  package let known: Int64
  /// Of these, those of requests that have a price, so that it was compared.
  package let compared: Int64
  package let notRecorded: Int64
  /// Recorded in a currency that has no rate on the day.
  package let unconverted: Int64

  /// Something is known of the sum: a part of it, or that there is nothing to sum.
  package var isKnown: Bool { known > 0 || notRecorded + unconverted == 0 }
}

extension RecordedCount {
  /// The counts of costs and of credits.
  ///
  /// - Parameter unpriced: how many of the exceptions are requests without a price, which no class of comparison
  ///   divides into those with a recorded figure and those without.
  static func ofBoth(
    _ totals: ReconciliationTotals, unpriced: Int64, _ exceptions: RowList<ExceptionRow>
  ) -> (costs: RecordedCount, credits: RecordedCount) {
    var (costs, credits): (Int64, Int64) = (0, 0)
    if unpriced > 0 {
      for index in exceptions.indices
      where exceptions.order(at: index) == ExceptionRow.Kind.unpriced.rawValue {
        let row = exceptions[index].row
        if row.recordedCost != nil { costs += 1 }
        if row.recordedCredits != nil { credits += 1 }
      }
    }
    return (
      RecordedCount(costs, of: unpriced, unconverted: totals.unconverted) {
        totals[cost: $0].requests
      },
      RecordedCount(credits, of: unpriced, unconverted: 0) { totals[credits: $0].requests }
    )
  }

  private init(
    _ known: Int64, of unpriced: Int64, unconverted: Int64,
    _ requests: (ComparisonClass) -> Int64
  ) {
    compared = requests(.matched) + requests(.rounding) + requests(.mismatch)
    self.known = compared + known
    notRecorded = requests(.notRecorded) - unconverted + unpriced - known
    self.unconverted = unconverted
  }
}

extension ReportInput {
  /// What free tiers cost; nil where usage is not sold, where none of their requests has a price, and where there are
  /// none, but requests without a plan in force, of which nobody knows whether they are free.
  package var freeTierLoss: Money? {
    guard !isCostOnly else { return nil }
    let free = facts.total(where: \.terms.isFree)
    return free.requests == 0 && requestsWithoutPlan > 0 ? nil : free.knownVendorCost
  }

  /// How many requests are of tiers without a plan in force, or of no tier: they count as paid.
  package var requestsWithoutPlan: Int64 {
    facts.total { $0.terms.basis.contains(.unlistedTier) }.requests
  }

  /// What customers were charged wrongly, either way, over all of them.
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

  /// Margin and plan fees together; nil where either is not known.
  package var marginWithPlanFees: Money? {
    guard let margin = total.knownMargin, let planFees else { return nil }
    return margin + planFees
  }

  /// From which amount on a finding is told by itself: the setting in force on the last day.
  package var materialityThreshold: Money {
    let last = facts.usualDays?.upperBound
    let instant = last.map { zone.endInBooks(of: $0) } ?? .distantFuture
    return settings.materiality.value(tier: .empty, at: instant)
      .threshold(vendorCost: total.knownVendorCost)
  }
}
