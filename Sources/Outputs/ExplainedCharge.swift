import Credits
import Ledger

/// The charge of one request by the books, as its explanation has it.
package struct ExplainedCharge: Sendable {
  package let request: Name
  package let account: Name
  package let startedAt: Instant
  /// 0 for a request without a price.
  package let credits: Credits
  /// True if requests of this status are charged.
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

/// The rejected row of an explained request, which no usable row has.
package struct ExplainedReject: Sendable {
  package let request: Name
  /// The path in the workspace, and the line in it.
  package let file: Name
  package let line: UInt32

  package init(request: Name, file: Name, line: UInt32) {
    self.request = request
    self.file = file
    self.line = line
  }
}

extension RequestCharges {
  /// Takes explained requests: those that a credit event names, and charged ones that none names.
  init(
    _ requests: [ExplainedCharge], rejected: [ExplainedReject], naming names: inout CreditNames
  ) {
    let known = requests.map { (number: names.find($0.request), request: $0) }
    var (named, unnamed): ([NamedRequest], [UnnamedRequest]) = ([], [])
    for (index, (number, request)) in known.enumerated() {
      let fact = RequestFact(day: request.day, dimensions: Int32(index), user: Int32(index))
      if let number {
        named.append(
          NamedRequest(
            request: number, account: names.number(of: request.account),
            startedAt: request.startedAt, rated: request.credits,
            isCharged: request.hasChargedStatus, isPriced: request.isPriced, file: UInt32(index),
            line: request.line, fact: fact))
      } else if request.credits > .zero {
        unnamed.append(
          UnnamedRequest(
            request: request.request, account: request.account, startedAt: request.startedAt,
            rated: request.credits, file: UInt32(index), line: request.line, fact: fact))
      }
    }
    self.init(
      named: named, unnamed: unnamed,
      rejected: rejected.enumerated().compactMap { index, row in
        names.find(row.request).map {
          RejectedRequest(request: $0, file: UInt32(requests.count + index), line: row.line)
        }
      },
      files: requests.map(\.file) + rejected.map(\.file),
      dimensions: requests.map(\.dimensions), users: requests.map(\.user))
  }
}
