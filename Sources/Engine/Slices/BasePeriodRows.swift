import Comparing
import Intake
import Ledger
import Pricing
import Rating

/// The rows of a block that are in the base of a comparison, each rated at its start and by the constant books.
struct BasePeriodRows {
  private let days: Period
  private var rater: Rater
  /// One: the rater of the constant books.
  private var constantRaters: [Rater]
  private(set) var records: [UsageRecord] = []
  /// The number of rows that were not taken over.
  private(set) var rejected: Int64 = 0
  private var rated: [RatedRecord] = []
  private var constant: [RatedRecord] = []

  init(_ days: Period, _ comparison: ComparedInputs) {
    self.days = days
    rater = Rater(books: comparison.baseBooks)
    constantRaters = [Rater(comparison.constant)]
  }

  mutating func prepare(_ kinds: [RateKey]) throws(BookProblem) {
    try rater.prepare(kinds, with: &constantRaters)
  }

  /// Takes over the rows of `all` on these days whose cost fits, and rates them.
  ///
  /// - Parameter span: the first and the last day of any row; nil without rows.
  mutating func take(_ all: [UsageRecord], of span: ClosedRange<Day>?) {
    rejected = 0
    records.removeAll(keepingCapacity: true)
    rated.removeAll(keepingCapacity: true)
    constant.removeAll(keepingCapacity: true)
    guard let span, span.lowerBound < days.to, span.upperBound >= days.from else { return }
    for record in all where days.contains(record.day) { records.append(record) }
    rater.rate(records, into: &rated)
    if !rated.allSatisfy(\.isUsable) {
      let kept = records.indices.filter { rated[$0].isUsable }
      rejected = Int64(records.count - kept.count)
      (records, rated) = (kept.map { records[$0] }, kept.map { rated[$0] })
    }
    constantRaters[0].rate(records, into: &constant)
  }

  /// Adds the rows taken last.
  func add(to groups: inout ComparedGroups) {
    groups.add(records, rated, by: rater, constant, by: constantRaters[0], sign: 1)
  }

  /// The sums by cell.
  func cells(
    of groups: ComparedGroups, _ users: [UserKey]
  ) -> Result<[CellID: CellSums], ComparisonTooLarge> {
    Result { () throws(ComparisonTooLarge) in
      try groups.cells(of: users, by: rater, constant: constantRaters[0])
    }
  }
}

extension RatedRecord {
  /// The row has a cost, or no price: else it is rejected.
  var isUsable: Bool { disposition == .rated || disposition == .unpriced }
}

/// The sums of one slice for a comparison.
struct ComparedSums: Sendable {
  /// Sums of the rows in the job's period.
  var period: Result<[CellID: CellSums], ComparisonTooLarge>
  /// Sums of the rows in the base.
  var base: Result<[CellID: CellSums], ComparisonTooLarge> = .success([:])
  /// Keys of the rows in the base, to find duplicates.
  var baseKeys = RowKeys()
  /// The number of rows in the base whose cost does not fit.
  var baseRejected: Int64 = 0
}
