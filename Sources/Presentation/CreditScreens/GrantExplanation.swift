import Credits
import Ledger
import Overview
import Reports
import Terminal

/// A grant explained: its credits, its value and its movements, as a screen and as JSON.
package struct GrantExplanation {
  private let row: GrantRow
  private let facts: CreditAuditTexts
  private let movements: CreditMovements
  private let findings: [CreditFinding]
  private let step: CreditNextStep

  /// - Parameters:
  ///   - grant: the index of the grant in the replay.
  ///   - row: its row of `grants.csv`.
  ///   - story: its account from the first event on.
  ///   - step: the next steps of findings; nil without a usage ledger.
  package init(
    _ grant: UInt32, _ row: GrantRow, _ story: AccountHistory, _ audit: CreditAudit,
    _ step: CreditNextStep? = nil, zone: ReportingZone
  ) {
    self.step = step ?? CreditNextStep(audit)
    self.row = row
    facts = CreditAuditTexts(audit, zone: zone)
    movements = CreditMovements(
      story.statement.lines.filter { $0.grant?.index == grant }, of: story.statement, audit
    ) { $0.ofGrant }
    findings = facts.findings(of: [row.event])
  }

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    let event = facts.event(row.event)
    let id = row.grantID == 0 ? facts.text(event.eventID) : facts.text(row.grantID)
    func line(_ name: String, _ words: String) -> [String] {
      CreditAuditTexts.row(name, words, width: width)
    }
    let paid =
      row.paid == 0
      ? "without payment"
      : "\(facts.money(row.paid)), of which \(facts.money(row.deferred)) is not yet earned"
    return [
      CreditAuditTexts.title(
        id, "grant, \(row.source.words)", place: facts.place(event), width: width, paint: paint)
        + line(
          "Account",
          "\(facts.text(row.account)), from \(facts.moment(row.at))\(facts.until(row.expiresAt)), "
            + "priority \(row.priority), by \(event.kind.word) \(facts.text(event.eventID))")
        + line("Paid", paid) + line("Granted", facts.credits(Int128(row.granted)))
        + line("Left", left),
      movements.rows(
        limit: GrantExplanation.listed, last: true, rest: "are in the output of --json",
        width: width),
      facts.rows(of: findings, step: step, width: width),
    ].text
  }

  /// `49.8 credits = 3,700 - consumed 3,650.2 + refunded 3`.
  private var left: String {
    let parts: [(String, Int128)] = [
      ("consumed", -row.consumed), ("refunded", row.refunded), ("expired", -Int128(row.expired)),
      ("revoked", -Int128(row.revoked)), ("transferred", -Int128(row.transferred)),
    ]
    let words = parts.filter { $0.1 != 0 }.map { name, credits in
      " \(credits < 0 ? "-" : "+") \(name) \(Figures.credits(credits < 0 ? -credits : credits))"
    }
    let left = facts.credits(Int128(row.left))
    if words.isEmpty { return left }
    return "\(left) = granted \(Figures.credits(Int128(row.granted)))" + words.joined()
  }

  /// The number of movements of the screen.
  private static let listed = 20

  /// An object of a document; see docs/JSON.md.
  var json: JSONText {
    .object([
      ("grant_id", facts.textJSON(row.grantID)), ("account_id", facts.textJSON(row.account)),
      ("source", .string(row.source.word)), ("at", CreditAuditTexts.momentJSON(row.at)),
      ("expires_at", CreditAuditTexts.momentJSON(row.expiresAt)),
      ("priority", .number(Int64(row.priority))),
      ("event_id", .string(facts.eventID(row.event))),
      ("granted", CreditAuditTexts.creditsJSON(Int128(row.granted))),
      ("left", CreditAuditTexts.creditsJSON(Int128(row.left))),
      ("consumed", CreditAuditTexts.creditsJSON(row.consumed)),
      ("refunded", CreditAuditTexts.creditsJSON(row.refunded)),
      ("expired", CreditAuditTexts.creditsJSON(Int128(row.expired))),
      ("revoked", CreditAuditTexts.creditsJSON(Int128(row.revoked))),
      ("transferred", CreditAuditTexts.creditsJSON(Int128(row.transferred))),
      ("paid_usd", CreditAuditTexts.moneyJSON(row.paid)),
      ("deferred_usd", CreditAuditTexts.moneyJSON(row.deferred)), ("movements", movements.json),
      ("findings", facts.json(findings)),
    ])
  }
}
