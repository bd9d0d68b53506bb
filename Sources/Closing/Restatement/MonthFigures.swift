import Ledger

/// The figures of one month in one state of knowledge, by measure and key, in the units of the measures.
///
/// A key is a tier, a provider and model, or empty for the total. Requests without a price add 0 until they have one.
package struct MonthFigures: Hashable, Sendable {
  /// A figure: its measure, and the tier or model that it is of.
  package struct Key: Hashable, Comparable, Sendable {
    package let measure: RestatementMeasure
    /// Empty for the total.
    package let name: Name

    package init(_ measure: RestatementMeasure, _ name: Name = .empty) {
      self.measure = measure
      self.name = name
    }

    package static func < (left: Key, right: Key) -> Bool {
      (left.measure, left.name) < (right.measure, right.name)
    }
  }

  /// The amounts other than 0.
  private var amounts: [Key: Int128] = [:]
  /// The measures that are known, though every amount may be 0.
  package private(set) var measures: Set<RestatementMeasure> = []

  /// No figure is known.
  package init() {}

  /// Returns an amount; 0 where the month has none of the key.
  package subscript(key: Key) -> Int128 { amounts[key] ?? 0 }

  /// Returns the total of a measure.
  package subscript(measure: RestatementMeasure) -> Int128 { self[Key(measure)] }

  /// States that a measure is known.
  package mutating func know(_ measure: RestatementMeasure) { measures.insert(measure) }

  /// Adds an amount, which makes the measure known.
  package mutating func add(_ amount: Int128, to key: Key) {
    measures.insert(key.measure)
    let sum = self[key] + amount
    amounts[key] = sum == 0 ? nil : sum
  }

  /// Adds every figure of another list.
  package static func + (left: MonthFigures, right: MonthFigures) -> MonthFigures {
    var sum = left
    sum.measures.formUnion(right.measures)
    for (key, amount) in right.amounts { sum.add(amount, to: key) }
    return sum
  }

  /// The figures with the opposite sign.
  package static prefix func - (figures: MonthFigures) -> MonthFigures {
    var negative = figures
    negative.amounts = figures.amounts.mapValues { -$0 }
    return negative
  }

  /// Subtracts every figure of another list.
  package static func - (left: MonthFigures, right: MonthFigures) -> MonthFigures { left + -right }

  /// The figures other than 0, by measure and key.
  package var list: [(key: Key, amount: Int128)] {
    amounts.sorted { $0.key < $1.key }.map { (key: $0.key, amount: $0.value) }
  }

  package var isEmpty: Bool { amounts.isEmpty }
}
