import Ledger
import Rating

/// Compares what the ledger recorded with what the books give, row by row.
package struct Reconciler: Sendable {
  private let currencies: CurrencyBook
  private let decimals: Int
  private let tolerance: Money

  package init(currencies: CurrencyBook, settings: Settings) {
    self.currencies = currencies
    decimals = settings.ledgerCostDecimals
    tolerance = settings.costTolerance
  }

  /// Returns a cost at the ledger's own scale, as it is compared and shown in differences.
  package func atLedgerScale(_ cost: Money) -> Money { cost.roundedHalfUp(toDecimals: decimals) }

  /// Compares `records` with what they were rated at, replacing what is in `outcomes`; one per
  /// record, in order.
  package func compare(
    _ records: [UsageRecord], _ rated: [RatedRecord], cards: [RateCard],
    into outcomes: inout [Outcome]
  ) {
    outcomes.removeAll(keepingCapacity: true)
    cards.withUnsafeBufferPointer { cards in
      for index in records.indices {
        outcomes.append(outcome(records[index], rated[index], cards[Int(rated[index].card)]))
      }
    }
  }

  @inline(__always)
  private func outcome(
    _ record: UsageRecord, _ rated: RatedRecord, _ card: borrowing RateCard
  ) -> Outcome {
    var isInexact = false
    var recordedCost = record.recordedCost
    if let cost = recordedCost, !card.kind.currency.isEmpty {
      switch currencies.convert(cost, of: card.kind.currency, on: record.day) {
      case .usd(let money): recordedCost = money
      case .unknown: recordedCost = nil
      case .inexact:
        recordedCost = nil
        isInexact = true
      }
    }
    guard rated.disposition == .rated else {
      return Outcome(
        cost: .unpriced, credits: .unpriced, recordedCost: recordedCost,
        conversionIsInexact: isInexact, hasNegativeMargin: false)
    }
    return Outcome(
      cost: costClass(recordedCost, expected: card.kind.isBYOK ? .zero : rated.notionalCost),
      credits: creditsClass(record.recordedCredits, expected: rated.credits),
      recordedCost: recordedCost, conversionIsInexact: isInexact,
      hasNegativeMargin: hasNegativeMargin(record, rated, card))
  }

  @inline(__always)
  private func costClass(_ recorded: Money?, expected: Money) -> ComparisonClass {
    guard let recorded else { return .notRecorded }
    if recorded == expected { return .matched }
    let difference = atLedgerScale(recorded) - atLedgerScale(expected)
    if difference == .zero { return .matched }
    return difference.magnitude <= tolerance ? .rounding : .mismatch
  }

  @inline(__always)
  private func creditsClass(_ recorded: Credits?, expected: Credits) -> ComparisonClass {
    guard let recorded else { return .notRecorded }
    return recorded == expected ? .matched : .mismatch
  }

  /// A paying customer's request under our key, charged by its status, earned less than it cost.
  @inline(__always)
  private func hasNegativeMargin(
    _ record: UsageRecord, _ rated: RatedRecord, _ card: borrowing RateCard
  ) -> Bool {
    guard card.isCharged, !card.kind.isBYOK, !card.dimensions.terms.isFree else { return false }
    let deducted = record.recordedCredits ?? rated.credits
    return deducted.worth(at: card.dimensions.terms.creditValue) < rated.notionalCost
  }
}
