import Credits
import Ledger

/// The charge of one request by the books, as its explanation has it.
package struct ExplainedCharge: Sendable {
  package let request: Name
  package let account: Name
  package let startedAt: Instant
  /// 0 for a request without a price.
  package let credits: Credits
  /// Requests of this status are charged.
  package let hasChargedStatus: Bool
  package let isPriced: Bool
  /// The path in the workspace, and the line in it.
  package let file: Name
  package let line: UInt32
  /// The day of the start in the reporting zone, the dimensions and the user: the place among the facts.
  package let day: Day
  package let dimensions: FactDimensions
  package let user: UserKey

  package init(
    request: Name, account: Name, startedAt: Instant, credits: Credits, hasChargedStatus: Bool,
    isPriced: Bool, file: Name, line: UInt32, day: Day, dimensions: FactDimensions, user: UserKey
  ) {
    self.request = request
    self.account = account
    self.startedAt = startedAt
    self.credits = credits
    self.hasChargedStatus = hasChargedStatus
    self.isPriced = isPriced
    self.file = file
    self.line = line
    self.day = day
    self.dimensions = dimensions
    self.user = user
  }
}

extension RequestCharges {
  /// Takes the requests that a credit event names.
  init(_ requests: [ExplainedCharge], naming names: inout CreditNames) {
    let known = requests.compactMap { request in
      names.find(request.request).map { (number: $0, request: request) }
    }
    self.init(
      named: known.enumerated().map { index, pair in
        NamedRequest(
          request: pair.number, account: names.number(of: pair.request.account),
          startedAt: pair.request.startedAt, rated: pair.request.credits,
          isCharged: pair.request.hasChargedStatus, isPriced: pair.request.isPriced,
          file: UInt32(index), line: pair.request.line,
          fact: RequestFact(
            day: pair.request.day, dimensions: Int32(index), user: Int32(index)))
      },
      unnamed: [], files: known.map(\.request.file),
      dimensions: known.map(\.request.dimensions), users: known.map(\.request.user))
  }
}
