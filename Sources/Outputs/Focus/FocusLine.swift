import Ledger

/// One line of a FOCUS file.
struct FocusLine {
  let days: FocusDays
  /// Who provides, publishes and invoices.
  let issuer: Name
  let account: Account
  let subAccount: Account
  let description: Name
  let service: Name
  let region: Name
  let serviceTier: Name
  let sku: Sku
  let tags: Name
  let cost: Cost
  let quantity: Quantity
  let requests: Int64
  let isUnpriced: Bool

  /// The account that pays, or a part of it; empty names are none.
  struct Account {
    let id: Name
    let name: Name
    let type: String
  }

  /// The priced item.
  struct Sku {
    let id: Name
    let priceID: Name
    let meter: Name
    let details: Name
    /// The threshold of the context band; nil where no band counts.
    let contextBand: FocusNumber?
    /// The book rows of the price, as file:line.
    let priceRows: Name
  }

  /// The four costs in USD, and the prices in USD and in the pricing currency; nil without a price.
  struct Cost {
    let billed: Money
    let effective: Money
    /// The contracted cost as well: Assay knows no negotiated prices beside those of the price book.
    let list: Money
    let unitPrice: Money?
    let pricingCurrency: String
    let pricingCurrencyUnitPrice: FocusNumber?
    let pricingCurrencyEffective: FocusNumber
  }

  /// The consumed and the priced quantity.
  struct Quantity {
    let consumed: FocusNumber
    let consumedUnit: String
    let priced: FocusNumber
    let pricingUnit: String
  }

  /// Puts the line, with its end.
  func put(into room: inout ByteBuilder) {
    for (index, column) in FocusColumn.allCases.enumerated() {
      if index > 0 { room.put(byte: 0x2C) }
      cell(column).put(into: &room)
    }
    room.put(byte: 0x0A)
  }

  private func cell(_ column: FocusColumn) -> FocusCell {
    switch column {
    case .availabilityZone, .chargeClass, .commitmentDiscountStatus, .invoiceID, .resourceID,
      .resourceName, .resourceType:
      .blank
    case .billedCost: .number(FocusNumber(cost.billed))
    case .effectiveCost: .number(FocusNumber(cost.effective))
    case .contractedCost, .listCost: .number(FocusNumber(cost.list))
    case .contractedUnitPrice, .listUnitPrice:
      .number(orBlank: cost.unitPrice.map(FocusNumber.init))
    case .pricingCurrency: .word(cost.pricingCurrency)
    case .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice:
      .number(orBlank: cost.pricingCurrencyUnitPrice)
    case .pricingCurrencyEffectiveCost: .number(cost.pricingCurrencyEffective)
    case .billingCurrency: .word("USD")
    case .billingAccountID: .name(account.id)
    case .billingAccountName: .name(account.name)
    case .billingAccountType: .word(account.type)
    case .subAccountID: .name(subAccount.id)
    case .subAccountName: .name(subAccount.name)
    case .subAccountType: subAccount.id.isEmpty ? .blank : .word(subAccount.type)
    case .billingPeriodStart: .word(days.monthStart)
    case .billingPeriodEnd: .word(days.monthEnd)
    case .chargePeriodStart: .word(days.start)
    case .chargePeriodEnd: .word(days.end)
    case .chargeCategory: .word("Usage")
    case .chargeFrequency: .word("Usage-Based")
    case .chargeDescription: .name(description)
    case .consumedQuantity: .number(quantity.consumed)
    case .consumedUnit: .word(quantity.consumedUnit)
    case .pricingQuantity: .number(quantity.priced)
    case .pricingUnit: .word(quantity.pricingUnit)
    case .pricingCategory: .word("Standard")
    case .invoiceIssuerName, .providerName, .publisherName, .hostProviderName,
      .serviceProviderName:
      .name(issuer)
    case .regionID, .regionName: .name(region)
    case .serviceCategory: .word("AI and Machine Learning")
    case .serviceSubcategory: .word("Generative AI")
    case .serviceName: .name(service)
    case .skuID: .name(sku.id)
    case .skuPriceID: .name(sku.priceID)
    case .skuMeter, .unitClass: .name(sku.meter)
    case .skuPriceDetails: .name(sku.details)
    case .contextBand: .number(orBlank: sku.contextBand)
    case .priceRow: .name(sku.priceRows)
    case .tags: .name(tags)
    case .requests: .number(FocusNumber(count: requests))
    case .serviceTier: .name(serviceTier)
    case .unpriced: .flag(isUnpriced)
    }
  }
}

/// A day and its month in the reporting zone, as instants in UTC.
struct FocusDays {
  let start: String
  let end: String
  let monthStart: String
  let monthEnd: String

  init(_ day: Day, in zone: ReportingZone) {
    func instant(_ day: Day) -> String { zone.start(of: day).rfc3339 }
    let month = day.month.period
    (start, end) = (instant(day), instant(day + 1))
    (monthStart, monthEnd) = (instant(month.from), instant(month.to))
  }

  /// Visits sums in their order, each with its day; `day` is its number, by which they are sorted.
  static func forEach<Sum>(
    _ sums: [Sum], by day: KeyPath<Sum, Int32>, in zone: ReportingZone,
    _ body: (Sum, FocusDays) throws -> Void
  ) rethrows {
    var last: (number: Int32, days: FocusDays)?
    for sum in sums {
      let number = sum[keyPath: day]
      let days =
        if let last, last.number == number { last.days } else {
          FocusDays(Day(number: number), in: zone)
        }
      last = (number, days)
      try body(sum, days)
    }
  }
}
