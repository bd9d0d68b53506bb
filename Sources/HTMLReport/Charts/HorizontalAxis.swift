import Ledger

/// The horizontal positions of the points of a line, and those with a label.
struct HorizontalAxis: Sendable {
  let positions: [Int128]
  let marks: [(position: Int128, label: String)]
  /// The name of each place for a reader who points at it.
  let names: [String]
}

extension HorizontalAxis {
  /// The most marks that are side by side.
  private static let mostSteps = 7
  private static let mostDays = 5

  /// Equal steps; each has a label if there are few, else only some.
  ///
  /// - Parameter kind: what a label that begins with a digit is of, such as a day or a week.
  init(steps labels: [String], of kind: String = "") {
    positions = labels.indices.map { Int128($0) }
    marks = HorizontalAxis.marked(labels).map { (Int128($0), labels[$0]) }
    names = labels.map { label in
      label.first?.isNumber == true && !kind.isEmpty ? "\(kind) \(label)" : label
    }
  }

  /// The steps with a label: the first and round numbers, or other steps at equal distances from the first.
  private static func marked(_ labels: [String]) -> [Int] {
    guard labels.allSatisfy({ Int($0) != nil }) else {
      let stride = max(1, (labels.count + mostSteps - 1) / mostSteps)
      return labels.indices.filter { $0 % stride == 0 }
    }
    let stride = [1, 5, 7, 10, 20, 50, 100].first { (labels.count - 1) / $0 < mostSteps } ?? 1000
    return labels.indices.filter { stride == 1 || $0 == 0 || ($0 + 1) % stride == 0 }
  }

  /// Days by their number, such as first days of weeks; if there are many, only some have a label, the last always.
  init(days: [Day]) {
    let stride = max(1, (days.count + HorizontalAxis.mostDays - 1) / HorizontalAxis.mostDays)
    positions = days.map { Int128($0.number) }
    marks = days.indices.filter { (days.count - 1 - $0) % stride == 0 }
      .map { (Int128(days[$0].number), DayText.short(days[$0])) }
    names = days.map(DayText.short)
  }
}
