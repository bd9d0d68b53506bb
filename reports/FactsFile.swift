import Cube
import Ledger
import Tables

/// Writes `facts.csv`: one line per day, dimensions and user, which are too many for cells and sheets.
package enum FactsFile {
  /// The names of the columns, in order.
  package static let columns: [String] =
    [
      "day", "tier", "provider", "model", "service", "service_tier", "status", "byok",
      "account_id", "user_id", "requests",
    ] + UnitClass.columnsTogether.compactMap(\.quantityColumn) + [
      "vendor_cost_usd", "notional_cost_usd", "credits", "list_revenue_usd", "revenue_usd",
      "recorded_cost_usd", "recorded_credits", "matched", "rounding", "mismatched", "unpriced",
      "negative_margin_requests",
    ] + UnitClass.columnsAtEnd.compactMap(\.quantityColumn) + [
      "costs_not_recorded", "costs_not_converted", "credits_not_recorded",
      "realised_revenue_usd",
    ]

  /// Passes the header and the lines to `sink`, in chunks of about 256 KiB that end with a line.
  ///
  /// - Parameter realised: the realised revenue of the lines; nil without a credit ledger.
  package static func write(
    _ facts: Facts, realised: RealisedFacts? = nil, sink: ([UInt8]) throws -> Void
  ) rethrows {
    try write(facts, realised: realised, chunks: { try sink(Array($0)) })
  }

  /// The same without a list for each chunk, of which there are many.
  ///
  /// - Parameter sink: gets bytes that stay where they are until it returns.
  package static func write(
    _ facts: Facts, realised: RealisedFacts? = nil,
    chunks sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let chunkSize = 256 * 1024
    var texts = FactTexts(facts)
    var text = ByteBuilder(capacity: chunkSize + 4 * 1024)
    text.put(columns.joined(separator: ",") + "\n")
    var amounts = RealisedFacts.Cursor(realised, facts)
    try FactLine.forEach(in: facts) { line in
      texts.put(line, into: &text)
      let fields = FactFields(
        line.measures, realised: amounts.amount(of: line), at: text.room(for: FactFields.room + 1))
      fields.end[0] = 0x0A
      text.end(at: fields.end + 1)
      if text.count >= chunkSize {
        try sink(UnsafeRawBufferPointer(text.bytes))
        text.removeAll()
      }
    }
    if text.count > 0 { try sink(UnsafeRawBufferPointer(text.bytes)) }
  }
}
