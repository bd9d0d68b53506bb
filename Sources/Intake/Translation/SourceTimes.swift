import Ledger

extension CellWriter {
  /// The form in which a format writes its times.
  enum WrittenTime {
    /// As RFC 3339 has it, with its zone.
    case zoned
    /// As RFC 3339 has it, or `2026-07-01 00:00:12.345` in UTC without saying so.
    case utc
    /// Seconds since 1970, with or without decimals, or RFC 3339.
    case either
  }

  /// Writes a time as RFC 3339.
  func time(_ column: LedgerColumn, _ value: SourceValue, _ form: WrittenTime) {
    switch value.kind {
    case .missing, .null: set(column, Bytes(start: nil, count: 0), at: value.place)
    case .twice: fault(.valueTwice(column), column, at: value)
    case .cell, .string, .number: written(column, value, form)
    case .isTrue, .isFalse, .array, .object:
      fault(.jsonType(column, found: value.kind.words), column, at: value)
    }
  }

  private func written(_ column: LedgerColumn, _ value: SourceValue, _ form: WrittenTime) {
    if form == .zoned { return self.text(column, value) }
    let text = value.bytes
    let isNumber = !text.isEmpty && text.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2E }
    if form == .either && isNumber { return seconds(column, value) }
    if hasShortZone(text) {
      return set(column, keeping: Array(text) + Array(":00".utf8), at: value.place)
    }
    guard let base = text.baseAddress, lacksZone(text) else { return self.text(column, value) }
    let copy = arena.room(text.count + 1)
    copy.update(from: base, count: text.count)
    copy[10] = 0x54
    copy[text.count] = 0x5A
    set(column, Bytes(start: copy, count: text.count + 1), at: value.place)
  }

  /// Returns true if a text ends with a zone of whole hours, as PostgreSQL writes it.
  ///
  /// An example is `2026-07-01 00:00:12.345+00`.
  private func hasShortZone(_ text: Bytes) -> Bool {
    text.count >= 22 && (text[text.count - 3] == 0x2B || text[text.count - 3] == 0x2D)
      && text[text.count - 1] &- 0x30 < 10 && text[text.count - 2] &- 0x30 < 10 && text[10] == 0x20
  }

  /// Returns true if a text looks like `2026-07-01 00:00:12.345` and then ends.
  ///
  /// It may have a `T` between date and time.
  private func lacksZone(_ text: Bytes) -> Bool {
    guard text.count >= 19, text.count <= 29, text[4] == 0x2D, text[7] == 0x2D,
      text[10] == 0x20 || text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A
    else { return false }
    return text.count == 19
      || text[19] == 0x2E && text[20...].allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Beyond this a number is one of milliseconds: the year 2255.
  private static let latestSecond: Int128 = 9_000_000_000

  /// Writes the instant of a number of seconds since 1970; of decimals nine are kept.
  private func seconds(_ column: LedgerColumn, _ value: SourceValue) {
    let result = NumberText.decimal(
      value.bytes, scale: 9, limit: CellWriter.latestSecond * 1_000_000_000, allowsNegative: false)
    guard case .success(let number) = result else { return otherUnit(column, value) }
    let instant = Instant(nanoseconds: Int64(number.value))
    set(column, keeping: Array(instant.rfc3339.utf8), at: value.place)
  }

  /// Tells of which unit a number is that is too large for one of seconds.
  private func otherUnit(_ column: LedgerColumn, _ value: SourceValue) {
    let number = String(decoding: value.bytes, as: UTF8.self)
    do throws(LocalTimeFault) {
      _ = try TimeForm(shape: .epoch(nanoseconds: Instant.nanosecondsPerSecond), zone: nil)
        .read(number)
    } catch {
      if case .epochUnit(let likely) = error {
        let unit = LocalTimeFault.notSeconds(likely: likely)
        return fault(.mappedTime(unit, column: column, text: number.excerpt), column, at: value)
      }
    }
    text(column, value)
  }

  /// Writes an amount of money that was kept as binary floating point, such as `1.2e-05`: its decimals after the 18th are
  /// cut off, which no comparison at 17 decimals or less can tell.
  func binaryCost(_ column: LedgerColumn, _ value: SourceValue) {
    guard value.kind == .cell || value.kind == .number else { return text(column, value) }
    let text = value.bytes
    if text.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D }) {
      let point = text.firstIndex(of: 0x2E) ?? text.count
      let kept = min(text.count, point + 1 + Money.decimals)
      return set(column, Bytes(rebasing: text[..<kept]), at: value.place)
    }
    guard let plain = ExponentText.plain(text, decimals: Money.decimals) else {
      return self.text(column, value)
    }
    set(column, keeping: plain, at: value.place)
  }
}

extension CellWriter {
  /// Writes an amount in ticks, of which 10,000,000,000 are a USD.
  func tickCost(_ column: LedgerColumn, _ value: SourceValue) {
    if value.isBlank { return }
    guard value.kind == .number,
      let plain = ExponentText.plain(value.bytes, decimals: Money.decimals, power: -10)
    else { return fault(.jsonType(column, found: value.kind.words), column, at: value) }
    set(column, keeping: plain, at: value.place)
  }
}
