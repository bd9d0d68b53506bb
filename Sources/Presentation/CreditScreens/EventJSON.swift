import Credits
import Ledger
import Outputs
import Reports
import Tables

/// Credit events explained as one JSON document, with the facts of their screens.
package enum EventJSON {
  /// Returns the document about the events of one id.
  package static func text(_ events: [EventExplanation]) -> String {
    JSONText.object([
      ("assay", .string(Version.number)), ("events", .array(events.map(event))),
    ]).text
  }

  /// An object of a document; see docs/JSON.md.
  static func event(_ explanation: EventExplanation) -> JSONText {
    let event = explanation.event
    let facts: [(key: String, value: JSONText)] = explanation.facts.map {
      ($0.column.header, .string($0.text))
    }
    return .object(
      [
        ("event_id", .string(explanation.id)), ("kind", .string(event.kind.word)),
        ("outcome", .string(explanation.outcome.code)),
        ("at", .string(event.instant.rfc3339Thousands)),
        ("account_id", .string(explanation.text(event.account))),
        ("credits", event.hasCredits ? credits(Int128(event.credits)) : .null),
        ("file", .string(explanation.audit.files[Int(event.file)].description)),
        ("line", .number(Int64(event.line))), ("columns", .object(facts)),
        ("before", account(explanation.story.before, explanation)),
        ("after", account(explanation.story.after, explanation)),
        (
          "recorded_balance",
          explanation.recorded.map { Cell.decimal($0, scale: 18).json } ?? .null
        ),
        ("findings", .array(explanation.findings.map { finding($0, explanation) })),
        ("next", explanation.next.map(JSONText.string) ?? .null),
        ("owed", explanation.owed.map(JSONText.string) ?? .null),
        (
          "paid_usd",
          explanation.paid.map { Cell.money(Money(attodollars: $0)).json } ?? .null
        ),
        (
          "pools",
          .array(
            explanation.pools.map { pool, amount in
              .object([
                ("account_id", .string(explanation.text(pool))), ("credits", credits(amount)),
              ])
            })
        ),
      ])
  }

  private static func account(
    _ account: AccountState?, _ explanation: EventExplanation
  ) -> JSONText {
    guard let account else { return .null }
    return .object([
      ("plan", account.plan == 0 ? .null : .string(explanation.text(account.plan))),
      ("balance", credits(account.balance)), ("reserved", credits(account.held)),
      ("debts", credits(account.debts)),
      (
        "live",
        .array(
          explanation.live(account).map { part in
            .object([
              ("source", .string(part.source.word)),
              (
                "expires_at",
                part.expiresAt == .max
                  ? .null
                  : .string(Instant(nanoseconds: part.expiresAt).rfc3339Thousands)
              ), ("credits", credits(part.credits)),
            ])
          })
      ),
    ])
  }

  private static func finding(
    _ finding: CreditFinding, _ explanation: EventExplanation
  ) -> JSONText {
    .object([
      ("code", .string("credit." + finding.check.rawValue)),
      ("severity", .string(finding.severity.word)), ("credits", credits(finding.credits)),
      ("usd", Cell.money(Money(attodollars: finding.usd)).json),
      ("balance_effect", credits(finding.effect)),
      ("evidence", .string(explanation.evidence(finding))),
    ])
  }

  private static func credits(_ microcredits: Int128) -> JSONText {
    Cell.creditsSum(microcredits: microcredits).json
  }
}
