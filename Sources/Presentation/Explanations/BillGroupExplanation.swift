import Bills
import Cube
import Explaining
import Ledger
import Outputs
import Overview
import Reports

/// A group of a bill with everything behind its figures: the lines of the bill, the ledger's use, requests, and steps.
package struct BillGroupExplanation {
  let figure: BillFigure
  let group: BillGroup
  /// The zone of the bill.
  let zone: ReportingZone
  let lines: LargestBillLines
  let sources: BillGroupSources
  let requests: BillRequests

  /// - Parameters:
  ///   - bills: the result that has the group.
  ///   - run: the ledger beside the bills.
  package init(
    _ figure: BillFigure, of group: BillGroup, in zone: ReportingZone, _ bills: BillComparison,
    run: Run
  ) throws {
    guard let sources = bills.sources(group) else {
      preconditionFailure("every group of a result is split from one of its bills")
    }
    self.figure = figure
    self.group = group
    self.zone = zone
    self.sources = sources
    lines = try LargestBillLines(of: bills) { line in
      line.kind == .usage && line.bill == group.bill && line.period == group.period
        && line.model == group.model && line.unitClass == group.unitClass
    }
    requests = try BillRequests(sources, of: run.ledger)
  }

  /// The figure as its file has it; nil where that is blank.
  var value: String? {
    switch figure.column {
    case "lines": String(group.lines)
    case "billed_quantity": group.billedQuantity.map(text)
    case "ledger_quantity": text(group.ledgerQuantity)
    case "billed_usd": group.billed.description
    case "ledger_usd": group.isLedgerKnown ? group.ledger.description : nil
    default:
      if let part = BillPart.allCases.first(where: { $0.column == figure.column }) {
        group.parts[part.rawValue].description
      } else {
        group.isLedgerKnown ? group.difference.description : nil
      }
    }
  }

  var unit: String {
    switch figure.column {
    case "lines": group.lines == 1 ? "line" : "lines"
    case "billed_quantity", "ledger_quantity": "units"
    default: "USD"
    }
  }

  func text(_ quantity: BilledQuantity) -> String {
    DecimalText.string(quantity.attounits, scale: BilledQuantity.decimals)
  }

  /// The conditions and the model of a rate in words, without those that the group has anyway.
  func label(_ use: BillGroupSources.RateUse) -> String {
    let rate = use.rate
    var words = [rate.serviceTier.description]
    if rate.model != group.model.text { words.insert(rate.model.description, at: 0) }
    if group.unitClass != .one(use.unitClass) { words.append(use.unitClass.name) }
    if !rate.region.isEmpty { words.append(rate.region.description) }
    if rate.contextOver != 0 {
      words.append("prompts over \(FullPrecisionText.count(rate.contextOver))")
    }
    if rate.status != .completed { words.append(rate.status.name) }
    return words.joined(separator: ", ")
  }

  /// The quantity and its price: `1,000,000 × 0.000001`.
  func formula(_ use: BillGroupSources.RateUse) -> String {
    let quantity = use.quantity.grouped
    guard !use.rate.isUnpriced, let price = use.rate.prices[use.unitClass.rawValue] else {
      return "\(quantity), no price"
    }
    return "\(quantity) × \(FullPrecisionText.money(price))"
  }
}
