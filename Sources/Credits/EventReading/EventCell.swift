import Intake
import Ledger

/// A cell of a row that is read with every check.
struct EventCell {
  let column: CreditColumn
  /// As it is written or, of a mapping, as our own format would write it.
  var text: [UInt8]
  /// The byte in the row where it begins, from 1.
  let byte: Int
  /// The reason why it has no text although it is not blank.
  var fault: CreditFault?

  /// Its text for a message.
  var excerpt: String { String(decoding: text.prefix(64), as: UTF8.self) }

  /// Blanks alone are an unknown number.
  var isBlank: Bool {
    guard fault == nil else { return false }
    switch column.content {
    case .amount, .count: return text.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    case .time, .id, .name, .prose: return text.isEmpty
    }
  }
}

/// A fault of a row with its column and place.
struct PlacedCreditFault {
  let fault: CreditFault
  /// The name of the column; empty where the whole row is meant.
  let column: String
  /// The byte in the row, from 1.
  let byte: Int
}
