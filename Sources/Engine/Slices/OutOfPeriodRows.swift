import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Simulation

/// Rows of a block on days outside the period, from which a forecast goes on and by which price alerts are weighed: rated
/// apart, so that nothing that is reported of the period knows of them.
struct OutOfPeriodRows {
  private let days: Period
  private(set) var rater: Rater
  private(set) var records: [UsageRecord] = []
  private(set) var rated: [RatedRecord] = []
  private(set) var outcomes: [ComparisonOutcome] = []

  init(_ days: Period, _ books: Books) {
    self.days = days
    rater = Rater(books: books)
  }

  mutating func prepare(_ kinds: [RateKey]) throws(BookProblem) { try rater.prepare(kinds) }

  /// Takes over the rows of `all` on these days whose cost fits, and rates and compares them.
  ///
  /// - Parameter span: the first and the last day of any row; nil without rows.
  mutating func take(
    _ all: [UsageRecord], of span: ClosedRange<Day>?, by reconciler: Reconciler
  ) {
    records.removeAll(keepingCapacity: true)
    rated.removeAll(keepingCapacity: true)
    outcomes.removeAll(keepingCapacity: true)
    guard let span, span.lowerBound < days.to, span.upperBound >= days.from else { return }
    for record in all where days.contains(record.day) { records.append(record) }
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

/// Sums of the rows of one slice on some days outside the period.
struct OutsideFacts: Sendable {
  var facts: FactTable
  var keys: RowKeys
  /// One per watched alert of the job.
  let traffic: [PriceTraffic]
  /// Their use, where bills are compared.
  var use: QuarterHourUse?
  let isEmpty: Bool
}

/// Sums the rows of a slice on some days outside the period.
struct OutsideTally: Sendable {
  private var facts = FactTable()
  private var keys: RowKeys
  private var isEmpty = true
  private var alerts: AlertTraffic

  private var use: QuarterHourUseTally?

  /// - Parameters:
  ///   - watched: the price alerts that the rows weigh.
  ///   - useZones: the zones of the bills; nil without bills.
  ///   - zone: the reporting zone.
  ///   - width: how much is kept of the hashes of rows.
  init(
    watched: [AlertWindow], useZones: [ReportingZone]?, zone: ReportingZone, _ width: HashWidth
  ) {
    keys = RowKeys(width)
    alerts = AlertTraffic(watched)
    use = useZones.map { QuarterHourUseTally(zones: $0, focus: nil, in: zone) }
  }

  /// Returns the sums of the rows, which `rater` rated.
  func finished(by rater: Rater) -> OutsideFacts {
    OutsideFacts(
      facts: facts.sums, keys: keys, traffic: alerts.traffic, use: use?.use,
      isEmpty: isEmpty)
  }

  /// Adds the rows of a block, whose offsets, moved by `base`, are their positions in the slice.
  mutating func add(_ rows: OutOfPeriodRows, movedBy base: Int64) {
    if rows.records.isEmpty { return }
    isEmpty = false
    facts.prepare(rows.rater.cards[facts.dimensionsOfCard.count...].lazy.map(\.dimensions))
    facts.add(rows.records, rows.rated, rows.outcomes, sign: 1)
    alerts.add(rows.records, rows.rated, by: rows.rater, sign: 1)
    use?.add(rows.records, rows.rated, by: rows.rater, sign: 1, movedBy: base)
    keys.append(rows.records, movedBy: base)
  }
}
