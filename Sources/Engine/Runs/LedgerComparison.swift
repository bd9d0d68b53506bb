import Comparing
import Ledger
import Workspace

extension PeriodComparison {
  /// Compares the reported period of a mapped ledger with its base; nil where there is none.
  ///
  /// - Parameters:
  ///   - compared: the sums of each slice.
  ///   - repeats: the rows of the period that repeat others; those of the base are looked for here.
  /// - Throws: if a requested comparison has a period without requests.
  static func of(
    _ map: LedgerMap, _ days: ResolvedPeriods, _ compared: [ComparedSums], _ repeats: Deduplication,
    workspace: Workspace, options: RunOptions
  ) throws(RunRefusal) -> PeriodComparison? {
    guard let period = days.period, let comparedDays = days.compared,
      let inputs = map.job.comparison
    else { return nil }
    let duplicateSearch = map.finding(
      base: comparedDays.base, inputs, keys: compared.map(\.baseKeys))
    let baseRepeats = try Deduplication(in: duplicateSearch, searched: .base)
    let base = try sums(
      compared.map(\.base) + [baseRepeats.corrections.compared?.period])
    let sums = try sums(compared.map(\.period) + [repeats.corrections.compared?.period])
    for (days, sums) in [(comparedDays.base, base), (period, sums)] where sums.isEmpty {
      if case .coveredPeriodBefore = options.comparison { return nil }
      throw .noUsage(in: days, of: map, workspace, options)
    }
    guard comparedDays.baseDays > 0, comparedDays.days > 0 else { throw .contradiction }
    return try refusing { () throws(ComparisonTooLarge) in
      try PeriodComparison(
        ComparedPeriod(
          period: comparedDays.base, days: comparedDays.baseDays,
          conflicts: baseRepeats.conflicts,
          rejected: compared.reduce(0) { $0 + $1.baseRejected }), base,
        ComparedPeriod(period: period, days: comparedDays.days), sums,
        isSold: workspace.books.isSold)
    }
  }

  private static func refusing<Value>(
    _ calculate: () throws(ComparisonTooLarge) -> Value
  ) throws(RunRefusal) -> Value {
    do throws(ComparisonTooLarge) { return try calculate() } catch {
      throw RunRefusal(findings: [RunRefusal.sumsTooLarge])
    }
  }

  /// Adds the sums of several slices by cell, and drops cells whose rows were all reversed.
  private static func sums(
    _ parts: [Result<[CellID: CellSums], ComparisonTooLarge>?]
  ) throws(RunRefusal) -> [CellID: CellSums] {
    var sums: [CellID: CellSums] = [:]
    for part in parts.compactMap(\.self) {
      let part = try refusing(part.get)
      if sums.isEmpty {
        sums = part
      } else {
        for (place, added) in part { sums[place, default: CellSums()] += added }
      }
    }
    guard sums.values.allSatisfy(\.isCounted) else { throw .contradiction }
    return sums.filter { !$0.value.isEmpty }
  }
}

extension RunRefusal {
  /// The refusal of a comparison with days that have no request.
  fileprivate static func noUsage(
    in period: Period, of map: LedgerMap, _ workspace: Workspace, _ options: RunOptions
  ) -> RunRefusal {
    let days = LedgerDays(in: map.slices, workspace.zone, workspace.buckets)
    return NoUsage(
      message: "no usage in \(period.words)", among: days, likely: nil, root: workspace.root,
      options
    ).refusal(workspace.findings)
  }
}
