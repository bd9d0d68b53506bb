import Credits
import Ledger
import Tables

/// The cells that the tables about credits share.
///
/// Texts are numbers of the audit's names.
struct CreditCells: Sendable {
  let names: CreditNames
  let files: [Name]
  let events: [CreditEvent]

  init(_ audit: CreditAudit) {
    names = audit.names
    files = audit.files
    events = audit.ledger.events
  }

  /// A text by its number; 0 is blank.
  func text(_ number: UInt32) -> Cell { number == 0 ? .blank : .text(names.name(number)) }

  /// A file by its index, and a line; both blank without a file.
  func place(_ file: UInt32, _ line: UInt32) -> [Cell] {
    if file == CreditEvent.none { return [.blank, .blank] }
    return [.text(files[Int(file)]), .count(Int128(line))]
  }

  /// The file and the line of an event.
  func place(of index: UInt32) -> [Cell] {
    let event = events[Int(index)]
    return place(event.file, event.line)
  }

  /// The id, the file and the line of an event.
  func event(_ index: UInt32) -> [Cell] {
    [text(events[Int(index)].eventID)] + place(of: index)
  }

  /// An instant in nanoseconds since 1970; blank for the values that stand for none and for never.
  static func instant(_ nanoseconds: Int64) -> Cell {
    if nanoseconds == .min || nanoseconds == .max { return .blank }
    return .text(Name(Instant(nanoseconds: nanoseconds).rfc3339Thousands))
  }

  /// An amount in 10⁻¹⁸ USD.
  static func money(_ attodollars: Int128) -> Cell { .money(Money(attodollars: attodollars)) }

  /// A number of credits in microcredits.
  static func credits(_ microcredits: Int128) -> Cell { .creditsSum(microcredits: microcredits) }

  /// A recorded balance in 10⁻¹⁸ credit; blank where none is stated.
  static func recorded(_ balance: Int128) -> Cell {
    balance == CreditEvent.noStated ? .blank : .decimal(balance, scale: 18)
  }
}

extension Instant {
  /// The instant with 0, 3, 6 or 9 decimals: `2026-08-14T10:00:09.500Z`.
  package var rfc3339Thousands: String {
    let text = rfc3339
    guard let point = text.firstIndex(of: ".") else { return text }
    let decimals = text[point...].count - 2
    return text.dropLast() + String(repeating: "0", count: (3 - decimals % 3) % 3) + "Z"
  }
}

extension Column {
  static let creditAccountID = Column("account_id", .text, "Account of the credits.")
  static let creditEventID = Column("event_id", .text, "Id of the credit event.")
  static let creditFile = Column("file", .text, "File in the workspace with the row.")
  static let creditLine = Column("line", .count, "Line of the file where the row begins.")

  static func credits(_ name: String, _ meaning: String) -> Self { Self(name, .credits, meaning) }
}
