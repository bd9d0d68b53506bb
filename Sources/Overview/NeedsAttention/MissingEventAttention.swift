import Credits
import Ledger

/// Credit events that Assay could not read, and days of usage without exported events.
enum MissingEventAttention {
  /// Returns a finding for each of both.
  static func make(_ coverage: MissingCreditEvents) -> [Attention] {
    let rejected = coverage.rejected
    var findings: [Attention] = []
    let figures = "Balances, realised and deferred revenue, plan fees and checks"
    if rejected > 0 {
      findings.append(
        Attention(
          kind: .credits, key: Name(CreditCheck.eventRejected.rawValue), count: rejected,
          amount: nil,
          sentence: "Assay could not read \(Figures.count(rejected, "credit event")).",
          detail: "\(figures) exclude \(rejected == 1 ? "it" : "them")."))
    }
    if let gap = coverage.gap {
      let days = Int64(gap.usage.number - gap.events.number)
      findings.append(
        Attention(
          kind: .credits, key: endKey, count: days, amount: nil,
          sentence: "credits/ ends \(Figures.count(days, "day")) before the usage.",
          detail: "\(coverage.end ?? ""). \(figures) lack the days between."))
    }
    return findings
  }

  private static let endKey: Name = "events_end"

  /// The remedy of the days without events; nil for another finding.
  static func remedy(_ key: Name) -> String? {
    key == endKey ? "Export the credit events of these days, and run again." : nil
  }
}
