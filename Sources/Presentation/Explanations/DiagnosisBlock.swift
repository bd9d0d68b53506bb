import Explaining
import Ledger
import Rating
import Reconciliation
import Reports
import Terminal
import Workspace

/// The mistake that gives the recorded figures of a request, its arithmetic and the causes tried.
struct DiagnosisBlock {
  let trace: RatingTrace
  let row: CountedRow
  /// Credit events say what the customer paid: the recorded credits are only those of the usage export.
  let isOfExport: Bool
  let width: Int

  var lines: [String] {
    guard let diagnosis = row.diagnosis else { return [] }
    let codes = diagnosis.causes.map(\.name).joined(separator: ", ")
    let parts = [
      cost(diagnosis), credits(diagnosis), alike(diagnosis), setAside(diagnosis),
      triedCosts(diagnosis), triedCredits(diagnosis),
    ]
    return Wrapping.lines("Diagnosis: \(codes)", hanging: 2, width: width)
      + parts.compactMap { $0 }.flatMap {
        Wrapping.lines($0, after: "  ", width: width)
      }
  }

  // MARK: Cost

  private func cost(_ diagnosis: Diagnosis) -> String? {
    guard let side = diagnosis.cost else { return nil }
    guard let fit = side.fits.first, case .cost(let cost) = fit.figure else {
      return "No known mistake reproduces the recorded cost."
    }
    let trial = row.trials.cost.first { $0.cause == fit.cause && $0.cost == cost }
    let places = trial.flatMap(places) ?? []
    let rows = places.isEmpty ? "" : " (\(SourceLocationText.list(places)))"
    let isMade = trial.map { $0.reckoned != $0.cost } ?? false
    let sum = trial.flatMap(arithmetic).map { $0 + (isMade ? " " : " = ") } ?? ""
    return "The request \(DiagnosisText.predicate(fit)): \(sum)\(FullPrecisionText.money(cost))"
      + " USD\(isMade ? "" : ", as recorded")\(rows)."
  }

  /// The rows of the books behind the arithmetic.
  private func places(_ trial: CostTrial) -> [Place]? {
    trial.sheet.flatMap { sheet in trial.reckoning?.places(by: sheet) }
  }

  /// The products of a reckoning, those with prices per million first, and what they come to where the cost was made of
  /// that.
  private func arithmetic(_ trial: CostTrial) -> String? {
    guard let sheet = trial.sheet, let reckoning = trial.reckoning else { return nil }
    let terms = reckoning.terms(by: sheet)
    func products(_ terms: [CostCalculation.Term]) -> [String] {
      terms.map { term in
        let price = term.price.perUnit * term.unitClass.defaultPer
        return FullPrecisionText.quantity(term.quantity, of: term.unitClass)
          + " × \(FullPrecisionText.money(price))"
      }
    }
    let tokens = products(terms.filter { $0.unitClass.defaultPer > 1 })
    let others = products(terms.filter { $0.unitClass.defaultPer == 1 })
    let million = tokens.isEmpty ? [] : [tokens.joined(separator: " + ") + " per million"]
    let sum = (million + others).joined(separator: " + ")
    guard let reckoned = trial.reckoned, reckoned != trial.cost else { return sum }
    return "\(sum) = \(FullPrecisionText.money(reckoned)), recorded as"
  }

  // MARK: Credits

  private func credits(_ diagnosis: Diagnosis) -> String? {
    guard let side = diagnosis.credits else { return nil }
    guard let fit = side.fits.first, case .credits(let credits, _) = fit.figure else {
      return "No known mistake reproduces the recorded credits."
    }
    let trial = row.trials.namedCredits.first { $0.cause == fit.cause }
    let rows = fit.places.isEmpty ? "" : " (\(SourceLocationText.list(fit.places)))"
    let start =
      fit.cause.first == .followsCost
      ? "The recorded credits follow from the recorded cost"
      : (isOfExport ? "In the usage export the request " : "The request ")
        + DiagnosisText.predicate(fit)
    guard let trial else {
      return "\(start): \(FullPrecisionText.credits(credits)) credits\(rows)."
    }
    let step = trial.formula.increment
    let once = Credits(microcredits: credits.microcredits / trial.times)
    let rounding = trial.times == 1 ? "recorded as" : "rounded to"
    return
      "\(start): \(CreditText.product(trial.formula)), \(rounding) \(FullPrecisionText.credits(once))"
      + (step == trace.card.increment ? "" : " by step \(step)")
      + (trial.times == 1 ? "" : ", recorded as \(FullPrecisionText.credits(credits))") + "\(rows)."
  }

  // MARK: What else was tried

  /// The causes that fit too; a run decides between them by the other requests of the day.
  private func alike(_ diagnosis: Diagnosis) -> String? {
    // Credits that follow from the cost need no cause of their own.
    let names = [diagnosis.cost, diagnosis.credits].compactMap { $0 }
      .filter { $0.cause.first != .followsCost }
      .flatMap { $0.fits.dropFirst() }.map(\.cause.name)
    guard !names.isEmpty else { return nil }
    return
      "Other fits: \(names.joined(separator: ", ")). `run` names the cause that fits most requests"
      + " of the model, tier and day."
  }

  /// The causes that give the recorded credits too, but contradict the multiplier that the row states.
  private func setAside(_ diagnosis: Diagnosis) -> String? {
    guard let side = diagnosis.credits, side.cause.first != .followsCost,
      let recorded = row.recordedCredits, let stated = row.recordedMultiplier
    else { return nil }
    var causes = Set(side.fits.map(\.cause))
    let words = row.trials.credits.compactMap { trial -> String? in
      guard trial.credits == recorded, let multiplier = trial.multiplier,
        causes.insert(trial.cause).inserted
      else { return nil }
      return "\(trial.cause.name) by \(multiplier)"
    }
    guard !words.isEmpty else { return nil }
    return
      "\(words.count == 1 ? "Another cause gives" : "Other causes give") \(FullPrecisionText.credits(recorded)) credits, but not with"
      + " the multiplier \(stated) that the row states: \(words.joined(separator: ", "))"
  }

  /// Every other hypothesis about the cost with what it would have given, the nearest first.
  private func triedCosts(_ diagnosis: Diagnosis) -> String? {
    guard let side = diagnosis.cost, let recorded = row.outcome.recordedCost else { return nil }
    let expected = trace.card.vendorCost(trace.rated)
    let nearest = row.trials.cost.filter { $0.cost != expected }.sorted { left, right in
      let distances = ((left.cost - recorded).magnitude, (right.cost - recorded).magnitude)
      return distances.0 == distances.1 ? left.cause < right.cause : distances.0 < distances.1
    }
    let trials = nearest.map { ($0.cause, FullPrecisionText.money($0.cost)) }
    return tried(trials, of: "cost", but: Set(side.fits.map(\.cause)))
  }

  /// The same of the credits; nothing where they follow from the cost.
  private func triedCredits(_ diagnosis: Diagnosis) -> String? {
    guard let side = diagnosis.credits, side.cause.first != .followsCost,
      let recorded = row.recordedCredits
    else { return nil }
    let others = row.trials.credits.filter {
      $0.credits != trace.rated.credits && $0.credits != recorded
    }
    let nearest = others.sorted { left, right in
      let distances = (
        (left.credits - recorded).microcredits.magnitude,
        (right.credits - recorded).microcredits.magnitude
      )
      return distances.0 == distances.1 ? left.cause < right.cause : distances.0 < distances.1
    }
    // What gives the recorded credits by one multiplier is not told again with another.
    let equal = row.trials.credits.filter { $0.credits == recorded }.map(\.cause)
    return tried(
      nearest.map { ($0.cause, FullPrecisionText.credits($0.credits)) }, of: "credits",
      but: Set(side.fits.map(\.cause) + equal))
  }

  /// Each cause once with what it would have given first, without those that are reported elsewhere.
  private func tried(
    _ trials: [(cause: Cause, figure: String)], of what: String, but told: Set<Cause>
  ) -> String? {
    var causes = told
    let words = trials.filter { causes.insert($0.cause).inserted }
      .map { "\($0.cause.name) \($0.figure)" }
    return words.isEmpty
      ? nil
      : "\(told.isEmpty ? "Causes" : "Other causes") tried, with the resulting \(what): "
        + words.joined(separator: ", ")
  }
}
