/// A cause of the change of a measure, in the order of attribution.
package enum Driver: Int, CaseIterable, Sendable {
  case lostAccounts = 1
  case newAccounts, volume, mix, requestSize, cacheShare, vendorPrices, multipliers, creditStep
  case unpriced, corrections, rest

  /// The word in `comparison.csv`.
  package var name: String {
    switch self {
    case .lostAccounts: "lost_accounts"
    case .newAccounts: "new_accounts"
    case .volume: "volume"
    case .mix: "mix"
    case .requestSize: "request_size"
    case .cacheShare: "cache_share"
    case .vendorPrices: "vendor_prices"
    case .multipliers: "multipliers"
    case .creditStep: "credit_step"
    case .unpriced: "unpriced"
    case .corrections: "corrections"
    case .rest: "rest"
    }
  }

  /// The parts of which it is the sum, in their order; one without a name where it has no parts.
  package var effects: [Effect] { Driver.effects[rawValue - 1] }

  private static let effects = allCases.map { driver in
    Effect.allCases.filter { $0.driver == driver }
  }
}

/// The smallest part of a bridge: a driver, or one of its details.
package enum Effect: Int, CaseIterable, Sendable {
  case lostAccounts, newAccounts, days, requests, mix
  case prompt, output, reasoning, audioInput, audioOutput, images, searches, seconds, bands
  case cacheShare, vendorPrices, multipliers, rounding, setting, unpriced, corrections, rest

  /// The driver that contains it.
  package var driver: Driver {
    switch self {
    case .lostAccounts: .lostAccounts
    case .newAccounts: .newAccounts
    case .days, .requests: .volume
    case .mix: .mix
    case .prompt, .output, .reasoning, .audioInput, .audioOutput, .images, .searches, .seconds,
      .bands:
      .requestSize
    case .cacheShare: .cacheShare
    case .vendorPrices: .vendorPrices
    case .multipliers: .multipliers
    case .rounding, .setting: .creditStep
    case .unpriced: .unpriced
    case .corrections: .corrections
    case .rest: .rest
    }
  }

  /// The word in the column `detail` of `comparison.csv`; nil for a driver without details.
  package var detail: String? {
    switch self {
    case .days: "days"
    case .requests: "requests"
    case .prompt: "prompt"
    case .output: "output_tokens"
    case .reasoning: "reasoning_tokens"
    case .audioInput: "audio_input_tokens"
    case .audioOutput: "audio_output_tokens"
    case .images: "images"
    case .searches: "searches"
    case .seconds: "seconds"
    case .bands: "bands"
    case .rounding: "rounding"
    case .setting: "setting"
    case .lostAccounts, .newAccounts, .mix, .cacheShare, .vendorPrices, .multipliers, .unpriced,
      .corrections, .rest:
      nil
    }
  }
}
