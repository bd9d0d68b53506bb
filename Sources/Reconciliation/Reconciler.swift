import Ledger
import Rating

/// The scale of the ledger's costs.
package struct LedgerScale: Sendable {
  /// Its last place, in attodollars.
  fileprivate let step: Int128

  /// Returns a cost at this scale, as it is compared and shown in differences.
  @inline(__always)
  func round(_ cost: Money) -> Money { cost.roundedHalfUp(toStep: step) }
}

/// Compares what the ledger recorded with what the books give, row by row.
package struct Reconciler: Sendable {
  private let currencies: CurrencyBook
  package let scale: LedgerScale
  private let tolerance: Money

  package init(currencies: CurrencyBook, settings: Settings) {
    self.currencies = currencies
    scale = LedgerScale(step: powerOfTen(Money.decimals - settings.ledgerCostDecimals))
    tolerance = settings.costTolerance
  }

  /// Returns the value of one unit of `currency` on `day`, in 10⁻¹² USD.
  ///
  /// Nil for USD and without a rate.
  func usdTrillionths(of currency: Name, on day: Day) -> Int128? {
    currencies.usdTrillionths(of: currency, on: day)
  }

  /// Returns a cost at the ledger's own scale.
  @inline(__always)
  package func atLedgerScale(_ cost: Money) -> Money { scale.round(cost) }

  /// Compares `records` with what they were rated at by `rater`, replacing what is in `outcomes`; one
  /// per record, in order.
  package func compare(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater,
    into outcomes: inout [ComparisonOutcome]
  ) {
    let placeholder = ComparisonOutcome(
      cost: .unpriced, credits: .unpriced, recordedCost: nil, hasNegativeMargin: false)
    outcomes.resize(to: records.count, with: placeholder)
    outcomes.withUnsafeMutableBufferPointer { outcomes in
      records.withUnsafeBufferPointer { records in
        rater.terms.withUnsafeBufferPointer { terms in
          for index in records.indices {
            let card = Int(rated[index].card)
            if terms[card].namesCurrency {
              let recorded = converted(records[index], from: rater.cards[card].kind.currency)
              outcomes[index] = outcome(
                rated[index], terms[card], recorded.cost, records[index].recordedCredits,
                recorded.isTooLarge)
            } else {
              outcomes[index] = outcome(
                rated[index], terms[card], records[index].recordedCost,
                records[index].recordedCredits, false)
            }
          }
        }
      }
    }
  }

  /// The recorded cost in USD, from the currency of the row.
  @inline(never)
  private func converted(
    _ record: UsageRecord, from currency: Name
  ) -> (cost: Money?, isTooLarge: Bool) {
    guard let cost = record.recordedCost else { return (nil, false) }
    return switch currencies.convert(cost, of: currency, on: record.day) {
    case .usd(let money): (money, false)
    case .unknown: (nil, false)
    case .tooLarge: (nil, true)
    }
  }

  @inline(__always)
  private func outcome(
    _ rated: RatedRecord, _ terms: CompactRateCardTerms, _ recordedCost: Money?,
    _ recordedCredits: Credits?, _ isTooLarge: Bool
  ) -> ComparisonOutcome {
    guard case .rated = rated.disposition else {
      return ComparisonOutcome(
        cost: .unpriced, credits: .unpriced, recordedCost: recordedCost,
        isConversionTooLarge: isTooLarge,
        hasNegativeMargin: false)
    }
    let expected = atLedgerScale(terms.vendorCost(rated))
    return ComparisonOutcome(
      cost: costClass(recordedCost, expectedAtScale: expected),
      credits: creditsClass(recordedCredits, expected: rated.credits),
      recordedCost: recordedCost, expectedAtScale: expected, isConversionTooLarge: isTooLarge,
      hasNegativeMargin: terms.isBelowCost(rated, charged: recordedCredits ?? rated.credits))
  }

  @inline(__always)
  private func costClass(_ recorded: Money?, expectedAtScale: Money) -> ComparisonClass {
    guard let recorded else { return .notRecorded }
    // Nearly every recorded cost is at the ledger's scale and right, which takes no division.
    if recorded.attodollars == expectedAtScale.attodollars { return .matched }
    let difference = atLedgerScale(recorded) - expectedAtScale
    if difference.attodollars == 0 { return .matched }
    return difference.magnitude <= tolerance ? .rounding : .mismatch
  }

  @inline(__always)
  private func creditsClass(_ recorded: Credits?, expected: Credits) -> ComparisonClass {
    guard let recorded else { return .notRecorded }
    return recorded == expected ? .matched : .mismatch
  }
}
