import Explaining
import Ledger
import Reconciliation

/// The diagnosis of a request, and the result of every hypothesis, as JSON.
///
/// Null if both figures agree.
struct DiagnosisJSON {
  let row: CountedRow

  var value: JSONText {
    guard let diagnosis = row.diagnosis else { return .null }
    return .object([
      ("codes", .array(diagnosis.causes.map { .string($0.name) })),
      ("cost_fits", fits(diagnosis.cost)), ("credits_fits", fits(diagnosis.credits)),
      ("cost_tried", diagnosis.cost == nil ? .null : .array(row.trials.cost.map(tried))),
      ("credits_tried", diagnosis.credits == nil ? .null : .array(row.trials.credits.map(tried))),
    ])
  }

  /// Every cause that gives the recorded figure, by the multiplier that the row states if any is; the named one
  /// first.
  private func fits(_ side: Diagnosis.Side?) -> JSONText {
    guard let side else { return .null }
    return .array(
      side.fits.map { fit in
        let rows = fit.places.map { JSONText.row($0) }
        let leftOut = JSONText.array(
          fit.leftOut.map { .array($0.classes.map { .string($0.name) }) })
        return switch fit.figure {
        case .cost(let cost):
          .object([
            ("code", .string(fit.cause.name)), ("left_out", leftOut),
            ("cost_usd", .described(cost)),
            ("rows", .array(rows)),
          ])
        case .credits(let credits, let cost):
          .object([
            ("code", .string(fit.cause.name)), ("left_out", leftOut),
            ("credits", .string(credits.description)), ("of_cost_usd", .described(cost)),
            ("rows", .array(rows)),
          ])
        }
      })
  }

  private func tried(_ trial: CostTrial) -> JSONText {
    .object([("code", .string(trial.cause.name)), ("cost_usd", .described(trial.cost))])
  }

  private func tried(_ trial: CreditTrial) -> JSONText {
    .object([
      ("code", .string(trial.cause.name)), ("credits", .string(trial.credits.description)),
      ("of_cost_usd", .described(trial.formula.cost)),
      ("multiplier", .described(trial.multiplier)),
    ])
  }
}
