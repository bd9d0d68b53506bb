import Ledger

extension RowTranslation {
  /// Observations of Langfuse, as its API, its export to a bucket or its export of a table as CSV write them.
  ///
  /// `usageDetails` decides; where it is empty, `promptTokens` and `completionTokens` do. Its classes are disjoint where
  /// Langfuse knew them apart, and `total` is their sum: "total" is what they come to unless it was given, so that shows of
  /// each row what its input and output hold. What was computed or given as cost is recorded. An observation without usage
  /// is none, but for a generation, whose usage is then not known; of one whose usage is the sum of those below it
  /// (`parentObservationId`) only these count (`RecordTree`).
  ///
  /// Sources, read 2026-11: https://langfuse.com/docs/observability/features/token-and-cost-tracking,
  /// https://api.reference.langfuse.com (`/api/public/observations`),
  /// https://langfuse.com/docs/api-and-data-platform/features/export-to-blob-storage.
  static let langfuseObservations = RowTranslation(
    columns: [
      "id", "type", "startTime", "start_time", "endTime", "end_time", "model",
      "providedModelName", "provided_model_name", "level", "parentObservationId",
      "parent_observation_id", "userId", "user_id", "sessionId", "session_id", "usageDetails",
      "usage_details", "promptTokens", "prompt_tokens", "inputUsage", "completionTokens",
      "completion_tokens", "outputUsage", "totalTokens", "total_tokens", "totalUsage",
      "costDetails", "cost_details", "totalPrice", "calculatedTotalCost", "totalCost",
      "total_cost", "modelParameters", "model_parameters", "currency",
    ],
    required: ["id", "type"], oneOf: ["traceId", "trace_id"],
    oneOfEach: [
      ["startTime", "start_time"], ["usageDetails", "usage_details", "promptTokens"],
      [
        "parentObservationId", "parent_observation_id", "level", "completionStartTime",
        "completion_start_time",
      ],
    ],
    without: ["request_started_at", "spanId"],
    translate: { row, cells in Observation(row: row).translate(cells) })
}

/// One observation.
private struct Observation {
  let row: SourceRow

  private func first(_ columns: Int...) -> SourceValue {
    columns.lazy.map { row[$0] }.first { !$0.isBlank } ?? row[columns[0]]
  }

  func translate(_ cells: CellWriter) {
    let kind = String(decoding: row[1].bytes.prefix(32), as: UTF8.self)
    let isRequest = ["GENERATION", "EMBEDDING"].contains(kind.uppercased())
    let isFailed = row[9].spells("ERROR")
    guard let details = row.json(first(16, 17)) else {
      return cells.fault(
        .notJSON(source: "usageDetails", column: .inputTokens), .inputTokens, at: first(16, 17))
    }
    var usage = LangfuseUsage(details, cells)
    if usage.isNone {
      usage = LangfuseUsage(
        input: first(18, 19, 20), output: first(21, 22, 23), total: first(24, 25, 26), cells)
    }
    let node = RecordTreeNode(
      key: RecordTreeNode.key(row[0]), parent: RecordTreeNode.key(first(10, 11)),
      role: isRequest ? .request : .holder, input: usage.input, output: usage.output)
    guard cells.place(node, at: row[0]) else { return }
    guard isRequest || !usage.isNone else {
      return cells.skip(.otherKind("\(kind) without usage"))
    }
    // 0 is what Langfuse says where nobody stated anything.
    if !usage.isNone { usage.write(cells) }
    writeTexts(cells, isFailed: isFailed, isEmbedding: kind.uppercased() == "EMBEDDING")
    writeTier(cells)
    writeCost(cells, hasUsage: !usage.isNone)
  }

  private func writeTexts(_ cells: CellWriter, isFailed: Bool, isEmbedding: Bool) {
    cells.text(.requestID, row[0])
    cells.time(.startedAt, first(2, 3), .utc)
    cells.time(.completedAt, first(4, 5), .utc)
    let model = first(6, 7, 8)
    cells.text(.model, model)
    SpanVendor.write(ofModel: model, cells)
    let user = first(12, 13, 14, 15)
    if user.isBlank { cells.set(.accountID, "unnamed") } else { cells.text(.userID, user) }
    if isFailed { cells.set(.status, "failed") }
    if isEmbedding { cells.set(.service, "embedding") }
  }

  /// Writes the requested service tier, as far as Langfuse received it.
  private func writeTier(_ cells: CellWriter) {
    let tier = row.json(first(33, 34))?["service_tier"]
    guard let tier, tier.isScalar, !tier.isBlank else { return }
    let text = Name(bytes: tier.hasEscapes ? tier.unescaped : Array(tier.bytes))
    cells.set(.serviceTier, keeping: ServiceTierName.ours(text).bytes, at: tier.place)
  }

  /// A cost of 0 beside usage and without details is one that Langfuse could not compute.
  private func writeCost(_ cells: CellWriter, hasUsage: Bool) {
    let stated = row.json(first(27, 28))?["total"] ?? .missing(at: row.place)
    let total = [stated, row[29], row[30], row[31], row[32]].first { !$0.isBlank }
    guard let total else { return }
    let isZero = !total.bytes.contains { $0 > 0x30 && $0 <= 0x39 }
    if isZero, stated.isBlank, hasUsage { return }
    if total.kind == .string, !total.hasEscapes {
      cells.binaryCost(.vendorCostUSD, SourceValue(cell: total.bytes, place: total.place))
    } else {
      cells.binaryCost(.vendorCostUSD, total)
    }
    cells.text(.currency, row[35])
  }
}
