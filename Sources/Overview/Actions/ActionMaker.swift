import Ledger
import Reconciliation
import Reports

extension ActionList {
  /// - Parameter attention: in its order.
  init(_ input: ReportInput, _ attention: [Attention]) {
    let unexplained = input.causes.first { $0.cause == .unexplained }
    order = Attention.order(of: attention)
    findings = attention.map { ActionList.action($0, unexplained) }
    let isSold = !input.isCostOnly
    hasDeductions = input.hasDeductions
    causes = ActionBlock(
      lines: ActionList.largestFirst(
        input.causes.flatMap { ActionList.actions($0, input.zone, isSold: isSold) }))
    refundNote = isSold ? ActionList.refundNote(input.causes) : nil
    corrections = ActionBlock(lines: isSold ? CorrectionActions.make(input) : [])
    unexplainedCorrections = input.corrections.reduce(0) { $0 + Int64($1.unexplained) }
    causesHaveFreeUse = input.causes.contains { $0.effect.freeWorth > 0 }
    correctsFreeUse = input.corrections.contains { $0.effect.freeWorth > 0 }
  }

  /// The credits that refunds gave back are no wrong charge, but a part of the difference of all credits.
  private static func refundNote(_ causes: [DiagnosisLine]) -> String? {
    func text(_ credits: Int128, _ worth: Int128) -> String {
      "\(Figures.credits(credits)) credits (\(Figures.money(Money(attodollars: worth))) USD)"
    }
    let refunded = causes.reduce(Int128(0)) { $0 + $1.refunded }
    if refunded == 0 { return nil }
    let worth = causes.reduce(Int128(0)) { $0 + $1.refundedWorth }
    let net = causes.reduce(-refunded) { $0 + $1.effect.net }
    let netWorth = causes.reduce(-worth) { $0 + $1.effect.netWorth }
    return "Charges exclude \(text(refunded, worth)) that refunds gave back: with them the "
      + "difference is \(text(net, netWorth)), as on Summary."
  }

  private static func action(_ finding: Attention, _ unexplained: DiagnosisLine?) -> Action {
    let line = finding.kind == .unexplained ? unexplained : nil
    return Action(
      amount: finding.amount?.magnitude,
      meaning: finding.amount == nil ? finding.wordsForNoAmount : finding.meaning,
      finding: finding.text, remedy: AttentionRemedy.text(finding),
      requests: finding.kind.countsRequests ? finding.count : nil,
      users: line.map { Int64($0.users.count) }, firstSeen: line?.firstDay,
      lastSeen: line?.lastDay, report: finding.report)
  }

  /// Returns one action for a cause, and one for each side of what nothing explains: figures that are too high are no
  /// excuse for others that are too low.
  ///
  /// - Parameter isSold: credits are charged, so that charges can be wrong.
  private static func actions(
    _ line: DiagnosisLine, _ zone: ReportingZone, isSold: Bool
  ) -> [Action] {
    let (effect, hasBoth) = (line.effect, line.hasBothSides(isSold: isSold))
    guard line.cause == .unexplained, hasBoth else { return [action(line, zone, isSold: isSold)] }
    func side(
      _ words: String, charges: Int128, users: Int, costs: Int128, _ sign: Int128
    ) -> Action {
      Action(
        amount: isSold && charges > 0 ? Money(attodollars: sign * charges) : nil,
        otherAmount: costs > 0 ? Money(attodollars: sign * costs) : nil,
        finding: DiagnosisText.sentence(line, in: zone)
          + " These figures were recorded too \(words)."
          + FreeUseText(effect, isPart: isSold).sentence,
        remedy: CauseRemedy.text(line.cause), requests: Int64(line.requests),
        users: costs > 0 ? Int64(line.users.count) : Int64(users), firstSeen: line.firstDay,
        lastSeen: line.lastDay, report: Report.diagnosis.name)
    }
    return [
      side(
        "high", charges: effect.overchargedWorth,
        users: line.users.values.count { $0.overcharged > 0 }, costs: line.costAbove, 1),
      side(
        "low", charges: effect.underchargedWorth,
        users: line.users.values.count { $0.undercharged > 0 }, costs: line.costBelow, -1),
    ]
  }

  private static func action(
    _ line: DiagnosisLine, _ zone: ReportingZone, isSold: Bool
  ) -> Action {
    // What a refund gives back is no wrong charge.
    let charges = Money(attodollars: line.effect.netWorth)
    let hasCosts = line.costAbove != 0 || line.costBelow != 0
    return Action(
      amount: isSold && line.effect.worth != 0 ? charges : nil,
      otherAmount: hasCosts ? Money(attodollars: line.costDifference) : nil,
      finding: DiagnosisText.sentence(line, in: zone) + sides(line, isSold: isSold)
        + FreeUseText(line.effect).sentence,
      remedy: CauseRemedy.text(line.cause), requests: Int64(line.requests),
      users: Int64(line.users.count), firstSeen: line.firstDay, lastSeen: line.lastDay,
      report: Report.diagnosis.name)
  }

  /// Returns the parts of amounts whose sum hides a part of both; empty where none does.
  ///
  /// As in ` Charges: 3.00 USD too much, 2.00 too little, 5.00 in all.`: the sum without signs is that of the other lists of causes.
  private static func sides(_ line: DiagnosisLine, isSold: Bool) -> String {
    func text(_ name: String, _ above: Int128, _ below: Int128) -> String {
      guard above > 0, below > 0 else { return "" }
      let amounts = [above, below, above + below].map { Figures.amount(Money(attodollars: $0)) }
      return " \(name): \(amounts[0]) USD too much, \(amounts[1]) too little, \(amounts[2]) in all."
    }
    return
      (isSold
      ? text("Charges", line.effect.overchargedWorth, line.effect.underchargedWorth) : "")
      + text("Vendor cost", line.costAbove, line.costBelow)
  }

  /// Equal amounts stay in their order.
  static func largestFirst(_ actions: [Action]) -> [Action] {
    actions.enumerated().sorted { left, right in
      let (one, other) = (left.element.size, right.element.size)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }
}

extension DiagnosisLine {
  /// True if some figures are too high and others too low, so that their sum hides a part of both.
  fileprivate func hasBothSides(isSold: Bool) -> Bool {
    let isHigh = costAbove > 0 || isSold && effect.overchargedWorth > 0
    let isLow = costBelow > 0 || isSold && effect.underchargedWorth > 0
    return isHigh && isLow
  }
}

extension Attention.Kind {
  /// True if a finding counts requests, and not rows, ids or plans.
  fileprivate var countsRequests: Bool {
    switch self {
    case .conflicts, .rejects, .planPrice, .overBudget, .immaterial, .bill, .credits, .breakage:
      false
    case .unpriced, .unconverted, .unrecorded, .unexplained, .shortfall, .freeUse, .uncharged,
      .ownKeys, .chargedOnFailure, .overcharged, .undercharged, .costs, .negativeMargin,
      .unknownTier, .noTier, .defaultMultiplier, .cheaperModel, .batch:
      true
    }
  }
}
