import Ledger

/// The formats of usage exports that can be read; the raw value is the name in `assay.json` and in messages.
///
/// Our own is `native`. Every other has one file, which says how its records are recognised and what they mean.
package enum UsageFormat: String, CaseIterable, Hashable, Sendable {
  case native
  case vendorResponses = "vendor-responses"
  case claudeCode = "claude-code"
  case liteLLMSpendLogs = "litellm-spendlogs"
  case newAPI = "new-api"
  case oneAPI = "one-api"
  case openRouterCSV = "openrouter-csv"
  case codexRollout = "codex-rollout"
  case otelSpans = "otel-spans"
  case langfuseObservations = "langfuse-observations"
  /// Any other, which the settings describe.
  case mapping

  /// The translation of its records into ledger columns; nil for Assay's own format.
  var translation: RowTranslation? {
    switch self {
    case .native, .mapping: nil
    case .vendorResponses: .vendorResponses
    case .claudeCode: .claudeCode
    case .liteLLMSpendLogs: .liteLLMSpendLogs
    case .newAPI: .newAPI
    case .oneAPI: .oneAPI
    case .openRouterCSV: .openRouterCSV
    case .codexRollout: .codexRollout
    case .otelSpans: .otelSpans
    case .langfuseObservations: .langfuseObservations
    }
  }

  /// Its records may repeat a request id while a response grows; the last with the most output counts, from the time of
  /// the earliest.
  package var isCumulative: Bool { translation?.isCumulative ?? false }

  /// Some of its records state the usage of others, which only all of them together show.
  package var hasSums: Bool { self == .otelSpans || self == .langfuseObservations }

  /// Its records can say the tier of a request.
  var statesTier: Bool {
    switch self {
    case .native, .vendorResponses, .newAPI, .mapping: true
    case .claudeCode, .liteLLMSpendLogs, .oneAPI, .openRouterCSV, .codexRollout, .otelSpans,
      .langfuseObservations:
      false
    }
  }

  /// The USD value of one of the credits in its records.
  ///
  /// It is nil if they are Assay's credits, or the format states no value.
  package var quotaUnit: Money? {
    switch self {
    case .newAPI, .oneAPI: Money(attodollars: 2_000_000_000_000)
    case .native, .vendorResponses, .claudeCode, .liteLLMSpendLogs, .openRouterCSV,
      .codexRollout, .otelSpans, .langfuseObservations, .mapping:
      nil
    }
  }

  /// The formats but ours, in the order in which they are tried.
  static let foreign = allCases.filter { $0 != .native && $0 != .mapping }

  /// The names that settings may give a file, those of usage by bucket among them.
  package static let names =
    allCases.filter { $0 != .mapping }.map(\.rawValue) + BucketFormat.names
    + [UsageFormat.mapping.rawValue]
}
