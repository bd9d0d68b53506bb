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

  /// Per tier, the multipliers of its charged requests, as far as they count; where one changed within a day, both.
  ///
  /// Not those that only the first or last hours of the report had, where its zone and the UTC of the books are of
  /// different days.
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
    // From each of these instants to the next, the multiplier is the same.
    let starts = facts.dimensions.map { dimensions in
      let changes = book.boundaries(
        tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model)
      return [start] + Set(changes).filter { start < $0 && $0 < end }.sorted()
    }
    let isCounted = facts.dimensions.map {
      !$0.isBYOK && workspace.books.settings.charged.contains($0.status)
    }
    // Per dimensions, how many of the starts are done with: noted, or over before a day with requests.
    var passed = facts.dimensions.map { _ in 0 }
    var (day, from, to) = (Day?.none, start, start)
    for daily in facts.byDayAndDimensions where isCounted[Int(daily.dimensions)] {
      let number = Int(daily.dimensions)
      guard passed[number] < starts[number].count else { continue }
      if day != daily.day {
        (from, to) = (max(start, zone.start(of: daily.day)), zone.start(of: daily.day + 1))
        day = daily.day
      }
      // Of those that lie before the day, the last is in force when it begins.
      let before = starts[number][passed[number]...].prefix { $0 <= from }
      if let inForce = before.last { note(facts.dimensions[number], at: inForce) }
      passed[number] += before.count
      for change in starts[number][passed[number]...].prefix(while: { $0 < to }) {
        note(facts.dimensions[number], at: change)
        passed[number] += 1
      }
    }
    return multipliers
  }
}
