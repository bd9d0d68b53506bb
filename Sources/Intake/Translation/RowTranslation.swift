import Ledger
import Parsing

/// The recognition of one foreign format, and the translation of its records into ledger cells.
struct RowTranslation: Sendable {
  /// The possible containers of the records.
  enum Container: Hashable, Sendable { case csv, json }

  /// The columns or members that are read, in the order of the numbers that `translate` asks for them by.
  let columns: [StaticString]
  /// After them, names that only the settings know.
  var paths: [SourcePath] = []
  /// Those without which nothing is a record of this format.
  let required: [String]
  /// Of these, where there are any, at least one has to be there.
  var oneOf: [String] = []
  /// Of each of these lists at least one has to be there.
  var oneOfEach: [[String]] = []
  /// The names that only a close relative of this format has.
  var without: [String] = []
  var containers: Set<Container> = [.csv, .json]
  /// See `UsageFormat.isCumulative`.
  var isCumulative = false
  /// See `UsageFormat.searched`.
  var searched: @Sendable ([UInt8]) -> [UInt8] = { $0 }
  /// Writes the cells of one record.
  let translate: @Sendable (SourceRow, CellWriter) -> Void

  /// Returns the names that `names` lack to be those of this format, as far as that is known.
  ///
  /// It is empty if none is missing.
  func missing(in names: Set<String>) -> [String] {
    let missing = required.filter { !names.contains($0) }
    if !missing.isEmpty { return missing }
    let lists = (oneOf.isEmpty ? [] : [oneOf]) + oneOfEach
    return lists.filter { !$0.contains(where: names.contains) }.map { $0[0] }
  }

  /// Returns true if a record with `names` is one of this format.
  func recognises(_ names: Set<String>) -> Bool {
    missing(in: names).isEmpty && !without.contains(where: names.contains)
  }
}

/// One record of a foreign format: its values by the columns of its translation.
final class SourceRow {
  /// One value per column of the translation.
  fileprivate(set) var values: [SourceValue]
  /// The place for messages about the whole record.
  fileprivate(set) var place = 0
  /// The whole record where it is an object of JSON, else missing.
  fileprivate(set) var root = SourceValue.missing(at: 0)
  /// The tape to which a record of JSON is read.
  let tape = JSONTape()
  private let inner = JSONTape()
  private var text: UnsafeMutablePointer<UInt8>
  private var capacity = 4_096

  init(columns: Int) {
    values = Array(repeating: .missing(at: 0), count: columns)
    text = .allocate(capacity: capacity)
  }

  deinit { text.deallocate() }

  /// The value of a column by its number.
  subscript(column: Int) -> SourceValue { values[column] }

  /// Takes the values of a CSV record by the fields of `sources`, -1 where the file has none.
  func take(
    _ fields: UnsafePointer<FieldSplitter.Field>, sources: [Int], from start: Int
  ) {
    place = start
    for (column, field) in sources.enumerated() {
      guard field >= 0 else {
        values[column] = .missing(at: start)
        continue
      }
      let source = fields[field]
      values[column] = SourceValue(cell: source.bytes, place: source.place)
      values[column].hasEscapes = source.hasQuotePairs
    }
  }

  /// Takes the members of the JSON object on the row's tape, which was read from `base`; false where it is no
  /// object.
  func take(
    _ base: UnsafePointer<UInt8>, from start: Int, names: [StaticString], paths: [SourcePath]
  ) -> Bool {
    let root = SourceValue(tape, base: base)
    guard root.kind == .object else { return false }
    self.root = root
    place = start
    for (column, name) in names.enumerated() {
      let value = root[name]
      values[column] = value.kind == .missing ? .missing(at: start) : value
    }
    for (number, path) in paths.enumerated() {
      let value = path.value(in: root)
      values[names.count + number] = value.kind == .missing ? .missing(at: start) : value
    }
    return true
  }

  /// The value of JSON that `value` holds: itself, or what the text of a cell or string spells; nil where that is
  /// no JSON.
  ///
  /// One text at a time: the next call takes its place.
  func json(_ value: SourceValue) -> SourceValue? {
    guard value.kind == .cell || value.kind == .string else { return value }
    if value.isBlank { return .missing(at: value.place) }
    let hasPairs = value.kind == .cell && value.hasEscapes
    let bytes = value.hasEscapes && !hasPairs ? plain(value) : value.bytes
    return json(bytes, at: value.place, hasQuotePairs: hasPairs) ?? python(bytes, value)
  }

  private func json(_ bytes: Bytes, at place: Int, hasQuotePairs: Bool) -> SourceValue? {
    guard let base = bytes.baseAddress,
      case .value(let end) = inner.read(
        base, from: 0, to: bytes.count, hasQuotePairs: hasQuotePairs),
      bytes[end...].allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 })
    else { return nil }
    return SourceValue(inner, base: base, place: place, hasQuotePairs: hasQuotePairs)
  }

  /// The same where Python wrote it.
  private func python(_ bytes: Bytes, _ value: SourceValue) -> SourceValue? {
    let plain = value.kind == .cell && value.hasEscapes ? undoubled(bytes) : Array(bytes)
    guard let json = PythonText.json(plain) else { return nil }
    makeRoom(for: json.count)
    for (place, byte) in json.enumerated() { text[place] = byte }
    return self.json(
      Bytes(start: text, count: json.count), at: value.place, hasQuotePairs: false)
  }

  /// A cell with one quote for two.
  private func undoubled(_ cell: Bytes) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: cell.count) { room, count in
      count = room.baseAddress.map { FieldSplitter.writeUndoubled(cell, to: $0) } ?? 0
    }
  }

  private func makeRoom(for count: Int) {
    if count + wordSlack <= capacity { return }
    text.deallocate()
    capacity = 2 * count + wordSlack
    text = .allocate(capacity: capacity)
  }

  /// The text of a string with escapes, in a place of its own.
  private func plain(_ value: SourceValue) -> Bytes {
    makeRoom(for: value.bytes.count)
    return Bytes(start: text, count: JSONEscape.write(value.bytes, to: text))
  }
}
