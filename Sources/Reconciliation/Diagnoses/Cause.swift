import Ledger

/// The cause of a mismatch: one mistake, or two that occurred together.
package struct Cause: Hashable, Comparable, Sendable {
  package let first: DiagnosisCode
  /// Nil where one cause is enough.
  package let second: DiagnosisCode?

  init(_ first: DiagnosisCode, with second: DiagnosisCode? = nil) {
    self.first = first
    self.second = second
  }

  package static let unexplained = Cause(.unexplained)
  /// The row gives back what another was charged.
  package static let refund = Cause(.refund)

  /// The word in the column `diagnosis`: two codes are joined by `+`.
  package var name: String { second.map { "\(first.name)+\($0.name)" } ?? first.name }

  /// The same as a name of its own, which very many rows share.
  var code: Name { second == nil ? Cause.codes[first.rawValue] : Name(name) }

  private static let codes = DiagnosisCode.allCases.map { Name($0.name) }

  package static func < (left: Cause, right: Cause) -> Bool {
    if left.first != right.first { return left.first < right.first }
    guard let one = left.second else { return right.second != nil }
    guard let other = right.second else { return false }
    return one < other
  }
}
