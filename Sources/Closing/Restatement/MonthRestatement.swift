import Ledger

/// A closed month step by step: what was reported so far, and its figures after each cause.
package struct MonthRestatement: Sendable {
  /// A step: the cause that it adds to those before, and the figures with it.
  package struct Step: Sendable {
    package let cause: RestatementCause
    package let evidence: RestatementEvidence
    package let figures: MonthFigures

    package init(
      _ cause: RestatementCause, _ evidence: RestatementEvidence, _ figures: MonthFigures
    ) {
      self.cause = cause
      self.evidence = evidence
      self.figures = figures
    }
  }

  private let month: Month
  private let closed: MonthFigures?
  private let steps: [Step]
  private let voided: MonthFigures
  private let restated: RestatementEvidence

  /// - Parameters:
  ///   - closed: the figures as closed, with what later closes booked; nil if they are not known any more.
  ///   - steps: in the order of their causes.
  ///   - voided: the differences that closes booked before the month was restated, and that no close reversed since.
  ///   - restated: the line of that restatement.
  package init(
    _ month: Month, closed: MonthFigures?, steps: [Step], voided: MonthFigures = MonthFigures(),
    restated: RestatementEvidence = RestatementEvidence()
  ) {
    self.month = month
    self.closed = closed
    self.steps = steps
    self.voided = voided
    self.restated = restated
  }

  /// The lines of the month, by cause, measure and key; a figure that did not change has none.
  package var lines: [RestatementLine] {
    let reported = closed.map { $0 + voided }
    let now = steps.last?.figures ?? closed ?? MonthFigures()
    func line(
      _ cause: RestatementCause, _ key: MonthFigures.Key, _ difference: Int128?,
      _ evidence: RestatementEvidence
    ) -> RestatementLine {
      RestatementLine(
        month: month, cause: cause, measure: key.measure, key: key.name,
        asClosed: reported.map { $0[key] }, now: now[key], difference: difference,
        evidence: evidence)
    }
    var lines: [RestatementLine] = []
    var before = closed
    for step in steps {
      if let before {
        lines += (step.figures - before).list.map {
          line(step.cause, $0.key, $0.amount, step.evidence)
        }
      } else {
        lines += now.measures.sorted().map {
          line(step.cause, MonthFigures.Key($0), nil, step.evidence)
        }
      }
      before = step.figures
    }
    lines += (-voided).list.map { line(.restated, $0.key, $0.amount, restated) }
    return lines
  }
}
