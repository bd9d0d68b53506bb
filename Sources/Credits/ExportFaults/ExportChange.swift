import Ledger

/// A ledger as the source system may have it: with an event that the export lacks, or without one that it has twice.
struct ExportChange {
  /// The place of an added event among the others of its instant.
  enum Place: Hashable {
    case first, last
    /// Just before an event, by index of the audit's ledger.
    case before(UInt32)
  }

  /// The added event with its rare columns; nil if one is removed.
  var added: (event: CreditEvent, terms: OptionalEventFields, place: Place)?
  /// The removed event, by index of the audit's ledger; `CreditEvent.none` if one is added.
  var removed = CreditEvent.none

  init(removing event: UInt32) { removed = event }

  init(_ event: CreditEvent, _ terms: OptionalEventFields, _ place: Place) {
    added = (event, terms, place)
  }
}
