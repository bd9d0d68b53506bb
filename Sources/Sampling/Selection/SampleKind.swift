/// A kind of requests that an auditor may want to see: a stratum is of one kind.
package enum SampleKind: String, CaseIterable, Sendable {
  /// The recorded cost or the recorded credits differ.
  case mismatch
  case unpriced
  /// On a key of the customer's own.
  case byok
  case failed
  /// In a tier whose plan is free.
  case free
  /// Every request that no other stratum has.
  case rest
}

/// The facts about a request that decide its stratum.
package struct SampleTraits: Hashable, Sendable {
  package let isMismatched: Bool
  package let isUnpriced: Bool
  package let isBYOK: Bool
  package let hasFailed: Bool
  package let isFree: Bool

  package init(
    isMismatched: Bool = false, isUnpriced: Bool = false, isBYOK: Bool = false,
    hasFailed: Bool = false, isFree: Bool = false
  ) {
    self.isMismatched = isMismatched
    self.isUnpriced = isUnpriced
    self.isBYOK = isBYOK
    self.hasFailed = hasFailed
    self.isFree = isFree
  }

  /// Returns whether such a request is of a kind.
  func fits(_ kind: SampleKind) -> Bool {
    switch kind {
    case .mismatch: isMismatched
    case .unpriced: isUnpriced
    case .byok: isBYOK
    case .failed: hasFailed
    case .free: isFree
    case .rest: true
    }
  }
}
