import Ledger
import Rating

/// The facts about a kind of traffic in its last 4 weeks that prices alone do not give.
struct UsageProfile: Sendable {
  /// The cost of requests, and their cost at base-band prices without a region.
  ///
  /// Only requests with such prices are included.
  private var cost: (actual: Int128, listed: Int128) = (0, 0)
  /// The cost of all requests, whether or not any of their usage has a listed price.
  private var all: (cost: Int128, requests: Int128) = (0, 0)
  /// The unpriced requests: of all requests, and of those on days whose card has prices.
  private var unpriced: (all: Int64, ofCards: Int64, requestsOfCards: Int64) = (0, 0, 0)
  private var earned: (microcredits: Int128, revenue: Int128) = (0, 0)
  private var credits = Charges()
  /// The same of the days of each card, in the order of time.
  private var creditsOfCards: [(card: RateCard, charges: Charges)] = []

  private struct Charges {
    /// The credits charged, each request rounded up to a step.
    ///
    /// `unrounded` has the credits for their cost in one sum.
    private(set) var charged: Int128 = 0
    private(set) var unrounded: Int128 = 0
    private(set) var requests: Int128 = 0
    /// Those of them that may have been charged something.
    private(set) var chargedRequests: Int128 = 0

    mutating func add(_ traffic: Traffic, _ card: RateCard) {
      charged += traffic.microcredits
      unrounded += card.unroundedMicrocredits(
        forCost: Money(attodollars: traffic.notionalCost))
      requests += Int128(traffic.requests)
      chargedRequests += traffic.chargedRequests(on: card)
    }

    mutating func add(_ other: Charges) {
      charged += other.charged
      unrounded += other.unrounded
    }
  }

  /// Adds a day of the past, whatever rated it.
  mutating func add(_ traffic: Traffic) {
    all.cost += traffic.notionalCost
    all.requests += Int128(traffic.requests)
    unpriced.all += traffic.unpriced
    earned.microcredits += traffic.microcredits
    earned.revenue += traffic.revenue
  }

  /// The traffic of requests that no one card rates: each costs and earns what it did.
  func usual(_ traffic: Traffic, isBYOK: Bool) -> Traffic {
    func share(_ whole: Int128) -> Int128 {
      Quotient.halfEven(whole, times: Int128(traffic.requests), over: all.requests) ?? 0
    }
    var traffic = traffic
    traffic.notionalCost = usual(of: traffic.requests)
    if !isBYOK { traffic.cost = traffic.notionalCost }
    traffic.microcredits = share(earned.microcredits)
    traffic.revenue = share(earned.revenue)
    traffic.expect(
      unpriced: Int64(clamping: share(Int128(unpriced.all))), isFree: traffic.revenue == 0)
    return traffic
  }

  /// Adds what a day of the past says of the card that rated all of it.
  ///
  /// Requests without a price cost nothing; what they used is listed with the rest, which makes the rest a little
  /// cheaper in proportion: as many of those to come will have none.
  mutating func add(_ traffic: Traffic, _ card: RateCard) {
    if let listed = card.listedPart(of: traffic.quantities, requests: traffic.requests) {
      cost.actual += traffic.notionalCost
      cost.listed += listed.attodollars
    }
    if card.isPriced {
      unpriced.ofCards += traffic.unpriced
      unpriced.requestsOfCards += traffic.requests
    }
    credits.add(traffic, card)
    if creditsOfCards.last?.card !== card { creditsOfCards.append((card, Charges())) }
    creditsOfCards[creditsOfCards.count - 1].charges.add(traffic, card)
  }

  /// The traffic with its cost, credits and revenue; without a price for its model, without them.
  ///
  /// Where requests cost exactly what the base band lists, so do these; where long contexts or regions made them
  /// dearer, in proportion; where nothing is listed, as when all prices are of a region, each costs what it did.
  func priced(_ traffic: Traffic, on card: RateCard, isBYOK: Bool) -> Traffic {
    var traffic = traffic
    let isFree = card.dimensions.terms.isFree
    guard card.isPriced else {
      traffic.expect(unpriced: traffic.requests, isFree: isFree)
      return traffic
    }
    let missing = Quotient.halfEven(
      Int128(unpriced.ofCards), times: Int128(traffic.requests),
      over: Int128(unpriced.requestsOfCards))
    traffic.expect(unpriced: Int64(clamping: missing ?? 0), isFree: isFree)
    let listed = card.listedPart(of: traffic.quantities, requests: traffic.requests)
    traffic.notionalCost =
      listed.flatMap { expected($0.attodollars) } ?? usual(of: traffic.requests)
    if !isBYOK { traffic.cost = traffic.notionalCost }
    traffic.microcredits = credits(of: traffic, on: card)
    traffic.revenue =
      card.dimensions.terms.revenue(ofMicrocredits: traffic.microcredits).attodollars
    return traffic
  }

  /// Returns the cost of a number of requests that are like those before.
  private func usual(of requests: Int64) -> Int128 {
    Quotient.halfEven(all.cost, times: Int128(requests), over: all.requests) ?? 0
  }

  /// In proportion to what is listed; nil where that was nothing and the requests cost something.
  private func expected(_ listed: Int128) -> Int128? {
    if cost.listed == 0 && cost.actual > 0 { return nil }
    guard cost.listed > 0, cost.actual != cost.listed else { return listed }
    return Quotient.halfEven(listed, times: cost.actual, over: cost.listed) ?? listed
  }

  /// Returns the charge for a cost if each request is rounded up to a step.
  ///
  /// The ratio is that of the days with the same card, else that of all days, as far as the steps
  /// of the card allow.
  private func credits(of traffic: Traffic, on card: RateCard) -> Int128 {
    let unrounded = card.unroundedMicrocredits(
      forCost: Money(attodollars: traffic.notionalCost))
    var same = Charges()
    for entry in creditsOfCards where entry.card.charges(like: card) { same.add(entry.charges) }
    if let charged = Quotient.halfEven(unrounded, times: same.charged, over: same.unrounded) {
      return charged
    }
    let requests = Int128(traffic.requests)
    // Where nothing was charged before it is not known of how many requests the cost is.
    let isKnown = credits.unrounded > 0
    return card.withinSteps(
      Quotient.halfEven(unrounded, times: credits.charged, over: credits.unrounded) ?? unrounded,
      cost: traffic.notionalCost,
      chargedRequests: isKnown
        ? (requests * credits.chargedRequests, credits.requests) : (requests, 1))
  }
}
