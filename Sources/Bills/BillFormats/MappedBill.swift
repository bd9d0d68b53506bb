import Intake
import Ledger

/// Bills without a known format, read as a mapping of the settings says.
///
/// A mapping uses the keys of those for usage exports; docs/FORMATS.md describes it. Periods are days, months or RFC 3339
/// times unless `time_format` says otherwise; a period is `[start, end)`.
enum MappedBill {
  /// Returns the format of a file with a mapping: each source of it is a column.
  static func format(_ mapping: BillMapping) -> BillFormat {
    var names: [String] = []
    var sources: [BillMapping.Column: [Int]] = [:]
    for column in BillMapping.Column.allCases {
      for name in mapping.columns[column] ?? [] {
        sources[column, default: []].append(names.count)
        names.append(BillFormat.folded(name))
      }
    }
    let (places, titles) = (sources, names)
    var format = BillFormat(mapping: names.map { [$0] }) { row in
      var reader = MappedRow(mapping: mapping, sources: places, row: row)
      let line = reader.line()
      row = reader.row
      row.emit(line)
    }
    for column in [BillMapping.Column.amount, .quantity, .requests] {
      for index in sources[column] ?? [] { format.measures.insert(titles[index]) }
    }
    return format
  }
}

/// One record, by the columns of bills.
private struct MappedRow {
  let mapping: BillMapping
  let sources: [BillMapping.Column: [Int]]
  var row: BillRow

  mutating func line() -> RawBillLine {
    var line = RawBillLine()
    line.vendor = name(.vendor)
    setPeriod(of: &line)
    line.model = name(.model)
    let unitClass = name(.unitClass)
    if !unitClass.isEmpty {
      line.unitClass = BilledClass(named: unitClass) ?? .unknown
      if line.unitClass == .unknown { line.classText = unitClass }
    }
    line.serviceTier = stated(.serviceTier)
    line.region = stated(.region)
    if let amount = number(.amount) {
      if amount.isBeyondLimit {
        note(.range, in: .amount)
      }
      line.amount = BillAmount(amount, isJSONNumber: isNumber(.amount))
    } else if text(.amount).isEmpty {
      row.note(.empty(column: title(.amount)), in: sources[.amount]?.first)
    }
    let currency = name(.currency)
    if !currency.isEmpty { line.currency = currency.uppercased }
    if let quantity = number(.quantity) {
      line.quantity = BilledQuantity(quantity, times: 1)
      if line.quantity == nil { note(.scale, in: .quantity) }
    }
    if let requests = number(.requests) {
      line.requests = requests.rounded(scale: 0)
        .flatMap { $0.isExact ? Int64(exactly: $0.value) : nil }
      if line.requests == nil { note(.fraction, in: .requests) }
    }
    let kind = text(.kind)
    if let known = BillKind(rawValue: kind.lowercased()) {
      line.kind = known
    } else if !kind.isEmpty {
      row.note(
        .word(
          column: title(.kind), text: kind, expected: BillKind.allCases.map(\.rawValue)),
        in: sources[.kind]?.first)
    }
    line.description = Name(text(.description))
    line.project = name(.project)
    line.apiKey = name(.apiKey)
    line.account = name(.account)
    line.invoiceID = name(.invoiceID)
    return line
  }

  private func title(_ column: BillMapping.Column) -> String {
    sources[column]?.first.map { row.titles[$0] } ?? column.rawValue
  }

  private func isNumber(_ column: BillMapping.Column) -> Bool {
    sources[column]?.count == 1 && row.cells[sources[column]?[0] ?? 0].isNumber
  }

  /// The text of a column of bills, after constants and the meanings of texts.
  private func text(_ column: BillMapping.Column) -> String {
    if let constant = mapping.constants[column] { return constant }
    let texts = (sources[column] ?? []).map {
      String(decoding: row.cells[$0].text, as: UTF8.self)
    }
    var text = texts.filter { !$0.isEmpty }.joined(separator: " ")
    if mapping.numbers.blanks.contains(text) { text = "" }
    guard let meanings = mapping.values[column] else { return text }
    return meanings[text] ?? meanings[UsageMapping.anyOther] ?? text
  }

  private mutating func name(_ column: BillMapping.Column) -> Name {
    let name = Name(text(column))
    for fault in NameFault.faults(inName: name.bytes) {
      row.note(.text(fault, column: title(column)), in: sources[column]?.first)
    }
    return name
  }

  private mutating func stated(_ column: BillMapping.Column) -> Name? {
    let name = name(column)
    return name.isEmpty ? nil : name
  }

  private mutating func number(_ column: BillMapping.Column) -> PrintedDecimal? {
    let text = text(column)
    if text.isEmpty { return nil }
    let plain = mapping.numbers.plain(text)
    if plain == "" { return nil }
    var fault = NumberFault.form
    // `NumberForm` knows exponents up to 40; the reader of decimals knows the rest.
    switch PrintedDecimal.read(Name(plain ?? text)) {
    case .success(let value):
      let moved = value.shifted(by: mapping.unitPowers[column] ?? 0)
      if let rounded = moved.rounded(scale: 18),
        rounded.value.magnitude <= UInt128(powerOfTen(36))
      {
        return moved
      }
      fault = .range
    case .failure(let failure): fault = failure.fault
    }
    note(fault, in: column)
    return nil
  }

  private mutating func note(_ fault: NumberFault, in column: BillMapping.Column) {
    row.note(
      .number(fault, column: title(column), text: text(column)), in: sources[column]?.first)
  }

  // MARK: Periods

  private mutating func setPeriod(of line: inout RawBillLine) {
    let isOne = mapping.gives(.period)
    let column = isOne ? BillMapping.Column.period : .periodStart
    guard let start = time(column) else {
      line.fault = placed(.unreadablePeriod(text(column)), column)
      return
    }
    line.start = start.start
    line.statesHours = start.span == .instant
    if isOne {
      line.end =
        BillTime.end(of: start, zone: row.zone)
        ?? Instant(nanoseconds: start.start.nanoseconds + 1)
      return
    }
    guard let end = time(.periodEnd) else {
      line.fault = placed(.unreadablePeriod(text(.periodEnd)), .periodEnd)
      return
    }
    line.end = end.start
    if line.end < line.start {
      line.fault = placed(.period(start: text(.periodStart), end: text(.periodEnd)), .periodEnd)
    } else if line.end == line.start {
      line.fault = placed(
        .unreadablePeriod("\(text(.periodStart))/\(text(.periodEnd))"), .periodEnd)
    }
  }

  private func placed(_ fault: BillFault, _ column: BillMapping.Column) -> PlacedBillFault {
    let cell = sources[column]?.first.map { row.cells[$0] }
    return PlacedBillFault(
      fault: fault, line: cell.map { $0.line > 0 ? $0.line : row.line } ?? row.line,
      column: cell?.column ?? 1)
  }

  private func time(_ column: BillMapping.Column) -> BillTime.Reading? {
    let text = text(column)
    if text.isEmpty { return nil }
    if let times = mapping.times {
      do throws(LocalTimeFault) {
        let form = TimeForm(shape: times.shape, zone: times.zone ?? row.zone)
        let instant = try form.read(text)
        // A pattern without a clock names a day.
        if case .pattern(let pattern) = times.shape,
          !pattern.text.contains(where: { "Hh".contains($0) })
        {
          return BillTime.Reading(start: instant, span: .day)
        }
        return BillTime.Reading(start: instant, span: .instant)
      } catch {
        // It may be a day or a month all the same.
      }
    }
    do throws(InstantFault) { return try BillTime.read(Name(text), zone: row.zone) } catch {
      return nil
    }
  }
}
