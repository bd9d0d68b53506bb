import Ledger

/// The parts that the logs of one-api and new-api share.
enum GatewayLog {
  static let columns: [StaticString] = [
    "id", "request_id", "user_id", "username", "created_at", "type", "model_name", "quota",
    "prompt_tokens", "completion_tokens", "group", "other",
  ]
  static let required = [
    "created_at", "type", "model_name", "quota", "prompt_tokens", "completion_tokens",
  ]

  static let id = 0
  static let requestID = 1
  static let userID = 2
  static let username = 3
  static let createdAt = 4
  static let kind = 5
  static let model = 6
  static let quota = 7
  static let prompt = 8
  static let completion = 9
  static let group = 10
  static let other = 11

  /// The kinds of rows that are not usage, by their type.
  private static let kinds: [(type: StaticString, words: String)] = [
    ("1", "type 1, a top-up"), ("3", "type 3, management"), ("4", "type 4, of the system"),
    ("5", "type 5, an error"), ("6", "type 6, a refund"),
  ]

  /// Writes what all rows of usage have; false for a row of another kind, which is skipped.
  static func begin(_ row: SourceRow, _ cells: CellWriter) -> Bool {
    guard row[kind].spells("2") else {
      let known = kinds.first { row[kind].spells($0.type) }?.words
      cells.skip(
        .otherKind(known ?? "type \(String(decoding: row[kind].bytes.prefix(16), as: UTF8.self))"))
      return false
    }
    cells.text(.requestID, row[requestID].isBlank ? row[id] : row[requestID])
    cells.time(.startedAt, row[createdAt], .either)
    let isNumbered = !row[userID].isBlank && !row[userID].spells("0")
    cells.text(.userID, isNumbered ? row[userID] : row[username])
    cells.text(.creditsDeducted, row[quota])
    return true
  }

  /// Notes where something was charged for a call without tokens: new-api and one-api charge images, speech and tasks by the
  /// call.
  static func stateUsage(_ leaves: TokenBreakdown, _ row: SourceRow, _ cells: CellWriter) {
    let isUsed = [leaves.input, leaves.output].contains { $0?.value ?? 0 > 0 }
    if !isUsed, row[quota].isAboveZero { cells.state(.unitsNotStated) }
  }

  static func writeModel(_ model: SourceValue, _ cells: CellWriter) {
    cells.text(.model, model)
    // No price book has it, so rows of models that no vendor is known for are listed as unpriced.
    cells.set(.provider, "unknown")
    VendorName.write(ofModel: model, cells)
  }
}

extension CellWriter {
  /// Writes a multiplier that was kept as binary floating point, of which six decimals are kept.
  func binaryMultiplier(_ value: SourceValue) {
    guard value.kind == .number || value.kind == .cell,
      let plain = ExponentText.plain(value.bytes, decimals: Multiplier.decimals)
    else { return }
    set(.multiplier, keeping: plain, at: value.place)
  }
}
