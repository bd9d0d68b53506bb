import Engine
import Ledger
import Rating
import Reconciliation

/// The requests from which a sample is drawn: every row that counts in the period, priced or not.
package enum SamplePopulation {
  /// Reads the ledger once more, in order, and draws.
  package static func draw(
    _ plan: SamplePlan, of run: LedgerRun
  ) throws -> (strata: [DrawnStratum], outside: Int64) {
    var draw = SampleDraw(plan)
    try LedgerRescan.forEachBlock(of: run.map) { blocks, slice in
      for index in blocks.records.indices {
        let record = blocks.records[index]
        let location = RowLocation(record, slice: slice)
        if run.repeats.locations.contains(location) { continue }
        let (rated, outcome) = (blocks.rated[index], blocks.outcomes[index])
        let card = blocks.card(of: rated)
        let traits = SampleTraits(
          isMismatched: outcome.cost == .mismatch || outcome.credits == .mismatch,
          isUnpriced: outcome.cost == .unpriced, isBYOK: card.kind.isBYOK,
          hasFailed: card.kind.status == .failed, isFree: card.dimensions.terms.isFree)
        draw.add(
          Name(bytes: record.requestID), traits,
          cost: rated.disposition == .rated ? rated.notionalCost : nil)
      }
    }
    return (draw.drawn, draw.outside)
  }
}
