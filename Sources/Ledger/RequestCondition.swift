/// Something that a ledger states of a request and that its quantities do not hold: what it cost may not be known.
///
/// The raw value is its bit in `RequestConditions`. Words about it are in `ConditionText`.
package enum RequestCondition: UInt16, Hashable, CaseIterable, Sendable {
  /// It is a sum of requests none of which is longer than the base band of context, whatever the sum is.
  case shortParts
  /// It is a sum of requests of which some may be longer than the base band of context.
  case partsOfAnyLength
  /// The ledger does not state the charged units: images, seconds, characters, pages or queries.
  case unitsNotStated
  /// The usage is not stated, though something was charged.
  case usageNotStated
  /// Tools were called that are charged for by the call, the session or the hour.
  case tools
  /// Searches grounded it, and how many are charged for is not stated.
  case grounding
  /// Another model took part, at prices of its own.
  case otherModel
  /// It is a sum of requests of several models.
  case severalModels
  /// Of what was read from a cache some is, or may be, images.
  case cachedImages
  /// Nothing tells output that may be images from text.
  case undividedOutput
  /// The answer cites sources, and tokens of these are charged for.
  case citations
  /// A column that nothing reads says where it was served.
  case unreadRegion
  /// A column that nothing reads says on which terms: in a batch, in a service tier, with the customer's own key.
  case unreadTerms
  /// A column that nothing reads counts something else that it used.
  case unreadQuantity
  /// A column that nothing reads says that a gateway's cache had the answer, so that no vendor was asked.
  case gatewayCache
  /// A column that nothing reads says that the row takes another one back.
  case reversal
  /// A column that nothing reads says that nothing was asked of a vendor: a dry run, a test or a simulation.
  case trial
  /// Nothing tells output that may be audio from text.
  case undividedAudio
}

/// All that a ledger states of a request in addition to its quantities; most have none.
package struct RequestConditions: Hashable, Sendable {
  private var bits: UInt32 = 0

  /// Makes one of a request that states nothing more.
  package init() {}

  /// Makes one of a request that states these.
  package init(_ conditions: RequestCondition...) {
    for condition in conditions { insert(condition) }
  }

  /// Nothing is stated.
  package var isEmpty: Bool { bits == 0 }

  /// Adds what is stated.
  package mutating func insert(_ condition: RequestCondition) { bits |= 1 << condition.rawValue }

  /// True if the condition is stated.
  package func contains(_ condition: RequestCondition) -> Bool {
    bits & 1 << condition.rawValue != 0
  }

  /// In the order of their declaration.
  package var all: [RequestCondition] { RequestCondition.allCases.filter(contains) }

  /// Those that a column states which nothing reads.
  package static let unread: [RequestCondition] = [
    .unreadRegion, .unreadTerms, .unreadQuantity, .gatewayCache, .reversal, .trial,
  ]

  /// True if the row may lack every quantity, as it states that they are not known.
  package var allowsNoQuantity: Bool { contains(.unitsNotStated) || contains(.usageNotStated) }
}
