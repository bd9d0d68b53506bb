import Credits
import Ledger
import Tables

/// The cells that the tables about credits share.
///
/// Texts are numbers of the audit's names.
struct CreditTableCells: Sendable {
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

  /// Appends the id, the file and the line of an event to a row.
  func append(event index: UInt32, to row: inout [Cell]) {
    let event = events[Int(index)]
    row.append(text(event.eventID))
    row.append(.text(files[Int(event.file)]))
    row.append(.count(Int128(event.line)))
  }

  /// An instant in nanoseconds since 1970; blank for the values of none and of never.
  static func instant(_ nanoseconds: Int64) -> Cell {
    if nanoseconds == .min || nanoseconds == .max { return .blank }
    return .text(Name(bytes: Instant(nanoseconds: nanoseconds).thousandsBytes))
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
  package var rfc3339Thousands: String { String(decoding: thousandsBytes, as: UTF8.self) }

  /// The bytes of `rfc3339Thousands`, put together digit by digit: a table of grants has millions of them.
  fileprivate var thousandsBytes: [UInt8] {
    let date = utcDay.civil
    let remainder = nanoseconds % Instant.nanosecondsPerDay
    let clock = remainder < 0 ? remainder + Instant.nanosecondsPerDay : remainder
    let seconds = Int(clock / Instant.nanosecondsPerSecond)
    var fraction = Int(clock % Instant.nanosecondsPerSecond)
    var decimals = 9
    while decimals > 0 && fraction % 1_000 == 0 {
      (fraction, decimals) = (fraction / 1_000, decimals - 3)
    }
    let longest = "2026-08-14T10:00:09.500000000Z".utf8.count
    return Array(unsafeUninitializedCapacity: longest) { text, count in
      func put(_ value: Int, digits: Int, then mark: Unicode.Scalar) {
        var rest = value
        for place in (count..<count + digits).reversed() {
          text[place] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
          rest /= 10
        }
        text[count + digits] = UInt8(ascii: mark)
        count += digits + 1
      }
      put(date.year, digits: 4, then: "-")
      put(date.month, digits: 2, then: "-")
      put(date.day, digits: 2, then: "T")
      put(seconds / 3600, digits: 2, then: ":")
      put(seconds / 60 % 60, digits: 2, then: ":")
      put(seconds % 60, digits: 2, then: decimals == 0 ? "Z" : ".")
      if decimals > 0 { put(fraction, digits: decimals, then: "Z") }
    }
  }
}

extension Column {
  static let creditAccountID = Column("account_id", .text, "Account of the credits.")
  static let creditEventID = Column("event_id", .text, "Id of the credit event.")
  static let creditFile = Column("file", .text, "File in the workspace with the row.")
  static let creditLine = Column("line", .count, "Line of the file where the row begins.")

  static func credits(_ name: String, _ meaning: String) -> Self { Self(name, .credits, meaning) }
}
