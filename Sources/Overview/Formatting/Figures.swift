import Ledger
import Tables

/// Figures as people read them: grouped digits, a fixed number of decimals, a half rounded away from
/// zero.
///
/// Every medium takes its figures from here, so that one fact never shows two roundings.
package enum Figures {
  /// A whole number, its digits in groups of three.
  package static func count(_ count: Int64) -> String {
    GroupedDigits.text(count)
  }

  /// A count with its noun, in the plural but for one.
  package static func count(_ count: Int64, _ noun: String) -> String {
    GroupedDigits.count(count, noun)
  }

  /// The clause on the requests that a figure lacks: `; 18 requests have no price`; empty where it lacks none.
  ///
  /// - Parameter period: whose requests they are, for a figure of more than one period.
  package static func withoutPrice(_ requests: Int64, of period: String? = nil) -> String {
    if requests == 0 { return "" }
    let subject =
      count(requests, "request")
      + (period.map { $0.contains(" to ") ? " from \($0)" : " in \($0)" } ?? "")
    return "; \(subject) \(requests == 1 ? "has" : "have") no price"
  }

  /// A sentence on the requests that amounts lack; nil where they lack none.
  ///
  /// An example is `19 of 300 requests have no price: amounts exclude them.`
  package static func lack(_ unpriced: Int64, of requests: Int64) -> String? {
    if unpriced == 0 { return nil }
    let all = count(requests, "request")
    if unpriced == requests { return "None of \(all) has a price: amounts are not known." }
    return unpriced == 1
      ? "1 of \(all) has no price: amounts exclude it."
      : "\(count(unpriced)) of \(all) have no price: amounts exclude them."
  }

  /// The text in place of an unknown figure.
  package static let notKnown = "not known"

  /// USD with two decimals, or more where two would show a small amount as 0.
  package static func money(_ money: Money) -> String {
    self.money(money, decimals: decimals(showing: [money]))
  }

  /// USD with so many decimals; words for an amount that they would show as 0.
  package static func money(_ money: Money, decimals: Int) -> String {
    self.money(money.attodollars, scale: Money.decimals, decimals: decimals)
  }

  /// `value` × 10⁻ˢᶜᵃˡᵉ USD with so many decimals; words for an amount that they would show as 0.
  package static func money(_ value: Int128, scale: Int, decimals: Int) -> String {
    let text = NumberView.grouped(decimals: decimals).text(value, scale: scale)
    guard value != 0, !text.contains(where: { ("1"..."9").contains($0) }) else { return text }
    let least = "0." + String(repeating: "0", count: decimals - 1) + "1"
    return value < 0 ? "above -" + least : "under " + least
  }

  /// The size of an amount in USD with two decimals; `under 0.01` for less that is not nothing, a dash for
  /// what is not known.
  package static func amount(_ money: Money?) -> String {
    guard let money else { return "–" }
    let cent = powerOfTen(Money.decimals - 2)
    if money != .zero && money.magnitude.attodollars < cent { return "under 0.01" }
    return NumberView.grouped(decimals: 2).text(
      money.magnitude.attodollars, scale: Money.decimals)
  }

  /// A column of amounts with the same decimals, the least of 2, 4, 6 and 8 that show none as 0.
  package static func column(_ amounts: [Money]) -> [String] {
    let decimals = decimals(showing: amounts)
    return amounts.map { money($0, decimals: decimals) }
  }

  /// The least of 2, 4, 6 and 8 decimals that show no amount but 0 as 0.
  static func decimals(showing amounts: [Money]) -> Int {
    [2, 4, 6].first { places in
      amounts.allSatisfy {
        $0 == .zero || $0.magnitude.attodollars * 2 >= powerOfTen(Money.decimals - places)
      }
    } ?? 8
  }

  /// Credits with every decimal they have.
  package static func credits(_ microcredits: Int128) -> String {
    let decimals = (0...Credits.decimals).first {
      microcredits % powerOfTen(Credits.decimals - $0) == 0
    }
    return NumberView.grouped(decimals: decimals ?? Credits.decimals).text(
      microcredits, scale: Credits.decimals)
  }

  /// A percentage with one decimal, of one in 10⁻⁴ percent; a dash where there is none.
  package static func percent(_ tenThousandths: Int128?) -> String {
    tenThousandths.map { NumberView.grouped(decimals: 1).text($0, scale: 4) } ?? "–"
  }

  /// A percentage with the decimals that it needs, one at most: `25` or `17.8`; only 100 is shown as that.
  package static func shortPercent(_ tenThousandths: Int128) -> String {
    let text = percent(tenThousandths)
    if text == "100.0" { return DecimalText.string(tenThousandths, scale: 4) }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A part of a whole in whole percent; only nothing is 0, and only all of it is 100.
  package static func share(_ part: Int128, of whole: Int128) -> String {
    guard whole > 0, part > 0 else { return "0 %" }
    if part == whole { return "100 %" }
    let percent = NumberView.grouped(decimals: 0).text(
      Quotient.halfEven(part * 1_000_000, whole) ?? 0, scale: 4)
    switch percent {
    case "0": return "under 1 %"
    case "100": return "over 99 %"
    default: return percent + " %"
    }
  }

  /// A difference of percentages with its sign; a dash where there is none.
  package static func points(_ tenThousandths: Int128?) -> String {
    guard let tenThousandths else { return "–" }
    return (tenThousandths > 0 ? "+" : tenThousandths < 0 ? "-" : "")
      + pointsSize(tenThousandths)
  }

  /// The size of a difference of percentages with one decimal, or as many as show that it is not 0.
  package static func pointsSize(_ tenThousandths: Int128) -> String {
    let size = abs(tenThousandths)
    let decimals = size == 0 || size >= 500 ? 1 : size >= 50 ? 2 : size >= 5 ? 3 : 4
    return NumberView.grouped(decimals: decimals).text(size, scale: 4)
  }

  /// The same without a decimal that says nothing: `22` or `7.2`.
  static func shortPoints(_ tenThousandths: Int128) -> String {
    let text = pointsSize(tenThousandths)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
