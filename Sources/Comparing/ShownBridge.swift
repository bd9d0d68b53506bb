import Ledger

/// The printed figures of a bridge; drivers are apportioned so that they add up.
package struct ShownBridge: Equatable, Sendable {
  /// The number of decimals; figures count units of the last one.
  package let decimals: Int
  package let start: Int128
  package let end: Int128
  private let drivers: [Int128]
  private let effects: [Int128]

  /// - Parameter decimals: see `PeriodComparison.decimals`.
  package init(_ bridge: Bridge, decimals: Int) {
    let unit = powerOfTen(Money.decimals - decimals)
    func rounded(_ amount: Int128) -> Int128 {
      Money(attodollars: amount).roundedHalfUp(toDecimals: decimals).attodollars / unit
    }
    self.decimals = decimals
    (start, end) = (rounded(bridge.start), rounded(bridge.end))
    drivers = apportioned(
      end - start, to: Driver.allCases.map { bridge.effects[$0] }, unit: unit)
    var effects = [Int128](repeating: 0, count: Effect.allCases.count)
    for (driver, shown) in zip(Driver.allCases, drivers) {
      let parts = driver.effects
      for (effect, shown) in zip(
        parts, apportioned(shown, to: parts.map { bridge.effects[$0] }, unit: unit))
      { effects[effect.rawValue] = shown }
    }
    self.effects = effects
  }

  package var change: Int128 { end - start }

  package subscript(driver: Driver) -> Int128 { drivers[driver.rawValue - 1] }

  /// The drivers that are not shown as 0, the largest first without its sign; equal ones in their order.
  package var largestDrivers: [Driver] {
    Driver.allCases.filter { self[$0] != 0 }.sorted {
      self[$0].magnitude == self[$1].magnitude
        ? $0.rawValue < $1.rawValue : self[$0].magnitude > self[$1].magnitude
    }
  }

  package subscript(effect: Effect) -> Int128 { effects[effect.rawValue] }
}

extension PeriodComparison {
  /// The decimals of all printed figures: those of cents unless every start and end is small.
  package var decimals: Int {
    let largest = measures.flatMap { [total[$0].start, total[$0].end] }.map(\.magnitude).max() ?? 0
    let dollar = Money.attodollarsPerDollar.magnitude
    return largest >= dollar ? 2 : largest >= dollar / 100 ? 4 : 6
  }

  /// The printed figures of a measure.
  package func shown(_ measure: BridgeMeasure) -> ShownBridge {
    ShownBridge(total[measure], decimals: decimals)
  }
}

/// Returns `parts` in whole units that sum to `total`, by largest remainder.
///
/// Exact zeros stay 0, and ties go to the earlier part.
///
/// - Parameter unit: the size of a whole unit, in the unit of the parts.
package func apportioned(_ total: Int128, to parts: [Int128], unit: Int128) -> [Int128] {
  func floor(_ part: Int128) -> Int128 {
    let (quotient, rest) = part.quotientAndRemainder(dividingBy: unit)
    return rest < 0 ? quotient - 1 : quotient
  }
  var shown = parts.map(floor)
  let remainders = parts.indices.map { parts[$0] - shown[$0] * unit }
  // The largest remainders get what is missing, the smallest give what is too much.
  let candidates = parts.indices.filter { parts[$0] != 0 }
  var missing = total - shown.reduce(0, +)
  precondition(missing == 0 || !candidates.isEmpty, "parts that are all 0 sum to 0")
  let step: Int128 = missing < 0 ? -1 : 1
  let order = candidates.sorted {
    remainders[$0] == remainders[$1]
      ? $0 < $1 : (remainders[$0] > remainders[$1]) == (step > 0)
  }
  while missing != 0 {
    for index in order where missing != 0 {
      shown[index] += step
      missing -= step
    }
  }
  return shown
}
