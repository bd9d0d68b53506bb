import Ledger
import Pricing
import Rating
import Reconciliation

/// Reads `multipliers.csv`, `plans.csv` and `fx.csv`.
enum MultiplierPlanAndCurrencyFile {
  static let multiplierColumns = [
    "level", "tier", "provider", "model", "multiplier", "effective_from", "effective_to", "status",
    "requested_by", "approved_by", "approved_at", "reason", "target_margin_percent",
    "recorded_at",
  ]
  static let planColumns = [
    "tier", "is_free", "monthly_price_usd", "monthly_credits", "target_margin_percent",
    "allowed_models", "effective_from", "effective_to", "recorded_at", "rollover_percent",
    "rollover_max_credits", "overdraft_credits",
  ]
  static let currencyColumns = ["day", "currency", "usd_per_unit", "source", "recorded_at"]

  static func multipliers(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<MultiplierRow>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["level", "multiplier", "status"], known: multiplierColumns,
      faults: &faults
    ) { cells in
      let level = cells.word("level", MultiplierLevel.allCases.map { ($0.name, $0) })
      let multiplier = cells.decimal(
        "multiplier", scale: Multiplier.decimals, limit: Int128(Multiplier.limit.millionths),
        expected: "a multiplier from 0 to 1000 with at most 6 decimals")
      let status = cells.word("status", ApprovalStatus.allCases.map { ($0.rawValue, $0) })
      let approvedAt = cells.date("approved_at")
      _ = cells.targetMargin()
      guard let level, let multiplier, let status else { return nil }
      cells.checkFields(of: level)
      let key = MultiplierRow.Key(
        level: level, tier: cells.text("tier"), provider: cells.text("provider"),
        model: cells.text("model"))
      let row = MultiplierRow(
        key: key, multiplier: Multiplier(millionths: Int64(multiplier)), status: status,
        requestedBy: cells.text("requested_by"), approvedBy: cells.text("approved_by"),
        approvedAt: approvedAt)
      noteApproval(of: row, &cells)
      return row
    }
  }

  /// Notes an approved row without a reason, or one that was approved after it took effect.
  private static func noteApproval(of row: MultiplierRow, _ cells: inout BookCells) {
    guard row.status == .approved, !row.isRequested(by: row.approvedBy) else { return }
    if cells.has("reason"), cells.text("reason").isEmpty { cells.note(.noReason, in: "reason") }
    let from = cells.text("effective_from")
    guard let approvedAt = row.approvedAt, !from.isEmpty,
      let start = Instant(dayOrInstant: from.description), start < approvedAt
    else { return }
    cells.note(.approvedLate(at: approvedAt, from: start), in: "approved_at")
  }

  static func plans(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Plan>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["tier"], known: planColumns, faults: &faults
    ) { cells in
      let price = cells.optionalUSD("monthly_price_usd")
      let credits = cells.optionalCredits("monthly_credits")
      let rollover = cells.optionalShare("rollover_percent")
      let rolloverLimit = cells.optionalCredits("rollover_max_credits")
      let overdraft = cells.optionalCredits("overdraft_credits")
      return Plan(
        tier: cells.name("tier"), isFree: cells.boolean("is_free"),
        monthlyPrice: price,
        monthlyCredits: credits,
        targetMargin: cells.targetMargin(),
        allowedModels: cells.list("allowed_models"),
        rolloverPercent: rollover ?? Percent(millionths: 0), rolloverLimit: rolloverLimit,
        overdraft: overdraft ?? .zero)
    }
  }

  static func currencies(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<CurrencyRate>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["day", "currency", "usd_per_unit"], known: currencyColumns,
      faults: &faults
    ) { cells in
      let currency = cells.name("currency")
      let day = Day(cells.text("day").description)
      if day == nil { cells.note(.date(column: "day", text: "\(cells.text("day"))"), in: "day") }
      // USD is never converted, so another rate of it would count for nothing.
      let isDollar = currency == "USD"
      let expected =
        isDollar ? "1" : "USD above 0 and up to 1000000, with at most 12 decimals"
      let rate = cells.decimal(
        "usd_per_unit", scale: CurrencyRate.decimals,
        limit: 1_000_000 * powerOfTen(CurrencyRate.decimals), expected: expected)
      guard let day, let rate else { return nil }
      if isDollar ? rate != powerOfTen(CurrencyRate.decimals) : rate == 0 {
        let text = cells.text("usd_per_unit").description.excerpt
        cells.note(
          .number(column: "usd_per_unit", text: text, expected: expected), in: "usd_per_unit")
        return nil
      }
      return CurrencyRate(currency: currency, day: day, usdTrillionths: rate)
    }
  }
}

extension BookCells {
  fileprivate mutating func targetMargin() -> Percent? {
    optionalDecimal(
      "target_margin_percent", scale: Percent.decimals, limit: 1_000 * powerOfTen(Percent.decimals),
      expected: "a percentage from -1000 to 1000 with at most 6 decimals", allowsNegative: true
    ).map { Percent(millionths: Int64($0)) }
  }

  /// Notes cells that a level lacks, and cells that it has no use for.
  fileprivate mutating func checkFields(of level: MultiplierLevel) {
    let (needed, allowed): ([String], [String]) =
      switch level {
      case .combination: (["tier"], ["tier", "provider", "model"])
      case .model: (["model"], ["provider", "model"])
      case .provider: (["provider"], ["provider"])
      case .tier: (["tier"], ["tier"])
      case .default: ([], [])
      }
    for field in ["tier", "provider", "model"] {
      let isBlank = text(field).isEmpty
      if isBlank && needed.contains(field) {
        note(.levelField(level: level.name, field: field, isMissing: true), in: field)
      } else if !isBlank && !allowed.contains(field) {
        note(.levelField(level: level.name, field: field, isMissing: false), in: field)
      }
    }
    if level == .combination && text("provider").isEmpty && text("model").isEmpty {
      note(
        .levelField(level: level.name, field: "model or provider", isMissing: true), in: "model")
    }
  }
}
