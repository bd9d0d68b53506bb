import Ledger

/// Medians, which single odd values do not move.
enum Median {
  /// The middle value, or the mean of the two in the middle; 0 for no values.
  static func of(_ values: [Double]) -> Double { ofSorted(values.sorted()) }

  static func ofSorted(_ sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Returns the usual distance of values from 0, in normal standard deviations.
  ///
  /// It is 1.4826 times the median distance.
  static func deviation(_ values: [Double]) -> Double { 1.4826 * of(values.map(\.magnitude)) }

  /// The median of up to `half` values before each one, itself, and as many after it; fewer at the ends.
  static func running(_ values: [Double], half: Int) -> [Double] {
    var window: [Double] = []
    for value in values.prefix(half) { insert(value, into: &window) }
    return values.indices.map { step in
      if step + half < values.count { insert(values[step + half], into: &window) }
      if step > half { window.remove(at: place(of: values[step - half - 1], in: window)) }
      return ofSorted(window)
    }
  }

  private static func insert(_ value: Double, into window: inout [Double]) {
    window.insert(value, at: place(of: value, in: window))
  }

  /// The first place whose value is not below `value`.
  private static func place(of value: Double, in window: [Double]) -> Int {
    window.indices.partitionPoint { window[$0] < value }
  }
}
