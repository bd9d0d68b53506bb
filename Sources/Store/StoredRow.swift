import Ledger
import Tables

/// The values of one row on their way into a table, in the order of its columns.
///
/// One value is used for all rows of a table, so that no row costs memory of its own.
struct StoredRow: ~Copyable {
  /// All texts of the row, one after another.
  private(set) var text = ByteBuilder()
  private(set) var values: [Value] = []

  enum Value {
    case null
    case integer(Int64)
    /// The bytes in a range.
    case text(from: Int, to: Int)
  }

  mutating func removeAll() {
    text.removeAll()
    values.removeAll(keepingCapacity: true)
  }

  mutating func appendNull() { values.append(.null) }

  mutating func append(_ count: Int64) { values.append(.integer(count)) }

  mutating func append(_ text: String) {
    let start = self.text.count
    self.text.put(text)
    values.append(.text(from: start, to: self.text.count))
  }

  mutating func append(_ name: Name) {
    let start = text.count
    text.put(name.bytes)
    values.append(.text(from: start, to: text.count))
  }

  /// Appends a text, or NULL where nothing is known.
  mutating func append(orNull text: String?) {
    if let text { append(text) } else { appendNull() }
  }

  /// Appends the exact decimal `value` × 10⁻ˢᶜᵃˡᵉ as text.
  mutating func append(decimal value: Int128, scale: Int) {
    let start = text.count
    text.put(value, scale: scale)
    values.append(.text(from: start, to: text.count))
  }

  /// Appends a whole number.
  ///
  /// One that 64 bits do not hold goes in as text, of which a column of integers makes the nearest REAL.
  mutating func append(count: Int128) {
    if let small = Int64(exactly: count) {
      append(small)
    } else {
      append(decimal: count, scale: 0)
    }
  }

  mutating func append(_ cell: Cell) {
    switch cell {
    case .blank: appendNull()
    case .text(let text): append(text)
    case .count(let count): append(count: count)
    case .day(let day): append(day.description)
    case .boolean(let isTrue): append(isTrue ? 1 : 0)
    case .money, .shownMoney, .credits, .creditsSum, .seconds, .multiplier, .percent, .decimal:
      guard let number = cell.number else { preconditionFailure("such a cell holds a number") }
      append(decimal: number.value, scale: number.scale)
    }
  }
}
