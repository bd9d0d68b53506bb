import Intake
import Ledger

/// Reads one row of a credit ledger cell by cell with every check, collecting every fault.
///
/// The result is the same as the fast path's for rows that both can read.
struct CarefulEvent {
  private let cells: [EventCell]
  /// By the number of a column.
  private let places: [Int?]
  private(set) var faults: [PlacedCreditFault] = []
  /// With the byte in the row, from 1, of the cell that each is about.
  private(set) var warnings: [(warning: RowWarning, byte: Int)] = []
  private var kind: EventKind?
  private var instants: [CreditColumn: Instant] = [:]
  private var amounts: [CreditColumn: Int128] = [:]
  private var priority: Int64?

  /// - Parameter cells: in the order in which they are judged.
  init(_ cells: [EventCell]) {
    self.cells = cells
    var places = [Int?](repeating: nil, count: CreditColumn.allCases.count)
    for (index, cell) in cells.enumerated() { places[Int(cell.column.rawValue)] = index }
    self.places = places
  }

  /// Returns the cell of a column; nil where the row has none.
  func cell(_ column: CreditColumn) -> EventCell? { places[Int(column.rawValue)].map { cells[$0] } }

  /// Returns the text of a column, whatever is wrong with it.
  func text(_ column: CreditColumn) -> [UInt8] { cell(column)?.text ?? [] }

  /// The instant of the row; nil where it cannot be read.
  var at: Instant? { instants[.at] }

  /// Reads the row; it is to be rejected when `faults` is not empty afterwards.
  mutating func read() {
    kind = EventKind.named[Name(bytes: text(.kind))]
    let required = CreditColumn.always + (kind?.required ?? [])
    for cell in cells { check(cell, isRequired: required.contains(cell.column)) }
    for column in required where cell(column) == nil {
      faults.append(PlacedCreditFault(fault: .blank(column), column: column.header, byte: 1))
    }
    if let at, let expires = instants[.expiresAt], expires <= at, let cell = cell(.expiresAt) {
      add(.expiryNotAfter(text: cell.excerpt), cell)
    }
  }

  /// Returns the event, whose texts get numbers of `names`.
  func draft(_ names: inout CreditNames) -> EventDraft {
    guard let kind, faults.isEmpty else { preconditionFailure("a faulty row is not an event") }
    var draft = EventDraft(kind: kind)
    for (column, instant) in instants { draft.set(column, at: instant.nanoseconds) }
    for (column, amount) in amounts { draft.set(column, amount: amount) }
    if let priority {
      draft.terms.priority = Int32(priority)
      draft.statesTerms = true
    }
    for cell in cells where !cell.text.isEmpty {
      switch cell.column.content {
      case .time, .amount, .count: continue
      case .id, .name, .prose: break
      }
      if cell.column == .kind || cell.column == .currency { continue }
      if cell.column == .source, let source = GrantSource.named[Name(bytes: cell.text)] {
        draft.event.source = source.rawValue
        continue
      }
      draft.set(cell.column, cell.text.withUnsafeBufferPointer { names.number(of: $0) })
    }
    return draft
  }

  // MARK: Cells

  private mutating func add(_ fault: CreditFault, _ cell: EventCell) {
    faults.append(PlacedCreditFault(fault: fault, column: cell.column.header, byte: cell.byte))
  }

  private mutating func check(_ cell: EventCell, isRequired: Bool) {
    if let fault = cell.fault { return add(fault, cell) }
    if cell.isBlank {
      if isRequired { add(.blank(cell.column), cell) }
      return
    }
    switch cell.column.content {
    case .time: readTime(cell)
    case .amount: readAmount(cell)
    case .count: readPriority(cell)
    case .id, .name: checkName(cell)
    case .prose: break
    }
  }

  private mutating func checkName(_ cell: EventCell) {
    let text = cell.text
    for fault in NameFault.faults(inName: text) { add(.text(fault, cell.column), cell) }
    if cell.column.isRequiredID, let fault = ChangedID.fault(in: text) {
      add(.changedID(fault, cell.column, text: cell.excerpt), cell)
    }
    switch cell.column {
    case .kind where kind == nil: add(.kind(cell.excerpt), cell)
    case .source where kind == .grant:
      if !GrantSource.stated.contains(where: { $0.word.utf8.elementsEqual(text) }) {
        add(.source(cell.excerpt), cell)
      }
    case .currency where !"USD".utf8.elementsEqual(text): add(.currency(cell.excerpt), cell)
    default: break
    }
  }

  private mutating func readTime(_ cell: EventCell) {
    let result = cell.text.withUnsafeBufferPointer {
      text -> Result<InstantText.Reading, InstantFault> in
      do throws(InstantFault) { return .success(try InstantText.read(text)) } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let reading):
      if reading.isLeapSecond { warnings.append((.leapSecond, cell.byte)) }
      instants[cell.column] = reading.instant
    case .failure(let fault):
      add(.time(.instant(fault), cell.column, text: cell.excerpt), cell)
    }
  }

  private mutating func readAmount(_ cell: EventCell) {
    let kind = kind ?? .balance
    let mayBeNegative =
      cell.column == .balanceAfter || cell.column == .credits && kind.mayBeNegative
    let result = cell.text.withUnsafeBufferPointer {
      NumberText.decimal(
        $0, scale: EventCells.scale(of: cell.column, kind),
        limit: EventCells.limit(of: cell.column, kind), allowsNegative: mayBeNegative)
    }
    guard let amount = accept(result, cell) else { return }
    if amount == 0, cell.column == .credits, self.kind?.needsAmount == true {
      return add(.zero(cell.column, kind: kind), cell)
    }
    amounts[cell.column] = amount
  }

  private mutating func readPriority(_ cell: EventCell) {
    let result = cell.text.withUnsafeBufferPointer {
      NumberText.count($0, limit: EventCells.priorityLimit)
    }
    priority = accept(result, cell)
  }

  private mutating func accept<Value>(
    _ result: Result<ReadNumber<Value>, NumberText.Failure>, _ cell: EventCell
  ) -> Value? {
    switch result {
    case .success(let number):
      if number.wasTrimmed { warnings.append((.trimmedNumber, cell.byte)) }
      if number.hadZeroDecimals { warnings.append((.zeroDecimals, cell.byte)) }
      return number.value
    case .failure(let failure):
      add(.number(failure.fault, cell.column, text: cell.excerpt), cell)
      return nil
    }
  }
}

extension GrantSource {
  /// The source that a word names.
  static let named = Dictionary(uniqueKeysWithValues: allCases.map { (Name($0.word), $0) })
}
