import Ledger

/// The place of a row, to reject it.
struct RejectLocation {
  let offset: Int64
  let line: Int32
  let piece: Int32
  let text: Slice<Bytes>
  /// The bytes of its line that are before it.
  let columnsBefore: Int

  func reject(
    _ fault: RowFault, in column: String, byte: Int, estimable: UsageRecord?
  ) -> Reject {
    Reject(
      offset: offset, line: line, piece: piece, byteColumn: columnsBefore + byte, column: column,
      faults: [fault], text: Array(text), estimable: estimable)
  }

  func reject(
    _ faults: [CarefulRow.Fault], estimable: UsageRecord?
  ) -> Reject {
    Reject(
      offset: offset, line: line, piece: piece,
      byteColumn: columnsBefore + (faults.first?.byte ?? 1),
      column: faults.first?.column?.name ?? "", faults: faults.map(\.fault), text: Array(text),
      estimable: estimable)
  }
}
