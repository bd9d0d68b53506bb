import Explaining
import Ledger
import Pricing
import Rating
import Reconciliation
import Terminal
import Workspace

/// The computed and recorded cost of a request, and the rows of the price books not used.
struct CostBlock {
  let trace: RatingTrace
  /// Nil where there is no ledger row.
  let recorded: CountedRow?
  /// The exchange rate of the recorded cost; nil in USD.
  let exchangeRate: ExchangeRate?
  /// The rate that would have converted it, had it been known.
  let lateRate: OutOfForce<CurrencyRate>?
  let reconciler: Reconciler
  let books: Books
  let width: Int

  var lines: [String] {
    if case .unpriced(let reason) = trace.card.pricing {
      return paragraph(UnpricedExplanation(trace: trace, books: books).text(reason)) + recordedAlone
        + notUsed(trace.unfit)
    }
    let table = CostTable(trace: trace, totals: totals, width: width).lines
    return table + bandNote + missing + notUsed(trace.lines.flatMap { $0.price?.passedOver ?? [] })
      + notUsed(trace.unfit)
  }

  /// Recorded less expected at the ledger's scale; nil where a side is not known.
  var difference: Money? { reconciler.difference(recorded?.outcome.recordedCost, trace) }

  private var totals: [CostTable.Total] {
    if let lack = trace.rated.disposition.lack {
      return [CostTable.Total(label: "Expected", usd: "–", note: "not known \(lack)")]
        + recordedTotals
    }
    let expected = trace.card.vendorCost(trace.rated)
    var totals: [CostTable.Total] = []
    if trace.card.kind.isBYOK {
      totals.append(
        CostTable.Total(
          label: "Notional", usd: FullPrecisionText.money(trace.rated.notionalCost),
          note: "with the customer's own key"))
    }
    totals.append(
      CostTable.Total(label: "Expected", usd: FullPrecisionText.money(expected), note: ""))
    return totals + recordedTotals
  }

  private var recordedTotals: [CostTable.Total] {
    guard let recorded else { return [] }
    let currency = trace.card.kind.currency
    guard let cost = recorded.outcome.recordedCost else {
      let note =
        recorded.recordedCost.map {
          "\(FullPrecisionText.money($0)) \(currency)" + unconverted(recorded.outcome)
        } ?? "not recorded"
      return [CostTable.Total(label: "Recorded", usd: "–", note: note)]
    }
    var note = comparison
    if let exchangeRate, let original = recorded.recordedCost {
      note += note.isEmpty ? "" : "; "
      note += "\(FullPrecisionText.money(original)) \(currency) × \(exchangeRate.usdPerUnit),"
      note += " \(SourceLocationText.short(exchangeRate.place))"
    }
    return [CostTable.Total(label: "Recorded", usd: FullPrecisionText.money(cost), note: note)]
  }

  /// Why an amount of another currency has no cost in USD.
  private func unconverted(_ outcome: ComparisonOutcome) -> String {
    let rate =
      exchangeRate.map { " × \($0.usdPerUnit), \(SourceLocationText.short($0.place))" } ?? ""
    if outcome.isConversionTooLarge { return rate + ": above \(Money.rowLimit) USD, not compared" }
    return ", " + (lateRate.map(SourceLocationText.outOfForce) ?? "no rate in fx.csv that day")
  }

  private var comparison: String {
    guard let recorded, let difference, let cost = recorded.outcome.recordedCost else { return "" }
    let expected = trace.card.vendorCost(trace.rated)
    var words = DifferenceWords.text(difference.description)
    let isRounded =
      reconciler.atLedgerScale(cost) != cost || reconciler.atLedgerScale(expected) != expected
    if isRounded && cost != expected {
      words += " at \(books.settings.ledgerCostDecimals) decimals"
    }
    if recorded.outcome.cost == .rounding {
      words += ", within the tolerance of \(books.settings.costTolerance)"
    }
    return words
  }

  private var recordedAlone: [String] {
    guard let cost = recorded?.outcome.recordedCost else { return [] }
    return ["  Recorded \(FullPrecisionText.money(cost)) USD"]
  }

  /// Which band counts, where the base band does not count for all classes.
  private var bandNote: [String] {
    guard let band = trace.band else { return [] }
    let size =
      "A total input of \(FullPrecisionText.count(trace.quantities.totalInput)) is over"
      + " \(FullPrecisionText.count(band))"
    // A fee is always that of the base band.
    let others = trace.lines.filter {
      $0.unitClass != .request && $0.price.map { $0.quote.value.key.contextOver != band } ?? false
    }.map(\.unitClass.name)
    return paragraph(
      others.isEmpty
        ? "\(size), so that band's prices apply to the whole request"
        : "\(size); that band has no price for \(others.listed) at \(kindOfPrice), so"
          + " Assay uses the base band's")
  }

  /// The scope of a price besides class and band: `service tier priority in region eu`.
  private var kindOfPrice: String {
    let kind = trace.card.kind
    return "service tier \(kind.serviceTier)"
      + (kind.region.isEmpty ? "" : " in region \(kind.region)")
  }

  private var missing: [String] {
    let classes = trace.underived.filter(\.entries.isEmpty).map(\.derived.unitClass.name)
    let alone =
      classes.isEmpty
      ? []
      : paragraph(
        "No price: neither a quote nor a derivation for \(classes.listed) of"
          + " \(trace.card.dimensions.model) at \(kindOfPrice)")
    return alone + trace.underived.filter { !$0.entries.isEmpty }.flatMap { paragraph(words($0)) }
  }

  /// Returns the failed derivation of a class, step by step.
  ///
  /// An example is `derivations.csv:2 takes reasoning from output, which has no price`.
  private func words(_ chain: DerivationChain) -> String {
    let source = chain.source
    let tier =
      source.serviceTier == chain.derived.serviceTier
      ? "" : " at service tier \(source.serviceTier)"
    return "No price: \(SourceLocationText.list(chain.entries.map(\.place)))"
      + " \(chain.entries.count == 1 ? "takes" : "take") \(chain.derived.unitClass.name) from"
      + " \(source.unitClass.name)\(tier), which has no price"
  }

  private func notUsed(_ rows: [SkippedCandidate]) -> [String] {
    SupersededPriceText(
      rows: rows, totalInput: trace.quantities.totalInput, band: trace.band,
      isSum: trace.card.sumsShortRequests
    )

    .sentences.flatMap { paragraph("Not used: " + $0) }
  }

  private func paragraph(_ text: String) -> [String] {
    Wrapping.lines(text, after: "  ", width: width)
  }
}

extension Reconciler {
  /// Recorded less expected cost at the ledger's scale; nil where a side is not known.
  func difference(_ recorded: Money?, _ trace: RatingTrace) -> Money? {
    guard trace.rated.disposition == .rated, let recorded else { return nil }
    return atLedgerScale(recorded) - atLedgerScale(trace.card.vendorCost(trace.rated))
  }
}
