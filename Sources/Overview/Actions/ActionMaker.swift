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
        input.causes.map { ActionList.action($0, input.zone, isSold: isSold) }))
    corrections = ActionBlock(lines: isSold ? CorrectionActions.make(input) : [])
    unexplainedCorrections = input.corrections.reduce(0) { $0 + Int64($1.unexplained) }
    correctsFreeUse = input.corrections.contains { $0.effect.freeWorth > 0 }
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

  /// - Parameter isSold: credits are charged, so that charges can be wrong.
  private static func action(
    _ line: DiagnosisLine, _ zone: ReportingZone, isSold: Bool
  ) -> Action {
    // What a refund gives back is no wrong charge.
    let charges = Money(attodollars: line.effect.netWorth)
    let hasCosts = line.costAbove != 0 || line.costBelow != 0
    return Action(
      amount: isSold && line.effect.worth != 0 ? charges : nil,
      otherAmount: hasCosts ? Money(attodollars: line.costDifference) : nil,
      finding: DiagnosisText.sentence(line, in: zone) + FreeUseText(line.effect).sentence,
      remedy: CauseRemedy.text(line.cause), requests: Int64(line.requests),
      users: Int64(line.users.count), firstSeen: line.firstDay, lastSeen: line.lastDay,
      report: Report.diagnosis.name)
  }

  /// Equal amounts stay in their order.
  static func largestFirst(_ actions: [Action]) -> [Action] {
    actions.enumerated().sorted { left, right in
      let (one, other) = (left.element.size, right.element.size)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
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
