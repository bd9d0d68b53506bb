import Tables

/// Round figures along an axis: steps of 1, 2 or 5 and a power of ten.
struct Ticks: Sendable {
  /// The first and the last of `values`: what the axis spans.
  let low: Int128
  let high: Int128
  /// From low to high, at least two.
  let values: [Int128]
  private let step: Int128

  /// Covers a range in at most `limit` steps, or one more where the range begins within a step.
  init(covering range: ClosedRange<Int128>, atMost limit: Int128) {
    let step = Ticks.step(for: range.upperBound - range.lowerBound, limit: limit)
    let (first, rest) = range.lowerBound.quotientAndRemainder(dividingBy: step)
    low = (rest < 0 ? first - 1 : first) * step
    let steps = max(1, (range.upperBound - low + step - 1) / step)
    high = low + steps * step
    values = (0...steps).map { [low] in low + $0 * step }
    self.step = step
  }

  /// The figures given, evenly apart and at least two.
  init(exactly values: [Int128]) {
    self.values = values
    low = values.first ?? 0
    high = values.last ?? 1
    step = values.count > 1 ? values[1] - values[0] : 1
  }

  private static func step(for span: Int128, limit: Int128) -> Int128 {
    var power: Int128 = 1
    while true {
      for factor in [1, 2, 5] as [Int128] where power * factor * limit >= span {
        return power * factor
      }
      power *= 10
    }
  }

  /// The figures as an axis shows them, with no decimal more than they need.
  ///
  /// - Parameter scale: a figure is its value × 10⁻ˢᶜᵃˡᵉ.
  func labels(scale: Int, unit: String) -> [String] {
    var decimals = scale
    var rest = step
    while decimals > 0, rest % 10 == 0 {
      rest /= 10
      decimals -= 1
    }
    let view = NumberView.grouped(decimals: decimals)
    return values.map { Typography.figure(view.text($0, scale: scale)) + unit }
  }
}
