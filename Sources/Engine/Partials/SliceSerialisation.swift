import Cube
import Intake
import Ledger
import Rating
import Reconciliation

extension PartFault {
  /// Every row is in the facts and has a key, or is none of the period.
  static let otherSums = PartFault("its sums are not those of its rows")
}

extension SliceResult {
  /// True if it can be written: of one piece, which was read to its end by books without a fault.
  ///
  /// Else whoever reads the partial maps the piece again, and finds out why.
  var isWhole: Bool {
    pieces.count == 1 && pieces[0].failure == nil && bookProblem == nil && !isAbandoned
      && !hasOverflowed
  }

  /// A sum left the range of Int64: then the run is refused.
  private var hasOverflowed: Bool {
    let tables = [facts].compactMap(\.self) + outside.map(\.facts)
    let uses = [use].compactMap(\.self) + outside.compactMap(\.use)
    return tables.contains(where: \.hasOverflowed) || uses.contains(where: \.hasOverflowed)
  }

  /// Puts everything of a slice whose rows were rated by the books, without `facts` and `keys`: these are in shards.
  func write(to part: inout PartWriter) {
    precondition(isWhole, "only a whole slice is written")
    // `starts` and `nodes` are of rows that are not rated.
    precondition(
      variants == nil && costs.isEmpty, "a partial is of rows that were rated by the books")
    part.put(pieces[0])
    part.put(users)
    part.put(use)
    part.put(insight)
    part.put(outside)
    part.put(compared)
    part.put(alerts)
    part.put(totals)
    writeLists(to: &part)
    part.put(standing)
    part.put(refunds)
    part.put(missingPrices)
    part.put(missingRates)
    part.put(regionsWithoutPrice)
    part.put(tierDifferences)
    part.put(rejects)
    // All of one file, which the partial names.
    let codes = rejectCounts.map { (Name($0.key.code), $0.value) }.sorted { $0.0 < $1.0 }
    part.put(count: codes.count)
    for (code, rows) in codes {
      part.put(code)
      part.put(rows)
    }
    part.put(lastDay)
    part.put(rowsByDay) { $1.put($0) }
  }

  /// Puts the listed rows one after another; `open` names them by their places in the list.
  private func writeLists(to part: inout PartWriter) {
    var numbers: [RowPlace: Int] = [:]
    let list = SliceRowStore(listed, spill: nil)
    part.put(count: list.count)
    list.forEachHead { place, _, _ in
      numbers[place] = numbers.count
      part.put(list.row(at: place))
    }
    part.put(count: open.count)
    for row in open {
      guard let number = numbers[row.exception] else {
        preconditionFailure("a row that is open is listed")
      }
      part.put(number)
      part.put(row.subject)
    }
    let margins = SliceRowStore(negativeMargins, spill: nil)
    part.put(count: margins.count)
    margins.forEachHead { place, _, _ in part.put(margins.row(at: place)) }
  }

  /// Takes a slice of the file of the reader.
  ///
  /// - Parameter spill: the room for listed rows when there are very many.
  init(from part: inout PartReader, spill: SpillRoom?) throws(PartFault) {
    pieces = [try part.value()]
    users = try part.value()
    use = try part.value()
    insight = try part.value()
    outside = try part.value()
    compared = try part.value()
    alerts = try part.value()
    keys = RowKeys(.whole)
    totals = try part.value()
    try readLists(from: &part, spill: spill)
    standing = try part.value()
    refunds = try part.value()
    missingPrices = try part.value()
    missingRates = try part.value()
    regionsWithoutPrice = try part.value()
    tierDifferences = try part.value()
    rejects = try part.value()
    let codes = try part.count()
    for _ in 0..<codes {
      rejectCounts[RejectGroup(file: part.file, code: try part.text())] = try part.rows()
    }
    lastDay = try part.value()
    rowsByDay = try part.entries { part throws(PartFault) in try part.rows() }
    try part.requireRows(Array(rejectCounts.values))
    let rows = pieces[0].inPeriod + pieces[0].outsidePeriod + Int64(rejected)
    guard rows == pieces[0].progress.rows else { throw .otherSums }
  }

  private mutating func readLists(
    from part: inout PartReader, spill: SpillRoom?
  ) throws(PartFault) {
    var list = SliceRowStore<ExceptionRow>(spill: spill)
    var places: [RowPlace] = []
    let count = try part.count()
    for _ in 0..<count { places.append(list.append(try part.value())) }
    listed = list.rows
    let opened = try part.count()
    for _ in 0..<opened {
      let number: Int = try part.number()
      guard places.indices.contains(number) else { throw .number }
      let subject: DiagnosisSubject = try part.value()
      guard list.row(at: places[number]).diagnosis != nil else {
        throw PartFault("a row in it that is open has no diagnosis")
      }
      open.append(UnexplainedRow(exception: places[number], subject: subject))
    }
    var margins = SliceRowStore<NegativeMarginRow>(spill: spill)
    let belowCost = try part.count()
    for _ in 0..<belowCost { margins.append(try part.value()) }
    negativeMargins = margins.rows
  }
}
