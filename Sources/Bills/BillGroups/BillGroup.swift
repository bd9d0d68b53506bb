import Ledger

/// One row of `bill-reconciliation.csv`: the difference of a group, split into parts that sum to it exactly.
package struct BillGroup: Sendable {
  package let format: Name
  package let vendor: Name
  package let period: Validity
  package let model: BilledModel
  package let unitClass: BilledClass
  package let lines: Int
  /// Nil where it is not stated, and where there are no lines.
  package let billedQuantity: BilledQuantity?
  /// The ledger's, before any step.
  package let ledgerQuantity: BilledQuantity
  package let billed: Money
  /// The ledger's, before any step.
  package let ledger: Money
  /// By the raw value of `BillPart`: 19 amounts whose sum is `difference`.
  package let parts: [Money]
  /// The codes of the steps that applied, in order.
  package let causes: [String]
  /// Of the first line; nil without lines.
  package let place: Place?
  /// For words: by rate of the ledger, the requests by which the rows of step 1 are more or fewer than the expected ones.
  ///
  /// A request with several classes is in several groups of its period.
  package let movedRequests: [Int32: Int64]
  /// The part of the ledger's quantity without a price, which its cost lacks.
  package let unpricedQuantity: BilledQuantity
  /// The requests of that quantity.
  package let unpricedRequests: Int64
  /// For words: the rejected rows of the ledger that may be what the vendor billed more.
  package internal(set) var rejectedRows: [Place] = []
  /// For words: facts about the lines that change no figure.
  package var traits = BillLineTraits.none
  /// False where the ledger's side has requests and none of them has a price, so that `ledger` is 0 but not known.
  package let isLedgerKnown: Bool

  /// The whole of it is split into the parts, even where the ledger's side is not known.
  package var difference: Money { billed - ledger }
  /// The bill of the group.
  package var bill: BillKey { BillKey(format: format, vendor: vendor) }

  /// Returns the month in which the period of the group starts.
  ///
  /// - Parameter zone: that of the bill.
  package func month(in zone: ReportingZone) -> Month { zone.day(of: period.from).month }

  package init(
    format: Name, vendor: Name, period: Validity, model: BilledModel,
    unitClass: BilledClass,
    lines: Int, billedQuantity: BilledQuantity?, ledgerQuantity: BilledQuantity, billed: Money,
    ledger: Money, parts: [Money], causes: [String], place: Place?,
    movedRequests: [Int32: Int64] = [:],
    unpricedQuantity: BilledQuantity = .zero, unpricedRequests: Int64 = 0,
    isLedgerKnown: Bool = true, rejectedRows: [Place] = []
  ) {
    precondition(
      parts.reduce(.zero, +) == billed - ledger, "the parts of a difference sum to it")
    self.format = format
    self.vendor = vendor
    self.period = period
    self.model = model
    self.unitClass = unitClass
    self.lines = lines
    self.billedQuantity = billedQuantity
    self.ledgerQuantity = ledgerQuantity
    self.billed = billed
    self.ledger = ledger
    self.parts = parts
    self.causes = causes
    self.place = place
    self.movedRequests = movedRequests
    self.unpricedQuantity = unpricedQuantity
    self.unpricedRequests = unpricedRequests
    self.rejectedRows = rejectedRows
    self.isLedgerKnown = isLedgerKnown
  }
}

/// A part of the difference between a bill and the ledger, in the order of the columns.
package enum BillPart: Int, CaseIterable, Hashable, Sendable {
  case notInLedger, notInBill, unmapped, otherModel, byok, failed, duplicate, timeBoundary
  case cacheClass, reasoning, bandOrServiceTier, region, quantity, unpriced, priceDate
  case discountOrUplift, price, rounding, unexplained

  /// The code, as in files.
  package var code: String {
    switch self {
    case .notInLedger: "not_in_ledger"
    case .notInBill: "not_in_bill"
    case .unmapped: "unmapped"
    case .otherModel: "other_model"
    case .byok: "byok"
    case .failed: "failed"
    case .duplicate: "duplicate"
    case .timeBoundary: "time_boundary"
    case .cacheClass: "cache_class"
    case .reasoning: "reasoning"
    case .bandOrServiceTier: "band_or_service_tier"
    case .region: "region"
    case .quantity: "quantity"
    case .unpriced: "unpriced"
    case .priceDate: "price_date"
    case .discountOrUplift: "discount_or_uplift"
    case .price: "price"
    case .rounding: "rounding"
    case .unexplained: "unexplained"
    }
  }
}
