import Intake
import Ledger
import Parsing

/// Reads files of credit events, one after another, into one packed ledger.
struct EventReader {
  var texts = EventTextInterner()
  private(set) var events: [CreditEvent] = []
  private(set) var terms: [OptionalEventFields] = []
  private(set) var files: [Name] = []
  private(set) var rejected: [RejectedEvent] = []
  private(set) var kept: [RejectedEventRow] = []
  private(set) var refused: [(path: String, code: String)] = []
  private(set) var recordedLater = 0
  var notes: EventFindings
  private let rules: CreditReading.Rules
  private let keptLimit: Int
  private let knownAt: Int64
  /// The bytes of all files to read, as far as they are known; 0 when there is room for their events.
  var size = 0

  init(_ rules: CreditReading.Rules, keeping limit: Int = CreditReading.keptRejects) {
    self.rules = rules
    keptLimit = limit
    knownAt = rules.knownAt?.nanoseconds ?? .max
    notes = EventFindings(limit: rules.listed)
  }

  /// Adds the rows of `balances.csv`, which come before all events of their instants.
  mutating func add(_ balances: [BookBalance]) {
    guard !balances.isEmpty else { return }
    files.append("balances.csv")
    for balance in balances {
      var event = CreditEvent(
        kind: .balance, at: balance.at.nanoseconds,
        account: texts.names.number(of: balance.account))
      event.credits = balance.credits.microcredits
      event.hasCredits = true
      event.isBookBalance = true
      event.line = UInt32(balance.line)
      events.append(event)
    }
  }

  /// Reads a file; one that cannot be used leaves nothing but a finding.
  mutating func read(_ input: EventInput) {
    let path = input.source.path
    let marks = (
      events.count, terms.count, rejected.count, kept.count, recordedLater
    )
    files.append(Name(path))
    notes.begin(path)
    do throws(FileFailure) {
      let rows = try readRows(of: input)
      let rejects = rejected.count - marks.2
      if rules.refuses(rejects, rows) {
        throw FileFailure(.tooManyRejects(rejected: rejects, rows: rows))
      }
      notes.end(rows: rows)
    } catch {
      events.removeSubrange(marks.0...)
      terms.removeSubrange(marks.1...)
      rejected.removeSubrange(marks.2...)
      kept.removeSubrange(marks.3...)
      recordedLater = marks.4
      notes.refuse(error)
      refused.append((path, error.fault.code))
    }
  }

  /// Reads the rows of a file; returns how many there are.
  private mutating func readRows(of input: EventInput) throws(FileFailure) -> Int {
    let next: ReadNext
    do throws(ReadFault) { next = try input.source.open() } catch { throw FileFailure(error) }
    let buffer = BlockBuffer(blockBytes: EventReader.blockBytes, read: next)
    let layout = try EventReader.layout(of: buffer, input)
    notes.add(layout)
    var rows = EventRows(layout, input.mapping)
    while true {
      try buffer.fill()
      let bytes = buffer.bytes
      if bytes.isEmpty { break }
      let used = try rows.read(bytes, isEnd: buffer.isEnd, into: &self)
      buffer.consume(used)
      if used > 0 {
        reserve(forRowsLike: rows.count, of: used)
        continue
      }
      if buffer.isEnd { break }
      guard bytes.count < FileFault.longestRecord else {
        throw FileFailure.endlessRecord(bytes, format: layout.format, line: rows.line)
      }
      buffer.grow()
    }
    try rows.checkMembers()
    return rows.count
  }

  /// Makes room for as many events as all files have rows, if those are as long as the first; memory that is not used
  /// costs nothing, while an array that grows is moved.
  private mutating func reserve(forRowsLike count: Int, of bytes: Int) {
    if size <= bytes { return }
    let rows = size / bytes * count / 10 * 11
    events.reserveCapacity(rows)
    terms.reserveCapacity(rows)
    size = 0
  }

  private static let blockBytes = 1 << 18

  /// Reads the beginning of a file, and takes it from the buffer.
  static func layout(
    of buffer: BlockBuffer, _ input: EventInput
  ) throws(FileFailure) -> EventLayout {
    while true {
      try buffer.fill()
      if let layout = try EventLayout.read(buffer.bytes, isEnd: buffer.isEnd, input) {
        buffer.consume(layout.headerEnd)
        return layout
      }
      guard !buffer.isEnd, buffer.bytes.count <= RowFault.recordLimit else {
        throw FileFailure(buffer.isEnd ? .noHeader : .longHeader, line: 1, column: 1)
      }
      buffer.grow()
    }
  }

  // MARK: Rows

  /// Adds an event.
  @inline(__always)
  mutating func add(_ draft: EventDraft, line: Int) {
    guard draft.event.recordedAt <= knownAt else {
      recordedLater += 1
      return
    }
    var event = draft.event
    event.file = UInt32(truncatingIfNeeded: files.count - 1)
    event.line = UInt32(line)
    if draft.statesTerms {
      event.terms = UInt32(terms.count)
      terms.append(draft.terms)
    }
    events.append(event)
  }

  /// Adds a row that is no event.
  ///
  /// - Parameter row: what could be read of its cells; nil where it has none.
  mutating func reject(
    _ faults: [PlacedCreditFault], _ row: CarefulEvent?, line: Int, text: Slice<Bytes>
  ) {
    let first = faults[0]
    let file = UInt32(files.count - 1)
    func number(_ column: CreditColumn) -> UInt32 {
      (row?.text(column) ?? []).withUnsafeBufferPointer { texts.names.number(of: $0) }
    }
    rejected.append(
      RejectedEvent(
        at: row?.at?.nanoseconds ?? .min, account: number(.accountID), eventID: number(.eventID),
        request: number(.requestID), file: file, line: UInt32(line), code: first.fault.code,
        credits: number(.credits)))
    var messages: [String] = []
    for fault in faults where !messages.contains(fault.fault.message) {
      messages.append(fault.fault.message)
    }
    let isKept = kept.count < keptLimit
    let reject = RejectedEventRow(
      file: file, line: line, column: first.column, code: first.fault.code,
      message: messages.joined(separator: "; "), text: isKept ? rules.cut(Array(text)) : [])
    if isKept { kept.append(reject) }
    notes.add(reject, byte: first.byte, help: first.fault.help)
  }
}
