import Cube
import Insight
import Ledger
import Tables

/// Something to change, and what it is worth in a month.
package struct Recommendation: Sendable {
  package let kind: Kind
  package let subject: String
  /// In the reported period.
  package let amount: Money
  /// Of 30 days, in 10⁻⁸ USD.
  package let perMonth: Int128
  /// One sentence with the numbers.
  package let arithmetic: String
  /// The effect on margin of following it; nil where that is not known, or nothing is sold.
  package let margin: MarginEffect?
  /// The command to type, or the rows for a book; empty if there is none.
  package let attempt: String

  /// The kinds, in the order of equal amounts.
  package enum Kind: String, CaseIterable, Sendable {
    case multiplier
    case cheaperModel = "cheaper_model"
    case batch
    case freeBudget = "free_budget"
    case ownKeyFee = "own_key_fee"
    case overcharge, undercharge
  }

  /// The effect on margin of following a recommendation.
  package enum MarginEffect: String, Sendable {
    case raises, lowers

    /// Nil for a change of 0, or one that is not known.
    package init?(_ change: Money?) {
      guard let change, change != .zero else { return nil }
      self = change > .zero ? .raises : .lowers
    }
  }

  /// The decimals of `perMonth`.
  package static let decimals = 8

  /// Nil without an amount, or without days.
  init?(
    _ kind: Kind, _ subject: String, _ amount: Money, days: Int, arithmetic: String,
    margin: MarginEffect?, attempt: String = ""
  ) {
    guard amount > .zero,
      let perMonth = Quotient.halfEven(
        amount.attodollars, times: 30,
        over: Int128(days) * powerOfTen(Money.decimals - Recommendation.decimals))
    else { return nil }
    (self.kind, self.subject, self.amount, self.perMonth) = (kind, subject, amount, perMonth)
    (self.arithmetic, self.margin, self.attempt) = (arithmetic, margin, attempt)
  }
}

extension ReportInput {
  /// The recommendations above the setting `materiality`, the largest first.
  package var recommendations: [Recommendation] {
    guard let insight, insight.days > 0 else { return [] }
    let unit = powerOfTen(Money.decimals - Recommendation.decimals)
    let least = materialityThreshold.attodollars
    let found =
      MarginAdvice.all(self, insight) + ModelAdvice.all(insight) + FreeTierAdvice.all(self, insight)
      + ChargeAdvice.all(self, insight)
    let kinds = Recommendation.Kind.allCases
    let order = Dictionary(uniqueKeysWithValues: zip(kinds, kinds.indices))
    return found.filter { $0.perMonth * unit > least }.sorted {
      if $0.perMonth != $1.perMonth { return $0.perMonth > $1.perMonth }
      let (left, right) = (order[$0.kind] ?? 0, order[$1.kind] ?? 0)
      return left == right ? Name($0.subject) < Name($1.subject) : left < right
    }
  }
}

/// Figures and commands in the words of recommendations.
enum AdviceText {
  /// USD with two decimals, or more where two would show an amount as 0.
  static func money(_ money: Money, like other: Money = .zero) -> String {
    let amounts = [money, other].filter { $0 != .zero }.map(\.magnitude.attodollars)
    let decimals =
      [2, 4, 6].first { places in
        amounts.allSatisfy { $0 * 2 >= powerOfTen(Money.decimals - places) }
      } ?? 8
    return NumberView.grouped(decimals: decimals).text(money.attodollars, scale: Money.decimals)
      + " USD"
  }

  static func count(_ count: Int64, _ noun: String) -> String { GroupedDigits.count(count, noun) }

  /// `assay simulate` of the reported period; words that a shell would take apart are between quotes.
  static func simulate(_ words: [String], _ insight: UsageInsight) -> String {
    let period = insight.period.map { period in
      period.name.map { ["--period", $0] }
        ?? (period.to == Period.always.to
          ? ["--from", "\(period.from)"] : ["--to", "\(period.to)"])
    }
    let knownAt = insight.knownAt.map { ["--as-known-at", $0] } ?? []
    return (["assay", "simulate"] + (period ?? []) + knownAt + words).map(quoted)
      .joined(separator: " ")
  }

  static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "_-./:=@%+,".unicodeScalars.contains($0)
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
