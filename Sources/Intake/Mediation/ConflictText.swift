import Ledger

/// The differences of two rows with one id, in words: what each of them says.
package enum ConflictText {
  /// Returns `line 322: 1,205 output tokens; line 292, which was used: 611`.
  ///
  /// Where quantities differ, only those have figures; other columns are named.
  ///
  /// - Parameters:
  ///   - place: of the row that is not used.
  ///   - other: the place of the other row, with a remark on it.
  package static func text(
    _ differences: [DuplicateRow.Difference], at place: String, other: String
  ) -> String {
    let counts = differences.filter { isCount($0.column) }
    let shown = counts.isEmpty ? differences : counts
    let here = shown.map { text($0.column, $0.here) }.joined(separator: ", ")
    let there =
      shown.count == 1
      ? shown.map { value($0.there) }.joined()
      : shown.map { text($0.column, $0.there) }.joined(separator: ", ")
    let rest = counts.isEmpty ? [] : differences.filter { !isCount($0.column) }.map(\.column.name)
    return "\(place): \(here); \(other): \(there)"
      + (rest.isEmpty ? "" : "; also different: \(rest.joined(separator: ", "))")
  }

  /// `1,205 output tokens`, `no images` or `model "gpt-5"`.
  private static func text(_ column: LedgerColumn, _ cell: Name) -> String {
    guard isCount(column) else { return "\(column.name) \(value(cell))" }
    return (cell.isEmpty ? "no" : value(cell)) + " " + column.name.replacing("_", with: " ")
  }

  private static func isCount(_ column: LedgerColumn) -> Bool {
    column.name.hasSuffix("_tokens") || [.images, .searches, .seconds].contains(column)
  }

  /// A number with its digits in groups; other texts in quotes.
  private static func value(_ cell: Name) -> String {
    let text = cell.description
    if text.isEmpty { return "blank" }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
      let whole = parts.first
    else { return "\"\(text)\"" }
    return GroupedDigits.text(String(whole)) + (parts.count == 2 ? "." + parts[1] : "")
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
