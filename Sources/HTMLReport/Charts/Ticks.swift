import Tables

/// Round figures along an axis: four to six of them, in steps of 1, 2, 2.5 or 5 and a power of ten.
struct Ticks: Sendable {
  /// The first and the last of `values`: what the axis spans.
  let low: Int128
  let high: Int128
  /// From low to high.
  let values: [Int128]
  private let step: Int128

  /// The least number of steps: the largest step that gives them gives five at most where the range begins at 0.
  private static let leastSteps: Int128 = 3

  init(covering range: ClosedRange<Int128>) {
    func ends(_ step: Int128) -> (low: Int128, high: Int128) {
      let (first, rest) = range.lowerBound.quotientAndRemainder(dividingBy: step)
      let (last, more) = range.upperBound.quotientAndRemainder(dividingBy: step)
      return ((rest < 0 ? first - 1 : first), (more > 0 ? last + 1 : last))
    }
    func count(_ step: Int128) -> Int128 { ends(step).high - ends(step).low }
    let step =
      Ticks.steps(below: range.upperBound - range.lowerBound)
      .first { count($0) >= Ticks.leastSteps } ?? 1
    let (first, last) = ends(step)
    (low, high) = (first * step, max(last, first + Ticks.leastSteps) * step)
    values = (0...(high - low) / step).map { [low] in low + $0 * step }
    self.step = step
  }

  /// Steps that are no larger than a range, the largest first.
  private static func steps(below span: Int128) -> [Int128] {
    var powers: [Int128] = [1]
    while let last = powers.last, last * 10 <= span { powers.append(last * 10) }
    return powers.reversed().flatMap { power -> [Int128] in
      [power * 5] + (power >= 10 ? [power / 10 * 25] : []) + [power * 2, power]
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
