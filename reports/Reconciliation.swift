import Ledger
import Reconciliation
import Tables

extension Report {
  /// The recorded figures compared with expected ones: the classes of cost and of credits.
  ///
  /// Recorded costs without an exchange rate are a class of their own, where there are any.
  package static let reconciliation = Report(
    "reconciliation", "Reconciliation",
    columns: [
      .text("subject", "Compared measure: vendor cost in USD, or credits."),
      .text(
        "class",
        "Result of the comparison; not_converted has no exchange rate. The last row of each subject sums the known figures."
      ),
      .count("requests", "Requests of the class."),
      .money("recorded", "Sum that the ledger recorded, in USD or credits."),
      .money("expected", "Recomputed sum, in USD or credits."),
      .money("difference", "Recorded less expected, of compared requests only; also in the total."),
    ]
  ) { report, input in
    let totals = input.reconciliation
    let rows =
      reconciliationRows(
        "cost", classes(unconverted: totals.costsWithoutUSD) { totals[cost: $0] },
        input.recordedCosts, isExpected: true
      ) { .money(Money(attodollars: $0)) }
      + reconciliationRows(
        "credits", classes { totals[credits: $0] }, input.recordedCredits,
        isExpected: !input.isCostOnly
      ) { .creditsSum(microcredits: $0) }
    return report.table(
      rows.count, order: "cost before credits"
    ) { rows[$0] }
  }

  /// The requests of a class, with its word.
  private typealias Class = (name: Name, of: ComparisonClass, sums: ReconciliationTotals.Sums)

  /// The classes of a subject, in the order of their rows.
  private static func classes(
    unconverted parts: (
      notRecorded: ReconciliationTotals.Sums, unconverted: ReconciliationTotals.Sums
    )? = nil, _ sums: (ComparisonClass) -> ReconciliationTotals.Sums
  ) -> [Class] {
    ComparisonClass.allCases.flatMap { each -> [Class] in
      guard each == .notRecorded, let parts, parts.unconverted.requests > 0 else {
        return [(Name(each.name), each, sums(each))]
      }
      return [
        (Name(each.name), each, parts.notRecorded),
        (Name(ComparisonClass.notConverted), each, parts.unconverted),
      ]
    }
  }

  /// A row for each class of `subject`, then their total; blank is what no request of the class has.
  ///
  /// - Parameters:
  ///   - counts: of how many requests the recorded figure is known.
  ///   - isExpected: figures are recomputed; without prices for customers no credits are.
  ///   - cell: how an amount of the subject is written.
  private static func reconciliationRows(
    _ subject: Name, _ classes: [Class], _ counts: RecordedRequestCount, isExpected: Bool,
    cell: (Int128) -> Cell
  ) -> [[Cell]] {
    var total = ReconciliationTotals.Sums()
    var rows: [[Cell]] = []
    var unpriced: Int64 = 0
    for (name, comparison, sum) in classes {
      total.add(sum)
      if comparison == .unpriced { unpriced = sum.requests }
      var knows = comparison.knownSides
      knows.expected = knows.expected && isExpected
      if comparison == .unpriced, sum.requests > 0, counts.known == counts.compared {
        knows.recorded = false
      }
      rows.append([
        .text(subject), .text(name), .count(Int128(sum.requests)),
        knows.recorded ? cell(sum.recorded) : .blank, knows.expected ? cell(sum.expected) : .blank,
        knows.recorded && knows.expected ? cell(sum.difference) : .blank,
      ])
    }
    let isRated = total.requests == 0 || unpriced < total.requests
    rows.append([
      .text(subject), .text("total"), .count(Int128(total.requests)),
      counts.isKnown ? cell(total.recorded) : .blank,
      isExpected && isRated ? cell(total.expected) : .blank,
      counts.compared > 0 || total.requests == 0 ? cell(total.difference) : .blank,
    ])
    return rows
  }
}

extension ComparisonClass {
  /// Which figures the rows of the class have; of an unpriced row, the recorded one perhaps.
  fileprivate var knownSides: (recorded: Bool, expected: Bool) {
    switch self {
    case .matched, .rounding, .mismatch: (true, true)
    case .notRecorded: (false, true)
    case .unpriced: (true, false)
    }
  }
}
