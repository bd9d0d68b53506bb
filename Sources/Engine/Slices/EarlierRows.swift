import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation

/// Rows of a block before the period, from which a forecast goes on as well: rated apart, so that nothing that is
/// reported of the period knows of them.
package struct EarlierRows {
  private(set) var rater: Rater
  private(set) var records: [UsageRecord] = []
  private(set) var rated: [RatedRecord] = []
  private(set) var outcomes: [Outcome] = []

  init(_ books: Books) { rater = Rater(books: books) }

  mutating func prepare(_ kinds: [RequestKind]) throws(BookProblem) { try rater.prepare(kinds) }

  /// Takes over the rows of `all` before a day, whose cost fits, and rates and compares them.
  mutating func take(_ all: [UsageRecord], before day: Day, by reconciler: Reconciler) {
    records.removeAll(keepingCapacity: true)
    for record in all where record.day < day { records.append(record) }
    rater.rate(records, into: &rated)
    reconciler.compare(records, rated, by: rater, into: &outcomes)
    func fits(_ index: Int) -> Bool {
      rated[index].disposition == .rated || rated[index].disposition == .unpriced
    }
    guard !records.indices.allSatisfy(fits) else { return }
    let kept = records.indices.filter(fits)
    (records, rated, outcomes) = (
      kept.map { records[$0] }, kept.map { rated[$0] }, kept.map { outcomes[$0] }
    )
  }
}

/// What the rows before the period came to in one slice.
struct EarlierFacts: Sendable {
  private(set) var facts = FactTable()
  private(set) var keys = RowKeys()
  private(set) var isEmpty = true

  /// Adds the rows of a block, whose offsets, moved by `base`, are their positions in the slice.
  mutating func add(_ rows: EarlierRows, movedBy base: Int64) {
    if rows.records.isEmpty { return }
    isEmpty = false
    facts.prepare(rows.rater.cards[facts.dimensionsOfCard.count...].lazy.map(\.dimensions))
    facts.add(rows.records, rows.rated, rows.outcomes, sign: 1)
    keys.append(rows.records, movedBy: base)
  }
}
