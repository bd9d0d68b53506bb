import Cube
import Ledger
import Rating

/// Splits the differences between bills and the ledger: bills.md §3 to §5.
package enum DifferenceSplit {
  /// Returns the groups and months of the bills that are reported.
  ///
  /// Every bill is split as a whole.
  ///
  /// - Parameters:
  ///   - zones: the zones in which each vendor is known to begin its days, besides UTC.
  ///   - period: the days whose bill periods are shown; nil is all.
  ///   - rejected: the rows of the ledger that could not be read, or the first of very many.
  package static func reconciliation(
    of bills: [Bill], use: QuarterHourUse, books: Books, reportingZone: ReportingZone,
    zones: (_ vendor: Name) -> [ReportingZone], period: Period? = nil,
    rejected: [RejectedUsageRow] = []
  ) -> BillReconciliation {
    let rejected = RejectedUsage(rejected)
    var groups: [BillGroup] = []
    var summaries: [BillSummary] = []
    var evidence: [[BillEvidence]] = []
    let inOrder = bills.sorted { ($0.format, $0.vendor) < ($1.format, $1.vendor) }
    for bill in inOrder {
      var splitting = DifferenceSplitState(bill, use, books)
      let zones = [.utc, reportingZone] + zones(bill.vendor)
      splitting.run(zones: zones)
      let usages = splitting.oneUsages(zones: zones)
      let takesZone = splitting.zonesToSet
      var split = splitting.groups.enumerated().filter {
        period?.contains(bill.zone.day(of: $0.element.period.from)) ?? true
      }.map { index, split in
        var group = BillGroup(split, of: bill)
        let tiers = splitting.serviceTiers(of: split)
        group.traits = BillLineTraits(split, tiers: tiers)
        group.traits.amountsByTier = splitting.amountsByTier(of: split)
        group.traits.takesZone = takesZone.contains(split.set)
        group.traits.oneUsage = usages[index]
        group.rejectedRows = rejected.places(of: group, in: bill.zone)
        return (group: group, splitting: split)
      }
      for index in FixedAmounts.indices(of: split.map(\.group), in: bill.zone) {
        split[index].group.traits.isFixedAmount = true
      }
      summaries += BillSummary.all(
        of: bill, split.map { ($0.splitting.month, $0.group) },
        unpriced: splitting.unpricedRequests,
        uncovered: splitting.uncovered(in: period))
      groups += split.map(\.group)
      evidence += BillEvidence.all(of: splitting, split)
    }
    return BillReconciliation(
      groups: groups.sorted(by: isBefore), summaries: summaries,
      evidence: evidence.filter { !$0.isEmpty }.sorted {
        BillEvidence.isBefore($0[0].group, $1[0].group)
      }
      .prefix(BillEvidence.limit).flatMap(\.self))
  }

  /// The largest difference first.
  static func isBefore(_ left: BillGroup, _ right: BillGroup) -> Bool {
    let (a, b) = (left.difference.magnitude, right.difference.magnitude)
    if a != b { return b < a }
    if (left.format, left.vendor) != (right.format, right.vendor) {
      return (left.format, left.vendor) < (right.format, right.vendor)
    }
    if left.period != right.period {
      return (left.period.from, left.period.to) < (right.period.from, right.period.to)
    }
    if left.model.text != right.model.text { return left.model.text < right.model.text }
    return Name(left.unitClass.name) < Name(right.unitClass.name)
  }
}

extension BillGroup {
  /// Makes the result of a group that is split.
  init(_ group: SplitGroup, of bill: Bill) {
    precondition(group.isSettled && group.rest == 0, "every difference is split to the end")
    self.init(
      format: bill.format, vendor: bill.vendor, period: group.period,
      model: group.key.model,
      unitClass: group.key.unitClass, lines: group.cell?.lines ?? 0,
      billedQuantity: group.cell?.quantity,
      ledgerQuantity: BilledQuantity(attounits: group.expected.quantity),
      billed: Money(attodollars: group.billed), ledger: Money(attodollars: group.expected.cost),
      parts: group.parts.map { Money(attodollars: $0) }, causes: group.causes,
      place: group.cell?.place,
      movedRequests: group.movedRequests,
      unpricedQuantity: BilledQuantity(attounits: group.expected.unpricedQuantity),
      unpricedRequests: group.expected.unpricedRequests,
      isLedgerKnown: group.expected.hasPriced || !group.expected.hasUnpriced)
  }
}

extension BillSummary {
  /// Sums the groups of a bill by month, and its lines of other kinds; the sums lead from the ledger to the total.
  ///
  /// - Parameters:
  ///   - unpriced: the requests of each month without a price.
  ///   - uncovered: the usage of each month that the bill of the month does not have.
  static func all(
    of bill: Bill, _ groups: [(month: Month, group: BillGroup)], unpriced: [Month: Int64],
    uncovered: [Month: UncoveredUsage]
  ) -> [BillSummary] {
    let months = Set(groups.map(\.month)).union(bill.others.map(\.month)).sorted()
    return months.map { month in
      let own = groups.filter { $0.month == month }.map(\.group)
      func figure(_ amount: (BillGroup) -> Money) -> Figure {
        Figure(
          count: own.count { amount($0) != .zero }, amount: own.reduce(.zero) { $0 + amount($1) })
      }
      let summary = BillSummary(
        format: bill.format, vendor: bill.vendor, zone: bill.zone, month: month, files: bill.files,
        ledger: figure(\.ledger),
        parts: BillPart.allCases.map { part in figure { $0.parts[part.rawValue] } },
        difference: figure(\.difference), billed: figure(\.billed),
        others: BillKind.allCases.filter { $0 != .usage }.map { kind in
          let sums = bill.others.filter { $0.month == month && $0.kind == kind }
          return (
            kind,
            Figure(
              count: sums.reduce(0) { $0 + $1.lines },
              amount: sums.reduce(.zero) { $0 + $1.amount })
          )
        },
        unpricedRequests: unpriced[month] ?? 0,
        unpricedGroups: own.count { $0.unpricedQuantity != .zero },
        rejectedRows: Set(own.flatMap(\.rejectedRows)).count,
        isLedgerKnown: own.allSatisfy(\.isLedgerKnown)
          || own.contains { $0.isLedgerKnown && $0.ledgerQuantity != .zero },
        uncovered: uncovered[month] ?? .none)
      precondition(
        summary.parts.reduce(summary.ledger.amount) { $0 + $1.amount } == summary.billed.amount,
        "the parts lead from the ledger to the bill")
      return summary
    }
  }
}
