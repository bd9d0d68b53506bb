import Intake
import Support

/// Ledgers from a fixed seed: mostly plain rows, some odd, some wrong, some damaged.
struct RandomLedger {
  private var dice: Dice
  private let delimiter: UInt8
  private let lineEnds: [[UInt8]]
  /// Nil is a column that nobody knows.
  private let columns: [LedgerColumn?]
  private let oddness: Int
  /// One cell in so many has quotes around it.
  private let quoting: Int

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    delimiter = dice.pick([0x2C, 0x3B, 0x09, 0x7C])
    lineEnds = dice.pick([
      [[0x0A]], [[0x0A]], [[0x0D, 0x0A]], [[0x0D]], [[0x0A], [0x0A], [0x0D, 0x0A], [0x0D]],
    ])
    let needed: [LedgerColumn] = [.requestID, .startedAt, .provider, .model, .userID, .inputTokens]
    let share = dice.pick([2, 3, 30])
    var columns: [LedgerColumn?] = [nil] + needed
    for column in LedgerColumn.allCases where !needed.contains(column) {
      if !dice.hits(oneIn: share) { columns.append(column) }
    }
    self.columns = columns.shuffled(using: &dice)
    oddness = dice.pick([20, 200, 1_000])
    quoting = dice.pick([1, 2, oddness, oddness])
  }

  /// Returns a header and `count` rows; where `isDamaged`, with some bytes of the rows changed.
  mutating func text(rows count: Int, isDamaged: Bool) -> [UInt8] {
    let header = columns.map { Array(($0?.name ?? "note").utf8) }
    var text = Array(header.joined(separator: [delimiter])) + dice.pick(lineEnds)
    let start = text.count
    for _ in 0..<count {
      let cells = columns.map { column -> [UInt8] in
        let cell = Array((dice.hits(oneIn: oddness) ? oddCell() : goodCell(of: column)).utf8)
        return dice.hits(oneIn: quoting) ? [0x22] + cell + [0x22] : cell
      }
      text += Array(cells.joined(separator: [delimiter])) + dice.pick(lineEnds)
      if dice.hits(oneIn: oddness) { text += dice.pick(lineEnds) }
      if dice.hits(oneIn: oddness) {
        text += Array(repeating: delimiter, count: columns.count - 1) + dice.pick(lineEnds)
      }
    }
    if isDamaged { damage(&text, from: start) }
    return text
  }

  private mutating func damage(_ text: inout [UInt8], from start: Int) {
    // No digits: a year out of all bounds has a test of its own.
    let bytes: [UInt8] = [
      0x22, delimiter, 0x0A, 0x0D, 0x00, 0x09, 0x20, 0x2D, 0x2E, 0x7F, 0x80, 0xC3, 0xA9, 0xFF,
    ]
    for _ in 0..<Int.random(in: 1...6, using: &dice) where start < text.count {
      let place = Int.random(in: start..<text.count, using: &dice)
      switch Int.random(in: 0...2, using: &dice) {
      case 0: text[place] = dice.pick(bytes)
      case 1: text.insert(dice.pick(bytes), at: place)
      default: if text[place] > 0x39 || text[place] < 0x30 { text.remove(at: place) }
      }
    }
    if dice.hits(oneIn: 3) { text.removeLast() }
  }

  private mutating func oddCell() -> String {
    dice.pick([
      "", " ", "x ", " 5", "5\t", "007", "10.0", "10.5", "-1", "-0.0", "+1", "1e3", "1,5", "$1",
      "\u{E9}", "\u{200B}", "\u{FEFF}", "\u{85}", "a\0", "total", "999999999999999",
      "9999999999999999", "1000000000000", "1000000000000.1", "0.1234567", "0.1234567890123456789",
      "0.500000000000000000000", "123456789012345678", "failed", "TRUE", "yes", "2026-07-29",
      "2026-07-29T10:00:00+02:00", "2016-12-31T23:59:60Z", "2014-01-01T00:00:00Z",
      "2026-02-30T00:00:00Z", "2026-07-29T10:00:00.1234567890Z", "2026-07-29t10:00:00z",
      String(repeating: "i", count: 257), "request_id", "=\"7\"", "'7", "'x", "1.58E+18", "nan",
      "#N/A", "7.0", "Summe", "12.000", "46235",
    ])
  }

  private mutating func goodCell(of column: LedgerColumn?) -> String {
    guard let column else { return dice.pick(["", "free text", "~"]) }
    // Few kinds and users, so that the fast path meets most of them again.
    let isUsual = !dice.hits(oneIn: 40)
    switch column.content {
    case .id where column == .requestID: return String(Int.random(in: 0...99, using: &dice))
    case .id: return dice.pick(["a", "b"])
    case .name where isUsual: return column == .status || column == .byok ? "" : "x"
    case .time where column == .startedAt:
      return dice.pick([
        "2026-07-29T10:00:00Z", "2026-07-29T23:59:59.999Z", "2026-07-30T00:00:00.000000001Z",
      ])
    case .time: return dice.pick(["", "2026-07-30T00:00:01Z", "2026-07-31T10:00:00.5Z"])
    case .name where column == .status: return dice.pick(["completed", "failed"])
    case .name where column == .byok: return dice.pick(["0", "true"])
    case .name where column == .provider || column == .model: return "y z"
    case .name: return dice.pick(["", "y z"])
    case .quantity(.second), .cost, .multiplier, .credits:
      return dice.pick(["", "0", "0.5", "12.25", "999.999999"])
    case .quantity: return dice.pick(["", "0", "7", "123456"])
    }
  }
}
