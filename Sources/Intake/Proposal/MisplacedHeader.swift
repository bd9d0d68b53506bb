import Ledger

extension FileFault {
  /// Returns the fault of a file whose column names are below other lines; nil if they are not.
  ///
  /// `bytes` are the beginning of the file. Below blank lines, including those of delimiters alone,
  /// the first line is taken for names unless it is a row.
  package static func headerBelow(_ bytes: [UInt8], isEnd: Bool) -> FileFault? {
    let start = bytes.byteOrderMarkLength
    let separator = SeparatorLine(bytes, from: start)
    var rest = bytes[(separator?.end ?? start)...]
    let top = separator == nil ? 0 : 1
    var lines = top
    var skipped: [ArraySlice<UInt8>] = []
    while !rest.isEmpty, skipped.count <= 10 {
      let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
      let below = rest
      rest = rest[line.endIndex...]
      rest = rest.dropFirst(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)
      if !line.allSatisfy({ $0 <= 0x20 || LedgerLayout.delimiters.contains($0) }) {
        // Below the last line stands nothing: all rows are above it.
        let isLast = rest.allSatisfy { $0 <= 0x20 }
        let turned = Array(([line] + skipped).joined(separator: [0x0A]))
        let table = SampleTable(Array(isLast ? turned[...] : below), isEnd: isLast || isEnd)
        if let table, !table.beginsWithRow {
          // Spreadsheets fill the lines above a table up with blank cells.
          if lines == top, table.hasKnownNames || !table.names.contains("") { return nil }
          if lines > top, skipped.isEmpty || table.hasKnownNames {
            return table.hasRow(among: skipped)
              ? .headerBelowRows(line: lines + 1)
              : .preamble(
                lines: lines, endsAtCR: !bytes[..<line.startIndex].contains(0x0A),
                first: String(decoding: (skipped.first ?? []).prefix { $0 > 0x0D }, as: UTF8.self))
          }
        }
        skipped.append(line)
      }
      lines += 1
    }
    return nil
  }
}

extension SampleTable {
  /// Returns true if any of the lines above the table is one of its rows.
  ///
  /// Such a line has as many texts, a time or a figure among them, and states the start and the
  /// model of a request.
  fileprivate func hasRow(among lines: [ArraySlice<UInt8>]) -> Bool {
    guard let delimiter else { return false }
    let rows = lines.compactMap { SampleTable.rows(Array($0), delimiter, isEnd: true).first }
      .filter { texts in
        texts.count == names.count
          && texts.contains { SampleTable.isValue($0, of: texts.count) }
      }
    if rows.isEmpty { return false }
    let guess = ColumnGuess(self)
    let needed = [LedgerColumn.startedAt, .model].flatMap { guess.found[$0, default: []] }
    return rows.contains { texts in
      names.indices.allSatisfy { !needed.contains(names[$0]) || !texts[$0].isEmpty }
    }
  }
}
