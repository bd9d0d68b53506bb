import Ledger
import Reports

/// The refunds and charges that correct the recorded credits, by user.
enum CorrectionActions {
  /// Returns those of at least the setting `materiality`, then all others as one.
  static func make(_ input: ReportInput) -> [Action] {
    let threshold = input.materialityThreshold
    let corrections = input.corrections.filter { $0.effect.net != 0 }
    let (large, small) = (
      corrections.filter { worth($0).magnitude >= threshold },
      corrections.filter { worth($0).magnitude < threshold }
    )
    return large.map(action) + (small.count == 1 ? small.map(action) : rest(small, threshold))
  }

  private static func worth(_ correction: Correction) -> Money {
    Money(attodollars: correction.effect.netWorth)
  }

  private static func action(_ correction: Correction) -> Action {
    let isRefund = correction.effect.net > 0
    let credits = Figures.credits(abs(correction.effect.net))
    let noun = credits == "1" ? "credit" : "credits"
    let user = correction.user.isEmpty ? "(none)" : correction.user.description
    return Action(
      amount: worth(correction).magnitude,
      finding: "\(user) was \(isRefund ? "overcharged" : "undercharged") \(credits) \(noun).",
      remedy: (isRefund ? "Refund" : "Charge") + " \(credits) \(noun)"
        + (correction.unexplained == 0
          ? "."
          : "; first review \(Figures.count(Int64(correction.unexplained), "request")) without a "
            + "known cause."),
      requests: Int64(correction.requests), users: 1, firstSeen: correction.firstDay,
      lastSeen: correction.lastDay, report: Report.corrections.name)
  }

  private static func rest(_ corrections: [Correction], _ threshold: Money) -> [Action] {
    guard !corrections.isEmpty else { return [] }
    let sum = corrections.reduce(Money.zero) { $0 + worth($1).magnitude }
    return [
      Action(
        amount: sum,
        finding: "\(Figures.count(Int64(corrections.count), "user")) were charged wrongly by less "
          + "than \(Figures.money(threshold)) USD each.",
        remedy: "Refund or charge the credits that the sheet names.",
        requests: corrections.reduce(0) { $0 + Int64($1.requests) },
        users: Int64(corrections.count), firstSeen: corrections.compactMap(\.firstDay).min(),
        lastSeen: corrections.compactMap(\.lastDay).max(), report: Report.corrections.name)
    ]
  }
}
