import Ledger
import Pricing
import Simulation

/// `price-acks.csv`: what people said of price alerts; it only grows.
package enum AcknowledgementFile {
  package static let name = WorkspacePath.acknowledgements
  package static let columns = ["id", "action", "reason", "by", "recorded_at"]
  private static let actions = ["acknowledged", "ignored"]

  /// Reads the book: the last word on each alert.
  package static func read(
    _ bytes: [UInt8], knownAt: Instant?, faults: inout [Finding]
  ) -> [String: Acknowledgement] {
    let table = BookTable(
      bytes, file: name, required: ["id", "action"], known: columns, faults: &faults)
    var last: [String: Acknowledgement] = [:]
    for row in table.rows {
      var cells = BookCells(row, of: table)
      cells.checkTexts()
      cells.checkNames()
      let id = cells.name("id")
      let action = cells.word("action", actions.map { ($0, $0) })
      let recorded = cells.date("recorded_at")
      faults += cells.findings
      guard let action, cells.findings.isEmpty else { continue }
      if let recorded, let knownAt, recorded > knownAt { continue }
      last[id.description] = Acknowledgement(
        action: action, reason: cells.text("reason").description, saidAt: recorded)
    }
    return last
  }

  /// Adds one word on an alert, in one step.
  package static func append(
    id: String, action: String, reason: String, by name: String, at: Instant, root: String
  ) throws {
    // Without its reason and its time a word is another one.
    let book = try BookAppender(root: root, name: AcknowledgementFile.name, columns: columns)
      .widened(by: columns)
    let row = [
      "id": id, "action": action, "reason": reason, "by": name, "recorded_at": at.description,
    ]
    try book.append([row], as: .decision) { _ in }
  }
}

extension BookCells {
  /// Notes what is wrong with the id of an alert, which is made of names and may be longer than each, and with who
  /// spoke of it.
  fileprivate mutating func checkNames() {
    for column in ["id", "by"] {
      for fault in NameFault.faults(inName: text(column).bytes) {
        if case .long = fault, column == "id" { continue }
        note(.text(fault, column: column), in: column)
      }
    }
  }
}
