import Engine
import Intake
import Ledger
import Reconciliation

/// A figure of `reconciliation.csv`: `reconciliation/cost/mismatch/difference`.
package struct ReconciliationFigure: Sendable {
  package let subject: Subject
  /// The class as the file names it; `total` is all of the subject.
  package let className: Name
  package let column: Column
  package var text: String {
    "\(ReconciliationFigure.report)/\(subject.rawValue)/\(className)/\(column.rawValue)"
  }

  package static let report = "reconciliation"
  package static let form = "reconciliation/SUBJECT/CLASS/COLUMN"
  /// Recorded costs without a rate of their currency, which are in the class `notRecorded` otherwise.
  private static let unconverted: Name = "not_converted"
  private static let total: Name = "total"
  /// The classes by their names in the file.
  package static let classNames =
    ComparisonClass.allCases.map(\.name) + [unconverted.description, total.description]

  /// The recorded figure that is compared.
  package enum Subject: String, CaseIterable, Sendable { case cost, credits }
  /// A column that sums requests.
  package enum Column: String, CaseIterable, Sendable {
    case requests, recorded, expected, difference
  }

  package init(subject: Subject, className: Name, column: Column) {
    self.subject = subject
    self.className = className
    self.column = column
  }

  package var unit: String {
    if column == .requests { return "requests" }
    return subject == .cost ? "USD" : "credits"
  }

  /// A sum as a canonical decimal.
  package func text(_ value: Int128) -> String {
    let decimals = subject == .cost ? Money.decimals : Credits.decimals
    return DecimalText.string(value, scale: column == .requests ? 0 : decimals)
  }

  /// The class of a row as the file names it.
  private func name(of record: UsageRecord, _ outcome: ComparisonOutcome, hasUnconverted: Bool)
    -> Name
  {
    switch subject {
    case .credits: return Name(outcome.credits.name)
    case .cost:
      let isUnconverted =
        outcome.cost == .notRecorded && record.recordedCost != nil && outcome.recordedCost == nil
      return isUnconverted && hasUnconverted
        ? ReconciliationFigure.unconverted : Name(outcome.cost.name)
    }
  }

  /// The part of the figure that comes from a row; nil if the figure excludes the row.
  func value(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: ComparisonOutcome,
    by reconciler: Reconciler,
    hasUnconverted: Bool
  ) -> Int128? {
    guard
      className == ReconciliationFigure.total
        || className == name(of: record, outcome, hasUnconverted: hasUnconverted)
    else { return nil }
    let isRated = if case .rated = rated.disposition { true } else { false }
    let (recorded, expected): (Int128?, Int128?) =
      switch subject {
      case .cost:
        (
          outcome.recordedCost.map { reconciler.atLedgerScale($0).attodollars },
          isRated ? outcome.expectedAtScale.attodollars : nil
        )
      case .credits:
        (
          record.recordedCredits.map { Int128($0.microcredits) },
          isRated ? Int128(rated.credits.microcredits) : nil
        )
      }
    switch column {
    case .requests: return 1
    case .recorded: return recorded ?? 0
    case .expected: return expected ?? 0
    case .difference: return recorded.flatMap { left in expected.map { left - $0 } } ?? 0
    }
  }
}

/// The heaviest requests of a figure of `reconciliation.csv`, found by going over the ledger once more.
package struct ReconciliationRequests {
  /// Their number and their sum.
  package let count: Int64
  package let sum: Int128
  /// The first and the last day of these requests; nil without any.
  package let days: ClosedRange<Day>?
  /// The heaviest first: the id, its start and its place.
  package let heaviest: [FigureExplanation.Line]

  package init(_ figure: ReconciliationFigure, of run: LedgerRun) throws {
    var heaviest = TopContributors()
    var (count, sum): (Int64, Int128) = (0, 0)
    var days: ClosedRange<Day>?
    let hasUnconverted = run.figures.reconciliation.unconvertedPriced > 0
    try LedgerRescan.forEachBlock(of: run.map) { blocks, slice in
      for index in blocks.records.indices {
        let record = blocks.records[index]
        guard
          let value = figure.value(
            record, blocks.rated[index], blocks.outcomes[index], by: run.map.job.reconciler,
            hasUnconverted: hasUnconverted)
        else { continue }
        let location = RowLocation(record, slice: slice)
        if run.repeats.locations.contains(location) { continue }
        count += 1
        sum += value
        let day = record.day
        days = min(days?.lowerBound ?? day, day)...max(days?.upperBound ?? day, day)
        guard heaviest.takes(value) else { continue }
        let place = run.map.place(of: location)
        heaviest.append(
          FigureExplanation.Line(
            value: value,
            cells: [
              Name(bytes: record.requestID).description,
              Name(bytes: record.startedAtText).description, "\(place.file):\(place.line)",
            ]))
      }
    }
    (self.count, self.sum, self.days) = (count, sum, days)
    self.heaviest = heaviest.finished
  }
}
