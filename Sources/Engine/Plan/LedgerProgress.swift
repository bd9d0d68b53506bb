/// Whom workers tell how far they have come; both functions are called from several threads.
package struct LedgerProgress: Sendable {
  /// More bytes of the file at a path are done, with a number of rows.
  package let advance: @Sendable (_ bytes: Int64, _ rows: Int64, _ path: String) -> Void
  /// Reports the start of a step, described in words.
  package let begin: @Sendable (_ words: String) -> Void

  /// - Parameters: see the members of these names.
  package init(
    advance: @escaping @Sendable (_ bytes: Int64, _ rows: Int64, _ path: String) -> Void,
    begin: @escaping @Sendable (_ words: String) -> Void
  ) {
    self.advance = advance
    self.begin = begin
  }
}
