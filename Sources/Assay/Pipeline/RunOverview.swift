import Ledger
import Overview

extension Run {
  /// What the summary says of this run, for every medium.
  var overview: Overview { Overview(input, scope: scope) }

  /// The days reported, the zone, the files, the multipliers of the requests, and the tiers with plans.
  private var scope: Scope {
    Scope(
      days: days, zone: workspace.zone.name, files: map.job.files.count,
      skippedFiles: skippedFiles.map(\.path), multipliers: multipliers,
      plannedTiers: workspace.books.plans.namedTiers)
  }

  /// Per tier, the multipliers that its charged requests had; where one changed within a day, both.
  private var multipliers: [Name: Set<Multiplier>] {
    guard let days else { return [:] }
    let (book, zone, facts) = (workspace.books.multipliers, workspace.zone, input.facts)
    let start = zone.startInBooks(of: days.lowerBound)
    let end = zone.endInBooks(of: days.upperBound)
    var multipliers: [Name: Set<Multiplier>] = [:]
    func note(_ dimensions: FactDimensions, at instant: Instant) {
      let decision = book.decision(
        tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model, at: instant)
      multipliers[dimensions.tier, default: []].insert(decision.multiplier)
    }
    // Few change within the days: only of those the day counts.
    let changes = facts.dimensions.map { dimensions in
      Set(
        book.boundaries(
          tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model)
      ).filter { start < $0 && $0 < end }
    }
    let isCounted = facts.dimensions.map {
      !$0.isBYOK && workspace.books.settings.charged.contains($0.status)
    }
    for (number, dimensions) in facts.dimensions.enumerated()
    where isCounted[number] && changes[number].isEmpty {
      note(dimensions, at: start)
    }
    for daily in facts.byDayAndDimensions {
      let number = Int(daily.dimensions)
      guard isCounted[number], !changes[number].isEmpty else { continue }
      let from = max(start, zone.start(of: daily.day))
      let to = zone.start(of: daily.day + 1)
      note(facts.dimensions[number], at: from)
      for change in changes[number] where from < change && change < to {
        note(facts.dimensions[number], at: change)
      }
    }
    return multipliers
  }
}
