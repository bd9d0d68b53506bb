import Ledger
import Parsing

/// Splits a ledger of JSON lines into records: one object a line, its members by the names of our columns.
///
/// A record has one field per known column, in the order of `columns`, so that everything after it is
/// the same as for CSV. Numbers stay the text that was written.
package struct JSONLinesScanner {
  /// A CR that no LF follows ends a line; else it is a blank.
  let endsAtCR: Bool
  private let columns: JSONColumns

  /// - Parameters:
  ///   - endsAtCR: a CR that no LF follows ends a line; else it is a blank.
  ///   - columns: the members that are cells.
  package init(endsAtCR: Bool, columns: JSONColumns = LedgerColumn.jsonColumns) {
    self.endsAtCR = endsAtCR
    self.columns = columns
  }

  /// Scans the line that begins at `start`; `isEnd` tells that no bytes follow these.
  ///
  /// Without `readsColumns` the record has no fields: other code knows what its members mean.
  package func scan(
    _ bytes: Bytes, from start: Int, isEnd: Bool, readsColumns: Bool = true
  ) -> CarefulScanner.Scan {
    var record = CarefulScanner.Record()
    guard record.setEnd(ofLineAt: start, in: bytes, isEnd: isEnd, endsAtCR: endsAtCR) else {
      return .incomplete
    }
    let line = bytes[start..<record.end]
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      record.fields = [CarefulScanner.Field(start: start, text: [], isQuoted: false)]
      return .record(record)
    }
    if line.count > RowFault.recordLimit {
      record.fault = .longRecord(bytes: line.count)
      return .record(record)
    }
    read(
      Array(line), from: start, isCut: record.lineEnd == .none, readsColumns: readsColumns,
      into: &record)
    return .record(record)
  }

  /// Reads one object, the line or element that begins at `start`.
  func read(
    _ line: [UInt8], from start: Int, isCut: Bool, readsColumns: Bool,
    into record: inout CarefulScanner.Record
  ) {
    if let place = TextCheck.firstPlaceThatIsNotUTF8(line) {
      record.fault = .notUTF8(byte: line[place])
      record.faultPlace = start + place
      return
    }
    do throws(JSONFault) {
      // Only our own members are ours to judge: what is inside of others may repeat keys.
      let value = try JSONReader.read(line, allowsComments: false, nestedKeysMayRepeat: true)
      guard case .object(let members) = value.content else {
        record.fault = .jsonNoObject
        return
      }
      if readsColumns { fill(&record, with: members, from: start, text: line) }
    } catch {
      // Whoever reads other members looks for keys that stand twice by himself.
      if !readsColumns && error.reason.isOfWholeText { return }
      // A line that is whole but for its line end was not cut, whatever else is wrong with it.
      let isPart = isCut && !error.reason.isOfWholeText
      record.fault = isPart ? .jsonCut : .json(error.reason, byte: error.column)
      record.faultPlace = isPart ? nil : start + error.column - 1
    }
  }

  private func fill(
    _ record: inout CarefulScanner.Record, with members: [JSONValue.Member], from start: Int,
    text whole: [UInt8]
  ) {
    // Only an element of a document has more than one line.
    let lines = [0] + whole.indices.lazy.filter { whole[$0] == 0x0A }.map { $0 + 1 }
    func place(_ line: Int, _ column: Int) -> Int { start + lines[line - 1] + column - 1 }
    var values: [Name: JSONValue] = [:]
    for member in members { values[Name(member.key)] = member.value }
    for (column, name) in columns.names.enumerated() {
      guard let value = values.removeValue(forKey: name) else {
        record.fields.append(
          CarefulScanner.Field(start: start + whole.count, text: [], isQuoted: false))
        continue
      }
      record.members.namedNumbers.append(column)
      let text = columns.text(value.content, column)
      record.fields.append(
        CarefulScanner.Field(
          start: place(value.line, value.column), text: text ?? [], isQuoted: false,
          fault: text == nil ? columns.fault(column, value.content.kind) : nil))
    }
    // What is left of the values belongs to nobody.
    record.members.unknown = members.filter { values[Name($0.key)] != nil }.map {
      (Name($0.key), place($0.line, $0.column))
    }
  }
}

extension CarefulScanner.Record {
  /// Sets where the line that starts at `start` ends; false when it continues after `bytes`.
  mutating func setEnd(
    ofLineAt start: Int, in bytes: Bytes, isEnd: Bool, endsAtCR: Bool
  ) -> Bool {
    end = start
    while end < bytes.count && bytes[end] != 0x0A && !(endsAtCR && bytes[end] == 0x0D) { end += 1 }
    if end == bytes.count {
      next = end
      return isEnd
    }
    if bytes[end] == 0x0D {
      if end + 1 == bytes.count && !isEnd { return false }
      let isBoth = end + 1 < bytes.count && bytes[end + 1] == 0x0A
      lineEnd = isBoth ? .both : .carriageReturn
      next = isBoth ? end + 2 : end + 1
    } else {
      let isBoth = end > start && bytes[end - 1] == 0x0D
      lineEnd = isBoth ? .both : .lineFeed
      next = end + 1
      if isBoth { end -= 1 }
    }
    return true
  }
}
