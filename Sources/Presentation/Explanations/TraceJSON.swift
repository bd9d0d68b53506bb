import Ledger
import Pricing
import Rating
import Workspace

/// The price and charge of a request as JSON: exact figures as texts, book rows as file:line.
struct TraceJSON {
  let trace: RatingTrace

  /// The facts that decided the price besides the quantities.
  var request: [(key: String, value: JSONText)] {
    let kind = trace.card.kind
    return [
      ("tier", .text(kind.tier)), ("service", .text(kind.service)),
      ("provider", .text(kind.provider)), ("model", .text(trace.card.dimensions.model)),
      ("model_as_recorded", .text(kind.model)), ("alias_row", .row(trace.alias?.place)),
      ("alias_match", .described(trace.alias?.value.match.rawValue)),
      ("service_tier", .text(kind.serviceTier)), ("region", .text(kind.region)),
      ("status", .string(kind.status.name)), ("byok", .boolean(kind.isBYOK)),
    ]
  }

  /// The classes with their prices, and the cost of all.
  var cost: [(key: String, value: JSONText)] {
    let isRated = trace.rated.disposition == .rated
    return [
      ("total_input_tokens", .number(trace.quantities.totalInput)),
      ("band_over", trace.band.map(JSONText.number) ?? .null),
      ("classes", .array(trace.lines.map(line))),
      ("unpriced_reason", unpricedReason),
      ("unpriced_classes", .array(trace.unpricedClasses.map { .string($0.name) })),
      (
        "not_used",
        .array((trace.lines.flatMap { $0.price?.passedOver ?? [] } + trace.unfit).map(passedOver))
      ),
      (
        "vendor_cost_usd",
        isRated ? .string(trace.card.vendorCost(trace.rated).description) : .null
      ),
      ("notional_cost_usd", isRated ? .string(trace.rated.notionalCost.description) : .null),
    ]
  }

  private var unpricedReason: JSONText {
    guard case .unpriced(let reason) = trace.card.pricing else {
      return trace.unpricedClasses.isEmpty ? .null : .string("class_without_price")
    }
    switch reason {
    case .ambiguousAlias: return .string("ambiguous_alias")
    case .unknownModel: return .string("unknown_model")
    case .notInForce: return .string("not_in_force")
    case .unknownFee: return .string("unknown_fee")
    case .conditions(let conditions): return .string(conditions.words.first?.name ?? "")
    }
  }

  private func line(_ line: RatingTrace.CostLine) -> JSONText {
    let unitClass = line.unitClass
    let decimals = unitClass.quantityDecimals
    let quantity: JSONText =
      decimals == 0
      ? .number(line.quantity) : .string(DecimalText.string(Int128(line.quantity), scale: decimals))
    guard let price = line.price else {
      return .object([
        ("unit_class", .string(unitClass.name)), ("quantity", quantity),
        ("per", .number(unitClass.defaultPer)), ("price_usd", .null), ("cost_usd", .null),
        ("price_row", .null), ("quoted_usd", .null), ("derivations", .array([])),
      ])
    }
    let derivations = price.derivations.map { entry in
      JSONText.object([
        ("factor", .string(entry.value.factor)),
        ("from_unit_class", .described(entry.value.fromClass?.name)),
        ("row", .row(entry.place)),
      ])
    }
    return .object([
      ("unit_class", .string(unitClass.name)), ("quantity", quantity),
      ("per", .number(unitClass.defaultPer)),
      ("price_usd", .string((price.perUnit * unitClass.defaultPer).description)),
      ("cost_usd", .string(line.cost.description)), ("price_row", .row(price.quote.place)),
      (
        "quoted_usd",
        .described(
          price.quote.value.perUnit.map { $0 * price.quote.value.key.unitClass.defaultPer })
      ),
      ("derivations", .array(derivations)),
    ])
  }

  private func passedOver(_ row: SkippedCandidate) -> JSONText {
    let statement: [(key: String, value: JSONText)] =
      switch row.statement {
      case .price(let price):
        [("price_usd", .described(price.map { $0 * (row.unitClass?.defaultPer ?? 1) }))]
      case .factor(let factor, _):
        [("factor", .string(DecimalText.string(factor, scale: Derivation.factorDecimals)))]
      }
    let (reason, detail) = TraceJSON.reason(row.reason)
    return .object(
      [
        ("row", .row(row.place)), ("unit_class", .described(row.unitClass?.name)),
      ] + statement + [("reason", .string(reason)), ("detail", detail)])
  }

  private static func reason(_ reason: SkippedCandidate.Reason) -> (String, JSONText) {
    switch reason {
    case .corrected(_, let by, _): ("corrected", .row(by))
    case .outranked(let by): ("outranked", .row(by))
    case .outOfForce(let reason): TraceJSON.reason(reason)
    case .band(let over): ("band", over.map(JSONText.number) ?? .null)
    case .region(let region): ("region", .text(region))
    case .noRegion: ("region", .null)
    case .byRegion: ("by_region", .null)
    case .notKnown: ("price_not_known", .null)
    case .serviceTier(let tier): ("service_tier", .text(tier))
    case .quoted(let by): ("quoted", .row(by))
    case .lessSpecial(let than): ("less_special", .row(than))
    }
  }

  private static func reason(_ reason: OutOfForceReason) -> (String, JSONText) {
    switch reason {
    case .ended(let end): ("ended", .string(end.description))
    case .begins(let start): ("begins", .string(start.description))
    case .notKnown(let recordedAt): ("not_known", .string(recordedAt.description))
    }
  }

  // MARK: Charge

  /// The multiplier, the formula, and what the credits are worth.
  var charge: [(key: String, value: JSONText)] {
    let isRated = trace.rated.disposition == .rated && trace.card.isSold
    let terms = trace.card.dimensions.terms
    let list = trace.rated.credits.worth(at: terms.creditValue)
    let revenue = terms.revenue(of: trace.rated.credits)
    let margin = revenue - trace.card.vendorCost(trace.rated)
    return [
      ("multiplier", multiplier), ("formula", formula),
      ("credit_increment", .string(trace.card.increment.description)),
      ("credit_increment_row", row(trace.increment)),
      ("is_charged", .boolean(trace.card.isCharged)),
      ("credits", isRated ? .string(trace.rated.credits.description) : .null),
      ("plan_row", .row(trace.plan)), ("is_free", .boolean(terms.isFree)),
      ("list_revenue_usd", isRated ? .string(list.description) : .null),
      ("revenue_usd", isRated ? .string(revenue.description) : .null),
      ("margin_usd", isRated ? .string(margin.description) : .null),
    ]
  }

  private var multiplier: JSONText {
    guard trace.card.isSold else { return .null }
    let decision = trace.multiplier.decision
    return .object([
      ("value", .string(decision.multiplier.description)),
      ("level", .string(decision.level.name)), ("row", .row(decision.place)),
      ("approved_at", .described(trace.multiplier.row?.value.approvedAt)),
      ("levels_passed", .array(trace.multiplier.levelsPassed.map { .string($0.name) })),
      ("rows_passed", .array(trace.multiplier.rowsPassed.map(passed))),
    ])
  }

  private func passed(_ row: MultiplierTrace.PassedRow) -> JSONText {
    let (reason, detail): (String, JSONText) =
      switch row.reason {
      case .pending: ("pending", .null)
      case .rejected: ("rejected", .null)
      case .selfApproved: ("self_approved", .null)
      case .outOfForce(let reason): TraceJSON.reason(reason)
      case .lessSpecial(let than): ("less_special", .row(than))
      }
    return .object([
      ("row", .row(row.place)), ("level", .string(row.row.key.level.name)),
      ("value", .string(row.row.multiplier.description)), ("reason", .string(reason)),
      ("detail", detail),
    ])
  }

  private func row(_ source: SettingProvenance) -> JSONText {
    .row(source.line.map { Place(file: WorkspacePath.settings, line: $0) })
  }

  private var formula: JSONText {
    guard let formula = trace.formula else { return .null }
    let factor: [(key: String, value: JSONText)] =
      switch formula.factor {
      case .multiplier(let multiplier):
        [("multiplier", .string(multiplier.description)), ("markup_percent", .null)]
      case .markup(let markup):
        [("multiplier", .null), ("markup_percent", .string(markup.description))]
      }
    let unrounded = formula.unroundedCredits
    return .object(
      [("cost_usd", .string(formula.cost.description))] + factor + [
        ("model_class", .described(trace.modelClass.name?.rawValue)),
        ("model_class_row", .row(trace.modelClass.place)),
        ("credit_value_usd", .string(formula.creditValue.perCredit.description)),
        ("credit_value_row", row(trace.creditValue)),
        ("unrounded_credits", .string(unrounded.text)),
        ("unrounded_is_exact", .boolean(unrounded.isExact)),
      ])
  }
}

extension JSONText {
  /// A text; null where it is blank.
  static func text(_ name: Name) -> JSONText {
    name.isEmpty ? .null : .string(name.description)
  }

  /// A row of a book as file:line; null where there is none.
  static func row(_ place: Place?) -> JSONText {
    .described(place?.fileAndLine)
  }
}
