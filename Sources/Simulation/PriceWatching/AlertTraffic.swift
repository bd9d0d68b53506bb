import Ledger
import Pricing
import Rating

/// The sums of ledger rows at the prices that alerts compare.
///
/// One per worker, which adds block after block.
package struct AlertTraffic: Sendable {
  private var watched: [AlertWindow]
  private let windows: [Period]
  private let ofModel: [ModelKey: [Int]]
  /// The alerts of each card's model, one card after another, and where those of each card begin.
  private var alerts: [Int] = []
  private var firstAlert = [0]
  /// The days that the alerts of each card have between them.
  private var spans: [DaySpan] = []
  /// The rows of a block that fall into the days of their cards, as listed last; room for the longest block so far.
  private var candidates: [Int32] = []
  /// The rows of a block that fall into the window of each alert.
  private var rows: [[Int32]]
  /// The alerts that have such.
  private var touched: [Int] = []

  package init(_ watched: [AlertWindow]) {
    self.watched = watched
    windows = watched.map(\.window)
    ofModel = Dictionary(grouping: watched.indices) { watched[$0].alert.model }
    rows = watched.map { _ in [] }
  }

  /// Per alert, what its traffic came to.
  package var traffic: [PriceTraffic] { watched.map(\.traffic) }

  /// Adds a block of rows `sign` times (1 or -1), all but those of which `isLeftOut`.
  package mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater, sign: Int64,
    isLeftOut: (Int) -> Bool = { _ in false }
  ) {
    if watched.isEmpty { return }
    for card in rater.cards[(firstAlert.count - 1)...] {
      let model = ModelKey(provider: card.dimensions.provider, model: card.dimensions.model)
      // The book may have the model under another name of its vendor.
      let own = ofModel[watched[0].books.prices.key(of: model) ?? model, default: []]
      alerts += own
      firstAlert.append(alerts.count)
      spans.append(DaySpan(own.map { windows[$0] }))
    }
    let count = listCandidates(records, rated)
    for index in candidates[..<count].lazy.map(Int.init)
    where rated[index].disposition == .rated && !isLeftOut(index) {
      let card = Int(rated[index].card)
      for place in firstAlert[card]..<firstAlert[card + 1]
      where windows[alerts[place]].contains(records[index].day) {
        if rows[alerts[place]].isEmpty { touched.append(alerts[place]) }
        rows[alerts[place]].append(Int32(index))
      }
    }
    for alert in touched {
      watched[alert].add(records, rated, at: rows[alert], by: rater, sign: sign)
      rows[alert].removeAll(keepingCapacity: true)
    }
    touched.removeAll(keepingCapacity: true)
  }

  /// Lists the rows of a block that fall into the days of their cards, and returns how many there are.
  ///
  /// Without a branch, which a processor could hardly guess, as models come in any order: every row is written down,
  /// and the next takes the place of one that does not count.
  private mutating func listCandidates(_ records: [UsageRecord], _ rated: [RatedRecord]) -> Int {
    while candidates.count < records.count { candidates.append(0) }
    var count = 0
    for index in records.indices {
      candidates[count] = Int32(truncatingIfNeeded: index)
      count += spans[Int(rated[index].card)].contains(records[index].day) ? 1 : 0
    }
    return count
  }

  /// Some days in a row, recognised by one comparison.
  private struct DaySpan {
    let first: Int32
    let count: UInt32

    /// From the first to the last day of some periods; no day at all of none.
    init(_ periods: [Period]) {
      let from = periods.map(\.from).min()?.number ?? 0
      first = from
      count = UInt32(max(0, (periods.map(\.to).max()?.number ?? from) - from))
    }

    func contains(_ day: Day) -> Bool { UInt32(bitPattern: day.number &- first) < count }
  }
}

/// An alert, the days that weigh it, and what their requests come to by the prices of both its sides.
package struct AlertWindow: Sendable {
  package let alert: PriceAlert
  package let window: Period
  private let watched: WatchedBooks
  /// One, made when the first request of the model falls into the window, or none.
  ///
  /// A list, as there may be very many alerts of models that have no request, and raters take much room.
  private var sides: [Sides] = []

  fileprivate var books: Books { watched.books }

  /// Returns alerts with the days that weigh each, and nothing collected yet.
  package static func all(
    _ alerts: [(alert: PriceAlert, window: Period)], books: Books
  ) -> [AlertWindow] {
    let watched = WatchedBooks(books)
    return alerts.map { AlertWindow(alert: $0.alert, window: $0.window, watched: watched) }
  }

  private init(alert: PriceAlert, window: Period, watched: WatchedBooks) {
    (self.alert, self.window, self.watched) = (alert, window, watched)
  }

  /// The books of all alerts, which are long.
  private final class WatchedBooks: Sendable {
    let books: Books

    init(_ books: Books) { self.books = books }
  }

  /// Raters of both sides, which know only the kinds of request that were met.
  fileprivate struct Sides: Sendable {
    var before: Rater
    var after: Rater
    /// While the prices before the alert are those of the books: the rating of requests that start then is used again.
    let stretchBefore: Validity?
    var kindCount: Int32 = 0
    /// The number of each kind of the ledger's reader, from 0; -1 where it was not met, -2 where a side has a price
    /// that does not fit.
    var numbers: [Int32] = []
    /// The rows of a block whose kinds both sides know, and what these come to by each.
    var known: [Int32] = []
    var ratedBefore: [RatedRecord] = []
    var ratedAfter: [RatedRecord] = []
    /// The thresholds of bands that the side after no longer has.
    let endedBands: [Int64]
    /// Per band of the side after, and in it the requests above a number of ended thresholds, what they came to.
    var sums: [Sum] = []

    init(_ alert: PriceAlert, _ books: Books) {
      let sides = alert.books(books)
      before = Rater(books: sides.before)
      after = Rater(books: sides.after)
      stretchBefore = alert.stretchBefore(by: books)
      func thresholds(_ side: Books) -> [Int64] {
        side.prices.prices(of: alert.model, at: alert.effectiveFrom)?.thresholds ?? []
      }
      let kept = Set(thresholds(sides.after))
      endedBands = thresholds(sides.before).filter { !kept.contains($0) }
    }

    /// The number of a band's sum for requests of a total input.
    @inline(__always)
    func sum(ofBand band: Int, totalInput: Int64) -> Int {
      if endedBands.isEmpty { return band }
      return band * (endedBands.count + 1) + endedBands.count { $0 < totalInput }
    }

    /// The card of a sum, and the highest threshold of either side that its requests are above; nil for none.
    func band(_ sum: Int) -> (card: RateCard, over: Int64?) {
      let (band, ended) = sum.quotientAndRemainder(dividingBy: endedBands.count + 1)
      let (card, over) = after.band(band)
      guard ended > 0 else { return (card, over) }
      return (card, max(over ?? -1, endedBands[ended - 1]))
    }
  }

  /// Sums of requests of one band of one rate card.
  fileprivate struct Sum: Sendable {
    var amount = PriceTraffic.Amount()
    /// In attodollars, and microcredits: by the books as they are, before, and after.
    var costs = InlineArray<3, Int128>(repeating: 0)
    var credits = InlineArray<3, Int128>(repeating: 0)
  }

  /// Adds the `rows` of a block, which are of the model and in the window, `sign` times.
  fileprivate mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], at rows: [Int32], by rater: Rater, sign: Int64
  ) {
    if sides.isEmpty { sides.append(Sides(alert, books)) }
    // In place: each block has rows of several alerts, and a copy would count dozens of references.
    sides[0].add(records, rated, at: rows, by: rater, sign: sign)
  }

  /// The traffic of the requests; reversed requests are not in it.
  fileprivate var traffic: PriceTraffic {
    var traffic = PriceTraffic()
    guard let sides = sides.first else { return traffic }
    for (number, sum) in sides.sums.enumerated() where sum.amount.requests != 0 {
      let (card, over) = sides.band(number)
      traffic.add(
        sum.amount,
        as: PriceTraffic.Use(
          serviceTier: card.kind.serviceTier, region: card.kind.region, band: over),
        isOwnKey: card.kind.isBYOK,
        by: PriceTraffic.Payer(
          tier: card.dimensions.tier, provider: card.dimensions.provider),
        sum.sides(by: card))
    }
    return traffic
  }
}

extension AlertWindow.Sides {
  fileprivate mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], at rows: [Int32], by rater: Rater, sign: Int64
  ) {
    known.removeAll(keepingCapacity: true)
    for row in rows {
      let kind = Int(records[Int(row)].kind)
      if kind >= numbers.count || numbers[kind] == -1 {
        learn(Int32(kind), rater.cards[Int(rated[Int(row)].card)].kind)
      }
      if numbers[kind] >= 0 { known.append(row) }
    }
    let isRatedBefore =
      stretchBefore.map { stretch in
        known.allSatisfy { stretch.contains(records[Int($0)].startedAt) }
      } ?? false
    if !isRatedBefore {
      before.rate(records, at: known, kinds: numbers, into: &ratedBefore)
    }
    after.rate(records, at: known, kinds: numbers, into: &ratedAfter)
    for (place, row) in known.enumerated() {
      let (now, new) = (rated[Int(row)], ratedAfter[place])
      let old = isRatedBefore ? now : ratedBefore[place]
      guard old.disposition == .rated, new.disposition == .rated else { continue }
      let quantities = records[Int(row)].quantities
      let band = after.band(of: new, totalInput: quantities.totalInput)
      sums[sum(ofBand: band, totalInput: quantities.totalInput)].add(
        quantities, now, old, new, sign: sign)
    }
  }

  /// Compiles a kind of request when it is met first.
  @inline(never)
  private mutating func learn(_ number: Int32, _ kind: RateKey) {
    while numbers.count <= Int(number) { numbers.append(-1) }
    do throws(BookProblem) {
      let (old, new) = (try before.compile(kind), try after.compile(kind))
      before.add(old)
      after.add(new)
      numbers[Int(number)] = kindCount
      kindCount += 1
    } catch {
      // The books can rate it as they are, but one of the sides derives a price that does not fit.
      numbers[Int(number)] = -2
    }
    while sums.count < after.bandCount * (endedBands.count + 1) { sums.append(AlertWindow.Sum()) }
  }
}

extension AlertWindow.Sum {
  @inline(__always)
  fileprivate mutating func add(
    _ quantities: Quantities, _ now: RatedRecord, _ old: RatedRecord, _ new: RatedRecord,
    sign: Int64
  ) {
    amount.add(quantities, sign: sign)
    let factor = Int128(sign)
    costs[0] += factor * now.notionalCost.attodollars
    costs[1] += factor * old.notionalCost.attodollars
    costs[2] += factor * new.notionalCost.attodollars
    credits[0] += factor * Int128(now.credits.microcredits)
    credits[1] += factor * Int128(old.credits.microcredits)
    credits[2] += factor * Int128(new.credits.microcredits)
  }

  /// The money of the requests: nothing is earned of free plans, and keys of the customers' own cost us nothing.
  fileprivate func sides(by card: RateCard) -> PriceTraffic.Sides {
    let terms = card.dimensions.terms
    var sides = PriceTraffic.Sides()
    if card.kind.isBYOK {
      sides.ownKeyRequests = amount.requests
    } else {
      sides.requests = amount.requests
      (sides.costNow, sides.costBefore, sides.costAfter) = (costs[0], costs[1], costs[2])
    }
    sides.revenueNow = terms.revenue(ofMicrocredits: credits[0]).attodollars
    sides.revenueBefore = terms.revenue(ofMicrocredits: credits[1]).attodollars
    sides.revenueAfter = terms.revenue(ofMicrocredits: credits[2]).attodollars
    if card.isCharged && !card.kind.isBYOK {
      (sides.chargedBefore, sides.chargedAfter) = (costs[1], costs[2])
    }
    return sides
  }
}
