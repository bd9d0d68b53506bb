/// The usage that a vendor or gateway counted for one span of time, without request ids.
///
/// It is not a request: it is never rated as one and is in no fact. Its quantities are disjoint, as those of a
/// request are.
package struct UsageBucket: Hashable, Sendable {
  /// The row or the object of the export.
  package let place: Place
  package let key: Key
  /// Nil where the export does not say.
  package let requests: Int64?
  /// Sums over all requests of the bucket; output holds the reasoning that the export does not tell apart.
  package let quantities: Quantities
  /// The cost that the export states; nil if it states none.
  package let recordedCost: Money?
  package let cacheDetail: CacheDetail
  /// Why it cannot have a price, whatever the books say; nil where they decide.
  package let obstacle: String?
  /// The notes for a reader.
  package let notes: [String]

  package init(
    place: Place, key: Key, requests: Int64?, quantities: Quantities, recordedCost: Money?,
    cacheDetail: CacheDetail, obstacle: String?, notes: [String]
  ) {
    self.place = place
    self.key = key
    self.requests = requests
    self.quantities = quantities
    self.recordedCost = recordedCost
    self.cacheDetail = cacheDetail
    self.obstacle = obstacle
    self.notes = notes
  }

  /// The identity of a bucket: two with one key are the same usage, counted once.
  ///
  /// A text is empty where the export does not say, or was not grouped by it.
  package struct Key: Hashable, Sendable {
    /// The name of the format.
    package let format: String
    package let span: Validity
    package let provider: Name
    /// As exported, before aliases.
    package let model: Name
    package let serviceTier: Name
    package let context: ContextRange
    package let region: Name
    package let project: Name
    package let user: Name
    package let apiKey: Name
    /// Whatever else the export groups by.
    package let other: Name
    /// The export's name of the service tier, if it is not a name of Assay.
    ///
    /// Two such names may mean one tier, and are still two buckets.
    package let statedServiceTier: Name

    package init(
      format: String, span: Validity, provider: Name, model: Name, serviceTier: Name,
      context: ContextRange, region: Name, project: Name, user: Name, apiKey: Name, other: Name,
      statedServiceTier: Name = .empty
    ) {
      self.format = format
      self.span = span
      self.provider = provider
      self.model = model
      self.serviceTier = serviceTier
      self.context = context
      self.region = region
      self.project = project
      self.user = user
      self.apiKey = apiKey
      self.other = other
      self.statedServiceTier = statedServiceTier
    }
  }

  /// True if `other` states the same about the same usage.
  package func agrees(with other: UsageBucket) -> Bool {
    key == other.key && requests == other.requests && quantities == other.quantities
      && recordedCost == other.recordedCost
  }
}

/// The degree to which an export reports cached input separately.
package enum CacheDetail: Int, Comparable, Sendable {
  /// Not at all: all of it is in input.
  case none
  /// Reads and writes, the writes all as 5 minutes.
  case writesTogether
  /// Reads, writes of 5 minutes and writes of 1 hour.
  case full

  package static func < (left: CacheDetail, right: CacheDetail) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Which requests by their total input a bucket holds.
package enum ContextRange: Hashable, Sendable {
  /// Any, or the export does not say.
  case any
  /// Those with at most this number of tokens of input.
  case upTo(Int64)
  /// Those with more.
  case over(Int64)
  /// An unknown range, as exported.
  case unknown(Name)

  /// The range in words; empty for any.
  package var words: Name {
    switch self {
    case .any: .empty
    case .upTo(let limit): Name("up to \(limit)")
    case .over(let limit): Name("over \(limit)")
    case .unknown(let name): name
    }
  }
}
