import Cube
import Ledger
import Tables

/// Figures as people read them: grouped digits, a fixed number of decimals, a half rounded away from zero.
enum Figures {
  static func count(_ count: Int64) -> String {
    NumberView.grouped(decimals: 0).text(Int128(count), scale: 0)
  }

  /// A count with its noun, in the plural but for one.
  static func count(_ count: Int64, _ noun: String) -> String {
    "\(self.count(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// USD with two decimals, or more where two would show a small amount as 0.
  static func money(_ money: Money) -> String {
    NumberView.grouped(decimals: decimals(showing: [money])).text(
      money.attodollars, scale: Money.decimals)
  }

  /// A column of amounts with the same decimals, the least of 2, 4, 6 and 8 that show none as 0.
  static func column(_ amounts: [Money]) -> [String] {
    let view = NumberView.grouped(decimals: decimals(showing: amounts))
    return amounts.map { view.text($0.attodollars, scale: Money.decimals) }
  }

  private static func decimals(showing amounts: [Money]) -> Int {
    [2, 4, 6].first { places in
      amounts.allSatisfy {
        $0 == .zero || $0.magnitude.attodollars * 2 >= powerOfTen(Money.decimals - places)
      }
    } ?? 8
  }

  /// Credits with every decimal they have.
  static func credits(_ microcredits: Int128) -> String {
    let decimals = (0...Credits.decimals).first {
      microcredits % powerOfTen(Credits.decimals - $0) == 0
    }
    return NumberView.grouped(decimals: decimals ?? Credits.decimals).text(
      microcredits, scale: Credits.decimals)
  }

  /// A percentage with one decimal; a dash where there is none.
  static func percent(_ tenThousandths: Int128?) -> String {
    tenThousandths.map { NumberView.percent.text($0, scale: 4) } ?? "–"
  }
}
