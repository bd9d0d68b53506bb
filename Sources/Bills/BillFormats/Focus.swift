import Ledger

extension BillFormat {
  /// FOCUS, the FinOps Open Cost and Usage Specification, in its versions 1.0 to 1.4.
  ///
  /// - Versions 1.0 to 1.2 have ProviderName, 1.3 also ServiceProviderName, 1.4 only that.
  /// - The category is the kind, but a correction is an adjustment, whatever its category.
  /// - Lines of resellers and marketplaces may have a BilledCost of 0 and another EffectiveCost, which then counts.
  /// - Nothing is derived from ListCost − BilledCost.
  /// - LiteLLM's quantities are requests (https://github.com/BerriAI/litellm/pull/33694): no token quantity.
  ///
  /// https://focus.finops.org/focus-specification/v1-2/,
  /// https://github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec/pull/2485 for 1.4 (read 2026-11-26)
  static let focus = BillFormat(
    name: "focus", marks: [["chargeperiodstart", "chargecategory", "billedcost"]], vendor: .empty,
    columns: Focus.Column.self,
    read: { row in
      var line = RawBillLine()
      for column in [Focus.Column.xServiceProvider, .serviceProvider, .provider]
      where line.vendor.isEmpty { line.vendor = row.name(column) }
      row.setPeriod(of: &line, from: Focus.Column.start, to: .end)
      line.kind = Focus.kind(&row)
      line.amount = row.amount(Focus.Column.billed)
      if line.amount.value.isZero, let effective = row.decimal(Focus.Column.effective),
        !effective.isZero
      {
        line.amount = BillAmount(effective, isJSONNumber: row[Focus.Column.effective].isNumber)
        line.isEffectiveCost = true
      }
      let currency = row.name(Focus.Column.currency)
      if !currency.isEmpty { line.currency = currency }
      line.account = row.name(Focus.Column.subAccount)
      line.invoiceID = row.name(Focus.Column.invoice)
      line.description = row.freeText(Focus.Column.description)
      if line.kind == .usage {
        Focus.setModel(of: &line, row: &row)
        Focus.setClass(of: &line, row: &row)
        let tier = row.name(Focus.Column.tier)
        line.serviceTier = tier.isEmpty ? nil : tier
        let region = row.name(Focus.Column.region)
        line.region = region.isEmpty ? nil : region
        line.isRegionUncertain = true
        Focus.setQuantity(of: &line, row: &row)
      }
      row.emit(line)
    })
}

private enum Focus {
  enum Column: Int, BillColumn {
    case xServiceProvider, serviceProvider, provider, start, end, category, chargeClass, frequency
    case billed, effective, currency, subAccount, invoice, description
    case xModel, resourceName, sku, xUnitClass, meter, tier, region
    case consumed, consumedUnit, priced, pricingUnit

    var names: [String] {
      switch self {
      case .xServiceProvider: ["xserviceprovidername"]
      case .serviceProvider: ["serviceprovidername"]
      case .provider: ["providername"]
      case .start: ["chargeperiodstart"]
      case .end: ["chargeperiodend"]
      case .category: ["chargecategory"]
      case .chargeClass: ["chargeclass"]
      case .frequency: ["chargefrequency"]
      case .billed: ["billedcost"]
      case .effective: ["effectivecost"]
      case .currency: ["billingcurrency"]
      case .subAccount: ["subaccountid"]
      case .invoice: ["invoiceid"]
      case .description: ["chargedescription"]
      case .xModel: ["xmodel"]
      case .resourceName: ["resourcename"]
      case .sku: ["skuid"]
      case .xUnitClass: ["xunitclass"]
      case .meter: ["skumeter"]
      case .tier: ["xservicetier"]
      case .region: ["regionid"]
      case .consumed: ["consumedquantity"]
      case .consumedUnit: ["consumedunit"]
      case .priced: ["pricingquantity"]
      case .pricingUnit: ["pricingunit"]
      }
    }
  }

  static func kind(_ row: inout BillRow) -> BillKind {
    if row.text(Column.chargeClass) == "Correction" { return .adjustment }
    switch row.text(Column.category) {
    case "Usage": return .usage
    case "Purchase": return row.text(Column.frequency) == "Recurring" ? .commitment : .purchase
    case "Tax": return .tax
    case "Credit": return .credit
    case "Adjustment": return .adjustment
    case let text:
      row.note(
        .word(
          column: row.titles[Column.category.rawValue], text: text,
          expected: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"]),
        in: Column.category.rawValue)
      return .usage
    }
  }

  /// Sets every text that may name the model, in the order in which they are tried.
  static func setModel(of line: inout RawBillLine, row: inout BillRow) {
    var names: [Name] = []
    for column in [Column.xModel, .resourceName, .sku] {
      let name = row.name(column)
      if !name.isEmpty { names.append(name) }
      // `PROVIDER/MODEL/CLASS`, as Assay writes it.
      if column == .sku, let first = name.bytes.firstIndex(of: 0x2F),
        let last = name.bytes.lastIndex(of: 0x2F), first + 1 < last
      {
        names.append(Name(bytes: name.bytes[(first + 1)..<last]))
      }
    }
    if !line.description.isEmpty { names.append(line.description) }
    line.model = names.first ?? .empty
    line.otherModels = Array(names.dropFirst())
  }

  static func setClass(of line: inout RawBillLine, row: inout BillRow) {
    var text = row.freeText(Column.xUnitClass)
    if text.isEmpty { text = row.freeText(Column.meter) }
    if text.isEmpty { return }
    line.unitClass =
      BilledClass(named: text) ?? AzureMeter.read(text.description)?.unitClass ?? .unknown
    if line.unitClass == .unknown { line.classText = text }
  }

  /// Reads the quantity that was used, or the one that was priced where there is none.
  static func setQuantity(of line: inout RawBillLine, row: inout BillRow) {
    let isConsumed = !row[Column.consumed].isBlank
    let column = isConsumed ? Column.consumed : .priced
    let unitColumn = isConsumed ? Column.consumedUnit : .pricingUnit
    if row[column].isBlank { return }
    let unit = row.text(unitColumn)
    guard let factor = BillUnit.factor(unit) else {
      line.unclearQuantity = RawBillLine.UnclearQuantity(
        text: row[column].name, unit: Name(unit), block: .empty)
      return
    }
    let noun = unit.lowercased().split(separator: " ").last ?? ""
    if noun.hasPrefix("request"), line.unitClass == .all {
      line.requests = wholeNumber(row[column])
    }
    guard line.unitClass.isCounted(in: noun) else { return }
    line.quantity = row.quantity(column, times: factor)
  }

  private static func wholeNumber(_ cell: BillRow.Cell) -> Int64? {
    guard case .success(let value) = PrintedDecimal.read(cell.text),
      let rounded = value.rounded(scale: 0), rounded.isExact
    else { return nil }
    return Int64(exactly: rounded.value)
  }
}

extension BilledClass {
  /// The class of a name: those of the price book, `cache_write`, and "cached input" in any case.
  init?(named text: Name) {
    let words = text.lowercased.description.map { $0 == " " || $0 == "-" ? "_" : $0 }
    let name = String(words)
    if let unitClass = UnitClass(name: Name(name)) {
      self = .one(unitClass)
    } else if name == "cache_write" {
      self = .cacheWrite
    } else if name == "cached_input" {
      self = .one(.cacheRead)
    } else {
      return nil
    }
  }

  /// Returns true if a quantity of the class may be in a unit: tokens of tokens, requests of requests and searches.
  func isCounted(in noun: Substring) -> Bool {
    switch self {
    case .unknown: true
    case .all, .cacheWrite: noun.hasPrefix("token")
    case .one(let unitClass):
      switch unitClass {
      case .request: noun.hasPrefix("request")
      case .search: noun.hasPrefix("request") || noun.hasPrefix("search")
      case .second: noun.hasPrefix("second")
      case .image: noun.hasPrefix("image")
      case .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
        .audioOutput, .imageInput, .imageOutput, .audioCacheRead:
        noun.hasPrefix("token")
      }
    }
  }
}
