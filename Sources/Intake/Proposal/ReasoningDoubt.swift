import Ledger

/// Recorded costs that charge reasoning beside an output that, as its vendor documents it, holds it.
///
/// Either the export divides them, or the log charges the same tokens twice: opencode did, as the output that it has from the
/// AI SDK holds the reasoning (https://github.com/anomalyco/opencode/issues/17566, read 2026-11). Costs alone cannot tell which.
enum ReasoningDoubt {
  /// - Parameters:
  ///   - byCosts: whether recorded costs show that the output holds the class; nil where they do not.
  ///   - shown: whether other numbers of the rows do.
  ///   - documented: whether the vendor's own count does.
  static func holds(
    _ kind: UsageMapping.Part, byCosts: Bool?, shown: Bool?, documented: Bool?
  ) -> Bool {
    kind == .reasoning && byCosts == false && shown == nil && documented == true
  }

  static let text =
    "the recorded costs charge reasoning beside the output, but the vendor's own output includes it:"
    + " the log may charge it twice"
}
