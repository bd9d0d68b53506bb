import Ledger

/// The lines of a file that recur with other figures.
///
/// Only the first of each period takes the way of all lines. The others are summed here, and added as one line at the
/// end: nothing else about them can differ. What every line needs is in small arrays, which stay near the processor.
struct RecurringLines {
  /// By the number of their record; both have the same numbers.
  private var lines: [Line?] = []
  private var states: [State] = []
  private var sums: [Sum] = []
  private var periods = PeriodCells()

  /// The first line of a number, as it is but for its figures.
  private struct Line {
    let line: BillLine
    let raw: RawBillLine
    /// Its sums, sorted by the starts of their periods.
    var sums: [Int32] = []
  }

  /// What changes with every line of a number.
  private struct State {
    let tolerance: Tolerance
    /// Nil where the quantity is not read.
    let factor: Int64?
    let isWanted: Bool
    /// The sum of the last line.
    var sum: Int32
    var decimals: Int32 = 0
    var span: Validity?

    @inline(__always)
    mutating func add(_ time: Validity, decimals: Int) {
      self.decimals = max(self.decimals, Int32(decimals))
      span = Validity(
        from: min(span?.from ?? time.from, time.from), to: max(span?.to ?? time.to, time.to))
    }
  }

  /// The lines of one number and period, after the first.
  private struct Sum {
    let number: Int
    let period: Validity
    let standing: BillLineStanding
    var lines: Int64 = 0
    var notZero: Int64 = 0
    var amount: Int128 = 0
    var quantity: Int128 = 0
  }

  /// Adds the figures of a record; nil where its line has to take the way of all lines.
  mutating func add(_ row: inout BillRow) -> RecurringBillLine? {
    guard let number = row.number, number < states.count, states[number].sum >= 0,
      let reading = periods.reading(of: &row), let place = sum(of: number, in: reading.period),
      !row.figures.quantity.isEmpty,
      let printed = PrintedDecimal.readPlain(row.figures.amount),
      let amount = printed.rounded(scale: Money.decimals)?.value,
      amount.magnitude <= UInt128(Money.totalLimit.attodollars)
    else { return nil }
    var quantity: BilledQuantity?
    if let factor = states[number].factor {
      guard let printed = PrintedDecimal.readPlain(row.figures.quantity),
        let read = BilledQuantity(printed, times: factor)
      else { return nil }
      quantity = read
      sums[place].quantity += read.attounits
    }
    sums[place].lines += 1
    sums[place].notZero += amount == 0 ? 0 : 1
    sums[place].amount += amount
    states[number].add(reading.stated, decimals: printed.decimals)
    return RecurringBillLine(
      number: number, period: reading.period, quantity: quantity, amountAsBilled: printed,
      amount: Money(attodollars: amount), tolerance: states[number].tolerance,
      standing: sums[place].standing, line: row.line, isWanted: states[number].isWanted)
  }

  /// The sum of a number in a period; nil where that has not begun.
  private mutating func sum(of number: Int, in period: Validity) -> Int? {
    let last = Int(states[number].sum)
    if sums[last].period == period { return last }
    guard let line = lines[number] else { return nil }
    let place = line.sums.indices.partitionPoint {
      sums[Int(line.sums[$0])].period.from < period.from
    }
    guard place < line.sums.count, sums[Int(line.sums[place])].period == period else { return nil }
    states[number].sum = line.sums[place]
    return Int(line.sums[place])
  }

  /// Remembers a line that took the way of all lines, if only its figures can differ in the next of its texts.
  ///
  /// - Returns: the line to give away; nil for a line that does not recur.
  mutating func keep(
    _ line: BillLine, _ raw: RawBillLine, of row: inout BillRow, isWanted: Bool
  ) -> GivenLine? {
    guard let number = row.number, row.lines.count == 1, row.faults.isEmpty, raw.fault == nil,
      raw.role == .line, raw.finality == .final, raw.unclearQuantity == nil, !raw.isEffectiveCost,
      raw.currency.isEmpty || raw.currency == .dollars, !row.figures.quantity.isEmpty,
      row.quantityFactor != nil || raw.quantity == nil,
      raw.amount.value.decimals <= Money.decimals,
      let reading = periods.reading(of: &row), reading.period == line.period
    else { return nil }
    while lines.count <= number {
      lines.append(nil)
      states.append(State(tolerance: .zero, factor: nil, isWanted: false, sum: -1))
    }
    let isFirst = lines[number] == nil
    if isFirst {
      lines[number] = Line(line: line, raw: raw)
      states[number] = State(
        tolerance: line.tolerance, factor: row.quantityFactor, isWanted: isWanted, sum: -1)
    }
    // Its name may mean another model then.
    guard lines[number]?.line.model == line.model else { return nil }
    begin(line, number)
    if isFirst { return .line(line, number: number) }
    guard let amount = line.amount else { return nil }
    return .again(
      RecurringBillLine(
        number: number, period: line.period, quantity: line.quantity,
        amountAsBilled: line.amountAsBilled, amount: amount, tolerance: line.tolerance,
        standing: line.standing, line: raw.line, isWanted: isWanted))
  }

  /// Begins the sum of a number in the period of its first line.
  private mutating func begin(_ first: BillLine, _ number: Int) {
    guard let known = lines[number]?.sums else { return }
    let place = known.indices.partitionPoint {
      sums[Int(known[$0])].period.from < first.period.from
    }
    if place < known.count, sums[Int(known[place])].period.from == first.period.from { return }
    states[number].sum = Int32(sums.count)
    lines[number]?.sums.insert(Int32(sums.count), at: place)
    sums.append(Sum(number: number, period: first.period, standing: first.standing))
  }

  /// Passes on what the lines of each number and period sum up to, as one line; and the most decimals and the time of
  /// all lines of a number.
  func finish(
    eachSum: (BillLine, RawBillLine, LineCount) -> Void,
    eachNumber: (RawBillLine, Int, Validity) -> Void
  ) {
    for sum in sums where sum.lines > 0 {
      guard let first = lines[sum.number] else { continue }
      var all = first.line
      all.period = sum.period
      all.standing = sum.standing
      all.amount = Money(attodollars: sum.amount)
      all.tolerance = all.tolerance * sum.lines
      all.quantity = all.quantity == nil ? nil : BilledQuantity(attounits: sum.quantity)
      eachSum(all, first.raw, LineCount(all: sum.lines, notZero: sum.notZero))
    }
    for (line, state) in zip(lines, states) {
      if let raw = line?.raw, let span = state.span { eachNumber(raw, Int(state.decimals), span) }
    }
  }
}

/// A number of lines that are added as one.
struct LineCount {
  static let one = LineCount(all: 1, notZero: nil)

  let all: Int64
  /// Nil where the amount tells.
  let notZero: Int64?
}

extension Name {
  /// The currency that needs no rate.
  static let dollars: Name = "USD"
}
