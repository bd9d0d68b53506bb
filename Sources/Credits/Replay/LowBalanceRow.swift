import Ledger

/// A row of `low-balances.csv`: an account at the highest low-balance level or below at the end of the period.
///
/// Credits in microcredits; texts are numbers of the audit's names.
package struct LowBalanceRow: Hashable, Sendable {
  package let balance: AccountBalance
  /// The balance of which the levels are percentages.
  package let reference: Int128
  /// The lowest level reached, in millionths of a percent.
  package let level: Int64
  /// The credits consumed in the last days, and the nanoseconds of these days.
  package let consumed: Int128
  package let span: Int64
  /// The day on which the balance ends at this pace; nil if nothing was consumed or the balance is not above 0.
  package let runOut: Day?
  /// The last notice up to the end, by index of the ledger; `CreditEvent.none` without one.
  package let notice: UInt32

  package init(
    balance: AccountBalance, reference: Int128, level: Int64, consumed: Int128, span: Int64,
    runOut: Day?, notice: UInt32
  ) {
    self.balance = balance
    self.reference = reference
    self.level = level
    self.consumed = consumed
    self.span = span
    self.runOut = runOut
    self.notice = notice
  }

  /// The balance in 10⁻⁴ percent of the reference balance, half to even; nil of a reference that is not above 0.
  package var percentLeft: Int128? {
    reference > 0
      ? Quotient.halfEven(balance.closing, times: 1_000_000, over: reference) : nil
  }

  /// The mean consumption of a day in 10⁻⁸ credit, half to even; nil if it is too large.
  package var perDay: Int128? {
    Quotient.halfEven(
      consumed, times: 100 * Int128(Instant.nanosecondsPerDay), over: Int128(span))
  }
}

extension ReplayState {
  /// The accounts at a low-balance level: by percentage left, lowest first, then by account id.
  func lowBalanceRows(_ balances: [AccountBalance]) -> [LowBalanceRow] {
    let last = played.end
    var low: [(balance: AccountBalance, account: Int, level: Int64)] = []
    for balance in balances {
      let account = Int(accountOfName[Int(balance.account)])
      guard accounts[account].hasReference,
        let level = lowLevels.lowest(
          reachedBy: accounts[account].balance, of: accounts[account].reference, at: last)
      else { continue }
      low.append((balance, account, level))
    }
    if low.isEmpty { return [] }
    let consumption = RecentConsumption(self)
    var notices: [UInt32: UInt32] = [:]
    for notice in played.notices { notices[notice.account] = notice.event }
    let rows = low.map { balance, account, level in
      let (consumed, span) = consumption.last(of: account)
      return LowBalanceRow(
        balance: balance, reference: accounts[account].reference, level: level,
        consumed: consumed, span: span, runOut: runOut(balance.closing, consumed, span),
        notice: notices[UInt32(account)] ?? CreditEvent.none)
    }
    return rows.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let (x, y) = (a.percentLeft ?? .min, b.percentLeft ?? .min)
      return x != y ? x < y : left.offset < right.offset
    }.map(\.element)
  }

  /// Returns the day on which a balance ends at a pace; nil if none does, or after the year 9999.
  private func runOut(_ balance: Int128, _ consumed: Int128, _ span: Int64) -> Day? {
    if consumed <= 0 || balance <= 0 { return nil }
    let (left, overflow) = balance.multipliedReportingOverflow(by: Int128(span))
    if overflow { return nil }
    let at = Int128(played.end + 1) + left / consumed
    // The calendar repeats after 400 years, which brings an instant after 2262 among those that a ledger can have.
    let cycleDays = 146_097
    let cycle = Int128(cycleDays) * Int128(Instant.nanosecondsPerDay)
    let cycles = max(0, (at - Int128(Int64.max) + cycle - 1) / cycle)
    guard cycles < 25, let place = Int64(exactly: at - cycles * cycle) else { return nil }
    let day = books.zone.day(of: Instant(nanoseconds: place)) + Int(cycles) * cycleDays
    return day.civil.year > 9999 ? nil : day
  }
}

/// The credits that accounts consumed in the last 28 days of the replay.
struct RecentConsumption {
  private static let longest = 28 * Instant.nanosecondsPerDay
  /// Microcredits, and the instant of the first event, by index of account.
  private var consumed: [Int128]
  private let firsts: [Int64]
  private let end: Int64

  init(_ state: ReplayState) {
    end = state.played.end + 1
    firsts = state.accounts.map(\.firstEventAt)
    consumed = Array(repeating: 0, count: firsts.count)
    let start = end - RecentConsumption.longest
    for place in state.played.uses.indices.reversed() {
      let use = state.played.uses[place]
      if state.ledger.events[Int(use.event)].at < start { break }
      consumed[Int(use.account)] += Int128(state.played.used[place])
    }
    // The pool's account consumed the draws, not the member's.
    for draw in state.played.draws.reversed() {
      if state.ledger.events[Int(draw.event)].at < start { break }
      consumed[Int(draw.account)] -= Int128(draw.credits)
      consumed[Int(draw.pool)] += Int128(draw.credits)
    }
  }

  /// Returns the credits that an account with an event consumed, and the time since its first event: from 1 day to 28.
  func last(of account: Int) -> (consumed: Int128, span: Int64) {
    let (time, overflow) = end.subtractingReportingOverflow(firsts[account])
    let longest = RecentConsumption.longest
    let span = overflow ? longest : min(longest, max(Instant.nanosecondsPerDay, time))
    return (consumed[account], span)
  }
}
