import Ledger

extension UsageMapping {
  /// The translation of the records of its file into ledger columns.
  var translation: RowTranslation {
    let names = names
    let row = MappedRow(self, names: names)
    return RowTranslation(
      columns: [], paths: (names + unread).map(SourcePath.init), required: [],
      searched: { requestID in row.searched(requestID) },
      translate: { row.translate($0, $1) })
  }

  /// The same where the file has `titles`: with `keepsOwnNames`, those that are our own names are read as ours.
  func completed(by titles: some Sequence<String>) -> UsageMapping {
    guard keepsOwnNames else { return self }
    var mapping = self
    for title in Set(titles) {
      guard let column = LedgerColumn.named[folded(Array(title.utf8))],
        !sources.contains(where: { $0.column == column })
      else { continue }
      mapping.sources.append(Source(column: column, names: [title]))
    }
    mapping.sources.sort { $0.column.rawValue < $1.column.rawValue }
    return mapping
  }
}

/// Writes the cells of records as a mapping says.
private struct MappedRow: Sendable {
  private let mapping: UsageMapping
  /// The columns of the file by their numbers.
  private let paths: [SourcePath]
  /// Per source of the mapping, the numbers of its columns.
  private let numbers: [[Int]]
  /// The numbers of the columns that say which records are requests.
  private let choices: [Int]
  private let leftOut: ExcludedRows
  private let conditions: UnmappedConditions
  private let sumsCacheWrites: Bool

  init(_ mapping: UsageMapping, names: [String]) {
    self.mapping = mapping
    paths = names.map(SourcePath.init)
    numbers = mapping.sources.map { $0.names.compactMap(names.firstIndex(of:)) }
    choices = mapping.choices.compactMap { names.firstIndex(of: $0.name) }
    leftOut = ExcludedRows(mapping, names: names)
    conditions = UnmappedConditions(mapping, after: names)
    sumsCacheWrites = mapping.sumsCacheWrites
  }

  /// The part of an id that is in the file: all, the longest of several parts, or nothing that is known.
  func searched(_ requestID: [UInt8]) -> [UInt8] {
    guard mapping.values[.requestID] == nil, mapping.constants[.requestID] == nil else { return [] }
    let isJoined = mapping.sources.contains { $0.column == .requestID && $0.names.count > 1 }
    guard isJoined else { return requestID }
    let parts = requestID.split(separator: 0x20)
    return Array(parts.max { $0.count < $1.count } ?? [])
  }

  func translate(_ row: SourceRow, _ cells: CellWriter) {
    defer { if cells.skipped == nil { conditions.state(row, cells) } }
    if mapping.keepsOwnNames {
      for (source, numbers) in zip(mapping.sources, numbers) {
        cells.keep(source.column, row[numbers[0]])
      }
      if cells.isBlank(.provider) { cells.writeVendor() }
      return
    }
    for (rule, number) in choices.enumerated() {
      if let reason = mapping.choices[rule].reason(for: value(number, in: row).choiceText) {
        return skip(row, by: rule, for: reason, cells)
      }
    }
    for (column, text) in mapping.constants {
      cells.set(column, keeping: Array(text.utf8), at: row.place)
    }
    var leaves = TokenBreakdown(cells)
    // The text of the export for the vendor, where it means another.
    var vendorText: String?
    for (source, numbers) in zip(mapping.sources, numbers) {
      guard let first = numbers.first else { continue }
      switch source.column.content {
      case .quantity(let unitClass):
        for number in numbers {
          let value = value(number, in: row)
          if !take(value, as: unitClass, source.column, &leaves, cells) {
            self.number(source.column, value, cells)
          }
        }
      case .cost, .credits, .multiplier: number(source.column, value(first, in: row), cells)
      case .time: time(source.column, numbers, in: row, cells)
      case .id, .name:
        let text = text(source.column, numbers, in: row, cells)
        if source.column == .provider { vendorText = text }
      }
    }
    if cells.isBlank(.provider) { cells.writeVendor(of: row.root) }
    let vendor = cells.cells[LedgerColumn.provider.rawValue]
    if let (total, count) = leaves.hold(by: mapping, of: vendor, called: vendorText) {
      let name = String(decoding: vendor.prefix(64), as: UTF8.self)
      return cells.fault(.vendorWithoutRule(name, total: total), total, at: count.source)
    }
    leaves.write()
  }

  /// Leaves out a record, with what it states of usage where that is a doubt.
  private func skip(_ row: SourceRow, by rule: Int, for reason: String, _ cells: CellWriter) {
    let texts = choices.map { value($0, in: row).choiceText }
    let usage = leftOut.usage(rule, reason, texts: texts) { value($0, in: row).choiceText }
    cells.skip(usage.map(SkippedRecord.withUsage) ?? .otherKind(reason))
  }

  /// The value of a column; of a cell with JSON in it, the member that the name leads to.
  ///
  /// One at a time: the text of the next cell may take its place.
  private func value(_ number: Int, in row: SourceRow) -> SourceValue {
    let value = row[number]
    guard paths[number].leadsInto, value.mayHoldJSON, let inner = row.json(value) else {
      return value
    }
    return paths[number].value(inText: inner, of: row.root)
  }

  // MARK: Texts

  /// Returns the text of a value; nil, and a note, for a value that is not text.
  private func string(
    _ value: SourceValue, _ column: LedgerColumn, _ cells: CellWriter
  ) -> String? {
    switch value.kind {
    case .missing, .null: return ""
    case .twice: cells.fault(.valueTwice(column), column, at: value)
    case .array, .object:
      cells.fault(.jsonType(column, found: value.kind.words), column, at: value)
    case .string where value.hasEscapes:
      return String(decoding: value.unescaped, as: UTF8.self)
    case .cell where value.hasEscapes:
      return String(decoding: value.bytes, as: UTF8.self).replacing("\"\"", with: "\"")
    case .isTrue, .isFalse, .number, .string, .cell:
      return String(decoding: value.bytes, as: UTF8.self)
    }
    return nil
  }

  /// Writes what a text means.
  ///
  /// - Returns: the text of the export where it means something else; nil where it does not.
  @discardableResult
  private func text(
    _ column: LedgerColumn, _ numbers: [Int], in row: SourceRow, _ cells: CellWriter
  ) -> String? {
    var texts: [String] = []
    var place: Int?
    let words = mapping.values[column]
    for number in numbers {
      let value = value(number, in: row)
      place = place ?? value.place
      guard let text = string(value, column, cells) else { return nil }
      // What a text means here is said before what stands for nothing anywhere.
      if words?[text] != nil || !mapping.numbers.blanks.contains(text) { texts.append(text) }
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: " ")
    var meant = text.isEmpty ? text : words?[text] ?? words?[UsageMapping.anyOther] ?? text
    if column == .region { meant = ConditionKeywords.place(inPath: meant) ?? meant }
    if !meant.isEmpty { cells.set(column, keeping: Array(meant.utf8), at: place ?? row.place) }
    return text == meant ? nil : text
  }

  private func time(
    _ column: LedgerColumn, _ numbers: [Int], in row: SourceRow, _ cells: CellWriter
  ) {
    var texts: [String] = []
    // Of the first value only its place is asked for once others were read.
    var first = SourceValue.missing(at: row.place)
    for (index, number) in numbers.enumerated() {
      let value = value(number, in: row)
      if index == 0 { first = .missing(at: value.place) }
      guard let text = string(value, column, cells) else { return }
      let plain = String(text.trimmingBlanks)
      if !plain.isEmpty && !mapping.numbers.blanks.contains(plain) { texts.append(plain) }
    }
    let text = texts.joined(separator: " ")
    if text.isEmpty { return }
    do throws(LocalTimeFault) {
      let moment = try mapping.times.moment(text)
      if moment.isShownTwice { cells.warn(.shownTwice, at: first) }
      if moment.isLeapSecond { cells.warn(.leapSecond, at: first) }
      cells.set(column, keeping: Array(moment.instant.rfc3339.utf8), at: first.place)
    } catch {
      cells.fault(.mappedTime(error, column: column, text: text.excerpt), column, at: first)
    }
  }

  // MARK: Numbers

  /// Adds a count to the leaves; false for a class that no total holds.
  private func take(
    _ value: SourceValue, as unitClass: UnitClass, _ column: LedgerColumn,
    _ leaves: inout TokenBreakdown, _ cells: CellWriter
  ) -> Bool {
    let place: WritableKeyPath<TokenBreakdown, TokenBreakdown.Count?>
    switch unitClass {
    case .input: place = \.input
    case .cacheRead: place = \.cacheRead
    case .cacheWrite5m: place = sumsCacheWrites ? \.cacheWrite : \.cacheWrite5m
    case .cacheWrite1h: place = \.cacheWrite1h
    case .output: place = \.output
    case .reasoning: place = \.reasoning
    case .audioInput: place = \.audioInput
    case .audioOutput: place = \.audioOutput
    case .audioCacheRead: place = \.audioCacheRead
    case .imageInput: place = \.imageInput
    case .imageOutput: place = \.imageOutput
    case .image, .search, .second, .request:
      return false
    }
    if let count = count(value, column, cells) {
      let sum = count + (leaves[keyPath: place]?.value ?? 0)
      leaves[keyPath: place] = TokenBreakdown.Count(value: sum, source: value)
    }
    return true
  }

  private func count(
    _ value: SourceValue, _ column: LedgerColumn, _ cells: CellWriter
  ) -> Int64? {
    guard let text = string(value, column, cells) else { return nil }
    guard let plain = plain(text, column) else {
      refuse(text, column, at: value, cells)
      return nil
    }
    if plain.isEmpty { return nil }
    let isDecimalPointKnown = value.kind == .number || mapping.numbers.statesDecimals
    switch NumberText.count(
      Name(plain), limit: Quantities.countLimit, allowsGroupOfZeros: isDecimalPointKnown)
    {
    case .success(let number):
      if number.hadZeroDecimals { cells.warn(.zeroDecimals, at: value) }
      return number.value
    case .failure(let failure):
      cells.fault(told(failure.fault, column, text), column, at: value)
      return nil
    }
  }

  private func plain(_ text: String, _ column: LedgerColumn) -> String? {
    mapping.numbers.plain(
      text, times: mapping.units[column] ?? .one, allowsExponent: !column.content.isQuantity)
  }

  /// Notes what is wrong with a text that is no number as the mapping has them.
  private func refuse(
    _ text: String, _ column: LedgerColumn, at value: SourceValue, _ cells: CellWriter
  ) {
    let read = NumberText.decimal(Name(text), scale: 0, limit: 0, allowsNegative: true)
    let fault = if case .failure(let failure) = read { failure.fault } else { NumberFault.form }
    let isForm = [.form, .comma, .currency, .sign].contains(fault)
    cells.fault(told(isForm ? fault : .form, column, text), column, at: value)
  }

  /// Returns the fault of a number with the text of the source, not the converted one.
  private func told(_ fault: NumberFault, _ column: LedgerColumn, _ text: String) -> RowFault {
    // What is no number is in no unit either.
    guard let unit = mapping.units[column], unit != .one, fault != .form else {
      return .number(fault, column: column, text: text.excerpt)
    }
    return .mappedNumber(fault, column: column, text: text.excerpt, unit: unit.word)
  }

  /// Writes a number in Assay's unit; amounts that were kept in binary floating point lose decimals after the 18th.
  private func number(_ column: LedgerColumn, _ value: SourceValue, _ cells: CellWriter) {
    guard let text = string(value, column, cells) else { return }
    guard let plain = plain(text, column) else { return refuse(text, column, at: value, cells) }
    if plain.isEmpty { return }
    if value.kind != .number, mapping.numbers.mayBeDecimals(text) {
      cells.warn(.groupOrDecimals, at: value)
    }
    var bytes = Array(plain.utf8)
    if column.content == .cost {
      bytes =
        bytes.withUnsafeBufferPointer { ExponentText.plain($0, decimals: Money.decimals) } ?? bytes
    }
    if let fault = bytes.withUnsafeBufferPointer(column.content.fault(ofNumber:)) {
      return cells.fault(told(fault, column, text), column, at: value)
    }
    cells.set(column, keeping: bytes, at: value.place)
  }
}
