import Cube
import Ledger

extension BillEvidence {
  /// Finds the requests of the groups with the largest differences.
  ///
  /// - Parameter groups: those of `splitting` that are reported.
  static func all(
    of splitting: BillSplitting, _ groups: [(group: BillGroup, splitting: SplitGroup)]
  ) -> [BillEvidence] {
    let differing = groups.filter { $0.group.differsByMoreThanRounding }
    let largest = differing.sorted { BillSplit.isBefore($0.group, $1.group) }
    let sources = largest.prefix(groupLimit).map { group, split in
      BillGroupSources(group, split, of: splitting)
    }
    let rows = rows(near: sources, splitting.ledger)
    return zip(sources, rows).map { BillEvidence($0, near: $1, splitting.ledger.use) }
  }

  private init(_ sources: BillGroupSources, near: [UseRow], _ use: QuarterHourUse) {
    let (rows, blanks) = BillEvidence.rows(of: sources, near, use)
    let rates = use.rates
    func chosen(_ isChosen: (UseRate) -> Bool) -> [UseRow] {
      rows.filter { isChosen(rates[Int($0.rate)]) }
    }
    let unpriced = sources.has("unpriced") ? chosen(\.isUnpriced) : []
    let others = chosen(sources.isOfOtherConditions)
    let reasoning = sources.has("reasoning_not_billed") ? UnitClass.reasoning : nil
    let kind: Kind =
      sources.hasOtherRows
      ? .moved
      : !unpriced.isEmpty
        ? .unpriced : reasoning != nil ? .reasoning : !others.isEmpty ? .conditions : .largest
    let only = kind == .reasoning ? reasoning : nil
    let shown: [UseRow] =
      switch kind {
      case .moved, .largest: rows
      case .reasoning: rows.filter { sources.share(of: $0, in: use, only: only) != nil }
      case .conditions: others
      case .unpriced: unpriced
      }
    self.init(
      group: sources.group, kind: kind,
      requests: Array(
        Set(shown.map(\.largest)).sorted { $0.precedes($1) }.prefix(BillEvidence.requestLimit)),
      blanks: blanks.map(\.largest).sorted { $0.precedes($1) },
      areRepeated: sources.hasRepeatedRows,
      share: { row, all in
        // The row of an id that counts may be of another group than the one in conflict.
        let isOfGroup =
          sources.hasRepeatedRows
          || BillEvidence.isWanted(row, all.rates[Int(row.rate)], of: sources)
        return isOfGroup ? sources.share(of: row, in: all, only: only) : nil
      })
  }

  /// Returns true if step 1 moved a row, or, without such a step, if the row is in the group.
  private static func isWanted(
    _ row: UseRow, _ rate: UseRate, of sources: BillGroupSources
  ) -> Bool {
    let isExpected = sources.isExpected(row, rate, row.standing)
    return sources.hasOtherRows
      ? isExpected != sources.isTaken(row, rate, row.standing) : isExpected
  }

  /// The key of a row, of which parts of the ledger may have several.
  private struct Key: Hashable {
    let quarterHour: Int32
    let end: Int32
    let rate: Int32
    let standing: UseRow.Standing

    init(_ row: UseRow) {
      (quarterHour, end) = (row.quarterHour, row.endQuarterHour)
      (rate, standing) = (row.rate, row.standing)
    }
  }

  /// The rows of each group's model near its period, found in one pass; each key once.
  private static func rows(
    near groups: [BillGroupSources], _ ledger: BillLedger
  ) -> [[UseRow]] {
    let (spans, rates) = (groups.map(\.quarterHours), ledger.use.rates)
    // A slice may subtract requests of another: only their sums say if a row is blank.
    var found: [[Key: UseRow]] = groups.map { _ in [:] }
    for row in ledger.rows {
      for (index, span) in spans.enumerated()
      where (span.contains(row.quarterHour) || span.contains(row.endQuarterHour))
        && groups[index].mayHold(model: rates[Int(row.rate)].model)
      {
        if var known = found[index][Key(row)] {
          known.requests += row.requests
          _ = known.quantities.add(row.quantities, sign: 1)
          if row.largest.precedes(known.largest) { known.largest = row.largest }
          found[index][Key(row)] = known
        } else {
          found[index][Key(row)] = row
        }
      }
    }
    return found.map { Array($0.values) }
  }

  /// The rows that step 1 moved, or else those of the group, and its rows without any quantity.
  private static func rows(
    of sources: BillGroupSources, _ near: [UseRow], _ use: QuarterHourUse
  ) -> (used: [UseRow], blank: [UseRow]) {
    let counted = near.filter { row in
      guard row.requests > 0, row.largest.isSome else { return false }
      let rate = use.rates[Int(row.rate)]
      let isBlank =
        row.quantities == Quantities() && sources.isExpected(row, rate, row.standing)
      return isBlank || isWanted(row, rate, of: sources) && sources.share(of: row, in: use) != nil
    }
    return (
      counted.filter { $0.quantities != Quantities() },
      counted.filter { $0.quantities == Quantities() }
    )
  }
}

extension BillGroupSources {
  fileprivate func has(_ cause: String) -> Bool { group.causes.contains(cause) }

  /// The quarter hours in which requests of the group may start or end, in whichever zone.
  fileprivate var quarterHours: ClosedRange<Int32> {
    let day: Int32 = 96
    return UseRow.quarterHour(of: group.period.from) - 2 * day...UseRow.quarterHour(
      of: group.period.to) + 2 * day
  }

  /// Returns true if requests of a rate have other conditions than those by whose price the bill is explained.
  fileprivate func isOfOtherConditions(_ rate: UseRate) -> Bool {
    group.causes.contains { cause in
      let parts = cause.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[1] != "stated" else { return false }
      switch parts[0] {
      case "tier": return rate.serviceTier != Name(String(parts[1]))
      case "context": return String(rate.contextOver) != parts[1]
      case "region": return rate.region != Name(String(parts[1]))
      default: return false
      }
    }
  }
}
