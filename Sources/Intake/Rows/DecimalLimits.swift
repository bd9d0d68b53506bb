import Ledger

/// The allowed decimals of a ledger column.
struct DecimalLimits {
  /// The decimals that are kept; more of them are a fault, zeros after them are not.
  let scale: Int
  /// The largest magnitude, at that scale.
  let limit: Int128
  let allowsNegative: Bool

  /// Reads a text by the rule, at its scale.
  func read(_ text: Bytes) -> Result<ReadNumber<Int128>, NumberText.Failure> {
    NumberText.decimal(text, scale: scale, limit: limit, allowsNegative: allowsNegative)
  }

  static let seconds = DecimalLimits(
    scale: UnitClass.second.quantityDecimals,
    limit: Int128(Quantities.secondsLimit) * Int128(Quantities.nanosecondsPerSecond),
    allowsNegative: false)
  static let cost = DecimalLimits(
    scale: Money.decimals, limit: Money.rowLimit.attodollars, allowsNegative: true)
  static let multiplier = DecimalLimits(
    scale: Multiplier.decimals, limit: Int128(Multiplier.limit.millionths), allowsNegative: false)
  static let credits = DecimalLimits(
    scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits), allowsNegative: true)
}

extension LedgerColumn.Content {
  /// The rule for its decimals; nil where it holds texts, times or counts.
  var decimalRule: DecimalLimits? {
    switch self {
    case .quantity(.second): .seconds
    case .cost: .cost
    case .multiplier: .multiplier
    case .credits: .credits
    case .id, .time, .name, .quantity: nil
    }
  }

  /// Returns the fault of a number of such a column.
  ///
  /// It is nil if there is none, and for columns of texts and times.
  func fault(ofNumber text: Bytes) -> NumberFault? {
    if let decimalRule {
      if case .failure(let failure) = decimalRule.read(text) { return failure.fault }
    } else if isQuantity,
      case .failure(let failure) = NumberText.count(text, limit: Quantities.countLimit)
    {
      return failure.fault
    }
    return nil
  }
}
