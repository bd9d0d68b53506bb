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
    var sums = facts.rows.indices.map { index in
      let fact = facts.rows[index]
      let measures = facts.rows.measures(of: fact)
      return Sum(
        day: fact.day.number, account: accountNumbers[Int(fact.user)],
        key: keyNumbers[Int(fact.dimensions)], microcredits: measures.credits,
        requests: measures.requests, unpriced: measures.unpriced)
    }
    sums.sort { ($0.day, $0.account, $0.key) < ($1.day, $1.account, $1.key) }
    var merged: [Sum] = []
    for sum in sums {
      if let last = merged.last, last.day == sum.day, last.account == sum.account,
        last.key == sum.key
      {
        merged[merged.count - 1].microcredits += sum.microcredits
        merged[merged.count - 1].requests += sum.requests
        merged[merged.count - 1].unpriced += sum.unpriced
      } else {
        merged.append(sum)
      }
    }
    self.sums = merged
  }

  /// Visits every line in order.
  func forEach(_ body: (FocusLine) throws -> Void) rethrows {
    try FocusDays.forEach(sums, by: \.day, in: zone) { try body(line($0, $1)) }
  }

  private func line(_ sum: Sum, _ days: FocusDays) -> FocusLine {
    let key = keys[Int(sum.key)]
    let named = accounts[Int(sum.account)]
    let account: Name = named.isEmpty ? "(none)" : named
    let value = key.creditValue.perCredit
    let list = Money(attodollars: sum.microcredits * key.creditValue.attodollarsPerMicrocredit)
    let credits = FocusNumber(sum.microcredits, scale: Credits.decimals)
    let id = [organization, key.model, "credits"].joined
    return FocusLine(
      days: days, issuer: organization,
      account: FocusLine.Account(id: account, name: account, type: "Account"),
      subAccount: FocusLine.Account(id: key.tier, name: key.tier, type: "Tier"),
      description: Name("Credits for \(key.model)"),
      service: key.service.isEmpty ? organization : key.service, region: .empty,
      serviceTier: .empty,
      sku: FocusLine.Sku(
        id: id, priceID: [id, key.tier, Name(FocusNumber(value).text)].joined, meter: "credits",
        details: FocusJSON.object([(key: "x_Tier", value: key.tier)]), contextBand: nil,
        priceRows: .empty),
      tags: FocusJSON.object([(key: "x_Tier", value: key.tier)]),
      cost: FocusLine.Cost(
        billed: .zero, effective: key.isFree ? .zero : list, list: list, unitPrice: value,
        pricingCurrency: "Credits", pricingCurrencyUnitPrice: FocusNumber(1, scale: 0),
        pricingCurrencyEffective: credits),
      quantity: FocusLine.Quantity(
        consumed: FocusNumber(count: sum.requests), consumedUnit: "Requests", priced: credits,
        pricingUnit: "Credits"),
      requests: sum.requests, isUnpriced: sum.unpriced > 0)
  }
}
