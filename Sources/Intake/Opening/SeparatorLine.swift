/// The line `sep=;` above a table, which names the delimiter of columns to Excel; it is no header and no row.
package struct SeparatorLine {
  package let delimiter: UInt8
  /// The offset at which the next line begins.
  package let end: Int

  /// The number of bytes that decide, with quotes and both letters of a line end.
  package static let enough = 9

  /// Reads the line that starts at `start`; nil where it is another, or names no delimiter of columns.
  package init?(_ bytes: some RandomAccessCollection<UInt8>, from start: Int) {
    var line = Array(bytes.dropFirst(start).prefix(SeparatorLine.enough))
    let feed = line.firstIndex { $0 == 0x0A || $0 == 0x0D }
    guard let feed else { return nil }
    let isPair = line[feed...].starts(with: [0x0D, 0x0A])
    end = start + feed + (isPair ? 2 : 1)
    line = Array(line[..<feed])
    if line.first == 0x22, line.last == 0x22 { line = Array(line.dropFirst().dropLast()) }
    guard line.count == 5, String(decoding: line[..<4], as: UTF8.self).lowercased() == "sep=",
      LedgerLayout.delimiters.contains(line[4])
    else { return nil }
    delimiter = line[4]
  }
}
