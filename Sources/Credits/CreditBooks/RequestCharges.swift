import Ledger

/// The requests of the usage ledger, as the checks of requests need them.
package struct RequestCharges: Sendable {
  /// The requests that a credit event names, in any order; one per request id, the first row of it.
  package let named: [NamedRequest]
  /// The charged requests with rated credits that no credit event names, in order of path and line.
  package let unnamed: [UnnamedRequest]
  /// The rejected rows of requests that a credit event names and no usable row has: one per request, by its number.
  package let rejected: [RejectedRequest]
  /// The paths of the usage files in the workspace; `file` of a request is an index of them.
  package let files: [Name]
  /// The requests of which entitlements and customers' own keys are checked.
  package let usage: UsageRequests
  /// The dimensions of the facts of requests, which mean them by number.
  package let dimensions: [FactDimensions]
  /// The users of the facts of requests, which mean them by number.
  package let users: [UserKey]
  /// Per number of a text, the index of the named request; -1 for none.
  private let places: [Int32]

  package init(
    named: [NamedRequest], unnamed: [UnnamedRequest], rejected: [RejectedRequest] = [],
    files: [Name],
    usage: UsageRequests = UsageRequests(), dimensions: [FactDimensions] = [],
    users: [UserKey] = []
  ) {
    self.named = named
    self.unnamed = unnamed
    self.rejected = rejected.sorted { $0.request < $1.request }
    self.files = files
    self.usage = usage
    self.dimensions = dimensions
    self.users = users
    var places = [Int32](repeating: -1, count: 1 + Int(named.lazy.map(\.request).max() ?? 0))
    for (index, request) in named.enumerated() where request.request != CreditNames.blank {
      if places[Int(request.request)] < 0 { places[Int(request.request)] = Int32(index) }
    }
    self.places = places
  }

  /// Returns the index of a request among the named ones, by number of its id; nil if the usage ledger lacks it.
  package func place(of request: UInt32) -> Int? {
    guard Int(request) < places.count, places[Int(request)] >= 0 else { return nil }
    return Int(places[Int(request)])
  }

  /// Returns the last day on which a charged request of a period began; nil without a period, or without one.
  package func lastDay(of period: Range<Instant>?, _ zone: ReportingZone) -> Day? {
    guard let period else { return nil }
    let starts =
      named.lazy.filter(\.isCharged).map(\.startedAt).filter(period.contains).max()
    let others = unnamed.lazy.map(\.startedAt).filter(period.contains).max()
    return [starts, others].compactMap(\.self).max().map(zone.day)
  }

  /// Returns the first rejected row of a request, by number of its id; nil if none has it.
  package func rejectedRow(of request: UInt32) -> RejectedRequest? {
    let place = rejected.indices.partitionPoint { rejected[$0].request < request }
    return place < rejected.count && rejected[place].request == request ? rejected[place] : nil
  }

  /// The tier, service, model and other dimensions of a named request.
  package func dimensions(of request: NamedRequest) -> FactDimensions {
    dimensions[Int(request.fact.dimensions)]
  }
}

/// The place of a request's row among the facts of the usage ledger.
package struct RequestFact: Hashable, Sendable {
  /// The day of its start in the reporting zone.
  package let day: Day
  /// An index of `RequestCharges.dimensions`.
  package let dimensions: Int32
  /// An index of `RequestCharges.users`.
  package let user: Int32

  package init(day: Day = Day(number: 0), dimensions: Int32 = 0, user: Int32 = 0) {
    self.day = day
    self.dimensions = dimensions
    self.user = user
  }
}

/// A request of the usage ledger that a credit event names.
package struct NamedRequest: Hashable, Sendable {
  /// A number of `CreditLedger.names`.
  package let request: UInt32
  /// A number of `CreditLedger.names`; 0 if the ledger has no such account.
  package let account: UInt32
  package let startedAt: Instant
  /// The credits that the request should cost; 0 if it is not charged or not priced.
  package let rated: Credits
  /// True if its status is one of those that are charged.
  package let isCharged: Bool
  /// True if a price is known, so that `rated` can be compared.
  package let isPriced: Bool
  package let file: UInt32
  package let line: UInt32
  package let fact: RequestFact

  package init(
    request: UInt32, account: UInt32, startedAt: Instant, rated: Credits, isCharged: Bool,
    isPriced: Bool, file: UInt32, line: UInt32, fact: RequestFact = RequestFact()
  ) {
    self.request = request
    self.account = account
    self.startedAt = startedAt
    self.rated = rated
    self.isCharged = isCharged
    self.isPriced = isPriced
    self.file = file
    self.line = line
    self.fact = fact
  }
}

/// A charged request of the usage ledger that no credit event names.
package struct UnnamedRequest: Hashable, Sendable {
  package let request: Name
  package let account: Name
  package let startedAt: Instant
  package let rated: Credits
  package let file: UInt32
  package let line: UInt32
  package let fact: RequestFact

  package init(
    request: Name, account: Name, startedAt: Instant, rated: Credits, file: UInt32, line: UInt32,
    fact: RequestFact = RequestFact()
  ) {
    self.request = request
    self.account = account
    self.startedAt = startedAt
    self.rated = rated
    self.file = file
    self.line = line
    self.fact = fact
  }
}

/// A rejected row of the usage ledger with the id of a request that a credit event names.
package struct RejectedRequest: Hashable, Sendable {
  /// A number of `CreditLedger.names`.
  package let request: UInt32
  /// An index of `RequestCharges.files`.
  package let file: UInt32
  package let line: UInt32

  package init(request: UInt32, file: UInt32, line: UInt32) {
    self.request = request
    self.file = file
    self.line = line
  }
}
