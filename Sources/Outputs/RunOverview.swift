import Ledger
import Overview

extension Run {
  /// The summary of this run, for every medium.
  var overview: Overview { Overview(input, scope: scope) }

  /// The state of the period; nil in a workspace without closed months.
  var closeNote: CloseNote? { closes?.note(of: period, workspace.books.settings.close) }

  /// The doubts about the figures, and the files that the settings leave out.
  package var doubts: Doubts { Doubts(findings, ignoredFiles: workspace.ignoredFiles) }

  /// The days reported, the zone, the files, the multipliers of the requests, and the tiers with plans.
  private var scope: Scope {
    Scope(
      organization: workspace.books.settings.organization, workspace: workspace.name, days: days,
      zone: workspace.zone.name, files: map.job.files.count,
      skippedFiles: skippedFiles.map(\.path), doubts: doubts, multipliers: multipliers,
      plannedTiers: workspace.books.plans.namedTiers, close: closeNote)
  }

  /// Per tier with a target, the multipliers of its charged requests, as far as they count; where one changed within a
  /// day, both.
  ///
  /// Not those that only the first or last hours of the report had, where its zone and the UTC of the books are of
  /// different days.
  private var multipliers: [Name: Set<Multiplier>] {
    guard let days else { return [:] }
    let (book, zone, facts) = (workspace.books.multipliers, workspace.zone, input.facts)
    let start = zone.startInBooks(of: days.lowerBound)
    let end = zone.endInBooks(of: days.upperBound)
    let targeted = facts.values(byDimensions: \.tier) { $0.terms.targetMargin != nil }
    // Per dimensions, the times in which one multiplier is in force and no request has been seen yet.
    var unseen = facts.dimensions.map { dimensions -> [Validity] in
      let isCharged = workspace.books.settings.charged.contains(dimensions.status)
      if dimensions.isBYOK || !isCharged || !targeted.contains(dimensions.tier) { return [] }
      let changes = book.boundaries(
        tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model)
      let within = Set(changes).filter { start < $0 && $0 < end }.sorted()
      return zip([start] + within, within + [end]).map { Validity(from: $0, to: $1) }
    }
    var multipliers: [Name: Set<Multiplier>] = [:]
    var (day, time) = (Day?.none, Validity.always)
    for daily in facts.byDayAndDimensions {
      let number = Int(daily.dimensions)
      if unseen[number].isEmpty { continue }
      if day != daily.day {
        time = Validity(
          from: max(start, zone.start(of: daily.day)), to: zone.start(of: daily.day + 1))
        day = daily.day
      }
      let dimensions = facts.dimensions[number]
      for part in unseen[number] where part.overlaps(time) {
        let decision = book.decision(
          tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model,
          at: part.from)
        multipliers[dimensions.tier, default: []].insert(decision.multiplier)
      }
      unseen[number].removeAll { $0.overlaps(time) }
    }
    return multipliers
  }
}
