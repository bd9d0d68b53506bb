import Ledger
import Reconciliation
import Tables

/// The words that people read where a CSV has a code.
package enum CodeText {
  /// Returns the words for a code in a column of that name; nil where the column has no codes.
  package static func words(_ code: Name, column: String) -> Name? {
    guard !code.isEmpty else { return nil }
    switch column {
    case "code", "diagnosis", "causes": return Name(causes(code.description))
    case "series": return Name(series(code.description))
    case "measure", "method", "class", "kind", "action", "guard", "subject", "severity", "check",
      "driver", "detail", "dimension", "format", "grouped_by", "finding", "segment":
      let text = code.description
      return Name(
        ComparisonClass.words(ofResult: text)?.withCapital ?? fixed[text]
          ?? Headings.words(for: text))
    default: return nil
    }
  }

  /// Words that are more than their code without `_`.
  private static let fixed: [String: String] = [
    // Kinds of exceptions.
    "cost_mismatch": "Cost differs", "credits_mismatch": "Credits differ",
    "cost_and_credits_mismatch": "Cost and credits differ", "duplicate": "Exact copy",
    "conflict": "Same request ID, different content", "unknown_tier": "Tier without a plan",
    // Actions.
    "none": "Nothing: differences cancel out",
    // Segments of users.
    "loss_making": "Loss-making",
    // Limits of free tiers.
    "model_restriction": "Allowed models", "daily_cap": "Credits a day",
    "monthly_budget": "Credits a month", "all": "All that are set",
    // Methods.
    "rolling_median": "Median of several models",
    // Groupings.
    "tier_model": "Tier and model",
    // Parts of a comparison.
    "mix": "Mix of requests", "multipliers": "Multipliers and plans",
    "unpriced_usage": "Usage without a price",
  ]

  /// Causes, one per figure, with `+` between two that occurred together and a space or semicolon between others.
  private static func causes(_ codes: String) -> String {
    let words = codes.split { $0 == " " || $0 == ";" }.map { cause in
      cause.split(separator: "+").map { code in
        DiagnosisText.name(ofCode: String(code)) ?? String(code)
      }.joined(separator: " and ")
    }.joined(separator: "; ")
    return words.withCapital
  }

  /// `tier/pro` is `Tier pro`.
  private static func series(_ name: String) -> String {
    guard let slash = name.firstIndex(of: "/") else { return Headings.words(for: name) }
    return Headings.words(for: String(name[..<slash])) + " " + name[name.index(after: slash)...]
  }
}
