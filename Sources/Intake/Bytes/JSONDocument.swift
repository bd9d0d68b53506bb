import Ledger
import Parsing

/// A JSON document whose records are the elements of one list: the list itself, or one within an object, as in
/// `{"data": [ … ]}`.
///
/// A document is scanned element by element; only one is in memory at a time.
enum JSONDocument {
  /// The place at which the list was found.
  struct Opening: Hashable {
    /// The offset of the first element or of the end of the list.
    let first: Int
    /// The number of objects around the list: 0 … 2.
    let depth: Int
  }

  /// The names of lists of records, and of objects that hold such a list.
  static let lists: Set<String> = [
    "data", "items", "logs", "rows", "records", "results", "generations",
  ]

  /// Looks for the list from `start` on.
  ///
  /// - Returns: nil where the bytes end before it, or hold none.
  static func opening(of bytes: Bytes, from start: Int) -> Opening? {
    guard let base = bytes.baseAddress else { return nil }
    if let known = opening(base, from: start, to: bytes.count, depth: 0) { return known }
    // Under any other name it is the only list of objects, and hardly anything stands beside it.
    let found = ObjectLists(base, from: start, to: bytes.count)
    guard found.ends == .whole, found.members <= 4, found.lists.count == 1 else { return nil }
    return Opening(first: found.lists[0].first, depth: 1)
  }

  /// A list without elements is taken only where no other follows.
  private static func opening(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, depth: Int
  ) -> Opening? {
    let at = skipBlanks(base, from: start, to: end)
    guard at < end else { return nil }
    if base[at] == 0x5B {
      let first = skipBlanks(base, from: at + 1, to: end)
      return first < end ? Opening(first: first, depth: depth) : nil
    }
    guard base[at] == 0x7B, depth < 2 else { return nil }
    var found: Opening?
    var empty: Opening?
    _ = forEachMember(base, from: at, to: end) { key, value in
      guard lists.contains(key),
        let list = opening(base, from: value, to: end, depth: depth + 1)
      else { return true }
      if base[list.first] == 0x5D {
        empty = empty ?? list
      } else {
        found = list
      }
      return found == nil
    }
    return found ?? empty
  }

  /// Passes on the members of the object whose brace is at `brace`, each with where its value starts, as long as
  /// `body` wants more.
  ///
  /// A member is passed on before its value is read, which may continue after the bytes.
  /// - Returns: where reading stopped, which is the start of a value that continues after the bytes or after which no
  ///   more is wanted, and whether the object is closed there.
  static func forEachMember(
    _ base: UnsafePointer<UInt8>, from brace: Int, to end: Int,
    _ body: (_ key: String, _ value: Int) -> Bool
  ) -> (at: Int, isClosed: Bool) {
    let tape = JSONTape()
    var at = brace
    while true {
      let name = skipBlanks(base, from: at + 1, to: end)
      guard name < end, base[name] == 0x22,
        case .value(let nameEnd) = tape.read(base, from: name, to: end)
      else { return (at, false) }
      let colon = skipBlanks(base, from: nameEnd, to: end)
      guard colon < end, base[colon] == 0x3A else { return (at, false) }
      let text = Bytes(start: base + name + 1, count: nameEnd - name - 2)
      at = skipBlanks(base, from: colon + 1, to: end)
      guard body(String(decoding: text, as: UTF8.self), at),
        case .value(let valueEnd) = tape.read(base, from: at, to: end)
      else { return (at, false) }
      at = skipBlanks(base, from: valueEnd, to: end)
      guard at < end, base[at] == 0x2C else { return (at, at < end && base[at] == 0x7D) }
    }
  }

  static func skipBlanks(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var at = start
    while at < end, base[at] == 0x20 || base[at] == 0x0A || base[at] == 0x0D || base[at] == 0x09 {
      at += 1
    }
    return at
  }

  /// The result of scanning from one offset.
  enum Scan {
    /// An element up to `end`; the next one, or the end of the list, begins at `next`.
    case element(end: Int, next: Int)
    /// The list ends here, and so does the file, with nothing wrong.
    ///
    /// - Parameter more: what a member says of pages that follow; nil where none does.
    case end(next: Int, more: JSONPages.More?)
    case incomplete
    case broken(JSONFault.Reason, place: Int)
  }

  /// Scans the element that begins at `start` of a list within `depth` objects.
  ///
  /// Without more bytes after it an element is alone, as where single records are read again.
  static func scan(
    _ bytes: Bytes, from start: Int, isEnd: Bool, depth: Int, tape: JSONTape
  ) -> Scan {
    guard let base = bytes.baseAddress, start < bytes.count else { return .incomplete }
    if base[start] == 0x5D { return close(bytes, from: start, isEnd: isEnd, depth: depth) }
    let end: Int
    switch tape.read(base, from: start, to: bytes.count) {
    case .value(let valueEnd): end = valueEnd
    case .incomplete where !isEnd: return .incomplete
    case .incomplete, .refused: return fault(bytes, from: start)
    }
    var at = skipBlanks(base, from: end, to: bytes.count)
    // A number at the end may go on.
    guard at < bytes.count else { return isEnd ? .element(end: end, next: at) : .incomplete }
    if base[at] == 0x5D { return .element(end: end, next: at) }
    guard base[at] == 0x2C else { return .broken(.expected(", or ]"), place: at) }
    at = skipBlanks(base, from: at + 1, to: bytes.count)
    guard at < bytes.count else { return isEnd ? .element(end: end, next: at) : .incomplete }
    return base[at] == 0x5D
      ? .broken(.expected("a value"), place: at) : .element(end: end, next: at)
  }

  /// Reads the text after the list: the rest of the objects around it, without a second list of records.
  private static func close(_ bytes: Bytes, from start: Int, isEnd: Bool, depth: Int) -> Scan {
    guard isEnd else { return .incomplete }
    let before = Array(repeating: Array("{\"\":".utf8), count: depth).flatMap(\.self)
    let text = before + [0x5B] + bytes[start...]
    do throws(JSONFault) {
      let around = try JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)
      try refuseSecondList(in: around, depth: depth)
      return .end(next: bytes.count, more: JSONPages.more(in: around, depth: depth))
    } catch {
      let place = text.count - before.count - 1
      return .broken(
        error.reason,
        place: min(
          bytes.count, start + max(0, min(place, error.offset(in: text) - before.count - 1))))
    }
  }

  /// Throws where records are beside the list that was read, which is the first member at each depth.
  private static func refuseSecondList(
    in around: JSONValue, depth: Int
  ) throws(JSONFault) {
    guard depth > 0, case .object(let members) = around.content, let first = members.first else {
      return
    }
    try refuseSecondList(in: first.value, depth: depth - 1)
    if let second = members.dropFirst().first(where: { holdsRecords($0, depth: 2) }) {
      throw JSONFault(
        reason: .secondList(second.key), line: second.line, column: second.column)
    }
  }

  /// Returns true if a member would be read as records if it were the whole document.
  private static func holdsRecords(_ member: JSONValue.Member, depth: Int) -> Bool {
    guard lists.contains(member.key) else { return false }
    switch member.value.content {
    case .array(let items):
      guard case .object = items.first?.content else { return false }
      return true
    case .object(let members):
      return depth > 1 && members.contains { holdsRecords($0, depth: depth - 1) }
    case .null, .boolean, .number, .string: return false
    }
  }

  /// Returns the fault of the value at `start`, which a tape refused.
  private static func fault(_ bytes: Bytes, from start: Int) -> Scan {
    let text = Array(bytes[start...])
    // Bytes that are no text may stand in records far behind the fault, as far as a block goes.
    let end = TextCheck.firstPlaceThatIsNotUTF8(text) ?? text.count
    do throws(JSONFault) {
      _ = try JSONReader.read(
        Array(text[..<end]), allowsComments: false, nestedKeysMayRepeat: true)
    } catch {
      let place = min(end, error.offset(in: text))
      let isBeforeText = place == end && end < text.count
      return .broken(isBeforeText ? .notUTF8 : error.reason, place: start + place)
    }
    return .broken(.expected("a value"), place: start)
  }
}

extension JSONFault {
  /// The byte of `text` at the place of the fault.
  fileprivate func offset(in text: [UInt8]) -> Int {
    var line = 1
    var at = 0
    while line < self.line, at < text.count {
      if text[at] == 0x0A { line += 1 }
      at += 1
    }
    return at + column - 1
  }
}

/// Finds where the elements of a JSON document end, for a search that needs few of many.
package struct ElementSkimmer {
  private let depth: Int
  private let tape = JSONTape()

  /// - Parameter format: that of a JSON document.
  package init(_ format: RecordFormat) {
    guard case .jsonDocument(let depth) = format else {
      preconditionFailure("only documents have elements")
    }
    self.depth = depth
  }

  /// Returns where the element that `bytes` begin with ends, and where the next begins; nil where they go on
  /// beyond them, or are none.
  package func element(of bytes: Bytes, isEnd: Bool) -> (end: Int, next: Int)? {
    guard
      case .element(let end, let next) = JSONDocument.scan(
        bytes, from: 0, isEnd: isEnd, depth: depth, tape: tape)
    else { return nil }
    return (end, next)
  }
}
