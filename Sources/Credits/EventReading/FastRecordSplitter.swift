import Intake
import Ledger
import Parsing

/// Splits the records of a file that the fast path may read, and has room for the fields of one.
final class FastRecordSplitter {
  /// The fields of the record that was split last.
  let fields: UnsafeMutablePointer<FieldSplitter.Field>
  let objects: JSONMemberSplitter
  private let room: Int
  private let columns: Int
  private let format: RecordFormat
  private let splitter: FieldSplitter

  init(_ layout: EventLayout) {
    format = layout.format
    columns = layout.header.count
    let delimiter: UInt8 = if case .csv(let delimiter) = layout.format { delimiter } else { 0x2C }
    splitter = FieldSplitter(delimiter: delimiter)
    objects = JSONMemberSplitter(
      CreditColumn.allCases.map { column in
        let content = column.content
        return JSONMemberSplitter.Column(
          name: column.header, allowsNumbers: content == .amount || content == .count,
          allowsTexts: content != .count)
      })
    room = max(columns, CreditColumn.allCases.count)
    fields = .allocate(capacity: room)
    fields.initialize(repeating: FieldSplitter.Field(), count: room)
  }

  deinit {
    fields.deinitialize(count: room)
    fields.deallocate()
  }

  /// Splits a record that has the columns of its file, is UTF-8 and not too long; nil for any other.
  @inline(__always)
  func split(_ bytes: Bytes, from start: Int, isEnd: Bool) -> FieldSplitter.Split? {
    guard format.isCSV else {
      // The tape has checked the text.
      return format.endsAtCR ? nil : objects.split(bytes, from: start, fields: fields)
    }
    guard
      let split = splitter.split(
        bytes, from: start, isEnd: isEnd, fields: fields, capacity: columns),
      split.fieldCount == columns, split.end - start <= RowFault.fieldLimit,
      split.isASCII || TextCheck.isUTF8(Bytes(rebasing: bytes[start..<split.end]))
    else { return nil }
    return split
  }
}
