import Comparing
import Ledger

/// The change of a figure of the summary against the period before.
package struct HeadlineChange: Hashable, Sendable {
  /// As in `Change against August`.
  package let name: String
  /// The difference of the two shown figures with its sign, in the decimals of the comparison.
  package let amount: String
  /// With its sign and unit; a dash where the first figure is not above 0.
  package let percent: String
  /// As in `-10.84 against August (-11.5 %)`.
  package let text: String
}

extension ComparisonSummary {
  /// Returns the change of a measure; nil where the comparison lacks it or a period has no price.
  package func change(of measure: BridgeMeasure) -> HeadlineChange? {
    guard measures.contains(measure), comparison.isChangeKnown else { return nil }
    let base = lines.first?.label ?? ""
    let bridge = comparison.total[measure]
    let amount = text(comparison.shown(measure).change, signed: true)
    let percent = ShownChange.percent(bridge.end - bridge.start, of: bridge.start)
    return HeadlineChange(
      name: "Change against \(base)", amount: amount, percent: percent,
      text: "\(amount) against \(base)" + (percent == "–" ? "" : " (\(percent))"))
  }
}
