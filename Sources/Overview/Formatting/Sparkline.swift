import Ledger

/// A row of small bars, one per value, from 0 to the largest.
package enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// Returns one bar a value; the lowest means nothing or little.
  package static func text(_ values: [Money]) -> String {
    let most = values.map(\.attodollars).max() ?? 0
    return String(
      values.map { value in
        guard most > 0, value > .zero else { return bars[0] }
        let place = value.attodollars * Int128(bars.count) / most
        return bars[min(bars.count - 1, Int(place))]
      })
  }
}
