import Ledger
import Pricing
import Rating

extension AlertExposure {
  /// Weighs an alert by the traffic of its window.
  ///
  /// - Parameters:
  ///   - days: what all tiers earned and cost on each day, as the books have them.
  ///   - end: the instant at which multipliers and plans are asked.
  ///   - word: the last that was said of it.
  package init(
    _ alert: PriceAlert, traffic: PriceTraffic, days: [TierDay: PriceTraffic.Sides],
    window: Period, books: Books, end: Instant, word: Acknowledgement?
  ) {
    self.alert = alert
    let isCovered = word?.covers(alert) ?? false
    acknowledgement = isCovered ? word : nil
    earlierWord = isCovered ? nil : word
    lines = AlertExposure.lines(alert, traffic: traffic, books: books)
    exposure = lines.reduce(.zero) { $0 + $1.exposure }
    exposureCalledOff = lines.reduce(.zero) { $0 + $1.exposureCalledOff }
    var totals: [Name: PriceTraffic.Sides] = [:]
    for (key, sides) in days where window.contains(key.day) {
      totals[key.tier, default: PriceTraffic.Sides()].add(sides)
    }
    let last = end.justBefore
    let payers = Dictionary(grouping: traffic.payers, by: \.key.tier)
    tiers = payers.sorted { $0.key < $1.key }.map { tier, payers in
      let multipliers = Set(
        payers.map {
          books.multipliers.decision(
            tier: tier, provider: $0.key.provider, model: alert.model.model, at: last
          ).multiplier
        })
      let plan = books.plans.plan(tier: tier, at: last)
      return TierEffect(
        tier: tier, isFree: plan?.isFree ?? false,
        sides: payers.reduce(into: PriceTraffic.Sides()) { $0.add($1.value) },
        total: totals[tier] ?? PriceTraffic.Sides(),
        target: plan?.targetMargin,
        multiplier: books.isSold && multipliers.count == 1 ? multipliers.first : nil)
    }
    let thresholds = books.settings.watch
    severity = AlertExposure.severity(alert, tiers, thresholds)
    autoApply = AlertExposure.autoApply(alert, lines, severity: severity, thresholds)
  }

  private static func severity(
    _ alert: PriceAlert, _ tiers: [TierEffect], _ thresholds: WatchThresholds
  ) -> Severity {
    if alert.isCalledOff { return .info }
    let worst = tiers.map { $0.severity(criticalPoints: thresholds.criticalPoints) }.min() ?? .info
    switch alert.suspicion {
    case .thousandfold: return .critical
    case .fivefold: return min(worst, .warning)
    case nil: return worst
    }
  }

  private static func autoApply(
    _ alert: PriceAlert, _ lines: [PriceLine], severity: Severity, _ thresholds: WatchThresholds
  ) -> String {
    if alert.isCalledOff { return "nothing: it was withdrawn" }
    if alert.suspicion != nil { return "nothing: the price looks wrong, so a person must decide" }
    if severity == .critical { return "nothing: it is critical, so a person must decide" }
    if thresholds.autoApply.millionths == 0 { return "nothing: auto_apply_percent is not set" }
    let changes = lines.map(\.changePercent)
    guard !changes.contains(nil) else { return "nothing: a price is new, so a person must decide" }
    let most = changes.compactMap { $0.map { abs($0) } }.max() ?? 0
    if most * 100 > Int128(thresholds.autoApply.millionths) {
      return "nothing: the price changes by more than \(thresholds.autoApply) %"
    }
    return "set the multiplier that keeps the customers' price in each tier"
  }

  // MARK: Lines

  private static func lines(
    _ alert: PriceAlert, traffic: PriceTraffic, books: Books
  ) -> [PriceLine] {
    let (before, after) = alert.books(books)
    var lines: [PriceLine] = []
    var seen: Set<LineKey> = []
    let stated = alert.events.filter { $0.cause != .derivation }.map {
      PriceTraffic.Use(
        serviceTier: $0.key.serviceTier, region: $0.key.region, band: $0.key.contextOver)
    }
    let used = traffic.uses.union(stated)
    for use in used.union(used.map(\.inBaseBand)).sorted() {
      let old = AlertPriceFinder(before, alert: alert, use: use)
      let new = AlertPriceFinder(after, alert: alert, use: use)
      for unitClass in UnitClass.allCases {
        let quantity = traffic.ours.quantity(of: unitClass, by: use)
        let ownKeys = traffic.ownKeys.quantity(of: unitClass, by: use)
        let events = alert.events.filter {
          $0.key.unitClass == unitClass && $0.key.serviceTier == use.serviceTier
            && ($0.cause == .derivation
              || ($0.key.region == use.region && $0.key.contextOver == use.band))
        }
        let isStated = events.contains { $0.cause != .derivation }
        let (was, now) = (old.price(of: unitClass), new.price(of: unitClass))
        guard was?.perUnit != now?.perUnit || isStated, isStated || quantity != 0 || ownKeys != 0
        else { continue }
        guard seen.insert(LineKey(unitClass: unitClass, use: use)).inserted else { continue }
        // A derived price has no event of its own, but its quoted row has.
        let own = events.first ?? alert.event(ofAny: (now?.places ?? []) + (was?.places ?? []))
        lines.append(
          PriceLine(
            unitClass: unitClass, use: use, old: was?.perUnit, new: now?.perUnit,
            quantity: quantity, ownKeysQuantity: ownKeys, isCalledOff: alert.isCalledOff,
            places: (now?.places ?? []) + events.filter { $0.cause == .end }.map(\.place),
            cause: events.first { $0.cause != .price }?.place ?? now?.places.first,
            recordedAt: own.map(\.recordedAt) ?? alert.recordedAt))
      }
    }
    return lines
  }

  private struct LineKey: Hashable {
    let unitClass: UnitClass
    let use: PriceTraffic.Use
  }
}

/// Finds what a model costs under one way of using it, by the prices that an alert compares.
private struct AlertPriceFinder {
  private let search: PriceSearch?
  private let band: Int64?

  init(_ books: Books, alert: PriceAlert, use: PriceTraffic.Use) {
    band = use.band
    search = books.prices.prices(of: alert.model, at: alert.effectiveFrom).map {
      PriceSearch(
        list: $0, derivations: books.derivations, at: alert.effectiveFrom,
        serviceTier: use.serviceTier, region: use.region)
    }
  }

  func price(of unitClass: UnitClass) -> FoundPrice? {
    search?.fittingPrice(of: unitClass, above: band)
  }
}

extension TierEffect {
  /// - Parameters:
  ///   - sides: of the model's requests.
  ///   - total: of all requests of the tier, as the books have them.
  fileprivate init(
    tier: Name, isFree: Bool, sides: PriceTraffic.Sides, total: PriceTraffic.Sides,
    target: Percent?, multiplier: Multiplier?
  ) {
    let otherCost = total.costNow - sides.costNow
    let otherRevenue = total.revenueNow - sides.revenueNow
    func margin(_ revenue: Int128, _ cost: Int128) -> Int128? {
      Quotient.halfEven(
        (otherRevenue + revenue - otherCost - cost) * 1_000_000, otherRevenue + revenue)
    }
    self.tier = tier
    self.isFree = isFree
    requests = sides.requests
    ownKeyRequests = sides.ownKeyRequests
    (tierRequests, tierUnpriced) = (total.requests, total.unpriced)
    costBefore = Money(attodollars: sides.costBefore)
    costAfter = Money(attodollars: sides.costAfter)
    marginBefore = margin(sides.revenueBefore, sides.costBefore)
    marginIfMultiplierStays = margin(sides.revenueAfter, sides.costAfter)
    customersPay = Quotient.halfEven(
      (sides.revenueAfter - sides.revenueBefore) * 1_000_000, sides.revenueBefore)
    marginIfPriceStays = margin(sides.revenueBefore, sides.costAfter)
    self.target = target
    self.multiplier = multiplier
    keepPriceMultiplier = multiplier.flatMap {
      TierEffect.roundedUp(Int128($0.millionths), sides.chargedBefore, over: sides.chargedAfter)
    }
    let whole = 100 * powerOfTen(Percent.decimals)
    let share = target.map { whole - Int128($0.millionths) } ?? 0
    let (scaled, overflow) = sides.chargedAfter.multipliedReportingOverflow(by: max(1, share))
    targetMultiplier =
      share > 0 && !overflow
      ? TierEffect.roundedUp(1_000_000 * whole, sides.costAfter, over: scaled) : nil
  }

  /// The least multiplier of whole hundredths that is `millionths` × `cost` ÷ `divisor` or more; nil above what
  /// a book may hold.
  private static func roundedUp(
    _ millionths: Int128, _ cost: Int128, over divisor: Int128
  ) -> Multiplier? {
    guard divisor > 0, cost >= 0, millionths >= 0 else { return nil }
    let (step, overflow) = UInt128(divisor).multipliedReportingOverflow(by: 10_000)
    let product = UInt128(millionths).multipliedFullWidth(by: UInt128(cost))
    guard !overflow, product.high < step else { return nil }
    let (steps, rest) = step.dividingFullWidth(product)
    let rounded = (steps + (rest > 0 ? 1 : 0)) * 10_000
    return rounded <= UInt128(Multiplier.limit.millionths)
      ? Multiplier(millionths: Int64(rounded)) : nil
  }
}
