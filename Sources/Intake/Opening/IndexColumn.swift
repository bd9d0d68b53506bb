import Ledger

/// The numbers of rows that data frames write before their columns, without a name.
enum IndexColumn {
  /// Returns true if the first field numbers the rows from `start` on.
  ///
  /// Each number is the one before plus 1.
  static func begins(_ bytes: Bytes, from start: Int, delimiter: UInt8, isEnd: Bool) -> Bool {
    let scanner = CarefulScanner(delimiter: delimiter)
    var at = start
    var last: Int64?
    for _ in 0..<rows {
      guard at < bytes.count,
        case .record(let record) = scanner.scan(bytes, from: at, isEnd: isEnd)
      else { break }
      at = record.next
      if record.isBlank { continue }
      guard record.fault == nil, let first = record.fields.first,
        let number = Int64(String(decoding: trimmed(first.text), as: UTF8.self)), number >= 0,
        number < .max, last.map({ $0 + 1 == number }) ?? true
      else { return false }
      last = number
    }
    return last != nil
  }

  private static let rows = 50
}
