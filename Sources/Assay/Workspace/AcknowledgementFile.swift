import Ledger
import Simulation

/// `price-acks.csv`: what people said of price alerts; it only grows.
enum AcknowledgementFile {
  static let name = "price-acks.csv"
  static let columns = ["id", "action", "reason", "by", "recorded_at"]

  /// Reads the book: the last word on each alert.
  static func read(
    _ bytes: [UInt8], knownAt: Instant?, faults: inout [Finding]
  ) -> [String: Acknowledgement] {
    let table = BookTable(
      bytes, file: name, required: ["id", "action"], known: columns, faults: &faults)
    var last: [String: Acknowledgement] = [:]
    for row in table.rows {
      let recorded = recordedAt(row, of: table)
      if let recorded, let knownAt, recorded > knownAt { continue }
      let id = table.cell("id", of: row).description
      last[id] = Acknowledgement(
        action: table.cell("action", of: row).description,
        reason: table.cell("reason", of: row).description, saidAt: recorded)
    }
    return last
  }

  private static func recordedAt(_ row: BookTable.Row, of table: BookTable) -> Instant? {
    Instant(dayOrInstant: table.cell("recorded_at", of: row).description)
  }

  /// Adds one word on an alert, in one step.
  static func append(
    id: String, action: String, reason: String, by name: String, at: Instant, root: String
  ) throws {
    // Without its reason and its time a word is another one.
    let book = try AppendedBook(root: root, name: AcknowledgementFile.name, columns: columns)
      .widened(by: columns)
    let row = [
      "id": id, "action": action, "reason": reason, "by": name, "recorded_at": at.description,
    ]
    try book.append([row], as: .decision) { _ in }
  }
}
