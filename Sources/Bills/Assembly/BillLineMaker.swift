import Ledger

/// Makes lines of a bill from those that records state: period, vendor, model, amount in US dollars.
struct BillLineMaker {
  let context: BillContext
  var vendors: BillVendors
  var models: BillModels
  private let regions: Set<Name>
  private var rates: [CurrencyDay: Int128?] = [:]

  private struct CurrencyDay: Hashable {
    let currency: Name
    let day: Day
  }

  init(_ context: BillContext) {
    self.context = context
    vendors = BillVendors(books: context.books, use: context.use)
    models = BillModels(books: context.books, use: context.use)
    var regions: Set<Name> = []
    for model in context.books.prices.allModels {
      regions.formUnion(context.books.prices.regions(of: model))
    }
    regions.remove(.empty)
    self.regions = regions
  }

  /// Returns a line, counted unless it has a fault of its own or its currency has no rate.
  mutating func line(_ raw: RawBillLine, of scanned: ScannedFile) -> BillLine {
    let zone = scanned.file.zone
    let vendor = vendors.vendor(of: scanned.name(ofVendor: raw))
    let period =
      raw.fault == nil
      ? zone.billPeriod(from: raw.start, to: raw.end) : Validity(from: raw.start, to: raw.start)
    var line = BillLine(
      format: scanned.file.format.name, vendor: vendor, period: period, modelAsBilled: raw.model,
      model: .all, unitClass: raw.unitClass, serviceTier: raw.serviceTier, context: raw.context,
      region: raw.region, quantity: raw.quantity,
      amountAsBilled: raw.amount.value, currency: raw.currency, amount: nil, tolerance: .zero,
      kind: raw.kind,
      description: raw.description, project: raw.project, apiKey: raw.apiKey,
      account: raw.account, invoiceID: raw.invoiceID, requests: raw.requests,
      place: Place(file: scanned.path, line: raw.line), standing: .counted)
    if raw.isStandardIfOthersStateTiers && scanned.facts.statesTier {
      line.serviceTier = "standard"
    }
    if raw.isRegionUncertain, let region = raw.region, !regions.contains(region) {
      line.region = nil
    }
    if let fault = raw.fault {
      line.standing = .refused(fault.fault.code)
      return line
    }
    if raw.kind == .usage {
      line.model = models.model(
        raw.model, orElse: raw.otherModels, vendor: vendor, at: period.from)
    }
    let rate = rate(of: raw, period: period)
    if rate == nil && raw.currency != .dollars && !raw.currency.isEmpty {
      line.standing = .refused("bill.fx")
      return line
    }
    let converted = raw.amount.inDollars(
      rate: rate, fileDecimals: scanned.facts.decimals[raw.currency])
    guard let converted else {
      line.standing = .refused("num.range")
      return line
    }
    line.amount = converted.money
    line.tolerance = converted.tolerance
    return line
  }

  /// The rate of the day, in the reporting zone, on which the period starts; nil for US dollars and without one.
  private mutating func rate(of raw: RawBillLine, period: Validity) -> Int128? {
    if raw.currency == .dollars || raw.currency.isEmpty { return nil }
    let key = CurrencyDay(currency: raw.currency, day: context.reportingZone.day(of: period.from))
    if let rate = rates[key] { return rate }
    let rate = context.rate(key.currency, key.day)
    rates[key] = .some(rate)
    return rate
  }
}
