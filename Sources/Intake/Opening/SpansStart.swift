import Ledger

extension ExportedSpans {
  /// Returns true if a file begins with an export of OTLP that holds spans.
  static func begin(_ bytes: Bytes, from start: Int) -> Bool {
    let head = bytes[start...].lazy.filter { $0 > 0x20 }.prefix(48)
    let text = String(decoding: Array(head), as: UTF8.self)
    let body = text.hasPrefix("[") ? text.dropFirst() : text[...]
    return exports.contains { body.hasPrefix("{\"\($0)\":") }
  }

  /// The start of such a file, at its first span or the end of the list; nil where more of it has to be seen.
  static func start(_ bytes: Bytes, isEnd: Bool) -> LedgerStart? {
    var spans = ExportedSpans()
    var text: [UInt8] = []
    spans.take(bytes, into: &text)
    if isEnd { spans.end(into: &text) }
    let mark = bytes.byteOrderMarkLength
    let first = text.indices.dropFirst(mark).first { text[$0] == 0x7B || text[$0] == 0x5D }
    guard let first = first ?? (isEnd ? text.count : nil) else { return nil }
    let before = CarefulScanner.linesAndColumn(bytes, from: 0, to: first)
    let feed = bytes[..<first].lastIndex(of: 0x0A)
    return LedgerStart(
      layout: LedgerLayout(.jsonDocument(depth: 0), usage: .otelSpans, rewrite: .spans),
      headerEnd: Int64(first), headerLines: Int32(before.lines), headerEnds: .none,
      lineOffset: feed.map { Int64($0) + 1 } ?? 0)
  }
}
