import Cube
import Ledger
import Rating

/// One worker's sums of the requests of one period, each rated at its start and by the constant books.
///
/// Both raters number their cards alike.
package struct ComparedGroups: Sendable {
  private var numbers = GroupIndex()
  private var groups: [Group] = []
  /// Per card.
  private var charges: [ComparedCharges] = []

  package init() {}

  /// How a request takes part; the raw value is part of the number of its group.
  fileprivate enum Part: Int32 {
    /// It has a price at both times.
    case priced
    /// It has one at its start alone, and keeps its cost.
    case kept
    /// It has one by the constant books alone.
    case unpriced
    /// It has none.
    case excluded
  }

  /// The requests of one user, of one part and of one band of prices; excluded ones of one card.
  fileprivate struct Group {
    let part: Part
    /// The number of the band among all of the rater by which the cost is constant, or of the card.
    let place: Int32
    let user: Int32
    var requests: Int64 = 0
    var quantities = Quantities()
    /// At the start, less what is constant; of a customer's own key too.
    var priceCost: Int128 = 0
    var constantRevenue: Int128 = 0
    var priceRevenue: Int128 = 0
    var multiplierRevenue: Int128 = 0
    var settingRevenue: Int128 = 0
    var hasOverflowed = false
  }

  /// Adds rows `sign` times (1 or -1), each with what it was rated at; `constant` are those of the constant books.
  package mutating func add(
    _ records: [UsageRecord], _ actual: [RatedRecord], by rater: Rater, _ constant: [RatedRecord],
    by constantRater: Rater, sign: Int64
  ) {
    for card in charges.count..<max(charges.count, rater.cards.count) {
      charges.append(ComparedCharges(rater.cards[card], constant: constantRater.cards[card]))
    }
    for index in records.indices {
      add(
        records[index], actual[index], by: rater, constant[index], by: constantRater, sign: sign)
    }
  }

  @inline(__always)
  private mutating func add(
    _ record: UsageRecord, _ actual: RatedRecord, by rater: Rater, _ constant: RatedRecord,
    by constantRater: Rater, sign: Int64
  ) {
    let (isRated, isConstant) = (actual.disposition == .rated, constant.disposition == .rated)
    guard isRated || isConstant else {
      let group = group(.excluded, actual.card, user: record.user)
      groups[group].requests += sign
      return
    }
    let part = isRated ? isConstant ? Part.priced : .kept : .unpriced
    // Not one rater or the other: a copy of it would count references.
    let band =
      isConstant
      ? constantRater.band(of: constant, totalInput: record.quantities.totalInput)
      : rater.band(of: actual, totalInput: record.quantities.totalInput)
    let place = group(part, Int32(band), user: record.user)
    groups[place].add(
      record, actual, cost: isConstant ? constant.notionalCost : actual.notionalCost,
      charges[Int(actual.card)], sign: sign)
  }

  @inline(__always)
  private mutating func group(_ part: Part, _ place: Int32, user: Int32) -> Int {
    let number = numbers.number(
      day: Day(number: 0), dimensions: place << 2 | part.rawValue, user: user)
    if number == groups.count { groups.append(Group(part: part, place: place, user: user)) }
    return number
  }

  // MARK: Cells

  /// The sums by cell; users are those of the worker.
  ///
  /// - Throws: where a sum leaves its range.
  package func cells(
    of users: [UserKey], by rater: Rater, constant: Rater
  ) throws(ComparisonTooLarge) -> [CellID: CellSums] {
    let (bands, constantBands) = (PricedBand.all(of: rater), PricedBand.all(of: constant))
    var cells: [CellID: CellSums] = [:]
    for group in groups {
      let band: PricedBand?
      switch group.part {
      case .priced, .unpriced: band = constantBands[Int(group.place)]
      case .kept: band = bands[Int(group.place)]
      case .excluded: band = nil
      }
      let card = band?.card ?? Int(group.place)
      let key = CellKey(rater.cards[card].dimensions, isCharged: rater.cards[card].hasChargedStatus)
      let user = users[Int(group.user)]
      let place = CellID(account: user.customer, key: key)
      cells[place, default: CellSums()] += try group.sums(
        band, factor: ChargeFactor(constant.cards[card]),
        atStart: rater.cards[card].isCharged ? ChargeFactor(rater.cards[card]) : nil,
        isBYOK: key.isBYOK)
    }
    return cells
  }
}

extension ComparedGroups.Group {
  @inline(__always)
  fileprivate mutating func add(
    _ record: UsageRecord, _ actual: RatedRecord, cost: Money, _ charges: ComparedCharges,
    sign: Int64
  ) {
    requests += sign
    if quantities.add(record.quantities, sign: sign) { hasOverflowed = true }
    let sign = Int128(sign)
    let revenues: ComparedCharges.Revenues
    if part == .unpriced {
      constantRevenue += charges.revenues(of: cost).constant * sign
      return
    }
    let revenue = charges.revenue(of: actual.credits)
    if charges.areSame && cost == actual.notionalCost {
      // As nearly all are.
      constantRevenue += revenue * sign
      return
    }
    priceCost += (actual.notionalCost.attodollars - cost.attodollars) * sign
    revenues = charges.revenues(of: cost)
    constantRevenue += revenues.constant * sign
    priceRevenue += (revenue - revenues.atStart) * sign
    multiplierRevenue += (revenues.atStart - revenues.between) * sign
    settingRevenue += (revenues.between - revenues.constant) * sign
  }

  /// - Parameter band: nil for excluded requests.
  fileprivate func sums(
    _ band: PricedBand?, factor: ChargeFactor, atStart: ChargeFactor?, isBYOK: Bool
  ) throws(ComparisonTooLarge) -> CellSums {
    var sums = CellSums()
    sums.factor = factor
    guard let band else {
      sums.excludedRequests = requests
      return sums
    }
    if hasOverflowed { throw ComparisonTooLarge() }
    sums.requests = requests
    // A group whose rows were all taken out again has none.
    if requests > 0 { sums.startFactors = atStart.map(FactorRange.init) }
    for (index, unitClass) in CellSums.classes.enumerated() {
      sums.quantities[index] = Int128(quantities[unitClass])
      sums.constantCosts[index] = try band.cost(of: unitClass, quantities)
    }
    sums.constantFees = band.fee * Int128(requests)
    for unitClass in UnitClass.columnsAtEnd {
      sums.constantFees += try band.cost(of: unitClass, quantities)
    }
    sums.constantRevenue = constantRevenue
    switch part {
    case .priced, .excluded: break
    case .kept: sums.keptRequests = requests
    case .unpriced:
      sums.unpricedRequests = requests
      sums.unpricedCost = isBYOK ? 0 : -sums.constantNotionalCost
      sums.unpricedRevenue = -constantRevenue
    }
    sums.priceCost = isBYOK ? 0 : priceCost
    sums.priceRevenue = priceRevenue
    sums.multiplierRevenue = multiplierRevenue
    sums.settingRevenue = settingRevenue
    return sums
  }
}

/// The prices of one band of a card.
private struct PricedBand {
  let card: Int
  let band: RateCard.Band
  /// In 10⁻¹⁸ USD per request.
  let fee: Int128

  /// All bands of a rater, by number.
  static func all(of rater: Rater) -> [PricedBand] {
    rater.cards.enumerated().flatMap { number, card -> [PricedBand] in
      guard case .priced(let bands, let fee) = card.pricing else { return [] }
      return bands.map {
        PricedBand(card: number, band: $0, fee: fee?.perUnit.attodollars ?? 0)
      }
    }
  }

  /// The cost of a quantity, which is that of single requests, so that seconds need no rounding.
  func cost(
    of unitClass: UnitClass, _ quantities: Quantities
  ) throws(ComparisonTooLarge) -> Int128 {
    let quantity = Int128(quantities[unitClass])
    guard quantity != 0, let price = band.prices[unitClass] else { return 0 }
    let (product, hasOverflowed) = price.perUnit.attodollars.multipliedReportingOverflow(
      by: quantity)
    if hasOverflowed { throw ComparisonTooLarge() }
    return product / Int128(unitClass.quantityPerUnit)
  }
}

extension ChargeFactor {
  /// Made of a card of the constant books.
  init(_ card: RateCard) {
    guard card.isCharged, !card.dimensions.terms.isFree else {
      self = .none
      return
    }
    switch card.factor {
    case .multiplier(let multiplier): self.init(value: Int128(multiplier.millionths) * 100)
    case .markup(let markup): self.init(value: Int128(markup.millionths))
    }
  }
}
