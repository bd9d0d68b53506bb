import Ledger
import Simulation

/// `price-acks.csv`: what people said of price alerts; it only grows.
enum AcknowledgementFile {
  static let name = "price-acks.csv"
  static let columns = ["id", "action", "reason", "by", "recorded_at"]

  /// Reads the book of the workspace, the last word on each alert; none where there is no such book.
  static func read(_ workspace: Workspace) throws(RunRefusal) -> [String: Acknowledgement] {
    guard let source = workspace.bookSources.first(where: { $0.path == name }) else { return [:] }
    var findings: [Finding] = []
    let table = BookTable(
      source.bytes, file: name, required: ["id", "action"], known: columns, faults: &findings)
    var last: [String: Acknowledgement] = [:]
    for row in table.rows {
      let recorded = recordedAt(row, of: table)
      if let recorded, let known = workspace.knownAt, recorded > known { continue }
      let id = table.cell("id", of: row).description
      last[id] = Acknowledgement(
        id: id, action: table.cell("action", of: row).description,
        reason: table.cell("reason", of: row).description, saidAt: recorded)
    }
    let errors = findings.filter { $0.severity == .error }
    if !errors.isEmpty { throw RunRefusal(findings: errors) }
    return last
  }

  private static func recordedAt(_ row: BookTable.Row, of table: BookTable) -> Instant? {
    Instant(dayOrInstant: table.cell("recorded_at", of: row).description)
  }

  /// Adds one word on an alert, in one step.
  static func append(
    id: String, action: String, reason: String, by name: String, at: Instant, root: String
  ) throws {
    let book = try AppendedBook(root: root, name: AcknowledgementFile.name, columns: columns)
    let row = [
      "id": id, "action": action, "reason": reason, "by": name, "recorded_at": at.description,
    ]
    try book.append([row], as: .decision) { _ in }
  }
}
