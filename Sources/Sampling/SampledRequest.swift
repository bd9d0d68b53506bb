import Explaining
import Ledger
import Pricing
import Rating

/// A request of the sample, explained.
package struct SampledRequest {
  /// From 1, in the order of the strata and of the ranks.
  package let number: Int
  package let kind: SampleKind
  package let unit: DrawnStratum.Unit
  /// The number of requests, or the multiple of its cost, that it represents, in 10⁻⁶.
  package let weight: Int128
  /// Nil where the ledger does not show the request by its id.
  package let explanation: Explanation?

  /// Numbers the drawn requests and puts each beside its explanation.
  ///
  /// - Parameter explanations: by request id.
  package static func all(
    _ strata: [DrawnStratum], explanations: [Name: Explanation]
  ) -> [SampledRequest] {
    var number = 0
    return strata.flatMap { stratum in
      stratum.units.map { unit in
        number += 1
        return SampledRequest(
          number: number, kind: stratum.stratum.kind, unit: unit,
          weight: stratum.weight(of: unit), explanation: explanations[unit.id])
      }
    }
  }

  var counted: CountedRow? { explanation?.shown.counted }

  /// The trace of a request that has a price.
  var rated: RatingTrace? {
    guard let trace = counted?.trace, trace.rated.disposition == .rated else { return nil }
    return trace
  }

  var vendorCost: Money? { rated.map { $0.card.vendorCost($0.rated) } }
  var recordedCost: Money? { counted?.outcome.recordedCost }
  /// Nil where nothing is sold.
  var credits: Credits? { rated.flatMap { $0.card.isSold ? $0.rated.credits : nil } }

  /// The recorded cost less the recomputed one.
  var costDifference: Money? {
    guard let recordedCost, let vendorCost else { return nil }
    return recordedCost - vendorCost
  }

  /// The recorded credits less the recomputed ones, in microcredits.
  var creditsDifference: Int128? {
    guard let recorded = counted?.recordedCredits, let credits else { return nil }
    return Int128(recorded.microcredits) - Int128(credits.microcredits)
  }

  /// The multiplier, or the fee for a key of the customer's own as a part of 1, in 10⁻⁸.
  var factor: Int128? {
    switch rated?.formula?.factor {
    case .multiplier(let multiplier)?: Int128(multiplier.millionths) * 100
    case .markup(let markup)?: Int128(markup.millionths)
    case nil: nil
    }
  }

  /// The rows of the price books that priced it, each once.
  var priceRows: [Place] {
    (counted?.trace.lines ?? []).compactMap(\.price).reduce(into: []) { rows, price in
      for place in [price.quote.place] + price.derivations.map(\.place)
      where !rows.contains(place) { rows.append(place) }
    }
  }

  var multiplierRow: Place? { rated?.multiplier.decision.place }
}
