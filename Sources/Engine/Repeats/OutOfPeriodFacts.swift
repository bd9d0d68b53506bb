import Cube
import Intake
import Ledger
import Platform
import Simulation
import Workspace

/// The additional sums of a run with a period, from the rows that it maps anyway.
struct OutOfPeriodFacts: Sendable {
  /// Of all rows before the end of the period, each request once; nil where its own facts are all of them.
  private(set) var history: Facts?
  /// Of all rows; nil where the period has all of them.
  private(set) var whole: WholeLedger?
  /// The use of rows outside the period, and the reversal of repeated rows; nil where the period has all, and
  /// where no bills are compared.
  private(set) var use: [QuarterHourUse]?

  /// Takes the rows outside the period out of a map.
  ///
  /// Which of several rows with one id counts is asked of all rows that are summed together: it may be another than in
  /// the period.
  init(takenFrom map: inout LedgerMap) throws(RunRefusal) {
    let outside = map.takeOutside()
    guard let period = map.job.period, outside.contains(where: { $0.contains { !$0.isEmpty } })
    else { return }
    let before = Period(from: Period.always.from, to: period.to)
    // The stretches of other days within some.
    func numbers(in days: Period?) -> [Int] {
      map.job.otherDays.indices.filter { side in
        days.map { $0.contains(map.job.otherDays[side].from) } ?? true
      }
    }
    // Per stretch, what each slice has of it.
    func sides(in days: Period?) -> [[OutsideFacts]] {
      numbers(in: days).map { side in outside.map { $0[side] } }
    }
    func facts(_ days: Period?, _ repeats: Deduplication) throws(RunRefusal) -> Facts {
      var parts: [(table: FactTable, users: [UserKey])]
      if let merged = map.merged {
        let other = numbers(in: days).flatMap { merged.tables[$0 + 1] }
        parts = other + merged.tables[0] + map.namedUsers
      } else {
        parts = sides(in: days).flatMap { side in
          zip(map.slices, side).map { ($1.facts, $0.users) }
        }
        parts += map.slices.compactMap { slice in slice.facts.map { ($0, slice.users) } }
      }
      var merge = FactMerge(of: consume parts)
      let corrections = (repeats.corrections.facts ?? FactTable(), repeats.corrections.users)
      guard let facts = Facts(merging: &merge, takingOut: corrections) else {
        throw .contradiction
      }
      if facts.hasOverflowed { throw RunRefusal(findings: [RunRefusal.sumsTooLarge]) }
      return facts
    }
    func repeats(_ days: Period?) throws(RunRefusal) -> Deduplication {
      try Deduplication(
        in: map.finding(days), besides: sides(in: days).map { $0.map(\.keys) },
        searched: .periodAndOthers(numbers(in: days).count))
    }
    func isUsed(_ days: Period) -> Bool { sides(in: days).contains { $0.contains { !$0.isEmpty } } }
    let all = try repeats(nil)
    let sums = try facts(nil, all)
    if isUsed(Period(from: period.to, to: Period.always.to)) {
      if isUsed(before) { history = try facts(before, repeats(before)) }
    } else {
      history = sums
    }
    let traffic = map.slices.map(\.alerts) + outside.flatMap { $0.map(\.traffic) }
    if map.job.outsideUseZones != nil {
      use = (outside.flatMap { $0.map(\.use) } + [all.corrections.use]).compactMap { $0 }
    }
    whole = WholeLedger(
      facts: sums, alerts: traffic + [all.corrections.alerts], repeated: all.locations,
      repeatCount: all.duplicates + all.conflicts)
  }
}

/// All rows of a ledger, each request once, as price alerts are weighed by them.
struct WholeLedger: Sendable {
  let facts: Facts
  /// Parts of the traffic of the watched alerts, per alert; some alerts have none.
  let alerts: [[PriceTraffic]]
  /// The places of rows that repeat earlier ones.
  let repeated: RowOffsetSet
  /// The number of these rows.
  let repeatCount: Int64
}

extension WholeLedger {
  /// A ledger that was mapped without a period.
  init(_ facts: Facts, _ map: LedgerMap, _ repeats: Deduplication) {
    self.facts = facts
    alerts = (map.slices + [repeats.corrections]).map(\.alerts)
    repeated = repeats.locations
    repeatCount = repeats.duplicates + repeats.conflicts
  }
}
