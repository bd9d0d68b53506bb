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
  package static func write(_ facts: Facts, sink: ([UInt8]) throws -> Void) rethrows {
    let chunkSize = 256 * 1024
    var texts = FactTexts(facts)
    var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
    bytes.reserveCapacity(chunkSize + 4 * 1024)
    let scales = FactMeasures.scales
    try FactLine.forEach(in: facts) { line in
      texts.append(line, to: &bytes)
      for index in 0..<FactMeasures.fileCount {
        bytes.append(0x2C)
        DecimalText.append(line.measures.values[index], scale: scales[index], to: &bytes)
      }
      bytes.append(0x0A)
      if bytes.count >= chunkSize {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty { try sink(bytes) }
  }
}
