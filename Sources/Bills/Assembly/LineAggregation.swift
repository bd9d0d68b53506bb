import Ledger

/// The lines of a file that recur with other figures.
///
/// Only the first of each period takes the way of all lines. The others are summed here, and added as one line at the
/// end: nothing else about them can differ. What every line needs is in small arrays, which stay near the processor.
struct LineAggregation {
  /// By the number of their record; all three have the same numbers.
  private var lines: [Line?] = []
  private var states: [State] = []
  /// The sums of each number, sorted by the starts of their periods.
  private var sumsOf: [[Int32]] = []
  private var sums: [Sum] = []
  private var periods = PeriodCellCache()

  /// The first line of a number, as it is but for its figures.
  private struct Line {
    let line: BillLine
    let raw: RawBillLine
  }

  /// The state that changes with each line of a number.
  private struct State {
    var tolerance = Tolerance.zero
    /// Nil where the quantity is not read.
    var factor: Int64?
    var isWanted = false
    /// There is a line of the number.
    var isKnown = false
    /// The sum of the last line; -1 for none.
    var sum: Int32 = -1
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
    /// The line before, which the next may repeat.
    var last: Figures
    var repeated: RepeatedBillLines?
    var repeatedQuantity: Int128 = 0
  }

  /// The time and figures of a line.
  private struct Figures {
    let line: Int
    let time: Validity
    let amount: Int128
    let quantity: BilledQuantity?

    func isEqual(to other: Figures) -> Bool {
      amount == other.amount && quantity == other.quantity && time == other.time
    }
  }

  /// A record whose texts are known.
  enum Recurrence {
    /// Its line was added.
    case added(RecurringBillLine)
    /// Its line is the first of its period, and has to take the way of all lines; in a box, as these are few.
    indirect case first(RawBillLine)
  }

  /// Adds the figures of a record; nil where its format has to read it.
  mutating func add(_ row: inout BillRow) -> Recurrence? {
    guard let number = row.number, number < states.count, states[number].isKnown,
      let reading = periods.reading(of: &row), !row.figures.quantity.isEmpty,
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
    }
    states[number].add(reading.stated, decimals: printed.decimals)
    guard let place = sum(of: number, in: reading.period) else {
      guard var raw = lines[number]?.raw else { return nil }
      raw.start = reading.stated.from
      raw.end = reading.stated.to
      raw.amount = BillAmount(printed)
      raw.quantity = quantity
      raw.line = row.line
      return .first(raw)
    }
    sums[place].lines += 1
    sums[place].notZero += amount == 0 ? 0 : 1
    sums[place].amount += amount
    if let quantity { sums[place].quantity += quantity.attounits }
    let own = Figures(line: row.line, time: reading.stated, amount: amount, quantity: quantity)
    if amount != 0 && own.isEqual(to: sums[place].last) { addRepeated(own, to: place) }
    sums[place].last = own
    return .added(
      RecurringBillLine(
        number: number, period: reading.period, quantity: quantity, amountAsBilled: printed,
        amount: Money(attodollars: amount), tolerance: states[number].tolerance,
        standing: sums[place].standing, line: row.line, isWanted: states[number].isWanted))
  }

  /// Adds a line that is equal to the one before it.
  private mutating func addRepeated(_ own: Figures, to place: Int) {
    guard let file = lines[sums[place].number]?.line.place.file else { return }
    var repeated = RepeatedBillLines(
      first: Place(file: file, line: sums[place].last.line),
      second: Place(file: file, line: own.line),
      amount: Money(attodollars: own.amount))
    if var known = sums[place].repeated {
      known.add(repeated)
      repeated = known
    }
    sums[place].repeated = repeated
    sums[place].repeatedQuantity += own.quantity?.attounits ?? 0
  }

  /// The sum of a number in a period; nil where that has not started.
  private mutating func sum(of number: Int, in period: Validity) -> Int? {
    let last = Int(states[number].sum)
    if last >= 0, sums[last].period == period { return last }
    let place = place(of: period, in: sumsOf[number])
    guard place < sumsOf[number].count else { return nil }
    let sum = sumsOf[number][place]
    guard sums[Int(sum)].period == period else { return nil }
    states[number].sum = sum
    return Int(sum)
  }

  /// The place of a period among the sums of a number, or the one where it belongs.
  private func place(of period: Validity, in known: [Int32]) -> Int {
    known.indices.partitionPoint { sums[Int(known[$0])].period.from < period.from }
  }

  /// Remembers a line that its format read, if only its figures can differ in the next of its texts.
  ///
  /// - Returns: the line to give away; nil for a line that does not recur.
  mutating func keep(
    _ line: BillLine, _ raw: RawBillLine, of row: inout BillRow, isWanted: Bool
  ) -> ListedBillLine? {
    guard let number = row.number, row.lines.count == 1, row.faults.isEmpty, raw.fault == nil,
      raw.role == .line, raw.finality == .final, raw.unclearQuantity == nil, !raw.isEffectiveCost,
      raw.currency.isEmpty || raw.currency == .dollars, !row.figures.quantity.isEmpty,
      row.quantityFactor != nil || raw.quantity == nil,
      raw.amount.value.decimals <= Money.decimals,
      let reading = periods.reading(of: &row), reading.period == line.period
    else { return nil }
    while lines.count <= number {
      lines.append(nil)
      states.append(State())
      sumsOf.append([])
    }
    if lines[number] != nil { return begin(line, raw, number: number) }
    lines[number] = Line(line: line, raw: raw)
    states[number] = State(
      tolerance: line.tolerance, factor: row.quantityFactor, isWanted: isWanted, isKnown: true)
    _ = begin(line, raw, number: number)
    return .line(line, number: number)
  }

  /// Begins the sum of a number in the period of a line, which is not in it.
  ///
  /// - Returns: the line to give away; nil where its name means another model in its period.
  mutating func begin(_ first: BillLine, _ raw: RawBillLine, number: Int) -> ListedBillLine? {
    guard lines[number]?.line.model == first.model, let amount = first.amount else { return nil }
    let place = place(of: first.period, in: sumsOf[number])
    let isThere =
      place < sumsOf[number].count
      && sums[Int(sumsOf[number][place])].period.from == first.period.from
    if !isThere {
      states[number].sum = Int32(sums.count)
      sumsOf[number].insert(Int32(sums.count), at: place)
      sums.append(
        Sum(
          number: number, period: first.period, standing: first.standing,
          last: Figures(
            line: raw.line, time: Validity(from: raw.start, to: raw.end),
            amount: amount.attodollars, quantity: first.quantity)))
    }
    return .again(
      RecurringBillLine(
        number: number, period: first.period, quantity: first.quantity,
        amountAsBilled: first.amountAsBilled, amount: amount, tolerance: first.tolerance,
        standing: first.standing, line: raw.line, isWanted: states[number].isWanted))
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
      eachSum(
        all, first.raw,
        LineCount(
          all: sum.lines, notZero: sum.notZero, repeated: sum.repeated,
          repeatedQuantity: BilledQuantity(attounits: sum.repeatedQuantity)))
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
  /// Those that are equal to the line before them.
  var repeated: RepeatedBillLines?
  var repeatedQuantity = BilledQuantity.zero
}

extension Name {
  /// The currency that needs no rate.
  static let dollars: Name = "USD"
}
