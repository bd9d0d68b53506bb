import Cube
import Ledger

/// The result of all lines: bills and messages.
struct BillOutcome {
  var findings: BillFindings
  private var sums: [BillSums] = []
  private var places: [BillKey: Int] = [:]
  /// The bill of the line before: most lines are of the same.
  private var last: (key: BillKey, place: Int)?
  private var unknownModels = UnknownNames()
  private var unknownClasses = UnknownNames()
  private var tallies: [String: FileTally] = [:]
  private var duplicates: [Pair: Int64] = [:]
  private var remarkSums = BillRemarkSums()
  /// By file.
  private let zones: [String: ReportingZone]
  private let files: [String: ScannedFile]
  /// By the path of a file, those that replace it.
  private var replacing: [String: [String]] = [:]
  private(set) var linesNotUsed: Int64 = 0

  private struct Pair: Hashable {
    let file: String
    let earlier: String
  }

  /// The counted lines of a file, of all kinds.
  private struct FileTally {
    var linesInScope = 0
    /// Nil if that of a line is not known.
    var amount: Money? = .zero
    var tolerance = Tolerance.zero
  }

  init(findings: BillFindings, files: [ScannedFile], use: QuarterHourUse) {
    self.findings = findings
    firstUse = use.firstInstant
    lastUse = use.lastInstant
    zones = Dictionary(files.map { ($0.path, $0.file.zone) }) { first, _ in first }
    self.files = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    for file in files {
      for replaced in file.settings.replaces {
        replacing[replaced, default: []].append(file.path)
      }
    }
  }

  /// Adds a line, with the reason why it does not count; or several whose figures are summed in one.
  mutating func add(
    _ line: BillLine, _ raw: RawBillLine, _ reason: BillLineScreening.Reason?, _ count: LineCount,
    _ context: BillContext
  ) {
    let file = line.place.file
    var tally = tallies[file] ?? FileTally()
    if line.standing != .outOfScope { tally.linesInScope += 1 }
    // Bills of other months add up to their invoice, too.
    if line.standing == .counted || line.standing == .countedOutsidePeriod {
      tally.amount = tally.amount.flatMap { sum in line.amount.map { sum + $0 } }
      tally.tolerance = tally.tolerance + line.tolerance
    }
    tallies[file] = tally
    if let reason { note(reason, line) }
    remark(line, reason, count, context)
    switch line.standing {
    case .refused, .conflict: linesNotUsed += count.all
    case .counted: add(counted: line, raw, count, context)
    case .countedOutsidePeriod: sums[place(of: line)].add(outsidePeriod: line, raw, count)
    case .duplicate, .replaced, .outOfScope, .outsidePeriod: break
    }
  }

  private mutating func note(_ reason: BillLineScreening.Reason, _ line: BillLine) {
    switch reason {
    case .fault(let fault): findings.add(fault.finding(in: line.place.file))
    case .fx(let day):
      if line.standing == .refused("bill.fx") {
        findings.addOnce(BillMessage.fx(line.currency, on: day, at: line.place))
      } else {
        findings.add(
          PlacedBillFault(
            fault: .number(.range, column: "amount", text: line.amountAsBilled.text.description),
            line: line.place.line ?? 1, column: 1
          ).finding(in: line.place.file))
      }
    case .duplicate(let earlier):
      duplicates[Pair(file: line.place.file, earlier: earlier), default: 0] += 1
    case .outOfScopeAgain: break
    case .conflict(let other, _): findings.add(BillMessage.conflict(with: other, at: line.place))
    case .total(let total, let items, let first):
      findings.add(
        BillMessage.totalConflict(total, items: items, firstItem: first, at: line.place))
    case .overlap(let other):
      findings.addOnce(BillMessage.overlap(periodText(line), other, at: line.place))
    }
  }

  private func periodText(_ line: BillLine) -> String {
    let zone = places[line.bill].map { sums[$0].zone } ?? .utc
    return line.period.billPeriod(in: zone)
  }

  private mutating func add(
    counted line: BillLine, _ raw: RawBillLine, _ count: LineCount, _ context: BillContext
  ) {
    let place = place(of: line)
    sums[place].add(line, raw, count)
    sums[place].add(file: line.place.file)
    if let quantity = raw.unclearQuantity {
      remarkSums.add(.unclearUnit, line, count, in: sums[place].zone)
      findings.addOnce(BillMessage.unit(quantity, at: line.place))
    }
    if raw.isEffectiveCost {
      remarkSums.add(.effective, line, count, in: sums[place].zone)
      if effective.insert(line.place.file).inserted {
        findings.add(BillMessage.effective(at: line.place))
      }
    }
    noteFinality(line, raw, count, context)
    guard line.kind == .usage else { return }
    var isUnknown = false
    if line.unitClass == .unknown {
      unknownClasses.add(raw.classText, of: line, count)
      isUnknown = true
    }
    if case .unmapped(let name) = line.model {
      // A text that names a class which Assay does not have is no name of a model.
      if !(line.unitClass == .unknown && name == raw.classText) {
        unknownModels.add(name, of: line, count)
      }
      isUnknown = true
    }
    if isUnknown { linesNotUsed += count.all }
  }

  /// The place of the sums of a line's bill, which the first line makes.
  private mutating func place(of line: BillLine) -> Int {
    let key = line.bill
    if let last, last.key == key { return last.place }
    let place = places[key] ?? sums.count
    if place == sums.count {
      places[key] = place
      sums.append(
        BillSums(format: line.format, vendor: line.vendor, zone: zones[line.place.file] ?? .utc))
    }
    last = (key, place)
    return place
  }

  private var effective: Set<String> = []
  private var provisional: Set<FileMonth> = []
  private var lastMonth: FileMonth?
  private var isLastMonthProvisional = false
  private let firstUse: Instant?
  private let lastUse: Instant?

  private struct FileMonth: Hashable {
    let file: String
    let month: Month
  }

  private mutating func noteFinality(
    _ line: BillLine, _ raw: RawBillLine, _ count: LineCount, _ context: BillContext
  ) {
    if raw.finality == .final { return }
    let zone = zones[line.place.file] ?? .utc
    let month = FileMonth(file: line.place.file, month: zone.day(of: line.period.from).month)
    if month != lastMonth {
      lastMonth = month
      isLastMonthProvisional = true
      if raw.finality == .afterThreeDays {
        let end = zone.start(of: month.month.period.to)
        let final = end.nanoseconds + 3 * Instant.nanosecondsPerDay
        if let known = context.asOf ?? lastUse, known.nanoseconds >= final {
          isLastMonthProvisional = false
        }
      }
      if isLastMonthProvisional && provisional.insert(month).inserted {
        findings.add(BillMessage.provisional(at: line.place))
      }
    }
    if isLastMonthProvisional { remarkSums.add(.provisional, line, count, in: zone) }
  }

  // MARK: Remarks

  /// Lines that do not count, and other remarks, in the order of their first lines.
  var remarks: [BillRemark] { remarkSums.all }

  /// Remarks on a line that does not count.
  private mutating func remark(
    _ line: BillLine, _ reason: BillLineScreening.Reason?, _ count: LineCount,
    _ context: BillContext
  ) {
    let file = line.place.file
    let zone = zones[file] ?? .utc
    let day = zone.day(of: line.period.from)
    if let period = context.period, !line.period.isEmpty, !period.contains(day) { return }
    if !replacing.isEmpty { remarkSums.add(amountOf: line, in: day.month) }
    func add(_ kind: BillRemark.Kind, difference: Money? = .zero) {
      remarkSums.add(kind, line, count, difference: difference, in: zone)
    }
    switch (line.standing, reason) {
    case (.conflict, .conflict(let other, let more)?):
      add(.conflict(with: other.file), difference: more)
    case (.conflict, .total(let total, let items, _)?): add(.totals, difference: total - items)
    case (.refused(let code), _): add(.refused(code))
    case (.outOfScope, nil):
      if let (field, value) = files[file]?.settings.scope(without: line) {
        add(.outOfScope(field: field.rawValue, value: value.description))
      }
    case (.replaced, _): add(.replaced(by: replacing[file] ?? []))
    case (.duplicate, .duplicate(let earlier)?): add(.duplicate(of: earlier))
    default: break
    }
  }

  // MARK: The end

  /// Adds the messages that need all lines.
  mutating func finish(_ files: [ScannedFile], _ context: BillContext) {
    for (pair, count) in duplicates.sorted(by: {
      ($0.key.file, $0.key.earlier) < ($1.key.file, $1.key.earlier)
    }) {
      findings.add(BillMessage.duplicates(count, of: pair.earlier, in: pair.file))
    }
    for file in files where !file.isReplaced {
      let tally = tallies[file.path] ?? FileTally()
      if !file.settings.only.isEmpty && tally.linesInScope == 0 {
        findings.add(BillMessage.scope(in: file.path))
      }
      if let total = file.settings.invoiceTotal, let sum = tally.amount,
        let expected = total.rounded(scale: Money.decimals)
      {
        let tolerance = tally.tolerance + Tolerance(halfAUnitAt: total.decimals, rate: nil)
        if !tolerance.covers(sum - Money(attodollars: expected.value)) {
          findings.add(BillMessage.total(sum, expected: total, in: file.path))
        }
      }
    }
    for finding in unknownModels.findings(
      code: "bill.model", noun: "model",
      help: {
        UnknownNames.aliasHelp(vendor: $0, name: $1, start: $2, zone: context.reportingZone)
      })
    { findings.add(finding) }
    for finding in unknownClasses.findings(
      code: "bill.class", noun: "unit class", help: { _, _, _ in nil })
    { findings.add(finding) }
    for sum in inOrder { noteCoverage(of: sum) }
  }

  private mutating func noteCoverage(of sum: BillSums) {
    guard let span = sum.span, let place = sum.firstPlace, let first = firstUse, let last = lastUse
    else { return }
    let billed = (sum.zone.day(of: span.from), sum.zone.day(of: span.to.justBefore))
    let used = (sum.zone.day(of: first), sum.zone.day(of: last))
    if billed.0 < used.0 {
      findings.add(BillMessage.coverageStart(ledger: used.0, bill: billed.0, at: place))
    }
    if billed.1 > used.1 {
      findings.add(BillMessage.coverageEnd(ledger: used.1, bill: billed.1, at: place))
    }
  }

  private var inOrder: [BillSums] {
    sums.sorted { ($0.format, $0.vendor) < ($1.format, $1.vendor) }
  }

  var bills: [Bill] { inOrder.filter { !$0.isEmpty }.map(\.bill) }
}

extension QuarterHourUse {
  /// The first instant of the first quarter hour with use; nil without use.
  fileprivate var firstInstant: Instant? {
    rows.map(\.quarterHour).min().map(UseRow.instant(ofQuarterHour:))
  }

  /// The last instant of the last quarter hour with use; nil without use.
  fileprivate var lastInstant: Instant? {
    rows.map(\.quarterHour).max().map {
      Instant(nanoseconds: UseRow.instant(ofQuarterHour: $0 + 1).nanoseconds - 1)
    }
  }
}
