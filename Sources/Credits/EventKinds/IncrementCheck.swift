import Ledger

extension ReplayState {
  /// Reports a deduct or settle whose credits are not a multiple of the credit increment of its plan.
  mutating func checkIncrement(_ play: EventInProgress) {
    if play.event.credits % commonIncrement == 0 { return }
    let increment = increment(plan: play.plan, at: play.at)
    let rest = play.event.credits % increment
    if rest == 0 { return }
    var finding = play.finding(.offIncrement, credits: Int128(rest))
    finding.expected = .credits(Int128(play.event.credits - rest))
    finding.found = .credits(Int128(play.event.credits))
    finding.detail = .increment(increment)
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }

  /// Returns a multiple of all credit increments of the books, in microcredits; its multiples need no look at the plan.
  static func commonIncrement(_ setting: DatedSetting<Credits>) -> Int64 {
    let increments = Set(
      [setting.fallback.microcredits] + setting.entries.map(\.value.microcredits))
    return increments.sorted().reduce(1) { common, increment in
      let factor = increment / greatestCommonDivisor(common, increment)
      let (product, isLarge) = common.multipliedReportingOverflow(by: factor)
      return isLarge ? .max : product
    }
  }

  private static func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
