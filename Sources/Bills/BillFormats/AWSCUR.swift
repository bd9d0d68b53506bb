import Ledger

extension BillFormat {
  /// The Cost and Usage Report of AWS: CUR 2.0 of Data Exports, and CUR 1 with `/` in its names.
  ///
  /// - Hours or days in UTC; the end is exclusive.
  /// - The kind is `line_item_line_item_type`.
  /// - Usage types of Bedrock are `REGION-MODEL-input-tokens` and the like; without a word for the service tier they state
  ///   standard. Those of marketplace models, `MP:REGION_InputTokenCount-Units`, name no model.
  /// - The unit is in `pricing_unit`, nearly always thousands: it is never guessed.
  /// - Of the usage types only `-cross-region-global` has no region, and is 10 % cheaper
  ///   (https://github.com/BerriAI/litellm/issues/42679); all others have that of the product.
  /// - Cache writes of 5 minutes and of 1 hour are one usage type.
  ///
  /// https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-understanding-cur-data.html,
  /// https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html (read 2026-11-26)
  static let awsCUR = BillFormat(
    name: "aws-cur", marks: [["lineitemusagetype", "lineitemunblendedcost"]], vendor: "amazon",
    columns: AWSCUR.Column.self, figures: AWSCUR.figures,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: AWSCUR.Column.start, to: .end)
      line.amount = row.amount(AWSCUR.Column.cost)
      let currency = row.name(AWSCUR.Column.currency)
      if !currency.isEmpty { line.currency = currency }
      line.kind = AWSCUR.kind(row[AWSCUR.Column.type].text)
      line.account = row.name(AWSCUR.Column.account)
      line.apiKey = row.name(AWSCUR.Column.principal)
      line.invoiceID = row.name(AWSCUR.Column.invoice)
      line.description = row.freeText(AWSCUR.Column.description)
      if line.kind == .usage {
        let meter = row.meter(AWSCUR.Column.usageType, make: AWSUsageType.meter)
        line.set(meter, text: row.freeText(AWSCUR.Column.usageType))
        if meter.takesRegionOfRecord {
          let region = row.name(AWSCUR.Column.region)
          line.region = region.isEmpty ? nil : region
        }
        AWSCUR.setQuantity(of: &line, row: &row)
      } else if line.description.isEmpty {
        line.description = row.freeText(AWSCUR.Column.usageType)
      }
      row.emit(line)
    })
}

private enum AWSCUR {
  enum Column: Int, BillColumn {
    case start, end, type, usageType, amount, unit, cost, currency, region, account, principal
    case invoice, description

    var names: [String] {
      switch self {
      case .start: ["lineitemusagestartdate"]
      case .end: ["lineitemusageenddate"]
      case .type: ["lineitemlineitemtype"]
      case .usageType: ["lineitemusagetype"]
      case .amount: ["lineitemusageamount"]
      case .unit: ["pricingunit"]
      case .cost: ["lineitemunblendedcost"]
      case .currency: ["lineitemcurrencycode"]
      case .region: ["productregioncode", "productregion"]
      case .account: ["lineitemusageaccountid"]
      case .principal: ["lineitemiamprincipal"]
      case .invoice: ["billinvoiceid"]
      case .description: ["lineitemlineitemdescription"]
      }
    }
  }

  static let figures = FigureColumns(
    start: Column.start.rawValue, end: Column.end.rawValue, amount: Column.cost.rawValue,
    quantity: Column.amount.rawValue)

  /// The kind by the type of a line; of a type that is not listed, a correction.
  static func kind(_ text: Bytes) -> BillKind {
    switch String(decoding: text, as: UTF8.self) {
    case "Usage", "DiscountedUsage", "": .usage
    case "Tax": .tax
    case "Credit": .credit
    case "Refund": .adjustment
    case "Fee": .fee
    case "EdpDiscount", "BundledDiscount", "PrivateRateDiscount": .discount
    case let type where type.hasPrefix("SavingsPlan"): .commitment
    default: .adjustment
    }
  }

  static func setQuantity(of line: inout RawBillLine, row: inout BillRow) {
    if row[Column.amount].isBlank { return }
    let factor = row.unit(Column.unit) { unit in
      BillUnit.factor(unit) ?? (unit.lowercased() == "units" ? 1 : nil)
    }
    if let factor {
      line.quantity = row.quantity(Column.amount, times: factor)
    } else if line.unitClass != .unknown {
      // The units of other services, such as hours, are of no class: that is said already.
      line.unclearQuantity = RawBillLine.UnclearQuantity(
        text: row[Column.amount].name, unit: row[Column.unit].name, block: .empty)
    }
  }
}

/// The usage types of Bedrock.
enum AWSUsageType {
  private static let classes: [(String, BilledClass)] = [
    ("cache-read-input-token-count", .one(.cacheRead)),
    ("cache-write-input-token-count", .cacheWrite), ("cache-read-input-tokens", .one(.cacheRead)),
    ("cache-write-input-tokens", .cacheWrite), ("input-tokens", .one(.input)),
    ("output-tokens", .one(.output)),
  ]
  private static let marketplace: [(String, BilledClass)] = [
    ("CacheReadInputTokenCount", .one(.cacheRead)), ("CacheWriteInputTokenCount", .cacheWrite),
    ("InputTokenCount", .one(.input)), ("OutputTokenCount", .one(.output)),
  ]
  private static let tiers = ["batch", "flex", "priority", "standard"]
  /// The `context_over` of long context.
  private static let longContext: Int64 = 200_000

  static func meter(_ text: String) -> BillMeter {
    for (word, unitClass) in classes {
      guard let range = text.range(ofText: "-" + word) else { continue }
      var front = text[..<range.lowerBound]
      // `USW2-` before the model.
      guard let dash = front.firstIndex(of: "-"), isRegion(front[..<dash]) else { break }
      front = front[front.index(after: dash)...]
      if front.hasSuffix("-mantle") { front = front.dropLast("-mantle".count) }
      guard var meter = suffixed(text[range.upperBound...]), !front.isEmpty else { break }
      meter.model = Name(String(front))
      meter.unitClass = unitClass
      return meter
    }
    for (word, unitClass) in marketplace {
      guard let range = text.range(ofText: word) else { continue }
      let rest = text[range.upperBound...]
      var meter = BillMeter(unitClass: unitClass, serviceTier: "standard")
      if rest.contains("Batch") { meter.serviceTier = "batch" }
      if rest.contains("_LCtx") { meter.context = longContext }
      if rest.contains("_Global") {
        meter.region = .empty
      } else {
        meter.takesRegionOfRecord = true
      }
      return meter
    }
    return .unknown(Name(text))
  }

  private static func isRegion(_ text: Substring) -> Bool {
    (2...5).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  /// Reads `-batch-cross-region-global`; nil for another text.
  private static func suffixed(_ text: Substring) -> BillMeter? {
    var meter = BillMeter(serviceTier: "standard", takesRegionOfRecord: true)
    var rest = text
    if let tier = tiers.first(where: { rest.hasPrefix("-" + $0) }) {
      meter.serviceTier = Name(tier)
      rest = rest.dropFirst(tier.count + 1)
    }
    switch rest {
    case "", "-cross-region": return meter
    case "-cross-region-global":
      meter.takesRegionOfRecord = false
      meter.region = .empty
      return meter
    default: return nil
    }
  }
}

extension StringProtocol {
  /// The first place of `text`; nil where it is nowhere.
  func range(ofText text: String) -> Range<Index>? { firstRange(of: text) }
}
