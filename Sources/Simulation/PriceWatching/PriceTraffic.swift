import Ledger

/// The traffic of 30 days by which an alert is weighed, as sums that add up over slices in any order.
package struct PriceTraffic: Sendable {
  /// The requests that we pay.
  var ours = Uses()
  /// Those with customers' own keys, which the vendor does not bill to us.
  var ownKeys = Uses()
  /// Per payer, what the model's requests came to before and after.
  package internal(set) var payers: [Payer: Sides] = [:]

  package init() {}

  /// Whose requests a multiplier is for.
  package struct Payer: Hashable, Sendable {
    package let tier: Name
    /// As the ledger has it, which may be another name of the vendor than that of the prices.
    package let provider: Name
  }

  /// The key that decides a price besides the class.
  package struct Use: Hashable, Sendable {
    package let serviceTier: Name
    package let region: Name
    /// Nil is the base band.
    package let band: Int64?

    init(serviceTier: Name, region: Name, band: Int64?) {
      self.serviceTier = serviceTier
      self.region = region
      self.band = band
    }

    /// The same use of requests that are above no threshold.
    var inBaseBand: Use { Use(serviceTier: serviceTier, region: region, band: nil) }
  }

  /// The quantities of the model in each way of use.
  struct Uses: Sendable {
    var amounts: [Use: Amount] = [:]

    fileprivate mutating func add(_ amount: Amount, as use: Use) {
      amounts[use, default: Amount()].add(amount)
    }

    /// Returns the quantity of a class in one way of use: seconds in nanoseconds.
    ///
    /// In the base band, the requests are those of all bands: their fee is that of the base band.
    func quantity(of unitClass: UnitClass, by use: Use) -> Int128 {
      guard unitClass == .request else { return amounts[use]?.used(unitClass) ?? 0 }
      return amounts.reduce(0) {
        $1.key.inBaseBand == use ? $0 + Int128($1.value.requests) : $0
      }
    }
  }

  /// The quantities that were used.
  package struct Amount: Sendable {
    package internal(set) var requests: Int64 = 0
    var quantities = Quantities()
    /// The sums that do not fit in 64 bits.
    var further: [UnitClass: Int128] = [:]

    /// Adds one request `sign` times (1 or -1).
    @inline(__always)
    mutating func add(_ more: Quantities, sign: Int64) {
      requests += sign
      addQuantities(more, sign: sign)
    }

    mutating func add(_ other: Amount) {
      requests += other.requests
      addQuantities(other.quantities, sign: 1)
      further.merge(other.further, uniquingKeysWith: +)
    }

    @inline(__always)
    private mutating func addQuantities(_ more: Quantities, sign: Int64) {
      var sum = quantities
      if sum.add(more, sign: sign) {
        setAside()
        sum = quantities
        _ = sum.add(more, sign: sign)
      }
      quantities = sum
    }

    private mutating func setAside() {
      for unitClass in UnitClass.quantities {
        further[unitClass, default: 0] += Int128(quantities[unitClass])
      }
      quantities = Quantities()
    }

    /// Returns the quantity of a class other than requests: seconds in nanoseconds.
    fileprivate func used(_ unitClass: UnitClass) -> Int128 {
      Int128(quantities[unitClass]) + further[unitClass, default: 0]
    }
  }

  /// Every way in which the model was used, whoever's the key was.
  var uses: Set<Use> { Set(ours.amounts.keys).union(ownKeys.amounts.keys) }

  /// Money in attodollars.
  package struct Sides: Hashable, Sendable {
    /// Those that we pay.
    package var requests: Int64 = 0
    /// Those with customers' own keys.
    package var ownKeyRequests: Int64 = 0
    /// Those without a price, which are in no amount.
    package var unpriced: Int64 = 0
    /// As the books have them.
    package var costNow: Int128 = 0
    package var revenueNow: Int128 = 0
    package var costBefore: Int128 = 0
    package var revenueBefore: Int128 = 0
    package var costAfter: Int128 = 0
    package var revenueAfter: Int128 = 0
    /// The cost of requests that a multiplier decides about.
    package var chargedBefore: Int128 = 0
    package var chargedAfter: Int128 = 0

    package init() {}

    /// Adds what other requests come to.
    package mutating func add(_ other: Sides) {
      requests += other.requests
      ownKeyRequests += other.ownKeyRequests
      unpriced += other.unpriced
      costNow += other.costNow
      revenueNow += other.revenueNow
      costBefore += other.costBefore
      revenueBefore += other.revenueBefore
      costAfter += other.costAfter
      revenueAfter += other.revenueAfter
      chargedBefore += other.chargedBefore
      chargedAfter += other.chargedAfter
    }
  }

  /// Adds requests of one use and one payer, all of them with customers' own keys or none.
  mutating func add(
    _ amount: Amount, as use: Use, isOwnKey: Bool, by payer: Payer, _ sides: Sides
  ) {
    if isOwnKey { ownKeys.add(amount, as: use) } else { ours.add(amount, as: use) }
    payers[payer, default: Sides()].add(sides)
  }

  /// Adds the traffic of another slice.
  package mutating func add(_ other: PriceTraffic) {
    for (use, amount) in other.ours.amounts { ours.add(amount, as: use) }
    for (use, amount) in other.ownKeys.amounts { ownKeys.add(amount, as: use) }
    for (payer, sides) in other.payers { payers[payer, default: Sides()].add(sides) }
  }

  /// The same without what was removed again altogether.
  package var counted: PriceTraffic {
    var counted = PriceTraffic()
    counted.ours.amounts = ours.amounts.filter { $0.value.requests != 0 }
    counted.ownKeys.amounts = ownKeys.amounts.filter { $0.value.requests != 0 }
    counted.payers = payers.filter {
      $0.value.requests != 0 || $0.value.ownKeyRequests != 0
    }
    return counted
  }
}

extension PriceTraffic.Use: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    if left.band != right.band { return (left.band ?? -1) < (right.band ?? -1) }
    if left.serviceTier != right.serviceTier { return left.serviceTier < right.serviceTier }
    return left.region < right.region
  }
}

/// The revenue and cost of a tier on one day.
package struct TierDay: Hashable, Sendable {
  package let day: Day
  package let tier: Name

  package init(day: Day, tier: Name) {
    self.day = day
    self.tier = tier
  }
}
