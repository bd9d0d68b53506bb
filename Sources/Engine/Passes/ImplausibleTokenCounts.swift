import Cube
import Intake
import Ledger
import Reconciliation

/// Rows that count more tokens of one class than any request has: the largest number of a type that represents one which is
/// not known, or a sum of many requests.
enum ImplausibleTokenCounts {
  /// No model has so long a context by far.
  static let limit: Int64 = 20_000_000
  /// Of facts whose requests are shorter on average, no row is looked for.
  private static let mean: Int64 = 100_000

  /// Reads the files that may have such rows once more; nothing where there are none.
  static func findings(
    _ facts: Facts, _ map: LedgerMap, _ repeats: Deduplication
  ) throws(RunRefusal) -> [Finding] {
    let days = facts.days(countingMoreThan: limit, onAverage: mean)
    guard let first = days.min(), let last = days.max() else { return [] }
    let stretches = map.slices.enumerated().map { slice, result in
      result.pieces.enumerated().map { number, piece -> [Range<Int64>] in
        let mayHave = piece.days.contains { $0.first <= last && $0.last >= first }
        // From the first record on, so that lines can be counted.
        return mayHave ? [piece.firstRecord..<max(piece.firstRecord, map.ends[slice][number])] : []
      }
    }
    var job = map.job
    job.compares = false
    let parts = try LedgerRescan.collect(map, by: job, in: stretches, into: Part()) {
      part, blocks, slice in
      let copies = repeats.locations.indices(among: blocks.records, slice: slice)
      for (index, record) in blocks.records.enumerated()
      where days.contains(record.day) && !copies.contains(index) {
        part.take(record, blocks, index, slice: slice, map)
      }
    }
    var all: [Int: Large] = [:]
    for (file, large) in parts.flatMap(\.files) {
      if all[file]?.add(large) == nil { all[file] = large }
    }
    return all.sorted { $0.key < $1.key }.map { finding($0.value, map) }
  }

  private static func finding(_ large: Large, _ map: LedgerMap) -> Finding {
    let (file, line) = map.place(of: large.first)
    let unpriced =
      large.unpriced > 0 ? " (\(GroupedDigits.count(large.unpriced, "row")) without a price)" : ""
    return Finding(
      .warning, at: Place(file: file.description, line: Int(line)), code: "qty.large",
      message:
        "\(GroupedDigits.count(large.rows, "row")) \(large.rows == 1 ? "has" : "have") more"
        + " than \(GroupedDigits.text(limit)) tokens of one class, more than any single request can have:"
        + " \(large.cost) USD" + unpriced
        + "; the highest count is \(GroupedDigits.text(large.most)) \(large.column)",
      help: "correct them in the export: leave an unknown count blank, and export each request of a"
        + " sum as its own row")
  }

  /// Such rows of a file.
  private struct Large: Sendable {
    var rows: Int64 = 1
    var cost: Money
    var unpriced: Int64
    var most: Int64
    /// That counts the most.
    var column: String
    var first: RowLocation

    mutating func add(_ other: Large) {
      rows += other.rows
      cost = cost + other.cost
      unpriced += other.unpriced
      if other.most > most || other.most == most && other.first < first {
        (most, column) = (other.most, other.column)
      }
      first = min(first, other.first)
    }
  }

  private struct Part: Sendable {
    private(set) var files: [Int: Large] = [:]

    mutating func take(
      _ record: UsageRecord, _ blocks: BlockRater, _ index: Int, slice: Int, _ map: LedgerMap
    ) {
      let counts = UnitClass.tokens.map { ($0, record.quantities[$0]) }
      guard let (unitClass, most) = counts.max(by: { $0.1 < $1.1 }), most > limit else { return }
      let rated = blocks.rated[index]
      let card = blocks.card(of: rated)
      // A row that says that it sums requests is none of them.
      let sums: [RequestCondition] = [.shortParts, .partsOfAnyLength, .severalModels]
      if sums.contains(where: card.kind.conditions.contains) { return }
      let location = RowLocation(record, slice: slice)
      let isRated = rated.disposition == .rated
      let large = Large(
        cost: isRated ? card.vendorCost(rated) : .zero, unpriced: isRated ? 0 : 1, most: most,
        column: unitClass.quantityColumn ?? unitClass.name, first: location)
      let file = map.slices[slice].pieces[Int(location.piece)].file
      if files[file]?.add(large) == nil { files[file] = large }
    }
  }
}
