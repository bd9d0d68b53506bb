/// The request for a sample: its strata, how many requests of each, the seed and the method.
package struct SamplePlan: Hashable, Sendable {
  /// In the order in which a request is assigned; the rest is last.
  package let strata: [Stratum]
  package let seed: Int64
  /// Larger costs are drawn more often: monetary-unit sampling.
  package let isByAmount: Bool

  /// A stratum, and the number of requests that are wanted of it.
  package struct Stratum: Hashable, Sendable {
    package let kind: SampleKind
    /// Nil is every request.
    package let size: Int?

    package init(_ kind: SampleKind, size: Int?) {
      self.kind = kind
      self.size = size
    }

    /// Reads `byok:5` or `mismatch:all`; nil for anything else.
    package init?(_ text: some StringProtocol) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let kind = SampleKind(rawValue: String(parts[0])) else { return nil }
      if parts[1] == "all" {
        self.init(kind, size: nil)
        return
      }
      guard parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let size = Int(parts[1]),
        SamplePlan.sizes.contains(size)
      else { return nil }
      self.init(kind, size: size)
    }
  }

  /// The numbers of requests that can be wanted, of a stratum and in all.
  package static let sizes = 1...10_000

  /// Makes a plan.
  ///
  /// - Parameter strata: of different kinds, in the order in which a request is assigned.
  package init(_ strata: [Stratum], seed: Int64, isByAmount: Bool) {
    precondition(
      Set(strata.map(\.kind)).count == strata.count, "a request is in one stratum of its kind")
    self.strata = strata.filter { $0.kind != .rest } + strata.filter { $0.kind == .rest }
    self.seed = seed
    self.isByAmount = isByAmount
  }

  /// Returns the number of the first stratum that a request fits; nil where none is for it.
  package func stratum(of traits: SampleTraits) -> Int? {
    strata.firstIndex { traits.fits($0.kind) }
  }
}
