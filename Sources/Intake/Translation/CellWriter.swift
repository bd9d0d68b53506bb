import Ledger

/// Collects the cells of our columns that a foreign record comes to, and what is wrong with it.
///
/// The texts lie in the scanned bytes or in its arena; every cell knows the place of the original.
final class CellWriter {
  private(set) var cells: UnsafeMutablePointer<Bytes>
  private(set) var places: [Int]
  /// The faults, each with the ledger column that it spoils.
  private(set) var faults: [(fault: RowFault, column: LedgerColumn, place: Int)] = []
  private(set) var warnings: [(warning: RowWarning, place: Int)] = []
  /// The conditions that the record states besides its cells; see `RequestCondition`.
  private(set) var conditions = RequestConditions()
  /// The reason why the record is not usage; nil if it is.
  private(set) var skipped: SkippedRecord?
  /// The record among those that it is part of or consists of; nil where its format has no such.
  var node: RecordTreeNode?
  /// The record is a copy of one that was written elsewhere, and decides neither user nor start.
  var isCopy = false
  /// The records of its kind that state usage of others; nil if that is unknown.
  let sums: AggregateRecords?
  /// Finds what nothing reads; nil for formats that say it themselves.
  let unread: UnreadConditions?
  /// The names of models that have a price, as far as they were looked up.
  let models: KnownModels?
  var knownModels: [Name: Bool] = [:]
  /// The rewrite through which the text of the file is read.
  let rewrite: RecordRewrite?
  /// The storage of texts that have no place in the scanned bytes.
  var arena: TextArena
  /// See `LedgerLayout.keptVendors`.
  let keptVendors: Set<String>
  private var start = 0

  static let count = LedgerColumn.allCases.count

  init(
    arena: TextArena, rewrite: RecordRewrite?, models: KnownModels?, unread: UnreadConditions?,
    sums: AggregateRecords?, keptVendors: Set<String>
  ) {
    self.arena = arena
    self.rewrite = rewrite
    self.models = models
    self.unread = unread
    self.sums = sums
    self.keptVendors = keptVendors
    cells = .allocate(capacity: CellWriter.count)
    cells.initialize(repeating: Bytes(start: nil, count: 0), count: CellWriter.count)
    places = Array(repeating: 0, count: CellWriter.count)
  }

  deinit { cells.deallocate() }

  /// Forgets the last record; the next begins at `place`.
  func begin(at place: Int) {
    start = place
    for index in 0..<CellWriter.count {
      cells[index] = Bytes(start: nil, count: 0)
      places[index] = place
    }
    if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
    if !warnings.isEmpty { warnings.removeAll(keepingCapacity: true) }
    skipped = nil
    node = nil
    isCopy = false
    conditions = RequestConditions()
  }

  /// Notes what the record states that no cell holds.
  func state(_ condition: RequestCondition) { conditions.insert(condition) }

  /// The record is not usage: it is counted, and skipped.
  func skip(_ reason: SkippedRecord) { skipped = reason }

  func fault(_ fault: RowFault, _ column: LedgerColumn, at value: SourceValue) {
    faults.append((fault, column, value.place))
  }

  func warn(_ warning: RowWarning, at value: SourceValue) {
    warnings.append((warning, value.place))
  }

  /// True if the status that was written is that of a failed request.
  var hasFailed: Bool { cells[LedgerColumn.status.rawValue].elementsEqual("failed".utf8) }

  /// Returns true if a cell is blank, as nothing has been written to it.
  func isBlank(_ column: LedgerColumn) -> Bool { cells[column.rawValue].isEmpty }

  // MARK: Texts

  /// Writes bytes that stay where they are while the block is read.
  @inline(__always)
  func set(_ column: LedgerColumn, _ bytes: Bytes, at place: Int) {
    cells[column.rawValue] = bytes
    places[column.rawValue] = place
  }

  func set(_ column: LedgerColumn, _ word: StaticString) {
    set(
      column, Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount),
      at: places[column.rawValue])
  }

  func set(_ column: LedgerColumn, keeping text: [UInt8], at place: Int) {
    set(column, arena.keep(text), at: place)
  }

  /// Copies the cells that were written from a text within the record, as the next such text takes its place.
  func keepTexts() {
    for index in 0..<CellWriter.count where !cells[index].isEmpty {
      cells[index] = arena.keep(Array(cells[index]))
    }
  }

  /// Writes a text as it is; a number or `true` is its digits or word, nothing is nothing.
  func text(_ column: LedgerColumn, _ value: SourceValue) {
    switch value.kind {
    case .missing, .null: places[column.rawValue] = value.place
    case .cell where value.hasEscapes:
      let room = arena.room(value.bytes.count)
      let count = FieldSplitter.writeUndoubled(value.bytes, to: room)
      set(column, Bytes(start: room, count: count), at: value.place)
    case .string where value.hasEscapes:
      set(column, keeping: value.unescaped, at: value.place)
    case .cell, .string, .number, .isTrue, .isFalse: set(column, value.bytes, at: value.place)
    case .array, .object: fault(.jsonType(column, found: value.kind.words), column, at: value)
    case .twice: fault(.valueTwice(column), column, at: value)
    }
  }

  /// Writes a value of a native column, held to the type that it has in native JSON lines.
  func own(_ column: LedgerColumn, _ value: SourceValue) {
    let isText = column.content.isText || column.content == .time
    let isNumber =
      switch column.content {
      case .quantity: value.kind == .number
      case .cost, .credits, .multiplier: value.kind == .number || value.kind == .string
      case .id, .time, .name: column == .byok && value.kind == .number
      }
    let isFlag = column == .byok && (value.kind == .isTrue || value.kind == .isFalse)
    if value.isBlank || value.kind == .twice || isNumber || isFlag
      || isText && value.kind == .string
    {
      text(column, value)
    } else {
      fault(.jsonType(column, found: value.kind.words), column, at: value)
    }
  }

  // MARK: Counts

  /// Writes a whole number.
  func count(_ column: LedgerColumn, _ value: Int64, at place: Int) {
    set(column, arena.keep(value), at: place)
  }

  /// Reads a whole number that `column` is made of; nil where there is none, or it is faulty, which is noted.
  func count(of value: SourceValue, for column: LedgerColumn) -> Int64? {
    count(of: value, for: column) { fault($0, column, at: value) }
  }

  /// The same, where what is wrong with the number is passed on instead of being noted.
  func count(
    of value: SourceValue, for column: LedgerColumn, ifFaulty tell: (RowFault) -> Void
  ) -> Int64? {
    switch value.kind {
    case .missing, .null: return nil
    case .number, .cell:
      if value.bytes.isEmpty { return nil }
      // Most are short; digits one by one need no room after them.
      if value.bytes.count <= 9, let plain = CellWriter.plainCount(value.bytes) { return plain }
      switch NumberText.count(
        value.bytes, limit: Quantities.countLimit, allowsGroupOfZeros: value.kind == .number)
      {
      case .success(let number):
        if number.hadZeroDecimals { warn(.zeroDecimals, at: value) }
        if number.wasTrimmed { warn(.trimmedNumber, at: value) }
        return number.value
      case .failure(let failure):
        let text = String(decoding: value.bytes.prefix(64), as: UTF8.self)
        tell(.number(failure.fault, column: column, text: text))
      }
    case .twice: tell(.valueTwice(column))
    case .string, .isTrue, .isFalse, .array, .object:
      tell(.jsonType(column, found: value.kind.words))
    }
    return nil
  }

  @inline(__always)
  private static func plainCount(_ text: Bytes) -> Int64? {
    var value: Int64 = 0
    for byte in text {
      let digit = byte &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }
}

extension SourceValue.Kind {
  /// The type in words.
  var words: String {
    switch self {
    case .missing: "missing"
    case .null: "null"
    case .isTrue, .isFalse: "true or false"
    case .number: "a number"
    case .string, .cell: "a string"
    case .array: "a list"
    case .object: "an object"
    case .twice: "there twice"
    }
  }
}
