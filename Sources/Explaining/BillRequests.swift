import Bills
import Engine
import Intake
import Ledger
import Reconciliation

/// The requests behind the ledger side of a group of a bill, found by going over the ledger once more.
package struct BillRequests {
  /// The number of requests of the ledger in the group before any step.
  package let count: Int64
  /// Those with the largest cost: the id, its start and its place.
  package let largest: [FigureExplanation.Line]
  /// The number of requests that step 1 added to the group or took from it.
  package let movedCount: Int64
  /// Those with the largest amount.
  package let moved: [FigureExplanation.Line]

  package init(_ sources: BillGroupSources, of run: LedgerRun) throws {
    var (largest, moved) = (TopContributors(), TopContributors())
    var (count, movedCount): (Int64, Int64) = (0, 0)
    try LedgerRescan.forEachBlock(ofAllDaysOf: run.map) { blocks, slice in
      for index in blocks.records.indices {
        let record = blocks.records[index]
        let vendor = blocks.card(of: blocks.rated[index]).dimensions.provider
        guard
          sources.mayHold(
            vendor: vendor, startedAt: record.startedAt, endedAt: record.endedAt)
        else { continue }
        let location = RowLocation(record, slice: slice)
        let isRepeated = run.repeats.locations.contains(location)
        guard let costs = sources.costs(of: blocks.use(ofRow: index), isRepeated: isRepeated)
        else { continue }
        func line(_ value: Money) -> FigureExplanation.Line {
          let place = run.map.place(of: location)
          return FigureExplanation.Line(
            value: value.attodollars,
            cells: [
              Name(bytes: record.requestID).description,
              Name(bytes: record.startedAtText).description, "\(place.file):\(place.line)",
            ])
        }
        if let before = costs.before {
          count += 1
          if largest.takes(before.attodollars) { largest.append(line(before)) }
        }
        guard (costs.before == nil) != (costs.after == nil) else { continue }
        let amount = (costs.after ?? .zero) - (costs.before ?? .zero)
        movedCount += 1
        if moved.takes(amount.attodollars) { moved.append(line(amount)) }
      }
    }
    (self.count, self.movedCount) = (count, movedCount)
    self.largest = largest.finished
    self.moved = moved.finished
  }
}
