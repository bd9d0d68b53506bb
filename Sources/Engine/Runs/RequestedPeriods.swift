import Ledger

extension SliceMapParameters {
  init(_ days: ResolvedPeriods, countsDays: Bool) {
    self.init(
      period: days.period, base: days.compared?.base,
      coveredDays: (days.compared?.baseDays ?? 0, days.compared?.days ?? 0),
      constantAt: days.compared?.constantAt, countsDays: countsDays)
  }
}

extension ResolvedPeriods {
  init(_ question: SliceMapParameters) {
    period = question.period
    if let base = question.base, let instant = question.constantAt {
      compared = ComparedDays(
        base: base, baseDays: question.coveredDays.base, days: question.coveredDays.period,
        constantAt: instant)
    } else {
      compared = nil
    }
  }
}
