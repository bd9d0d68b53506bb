import Ledger
import Pricing
import Rating

/// The prices of a vendor's models, as the steps of a split ask for them.
struct BillPrices {
  private let books: Books
  private let vendor: Name

  init(_ books: Books, vendor: Name) {
    self.books = books
    self.vendor = vendor
  }

  /// Returns a price of one unit, found as for a request; what is nil is standard, the base band, or no region.
  ///
  /// Nil without a price, and for groups of several models or classes.
  func price(
    of key: GroupKeys.Key, at instant: Instant, serviceTier: Name?, context: Int64?, region: Name?
  ) -> Money? {
    guard let (model, unitClass) = priced(key),
      let list = books.prices.prices(of: model, at: instant)
    else { return nil }
    let search = PriceSearch(
      list: list, derivations: books.derivations, at: instant,
      serviceTier: serviceTier ?? RateKey.standardServiceTier, region: region ?? .empty)
    let band = context == 0 ? nil : context
    do throws(BookProblem) {
      return try search.price(of: unitClass, inBandOver: band)?.perUnit
    } catch { return nil }
  }

  /// Returns the price of 10⁻¹⁸ units, in attodollars.
  func perQuantity(_ price: Money) -> Ratio {
    Ratio(price.attodollars, over: BilledQuantity.attounitsPerUnit)
  }

  /// The model and class whose prices count: writes that a bill does not divide cost what those of 5 minutes do.
  private func priced(_ key: GroupKeys.Key) -> (ModelKey, UnitClass)? {
    guard case .known(let name) = key.model else { return nil }
    let model = ModelKey(provider: vendor, model: name)
    switch key.unitClass {
    case .one(let unitClass): return (model, unitClass)
    case .cacheWrite: return (model, .cacheWrite5m)
    case .all, .unknown: return nil
    }
  }

  /// A price that a bill may have used, and what that would mean.
  struct Candidate {
    let price: Money
    let part: BillPart
    let cause: String
  }

  /// The prices that a bill may have used in place of the one in force, in the order in which they are tried.
  func candidates(for key: GroupKeys.Key, in period: Validity) -> [Candidate] {
    guard let (model, unitClass) = priced(key) else { return [] }
    let changes = Set(books.prices.boundaries(of: model)).filter {
      period.from < $0 && $0 < period.to
    }.sorted()
    let times = [period.from] + changes
    return tiers(key, model, times) + bands(key, model, times) + regions(key, model, times)
      + otherTimes(model, unitClass, period)
  }

  private func tiers(
    _ key: GroupKeys.Key, _ model: ModelKey, _ times: [Instant]
  ) -> [Candidate] {
    let quoted = books.prices.histories(of: model).keys.map(\.serviceTier)
    let tiers = books.derivations.serviceTiers.union(quoted)
      .union([RateKey.standardServiceTier])
    return times.flatMap { time in
      tiers.sorted().compactMap { tier in
        price(of: key, at: time, serviceTier: tier, context: nil, region: nil).map {
          Candidate(price: $0, part: .bandOrServiceTier, cause: "tier:\(tier)")
        }
      }
    }
  }

  private func bands(
    _ key: GroupKeys.Key, _ model: ModelKey, _ times: [Instant]
  ) -> [Candidate] {
    times.flatMap { time in
      (books.prices.prices(of: model, at: time)?.thresholds ?? []).compactMap { over in
        price(of: key, at: time, serviceTier: nil, context: over, region: nil).map {
          Candidate(price: $0, part: .bandOrServiceTier, cause: "context:\(over)")
        }
      }
    }
  }

  private func regions(
    _ key: GroupKeys.Key, _ model: ModelKey, _ times: [Instant]
  ) -> [Candidate] {
    let regions = books.prices.regions(of: model).union(books.derivations.regions(of: model))
      .subtracting([.empty])
    return times.flatMap { time in
      regions.sorted().compactMap { region in
        price(of: key, at: time, serviceTier: nil, context: nil, region: region).map {
          Candidate(price: $0, part: .region, cause: "region:\(region)")
        }
      }
    }
  }

  /// The quoted standard prices that ended by the start of the period, the latest first; then those that start at its
  /// end or later, the earliest first.
  private func otherTimes(
    _ model: ModelKey, _ unitClass: UnitClass, _ period: Validity
  ) -> [Candidate] {
    let histories = books.prices.histories(of: model)
    let entries = histories.filter { key, _ in
      key.unitClass == unitClass && key.serviceTier == RateKey.standardServiceTier
        && key.region.isEmpty && key.contextOver == nil
    }.values.flatMap(\.entries).sorted { $0.validity.from < $1.validity.from }
    let earlier = entries.filter { $0.validity.to <= period.from }.reversed()
    let later = entries.filter { $0.validity.from >= period.to }
    return (Array(earlier) + later).compactMap { entry in
      entry.value.perUnit.map {
        Candidate(
          price: $0, part: .priceDate, cause: "from:\(BillPrices.text(entry.validity.from))")
      }
    }
  }

  /// A day, or an instant that is not midnight in UTC.
  private static func text(_ instant: Instant) -> String {
    Instant(startOf: instant.utcDay) == instant ? instant.utcDay.description : instant.description
  }
}
