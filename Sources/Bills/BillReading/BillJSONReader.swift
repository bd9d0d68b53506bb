import Ledger
import Parsing

/// Reads the records of JSON: pages with buckets in `data`, buckets with `results`, lists of records, or a record per
/// line.
struct BillJSONReader {
  let format: BillFormat
  let needsLikeness: Bool

  /// A member of a record, with those of the objects around it; keys within keys are joined by points.
  struct Member {
    let name: String
    let text: [UInt8]
    let isNumber: Bool
    let line: Int
    let column: Int
  }

  func read(
    _ source: ByteSource, isDocument: Bool, row: inout BillRow,
    visit: (inout BillRow, Likeness?) -> Void
  ) throws(FileProblem) -> BillFile.Ending {
    var ending = BillFile.Ending()
    let slots = format.columns
    row.cells = Array(repeating: BillRow.Cell(), count: slots.count)
    row.isThere = Array(repeating: true, count: slots.count)
    row.titles = slots.map { $0.first ?? "" }
    let bytes = try BillJSONReader.contents(source)
    ending.bytes = Int64(bytes.count)
    let text = bytes[bytes.byteOrderMarkLength...]
    var last: (value: JSONValue, line: Int)?
    if isDocument {
      let value: JSONValue
      do throws(JSONFault) {
        value = try JSONReader.read(Array(text), allowsComments: false, nestedKeysMayRepeat: true)
      } catch {
        throw FileProblem(
          .json(error.reason), path: source.path, line: error.line, column: error.column)
      }
      walk(value, above: [], line: 0, row: &row, visit: visit)
      last = (value, 0)
    } else {
      var number = 0
      for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
        defer { number += 1 }
        if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
        do throws(JSONFault) {
          let value = try JSONReader.read(
            Array(line), allowsComments: false, nestedKeysMayRepeat: true)
          walk(value, above: [], line: number, row: &row, visit: visit)
          last = (value, number)
        } catch {
          row.clear()
          row.line = number + 1
          row.note(.json(error.reason))
          visit(&row, nil)
        }
      }
    }
    ending.morePages = last.flatMap { BillJSONReader.morePages($0.value, line: $0.line) }
    return ending
  }

  /// The bytes of a file, all of them.
  static func contents(
    _ source: ByteSource, limit: Int = .max
  ) throws(FileProblem) -> [UInt8] {
    do throws(ReadFault) {
      let next = try source.open()
      var bytes: [UInt8] = []
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { room.deallocate() }
      while bytes.count < limit {
        let count = try next(room)
        if count == 0 { break }
        bytes.append(contentsOf: room[..<count])
      }
      return bytes
    } catch {
      throw FileProblem(error, path: source.path)
    }
  }

  // MARK: Records

  /// Finds the records of a value, and passes each on.
  private func walk(
    _ value: JSONValue, above: [Member], line: Int, row: inout BillRow,
    visit: (inout BillRow, Likeness?) -> Void
  ) {
    switch value.content {
    case .array(let values):
      for each in values { walk(each, above: above, line: line, row: &row, visit: visit) }
    case .object(let members):
      if let list = members.first(where: { BillJSONReader.isList($0, of: BillJSONReader.lists) }) {
        // What a page says of itself is no part of its records.
        return walk(list.value, above: above, line: line, row: &row, visit: visit)
      }
      var own: [Member] = []
      for member in members where !BillJSONReader.isList(member, of: ["results"]) {
        BillJSONReader.flatten(member.value, member.key, line: line, into: &own)
      }
      if let results = members.first(where: { BillJSONReader.isList($0, of: ["results"]) }) {
        walk(
          results.value, above: own.filter { $0.name != "object" }, line: line, row: &row,
          visit: visit)
        return
      }
      let names = Set(own.map(\.name))
      record(
        above.filter { !names.contains($0.name) } + own, line: line + value.line,
        column: value.column, row: &row, visit: visit)
    case .null, .boolean, .number, .string:
      row.clear()
      row.line = line + value.line
      row.note(.notAnObject)
      visit(&row, nil)
    }
  }

  /// The names of lists of records, or of buckets.
  static let lists: Set<String> = ["data", "items", "rows", "records", "costs"]

  private static func isList(_ member: JSONValue.Member, of names: Set<String>) -> Bool {
    guard names.contains(member.key), case .array = member.value.content else { return false }
    return true
  }

  private static func flatten(
    _ value: JSONValue, _ name: String, line: Int, into members: inout [Member]
  ) {
    let text: String
    var isNumber = false
    switch value.content {
    case .object(let inner):
      for member in inner {
        flatten(member.value, "\(name).\(member.key)", line: line, into: &members)
      }
      return
    case .array: text = value.compact
    case .null: text = ""
    case .boolean(let flag): text = flag ? "true" : "false"
    case .number(let number): (text, isNumber) = (number, true)
    case .string(let string): text = string
    }
    members.append(
      Member(
        name: name, text: Array(text.utf8), isNumber: isNumber, line: line + value.line,
        column: value.column))
  }

  private func record(
    _ members: [Member], line: Int, column: Int, row: inout BillRow,
    visit: (inout BillRow, Likeness?) -> Void
  ) {
    row.clear()
    row.line = line
    let bytes = members.flatMap(\.text)
    bytes.withUnsafeBufferPointer { bytes in
      var cells: [String: BillRow.Cell] = [:]
      var titles: [String: String] = [:]
      var likeness = needsLikeness ? Likeness() : nil
      var at = 0
      for member in members {
        let text = Bytes(rebasing: bytes[at..<at + member.text.count])
        at += member.text.count
        if needsLikeness, !format.isMeasure(member.name) {
          likeness?.add(text, of: Likeness.column(member.name))
        }
        let folded = BillFormat.folded(member.name)
        cells[folded] = BillRow.Cell(
          text: text, isNumber: member.isNumber, line: member.line, column: member.column)
        titles[folded] = member.name
      }
      for (slot, names) in format.columns.enumerated() {
        let name = names.first { cells[$0] != nil }
        row.cells[slot] = name.flatMap { cells[$0] } ?? BillRow.Cell()
        row.isThere[slot] = name != nil
        row.titles[slot] = name.flatMap { titles[$0] } ?? names.first ?? ""
      }
      format.read(&row)
      visit(&row, likeness)
    }
  }

  /// The place where the last page says that more follow.
  private static func morePages(_ value: JSONValue, line: Int) -> (line: Int, column: Int)? {
    switch value.content {
    case .array(let values): return values.last.flatMap { morePages($0, line: line) }
    case .object(let members):
      guard let more = members.first(where: { $0.key == "has_more" }),
        case .boolean(true) = more.value.content
      else { return nil }
      return (line + more.line, more.column)
    case .null, .boolean, .number, .string: return nil
    }
  }

  /// The keys of the first records of a value, and of what is around them.
  static func names(_ value: JSONValue, into names: inout Set<String>, limit: Int = 200) {
    switch value.content {
    case .array(let values): for each in values.prefix(limit) { self.names(each, into: &names) }
    case .object(let members):
      for member in members {
        if isList(member, of: lists.union(["results"])) {
          names.insert(member.key)
          self.names(member.value, into: &names)
        } else {
          var own: [Member] = []
          flatten(member.value, member.key, line: 0, into: &own)
          names.formUnion(own.map(\.name))
        }
      }
    case .null, .boolean, .number, .string: return
    }
  }
}

extension JSONValue {
  /// The value as JSON without blanks.
  var compact: String {
    switch content {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): JSONString.quoted(text)
    case .array(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { JSONString.quoted($0.key) + ":" + $0.value.compact }
        .joined(separator: ",") + "}"
    }
  }
}
