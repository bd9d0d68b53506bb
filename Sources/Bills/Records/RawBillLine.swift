import Ledger

/// A line as its record states it, before books, exchange rates and other files decide.
struct RawBillLine: Sendable {
  /// As on the bill, or that of the format; blank if neither says.
  var vendor: Name = .empty
  var start = Instant(nanoseconds: 0)
  var end = Instant(nanoseconds: 0)
  /// The period is stated with hours, not as days or months.
  var statesHours = false
  var model: Name = .empty
  /// Further names, of which the first that is known counts.
  var otherModels: [Name] = []
  var unitClass = BilledClass.all
  /// The text of a class that Assay does not have, for a message.
  var classText: Name = .empty
  var serviceTier: Name?
  /// The line is of the standard tier if another line of its file states a tier.
  var isStandardIfOthersStateTiers = false
  var context: Int64?
  var region: Name?
  /// The region counts only if the price book has it.
  var isRegionUncertain = false
  var quantity: BilledQuantity?
  /// A quantity in an unknown unit, as printed.
  var unclearQuantity: UnclearQuantity?
  var amount = BillAmount(.zero)
  var currency = Name.dollars
  var kind = BillKind.usage
  var description: Name = .empty
  var project: Name = .empty
  var apiKey: Name = .empty
  var account: Name = .empty
  var invoiceID: Name = .empty
  var requests: Int64?
  /// A total beside items, in a format that has both in one file.
  var role = Role.line
  var finality = Finality.final
  /// The amount is the effective cost, as the billed one is 0.
  var isEffectiveCost = false
  /// Told apart from another line of the same record.
  var part: Name = .empty
  var line = 0
  /// Nil where the line can be used.
  var fault: PlacedBillFault?

  /// The possibility that the vendor changes the line later.
  enum Finality: Hashable, Sendable {
    case final, provisional
    /// Until 72 hours after the end of its month.
    case afterThreeDays
  }

  /// A quantity that is not used, in the unit as printed.
  struct UnclearQuantity: Hashable, Sendable {
    let text: Name
    let unit: Name
    /// The block that its price contradicts, such as `1M`; blank where the unit itself is unknown.
    let block: Name
  }

  /// The relation of a line to others of its period.
  enum Role: Hashable, Sendable {
    case line
    /// It is of an item.
    case item
    /// It is of all items.
    case total
  }
}
