import Ledger

/// The counted lines of a bill, summed; those of use outside the period too.
struct BillSums {
  let format: Name
  let vendor: Name
  let zone: ReportingZone
  private var cells: [BilledCell] = []
  private var places: [CellKey: Int] = [:]
  /// By the place of a cell: its first lines, by which an equal one is known.
  private var seen: [[SeenBillLine]] = []
  private var others: [OtherKey: (lines: Int64, amount: Money)] = [:]
  private(set) var files: [String] = []
  /// Of the lines outside the period.
  private var otherFiles: [String] = []
  var overlaps = PeriodOverlaps()
  /// From the first counted line of use to the last.
  private(set) var span: Validity?
  private(set) var firstPlace: Place?
  private var statesHours = false

  private struct CellKey: Hashable {
    let period: Validity
    let model: BilledModel
    let unitClass: BilledClass
  }

  private struct OtherKey: Hashable {
    let month: Month
    let kind: BillKind
  }

  init(format: Name, vendor: Name, zone: ReportingZone) {
    self.format = format
    self.vendor = vendor
    self.zone = zone
  }

  var isEmpty: Bool { cells.isEmpty && others.isEmpty }

  mutating func add(file: String) {
    if files.last != file { files.append(file) }
  }

  /// Adds a line, or several, of which the bill only learns its periods and classes.
  mutating func add(outsidePeriod line: BillLine, _ raw: RawBillLine, _ count: LineCount) {
    if otherFiles.last != line.place.file { otherFiles.append(line.place.file) }
    if line.kind == .usage { addCell(line, raw, count) }
  }

  /// Adds a counted line, or several whose figures are summed in one.
  mutating func add(_ line: BillLine, _ raw: RawBillLine, _ count: LineCount) {
    guard line.kind == .usage else {
      let key = OtherKey(month: zone.day(of: line.period.from).month, kind: line.kind)
      var sum = others[key] ?? (0, .zero)
      sum.lines += count.notZero ?? (line.countedAmount == .zero ? 0 : 1)
      sum.amount = sum.amount + line.countedAmount
      others[key] = sum
      return
    }
    if firstPlace == nil { firstPlace = line.place }
    statesHours = statesHours || raw.statesHours
    span = Validity(
      from: min(span?.from ?? line.period.from, line.period.from),
      to: max(span?.to ?? line.period.to, line.period.to))
    addCell(line, raw, count)
  }

  private mutating func addCell(_ line: BillLine, _ raw: RawBillLine, _ count: LineCount) {
    let key = CellKey(period: line.period, model: line.model, unitClass: line.unitClass)
    let place = places[key] ?? cells.count
    if place == cells.count {
      places[key] = place
      cells.append(BilledCell(line))
      seen.append([])
    } else {
      cells[place].add(line, count)
    }
    cells[place].add(projectOf: line, count)
    if let repeated = count.repeated {
      cells[place].add(repeated: repeated, line.quantity == nil ? nil : count.repeatedQuantity)
    }
    if count.notZero == nil { findRepeated(line, raw, in: place) }
  }

  /// Compares a line with the first ones of its cell: memory must not grow with lines.
  private mutating func findRepeated(_ line: BillLine, _ raw: RawBillLine, in place: Int) {
    if line.countedAmount == .zero { return }
    let own = SeenBillLine(line, raw)
    if let first = seen[place].first(where: { $0.isEqual(to: own) }) {
      cells[place].add(
        repeated: RepeatedBillLines(
          first: first.place, second: line.place, amount: line.countedAmount), line.quantity)
    } else if seen[place].count < SeenBillLine.limit {
      seen[place].append(own)
    }
  }

  /// The bill.
  var bill: Bill {
    var bill = Bill(
      format: format, vendor: vendor, zone: zone, cells: cells.map(\.withStatedConditions),
      others: others.sorted {
        if $0.key.month != $1.key.month { return $0.key.month < $1.key.month }
        return BillSums.rank($0.key.kind) < BillSums.rank($1.key.kind)
      }.map {
        Bill.OtherSum(
          month: $0.key.month, kind: $0.key.kind, lines: Int($0.value.lines),
          amount: $0.value.amount)
      }, files: files.isEmpty ? otherFiles : files)
    bill.statesHours = statesHours
    return bill
  }

  private static func rank(_ kind: BillKind) -> Int { BillKind.allCases.firstIndex(of: kind) ?? 0 }
}

extension BilledCell {
  /// The cell of one line.
  fileprivate init(_ line: BillLine) {
    var distribution: [Conditions: BilledQuantity] = [:]
    if let quantity = line.quantity { distribution[Conditions(line)] = quantity }
    self.init(
      period: line.period, model: line.model, unitClass: line.unitClass, lines: 1,
      amount: line.countedAmount, tolerance: line.tolerance, quantity: line.quantity,
      stated: StatedDimensions(line), distribution: distribution, place: line.place)
    if let tier = line.serviceTier { tiers = [tier] }
  }

  fileprivate mutating func add(projectOf line: BillLine, _ count: LineCount) {
    var sum = projects[line.project] ?? ProjectLines()
    sum.lines += Int(count.all)
    sum.amount = sum.amount + line.countedAmount
    sum.quantity = sum.quantity.flatMap { sum in line.quantity.map { sum + $0 } }
    projects[line.project] = sum
  }

  fileprivate mutating func add(repeated lines: RepeatedBillLines, _ quantity: BilledQuantity?) {
    guard var sum = repeated else {
      repeated = (lines, quantity)
      return
    }
    sum.lines.add(lines)
    sum.quantity = sum.quantity.flatMap { sum in quantity.map { sum + $0 } }
    repeated = sum
  }

  fileprivate mutating func add(_ line: BillLine, _ count: LineCount) {
    lines += Int(count.all)
    amount = amount + line.countedAmount
    tolerance = tolerance + line.tolerance
    stated.formIntersection(StatedDimensions(line))
    if let tier = line.serviceTier { tiers.insert(tier) }
    if let added = line.quantity {
      distribution[Conditions(line), default: .zero] =
        distribution[Conditions(line), default: .zero] + added
      quantity = quantity.map { $0 + added }
    } else {
      quantity = nil
    }
  }

  /// The same, with only the conditions that every line states.
  fileprivate var withStatedConditions: BilledCell {
    var cell = self
    cell.distribution = [:]
    for (conditions, quantity) in distribution {
      let key = conditions.only(stated)
      cell.distribution[key] = (cell.distribution[key] ?? .zero) + quantity
    }
    return cell
  }
}

extension BilledCell.StatedDimensions {
  fileprivate init(_ line: BillLine) {
    self = []
    if line.serviceTier != nil { insert(.serviceTier) }
    if line.context != nil { insert(.context) }
    if line.region != nil { insert(.region) }
  }
}

extension BilledCell.Conditions {
  fileprivate init(_ line: BillLine) {
    self.init(serviceTier: line.serviceTier, context: line.context, region: line.region)
  }
}
