import Credits
import Ledger
import Overview
import Terminal

/// The screen of `explain` for a credit event: what it did, and the account before and after it.
package struct EventScreen {
  private let explanation: EventExplanation
  private let width: Int
  private let paint: Paint

  /// - Parameters: see the members of these names.
  package init(_ explanation: EventExplanation, width: Int, paint: Paint) {
    self.explanation = explanation
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String { [title + facts, changes].text }

  private var title: [String] {
    let event = explanation.event
    let id = SafeText.safe(explanation.id)
    let words = "\(event.kind.word)   \(explanation.outcome.words)"
    let place = SafeText.safe(explanation.place)
    let start = id.displayWidth + 3 + words.count
    let gap = width - start - place.displayWidth
    let left = paint(.bold, id) + "   " + words
    return gap >= 2 ? [left + String(repeating: " ", count: gap) + place] : [left, "  " + place]
  }

  private var facts: [String] {
    let event = explanation.event
    let account = SafeText.safe(explanation.text(event.account))
    let plan = explanation.story.before?.plan ?? 0
    var parts = [
      event.instant.rfc3339Thousands,
      plan == 0 ? account : "\(account), plan \(SafeText.safe(explanation.text(plan)))",
    ]
    if event.hasCredits {
      let amount = Int128(event.credits)
      parts.append(
        event.kind == .balance && event.subject != 0
          ? "\(Figures.credits(amount)) in the provider's own unit" : credits(amount))
    }
    if let paid = explanation.paid {
      parts.append(
        FullPrecisionText.money(Money(attodollars: paid)) + " USD "
          + (event.kind == .paymentRefund ? "returned" : "paid"))
    }
    parts += explanation.facts.map { "\(EventScreen.label($0.column)) \(SafeText.safe($0.text))" }
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.displayWidth + 3 + part.displayWidth <= width {
        lines[lines.count - 1] = last + "   " + part
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + part)
      }
    }
    return lines
  }

  private static func label(_ column: CreditColumn) -> String {
    let name = column.header.hasSuffix("_id") ? String(column.header.dropLast(3)) : column.header
    return name.split(separator: "_").joined(separator: " ")
  }

  private var changes: [String] {
    let story = explanation.story
    var lines = story.before.map { row("Before", balance($0)) } ?? []
    for finding in explanation.findings {
      lines += row(
        "Finding",
        "\(finding.check.rawValue) (\(finding.severity.word)): \(explanation.evidence(finding))")
    }
    lines += story.after.map { row("After", after($0)) } ?? []
    for (pool, credits) in explanation.pools {
      lines += row("Pool", "\(explanation.text(pool)) paid \(self.credits(credits))")
    }
    if let owed = explanation.owed { lines += row("Owed", owed) }
    let steps = explanation.steps
    for step in steps {
      lines += row(
        "Next", steps.count == 1 ? step.text : "\(step.check.rawValue): \(step.text)")
    }
    return lines
  }

  private func after(_ account: AccountState) -> String {
    let isSame =
      explanation.story.before.map {
        $0.grants == account.grants && $0.debts == account.debts && $0.held == account.held
      } ?? false
    let balance = isSame ? credits(account.balance) : balance(account)
    guard let recorded = explanation.recorded, let difference = explanation.recordedDifference
    else { return balance }
    // A `balance` event states another balance beside it.
    let name =
      explanation.event.kind == .balance
      ? "its balance_after"
      : explanation.story.recordedBalance == .available && account.held != 0
        ? "the recorded available balance" : "the recorded balance"
    if difference == 0 { return balance + "; \(name) is the same" }
    func grouped(_ number: Int128) -> String {
      FullPrecisionText.grouped(DecimalText.string(number, scale: 18))
    }
    let (shown, gap) = (grouped(recorded), grouped(abs(difference)))
    return balance + "; \(name) is \(shown), which is \(gap) too "
      + (difference < 0 ? "low" : "high")
  }

  /// The balance with its parts: `412.3 credits: monthly 300.3 until 2026-09-01, top-up 112`.
  private func balance(_ account: AccountState) -> String {
    var parts = explanation.live(account).map { part in
      let end =
        part.expiresAt == .max
        ? ""
        : " until \(explanation.zone.day(of: Instant(nanoseconds: part.expiresAt)))"
      return "\(part.source.words) \(Figures.credits(part.credits))\(end)"
    }
    if account.debts != 0 { parts.append("debt \(Figures.credits(account.debts))") }
    if account.held != 0 { parts.append("\(Figures.credits(account.held)) reserved") }
    let total = credits(account.balance)
    return parts.isEmpty ? total : total + ": " + parts.joined(separator: ", ")
  }

  private func credits(_ microcredits: Int128) -> String {
    let text = Figures.credits(microcredits)
    return ["1", "-1"].contains(text) ? text + " credit" : text + " credits"
  }

  private func row(_ name: String, _ words: String) -> [String] {
    Wrapping.lines(SafeText.safe(words), after: name.padded(to: 10), width: width)
  }
}
