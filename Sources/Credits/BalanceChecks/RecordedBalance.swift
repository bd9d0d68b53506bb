import Ledger

/// The comparison of recorded balances with the replayed ones.
extension ReplayState {
  /// 10⁻¹⁸ credits per microcredit.
  static let fine: Int128 = 1_000_000_000_000

  /// The difference of a recorded balance from the replayed one with all effects so far, in 10⁻¹⁸ credit.
  func difference(of recorded: Int128, account: Int, at instant: Int64) -> Int128 {
    switch recordedBalance(at: instant) {
    case .balance: difference(ofBalance: recorded, account: account)
    case .available:
      difference(ofBalance: recorded + accounts[account].held * ReplayState.fine, account: account)
    }
  }

  /// The same of a `balance` event, which states the balance whatever `balance_after` contains.
  @inline(__always)
  func difference(ofBalance recorded: Int128, account: Int) -> Int128 {
    // Field by field: the account as a whole would be copied for its balance.
    let balance = accounts[account].live - accounts[account].debts
    return recorded - (balance + accounts[account].effects) * ReplayState.fine
  }

  /// True while the source system may not yet have recorded an expiry.
  func isPaused(_ account: Int, at instant: Int64) -> Bool {
    accounts[account].pauses > 0 || instant < accounts[account].pausedUntil
  }

  /// The effect of something that was not applied: the difference that the event's `balance_after` shows, or else
  /// `stated` microcredits.
  func effect(of event: CreditEvent, account: Int, orElse stated: Int128) -> Int128 {
    if event.stated == CreditEvent.noStated || isPaused(account, at: event.at) { return stated }
    let difference = difference(of: event.stated, account: account, at: event.at)
    return ReplayState.roundedHalfUp(difference)
  }

  /// Returns 10⁻¹⁸ credits as microcredits, a half rounded away from zero.
  static func roundedHalfUp(_ value: Int128) -> Int128 {
    let half = value < 0 ? -fine / 2 : fine / 2
    return (value + half) / fine
  }

  /// Compares `balance_after` of an applied event; the last check of an event.
  mutating func compareBalance(_ index: UInt32, _ play: EventInProgress) {
    let event = play.event
    if event.stated == CreditEvent.noStated { return }
    accounts[play.account].recorded = event.stated
    if isPaused(play.account, at: event.at) { return }
    let difference = difference(of: event.stated, account: play.account, at: event.at)
    if difference == 0 {
      if accounts[play.account].effects != 0 { played.agreements.append(index) }
      if accounts[play.account].effects == 0 {
        comparison.equal += 1
      } else if accounts[play.account].unexplainedEffects != 0 {
        comparison.carried += 1
      } else {
        comparison.explained += 1
      }
      return
    }
    if difference.magnitude < ReplayState.fine.magnitude {
      comparison.equal += 1
      return reportDrift(index, play, recorded: event.stated, difference: difference)
    }
    comparison.unexplained += 1
    let rounded = ReplayState.roundedHalfUp(difference)
    accounts[play.account].unexplainedEffects += rounded
    var finding = CreditFinding(.recordedBalanceDiffers, at: event.at, account: event.account)
    finding.stake(rounded, effect: rounded)
    finding.expected = .recorded(event.stated - difference)
    finding.found = .recorded(event.stated)
    let effects = accounts[play.account].effects
    if effects != 0 { finding.detail = .carried(effects) }
    let held = accounts[play.account].held
    if held != 0, case .available = recordedBalance(at: event.at) {
      finding.detail = .available(held: held, carried: effects)
    }
    report(finding, of: index, account: play.account, plan: play.plan)
  }

  /// Reports a difference below 10⁻⁶ credit, once per account.
  mutating func reportDrift(
    _ index: UInt32, _ play: EventInProgress, recorded: Int128, difference: Int128
  ) {
    if accounts[play.account].hasDrifted { return }
    accounts[play.account].hasDrifted = true
    var finding = CreditFinding(
      .recordedBalanceDrift, at: play.event.at, account: play.event.account)
    finding.expected = .recorded(recorded - difference)
    finding.found = .recorded(recorded)
    report(finding, of: index, account: play.account, plan: play.plan)
  }
}
