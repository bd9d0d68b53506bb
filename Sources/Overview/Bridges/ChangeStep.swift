import Comparing

/// One line of the table of what changed as a floating bar of one measure, in the decimals of the comparison.
package struct ChangeStep: Hashable, Sendable {
  package let label: String
  package let kind: BridgeRow.Kind
  /// The level of the measure before the line; 0 for the start and the end.
  package let before: Int128
  /// The level after the line.
  package let after: Int128

  package init(label: String, kind: BridgeRow.Kind, before: Int128, after: Int128) {
    self.label = label
    self.kind = kind
    self.before = before
    self.after = after
  }
}

extension ComparisonSummary {
  /// The bars of a measure, none where an end is not known, else one per line of the table; a detail has no length, as its driver has the bar of both.
  ///
  /// - Parameter index: the place of the measure in `measures`.
  package func steps(ofMeasure index: Int) -> [ChangeStep] {
    let amounts = lines.compactMap { $0.amounts[index] }
    guard amounts.count == lines.count else { return [] }
    var level: Int128 = 0
    return zip(lines, amounts).map { line, amount in
      let before: Int128
      switch line.kind {
      case .start, .end: (before, level) = (0, amount)
      case .driver: (before, level) = (level, level + amount)
      case .detail: before = level
      }
      return ChangeStep(label: line.label, kind: line.kind, before: before, after: level)
    }
  }
}
