import Bills
import Cube
import Engine
import Intake
import Ledger
import Reconciliation
import Reports

/// The requests that show the largest differences of bills, read from the ledger again.
struct BillRequestList {
  let rows: [BillRequestRow]

  /// The most rows beside a difference of each kind.
  private static let besideLimit = 5

  init(_ bills: BillReconciliation, of run: LedgerRun) throws(RunRefusal) {
    let positions = bills.evidence.flatMap { evidence in
      BillRequestList.positions(of: evidence, run.repeats.countedRows)
        + BillRequestList.blanks(of: evidence)
    }
    let requests = try run.requests(at: Set(positions))
    let beside = RowsBeside(run.figures, isNeeded: bills.evidence.contains(where: \.isGap))
    var rows: [BillRequestRow] = []
    var gaps: Set<GroupKey> = []
    for evidence in bills.evidence {
      let first = rows.count
      if let lines = evidence.group.traits.repeated, evidence.isOfRepeatedLines {
        rows += BillRequestList.rows(of: lines, evidence)
        continue
      }
      // What the bill may have more comes first, once for a group.
      if evidence.isGap, gaps.insert(GroupKey(evidence.group)).inserted {
        rows += BillRequestList.blanks(of: evidence).compactMap { requests[$0] }
          .filter { !$0.isRepeated }.map { BillRequestRow($0, .blank, of: evidence) }
        rows += beside.rows(of: evidence, limit: BillRequestList.besideLimit)
      }
      let positions = BillRequestList.positions(of: evidence, run.repeats.countedRows)
      let own = BillRequestList.proving(
        BillRequestList.rows(of: evidence, positions.compactMap { requests[$0] }))
      rows += own + BillRequestList.sum(of: own, evidence)
      if rows.count == first {
        rows.append(BillRequestRow(group: evidence.group, part: evidence.part, evidence: .none))
      }
    }
    self.rows = rows
  }

  /// The line of the bill that another repeats, and that other one with the amount of all of them.
  private static func rows(
    of lines: RepeatedBillLines, _ evidence: BillEvidence
  ) -> [BillRequestRow] {
    func row(
      _ place: Place, _ relation: BillRequestRow.Evidence, _ amount: Money?
    ) -> BillRequestRow {
      BillRequestRow(
        group: evidence.group, part: evidence.part, evidence: relation, amount: amount,
        file: Name(place.file), line: place.line.map { Int64($0) })
    }
    return [row(lines.first, .repeatedLine, nil), row(lines.second, .repeatingLine, lines.amount)]
  }

  private struct GroupKey: Hashable {
    let bill: BillKey
    let period: Validity
    let model: BilledModel
    let unitClass: BilledClass

    init(_ group: BillGroup) {
      (bill, period) = (group.bill, group.period)
      (model, unitClass) = (group.model, group.unitClass)
    }
  }

  /// The requests without a quantity that may be those which the bill has more.
  private static func blanks(of evidence: BillEvidence) -> [RowPosition] {
    evidence.isGap ? evidence.blanks.prefix(besideLimit).map(\.rowPosition) : []
  }

  /// The requests that prove a part alone, or a few of those that do not.
  private static func proving(_ rows: [BillRequestRow]) -> [BillRequestRow] {
    let whole = rows.filter { $0.evidence == .wholeDifference }
    if let first = whole.first { return [first] }
    return rows.first?.evidence == .unproven ? Array(rows.prefix(orientationLimit)) : rows
  }

  /// The most requests of a part that none proves.
  private static let orientationLimit = 3

  /// The sum of the amounts of the requests; none where no request proves the part.
  private static func sum(
    of rows: [BillRequestRow], _ evidence: BillEvidence
  ) -> [BillRequestRow] {
    let amounts = rows.compactMap(\.amount)
    guard !amounts.isEmpty, amounts.count == rows.count else { return [] }
    let sum = amounts.reduce(.zero, +)
    // Each amount is rounded at 10⁻¹⁸.
    let isWhole = (sum - evidence.amount).magnitude.attodollars <= Int128(amounts.count)
    // Requests of both signs may come to more than the part, or to the opposite: that proves nothing of it.
    guard isWhole || evidence.holds(sum) else { return [] }
    return [
      BillRequestRow(
        group: evidence.group, part: evidence.part, evidence: isWhole ? .wholeSum : .partOfSum,
        amount: isWhole ? evidence.amount : sum)
    ]
  }

  /// The rows of the requests; of an id in conflict, the row that counts: the other may be the larger one.
  private static func positions(
    of evidence: BillEvidence, _ countedRows: [RowPosition: RowPosition]
  ) -> [RowPosition] {
    let own = evidence.requests.map(\.rowPosition)
    if evidence.areRepeated { return own }
    var seen: Set<RowPosition> = []
    return own.map { countedRows[$0] ?? $0 }.filter { seen.insert($0).inserted }
  }

  /// The requests that show a part of a group, largest amount first.
  private static func rows(
    of evidence: BillEvidence, _ requests: [RereadRequest]
  ) -> [BillRequestRow] {
    var rows: [(row: BillRequestRow, weight: Int128)] = []
    for request in requests
    where !request.isRepeated || evidence.areRepeated {
      guard let used = request.use.rows.first,
        let share = evidence.share(used, request.use)
      else { continue }
      let isUnpriced = request.use.rates[Int(used.rate)].isUnpriced
      let relation = BillRequestRow.Evidence(
        evidence.kind, evidence.part, of: evidence.group, quantity: share.quantity)
      rows.append(
        (
          BillRequestRow(
            request, relation, of: evidence, quantity: share.quantity,
            cost: isUnpriced ? nil : share.cost,
            amount: relation == .wholeDifference ? evidence.amount : share.amount),
          isUnpriced
            ? share.quantity.attounits : (share.amount ?? share.cost).magnitude.attodollars
        ))
    }
    // Of equal ones those stay first that cost more as a whole.
    let order = rows.indices.sorted {
      rows[$0].weight == rows[$1].weight ? $0 < $1 : rows[$0].weight > rows[$1].weight
    }
    return order.map { rows[$0].row }
  }
}

extension BillRequestRow {
  /// Makes the row of a request that was read again.
  fileprivate init(
    _ request: RereadRequest, _ evidence: Evidence, of shown: BillEvidence,
    quantity: BilledQuantity? = nil, cost: Money? = nil, amount: Money? = nil
  ) {
    let rate = request.use.rows.first.map { request.use.rates[Int($0.rate)] }
    self.init(
      group: shown.group, part: shown.part, evidence: evidence, requestID: request.id,
      startedAt: request.startedAt, model: rate?.model ?? .empty,
      status: Name(rate?.status.name ?? ""),
      serviceTier: rate?.serviceTier ?? .empty, quantity: quantity, cost: cost,
      amount: amount, file: request.place.file, line: request.place.line)
  }
}

/// The rows of the ledger that are in no group: those without a price, those that do not count, and rejected ones.
private struct RowsBeside {
  private let exceptions: [Located<ExceptionRow>]
  private let rejects: [Located<RejectedRow>]

  init(_ figures: LedgerFigures, isNeeded: Bool) {
    let kinds: Set = [ExceptionRow.Kind.unpriced.rawValue, ExceptionRow.Kind.conflict.rawValue]
    let all = figures.exceptions
    exceptions =
      isNeeded
      ? (0..<all.count).filter { kinds.contains(all.order(at: $0)) }.map { all[$0] } : []
    rejects = isNeeded ? figures.rejects : []
  }

  func rows(of evidence: BillEvidence, limit: Int) -> [BillRequestRow] {
    let group = evidence.group
    let own = exceptions.filter { found in
      found.row.provider == group.vendor && group.period.contains(found.row.started)
    }
    let unpriced = own.filter { $0.row.kind == .unpriced }.prefix(limit)
    let conflicts = own.filter { found in
      guard found.row.kind == .conflict else { return false }
      return if case .known(let model) = group.model { model == found.row.modelInLedger } else {
        true
      }
    }.prefix(limit)
    return unpriced.map { row($0, .unpricedBeside, of: evidence) }
      + conflicts.map { row($0, .uncountedBeside, of: evidence) }
      + rejected(of: evidence).prefix(limit)
  }

  private func row(
    _ found: Located<ExceptionRow>, _ relation: BillRequestRow.Evidence, of evidence: BillEvidence
  ) -> BillRequestRow {
    BillRequestRow(
      group: evidence.group, part: evidence.part, evidence: relation,
      requestID: found.row.requestID, startedAt: found.row.startedAt,
      model: found.row.modelInLedger, serviceTier: found.row.requestKind.serviceTier,
      cost: found.row.expectedCost, file: found.file, line: found.line)
  }

  private func rejected(of evidence: BillEvidence) -> [BillRequestRow] {
    let places = Set(evidence.group.rejectedRows)
    if places.isEmpty { return [] }
    return rejects.lazy.filter { found in
      places.contains(Place(file: found.file.description, line: Int(found.line)))
    }.map { found in
      BillRequestRow(
        group: evidence.group, part: evidence.part, evidence: .rejectedBeside,
        cost: found.row.estimatedCost, file: found.file, line: found.line)
    }
  }
}

extension BillEvidence {
  /// Returns true if an amount is some of that of the part.
  fileprivate func holds(_ sum: Money) -> Bool {
    (sum > .zero) == (amount > .zero) && sum.magnitude <= amount.magnitude
  }

  /// The vendor billed more than the ledger has, and rows that the comparison lacks may be the reason.
  fileprivate var isGap: Bool { part.isGapIfMore && amount > .zero && !group.isDisputed(part) }
}

extension BillEvidence {
  /// Lines of the bill that are equal to others prove the part.
  fileprivate var isOfRepeatedLines: Bool {
    [.unexplained, .quantity].contains(part) && group.isDisputed(part)
  }
}

extension LargestRequest {
  fileprivate var rowPosition: RowPosition {
    RowPosition(slice: Int(slice), position: position)
  }
}
