import Credits
import Ledger
import Platform
import Reports
import Tables

/// Writes what each event earned, month by month: the file of `--event-revenue`.
enum EventRevenueFile {
  static let columns: [String] = [
    "event_id", "realised_usd", "breakage_usd", "account_id", "request_id", "month",
  ]

  /// Passes the rows to `sink` in chunks of about 256 KiB; without a credit ledger, only the header.
  static func write(_ audit: CreditAudit?, sink: ([UInt8]) throws -> Void) throws {
    var text = ByteBuilder()
    text.put(columns.joined(separator: ",") + "\n")
    if let audit {
      func name(_ number: UInt32) -> Cell {
        number == 0 ? .blank : .text(audit.names.name(number))
      }
      for row in EventRevenue.rows(audit.postings, months: audit.months) {
        let month = Month(number: Int(row.month))
        CSVText.put(
          [
            name(audit.ledger.events[Int(row.event)].eventID),
            .money(Money(attodollars: row.realised)), .money(Money(attodollars: row.breakage)),
            name(row.account), name(row.request), .text(Name(month.description)),
          ], into: &text)
        guard text.count >= 256 * 1024 else { continue }
        try sink(Array(text.bytes))
        text.removeAll()
      }
    }
    if text.count > 0 { try sink(Array(text.bytes)) }
  }
}

extension OutputFolder {
  /// Writes a file that is to be at `path`, anywhere; as gzip if the path ends in `.gz`.
  mutating func writeRows(
    elsewhere path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    try write(elsewhere: path) { sink in
      try withoutActuallyEscaping(sink) { sink in
        guard path.hasSuffix(".gz") else { return try body(sink) }
        let gzip = GzipWriter()
        try body { try sink(gzip.deflate($0, isLast: false)) }
        try sink(gzip.deflate([], isLast: true))
      }
    }
  }
}
