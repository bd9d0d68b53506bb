import Cube
import Ledger
import Pricing
import Rating

extension BlockRater {
  /// Compiles the kinds that are new for the books and for every variant of them.
  package mutating func prepare(_ kinds: [RateKey]) throws(BookProblem) {
    if constantRaters.isEmpty {
      try rater.prepare(kinds, with: &variantRaters)
    } else {
      try rater.prepare(kinds, with: &constantRaters)
      try base?.prepare(kinds)
    }
    for index in outside.indices { try outside[index].prepare(kinds) }
  }

  /// Rates and compares the rows of the block taken last by each variant; the first are the books themselves.
  mutating func rateByVariants() {
    variants[0].rated = rated
    variants[0].outcomes = outcomes
    variants[0].markBelowCost(by: rater)
    for index in variantRaters.indices {
      let rater = variantRaters[index]
      rater.rate(records, into: &variants[index + 1].rated)
      job.reconciler.compare(
        records, variants[index + 1].rated, by: rater, into: &variants[index + 1].outcomes)
      variants[index + 1].markBelowCost(by: rater)
    }
  }

  /// Returns the dimensions of a card under each variant; nil if the variant stops its requests.
  package func dimensions(ofCard index: Int) -> [FactDimensions?] {
    job.variants.indices.map { variant in
      let card = variant == 0 ? rater.cards[index] : variantRaters[variant - 1].cards[index]
      return job.variants[variant].stops(card) ? nil : card.dimensions
    }
  }
}

extension VariantTable.Rows {
  /// Notes of which requests the charge by the books is below what they cost us.
  fileprivate mutating func markBelowCost(by rater: Rater) {
    isBelowCost.removeAll(keepingCapacity: true)
    rater.terms.withUnsafeBufferPointer { terms in
      for row in rated {
        isBelowCost.append(
          row.disposition == .rated
            && terms[Int(row.card)].isBelowCost(row, charged: row.credits))
      }
    }
  }
}
