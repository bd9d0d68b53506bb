import Engine
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Tables

/// Writes every counted row with its recomputed figures and the rows of the books that decided them.
enum RatedFile {
  static let columns: [String] =
    [
      "request_id", "file", "line", "request_started_at", "user_id", "account_id", "tier",
      "service", "provider", "model", "service_tier", "region", "status", "byok",
    ] + UnitClass.columnsTogether.compactMap(\.quantityColumn) + [
      "vendor_cost_usd", "notional_cost_usd", "multiplier", "multiplier_level", "multiplier_row",
      "price_rows", "credit_increment", "credits", "list_revenue_usd", "revenue_usd",
      "recorded_cost_usd", "recorded_credits", "cost_class", "credits_class", "diagnosis",
      "model_as_recorded",
    ] + UnitClass.columnsAtEnd.compactMap(\.quantityColumn)

  /// Reads the ledger once more, in order, and passes its rows to `sink` in chunks.
  static func write(_ run: Run, sink: ([UInt8]) throws -> Void) throws {
    var text = ByteBuilder()
    text.put(columns.joined(separator: ",") + "\n")
    var exceptions = ExceptionsInOrder(run.input.exceptions)
    try LedgerRescan.forEachBlock(of: run.map) { blocks, slice in
      for row in blocks.records.indices {
        let location = RowLocation(blocks.records[row], slice: slice)
        let (isRepeated, diagnosis) = exceptions.of(location)
        if !isRepeated {
          put(row, of: blocks, at: run.map.place(of: location), diagnosis, into: &text)
        }
      }
      try sink(Array(text.bytes))
      text.removeAll()
    }
    if text.count > 0 { try sink(Array(text.bytes)) }
  }

  private static func put(
    _ index: Int, of blocks: BlockRater, at place: (file: Name, line: Int64),
    _ diagnosis: Diagnosis?, into text: inout ByteBuilder
  ) {
    let record = blocks.records[index]
    let rated = blocks.rated[index]
    let outcome = blocks.outcomes[index]
    let card = blocks.card(of: rated)
    let user = blocks.user(of: record)
    let kind = card.kind
    var cells: [Cell] = [
      .text(Name(bytes: record.requestID)), .text(place.file), .count(Int128(place.line)),
      .text(Name(bytes: record.startedAtText)), .text(user.user), .text(user.account),
      .text(kind.tier), .text(kind.service), .text(kind.provider), .text(card.dimensions.model),
      .text(kind.serviceTier), .text(kind.region), .text(Name(kind.status.name)),
      .boolean(kind.isBYOK),
    ]
    cells += UnitClass.columnsTogether.map { unitClass in
      unitClass == .second
        ? .seconds(nanoseconds: Int128(record.quantities[.second]))
        : .count(Int128(record.quantities[unitClass]))
    }
    cells += figures(rated, card, record)
    cells += [
      .money(orBlank: outcome.recordedCost),
      .credits(orBlank: record.recordedCredits),
      .text(Name(outcome.cost.name)), .text(Name(outcome.credits.name)),
      diagnosis.map { .text(Name($0.codes)) } ?? .blank,
      .text(kind.model),
    ]
    cells += UnitClass.columnsAtEnd.map { .count(Int128(record.quantities[$0])) }
    CSVText.put(cells, into: &text)
  }

  /// From the vendor cost to the revenue; blank but for the multiplier where the row has no price, and blank of what
  /// customers pay where nothing is sold.
  private static func figures(
    _ rated: RatedRecord, _ card: RateCard, _ record: UsageRecord
  ) -> [Cell] {
    let decision: [Cell] = [
      .multiplier(card.multiplier.multiplier), .text(Name(card.multiplier.level.name)),
      .text(Name(card.multiplier.place.map(\.fileAndLine) ?? "")),
    ]
    guard card.dimensions.terms.basis != .notSold else {
      let isPriced = rated.disposition == .rated
      return [
        isPriced ? .money(card.vendorCost(rated)) : .blank,
        isPriced ? .money(rated.notionalCost) : .blank, .blank, .blank, .blank,
        isPriced ? .text(Name(card.priceRows(for: record.quantities))) : .blank, .blank, .blank,
        .blank, .blank,
      ]
    }
    guard rated.disposition == .rated else {
      return [.blank, .blank] + decision + [
        .blank, .credits(card.increment), .blank, .blank, .blank,
      ]
    }
    let terms = card.dimensions.terms
    return [
      .money(card.vendorCost(rated)), .money(rated.notionalCost),
    ] + decision + [
      .text(Name(card.priceRows(for: record.quantities))), .credits(card.increment),
      .credits(rated.credits), .money(rated.credits.worth(at: terms.creditValue)),
      .money(terms.revenue(of: rated.credits)),
    ]
  }
}

extension RateCard {
  /// The rows of the books that priced a request of these quantities, each once, as file:line.
  fileprivate func priceRows(for quantities: Quantities) -> String {
    guard case .priced(_, let fee) = pricing, let band = band(for: quantities) else { return "" }
    var places: [String] = []
    let found =
      UnitClass.quantities.filter { quantities[$0] != 0 }.compactMap { band.prices[$0] }
      + [fee].compactMap { $0 }
    for place in found.flatMap(\.places).map(\.fileAndLine) where !places.contains(place) {
      places.append(place)
    }
    return places.joined(separator: " ")
  }
}
