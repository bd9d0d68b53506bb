import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation

/// Takes blocks of ledger bytes to rated and compared rows: read, hold against the period, rate, compare.
package struct BlockRater {
  package let job: MappingInputs
  private var reader: LedgerReader
  package var rater: Rater
  var variantRaters: [Rater]
  package private(set) var batch = RecordBatch()
  /// The rows of the file being read that begin earlier than they say.
  private var earlierStarts: RequestStartCorrections
  /// The tiers of rows that state none.
  package private(set) var accounts: AccountTiers

  /// The counted rows of the block taken last, what each was rated at, and how that compares; one
  /// of each per row, in order.
  package private(set) var records: [UsageRecord] = []
  package private(set) var rated: [RatedRecord] = []
  package private(set) var outcomes: [ComparisonOutcome] = []
  /// Which of the rows there is something to tell of, of the row itself or its tier; none where nothing is compared.
  private(set) var remarkable: [Int] = []
  /// The same rows by each variant of the job.
  var variants: [VariantTable.Rows]
  /// The rows of that block that cannot be used, in no particular order.
  package private(set) var rejects: [BlockReject] = []
  /// The number of its rows outside the period.
  package private(set) var outsidePeriod: Int64 = 0
  /// Those of other days that are requested.
  var outside: [OutOfPeriodRows] = []
  /// Those of the base of a comparison.
  var base: BasePeriodRows?
  /// The rater of the constant books; empty where nothing is compared with another period.
  var constantRaters: [Rater]
  /// The result of rating each row by the constant books.
  private(set) var constant: [RatedRecord] = []
  /// The days of its rows, counted or not; nil when none could be read.
  package private(set) var days: ClosedRange<Day>?
  /// Its rows by day, counted or not, where the job counts days: one entry for each stretch of rows of one day.
  private(set) var rowsByDay: [(day: Day, rows: Int64)] = []

  /// A row that cannot be used.
  package struct BlockReject {
    package let reject: Reject
    /// The vendor cost that the row would have had, as far as it was readable.
    package let estimatedCost: Money?
  }

  /// Makes one that begins with the file of that index.
  package init(_ job: MappingInputs, file: Int) {
    self.job = job
    reader = LedgerReader(
      layout: job.files[file].start.layout, zone: job.zone,
      isCarefulOnly: job.reading.isCarefulOnly,
      sought: job.userFilter,
      undivided: job.files[file].start.layout.usage == .native ? nil : job.books.undividedOutput)
    earlierStarts = job.earlierStarts[file] ?? .none
    accounts = AccountTiers(job.books.accounts)
    rater =
      job.variants.first.map { Rater($0) } ?? Rater(books: job.books)
    variantRaters = job.variants.dropFirst().map { Rater($0) }
    variants = job.variants.map { _ in VariantTable.Rows() }
    constantRaters = job.comparison.map { [Rater($0.constant)] } ?? []
    base = job.comparison.flatMap { comparison in
      comparison.base.map { BasePeriodRows($0, comparison) }
    }
  }

  package var users: [UserKey] { reader.vocabulary.users }

  /// The columns of the file being read.
  var layout: LedgerLayout { reader.layout }

  /// Who made the request of a record of the block.
  package func user(of record: UsageRecord) -> UserKey { reader.vocabulary.users[Int(record.user)] }

  /// Returns the details of a row of the last block, which started at `origin`, after its record.
  func details(of record: UsageRecord, in bytes: Bytes, from origin: Int64) -> RowDetails {
    RowDetails(
      bytes, from: Int(record.offset - origin), layout: reader.layout, isPadded: true)
  }

  /// Returns the capability and the quality level that a row of the last block states, which started at `origin`; nil
  /// where the rows of the file state none.
  func statedUse(of record: UsageRecord, in bytes: Bytes, from origin: Int64) -> EntitlementFields?
  {
    guard EntitlementFields.isStated(in: reader.layout) else { return nil }
    return EntitlementFields(bytes, from: Int(record.offset - origin), layout: reader.layout)
  }

  /// Returns the rate card of a rated record.
  package func card(of rated: RatedRecord) -> RateCard { rater.cards[Int(rated.card)] }

  /// Goes on with the file of that index.
  package mutating func use(file: Int) {
    use(job.files[file].start.layout, job.earlierStarts[file] ?? .none)
  }

  /// Goes on with single rows of files of `layout`.
  package mutating func use(_ layout: LedgerLayout, _ earlierStarts: RequestStartCorrections) {
    reader.use(layout)
    self.earlierStarts = earlierStarts
  }

  /// Why a block could not be taken.
  package enum Failure: Error {
    case file(FileFailure)
    case books(BookProblem)
  }

  /// Takes the records that begin in `bytes` and before `limit`; see `LedgerReader.read`.
  ///
  /// - Returns: how many of the bytes were read.
  package mutating func take(
    _ bytes: Bytes, isEnd: Bool, limit: Int64, progress: inout PieceProgress
  ) throws(Failure) -> Int {
    let origin = progress.offset
    let count: Int
    do throws(FileFailure) {
      count = try reader.read(
        bytes, isEnd: isEnd, limit: limit, progress: &progress, into: &batch)
    } catch { throw .file(error) }
    if !earlierStarts.isEmpty { reader.begin(&batch, earlierStarts) }
    if job.countsDays { countDays(batch.records) }
    if case .nothing = job.ratedBy {
      swap(&records, &batch.records)
      return count
    }
    accounts.give(to: &batch.records, &reader)
    do throws(BookProblem) { try prepare(reader.vocabulary.kinds) } catch { throw .books(error) }
    swap(&records, &batch.records)
    holdAgainstPeriod()
    rater.rate(records, into: &rated)
    if job.compares {
      job.reconciler.compare(records, rated, by: rater, into: &outcomes)
    } else {
      outcomes.removeAll(keepingCapacity: true)
    }
    rejects = batch.rejects.map {
      BlockReject(reject: $0, estimatedCost: $0.estimable.flatMap(estimate))
    }
    listRemarkable()
    rejectUnratable(bytes, origin: origin)
    warnOfConversions(&progress)
    if !variants.isEmpty { rateByVariants() }
    if let constantRater = constantRaters.first { constantRater.rate(records, into: &constant) }
    return count
  }

  private mutating func countDays(_ records: [UsageRecord]) {
    rowsByDay.removeAll(keepingCapacity: true)
    for record in records {
      if rowsByDay.last?.day != record.day { rowsByDay.append((record.day, 0)) }
      rowsByDay[rowsByDay.count - 1].rows += 1
    }
  }

  private mutating func holdAgainstPeriod() {
    var (first, last) = (Day(number: .max), Day(number: .min))
    for index in records.indices {
      first = min(first, records[index].day)
      last = max(last, records[index].day)
    }
    days = first <= last ? first...last : nil
    outsidePeriod = 0
    guard let period = job.period else { return }
    for index in outside.indices { outside[index].take(records, of: days, by: job.reconciler) }
    base?.take(records, of: days)
    let before = records.count
    records.removeAll { !period.contains($0.day) }
    outsidePeriod = Int64(before - records.count)
  }

  private func estimate(_ record: UsageRecord) -> Money? {
    var rated: [RatedRecord] = []
    rater.rate([record], into: &rated)
    guard let first = rated.first, first.disposition == .rated else { return nil }
    return rater.terms[Int(first.card)].vendorCost(first)
  }

  /// Rejects rows whose cost does not fit, which shows only once they are rated.
  private mutating func rejectUnratable(_ bytes: Bytes, origin: Int64) {
    let isAnyUnratable =
      job.compares
      ? remarkable.contains { fault(of: $0) != nil }
      : rated.indices.contains { fault(of: $0) != nil }
    guard isAnyUnratable else { return }
    for (index, record) in records.enumerated() {
      guard let fault = fault(of: index) else { continue }
      let start = Int(record.offset - origin)
      rejects.append(
        BlockReject(
          reject: Reject(
            offset: record.offset, line: record.line, piece: record.piece, byteColumn: 1,
            column: "", faults: [fault],
            text: Array(bytes[start..<start + Int(record.length)]), estimable: nil),
          estimatedCost: nil))
    }
    let kept = records.indices.filter { fault(of: $0) == nil }
    records = kept.map { records[$0] }
    rated = kept.map { rated[$0] }
    if job.compares { outcomes = kept.map { outcomes[$0] } }
    listRemarkable()
  }

  /// Looks at every row once, so that nothing else has to.
  private mutating func listRemarkable() {
    remarkable.removeAll(keepingCapacity: true)
    let hasUnplanned = rater.hasUnplannedCards
    outcomes.withUnsafeBufferPointer { outcomes in
      for index in outcomes.indices {
        if outcomes[index].isRemarkable
          || hasUnplanned && !rater.terms[Int(rated[index].card)].isPlanned
        {
          remarkable.append(index)
        }
      }
    }
  }

  private func warnOfConversions(_ progress: inout PieceProgress) {
    for index in remarkable where outcomes[index].isConversionTooLarge {
      progress.warn(.largeConversion, line: records[index].line)
    }
  }

  @inline(__always)
  private func fault(of index: Int) -> RowFault? {
    switch rated[index].disposition {
    case .inexact: .inexactCost
    case .tooLarge: .costTooLarge
    case .rated, .unpriced: nil
    }
  }
}
