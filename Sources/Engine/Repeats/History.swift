import Cube
import Ledger
import Workspace

extension LedgerMap {
  /// Takes the rows before the period out of the map, and returns the facts of all rows before its end, each request
  /// once; nil where there is none before the period, so that its own facts are all.
  ///
  /// Which of several rows with one id counts is asked of all of them: it may be another than in the period.
  mutating func takeHistory() throws(RunRefusal) -> Facts? {
    guard let period = job.period, slices.contains(where: { $0.earlier?.isEmpty == false }) else {
      return nil
    }
    var earlier = takeEarlier()
    let repeats = try RepeatSearch(in: upTo(period.to), besides: earlier.map(\.keys))
    var parts = zip(slices, earlier).map { ($1.facts.sums, $0.users) }
    // Nobody else holds what is merged of them, so that it is freed along the way.
    earlier = []
    parts += slices.compactMap { slice in slice.facts.map { ($0.sums, slice.users) } }
    var merge = FactMerge(of: consume parts)
    let corrections = (repeats.corrections.facts ?? FactTable(), repeats.corrections.users)
    let facts = Facts(merging: &merge, takingOut: corrections)
    if facts.hasOverflowed { throw RunRefusal(findings: [RunRefusal.sumsTooLarge]) }
    return facts
  }
}
