import Credits
import Ledger
import Outputs
import Reconciliation
import Terminal

/// The answer of `explain --event` for a row that is no usable event: its place, the reason, and its credits.
package struct RejectedEventScreen {
  private let id: Name
  private let rows: [(event: RejectedEvent, row: RejectedRow?)]
  private let facts: CreditAuditTexts

  /// - Parameter id: of rejected rows and of no event.
  package init(_ id: Name, in credits: CreditRun, zone: ReportingZone) {
    self.id = id
    facts = CreditAuditTexts(credits.audit, zone: zone)
    let audit = credits.audit
    let number = audit.names.find(id) ?? CreditNames.blank
    rows = audit.ledger.rejected.filter { $0.eventID == number }.prefix(20).map { event in
      let file = audit.files[Int(event.file)]
      let row = credits.rejects.first { $0.file == file && $0.line == Int64(event.line) }
      return (event, row?.row)
    }
  }

  private func place(_ event: RejectedEvent) -> String {
    "\(facts.audit.files[Int(event.file)]):\(event.line)"
  }

  /// The screen, in lines no wider than `width`.
  package func text(width: Int, paint: Paint) -> String {
    rows.map { lines($0.event, $0.row, width: width, paint: paint) }.text
  }

  /// The message of a row; most messages name their column first.
  private static func reason(_ row: RejectedRow) -> String {
    let (column, message) = (row.column.description, row.message.description)
    return (message.hasPrefix(column + " ") ? "" : column + " ") + message + " "
  }

  private func lines(
    _ event: RejectedEvent, _ row: RejectedRow?, width: Int, paint: Paint
  ) -> [String] {
    let hasAccount = event.account != CreditNames.blank
    let stated = event.credits == CreditNames.blank ? "none stated" : facts.text(event.credits)
    let reason = row.map(RejectedEventScreen.reason) ?? ""
    var parts: [(name: String, words: String)] = [
      ("Account", hasAccount ? facts.text(event.account) : "not known"),
      ("Reason", "\(reason)[\(event.code)]"),
      ("Credits", "\(stated); no balance and no sum has them"),
    ]
    if let row { parts.append(("Row", String(decoding: row.text, as: UTF8.self))) }
    parts.append(
      ("Next", "Correct the row at its source, and run again. credit-rejects.csv has it too."))
    let title = CreditAuditTexts.title(
      id.description, "rejected", place: place(event), width: width, paint: paint)
    return title + parts.flatMap { CreditAuditTexts.row($0.name, $0.words, width: width) }
  }

  /// One document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("events", .array(rows.map { json($0.event, $0.row) })),
    ]).text
  }

  private func json(_ event: RejectedEvent, _ row: RejectedRow?) -> JSONText {
    let message: JSONText = row.map { .string($0.message.description) } ?? .null
    return .object([
      ("event_id", .string(id.description)), ("outcome", .string("rejected")),
      ("at", CreditAuditTexts.momentJSON(event.at)), ("account_id", facts.textJSON(event.account)),
      ("credits", facts.textJSON(event.credits)),
      ("file", .string(facts.audit.files[Int(event.file)].description)),
      ("line", .number(Int64(event.line))), ("code", .string(event.code)), ("message", message),
    ])
  }
}
