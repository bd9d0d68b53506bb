import Cube
import Ledger

/// The lines of `focus-credits.csv`: the credits that customers use, from the facts.
///
/// One line per day, account (user where there is none), tier, service and model, apart where terms change within the
/// day; sorted by them, bytewise.
struct FocusCredits {
  private let zone: ReportingZone
  private let organization: Name
  private let keys: [Key]
  private let accounts: [Name]
  /// Sorted by day, account, key.
  private let sums: [Sum]

  private struct Key: Hashable {
    let tier: Name
    let service: Name
    let model: Name
    let isFree: Bool
    let creditValue: CreditValue

    var parts: [Name] {
      [
        tier, service, model, Name(FocusNumber(creditValue.perCredit).text),
        Name(isFree ? "1" : "0"),
      ]
    }
  }

  private struct Sum {
    let day: Int32
    let account: Int32
    let key: Int32
    var microcredits: Int128
    var requests: Int64
    var unpriced: Int64
  }

  /// A fact and its place among the lines, in few bytes, as very many are sorted.
  private struct Place {
    let day: Int32
    let account: Int32
    let key: Int32
    let fact: Int32

    @inline(__always)
    func precedes(_ other: Place) -> Bool {
      if day != other.day { return day < other.day }
      return account == other.account ? key < other.key : account < other.account
    }
  }

  init(_ facts: Facts, zone: ReportingZone, organization: Name) {
    self.zone = zone
    self.organization = organization
    let keyOf = facts.dimensions.map { dimensions in
      Key(
        tier: dimensions.tier, service: dimensions.service, model: dimensions.model,
        isFree: dimensions.terms.isFree, creditValue: dimensions.terms.creditValue)
    }
    keys = Set(keyOf).sorted { $0.parts.precede($1.parts) }
    let numberOfKey = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices.map(Int32.init)))
    let keyNumbers = keyOf.map { numberOfKey[$0] ?? 0 }
    let accountOf = facts.users.map { $0.account.isEmpty ? $0.user : $0.account }
    accounts = Set(accountOf).sorted()
    let numberOfAccount = Dictionary(
      uniqueKeysWithValues: zip(accounts, accounts.indices.map(Int32.init)))
    let accountNumbers = accountOf.map { numberOfAccount[$0] ?? 0 }
    let order = facts.rows.indices.map { index in
      let fact = facts.rows[index]
      return Place(
        day: fact.day.number, account: accountNumbers[Int(fact.user)],
        key: keyNumbers[Int(fact.dimensions)], fact: Int32(index))
    }.sorted { $0.precedes($1) }
    var merged: [Sum] = []
    for place in order {
      let measures = facts.rows.measures(of: facts.rows[Int(place.fact)])
      let last = merged.count - 1
      if last < 0 || merged[last].day != place.day || merged[last].account != place.account
        || merged[last].key != place.key
      {
        merged.append(
          Sum(
            day: place.day, account: place.account, key: place.key,
            microcredits: measures.credits, requests: measures.requests,
            unpriced: measures.unpriced))
      } else {
        merged[last].microcredits += measures.credits
        merged[last].requests += measures.requests
        merged[last].unpriced += measures.unpriced
      }
    }
    self.sums = merged
  }

  /// Visits every line in order.
  func forEach(_ body: (FocusPattern, FocusFigures) throws -> Void) rethrows {
    let patterns = keys.map { FocusPattern(item($0)) }
    try FocusDays.forEach(sums, by: { $0.day }, in: zone) { sum, days in
      try body(patterns[Int(sum.key)], figures(sum, keys[Int(sum.key)], days))
    }
  }

  private func figures(_ sum: Sum, _ key: Key, _ days: FocusDays) -> FocusFigures {
    let named = accounts[Int(sum.account)]
    let account: Name = named.isEmpty ? "(none)" : named
    let list = FocusNumber(
      Money(attodollars: sum.microcredits * key.creditValue.attodollarsPerMicrocredit))
    let credits = FocusNumber(sum.microcredits, scale: Credits.decimals)
    return FocusFigures(
      days: days, account: (account, account), priceRows: .empty, billed: .zero,
      effective: key.isFree ? .zero : list, list: list, pricingCurrencyEffective: credits,
      consumed: FocusNumber(count: sum.requests), priced: credits, requests: sum.requests,
      isUnpriced: sum.unpriced > 0)
  }

  private func item(_ key: Key) -> FocusItem {
    let value = key.creditValue.perCredit
    let id = [organization, key.model, "credits"].joined
    let tier = FocusJSON.object([(key: "x_Tier", value: key.tier)])
    return FocusItem(
      issuer: organization, accountType: "Account",
      subAccount: FocusItem.SubAccount(name: key.tier, type: "Tier"),
      description: Name("Credits for \(key.model)"),
      service: key.service.isEmpty ? organization : key.service, region: .empty,
      serviceTier: .empty,
      sku: FocusItem.Sku(
        id: id, priceID: [id, key.tier, Name(FocusNumber(value).text)].joined, meter: "credits",
        details: tier, contextBand: nil),
      tags: tier,
      price: FocusItem.Price(
        perUnit: value, currency: "Credits", currencyPerUnit: FocusNumber(1, scale: 0)),
      consumedUnit: "Requests", pricingUnit: "Credits")
  }
}
