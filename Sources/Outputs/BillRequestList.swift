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
    let beside = RowsBeside(run.figures, isNeeded: bills.evidence.contains { $0.group.isGap })
    var rows: [BillRequestRow] = []
    for evidence in bills.evidence {
      // What the bill may have more comes first.
      if evidence.group.isGap {
        rows += BillRequestList.blanks(of: evidence).compactMap { requests[$0] }
          .filter { !$0.isRepeated }.map { BillRequestRow($0, .blank, of: evidence.group) }
        rows += beside.rows(
          of: evidence.group, in: bills.zones[evidence.group.bill] ?? .utc,
          limit: BillRequestList.besideLimit)
      }
      let positions = BillRequestList.positions(of: evidence, run.repeats.countedRows)
      rows += BillRequestList.rows(of: evidence, positions.compactMap { requests[$0] })
    }
    self.rows = rows
  }

  /// The requests without a quantity that may be those which the bill has more.
  private static func blanks(of evidence: BillEvidence) -> [RowPosition] {
    evidence.group.isGap ? evidence.blanks.prefix(besideLimit).map(\.rowPosition) : []
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

  /// The requests of a group, largest cost in its class first.
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
        evidence.kind, of: evidence.group, quantity: share.quantity)
      rows.append(
        (
          BillRequestRow(
            request, relation, of: evidence.group, quantity: share.quantity,
            cost: isUnpriced ? nil : share.cost),
          isUnpriced ? share.quantity.attounits : share.cost.attodollars
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
    _ request: RereadRequest, _ evidence: Evidence, of group: BillGroup,
    quantity: BilledQuantity? = nil, cost: Money? = nil
  ) {
    let rate = request.use.rows.first.map { request.use.rates[Int($0.rate)] }
    self.init(
      group: group, evidence: evidence, requestID: request.id, startedAt: request.startedAt,
      model: rate?.model ?? .empty, status: Name(rate?.status.name ?? ""),
      serviceTier: rate?.serviceTier ?? .empty, quantity: quantity, cost: cost,
      file: request.place.file, line: request.place.line)
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

  func rows(of group: BillGroup, in zone: ReportingZone, limit: Int) -> [BillRequestRow] {
    let own = exceptions.filter { found in
      found.row.provider == group.vendor && group.period.contains(found.row.started)
    }
    let unpriced = own.filter { $0.row.kind == .unpriced }.prefix(limit)
    let conflicts = own.filter { $0.row.kind == .conflict }.prefix(limit)
    return unpriced.map { row($0, .unpricedBeside, of: group) }
      + conflicts.map { row($0, .uncountedBeside, of: group) }
      + rejected(naming: group.period.billPeriod(in: zone), group).prefix(limit)
  }

  private func row(
    _ found: Located<ExceptionRow>, _ evidence: BillRequestRow.Evidence, of group: BillGroup
  ) -> BillRequestRow {
    BillRequestRow(
      group: group, evidence: evidence, requestID: found.row.requestID,
      startedAt: found.row.startedAt, model: found.row.modelInLedger,
      serviceTier: found.row.requestKind.serviceTier, cost: found.row.expectedCost,
      file: found.file, line: found.line)
  }

  /// The rejected rows with a period, and the model or the vendor, in their text: their cells may not be readable.
  private func rejected(naming period: String, _ group: BillGroup) -> [BillRequestRow] {
    let sought = Array(period.utf8)
    let model: Name = if case .known(let name) = group.model { name } else { group.vendor }
    return rejects.lazy.filter { found in
      found.row.text.contains(sought)
        && (found.row.text.contains(model.bytes) || found.row.text.contains(group.vendor.bytes))
    }.map { found in
      BillRequestRow(
        group: group, evidence: .rejectedBeside, cost: found.row.estimatedCost, file: found.file,
        line: found.line)
    }
  }
}

extension BillGroup {
  /// The vendor billed more than the ledger has.
  fileprivate var isGap: Bool {
    switch largestPart {
    case .notInLedger, .unmapped, .quantity, .unexplained, .price: difference > .zero
    case .notInBill, .otherModel, .byok, .failed, .duplicate, .timeBoundary, .cacheClass,
      .reasoning, .bandOrServiceTier, .region, .unpriced, .priceDate, .discountOrUplift, .rounding:
      false
    }
  }
}

extension LargestRequest {
  fileprivate var rowPosition: RowPosition {
    RowPosition(slice: Int(slice), position: position)
  }
}
