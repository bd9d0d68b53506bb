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
    ] + UnitClass.quantities.compactMap(\.quantityColumn) + [
      "vendor_cost_usd", "notional_cost_usd", "credits", "list_revenue_usd", "revenue_usd",
      "recorded_cost_usd", "recorded_credits", "matched", "rounding", "mismatched", "unpriced",
      "negative_margin_requests",
    ]

  /// Passes the header and the lines to `sink`, in chunks of about 256 KiB that end with a line.
  package static func write(_ input: ReportInput, sink: ([UInt8]) throws -> Void) rethrows {
    let facts = input.facts
    try facts.rows.withUnsafeBufferPointer { rows in
      try facts.moneyTerms.withUnsafeBufferPointer { terms in
        try write(rows, terms, facts, sink: sink)
      }
    }
  }

  private static func write(
    _ rows: UnsafeBufferPointer<Fact>, _ terms: UnsafeBufferPointer<MoneyTerms>,
    _ facts: Facts, sink: ([UInt8]) throws -> Void
  ) rethrows {
    let chunkSize = 256 * 1024
    let lines = facts.lineOfDimensions
    var texts = FactTexts(facts)
    var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
    bytes.reserveCapacity(chunkSize + 4 * 1024)
    var start = 0
    while start < rows.count {
      let end = endOfLine(from: start, in: rows, lines: lines)
      texts.append(rows[start], to: &bytes)
      FactLine(facts: UnsafeBufferPointer(rebasing: rows[start..<end]), terms: terms)
        .append(to: &bytes)
      bytes.append(0x0A)
      start = end
      if bytes.count >= chunkSize {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty { try sink(bytes) }
  }

  /// The end of the facts that share the line of the one at `start`: they differ in their terms.
  private static func endOfLine(
    from start: Int, in rows: UnsafeBufferPointer<Fact>, lines: [Int32]
  ) -> Int {
    let line = lines[Int(rows[start].dimensions)]
    var end = start + 1
    while end < rows.count, rows[end].user == rows[start].user, rows[end].day == rows[start].day,
      lines[Int(rows[end].dimensions)] == line
    {
      end += 1
    }
    return end
  }
}
