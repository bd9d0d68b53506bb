import Ledger
import Pricing
import Rating

/// Reads `multipliers.csv`.
enum MultiplierBookReader {
  static let columns = [
    "level", "tier", "provider", "model", "multiplier", "effective_from", "effective_to", "status",
    "requested_by", "approved_by", "approved_at", "reason", "target_margin_percent",
    "recorded_at",
  ]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<MultiplierRow>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["level", "multiplier", "status"], known: columns,
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
}

extension BookCells {
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
