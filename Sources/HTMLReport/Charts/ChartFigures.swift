import Ledger
import Overview
import Tables

/// The figures of several series on one scale, exact: a figure is its value × 10⁻ˢᶜᵃˡᵉ.
struct ChartFigures: Sendable {
  /// One per series and place; nil where there is none.
  let values: [[Int128?]]
  let scale: Int

  init(_ series: [Picture.Series]) {
    let numbers = series.map { $0.values.map(\.number) }
    let scale = numbers.joined().compactMap { $0?.scale }.max() ?? 0
    values = numbers.map { line in
      line.map { number in number.map { ChartFigures.value($0.value, from: $0.scale, to: scale) } }
    }
    self.scale = scale
  }

  /// The same figure on a finer scale; one that is too large to draw is the largest that can be drawn.
  private static func value(_ value: Int128, from old: Int, to new: Int) -> Int128 {
    let (product, isTooLarge) = value.multipliedReportingOverflow(by: powerOfTen(new - old))
    let largest = powerOfTen(34)
    return isTooLarge ? (value < 0 ? -largest : largest) : max(-largest, min(largest, product))
  }
}
