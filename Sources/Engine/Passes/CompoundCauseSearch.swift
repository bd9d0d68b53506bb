import Cube
import Ledger
import Platform
import Reconciliation

/// Looks for two mistakes together that give what was recorded where no single one does.
///
/// Any two are tried on a sample of such rows, and on the others those that fitted there: a ledger in which nothing
/// explains anything would otherwise take many times as long. Which rows are the sample does not depend on how the
/// ledger was cut.
enum CompoundCauseSearch {
  /// On how many rows any two are tried.
  private static let searched = 3_000
  /// The number of rows that prove two mistakes.
  ///
  /// A rounding beside a proven one needs fewer digits in other rows.
  private static let proof = 10
  /// Fills in what is found in the exceptions of `map`, which became `facts`.
  static func run(_ map: inout LedgerMap, facts: Facts) {
    var open: [OpenRow] = []
    for slice in map.slices.indices {
      open += map.slices[slice].open.indices.prefix(UnexplainedRow.kept - open.count).map {
        OpenRow(slice: slice, index: $0)
      }
    }
    open = sampledFirst(open, in: map)
    let workers = map.workers
    let used = facts.byDayAndDimensions.map(\.measures.quantities)
    let counted = Set(
      UnitClass.quantities.filter { unitClass in used.contains { $0[unitClass] > 0 } })
    var first = complete(
      open.prefix(searched), in: map, with: Diagnoser.Pairs(of: nil, counted: counted),
      workers: workers)
    var counts: [Cause: Int] = [:]
    for cause in first.flatMap(\.pairs) { counts[cause, default: 0] += 1 }
    let known = Diagnoser.Pairs(
      of: Set(counts.keys), proven: Set(counts.filter { $0.value >= proof }.keys),
      counted: counted)
    let later = complete(open.dropFirst(searched), in: map, with: known, workers: workers)
    let left = known.hasProven ? first.indices.filter { first[$0].cost?.fits.isEmpty == true } : []
    let again = complete(left.map { open[$0] }[...], in: map, with: known, workers: workers)
    for (index, diagnosis) in zip(left, again) { first[index] = diagnosis }
    for (row, diagnosis) in zip(open, first + later) where diagnosis.hasFit {
      map.explain(
        exception: map.slices[row.slice].open[row.index].exception, ofSlice: row.slice,
        by: diagnosis)
    }
    map.dropOpenDiagnoses()
  }

  /// The place of a row without a cause: the subjects of very many rows are not copied.
  private struct OpenRow {
    let slice: Int
    /// In the open diagnoses of its slice.
    let index: Int
  }

  /// Returns the rows with a sample of `searched` before the others, both in the order of the ledger.
  ///
  /// It has as many of each kind of request as there are, up to an equal share, so that many with one mistake do not keep
  /// others out, and is spread over the ledger: the fractions of the multiples of the golden ratio are, and have no
  /// period in common with what repeats in a ledger.
  private static func sampledFirst(_ rows: [OpenRow], in map: LedgerMap) -> [OpenRow] {
    guard rows.count > searched else { return rows }
    let spread = rows.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let kinds = kinds(of: rows, in: map)
    var met = [Int](repeating: 0, count: (kinds.max() ?? 0) + 1)
    var ranks = rows.map { _ in 0 }
    for place in rows.indices.sorted(by: { spread[$0] < spread[$1] }) {
      ranks[place] = met[kinds[place]]
      met[kinds[place]] += 1
    }
    // Only those of the ranks that are enough are put in order.
    var counts = [Int](repeating: 0, count: (ranks.max() ?? 0) + 1)
    for rank in ranks { counts[rank] += 1 }
    var (last, count) = (0, counts[0])
    while count < searched {
      last += 1
      count += counts[last]
    }
    let sample = rows.indices.filter { ranks[$0] <= last }
      .sorted { (ranks[$0], spread[$0]) < (ranks[$1], spread[$1]) }.prefix(searched)
    var isSampled = rows.map { _ in false }
    for place in sample { isSampled[place] = true }
    return rows.indices.filter { isSampled[$0] }.map { rows[$0] }
      + rows.indices.filter { !isSampled[$0] }.map { rows[$0] }
  }

  /// The kind of each row's request, by a number: cards, which many rows share, are compared more quickly.
  private static func kinds(of rows: [OpenRow], in map: LedgerMap) -> [Int] {
    var numbers: [RateKey: Int] = [:]
    var ofCards: [ObjectIdentifier: Int] = [:]
    return rows.map { place in
      // Not the slice itself, which a copy would count dozens of references of.
      let row = map.listed[place.slice].row(
        at: map.slices[place.slice].open[place.index].exception)
      if let known = ofCards[row.cardID] { return known }
      let number = numbers[row.requestKind, default: numbers.count]
      numbers[row.requestKind] = number
      ofCards[row.cardID] = number
      return number
    }
  }

  /// Returns what explains each row.
  private static func complete(
    _ rows: ArraySlice<OpenRow>, in map: LedgerMap,
    with pairs: Diagnoser.Pairs, workers: Int
  ) -> [Diagnosis] {
    let share = max(1, (rows.count + workers - 1) / max(1, workers))
    let starts = Array(stride(from: rows.startIndex, to: rows.endIndex, by: share))
    return Parallel.map(starts.count) { index in
      // Subjects of each slice have card numbers of their own.
      var current = -1
      var diagnoser = Diagnoser(books: map.job.books, reconciler: map.job.reconciler)
      return rows[starts[index]..<min(starts[index] + share, rows.endIndex)].map { row in
        let slice = row.slice
        if slice != current {
          current = slice
          diagnoser.forgetCards()
        }
        let exception = map.listed[slice].row(at: map.slices[slice].open[row.index].exception)
        guard let diagnosis = exception.diagnosis else {
          preconditionFailure("an open diagnosis is one of an exception")
        }
        return diagnoser.complete(
          diagnosis, of: map.slices[slice].open[row.index].subject, on: exception.card, with: pairs)
      }
    }.flatMap { $0 }
  }
}
