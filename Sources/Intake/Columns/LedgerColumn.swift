import Ledger

/// A column of our own ledger format; the raw value is its place in a layout.
package enum LedgerColumn: Int, CaseIterable, Hashable, Sendable {
  case requestID, startedAt, completedAt, userID, accountID, tier, service, provider, model, status
  case byok, inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens
  case reasoningTokens, audioInputTokens, audioOutputTokens, images, searches, seconds, serviceTier
  case region, capability, qualityLevel, currency, vendorCostUSD, multiplier, creditsDeducted
  case balanceBefore, balanceAfter, imageInputTokens, imageOutputTokens, audioCacheReadTokens

  /// The name in a header.
  package var name: String { LedgerColumn.names[rawValue] }

  private static let names = allCases.map(\.staticName.description)

  /// The same, to look for it in JSON.
  var staticName: StaticString {
    switch self {
    case .requestID: "request_id"
    case .startedAt: "request_started_at"
    case .completedAt: "request_completed_at"
    case .userID: "user_id"
    case .accountID: "account_id"
    case .tier: "tier"
    case .service: "service"
    case .provider: "provider"
    case .model: "model"
    case .status: "status"
    case .byok: "byok"
    case .inputTokens: "input_tokens"
    case .cacheReadTokens: "cache_read_tokens"
    case .cacheWrite5mTokens: "cache_write_5m_tokens"
    case .cacheWrite1hTokens: "cache_write_1h_tokens"
    case .outputTokens: "output_tokens"
    case .reasoningTokens: "reasoning_tokens"
    case .audioInputTokens: "audio_input_tokens"
    case .audioOutputTokens: "audio_output_tokens"
    case .images: "images"
    case .searches: "searches"
    case .seconds: "seconds"
    case .serviceTier: "service_tier"
    case .region: "region"
    case .capability: "capability"
    case .qualityLevel: "quality_level"
    case .currency: "currency"
    case .vendorCostUSD: "vendor_cost_usd"
    case .multiplier: "multiplier"
    case .creditsDeducted: "credits_deducted"
    case .balanceBefore: "balance_before"
    case .balanceAfter: "balance_after"
    case .imageInputTokens: "image_input_tokens"
    case .imageOutputTokens: "image_output_tokens"
    case .audioCacheReadTokens: "audio_cache_read_tokens"
    }
  }

  /// The content of its cells, which decides how they are read.
  package var content: Content {
    switch self {
    case .requestID, .userID, .accountID: .id
    case .startedAt, .completedAt: .time
    case .tier, .service, .provider, .model, .status, .byok, .serviceTier, .region, .currency,
      .capability, .qualityLevel:
      .name
    case .inputTokens: .quantity(.input)
    case .cacheReadTokens: .quantity(.cacheRead)
    case .cacheWrite5mTokens: .quantity(.cacheWrite5m)
    case .cacheWrite1hTokens: .quantity(.cacheWrite1h)
    case .outputTokens: .quantity(.output)
    case .reasoningTokens: .quantity(.reasoning)
    case .audioInputTokens: .quantity(.audioInput)
    case .audioOutputTokens: .quantity(.audioOutput)
    case .images: .quantity(.image)
    case .searches: .quantity(.search)
    case .seconds: .quantity(.second)
    case .imageInputTokens: .quantity(.imageInput)
    case .imageOutputTokens: .quantity(.imageOutput)
    case .audioCacheReadTokens: .quantity(.audioCacheRead)
    case .vendorCostUSD: .cost
    case .multiplier: .multiplier
    case .creditsDeducted, .balanceBefore, .balanceAfter: .credits
    }
  }

  /// True if a mapping can read it from several columns.
  ///
  /// Texts are joined; counts of tokens are added up.
  package var mayStandInSeveral: Bool {
    switch content {
    case .id, .name, .time: true
    case .quantity(let unitClass):
      ![.image, .search, .second, .imageInput, .imageOutput, .audioCacheRead, .request]
        .contains(unitClass)
    case .cost, .multiplier, .credits: false
    }
  }

  /// The kinds of content, each read in its own way.
  package enum Content: Hashable, Sendable {
    case id, time, name, quantity(UnitClass), cost, multiplier, credits

    /// Texts that identify something: no blanks at the ends, nothing invisible, at most 256 bytes.
    var isText: Bool { self == .id || self == .name }

    /// Tokens and other counts of what was used.
    var isQuantity: Bool { if case .quantity = self { true } else { false } }
  }

  /// Every column by its name in a header.
  static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The columns that every ledger has; beside them it needs a user or an account, and a quantity.
  static let required: [LedgerColumn] = [.requestID, .startedAt, .provider, .model]

  /// The columns whose texts make a request kind.
  static let kind: [LedgerColumn] = [
    .tier, .service, .provider, .model, .status, .byok, .serviceTier, .region, .currency,
  ]

  /// The columns whose texts make a user.
  static let user: [LedgerColumn] = [.userID, .accountID]

  /// The columns that identify a person or a thing.
  static let ids: [LedgerColumn] = [.requestID, .userID, .accountID]

  static let quantities = allCases.filter(\.content.isQuantity)
}
