import Ledger

/// The low-balance levels over time, in millionths of a percent of the reference balance.
struct LowBalanceLevels {
  /// The levels from each instant on, lowest first; the first from always.
  private let spans: [(from: Int64, levels: [Int64])]

  /// Millionths of a percent in the whole.
  static let whole: Int128 = 100_000_000

  init(_ setting: DatedSetting<[Percent]>) {
    let starts = Set([Int64.min] + setting.boundaries.map(\.nanoseconds)).sorted()
    spans = starts.map { start in
      let levels = setting.value(tier: .empty, at: Instant(nanoseconds: start))
      return (start, Set(levels.map(\.millionths)).sorted())
    }
  }

  /// True if the levels change over time.
  var areDated: Bool { spans.count > 1 }

  /// Returns the levels in force at an instant, lowest first.
  func levels(at instant: Int64) -> [Int64] {
    spans[max(0, spans.indices.partitionPoint { spans[$0].from <= instant } - 1)].levels
  }

  /// Returns true if a balance is at a level of a reference balance or below; both in microcredits.
  static func isReached(_ level: Int64, by balance: Int128, of reference: Int128) -> Bool {
    balance * whole <= Int128(level) * reference
  }

  /// Returns the lowest level that a balance reaches at an instant; nil if it is above all.
  func lowest(reachedBy balance: Int128, of reference: Int128, at instant: Int64) -> Int64? {
    levels(at: instant).first { LowBalanceLevels.isReached($0, by: balance, of: reference) }
  }

  /// Returns a number of microcredits above which a balance crosses no level at any time.
  ///
  /// Of a reference balance that is not above 0 no level can be crossed.
  func ceiling(of reference: Int128, at instant: Int64) -> Int128 {
    if reference <= 0 { return .min }
    if areDated { return .max }
    guard let highest = levels(at: instant).last else { return .min }
    return Int128(highest) * reference / LowBalanceLevels.whole
  }

  /// Returns the level that a text states, in millionths of a percent; nil if it states none.
  static func level(_ text: Name) -> Int64? {
    switch NumberText.decimal(text, scale: Percent.decimals, limit: 1_000_000_000_000) {
    case .success(let number): Int64(number.value)
    case .failure: nil
    }
  }
}
