import Ledger

extension BillFormat {
  /// Azure's cost details, of an Enterprise Agreement (`MeterName`) and of a Microsoft Customer Agreement (`meterName`).
  ///
  /// - Days in UTC: `MM/dd/yyyy` or ISO.
  /// - Public sources contradict each other about the unit of `Quantity`: single tokens
  ///   (https://github.com/DigitalPebble/spruce/pull/267) or blocks (https://github.com/anomalyco/models.dev/pull/4541).
  ///   So each line has to prove its unit by its own prices: see `quantityFactor`.
  /// - Figures are estimates until 72 hours after the end of the month.
  /// - Invoices truncate per meter; the rounding line makes up for it
  ///   (https://github.com/microsoft/finops-toolkit/issues/1231).
  ///
  /// https://learn.microsoft.com/azure/cost-management-billing/automate/understand-usage-details-fields (read 2026-11-26)
  static let azureCost = BillFormat(
    name: "azure-cost",
    marks: [
      ["metername", "unitofmeasure", "costinbillingcurrency"],
      ["metername", "unitofmeasure", "costinusd"],
    ], vendor: "azure", columns: AzureCost.Column.self,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: AzureCost.Column.date)
      AzureCost.setAmount(of: &line, row: &row)
      line.kind = AzureCost.kind(row.text(AzureCost.Column.chargeType))
      line.account = row.name(AzureCost.Column.subscription)
      line.invoiceID = row.name(AzureCost.Column.invoice)
      line.description = row.freeText(AzureCost.Column.meter)
      line.finality = .afterThreeDays
      if line.kind == .usage {
        let meter = row.meter(AzureCost.Column.meter, make: AzureMeter.meter)
        line.set(meter, text: line.description)
        if meter.takesRegionOfRecord {
          let region = AzureCost.region(row.text(AzureCost.Column.region))
          line.region = region.isEmpty ? nil : region
        }
        AzureCost.setQuantity(of: &line, meter: meter, row: &row)
      }
      row.emit(line)
    })
}

private enum AzureCost {
  enum Column: Int, BillColumn {
    case date, meter, region, unit, quantity, effectivePrice, unitPrice, listPrice, cost, costUSD
    case currency, chargeType, subscription, invoice

    var names: [String] {
      switch self {
      case .date: ["date", "usagedate", "usagedatetime"]
      case .meter: ["metername"]
      case .region: ["meterregion", "resourcelocation"]
      case .unit: ["unitofmeasure"]
      case .quantity: ["quantity"]
      case .effectivePrice: ["effectiveprice"]
      case .unitPrice: ["unitprice"]
      case .listPrice: ["paygprice"]
      case .cost: ["costinbillingcurrency"]
      case .costUSD: ["costinusd"]
      case .currency: ["billingcurrencycode", "billingcurrency"]
      case .chargeType: ["chargetype"]
      case .subscription: ["subscriptionid", "subscriptionguid"]
      case .invoice: ["invoiceid"]
      }
    }
  }

  static func setAmount(of line: inout RawBillLine, row: inout BillRow) {
    guard row.has(Column.cost) else {
      line.amount = row.amount(Column.costUSD)
      return
    }
    line.amount = row.amount(Column.cost)
    let currency = row.name(Column.currency)
    if !currency.isEmpty { line.currency = currency }
  }

  static func kind(_ text: String) -> BillKind {
    switch text.lowercased() {
    case "usage", "": .usage
    case "purchase": .purchase
    case "roundingadjustment": .roundingLine
    case "tax": .tax
    case "unusedreservation", "unusedsavingsplan": .commitment
    default: .adjustment
    }
  }

  /// The region as price books have it: `East US 2` is `eastus2`.
  static func region(_ text: String) -> Name {
    Name(BillFormat.folded(text))
  }

  static func setQuantity(of line: inout RawBillLine, meter: BillMeter, row: inout BillRow) {
    guard let quantity = row.decimal(Column.quantity) else { return }
    let block = block(ofMeasure: row.text(Column.unit)) ?? meter.block
    // A unit without a number, such as hours, is of no class: that is said already.
    if block == nil, line.unitClass == .unknown { return }
    if let factor = quantityFactor(quantity, block: block, row: &row) {
      line.quantity = row.quantity(Column.quantity, times: factor)
    } else {
      let text = row.text(Column.unit)
      line.unclearQuantity = RawBillLine.UnclearQuantity(
        text: row[Column.quantity].name, unit: Name(text), block: Name(blockText(block)))
    }
  }

  /// Returns the number in a unit of measure, such as `1M`, `1,000 Tokens` or `100/Hour`; nil where it has none.
  private static func block(ofMeasure text: String) -> Int64? {
    let number = text.lowercased().replacing("tokens", with: "").trimmed
    return BillUnit.block(number)
      ?? number.split(whereSeparator: { $0 == " " || $0 == "/" }).first.flatMap {
        BillUnit.block(String($0))
      }
  }

  private static func blockText(_ block: Int64?) -> String {
    switch block {
    case nil: ""
    case 1_000: "1K"
    case 1_000_000: "1M"
    case .some(let block): String(block)
    }
  }

  /// Returns the tokens of one unit of quantity, as the line itself proves it; nil where it does not.
  ///
  /// 1. A quantity that is not a whole number is in blocks.
  /// 2. Where EffectivePrice × Quantity is the cost, an EffectivePrice of ½ to 2 times UnitPrice is that of a block, and
  ///    one of ½ to 2 times UnitPrice ÷ block that of a token.
  private static func quantityFactor(
    _ quantity: PrintedDecimal, block: Int64?, row: inout BillRow
  ) -> Int64? {
    guard let block else { return nil }
    if block == 1 || quantity.isZero { return block }
    if quantity.rounded(scale: 0)?.isExact != true { return block }
    var price = row.decimal(Column.unitPrice)
    if price?.isZero ?? true { price = row.decimal(Column.listPrice) }
    guard let price, !price.isZero, let effective = row.decimal(Column.effectivePrice),
      !effective.isZero,
      let cost = row.decimal(row.has(Column.cost) ? Column.cost : .costUSD),
      AzurePrice.isProduct(cost, of: effective, and: quantity)
    else { return nil }
    if AzurePrice.isNear(effective, to: price, over: 1) { return block }
    return AzurePrice.isNear(effective, to: price, over: block) ? 1 : nil
  }
}

/// Comparisons of the prices of one line, exact.
private enum AzurePrice {
  /// Returns true if ½ ≤ price × `block` ÷ `other` ≤ 2.
  static func isNear(_ price: PrintedDecimal, to other: PrintedDecimal, over block: Int64) -> Bool {
    guard let left = price.rounded(scale: 18, times: Int128(block)),
      let right = other.rounded(scale: 18)
    else { return false }
    return 2 * left.value >= right.value && left.value <= 2 * right.value
  }

  /// Returns true if the cost is price × quantity, as far as the digits of both amounts show.
  static func isProduct(
    _ cost: PrintedDecimal, of price: PrintedDecimal, and quantity: PrintedDecimal
  ) -> Bool {
    guard let product = (price * quantity).rounded(scale: 18), let cost18 = cost.rounded(scale: 18),
      let count = quantity.rounded(scale: 0)
    else { return false }
    let difference = (product.value - cost18.value).magnitude
    let (ofPrice, overflow) = Tolerance(halfAUnitAt: price.decimals, rate: nil).attodollars
      .multipliedReportingOverflow(by: count.value.magnitude)
    if overflow { return true }
    let ofCost = Tolerance(halfAUnitAt: cost.decimals, rate: nil).attodollars
    return difference <= ofPrice + ofCost + 1
  }
}
