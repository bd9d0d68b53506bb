import Credits
import Ledger
import Outputs
import Overview
import Reports
import Terminal

/// An account explained at one instant: grants, holds, debts, movements and findings.
package struct AccountExplanation {
  let story: AccountHistory
  let facts: CreditAuditTexts
  let movements: CreditMovements
  /// The row of `credit-balances.csv`; nil if the account had no event by then.
  let balance: AccountBalance?
  /// The findings of the account, the worst first; those that follow from others are last.
  let findings: [CreditFinding]
  let step: CreditNextStep

  /// - Parameters:
  ///   - story: the account from the first event on.
  ///   - audit: the audit up to the same instant.
  ///   - requests: the requests of the usage ledger; nil without one.
  package init(
    _ story: AccountHistory, _ audit: CreditAudit, zone: ReportingZone,
    requests: RequestCharges? = nil
  ) {
    step = CreditNextStep(audit, requests: requests)
    self.story = story
    facts = CreditAuditTexts(audit, zone: zone)
    let number = story.statement.account
    movements = CreditMovements(story.statement.lines, of: story.statement, audit)
    balance = audit.balances.first { $0.account == number }
    let own = audit.findings.filter { $0.account == number }
    findings =
      own.filter { $0.consequenceOf == CreditEvent.none }
      + own.filter { $0.consequenceOf != CreditEvent.none }
  }

  var id: String { facts.text(story.statement.account) }

  /// The grants with credits left, in the order in which they will be consumed.
  var live: [(share: GrantShare, row: GrantRow)] {
    (story.state?.grants ?? []).compactMap { share in
      story.grants.first { $0.index == share.index }.map { (share, $0.row) }
    }
  }

  /// An event of the account was played.
  var hasEvent: Bool {
    let audit = facts.audit
    return !story.statement.lines.isEmpty
      || audit.played.order.contains { facts.event($0).account == story.statement.account }
  }

  /// The day of the ledger's last event, if the replay goes on after that day; nil otherwise.
  var ledgerEnd: Day? {
    let played = facts.audit.played
    guard played.lastEventAt != .min, played.end != .max else { return nil }
    func day(_ nanoseconds: Int64) -> Day {
      facts.zone.day(of: Instant(nanoseconds: nanoseconds))
    }
    let last = day(played.lastEventAt)
    return day(played.end) > last ? last : nil
  }

  /// The part of the balance effects that only a difference of the recorded balance itself states, in microcredits.
  var unexplainedEffects: Int128 {
    findings.reduce(0) { sum, finding in
      [.recordedBalanceDiffers, .assertedBalanceDiffers].contains(finding.check)
        && !finding.hasKnownCause ? sum + finding.effect : sum
    }
  }

  var plan: UInt32 { story.state?.plan ?? balance?.plan ?? 0 }

  // MARK: JSON

  /// One document; see docs/JSON.md.
  package var json: String {
    let (audit, state) = (facts.audit, story.state)
    return JSONText.object([
      ("assay", .string(Version.number)), ("account_id", .string(id)),
      ("at", CreditAuditTexts.momentJSON(audit.played.end)), ("plan", facts.textJSON(plan)),
      (
        "pending_plan",
        story.pending.map { pending in
          .object([
            ("plan", facts.textJSON(pending.plan)), ("at", CreditAuditTexts.momentJSON(pending.at)),
          ])
        } ?? .null
      ), ("balance", CreditAuditTexts.creditsJSON(state?.balance ?? 0)),
      ("reserved", CreditAuditTexts.creditsJSON(state?.held ?? 0)),
      ("available", CreditAuditTexts.creditsJSON(state?.available ?? 0)),
      ("debts", CreditAuditTexts.creditsJSON(state?.debts ?? 0)),
      ("pool", facts.textJSON(story.pool ?? 0)),
      ("pool_balance", state?.poolBalance.map(CreditAuditTexts.creditsJSON) ?? .null),
      ("recorded_balance", recorded ?? .null),
      ("explained", CreditAuditTexts.creditsJSON(balance?.explained ?? 0)),
      (
        "grants",
        .array(
          live.map { share, row in
            .object([
              ("grant_id", facts.textJSON(row.grantID)), ("source", .string(row.source.word)),
              ("at", CreditAuditTexts.momentJSON(row.at)),
              ("expires_at", CreditAuditTexts.momentJSON(row.expiresAt)),
              ("granted", CreditAuditTexts.creditsJSON(Int128(row.granted))),
              ("left", CreditAuditTexts.creditsJSON(Int128(share.left))),
              ("paid_usd", CreditAuditTexts.moneyJSON(row.paid)),
              ("deferred_usd", CreditAuditTexts.moneyJSON(row.deferred)),
            ])
          })
      ),
      (
        "holds",
        .array(
          story.holds.map { hold in
            .object([
              ("reservation_id", facts.textJSON(facts.event(hold.event).subject)),
              ("credits", CreditAuditTexts.creditsJSON(Int128(hold.credits))),
              ("expires_at", CreditAuditTexts.momentJSON(hold.expiresAt)),
              ("event_id", .string(facts.eventID(hold.event))),
            ])
          })
      ),
      (
        "open_debts",
        .array(
          story.debts.map { debt in
            .object([
              ("credits", CreditAuditTexts.creditsJSON(Int128(debt.credits))),
              ("event_id", .string(facts.eventID(debt.event))),
              ("request_id", facts.textJSON(facts.event(debt.event).request)),
            ])
          })
      ), ("movement_count", .number(Int64(movements.lines.count))),
      ("last_movements", last.json), ("findings", facts.json(findings)),
    ]).text
  }

  private var recorded: JSONText? {
    guard let balance, balance.recorded != CreditEvent.noStated else { return nil }
    return .string(DecimalText.string(balance.recorded, scale: 18))
  }

  /// The number of movements that screen and document have.
  static let listed = 10

  private var last: CreditMovements {
    CreditMovements(
      Array(story.statement.lines.suffix(AccountExplanation.listed)), of: story.statement,
      facts.audit)
  }
}
