/// A way to write times that is spelled out, as in `dd.MM.yyyy HH:mm:ss`.
///
/// `yyyy`, or `yy` for the years from 2000, `MM` or `M` `dd` or `d` `HH` or `H` `mm` `ss` are numbers of the calendar and the clock, `hh` or `h` with
/// `a` a clock of twelve hours with AM or PM, `MMM` an English month of three letters, `S` decimals of the second, which
/// may be missing with a point or comma before them, `X` an offset such as `Z` or `+02:00`; text in quotes `'` and every other sign means itself.
package struct TimePattern: Hashable, Sendable {
  /// As written.
  package let text: String
  private let parts: [Part]

  private enum Part: Hashable {
    case year, shortYear, month, monthName, day, hour, halfDayHour, minute, second, decimals,
      halfDay, offset
    /// Decimals and the sign before them, or neither.
    case fraction(UInt8)
    case sign(UInt8)
  }

  /// A time as a clock shows it.
  struct Reading {
    var year = 0
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var nanoseconds: Int64 = 0
    /// Seconds east of UTC; nil where the text does not say.
    var offset: Int?
  }

  /// Reads a pattern; nil for one without a year, a month and a day, or with letters that mean nothing.
  package init?(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = Substring(text)
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      switch (letter, run.count) {
      case ("y", 4): parts.append(.year)
      case ("y", 2): parts.append(.shortYear)
      case ("M", 1), ("M", 2): parts.append(.month)
      case ("M", 3): parts.append(.monthName)
      case ("d", 1), ("d", 2): parts.append(.day)
      case ("H", 1), ("H", 2): parts.append(.hour)
      case ("h", 1), ("h", 2): parts.append(.halfDayHour)
      case ("m", 1), ("m", 2): parts.append(.minute)
      case ("s", 1), ("s", 2): parts.append(.second)
      case ("S", _): TimePattern.addDecimals(to: &parts)
      case ("a", 1): parts.append(.halfDay)
      case ("X", _): parts.append(.offset)
      case ("'", _):
        let quoted = rest.dropFirst().prefix { $0 != "'" }
        guard rest.dropFirst(1 + quoted.count).first == "'" else { return nil }
        parts += quoted.utf8.map(Part.sign)
        rest = rest.dropFirst(quoted.count + 2)
        continue
      default:
        if letter.isLetter { return nil }
        parts += run.utf8.map(Part.sign)
      }
      rest = rest.dropFirst(run.count)
    }
    self.parts = parts
    let hasMonth = parts.contains(.month) || parts.contains(.monthName)
    guard parts.contains(.year) || parts.contains(.shortYear), hasMonth, parts.contains(.day) else {
      return nil
    }
    guard parts.contains(.halfDayHour) == parts.contains(.halfDay) else { return nil }
  }

  private static func addDecimals(to parts: inout [Part]) {
    switch parts.last {
    case .sign(let sign) where [UInt8(ascii: "."), UInt8(ascii: ",")].contains(sign):
      parts[parts.count - 1] = .fraction(sign)
    default: parts.append(.decimals)
    }
  }

  /// Reads a time; nil for a text of another shape.
  func read(_ text: String) -> Reading? {
    var scanner = Scanner(text: Array(text.utf8))
    var reading = Reading()
    var half: Int?
    for part in parts {
      switch part {
      case .year: reading.year = scanner.number(4...4)
      case .shortYear: reading.year = 2_000 + scanner.number(2...2)
      case .month: reading.month = scanner.number(1...2)
      case .monthName: reading.month = scanner.month()
      case .day: reading.day = scanner.number(1...2)
      case .hour, .halfDayHour: reading.hour = scanner.number(1...2)
      case .minute: reading.minute = scanner.number(1...2)
      case .second: reading.second = scanner.number(1...2)
      case .decimals: reading.nanoseconds = Int64(scanner.decimals())
      case .fraction(let sign):
        if scanner.take(sign) { reading.nanoseconds = Int64(scanner.decimals()) }
      case .halfDay: half = scanner.halfDay()
      case .offset: reading.offset = scanner.offset()
      case .sign(let sign): scanner.expect(sign)
      }
    }
    guard scanner.isAtEnd, scanner.fits else { return nil }
    if let half {
      guard (1...12).contains(reading.hour) else { return nil }
      reading.hour = reading.hour % 12 + 12 * half
    }
    return reading
  }

  private struct Scanner {
    let text: [UInt8]
    private var at = 0
    /// True if everything so far matched; a part that did not counts as 0.
    private(set) var fits = true

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { at == text.count }

    mutating func take(_ sign: UInt8) -> Bool {
      guard at < text.count, text[at] == sign else { return false }
      at += 1
      return true
    }

    mutating func expect(_ sign: UInt8) {
      if !take(sign) { fits = false }
    }

    private mutating func misfit() -> Int {
      fits = false
      return 0
    }

    mutating func number(_ count: ClosedRange<Int>) -> Int { digits(count) ?? misfit() }

    private mutating func digits(_ count: ClosedRange<Int>) -> Int? {
      let digits = text[at...].prefix { $0 &- 0x30 < 10 }.prefix(count.upperBound)
      guard digits.count >= count.lowerBound else { return nil }
      at += digits.count
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    mutating func decimals() -> Int {
      let digits = text[at...].prefix { $0 &- 0x30 < 10 }
      guard (1...9).contains(digits.count) else { return misfit() }
      at += digits.count
      let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return (digits.count..<9).reduce(value) { value, _ in value * 10 }
    }

    mutating func month() -> Int {
      let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ]
      let word = String(decoding: text[at...].prefix(3).map { $0 | 0x20 }, as: UTF8.self)
      guard let index = names.firstIndex(of: word) else { return misfit() }
      at += 3
      return index + 1
    }

    mutating func halfDay() -> Int {
      let word = text[at...].prefix(2).map { $0 | 0x20 }
      guard word.count == 2, word[1] == UInt8(ascii: "m"),
        let half = [UInt8(ascii: "a"), UInt8(ascii: "p")].firstIndex(of: word[0])
      else { return misfit() }
      at += 2
      return half
    }

    mutating func offset() -> Int {
      if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
      let isWest = take(UInt8(ascii: "-"))
      guard isWest || take(UInt8(ascii: "+")), let hours = digits(2...2) else { return misfit() }
      _ = take(UInt8(ascii: ":"))
      let minutes = digits(2...2) ?? 0
      guard hours <= 23, minutes <= 59 else { return misfit() }
      return (hours * 60 + minutes) * (isWest ? -60 : 60)
    }
  }
}
