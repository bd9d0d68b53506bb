import Ledger
import Tables

/// The cells that lines of a FOCUS file share which differ only in day, account and figures.
struct FocusItem {
  /// Who provides, publishes and invoices.
  let issuer: Name
  let accountType: String
  let subAccount: SubAccount
  let description: Name
  let service: Name
  let region: Name
  let serviceTier: Name
  let sku: Sku
  let tags: Name
  let price: Price
  let consumedUnit: String
  let pricingUnit: String

  /// A part of the account; an empty name is none.
  struct SubAccount {
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
  }

  /// The prices in USD and in the pricing currency; nil without a price.
  struct Price {
    let perUnit: Money?
    let currency: String
    let currencyPerUnit: FocusNumber?
  }
}

/// The day, the account and the figures of a line of a FOCUS file.
struct FocusFigures {
  let days: FocusDays
  /// The account that pays.
  let account: (id: Name, name: Name)
  /// The book rows of the price, as file:line.
  let priceRows: Name
  let billed: FocusNumber
  let effective: FocusNumber
  /// The contracted cost as well: Assay knows no negotiated prices beside those of the price book.
  let list: FocusNumber
  let pricingCurrencyEffective: FocusNumber
  let consumed: FocusNumber
  let priced: FocusNumber
  let requests: Int64
  let isUnpriced: Bool
}

/// The lines of an item as bytes: the cells that all have are written once, and between them are the others.
struct FocusPattern {
  /// Bytes, and the column that follows them.
  private var pieces: [(end: Int, column: FocusColumn)] = []
  private let bytes: [UInt8]

  init(_ item: FocusItem) {
    var room = ByteBuilder()
    for (index, column) in FocusColumn.allCases.enumerated() {
      if index > 0 { room.put(byte: 0x2C) }
      if let cell = item.cell(column) {
        cell.put(into: &room)
      } else {
        pieces.append((room.count, column))
      }
    }
    room.put(byte: 0x0A)
    bytes = Array(room.bytes)
  }

  /// Puts a line, with its end.
  func put(_ figures: FocusFigures, into room: inout ByteBuilder) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for piece in pieces {
        room.put(Bytes(rebasing: bytes[start..<piece.end]))
        figures.put(piece.column, into: &room)
        start = piece.end
      }
      room.put(Bytes(rebasing: bytes[start...]))
    }
  }
}

extension FocusItem {
  /// Returns the cell of a column that all lines of the item have; nil for one of the figures.
  fileprivate func cell(_ column: FocusColumn) -> FocusCell? {
    switch column {
    case .availabilityZone, .chargeClass, .commitmentDiscountStatus, .invoiceID, .resourceID,
      .resourceName, .resourceType:
      .blank
    case .billedCost, .effectiveCost, .contractedCost, .listCost, .pricingCurrencyEffectiveCost,
      .billingAccountID, .billingAccountName, .billingPeriodStart, .billingPeriodEnd,
      .chargePeriodStart, .chargePeriodEnd, .consumedQuantity, .pricingQuantity, .priceRow,
      .requests, .unpriced:
      nil
    case .contractedUnitPrice, .listUnitPrice:
      .number(orBlank: price.perUnit.map(FocusNumber.init))
    case .pricingCurrency: .word(price.currency)
    case .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice:
      .number(orBlank: price.currencyPerUnit)
    case .billingCurrency: .word("USD")
    case .billingAccountType: .word(accountType)
    case .subAccountID, .subAccountName: .name(subAccount.name)
    case .subAccountType: subAccount.name.isEmpty ? .blank : .word(subAccount.type)
    case .chargeCategory: .word("Usage")
    case .chargeFrequency: .word("Usage-Based")
    case .chargeDescription: .name(description)
    case .consumedUnit: .word(consumedUnit)
    case .pricingUnit: .word(pricingUnit)
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
    case .tags: .name(tags)
    case .serviceTier: .name(serviceTier)
    }
  }
}

extension FocusFigures {
  /// Puts the cell of a column that the lines of an item do not share.
  fileprivate func put(_ column: FocusColumn, into room: inout ByteBuilder) {
    switch column {
    case .billedCost: billed.put(into: &room)
    case .effectiveCost: effective.put(into: &room)
    case .contractedCost, .listCost: list.put(into: &room)
    case .pricingCurrencyEffectiveCost: pricingCurrencyEffective.put(into: &room)
    case .billingAccountID: CSVText.put(account.id, into: &room)
    case .billingAccountName: CSVText.put(account.name, into: &room)
    case .billingPeriodStart: room.put(days.monthStart)
    case .billingPeriodEnd: room.put(days.monthEnd)
    case .chargePeriodStart: room.put(days.start)
    case .chargePeriodEnd: room.put(days.end)
    case .consumedQuantity: consumed.put(into: &room)
    case .pricingQuantity: priced.put(into: &room)
    case .priceRow: CSVText.put(priceRows, into: &room)
    case .requests: FocusNumber(count: requests).put(into: &room)
    case .unpriced: FocusCell.flag(isUnpriced).put(into: &room)
    case .availabilityZone, .billingAccountType, .billingCurrency, .chargeCategory, .chargeClass,
      .chargeDescription, .chargeFrequency, .commitmentDiscountStatus, .consumedUnit,
      .contractedUnitPrice, .invoiceID, .invoiceIssuerName, .listUnitPrice, .pricingCategory,
      .pricingCurrency, .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice,
      .pricingUnit, .providerName, .publisherName, .regionID, .regionName, .resourceID,
      .resourceName, .resourceType, .serviceCategory, .serviceName, .serviceSubcategory, .skuID,
      .skuMeter, .skuPriceDetails, .skuPriceID, .subAccountID, .subAccountName, .subAccountType,
      .tags, .contextBand, .hostProviderName, .serviceProviderName, .serviceTier, .unitClass:
      preconditionFailure("cells of an item are in its pattern")
    }
  }
}
