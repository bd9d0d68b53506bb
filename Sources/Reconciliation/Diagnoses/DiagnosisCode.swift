import Ledger

/// The causes that a mismatch may have, in the order in which of equally likely ones the first is named.
///
/// Each but `refund`, which the row itself shows, and `unexplained` is the code of one hypothesis, in a file of its own.
package enum DiagnosisCode: Int, Hashable, CaseIterable, Comparable, Sendable {
  // Of a recorded cost.
  case recordedZero
  case byokCostAsOurs
  case priceAtCompletion
  case previousPrice
  case nextPrice
  case supersededPrice
  case cacheAtFullPrice
  case cacheCountedTwice
  case cacheReadDropped
  case cacheWriteDropped
  case reasoningDropped
  case reasoningCountedTwice
  case bandMissed
  case bandWrong
  case bandAsBrackets
  case serviceTierMissed
  case serviceTierWrong
  case regionMissed
  case regionWrong
  case inputOutputSwapped
  case requestFeeMissed
  case classDropped
  case unit1000
  case unit1000000
  case floatCost
  case roundedCost
  case convertedRounding
  case notConverted
  case costTwice
  case otherModelPrice
  case tokensMissing
  // Of recorded credits.
  case followsCost
  case chargedOnFailure
  case byokChargedAsOurs
  case previousMultiplier
  case nextMultiplier
  case otherTierMultiplier
  case lowerLevelMultiplier
  case defaultMultiplier
  case unapprovedMultiplier
  case recordedMultiplier
  case previousIncrement
  case otherIncrement
  case previousCreditValue
  case otherCreditValue
  case roundedNotCeiled
  case floored
  case floatCeiling
  case notCharged
  case chargedTwice
  // Of either.
  case refund
  case unexplained

  /// The word in the columns `diagnosis` and `code`.
  package var name: String {
    switch self {
    case .recordedZero: "recorded_zero"
    case .byokCostAsOurs: "byok_cost_as_ours"
    case .priceAtCompletion: "price_at_completion"
    case .previousPrice: "previous_price"
    case .nextPrice: "next_price"
    case .supersededPrice: "superseded_price"
    case .cacheAtFullPrice: "cache_at_full_price"
    case .cacheCountedTwice: "cache_counted_twice"
    case .cacheReadDropped: "cache_read_dropped"
    case .cacheWriteDropped: "cache_write_dropped"
    case .reasoningDropped: "reasoning_dropped"
    case .reasoningCountedTwice: "reasoning_counted_twice"
    case .bandMissed: "band_missed"
    case .bandWrong: "band_wrong"
    case .bandAsBrackets: "band_as_brackets"
    case .serviceTierMissed: "service_tier_missed"
    case .serviceTierWrong: "service_tier_wrong"
    case .regionMissed: "region_missed"
    case .regionWrong: "region_wrong"
    case .inputOutputSwapped: "input_output_swapped"
    case .requestFeeMissed: "request_fee_missed"
    case .classDropped: "class_dropped"
    case .unit1000: "unit_1000"
    case .unit1000000: "unit_1000000"
    case .floatCost: "float_cost"
    case .roundedCost: "rounded_cost"
    case .convertedRounding: "converted_rounding"
    case .notConverted: "not_converted"
    case .costTwice: "cost_twice"
    case .otherModelPrice: "other_model_price"
    case .tokensMissing: "tokens_missing"
    case .followsCost: "follows_cost"
    case .chargedOnFailure: "charged_on_failure"
    case .byokChargedAsOurs: "byok_charged_as_ours"
    case .previousMultiplier: "previous_multiplier"
    case .nextMultiplier: "next_multiplier"
    case .otherTierMultiplier: "other_tier_multiplier"
    case .lowerLevelMultiplier: "lower_level_multiplier"
    case .defaultMultiplier: "default_multiplier"
    case .unapprovedMultiplier: "unapproved_multiplier"
    case .recordedMultiplier: "recorded_multiplier"
    case .previousIncrement: "previous_increment"
    case .otherIncrement: "other_increment"
    case .previousCreditValue: "previous_credit_value"
    case .otherCreditValue: "other_credit_value"
    case .roundedNotCeiled: "rounded_not_ceiled"
    case .floored: "floored"
    case .floatCeiling: "float_ceiling"
    case .notCharged: "not_charged"
    case .chargedTwice: "charged_twice"
    case .refund: "refund"
    case .unexplained: "unexplained"
    }
  }

  /// True if it compares a cost with enough others that one may fit by chance.
  ///
  /// A simpler mistake precedes it.
  var isCoincidental: Bool { self == .otherModelPrice || self == .tokensMissing }

  /// True if it is about a cost; else it is about credits, or about either.
  var isOfCost: Bool { self < .followsCost }

  package static func < (left: DiagnosisCode, right: DiagnosisCode) -> Bool {
    left.rawValue < right.rawValue
  }
}
