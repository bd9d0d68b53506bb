import Cube
import Ledger

extension BillEvidence {
  /// Finds the requests of each part of the groups with the largest amounts to dispute, and of those with the largest
  /// differences; a list for each group.
  ///
  /// - Parameter groups: those of `splitting` that are reported.
  static func all(
    of splitting: DifferenceSplitState, _ groups: [(group: BillGroup, splitting: SplitGroup)]
  ) -> [[BillEvidence]] {
    let differing = groups.filter { $0.group.differsByMoreThanRounding }
    let ordered = differing.sorted { isBefore($0.group, $1.group) }
    let disputed = ordered.prefix { $0.group.disputed > .zero }
    let wanted = disputed.prefix(groupLimit) + ordered.dropFirst(disputed.count).prefix(groupLimit)
    let sources = wanted.map { group, split in
      BillGroupSources(group, split, of: splitting)
    }
    let rows = rows(near: sources, splitting.ledger)
    return zip(sources, rows).map { source, near in
      let counted = near.filter { $0.requests > 0 && $0.largest.isSome }
      return source.group.shownParts.map {
        BillEvidence(source, $0, near: counted, splitting.ledger.use)
      }
    }
  }

  /// The largest amount to dispute first, then the largest difference.
  static func isBefore(_ left: BillGroup, _ right: BillGroup) -> Bool {
    let (one, other) = (left.disputed, right.disputed)
    return one == other ? DifferenceSplit.isBefore(left, right) : one > other
  }

  private init(
    _ sources: BillGroupSources, _ part: BillPart, near: [UseRow], _ use: QuarterHourUse
  ) {
    var proof = sources.proof(of: part)
    // Only rows that do not count are copies; once read again, a row no longer says so.
    let candidates =
      proof.areRepeated
      ? near.filter { row in
        let rate = use.rates[Int(row.rate)]
        return sources.isTaken(row, rate, row.standing)
          && !sources.isExpected(row, rate, row.standing)
      } : near
    var shown = BillEvidence.shown(by: proof, candidates, use)
    if shown.isEmpty && proof.kind != .largest && part != .duplicate {
      // Nothing shows the part after all.
      proof = RequestProofMeasure(kind: .largest, share: proof.share)
      shown = []
    }
    let blanks = near.filter { row in
      row.quantities == Quantities()
        && sources.isExpected(row, use.rates[Int(row.rate)], row.standing)
    }
    self.init(
      group: sources.group, part: part, kind: proof.kind, requests: shown,
      blanks: blanks.map(\.largest).sorted { $0.precedes($1) }, areRepeated: proof.areRepeated,
      share: proof.share)
  }

  /// The largest requests that show a part, largest amount first.
  private static func shown(
    by proof: RequestProofMeasure, _ near: [UseRow], _ use: QuarterHourUse
  ) -> [LargestRequest] {
    var weights: [LargestRequest: Int128] = [:]
    for row in near where row.quantities != Quantities() {
      guard let share = proof.share(row, use) else { continue }
      let isUnpriced = use.rates[Int(row.rate)].isUnpriced
      let weight =
        isUnpriced ? share.quantity.attounits : (share.amount ?? share.cost).magnitude.attodollars
      weights[row.largest] = max(weights[row.largest] ?? 0, weight)
    }
    let order = weights.keys.sorted { left, right in
      let (one, other) = (weights[left] ?? 0, weights[right] ?? 0)
      return one == other ? left.precedes(right) : one > other
    }
    return Array(order.prefix(requestLimit))
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
}

extension BillGroupSources {
  /// The quarter hours in which requests of the group may start or end, in whichever zone.
  fileprivate var quarterHours: ClosedRange<Int32> {
    let day: Int32 = 96
    return UseRow.quarterHour(of: group.period.from) - 2 * day...UseRow.quarterHour(
      of: group.period.to) + 2 * day
  }
}
