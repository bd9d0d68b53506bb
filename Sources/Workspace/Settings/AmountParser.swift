import Ledger

/// Reads single amounts exactly, as settings, scenarios and options write them; nil for a text that is none.
package enum AmountParser {
  /// A multiplier from 0 to 1000 with at most 6 decimals.
  package static func multiplier(_ text: String) -> Multiplier? {
    decimal(text, scale: Multiplier.decimals, limit: Int128(Multiplier.limit.millionths)).map {
      Multiplier(millionths: Int64($0))
    }
  }

  /// A step of 0.01, 0.1 or 1 credit.
  package static func increment(_ text: String) -> Credits? {
    credits(text).flatMap { Credits.increments.contains($0) ? $0 : nil }
  }

  /// The expected values of a step.
  package static let increments = "\"0.01\", \"0.1\" or \"1\""

  /// USD above 0 and up to 1000 with at most 12 decimals.
  package static func creditValue(_ text: String) -> CreditValue? {
    money(text).flatMap(CreditValue.init(perCredit:))
  }

  /// Reads an amount of credits; nil where it is none.
  package static func credits(_ text: String) -> Credits? {
    decimal(text, scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits)).map {
      Credits(microcredits: Int64($0))
    }
  }

  /// Reads an amount in USD; nil where it is none.
  package static func money(_ text: String) -> Money? {
    decimal(text, scale: Money.decimals, limit: Money.rowLimit.attodollars).map(
      Money.init(attodollars:))
  }

  /// A percentage from 0 to 1000 with at most 6 decimals.
  package static func percent(_ text: String) -> Percent? { percent(text, allowsNegative: false) }

  /// A percentage up to 1000 either way, with a sign or none.
  package static func signedPercent(_ text: String) -> Percent? {
    percent(text.hasPrefix("+") ? String(text.dropFirst()) : text, allowsNegative: true)
  }

  /// A percentage below 100: no price makes all of a revenue a margin.
  package static func targetMargin(_ text: String) -> Percent? {
    signedPercent(text).flatMap { $0.millionths < 100 * powerOfTen(Percent.decimals) ? $0 : nil }
  }

  private static func percent(_ text: String, allowsNegative: Bool) -> Percent? {
    decimal(
      text, scale: Percent.decimals, limit: 1_000 * powerOfTen(Percent.decimals),
      allowsNegative: allowsNegative
    ).map { Percent(millionths: Int64($0)) }
  }

  private static func decimal(
    _ text: String, scale: Int, limit: Int128, allowsNegative: Bool = false
  ) -> Int128? {
    guard
      case .success(let number) = NumberText.decimal(
        Name(text), scale: scale, limit: limit, allowsNegative: allowsNegative)
    else { return nil }
    return number.value
  }
}
