import Credits
import Ledger
import Overview
import Reports
import Terminal

/// The screen of `explain --account`: the account at one instant.
package struct AccountScreen {
  private let explanation: AccountExplanation
  private let width: Int
  private let paint: Paint

  /// - Parameters: see the members of these names.
  package init(_ explanation: AccountExplanation, width: Int, paint: Paint) {
    self.explanation = explanation
    self.width = width
    self.paint = paint
  }

  private var facts: CreditAuditTexts { explanation.facts }
  private var story: AccountHistory { explanation.story }

  /// The screen, line by line.
  package var text: String {
    [
      title + balance, grants, holds, debts,
      explanation.movements.rows(
        limit: AccountExplanation.listed, last: true,
        rest: "are in the account's statement (assay audit --account)",
        width: width),
      facts.rows(
        of: explanation.findings, step: explanation.step, listsAll: true, width: width),
    ].text
  }

  private var title: [String] {
    let end = facts.audit.played.end
    let plan = SafeText.safe(facts.name(explanation.plan))
    return CreditAuditTexts.title(
      explanation.id, "account, plan \(plan)", place: end == .max ? "" : facts.moment(end),
      width: width, paint: paint)
  }

  private func row(_ name: String, _ words: String) -> [String] {
    CreditAuditTexts.row(name, words, width: width)
  }

  private var balance: [String] {
    guard let state = story.state, explanation.hasEvent else {
      return row("Balance", "0 credits: the account had no event by then")
    }
    var lines = row(
      "Balance",
      facts.credits(state.balance)
        + (state.held == 0
          ? ""
          : ", of which \(Figures.credits(state.held)) reserved: "
            + "\(facts.credits(state.available)) available"))
    if let recorded = explanation.balance?.recorded, recorded != CreditEvent.noStated {
      lines += row("Recorded", self.recorded(recorded, state))
    }
    if let last = explanation.ledgerEnd {
      lines += row(
        "Ledger",
        "it ends on \(last): Assay assumes later expiries; the ledger does not record them")
    }
    if let pool = story.pool {
      lines += row(
        "Pool", "\(facts.text(pool)) has \(facts.credits(state.poolBalance ?? 0))")
    }
    if let pending = story.pending {
      lines += row("Plan", "\(facts.text(pending.plan)) from \(facts.moment(pending.at))")
    }
    return lines
  }

  private func recorded(_ recorded: Int128, _ state: AccountState) -> String {
    let text = FullPrecisionText.grouped(DecimalText.string(recorded, scale: 18))
    let shown =
      (text == "1" ? "1 credit" : text + " credits") + " at the last event that states a balance"
      + lastStated
    let effects = state.effects
    if effects == 0 { return shown }
    let unexplained = explanation.unexplainedEffects
    let parts = [
      (effects - unexplained, "explained by the findings"), (unexplained, "not explained"),
    ].filter { $0.0 != 0 }.map { effect, end in
      "; \(facts.credits(Int128(effect.magnitude))) too \(effect < 0 ? "low" : "high"), \(end)"
    }
    return shown + parts.joined()
  }

  /// ` (e-7, 2026-08-01T00:00:00Z), before the last movements`; without the end where nothing moved since.
  private var lastStated: String {
    let last = facts.audit.played.order.last {
      facts.event($0).account == story.statement.account
        && facts.event($0).stated != CreditEvent.noStated
    }
    guard let last else { return "" }
    let at = facts.event(last).at
    let hasMoved = story.statement.lines.contains { $0.at > at && $0.credits != 0 }
    return " (\(facts.eventID(last)), \(facts.moment(at)))"
      + (hasMoved ? ", before the last movements" : "")
  }

  private var grants: [String] {
    let live = explanation.live
    if live.isEmpty { return [] }
    var lines = ["Grants, in the order of consumption"]
    for (share, row) in live.prefix(AccountScreen.listed) {
      let id = row.grantID == 0 ? "" : " \(facts.text(row.grantID))"
      let paid = row.paid == 0 ? "" : "; \(facts.money(row.deferred)) not yet earned"
      lines += Wrapping.lines(
        SafeText.safe(
          "\(row.source.words)\(id): \(Figures.credits(Int128(share.left))) of "
            + facts.credits(Int128(row.granted)) + facts.until(row.expiresAt) + paid),
        after: "  ", hanging: 4, width: width)
    }
    return lines + rest(live.count, "grant")
  }

  private var holds: [String] {
    if story.holds.isEmpty { return [] }
    var lines = ["Open reservations"]
    for hold in story.holds.prefix(AccountScreen.listed) {
      let event = facts.event(hold.event)
      lines += Wrapping.lines(
        SafeText.safe(
          "\(facts.text(event.subject)): \(facts.credits(Int128(hold.credits))) until "
            + "\(facts.moment(hold.expiresAt)), by \(facts.text(event.eventID))"),
        after: "  ", hanging: 4, width: width)
    }
    return lines + rest(story.holds.count, "reservation")
  }

  private var debts: [String] {
    if story.debts.isEmpty { return [] }
    var lines = ["Debts, which the next grant repays"]
    for debt in story.debts.prefix(AccountScreen.listed) {
      let event = facts.event(debt.event)
      let request = event.request == 0 ? "" : ", request \(facts.text(event.request))"
      lines += Wrapping.lines(
        SafeText.safe(
          "\(facts.credits(Int128(debt.credits))) of \(facts.text(event.eventID))\(request)"),
        after: "  ", hanging: 4, width: width)
    }
    return lines + rest(story.debts.count, "debt")
  }

  private func rest(_ count: Int, _ noun: String) -> [String] {
    let rest = count - AccountScreen.listed
    return rest > 0 ? ["  … \(Figures.count(Int64(rest), "more " + noun)) with --json"] : []
  }

  /// The number of lines of a list.
  private static let listed = 20
}
