import Bills
import Explaining
import Ledger
import Outputs
import Overview

/// A group of a bill as one JSON document; see docs/JSON.md.
package struct BillGroupJSON {
  private let found: BillGroupExplanation

  package init(_ found: BillGroupExplanation) { self.found = found }

  /// The document.
  package var text: String {
    let group = found.group
    return JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(found.figure.text)),
      (
        "value",
        found.figure.column == "lines" ? .number(Int64(group.lines)) : .described(found.value)
      ),
      ("unit", .string(found.figure.column == "lines" ? "lines" : found.unit)),
      ("ledger_usd", .described(group.isLedgerKnown ? group.ledger : nil)),
      ("billed_usd", .described(group.billed)),
      ("difference_usd", .described(group.isLedgerKnown ? group.difference : nil)),
      ("lines", .number(Int64(found.lines.count))),
      ("largest_lines", .array(found.lines.largest.map(BillGroupJSON.line))),
      ("usage", .array(found.sources.use.map(usage))),
      ("requests", .number(found.requests.count)),
      ("largest_requests", requests(found.requests.largest)),
      ("moved_requests", .number(found.requests.movedCount)),
      ("largest_moved_requests", requests(found.requests.moved)),
      ("steps", .array(found.sources.moves.map(step))),
    ]).text
  }

  /// A line of a bill.
  static func line(_ line: BillLine) -> JSONText {
    .object([
      ("row", .string(line.placeText)), ("name", .string(line.nameOnBill)),
      ("quantity", quantity(line.quantity)), ("usd", .described(line.amount)),
    ])
  }

  private static func quantity(_ quantity: BilledQuantity?) -> JSONText {
    .described(
      quantity.map { DecimalText.string($0.attounits, scale: BilledQuantity.decimals) })
  }

  private func usage(_ use: BillGroupSources.RateUse) -> JSONText {
    .object([
      ("model", .described(use.rate.model)), ("unit_class", .string(use.unitClass.name)),
      ("service_tier", .described(use.rate.serviceTier)), ("region", .described(use.rate.region)),
      ("context_over", .number(use.rate.contextOver)), ("status", .string(use.rate.status.name)),
      ("quantity", BillGroupJSON.quantity(use.quantity)),
      (
        "price_usd",
        .described(use.rate.isUnpriced ? nil : use.rate.prices[use.unitClass.rawValue])
      ),
      ("usd", .described(use.cost)),
    ])
  }

  private func requests(_ lines: [FigureExplanation.Line]) -> JSONText {
    .array(
      lines.map { line in
        .object(
          zip(["request_id", "request_started_at", "row"], line.cells).map {
            ($0, .string($1))
          } + [("usd", .described(Money(attodollars: line.value)))])
      })
  }

  private func step(_ move: DifferenceAttribution) -> JSONText {
    .object([
      ("part", .string(move.part.code)),
      ("cause", move.cause.isEmpty ? .null : .string(move.cause)),
      ("usd", .described(move.amount)), ("arithmetic", .string(move.formula)),
      ("sentence", .string(move.sentence(for: found.group, in: found.zone))),
    ])
  }
}
