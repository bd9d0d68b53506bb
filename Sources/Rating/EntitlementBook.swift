import Ledger
import Pricing

/// A row of `entitlements.csv`: the requests that a plan includes, and how many of them.
package struct EntitlementTerms: Hashable, Sendable {
  package let scope: Scope
  /// The most requests of an account in a minute of UTC; nil is no limit.
  package let perMinute: Int?
  /// The most requests of an account in a day of the reporting zone; nil is no limit.
  package let perDay: Int?

  /// The requests that a row is about; an empty name is any.
  package struct Scope: Hashable, Sendable {
    package let plan: Name
    package let capability: Name
    package let qualityLevel: Name
    package let model: Name

    package init(plan: Name, capability: Name, qualityLevel: Name, model: Name) {
      self.plan = plan
      self.capability = capability
      self.qualityLevel = qualityLevel
      self.model = model
    }

    /// The scope in words, for messages.
    fileprivate var words: String {
      let parts = [
        ("plan", plan), ("capability", capability), ("quality level", qualityLevel),
        ("model", model),
      ]
      let named = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
      return "the entitlement of "
        + (named.isEmpty ? "all requests" : named.joined(separator: ", "))
    }
  }

  package init(scope: Scope, perMinute: Int?, perDay: Int?) {
    self.scope = scope
    self.perMinute = perMinute
    self.perDay = perDay
  }
}

/// The requests that plans include, by day: `entitlements.csv`.
package struct EntitlementBook: Sendable {
  /// The rows in the order of the file, each with the time in which it counts.
  package let rows: [History<EntitlementTerms>.Entry]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<EntitlementTerms>], knownAt: Instant?, faults: inout [BookProblem]
  ) {
    let histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.scope, what: \.scope.words, allowsOverlap: true,
      faults: &faults)
    self.rows = histories.values.flatMap(\.entries).sorted {
      ($0.place.line ?? 0) < ($1.place.line ?? 0)
    }
  }
}
