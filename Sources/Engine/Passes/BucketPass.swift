import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Workspace

/// Usage by bucket beside the ledger: prices the buckets, and reads the ledger once more to sum what it has of the
/// spans that they tell of.
///
/// The facts are by day of the reporting zone; buckets are in UTC, and may be parts of a day.
enum BucketPass {
  /// Returns what the reports show of the exports of usage by bucket; nothing where there are none.
  static func usage(
    _ exports: [BucketExport], books: Books, period: Period?, map: LedgerMap, repeats: Deduplication
  ) throws(RunRefusal) -> UsageByBucket {
    guard !exports.isEmpty else { return UsageByBucket() }
    func isReported(_ day: Day) -> Bool {
      guard let period else { return true }
      let end = Instant(nanoseconds: Instant(startOf: day + 1).nanoseconds - 1)
      return period.contains(map.job.zone.day(of: Instant(startOf: day)))
        && period.contains(map.job.zone.day(of: end))
    }
    let buckets: [ListedBucket]
    do throws(BookProblem) {
      buckets = try ListedBucket.all(exports, books: books) {
        isReported($0.key.span.from.utcDay)
      }
    } catch { throw RunRefusal(error) }
    let groups = BucketGroup.all(exports)
    let ledger = try sums(groups, map: map, repeats: repeats)
    var differences: [UsageDifference] = []
    for (group, cells) in zip(groups, ledger) {
      guard
        let found = UsageDifference.all(
          of: group, vendor: vendor(group, buckets, exports),
          ledger: cells.filter { isReported($0.key.day) })
      else { throw RunRefusal(findings: [RunRefusal.sumsTooLarge]) }
      differences += found
    }
    return UsageByBucket(buckets: buckets, differences: differences)
  }

  /// Returns the sums of the buckets of a group that count.
  private static func vendor(
    _ group: BucketGroup, _ buckets: [ListedBucket], _ exports: [BucketExport]
  ) -> [UsageCell: UsageSum] {
    let files = Set(
      exports.filter { $0.format == group.format && $0.grouping == group.grouping }.map(\.file))
    var cells: [UsageCell: UsageSum] = [:]
    for listed in buckets
    where listed.standing == .counted && files.contains(listed.bucket.place.file) {
      let bucket = listed.bucket
      let cell = UsageCell(
        day: bucket.key.span.from.utcDay, provider: bucket.key.provider,
        model: listed.cost.model, serviceTier: bucket.key.serviceTier)
      cells[cell, default: UsageSum()].add(
        bucket.requests, bucket.quantities, bucket.cacheDetail)
    }
    return cells
  }

  /// Per group, what the ledger has of its spans and providers: requests of our own keys, each once.
  private static func sums(
    _ groups: [BucketGroup], map: LedgerMap, repeats: Deduplication
  ) throws(RunRefusal) -> [[UsageCell: UsageSum]] {
    let repeated = repeats.locations
    let parts = try LedgerRescan.collect(map, by: map.job, into: Part(groups.count)) {
      part, blocks, slice in
      part.take(blocks, slice: slice, groups: groups, repeated: repeated)
    }
    return groups.indices.map { group in
      var sums: [UsageCell: UsageSum] = [:]
      for part in parts {
        for (cell, sum) in part.cells[group] {
          sums[cell, default: UsageSum()].add(sum)
        }
      }
      return sums
    }
  }

  /// The result of one slice.
  private struct Part: Sendable {
    /// Per group.
    var cells: [[UsageCell: UsageSum]]
    /// Per card, the groups that mean its requests, and what they call its provider.
    private var groupsOfCard: [[(group: Int, provider: Name)]] = []

    init(_ groups: Int) { cells = Array(repeating: [:], count: groups) }

    mutating func take(
      _ blocks: BlockRater, slice: Int, groups: [BucketGroup], repeated: RowOffsetSet
    ) {
      for card in blocks.rater.cards[groupsOfCard.count...] {
        let meaning = groups.indices.compactMap { group in
          groups[group].name(of: card.kind.provider).map { (group: group, provider: $0) }
        }
        groupsOfCard.append(card.kind.isBYOK ? [] : meaning)
      }
      for (record, rated) in zip(blocks.records, blocks.rated) {
        for (group, provider) in groupsOfCard[Int(rated.card)]
        where groups[group].covers(record.startedAt) {
          let location = RowLocation(record, slice: slice)
          if repeated.contains(location) { continue }
          let dimensions = blocks.rater.cards[Int(rated.card)].dimensions
          let cell = UsageCell(
            day: record.startedAt.utcDay, provider: provider, model: dimensions.model,
            serviceTier: dimensions.serviceTier)
          cells[group][cell, default: UsageSum()].add(1, record.quantities, .full)
        }
      }
    }
  }
}
