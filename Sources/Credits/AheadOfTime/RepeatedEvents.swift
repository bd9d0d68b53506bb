/// The rows of a ledger by event id: the first of each counts, the others are duplicates or conflicts.
struct RepeatedEvents {
  /// The first event of each id by path and line, by number of the id; `CreditEvent.none` for other texts.
  private(set) var firstOfID: [UInt32]
  /// Per event.
  private(set) var kinds: [Kind]

  enum Kind: UInt8 {
    case counted
    /// The same content as the first.
    case duplicate
    /// Other content than the first.
    case conflict
  }

  init(_ ledger: CreditLedger) {
    firstOfID = Array(repeating: CreditEvent.none, count: ledger.names.count)
    kinds = Array(repeating: .counted, count: ledger.events.count)
    for (index, event) in ledger.events.enumerated() where event.eventID != CreditNames.blank {
      let first = firstOfID[Int(event.eventID)]
      if first == CreditEvent.none {
        firstOfID[Int(event.eventID)] = UInt32(index)
      } else {
        let isSame = RepeatedEvents.haveSameContent(event, ledger.events[Int(first)], ledger)
        kinds[index] = isSame ? .duplicate : .conflict
      }
    }
  }

  /// True if two rows state the same values in every known column.
  private static func haveSameContent(
    _ left: CreditEvent, _ right: CreditEvent, _ ledger: CreditLedger
  ) -> Bool {
    var left = left
    var right = right
    guard ledger.terms(of: left) == ledger.terms(of: right) else { return false }
    (left.terms, left.file, left.line) = (0, 0, 0)
    (right.terms, right.file, right.line) = (0, 0, 0)
    return left == right
  }
}
