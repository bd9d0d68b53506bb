import Ledger

extension PriceBook {
  /// The quoted prices of a model that a change is about.
  package struct Selection: Hashable, Sendable {
    package let model: ModelKey
    /// Nil is every class.
    package let unitClass: UnitClass?
    /// Nil is every service tier.
    package let serviceTier: Name?
    /// Nil is every region, and none.
    package let region: Name?
    /// Nil is every band.
    package let band: Band?

    /// The base band, or the one above a threshold.
    package enum Band: Hashable, Sendable {
      case base
      case over(Int64)
    }

    package init(
      model: ModelKey, unitClass: UnitClass?, serviceTier: Name?, region: Name?, band: Band?
    ) {
      self.model = model
      self.unitClass = unitClass
      self.serviceTier = serviceTier
      self.region = region
      self.band = band
    }

    /// The same prices of a model as another name of its provider has them.
    fileprivate func of(_ model: ModelKey) -> Selection {
      Selection(
        model: model, unitClass: unitClass, serviceTier: serviceTier, region: region, band: band)
    }

    /// The one key that is selected; nil where there may be several.
    fileprivate var key: Price.Key? {
      guard let unitClass, let serviceTier, let region, let band else { return nil }
      let threshold: Int64? = if case .over(let threshold) = band { threshold } else { nil }
      return Price.Key(
        provider: model.provider, model: model.model, unitClass: unitClass,
        serviceTier: serviceTier, region: region, contextOver: threshold)
    }

    fileprivate func contains(_ key: Price.Key) -> Bool {
      if let unitClass, unitClass != key.unitClass { return false }
      if let serviceTier, serviceTier != key.serviceTier { return false }
      if let region, region != key.region { return false }
      switch band {
      case nil: return true
      case .base: return key.contextOver == nil
      case .over(let threshold): return key.contextOver == threshold
      }
    }
  }

  /// The way in which a price changes.
  package enum Change: Hashable, Sendable {
    /// The price of one unit.
    case to(Money)
    /// By so much of itself.
    case by(Percent)
  }

  /// Why a price cannot change as asked.
  package enum ChangeFault: Error, Hashable, Sendable {
    /// No quoted price is selected.
    case nothing
    /// The new price of one unit is not whole at 18 decimals, below 0 or above the limit of a book.
    case unfit(Price.Key)
  }

  /// Returns the book with every selected price changed throughout `time`, which may end for each at its own next row.
  ///
  /// A price is set where one is quoted at any time; a share is taken of what is in force at each instant.
  package func changing(
    _ selection: Selection, _ change: Change, during time: ChangeValidity, place: Place
  ) throws(ChangeFault) -> PriceBook {
    var models = models
    let selection = selection.of(key(of: selection.model) ?? selection.model)
    var keys = models[selection.model, default: [:]].keys.filter(selection.contains)
      .sorted()
    if keys.isEmpty, case .to = change, knows(selection.model), let key = selection.key {
      // A class that has been derived so far may be quoted from now on.
      keys = [key]
    }
    if keys.isEmpty { throw .nothing }
    for key in keys {
      let history = models[selection.model]?[key] ?? History(entries: [])
      let validity = history.validity(of: time)
      switch change {
      case .to(let perUnit):
        models[selection.model]?[key] = history.setting(
          Price(key: key, perUnit: perUnit), during: validity, place: place)
      case .by(let percent):
        models[selection.model]?[key] = try history.mapping(during: validity, place: place) {
          price throws(ChangeFault) in
          Price(key: key, perUnit: try PriceBook.raised(price, by: percent))
        }
      }
    }
    return PriceBook(models: models, of: self)
  }

  /// Returns the raised price; an unknown price stays unknown.
  private static func raised(_ price: Price, by percent: Percent) throws(ChangeFault) -> Money? {
    guard let perUnit = price.perUnit else { return nil }
    let whole = 100 * powerOfTen(Percent.decimals)
    // A price is at most 10²⁴ and a share at most 10¹².
    let (raised, rest) = (perUnit.attodollars * (whole + Int128(percent.millionths)))
      .quotientAndRemainder(dividingBy: whole)
    guard rest == 0, raised >= 0, raised <= PriceLimits.highest.attodollars else {
      throw .unfit(price.key)
    }
    return Money(attodollars: raised)
  }
}
