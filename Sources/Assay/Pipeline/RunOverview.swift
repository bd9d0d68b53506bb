import Cube
import Ledger
import Overview
import Rating

extension Run {
  /// What the summary says of this run, for every medium.
  var overview: Overview { Overview(input, scope: scope) }

  /// The days reported, the zone, the files, and the multipliers of the last day.
  private var scope: Scope {
    Scope(
      days: days, zone: workspace.zone.name, files: map.job.files.count,
      multipliers: multipliersOfLastDay)
  }

  /// Per tier, the multipliers of the provider and model of each of its facts as the last day ends.
  private var multipliersOfLastDay: [Name: Set<Multiplier>] {
    guard let days else { return [:] }
    let book = workspace.books.multipliers
    let end = workspace.zone.endInBooks(of: days.upperBound)
    var multipliers: [Name: Set<Multiplier>] = [:]
    for dimensions in input.facts.dimensions where !dimensions.isBYOK {
      let decision = book.decision(
        tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model,
        at: Instant(nanoseconds: end.nanoseconds - 1))
      multipliers[dimensions.tier, default: []].insert(decision.multiplier)
    }
    return multipliers
  }
}
