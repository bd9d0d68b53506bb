import Bills
import Ledger
import Tables

/// The requests and rows of the ledger that show the largest differences of bills: a sheet of the workbook.
package struct BillRequestsTable {
  private let rows: [BillRequestRow]
  private let zones: [BillKey: ReportingZone]

  package init(_ rows: [BillRequestRow], zones: [BillKey: ReportingZone]) {
    self.rows = rows
    self.zones = zones
  }

  package static let (name, title) = ("bill-requests", "Bill requests")

  /// The choice of the rows, in a sentence.
  package static let choice =
    "Up to \(BillEvidence.requestLimit) requests for each part of the \(BillEvidence.groupLimit) largest amounts to dispute and the \(BillEvidence.groupLimit) largest other differences of a bill:"
    + " of the requests that the part concerns, the largest of each price and 15-minute slot."
  /// The command that lists the others.
  package static let command =
    "More: assay explain --figure bill-reconciliation/FORMAT/VENDOR/PERIOD/MODEL/CLASS/difference_usd;"
    + " every request: assay run --rated FILE"

  /// The columns, in order.
  package static let columns: [Column] = [
    .billFormat, .billVendor,
    .text("period", "Day or month in the zone of the bill, or two instants."),
    .text("model", "Model of the difference; blank means several."),
    .text("unit_class", "Unit class of the difference; blank means all classes."),
    .money("difference_usd", "Billed less ledger, of the whole difference."),
    .text("part", "Part of the difference that the row belongs to."),
    .money("part_usd", "Amount of that part in the difference."),
    .text("evidence", "Relation of the request to the difference."),
    .requestID,
    .text("request_started_at", "Start of the request as written in the ledger."),
    .text("request_model", "Model of the request; a name without a price as in the ledger."),
    .text("status", "Outcome of the request: completed, failed or cancelled."),
    .text("request_service_tier", "Service tier of the request."),
    .decimal("quantity", "Quantity of the request in the class that shows the part."),
    .money(
      "cost_usd", "Cost of that quantity according to the price book; of rejected rows an estimate."
    ),
    .money("request_usd", "Amount of the request in the part; blank where no request proves it."),
    .file, .line,
  ]

  package var table: Table {
    Table(
      name: BillRequestsTable.name, title: BillRequestsTable.title,
      columns: BillRequestsTable.columns, rowCount: rows.count,
      order: "largest amount to dispute first, then largest difference"
    ) { cells(of: rows[$0]) }
  }

  /// Returns the sum of what the rows prove of the amounts to dispute of a bill and month.
  ///
  /// The requests of a part prove at most the whole of it.
  package func proven(of bill: BillKey, in month: Month) -> Money {
    var sums: [ProvenPart: Money] = [:]
    var proven = Money.zero
    for row in rows {
      let group = row.group
      guard group.bill == bill, group.month(in: zones[bill] ?? .utc) == month,
        group.isDisputed(row.part), !row.evidence.isSum, let amount = row.amount
      else { continue }
      let key = ProvenPart(group, row.part)
      let before = key.share(sums[key] ?? .zero)
      sums[key, default: .zero] = (sums[key] ?? .zero) + amount
      proven = proven + key.share(sums[key] ?? .zero) - before
    }
    return proven
  }

  /// A part of a group to dispute.
  private struct ProvenPart: Hashable {
    let period: Validity
    let model: BilledModel
    let unitClass: BilledClass
    let part: BillPart
    let amount: Money

    init(_ group: BillGroup, _ part: BillPart) {
      (period, model, unitClass) = (group.period, group.model, group.unitClass)
      (self.part, amount) = (part, group.parts[part.rawValue])
    }

    /// Returns the share that a sum of requests proves.
    func share(_ sum: Money) -> Money { min(max(sum, .zero), amount) }
  }

  private func cells(of row: BillRequestRow) -> [Cell] {
    let group = row.group
    let key: [Cell] = [
      .text(group.format), .text(group.vendor),
      .text(Name(group.period.billPeriod(in: zones[group.bill] ?? .utc))),
      .text(group.model.text), .text(Name(group.unitClass.name)),
      .money(orBlank: group.isLedgerKnown ? group.difference : nil),
      .text(Name(row.part.words)),
      .money(orBlank: group.isLedgerKnown ? group.parts[row.part.rawValue] : nil),
    ]
    return key + [
      .text(Name(row.evidence.words)), .text(row.requestID), .text(row.startedAt),
      .text(row.model), .text(row.status), .text(row.serviceTier),
      .quantity(orBlank: row.quantity), .money(orBlank: row.cost), .money(orBlank: row.amount),
      .text(row.file), .count(orBlank: row.line),
    ]
  }
}

/// A request, or a row that could not be used, that shows a difference.
package struct BillRequestRow: Sendable {
  package let group: BillGroup
  /// The part of the difference that the row is about.
  package let part: BillPart
  package let evidence: Evidence
  package let requestID: Name
  package let startedAt: Name
  package let model: Name
  package let status: Name
  package let serviceTier: Name
  package let quantity: BilledQuantity?
  package let cost: Money?
  /// In the part; nil where no request proves it.
  package let amount: Money?
  /// Empty for a sum.
  package let file: Name
  /// Nil for a sum.
  package let line: Int64?

  package init(
    group: BillGroup, part: BillPart, evidence: Evidence, requestID: Name = .empty,
    startedAt: Name = .empty,
    model: Name = .empty, status: Name = .empty, serviceTier: Name = .empty,
    quantity: BilledQuantity? = nil, cost: Money? = nil, amount: Money? = nil,
    file: Name = .empty, line: Int64? = nil
  ) {
    self.group = group
    self.part = part
    self.amount = amount
    self.evidence = evidence
    self.requestID = requestID
    self.startedAt = startedAt
    self.model = model
    self.status = status
    self.serviceTier = serviceTier
    self.quantity = quantity
    self.cost = cost
    self.file = file
    self.line = line
  }

  /// The relation of a row to a difference.
  package enum Evidence: Hashable, Sendable {
    case failed, ownKey, copy, otherDay
    case conditions, otherPrice, unpriced, reasoning, reasoningTwice, cachedTwice
    /// The vendor has not billed any request of the group, or not under this name.
    case notBilled, otherName
    /// The quantity of the request is that by which the ledger has more than the bill.
    case wholeDifference
    /// No request proves the part.
    case unproven
    /// Rows of the same vendor and period that the group does not have.
    case blank, unpricedBeside, uncountedBeside, rejectedBeside
    /// A line of the bill that another of its file repeats, and that other one.
    case repeatedLine, repeatingLine
    /// The sum of the requests above it: the whole amount of the part, or not all of it.
    case wholeSum, partOfSum
    /// The ledger has no request of the group.
    case none

    /// - Parameter quantity: that of the request in the class of the group.
    package init(
      _ kind: BillEvidence.Kind, _ part: BillPart, of group: BillGroup,
      quantity: BilledQuantity? = nil
    ) {
      switch kind {
      case .conditions: self = .conditions
      case .otherPrice: self = .otherPrice
      case .unpriced: self = .unpriced
      case .reasoning: self = .reasoning
      case .reasoningTwice: self = .reasoningTwice
      case .cachedTwice: self = .cachedTwice
      case .notBilled: self = .notBilled
      case .otherName: self = .otherName
      case .largest:
        self = part == .quantity && group.lacks(quantity) ? .wholeDifference : .unproven
      case .moved:
        switch part {
        case .byok: self = .ownKey
        case .failed: self = .failed
        case .duplicate: self = .copy
        default: self = .otherDay
        }
      }
    }

    var isSum: Bool { self == .wholeSum || self == .partOfSum }

    package var words: String {
      switch self {
      case .repeatedLine: "Line of the bill; another line of the file is equal to it"
      case .repeatingLine: "Line of the bill that repeats the one above: its amount is billed twice"
      case .failed: "In the ledger, but not billed: the request did not complete"
      case .ownKey: "Billed, but the ledger records a customer's own key"
      case .copy: "Billed, but the ledger counts it once: a copy"
      case .otherDay: "Billed in a different period than in the ledger"
      case .conditions: "Billed at the price of other conditions than in the ledger"
      case .otherPrice: "Billed at another price than that of the ledger"
      case .unpriced: "In the ledger without a price"
      case .reasoning: "In the ledger with reasoning that was not billed: the quantity shown"
      case .reasoningTwice: "Its reasoning was billed twice: the quantity shown"
      case .cachedTwice: "Its cached tokens were billed twice: the quantity shown"
      case .notBilled: "In the ledger, but not billed so far"
      case .otherName: "In the ledger under this name, billed under another"
      case .wholeDifference: "In the ledger, but not billed: its quantity is the whole difference"
      case .unproven:
        "No request proves this amount; the largest of the group, for orientation"
      case .blank: "In the ledger without any quantity, same model and period"
      case .unpricedBeside: "Not in the difference: no price for its model, same period"
      case .uncountedBeside: "Not counted: another row has its id, same period"
      case .rejectedBeside: "Rejected row that names the period, not counted"
      case .wholeSum: "Total of the requests above: the whole amount of the part"
      case .partOfSum: "Total of the requests above: some of the amount of the part"
      case .none: "No request proves this amount: the ledger has none of it"
      }
    }
  }
}

extension BillGroup {
  /// Returns true if the ledger has more than the bill by exactly a quantity.
  fileprivate func lacks(_ quantity: BilledQuantity?) -> Bool {
    guard let quantity, let billed = billedQuantity ?? (lines == 0 ? .zero : nil) else {
      return false
    }
    return quantity.attounits > 0
      && ledgerQuantity.attounits - billed.attounits == quantity.attounits
  }
}
