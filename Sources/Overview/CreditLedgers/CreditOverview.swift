import Credits
import Ledger
import Reports

/// The summary of a credit ledger, made once for every medium: balances, findings and outcomes of events.
package struct CreditOverview: Sendable {
  /// `Credits from 2026-08-01 to 2026-08-31 (UTC): 48,210 events, 1,204 accounts`.
  package let title: String
  /// From the opening to the closing balance.
  package let lines: [Line]
  /// All findings by check.
  package let checks: CheckLists
  /// The findings that the exported events can decide, by check: all, and those of the period.
  package let decidedChecks: CheckLists
  package let checksOfPeriod: CheckLists
  /// The number and the sum of the findings before the period, in a clause; nil without any.
  package let olderFindings: String?
  /// The part of the amounts of the period that is free use, in a sentence; nil without any.
  package let freeUse: String?
  /// The multiplier of right charges that no book states, in a sentence; nil where findings of the period use none.
  package let defaultCharges: String?
  /// The outcomes of all events, as an equation.
  package let equation: String
  /// The transfers of the last 24 hours that have only one side; nil without any.
  package let openTransfers: String?
  /// The comparison of deductions with the charges of requests; nil without a usage ledger or deductions.
  package let deductions: String?
  /// The comparison of recorded balances; nil where no event has one.
  package let comparison: String?
  /// The proof that every balance is the sum of its movements.
  package let identity: String
  /// Charges, recorded and consumed credits side by side; nil without usage, and of `assay audit`.
  package let used: CreditReconciliation?
  /// The month within which the replay ends because the ledger does, and the checks it lacks; nil with a period.
  package let openMonth: String?
  /// Realised revenue, breakage and what is deferred.
  package let earned: RevenueOverview
  /// The exact figures.
  package let audit: CreditAudit

  /// `credits/ ends on 23 September 2026`; nil where the events go on as long as the usage.
  private let end: String?
  /// `rollovers count as 0: plans.csv lacks pro`; nil where it lists all plans of resets.
  private let rollovers: String?
  /// Every event is before the period.
  private let isUnknown: Bool

  /// `1 event unread`; nil where Assay read all.
  private var unread: String? {
    let rejected = Int64(audit.equation.rejected)
    return rejected == 0 ? nil : "\(Figures.count(rejected, "event")) unread"
  }

  /// The title without counts: `Credits from 2026-08-01 to 2026-08-31 (UTC)`.
  package var heading: String { String(title.prefix { $0 != ":" }) }

  /// The balances of all accounts as one equation, whose parts stay whole at the end of a line.
  ///
  /// `Opening 412,380.5 + granted 389,400 - consumed 366,917.2 = closing 398,112.7`; movements of 0 are left out.
  package var balanceEquation: String {
    if isUnknown { return "Not known: \(end ?? "")" }
    let last = lines.count - 1
    return lines.enumerated().compactMap { number, line -> String? in
      let figure = "\u{A0}" + Figures.credits(line.microcredits)
      let moved = "\u{A0}\(line.name.lowercased())\u{A0}\(Figures.credits(abs(line.microcredits)))"
      switch number {
      case 0: return line.name + figure
      case last: return "=\u{A0}\(line.name.lowercased())" + figure
      case _ where line.microcredits == 0: return nil
      default: return (line.microcredits < 0 ? "-" : "+") + moved
      }
    }.joined(separator: " ")
      + [end, unread, rollovers].compactMap(\.self).map { "; \($0)" }.joined()
  }

  /// True if a row of `credits/` was read.
  package var hasEvents: Bool { audit.equation.read > 0 }

  /// `Findings, largest first`; where some lie before the period, which events they are of.
  ///
  /// Checks with another severity follow those of the worst one, whatever their amounts.
  package var findingsTitle: String {
    let (from, findings) = (audit.totals.from, audit.findings)
    let earlier = findings.count { $0.at < from }
    let lists = [checks.critical, checks.warnings, checks.infos].count { !$0.isEmpty }
    let order = "largest first" + (lists > 1 ? " within each severity" : "")
    if earlier == 0 { return "Findings, \(order)" }
    return "Findings since the first event (\(Figures.count(Int64(earlier))) of"
      + " \(Figures.count(Int64(findings.count))) before the period), \(order)"
  }

  /// The numbers of checks with and without findings.
  package var checkCounts: String {
    let found = checks.all.count
    return "Checks: \(Figures.count(Int64(found))) of \(CreditCheck.allCases.count) "
      + "\(found == 1 ? "has" : "have") findings; the others found nothing, or the workspace has "
      + "nothing for them to check"
  }

  /// A figure of the ledger, in microcredits, with a note; empty if there is nothing to add.
  package struct Line: Sendable {
    package let name: String
    package let microcredits: Int128
    package let note: String
  }

  /// - Parameters:
  ///   - requests: the charges of the usage ledger; nil without one.
  ///   - used: its credits beside those of the events.
  ///   - eventEnd: the last day of the events; nil where they go on as long as the usage.
  ///   - planned: the tiers that plans.csv lists; nil where that does not matter.
  package init(
    _ audit: CreditAudit, zone: ReportingZone, requests: RequestCharges? = nil,
    used: CreditReconciliation? = nil, eventEnd: CreditEventCoverage? = nil,
    planned: Set<Name>? = nil
  ) {
    self.init(
      audit, zone: zone, requests: requests, used: used, eventEnd: eventEnd, planned: planned,
      days: nil)
  }

  /// - Parameter days: the days that events or usage lack.
  init(
    _ audit: CreditAudit, zone: ReportingZone, requests: RequestCharges?,
    used: CreditReconciliation?, eventEnd: CreditEventCoverage?, planned: Set<Name>?,
    days: CreditDayGaps?
  ) {
    self.audit = audit
    self.used = used
    deductions = requests.flatMap { CreditOverview.deductions(DeductionCounts(audit, $0)) }
    earned = RevenueOverview(audit, eventEnd, days)
    let unlisted = planned.map(audit.unlistedPlans) ?? []
    rollovers =
      unlisted.isEmpty
      ? nil : "rollovers count as 0: plans.csv lacks \(TierText.listed(plans: unlisted))"
    end = eventEnd.map { "credits/ ends on \(DayText.day($0.events))" }
    isUnknown = eventEnd?.isBeforePeriod ?? false
    openMonth = CreditOverview.openMonth(audit, zone)
    openTransfers = CreditOverview.openTransfers(audit)
    title = CreditOverview.title(audit, zone)
    lines = CreditOverview.lines(audit.totals)
    checks = CheckLists(audit.findings)
    let findings = audit.findingsByPeriod
    decidedChecks = CheckLists(audit.findings, eventEnd)
    checksOfPeriod = CheckLists(findings.of, eventEnd)
    let free = FreeCreditFindings(audit, requests).worth(
      of: findings.of.lazy.filter { $0.severity != .info })
    freeUse =
      free == .zero
      ? nil
      : "Of these amounts, \(Figures.amount(free)) USD is free use at list value, not usage revenue."
    defaultCharges =
      DefaultCharges(requests).includes(anyOf: findings.of) ? DefaultCharges.sentence : nil
    olderFindings = OlderFindings(findings.before).map {
      "\(Figures.count($0.count, "finding")) before the period, \(Figures.amount($0.amount)) USD\($0.lack): "
        + "audit-findings.csv"
    }
    let files = audit.ledger.files.count { $0.description.hasPrefix("credits/") }
    equation = CreditOverview.equation(audit.equation, files: files)
    comparison = CreditOverview.comparison(audit.comparison)
    let accounts = audit.balances.count
    identity =
      "Identity: opening + additions - reductions = closing for "
      + (accounts == 1 ? "the account" : "all \(Figures.count(Int64(accounts))) accounts")
  }

  private static func title(_ audit: CreditAudit, _ zone: ReportingZone) -> String {
    let totals = audit.totals
    let counts =
      "\(Figures.count(Int64(totals.events), "event")), "
      + Figures.count(Int64(totals.accounts), "account")
    let instants = audit.played.order.map { audit.ledger.events[Int($0)].at }
    let from = totals.from == .min ? instants.first : totals.from
    let last = totals.to == .max ? instants.last : totals.to - 1
    guard let from, let last else { return "Credits: \(counts)" }
    func day(_ nanoseconds: Int64) -> Day { zone.day(of: Instant(nanoseconds: nanoseconds)) }
    return "Credits from \(day(from)) to \(day(last)) (\(zone.name)): \(counts)"
  }

  private static func openMonth(_ audit: CreditAudit, _ zone: ReportingZone) -> String? {
    let played = audit.played
    guard audit.totals.from == .min, played.end == played.lastEventAt, played.end != .max,
      !audit.ledger.events.isEmpty
    else { return nil }
    func month(_ nanoseconds: Int64) -> Month {
      zone.day(of: Instant(nanoseconds: nanoseconds)).month
    }
    let last = month(played.end)
    if month(played.end + 1) != last { return nil }
    return "The replay ends with the last event, within \(last): Assay did not run the month-end "
      + "checks; --period \(last) runs them"
  }

  private static func lines(_ totals: CreditTotals) -> [Line] {
    let granted = totals.granted.reduce(0, +)
    let sources = sources(totals)
    let expired = Quotient.halfEven(totals.expired, times: 1_000_000, over: granted)
    let transferred = totals.transferredIn - totals.transferredOut
    let hasTransfers = totals.transferredIn != 0 || totals.transferredOut != 0
    func line(_ name: String, _ sum: Int128, _ note: String = "", always: Bool = true) -> Line? {
      always || sum != 0 ? Line(name: name, microcredits: sum, note: note) : nil
    }
    return [
      line("Opening", totals.opening),
      line(
        "Granted", granted,
        sources.map { "\($0.words) \(Figures.credits($0.sum))" }.joined(separator: ", ")),
      line("Refunded", totals.refunded, always: false),
      line("Consumed", -totals.consumed),
      line(
        "Expired", -totals.expired,
        totals.expired == 0
          ? "" : expired.map { "\(Figures.percent($0)) % of the credits granted" } ?? "",
        always: false),
      line("Revoked", -totals.revoked, "by payment refunds and reversals", always: false),
      line(
        "Transferred", transferred,
        "in \(Figures.credits(totals.transferredIn)), out \(Figures.credits(totals.transferredOut))",
        always: hasTransfers),
      line(
        "Closing", totals.closing,
        totals.reserved == 0 ? "" : "of which \(Figures.credits(totals.reserved)) reserved"),
    ].compactMap { $0 }
  }

  /// The sources of grants, the largest sum first.
  private static func sources(_ totals: CreditTotals) -> [(words: String, sum: Int128)] {
    let sums = GrantSource.allCases.map { (words: $0.words, sum: totals.granted[Int($0.rawValue)]) }
    return sums.enumerated().filter { $0.element.sum != 0 }.sorted { left, right in
      let (one, other) = (left.element.sum, right.element.sum)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }

  private static func equation(_ events: EventRowCounts, files: Int) -> String {
    let parts = [
      (events.applied, "applied"), (events.notApplied, "not applied"),
      (events.duplicates, events.duplicates == 1 ? "duplicate" : "duplicates"),
      (events.conflicts, events.conflicts == 1 ? "conflict" : "conflicts"),
      (events.rejected, "rejected"), (events.afterPeriod, "after the period"),
    ].map { count, words in
      "\(Figures.count(Int64(count))) \(words)".split(separator: " ").joined(separator: "\u{A0}")
    }
    return
      "\(Figures.count(Int64(events.read))) read from \(Figures.count(Int64(files), "file")) = "
      + parts.joined(separator: " +\u{A0}")
  }

  private static func deductions(_ scope: DeductionCounts) -> String? {
    if scope.deducted == 0 { return nil }
    let parts = [
      (scope.agreeing, scope.agreeing == 1 ? "agrees with its charge" : "agree with their charge"),
      (
        scope.differing,
        scope.differing == 1 ? "differs from its charge" : "differ from their charge"
      ),
      (scope.unpriced, "not testable (no price)"),
      (scope.withoutRow, "not testable (no usable row)"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count(Int64($0.0))) \($0.1)" }
    return "Requests with a deduction: " + parts.joined(separator: ", ")
  }

  private static func openTransfers(_ audit: CreditAudit) -> String? {
    let open = audit.openTransfers
    guard let first = open.first else { return nil }
    let event = audit.names.name(audit.ledger.events[Int(first)].eventID).description
    return open.count == 1
      ? "1 transfer is not yet complete: the ledger has only \(event). It becomes a finding after 24 hours"
      : "\(Figures.count(Int64(open.count))) transfers are not yet complete: the ledger has only one side, "
        + "such as \(event). Each becomes a finding after 24 hours"
  }

  private static func comparison(_ balances: BalanceComparison) -> String? {
    if balances == BalanceComparison() { return nil }
    return "Recorded balances: \(Figures.count(Int64(balances.equal))) equal, "
      + "\(Figures.count(Int64(balances.explained))) explained, "
      + (balances.carried == 0
        ? ""
        : "\(Figures.count(Int64(balances.carried))) carry an earlier unexplained difference, ")
      + "\(Figures.count(Int64(balances.unexplained))) not explained"
  }
}

extension GrantSource {
  /// Its name for people.
  package var words: String {
    switch self {
    case .topup: "top-up"
    case .monthly, .bonus, .promotion, .adjustment, .coupon, .refund, .transfer: word
    }
  }
}
