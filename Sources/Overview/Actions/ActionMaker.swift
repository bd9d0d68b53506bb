import Ledger
import Reconciliation
import Reports

extension ActionList {
  /// - Parameter attention: in its order.
  init(_ input: ReportInput, _ attention: [Attention]) {
    let small = attention.filter { $0.kind == .immaterial }
    let large = attention.filter { $0.kind != .immaterial }
    let told = Set(large.map(\.kind))
    let causes = input.causes.filter { line in
      // Findings of their own.
      !(line.cause == .unexplained && told.contains(.unexplained))
        && !(line.cause.first == .chargedOnFailure && told.contains(.chargedOnFailure))
    }
    let threshold = input.materialityThreshold
    let isLarge = { (line: DiagnosisLine) in
      Money(attodollars: line.amount).magnitude >= threshold || line.cause == .unexplained
    }
    let unexplained = input.causes.first { $0.cause == .unexplained }
    findings =
      ActionList.largestFirst(large.map { ActionList.action($0, unexplained) })
      + small.map { ActionList.action($0, nil) }
    self.causes =
      ActionList.largestFirst(causes.filter(isLarge).map { ActionList.action($0, input.zone) })
      + ActionList.rest(of: causes.filter { !isLarge($0) }, threshold)
    corrections = input.isCostOnly ? [] : CorrectionActions.make(input)
  }

  private static func action(_ finding: Attention, _ unexplained: DiagnosisLine?) -> Action {
    let line = finding.kind == .unexplained ? unexplained : nil
    return Action(
      amount: finding.amount?.magnitude, finding: finding.text,
      remedy: AttentionRemedy.text(finding),
      requests: finding.kind.countsRequests ? finding.count : nil,
      users: line.map { Int64($0.users.count) }, firstSeen: line?.firstDay,
      lastSeen: line?.lastDay, report: finding.kind.report)
  }

  private static func action(_ line: DiagnosisLine, _ zone: ReportingZone) -> Action {
    Action(
      amount: Money(attodollars: line.amount).magnitude,
      finding: "Cause: " + DiagnosisText.sentence(line, in: zone),
      remedy: CauseRemedy.text(line.cause),
      requests: Int64(line.requests), users: Int64(line.users.count), firstSeen: line.firstDay,
      lastSeen: line.lastDay, report: Report.diagnosis.name)
  }

  /// Causes that are too small for a line each, as one.
  private static func rest(of causes: [DiagnosisLine], _ threshold: Money) -> [Action] {
    guard !causes.isEmpty else { return [] }
    let sum = causes.reduce(Int128(0)) { $0 + abs($1.amount) }
    return [
      Action(
        amount: Money(attodollars: sum),
        finding: "Causes: \(Figures.count(Int64(causes.count), "cause")) of differences below "
          + "\(Figures.money(threshold)) USD each.",
        remedy: "Fix the largest first; the sheet names each.",
        requests: causes.reduce(0) { $0 + Int64($1.requests) },
        firstSeen: causes.map(\.firstDay).min(), lastSeen: causes.map(\.lastDay).max(),
        report: Report.diagnosis.name)
    ]
  }

  private static func largestFirst(_ actions: [Action]) -> [Action] {
    let unknown = actions.filter { $0.amount == nil }
    let known = actions.filter { $0.amount != nil }.enumerated().sorted { left, right in
      let (one, other) = (left.element.amount ?? .zero, right.element.amount ?? .zero)
      return one == other ? left.offset < right.offset : one > other
    }
    return unknown + known.map(\.element)
  }
}

extension Attention.Kind {
  /// What a finding counts are requests, and not rows, ids or plans.
  fileprivate var countsRequests: Bool {
    switch self {
    case .conflicts, .rejects, .planPrice, .overBudget, .immaterial: false
    case .unpriced, .unconverted, .unrecorded, .unexplained, .shortfall, .freeUse, .uncharged,
      .ownKeys, .chargedOnFailure, .overcharged, .undercharged, .costs, .negativeMargin,
      .unknownTier, .noTier, .defaultMultiplier:
      true
    }
  }
}
