import Ledger

/// A row whose recorded cost differs, as the hypotheses see it.
struct CostRow {
  let startedAt: Instant
  let details: DiagnosisSubject.Details
  let isBYOK: Bool
  /// The cost is not what was recorded, but what credits may have been made of.
  let isSuspected: Bool
  /// The class of a conspicuous blank where nothing else explains the row, so that weak evidence is welcome.
  var lastResort: UnitClass?
  /// Other rows prove the mistake beside a rounding, so that few steps are enough.
  var isProven = false
  let recorded: Money
  /// As it is in the ledger, in its own currency.
  let amount: Money
  /// The value of a unit of the row's currency, in 10⁻¹² USD; nil for USD.
  let usdTrillionths: Int128?
  /// The decimals at which costs are compared.
  let decimals: Int
  /// As it should have been reckoned; with a customer's own key not our cost.
  let right: CandidateCost
  /// The least cost and the first one above that are the recorded one at the ledger's scale.
  private let matching: Range<Int128>

  /// - Parameter isSuspected: the cost is not what was recorded, but what credits may have been made of.
  init(
    _ subject: DiagnosisSubject, right: CandidateCost, recorded: Money, decimals: Int,
    isSuspected: Bool
  ) {
    startedAt = subject.startedAt
    details = subject.details
    isBYOK = subject.isBYOK && !isSuspected
    self.isSuspected = isSuspected
    self.recorded = recorded
    amount = subject.recordedAmount ?? recorded
    usdTrillionths = subject.usdTrillionths
    self.decimals = decimals
    self.right = right
    let scaled = recorded.roundedHalfUp(toDecimals: decimals).attodollars
    let step = powerOfTen(Money.decimals - decimals)
    // At 18 decimals nothing is rounded.
    let usd = step == 1 ? scaled..<scaled + 1 : scaled - step / 2..<scaled + step / 2
    matching =
      subject.matchingAmount(step: step).map {
        min($0.lowerBound, usd.lowerBound)..<max($0.upperBound, usd.upperBound)
      } ?? usd
  }

  /// True if a cost equals the recorded one at the ledger's scale, and not the right one.
  ///
  /// A converted amount may match the right one as well.
  func isRecorded(_ cost: Money) -> Bool {
    matching.contains(cost.attodollars) && !isRight(cost)
  }

  private func isRight(_ cost: Money) -> Bool {
    // With a customer's own key the right cost is none, and what it would have been is a mistake.
    usdTrillionths != nil && !isBYOK
      && cost.roundedHalfUp(toDecimals: decimals)
        == right.cost.roundedHalfUp(toDecimals: decimals)
  }

  /// True if the amount equals a cost in its own currency, to its last decimal.
  func amountStands(for cost: Money) -> Bool {
    guard let rate = usdTrillionths else { return amount == cost }
    let (worth, isLarge) = amount.attodollars.multipliedReportingOverflow(by: rate)
    let (right, overflow) = cost.attodollars.multipliedReportingOverflow(
      by: powerOfTen(CurrencyRate.decimals))
    return !isLarge && !overflow
      && abs(worth - right) < rate * powerOfTen(Money.decimals - amountDecimals)
  }

  /// With how many decimals the ledger writes the amount.
  var amountDecimals: Int { amount.writtenDecimals }
}

extension DiagnosisSubject {
  /// The costs in attodollars that the recorded amount of another currency may mean, if it was rounded at the
  /// ledger's scale, or at its own where that is finer; nil for USD, and where the figures are too large for the
  /// question.
  fileprivate func matchingAmount(step: Int128) -> Range<Int128>? {
    guard let rate = usdTrillionths, let recordedAmount, step > 1 else { return nil }
    let amount = recordedAmount.attodollars
    let step = min(step, powerOfTen(Money.decimals - recordedAmount.writtenDecimals))
    guard step > 1 else { return nil }
    let (least, isLow) = (amount - step / 2).multipliedReportingOverflow(by: rate)
    let (most, isHigh) = (amount + step / 2).multipliedReportingOverflow(by: rate)
    guard !isLow, !isHigh, amount >= 0 else { return nil }
    let unit = powerOfTen(CurrencyRate.decimals)
    return least / unit..<max(least / unit, most / unit) + 1
  }
}

extension Money {
  /// The number of decimals needed to write it.
  fileprivate var writtenDecimals: Int {
    (0..<Money.decimals).first { attodollars % powerOfTen(Money.decimals - $0) == 0 }
      ?? Money.decimals
  }
}
