import Cube
import Ledger
import Rating
import Simulation

/// Replay of the guards of the free tiers, with the limits of the settings.
///
/// It finds the requests that they would have stopped.
struct QuotaReplay {
  let rows: [QuotaImpact]
  /// By guard, user and month.
  let users: [AffectedUser]

  /// Computes each guard alone, and those that are set together; the ledger is read again only where someone
  /// exceeds a limit.
  init(
    facts: Facts, books: Books, map: LedgerMap, repeats: Deduplication
  ) throws(RunRefusal) {
    let settings = books.settings.freeTier
    let loss = facts.total(where: \.terms.isFree).vendorCost
    let forbidden = Set(
      facts.dimensions.filter {
        $0.terms.isFree && !settings.allowedModels.isEmpty
          && !settings.allowedModels.contains($0.model)
      })
    let limits = QuotaReplay.limits(settings)
    let hasBoth = settings.dailyCap != nil || !settings.allowedModels.isEmpty
    let questions = QuotaReplay.questions(
      limits.map(\.limit), together: hasBoth, forbidden: forbidden, facts: facts, books: books)
    let stops = try QuotaPass(questions, map: map, repeats: repeats, grain: .day).stops
    // In the order of the questions: of each limit by itself, and of all together where that is asked.
    let (ofEach, ofAll) = (stops[0], stops[1].first)
    let restriction = ModelRestrictionImpact(facts, isPriced: true) { forbidden.contains($0) }
    let models = Name(settings.allowedModels.map(\.description).joined(separator: ";"))
    var rows = [
      QuotaImpact(
        guardName: "model_restriction", setting: models, requests: restriction.requests,
        users: restriction.users.count, saved: restriction.saved, left: loss - restriction.saved)
    ]
    rows += zip(limits, ofEach).map { limited, stops in
      QuotaImpact(
        guardName: limited.name, setting: Name(limited.limit.credits.description),
        requests: Int64(stops.count), users: stops.users, saved: stops.saved,
        left: loss - stops.saved)
    }
    var usersOfBoth: [AffectedUser] = []
    if let both = ofAll {
      let words = [models.description] + limits.map(\.limit.credits.description)
      rows.append(QuotaReplay.both(restriction, both, settings: words, loss: loss))
      usersOfBoth = restriction.users("both", and: both.requests)
    }
    self.rows = rows
    users =
      restriction.users("model_restriction")
      + zip(limits, ofEach).flatMap { AffectedUser.all($1.requests, of: $0.name) } + usersOfBoth
  }

  /// The limits that are set, by the names that reports have for them.
  private static func limits(
    _ settings: FreeTierLimits
  ) -> [(name: String, limit: UsageLimit)] {
    let budget = UsageLimit(.freeTiers, span: .month, credits: settings.budget)
    let cap = settings.dailyCap.map { UsageLimit(.freeTiers, span: .day, credits: $0) }
    return [("monthly_budget", budget)] + (cap.map { [("daily_cap", $0)] } ?? [])
  }

  /// Each limit by itself, then all of them with the restriction of models, where they are set together.
  private static func questions(
    _ limits: [UsageLimit], together: Bool, forbidden: Set<FactDimensions>, facts: Facts,
    books: Books
  ) -> [QuotaPass.Question] {
    let restricted = BookVariant(
      books: books,
      restrictions: Set(forbidden.map { Pair(tier: $0.tier, model: $0.model) }).map {
        BookVariant.Restriction(tier: $0.tier, model: $0.model, during: .always)
      })
    return [
      QuotaPass.Question(
        variant: BookVariant(books: books), attempts: limits.map { [$0] }, detail: .requests,
        facts: facts),
      QuotaPass.Question(
        variant: restricted, attempts: together ? [limits] : [], detail: .requests, facts: facts,
        isStopped: { forbidden.contains($0) }),
    ]
  }

  /// Applies the restriction, and the limits to the requests that it admits.
  private static func both(
    _ restriction: ModelRestrictionImpact, _ stops: QuotaPass.Stops, settings: [String], loss: Money
  ) -> QuotaImpact {
    let saved = restriction.saved + stops.saved
    return QuotaImpact(
      guardName: "both", setting: Name(settings.filter { !$0.isEmpty }.joined(separator: ";")),
      requests: restriction.requests + Int64(stops.requests.count),
      users: restriction.users.union(stops.requests.map(\.user)).count, saved: saved,
      left: loss - saved)
  }

  private struct Pair: Hashable {
    let tier: Name
    let model: Name
  }
}

extension AffectedUser {
  /// Groups requests that are in the order of user and time.
  package static func all(_ stops: [StoppedRequest], of name: String) -> [AffectedUser] {
    var users: [AffectedUser] = []
    var start = 0
    while start < stops.count {
      let (first, days) = (stops[start], stops[start].day.month.period)
      let group = stops[start...].prefix { $0.user == first.user && days.contains($0.day) }
      users.append(
        AffectedUser(
          guardName: name, user: first.user, month: first.day.month,
          firstStoppedAt: Name(first.startedAt.rfc3339), firstRequestID: first.id,
          requests: Int64(group.count),
          microcredits: group.reduce(0) { $0 + Int128($1.credits.microcredits) },
          saved: group.reduce(.zero) { $0 + $1.cost }))
      start = group.endIndex
    }
    return users
  }
}
