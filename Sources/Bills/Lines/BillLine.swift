import Ledger

/// A line of a vendor's bill, as every format is read.
package struct BillLine: Sendable {
  /// The name of its format, as in docs/FORMATS.md.
  package var format: Name
  /// A provider of the price book, whatever name the bill has for it.
  package var vendor: Name
  /// Half-open, as instants; days and months begin at midnight in the bill's zone.
  ///
  /// Empty where it cannot be read.
  package var period: Validity
  /// Blank where the line covers several models.
  package var modelAsBilled: Name
  /// `.all` until the names of the bill are resolved by the books.
  package var model: BilledModel
  package var unitClass: BilledClass
  /// Nil where the line does not state it, which is not the same as standard.
  package var serviceTier: Name?
  /// The `context_over` of the band, 0 for the base band; nil where the line does not state it.
  package var context: Int64?
  /// Empty where the line states that there is none; nil where it does not state one.
  package var region: Name?
  /// Nil where the line does not state it, or its unit is unclear.
  package var quantity: BilledQuantity?
  /// As printed, in `currency`, cents already divided by 100.
  package var amountAsBilled: PrintedDecimal
  package var currency: Name
  /// In US dollars; nil where it is not known: of a line that cannot be read, or whose currency has no rate.
  package var amount: Money?
  package var tolerance: Tolerance
  package var kind: BillKind
  package var description: Name
  package var project: Name
  package var apiKey: Name
  package var account: Name
  package var invoiceID: Name
  package var requests: Int64?
  /// The line on which the record starts; in JSON, that of its `{`.
  package var place: Place
  package var standing: BillLineStanding

  package init(
    format: Name, vendor: Name, period: Validity, modelAsBilled: Name, model: BilledModel,
    unitClass: BilledClass, serviceTier: Name?, context: Int64?, region: Name?,
    quantity: BilledQuantity?, amountAsBilled: PrintedDecimal, currency: Name, amount: Money?,
    tolerance: Tolerance, kind: BillKind, description: Name, project: Name, apiKey: Name,
    account: Name, invoiceID: Name, requests: Int64?, place: Place, standing: BillLineStanding
  ) {
    self.format = format
    self.vendor = vendor
    self.period = period
    self.modelAsBilled = modelAsBilled
    self.model = model
    self.unitClass = unitClass
    self.serviceTier = serviceTier
    self.context = context
    self.region = region
    self.quantity = quantity
    self.amountAsBilled = amountAsBilled
    self.currency = currency
    self.amount = amount
    self.tolerance = tolerance
    self.kind = kind
    self.description = description
    self.project = project
    self.apiKey = apiKey
    self.account = account
    self.invoiceID = invoiceID
    self.requests = requests
    self.place = place
    self.standing = standing
  }
}

extension BillLine {
  /// The amount of a line that counts.
  package var countedAmount: Money {
    guard let amount else { preconditionFailure("a line without an amount is refused") }
    return amount
  }
}

/// Which model a line or group is of.
package enum BilledModel: Hashable, Sendable {
  /// The line covers several models, or any.
  case all
  /// A model of the books or the ledger.
  case known(Name)
  /// An unknown name, as on the bill.
  case unmapped(Name)
}

/// Which unit class a line or group is of.
package enum BilledClass: Hashable, Sendable {
  /// The line covers all classes.
  case all
  case one(UnitClass)
  /// Writes to a cache, of 5 minutes and of 1 hour together.
  case cacheWrite
  /// A class that Assay does not have.
  case unknown

  /// The text in `unit_class`.
  package var name: String {
    switch self {
    case .all: ""
    case .one(let unitClass): unitClass.name
    case .cacheWrite: "cache_write"
    case .unknown: "unknown"
    }
  }
}

/// The kind of a line: only usage is reconciled.
package enum BillKind: String, Hashable, CaseIterable, Sendable {
  case usage, credit, discount, commitment, fee, tax, adjustment
  case roundingLine = "rounding_line"
  case purchase
}

/// The standing of a line: it counts, or the reason why it does not.
package enum BillLineStanding: Hashable, Sendable {
  case counted, duplicate, replaced, conflict, outOfScope, outsidePeriod
  /// Outside the period, but it counts in its own: it decides how the bill is read and which days the bill covers.
  case countedOutsidePeriod
  /// Refused, with the code of the finding.
  case refused(String)

  /// The text in `counted` of `bill-lines.csv`.
  package var name: String {
    switch self {
    case .counted: "yes"
    case .duplicate: "duplicate"
    case .replaced: "replaced"
    case .conflict: "conflict"
    case .outOfScope: "out_of_scope"
    case .outsidePeriod, .countedOutsidePeriod: "outside_period"
    case .refused(let code): code
    }
  }
}
