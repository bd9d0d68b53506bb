import Ledger

/// The lines of one format for one vendor; Assay never adds two bills up.
package struct Bill: Sendable {
  package let format: Name
  package let vendor: Name
  /// Days and months of the bill begin at midnight here.
  package let zone: ReportingZone
  /// The counted lines of use, summed; one per period, model and class, in the order of their first lines.
  ///
  /// Those outside the reported period are among them, as a bill is split as a whole.
  package private(set) var cells: [BilledCell]
  /// The counted lines of other kinds, summed by month of the bill's zone and kind.
  package let others: [OtherSum]
  /// The paths of its files, in bytewise order.
  package let files: [String]
  /// A line states the hours of its period, so that no zone is to be set for it.
  package var statesHours = false
  /// The lines state no quantity; those of the cells are the vendor's usage export's.
  package private(set) var hasQuantitiesOfExport = false

  package init(
    format: Name, vendor: Name, zone: ReportingZone, cells: [BilledCell], others: [OtherSum],
    files: [String]
  ) {
    self.format = format
    self.vendor = vendor
    self.zone = zone
    self.cells = cells
    self.others = others
    self.files = files
  }

  /// Returns the same bill with the cells of a usage export's quantities.
  func withQuantitiesOfExport(_ cells: [BilledCell]) -> Bill {
    var bill = self
    bill.cells = cells
    bill.hasQuantitiesOfExport = true
    return bill
  }

  /// The lines of one kind in one month.
  package struct OtherSum: Sendable {
    package let month: Month
    package let kind: BillKind
    /// The lines whose amount is not 0.
    package let lines: Int
    package let amount: Money

    package init(month: Month, kind: BillKind, lines: Int, amount: Money) {
      self.month = month
      self.kind = kind
      self.lines = lines
      self.amount = amount
    }
  }
}

/// The counted lines of use of one period, model and class of a bill, summed.
package struct BilledCell: Sendable {
  package let period: Validity
  package let model: BilledModel
  package let unitClass: BilledClass
  package var lines: Int
  package var amount: Money
  package var tolerance: Tolerance
  /// Nil if a line states none.
  package var quantity: BilledQuantity?
  /// The dimensions that every line states.
  package var stated: StatedDimensions
  /// By the values of those dimensions that lines state: the sum of their quantities.
  package var distribution: [Conditions: BilledQuantity]
  /// Of the first line.
  package let place: Place
  /// Lines that are equal to another of their file, with their quantity.
  var repeated: (lines: RepeatedBillLines, quantity: BilledQuantity?)?
  /// The service tiers that lines state.
  package var tiers: Set<Name> = []
  /// The lines by project; one of none is blank.
  var projects: [Name: ProjectLines] = [:]

  package init(
    period: Validity, model: BilledModel, unitClass: BilledClass, lines: Int, amount: Money,
    tolerance: Tolerance, quantity: BilledQuantity?, stated: StatedDimensions,
    distribution: [Conditions: BilledQuantity], place: Place
  ) {
    self.period = period
    self.model = model
    self.unitClass = unitClass
    self.lines = lines
    self.amount = amount
    self.tolerance = tolerance
    self.quantity = quantity
    self.stated = stated
    self.distribution = distribution
    self.place = place
  }

  /// The conditions that lines of a bill may state.
  package struct StatedDimensions: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let serviceTier = StatedDimensions(rawValue: 1)
    package static let context = StatedDimensions(rawValue: 2)
    package static let region = StatedDimensions(rawValue: 4)
    package static let all: StatedDimensions = [.serviceTier, .context, .region]
  }

  /// The values that a line states; nil where it states none.
  package struct Conditions: Hashable, Sendable {
    package let serviceTier: Name?
    package let context: Int64?
    package let region: Name?

    package init(serviceTier: Name?, context: Int64?, region: Name?) {
      self.serviceTier = serviceTier
      self.context = context
      self.region = region
    }

    /// Returns the same without the dimensions that are not among `stated`.
    func only(_ stated: StatedDimensions) -> Conditions {
      Conditions(
        serviceTier: stated.contains(.serviceTier) ? serviceTier : nil,
        context: stated.contains(.context) ? context : nil,
        region: stated.contains(.region) ? region : nil)
    }
  }
}
