import Overview

/// The credit ledger: the balances of all accounts from the opening to the closing one, in a sentence.
enum CreditSection {
  static let id = "credits"

  /// Nothing without events.
  static func markup(_ credits: CreditOverview?) -> Markup {
    guard let credits, credits.hasEvents else { return .nothing }
    return Section.markup(
      id: id, credits.heading,
      [
        .element("p", .sentence(credits.balanceEquation + ".")),
        .joined(
          (credits.used?.equations ?? []).map {
            .element("p", ["class": "note"], .sentence($0 + "."))
          }),
        Section.note(
          for: id, "This section does not follow the filter. All figures are in",
          files: ["credit-balances.csv", "grants.csv", "audit-summary.csv"]),
      ])
  }
}
