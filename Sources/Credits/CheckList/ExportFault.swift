/// A fault of the export that later records prove: the ledger lacks an event of the source system, or has one twice.
package struct ExportFault: Hashable, Sendable {
  /// The difference between the ledger and the source system.
  package enum Kind: Hashable, Sendable {
    /// The ledger lacks the event; of some kinds its instant is only one at which it may have been.
    case lacking(AdvisedEvent)
    /// The ledger has an event twice: the index of the one that the source system did not book.
    case doubled(UInt32)
  }

  package let kind: Kind
  /// The number of the id of the event that the ledger lacks; 0 if no other event names it.
  package let eventID: UInt32
  /// The event whose recorded balance has it, or that names it: an index of the ledger.
  package let proof: UInt32
  /// Nothing but the amount tells which event is lacking.
  package let isLikely: Bool
}
