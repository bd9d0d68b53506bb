import Credits
import Ledger
import Outputs
import Overview
import Reports
import Tables

/// The credit ledger as JSON: the answer of `assay audit`, and the member `credit_ledger` of `run`.
package enum CreditJSON {
  /// The document of `assay audit`: the summary, the checks and every finding.
  package static func text(
    _ credits: CreditOverview, skipped: [(path: String, code: String)], folder: String
  ) -> String {
    JSONText.object(
      [
        ("assay", .string(Version.number)), ("output", .string(folder)),
        (
          "skipped_files",
          .array(
            skipped.map { .object([("path", .string($0.path)), ("code", .string($0.code))]) })
        ),
      ] + members(credits) + [("findings", AuditFindingsTable(credits.audit).table.json)]
    ).text
  }

  /// The summary without single findings.
  static func summary(_ credits: CreditOverview) -> JSONText {
    .object(members(credits) + [("used_credits", credits.used.map(used) ?? .null)])
  }

  private static func used(_ used: CreditReconciliation) -> JSONText {
    func credits(_ microcredits: Int128) -> JSONText {
      Cell.creditsSum(microcredits: microcredits).json
    }
    func parts(_ count: CreditReconciliation.Count?) -> JSONText {
      .array(
        (count?.parts ?? []).map {
          .object([
            ("cause", .string($0.cause.rawValue)), ("credits", credits($0.credits)),
            ("requests", .number($0.requests)),
          ])
        })
    }
    return .object([
      ("charges", credits(used.charges)), ("paid_tiers", credits(used.paid)),
      ("free_tiers", credits(used.free)),
      ("recorded", used.recorded.map { credits($0.sum) } ?? .null),
      ("recorded_parts", parts(used.recorded)),
      ("consumed", used.consumed.map { credits($0.sum) } ?? .null),
      ("consumed_parts", parts(used.consumed)),
    ])
  }

  private static func members(_ credits: CreditOverview) -> [(key: String, value: JSONText)] {
    let (totals, audit) = (credits.audit.totals, credits.audit)
    return [
      ("title", .string(credits.title)), ("balances", balances(totals)),
      ("revenue", revenue(credits.earned)),
      ("events", events(audit.equation)),
      (
        "recorded_balances",
        .object([
          ("equal", .number(Int64(audit.comparison.equal))),
          (
            "explained",
            .number(Int64(audit.comparison.explained + audit.comparison.carried))
          ),
          ("not_explained", .number(Int64(audit.comparison.unexplained))),
          ("carried_forward", .number(Int64(audit.comparison.carried))),
        ])
      ),
      (
        "checks", .array(credits.checks.all.map(check))
      ),
    ]
  }

  private static func revenue(_ earned: RevenueOverview) -> JSONText {
    .object([
      ("realised_usd", earned.knownRealised.map { Cell.money($0).json } ?? .null),
      ("breakage_usd", Cell.money(earned.breakage).json),
      ("deferred_usd", Cell.money(earned.deferred).json),
      ("has_paid_credits", .boolean(earned.hasPayments)), ("sentence", .string(earned.sentence)),
    ])
  }

  private static func balances(_ totals: CreditTotals) -> JSONText {
    func sum(_ microcredits: Int128) -> JSONText {
      Cell.creditsSum(microcredits: microcredits).json
    }
    return .object([
      ("accounts", .number(Int64(totals.accounts))), ("opening", sum(totals.opening)),
      ("granted", sum(totals.granted.reduce(0, +))),
      (
        "granted_by_source",
        .object(
          GrantSource.allCases.enumerated().filter { totals.granted[$0.offset] != 0 }.map {
            (key: $0.element.word, value: sum(totals.granted[$0.offset]))
          })
      ),
      ("refunded", sum(totals.refunded)), ("consumed", sum(totals.consumed)),
      ("expired", sum(totals.expired)), ("revoked", sum(totals.revoked)),
      ("transferred_in", sum(totals.transferredIn)),
      ("transferred_out", sum(totals.transferredOut)), ("closing", sum(totals.closing)),
      ("reserved", sum(totals.reserved)),
    ])
  }

  private static func events(_ events: EventRowCounts) -> JSONText {
    .object([
      ("read", .number(Int64(events.read))), ("applied", .number(Int64(events.applied))),
      ("not_applied", .number(Int64(events.notApplied))),
      ("duplicates", .number(Int64(events.duplicates))),
      ("conflicts", .number(Int64(events.conflicts))),
      ("rejected", .number(Int64(events.rejected))),
      ("after_period", .number(Int64(events.afterPeriod))),
    ])
  }

  private static func check(_ line: CheckSummary) -> JSONText {
    .object([
      ("code", .string("credit." + line.check.rawValue)),
      ("severity", .string(line.severity.word)), ("findings", .number(Int64(line.findings))),
      ("accounts", .number(Int64(line.accounts))),
      ("credits", line.hasAmounts ? Cell.creditsSum(microcredits: line.credits).json : .null),
      ("usd", line.hasAmounts ? Cell.money(Money(attodollars: line.usd)).json : .null),
      ("sentence", .string(line.sentence)),
      ("recommended_action", .string(line.action)),
      ("unpriced_requests", .number(Int64(line.unpriced))),
      ("above_usd", line.hasAmounts ? Cell.money(line.above).json : .null),
      ("below_usd", line.hasAmounts ? Cell.money(line.below).json : .null),
      ("corrected", .number(Int64(line.corrected))),
      ("consequences", .number(Int64(line.consequences))),
    ])
  }
}
