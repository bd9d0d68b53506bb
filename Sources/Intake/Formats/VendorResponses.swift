extension RowTranslation {
  /// The bodies that vendors answered with, one JSON object a line: our columns, and `response`, the body as it was
  /// received, or `response_stream`, the list of the events of a stream.
  ///
  /// Which API a body is from its own keys tell, and the vendor where they do not; each has its own file in `Responses`,
  /// which says what its totals hold. The model and the service tier are the body's where it has them; a batch shows in no
  /// body, so `service_tier` may say `batch`. A body with an error and no usage is of a failed request, unless `status` says
  /// otherwise. Web searches are counted from the calls in the output (OpenAI), or as the usage states them.
  ///
  /// Of those calls OpenAI charges for searches, and not for pages that are opened or searched in: "Search actions incur a
  /// tool call cost" (https://platform.openai.com/docs/guides/tools-web-search, read 2026-11). xAI has `browse_page` among the
  /// invocations that it charges (https://docs.x.ai/developers/tools/tool-usage-details, read 2026-11).
  ///
  /// Some bodies state their cost in USD: `usage.cost` of OpenRouter, its `total_cost` of Perplexity
  /// ("Total cost for the request in USD", its API's schema at
  /// https://schemas.apis.io/schemas/perplexity/perplexity-responsescost/), and `cost_in_usd_ticks` of xAI, "the actual amount
  /// billed" (https://docs.x.ai/developers/cost-tracking); all read 2026-11.
  ///
  /// Many logs have a member `response`. A line is one of these where it says when the request began by our name for that,
  /// or whose it is and who answered, which no body tells.
  static let vendorResponses = RowTranslation(
    columns: LedgerColumn.allCases.map(\.staticName) + ["response", "response_stream"],
    required: [],
    oneOfEach: [
      ["response", "response_stream"], ["provider", "request_started_at"],
      ["user_id", "account_id", "request_started_at"],
    ],
    without: ["startTime", "call_type"],
    containers: [.json], translate: VendorResponse.translate)
}

/// One line with a body.
enum VendorResponse {
  private static let body = LedgerColumn.allCases.count
  private static let stream = LedgerColumn.allCases.count + 1

  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    for column in LedgerColumn.allCases { cells.own(column, row[column.rawValue]) }
    let isStream = !row[stream].isBlank
    let source = row[isStream ? stream : body]
    guard let received = row.json(source) else {
      return cells.fault(
        .notJSON(source: isStream ? "response_stream" : "response", column: .inputTokens),
        .inputTokens, at: source)
    }
    let response = ReceivedResponse(received)
    names(response, row, cells)
    tier(response, row, cells)
    status(response, row, cells)
    searches(response, row, cells)
    usage(response, row, cells)
  }

  private static func names(
    _ response: ReceivedResponse, _ row: SourceRow, _ cells: CellWriter
  ) {
    if !response.model.isBlank { cells.text(.model, response.model) }
    if row[LedgerColumn.requestID.rawValue].isBlank { cells.text(.requestID, response.id) }
    if row[LedgerColumn.startedAt.rawValue].isBlank {
      cells.time(.startedAt, response.created, .either)
    }
    if row[LedgerColumn.service.rawValue].isBlank, response.isEmbedding {
      cells.set(.service, "embedding")
    }
    let isOwnKey = response.usage["is_byok"].kind == .isTrue
    // Under a key of the customer's own it is a gateway's fee, and no cost of the tokens.
    if row[LedgerColumn.vendorCostUSD.rawValue].isBlank, !isOwnKey {
      cost(response.usage, cells)
    }
    if row[LedgerColumn.byok.rawValue].isBlank, isOwnKey { cells.set(.byok, "true") }
  }

  /// Writes what the body says that it cost: a number, of Perplexity the total of an object, of xAI a count of ticks.
  private static func cost(_ usage: VendorUsage, _ cells: CellWriter) {
    let cost = usage["cost"]
    let total = cost["total_cost"]
    cells.binaryCost(.vendorCostUSD, total.isBlank ? cost : total)
    if cost.isBlank { cells.tickCost(.vendorCostUSD, usage["cost_in_usd_ticks"]) }
  }

  private static func tier(
    _ response: ReceivedResponse, _ row: SourceRow, _ cells: CellWriter
  ) {
    guard !(row[LedgerColumn.serviceTier.rawValue] == "batch") else { return }
    ServiceTierName.write(response.serviceTier, cells)
  }

  private static func status(
    _ response: ReceivedResponse, _ row: SourceRow, _ cells: CellWriter
  ) {
    guard row[LedgerColumn.status.rawValue].isBlank else { return }
    if response.hasError || response.status == "failed" {
      cells.set(.status, "failed")
    } else if response.status == "cancelled" {
      cells.set(.status, "cancelled")
    } else if response.status == "incomplete" {
      cells.set(.status, "partial")
    }
  }

  private static func searches(
    _ response: ReceivedResponse, _ row: SourceRow, _ cells: CellWriter
  ) {
    let countsPages = response.pages > 0 && vendor(response, row) == "xai"
    let searches = response.searches + (countsPages ? response.pages : 0)
    if searches > 0 {
      cells.count(.searches, searches, at: row[body].place)
    } else {
      response.writeGrounding(
        model: cells.cells[LedgerColumn.model.rawValue], cells, at: row[body].place)
    }
  }

  /// The vendor in our words, or none.
  private static func vendor(_ response: ReceivedResponse, _ row: SourceRow) -> String {
    VendorName.ours(row[LedgerColumn.provider.rawValue], model: response.model)
  }

  private static func usage(
    _ response: ReceivedResponse, _ row: SourceRow, _ cells: CellWriter
  ) {
    let usage = response.usage
    let tier = row[LedgerColumn.serviceTier.rawValue]
    if let gemini = response.gemini {
      GeminiUsage.write(gemini, cells)
    } else if usage.has("inputTokens") {
      BedrockUsage.write(usage, cells)
    } else if usage.has("prompt_tokens") || usage.has("completion_tokens") {
      OpenAIChatUsage.write(usage, by: vendor(response, row), cells)
    } else if response.isAnthropic(vendor: row[LedgerColumn.provider.rawValue]) {
      AnthropicUsage.write(usage, cells)
    } else if !usage.isEmpty {
      OpenAIResponsesUsage.write(usage, makesImages: response.images > 0, cells)
    } else if response.images > 0, cells.isBlank(.images) {
      cells.count(.images, response.images, at: row[body].place)
    }
    if response.hasChargedTools { cells.state(.tools) }
    // A batch shows in no body but Anthropic's.
    if tier == "batch" { cells.text(.serviceTier, tier) }
  }
}
