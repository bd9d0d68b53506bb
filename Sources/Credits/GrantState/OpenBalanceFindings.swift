/// The findings about balances that a later event may end, by account: indices of the findings of the replay.
struct OpenBalanceFindings {
  /// The balance that is below its limit.
  fileprivate var belowLimit: [Int: Int] = [:]
  /// The stated balances that differ since the last one that agreed.
  fileprivate var asserted: [Int: [Int]] = [:]
}

extension ReplayState {
  /// Notes that the last finding is of a balance below its limit.
  mutating func noteBelowLimit(_ account: Int) {
    openBalances.belowLimit[account] = findings.count - 1
  }

  /// Notes the event that brought a balance back to its limit.
  mutating func noteRepaid(_ account: Int, by event: UInt32) {
    if let finding = openBalances.belowLimit.removeValue(forKey: account) {
      findings[finding].correctedBy = event
    }
  }

  /// Notes that the last finding is of a stated balance that differs.
  mutating func noteAsserted(_ account: Int) {
    openBalances.asserted[account, default: []].append(findings.count - 1)
  }

  /// Notes the event that states the right balance after others that did not.
  mutating func noteAgreed(_ account: Int, by event: UInt32) {
    for finding in openBalances.asserted.removeValue(forKey: account) ?? [] {
      findings[finding].correctedBy = event
    }
  }
}
