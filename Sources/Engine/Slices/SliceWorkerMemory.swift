import Cube
import Rating
import Reconciliation
import Simulation

/// The memory of a worker for the slice that it maps: what is open until the slice is finished, and indexes that find
/// again what a row adds to.
///
/// `finish` makes values of it. Nothing of it leaves the worker.
struct SliceWorkerMemory {
  var facts: FactTable?
  var outside: [OutsideTally] = []
  var variants: VariantTable?
  var compared: ComparedTally?
  var costs: ChargedCosts?
  var alerts: AlertTraffic
  var use: QuarterHourUseTally?
  var listed: SliceRowStore<ExceptionRow>
  var negativeMargins: SliceRowStore<NegativeMarginRow>
  var missingPrices = MissingPrices()
  var counted = FindingTally()
  /// The number of rate cards that the tables of sums contain.
  private var knownCards = 0

  init(_ job: MappingInputs) {
    alerts = AlertTraffic(job.watched)
    listed = SliceRowStore(spill: job.spill)
    negativeMargins = SliceRowStore(spill: job.spill)
    if job.comparison != nil { compared = ComparedTally(job.hashWidth) }
    switch job.ratedBy {
    case .nothing: break
    case .books:
      facts = FactTable()
      use = job.useZones.map { QuarterHourUseTally(zones: $0, focus: job.focus, in: job.zone) }
      outside = job.otherDays.map { _ in
        OutsideTally(
          watched: job.watched, useZones: job.outsideUseZones, zone: job.zone, job.hashWidth)
      }
    case .variants(let variants, let grain, let keepsCosts):
      self.variants = VariantTable(variants: variants.count, grain: grain)
      if keepsCosts { costs = ChargedCosts() }
    }
  }

  /// Tells the tables of sums the cards that are new.
  mutating func prepare(_ blocks: BlockRater) {
    let count = blocks.rater.cards.count
    guard count > knownCards else { return }
    facts?.prepare(blocks.rater.cards[knownCards...].lazy.map(\.dimensions))
    variants?.prepare((knownCards..<count).lazy.map(blocks.dimensions))
    knownCards = count
  }

  /// Puts what was collected into `result`, as values.
  ///
  /// - Parameter sign: -1 where rows were removed, not added.
  func finish(_ result: inout SliceResult, by blocks: BlockRater, sign: Int128) {
    let cards = blocks.rater.cards
    result.users = blocks.users
    result.facts = facts?.sums
    result.outside = zip(outside, blocks.outside).map { $0.finished(by: $1.rater) }
    result.variants = variants?.withoutIndex
    result.compared = compared?.sums(of: blocks)
    result.costs = costs?.groups(of: cards, sign: sign) ?? []
    result.alerts = alerts.traffic
    result.use = use?.use
    result.listed = listed.rows
    result.negativeMargins = negativeMargins.rows
    result.missingPrices = missingPrices.of(cards)
  }
}
