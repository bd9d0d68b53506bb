import Ledger

/// Spells out decimals that were written with an exponent.
enum ExponentText {
  /// Returns `text` times ten to the `power`, without an exponent and cut to `decimals`; nil where it is no such number.
  static func plain(_ text: Bytes, decimals: Int, power scale: Int = 0) -> [UInt8]? {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = scale
    var at = 0
    let isNegative = text.first == 0x2D
    if isNegative { at += 1 }
    while at < text.count, text[at] &- 0x30 < 10 || text[at] == 0x2E && point == nil {
      if text[at] == 0x2E { point = digits.count } else { digits.append(text[at]) }
      at += 1
    }
    guard !digits.isEmpty else { return nil }
    if at < text.count {
      guard text[at] | 0x20 == 0x65 else { return nil }
      let isBelow = at + 1 < text.count && text[at + 1] == 0x2D
      let sign = at + 1 < text.count && (isBelow || text[at + 1] == 0x2B)
      let power = text[(at + (sign ? 2 : 1))...]
      guard (1...4).contains(power.count), power.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      let size = power.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      guard size <= 400 else { return nil }
      exponent += isBelow ? -size : size
    }
    var place = (point ?? digits.count) + exponent
    if place < 0 {
      digits = Array(repeating: 0x30, count: -place) + digits
      place = 0
    }
    if place > digits.count { digits += Array(repeating: 0x30, count: place - digits.count) }
    let whole = digits[..<place].drop { $0 == 0x30 }
    let fraction = digits[place...].prefix(decimals)
    let last = fraction.lastIndex { $0 != 0x30 }
    let kept = last.map { fraction[...$0] } ?? []
    return (isNegative ? [0x2D] : []) + (whole.isEmpty ? [0x30] : whole)
      + (kept.isEmpty ? [] : [0x2E] + kept)
  }
}
