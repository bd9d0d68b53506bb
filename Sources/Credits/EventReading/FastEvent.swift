import Intake
import Ledger

/// Reads the rows that nearly every credit ledger has, in place: plain texts, times in UTC, plain numbers.
///
/// Every other row, and every row with something wrong or unusual, is left to `CarefulEvent`.
struct FastEvent {
  /// By field: the column; nil for an unknown one.
  private let columns: [CreditColumn?]
  private let kindField: Int
  private var at = FastInstants()
  private var effectiveAt = FastInstants()
  private var expiresAt = FastInstants()
  private var recordedAt = FastInstants()
  private var lastKind = EventKind.deduct
  private let pending = PendingNames()

  /// Makes the reader of a table; nil where a column is missing without which no row can be read.
  init?(columns: [CreditColumn?]) {
    guard let kind = columns.firstIndex(of: .kind) else { return nil }
    self.columns = columns
    kindField = kind
  }

  /// Returns the event of a record with one field per column; nil where the careful path has to decide.
  @inline(__always)
  mutating func read(
    _ fields: UnsafeMutablePointer<FieldSplitter.Field>, _ texts: inout EventTextInterner
  ) -> EventDraft? {
    guard let kind = kind(fields[kindField].bytes) else { return nil }
    var draft = EventDraft(kind: kind)
    var waiting = 0
    for index in columns.indices {
      let text = fields[index].bytes
      guard text.count > 0 else { continue }
      if fields[index].hasQuotePairs { return nil }
      guard let column = columns[index] else { continue }
      draft.filled |= 1 << UInt32(column.rawValue)
      switch column {
      case .kind: break
      case .at, .effectiveAt, .expiresAt, .recordedAt:
        guard let instant = instant(text, of: column) else { return nil }
        draft.set(column, at: instant.nanoseconds)
      case .credits, .paidUSD, .balanceAfter:
        guard let amount = amount(text, of: column, kind) else { return nil }
        draft.set(column, amount: amount)
      case .priority:
        guard let priority = FastNumbers.count(text), priority <= EventCells.priorityLimit else {
          return nil
        }
        draft.terms.priority = Int32(priority)
        draft.statesTerms = true
      case .source:
        guard setSource(text, of: &draft, &texts) else { return nil }
      case .currency:
        guard text.elementsEqual("USD".utf8) else { return nil }
      case .level, .channel, .reason, .actor: draft.set(column, texts.names.number(of: text))
      case .eventID, .accountID, .userID, .grantID, .requestID, .reservationID, .transferID,
        .reverses, .paymentID, .idempotencyKey, .counterparty, .couponCode, .package, .plan,
        .provider:
        // Looked up at the end of the row: until then the memory for it is fetched.
        let hash = CreditNames.hash(text)
        texts.names.prefetch(hash)
        pending.slots[waiting] = PendingNames.Slot(column: column, text: text, hash: hash)
        waiting += 1
      }
    }
    guard !draft.lacks(required[Int(kind.rawValue)]),
      draft.terms.expiresAt > draft.event.at
    else { return nil }
    for index in 0..<waiting {
      let slot = pending.slots[index]
      guard let number = texts.plainName(slot.text, hash: slot.hash) else { return nil }
      draft.set(slot.column, number)
    }
    return draft
  }

  /// By kind: the columns that it must fill.
  private let required = EventKind.allCases.map(\.requiredBits)
  private let words = EventKind.allCases.map { Array($0.word.utf8) }
  private let sources = GrantSource.allCases.map { Array($0.word.utf8) }

  @inline(__always)
  private mutating func kind(_ text: Bytes) -> EventKind? {
    if text.elementsEqual(words[Int(lastKind.rawValue)]) { return lastKind }
    for (index, word) in words.enumerated()
    where word.count == text.count && word[0] == text[0] && text.elementsEqual(word) {
      lastKind = EventKind.allCases[index]
      return lastKind
    }
    return nil
  }

  @inline(__always)
  private mutating func instant(_ text: Bytes, of column: CreditColumn) -> Instant? {
    switch column {
    case .at: at.read(text)
    case .effectiveAt: effectiveAt.read(text)
    case .expiresAt: expiresAt.read(text)
    default: recordedAt.read(text)
    }
  }

  @inline(__always)
  private func amount(_ text: Bytes, of column: CreditColumn, _ kind: EventKind) -> Int128? {
    let isNegative = text[0] == 0x2D
    let digits = isNegative ? Bytes(rebasing: text.dropFirst()) : text
    guard let amount = FastNumbers.decimal(digits, scale: EventCells.scale(of: column, kind)),
      amount <= EventCells.limit(of: column, kind)
    else { return nil }
    if column == .credits {
      guard amount > 0 || !kind.needsAmount, !isNegative || kind.mayBeNegative else { return nil }
    } else if isNegative && column != .balanceAfter {
      return nil
    }
    return isNegative ? -amount : amount
  }

  private func setSource(
    _ text: Bytes, of draft: inout EventDraft, _ texts: inout EventTextInterner
  ) -> Bool {
    for (index, word) in sources.enumerated() where text.elementsEqual(word) {
      let source = GrantSource.allCases[index]
      draft.event.source = source.rawValue
      return draft.event.kind != .grant || GrantSource.stated.contains(source)
    }
    guard draft.event.kind != .grant, let number = texts.plainName(text) else { return false }
    draft.set(.source, number)
    return true
  }
}

/// The names of a row that are not yet looked up: at most one for each column.
private final class PendingNames {
  struct Slot {
    let column: CreditColumn
    let text: Bytes
    let hash: UInt64
  }

  let slots: UnsafeMutablePointer<Slot>

  init() {
    slots = .allocate(capacity: CreditColumn.allCases.count)
    slots.initialize(
      repeating: Slot(column: .eventID, text: Bytes(start: nil, count: 0), hash: 0),
      count: CreditColumn.allCases.count)
  }

  deinit {
    slots.deinitialize(count: CreditColumn.allCases.count)
    slots.deallocate()
  }
}
