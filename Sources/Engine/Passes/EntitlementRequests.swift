import Intake
import Ledger
import Rating
import Reconciliation

/// The requests for which entitlements and keys of customers' own are checked.
enum CheckedUse {
  /// Only those under keys of customers' own.
  case ownKeys
  /// Every request.
  case all
}

/// A request with what it used, what it cost and its charge by the books.
package struct EntitlementRequest: Sendable {
  package let id: Name
  package let startedAt: Instant
  /// The charge by the books; 0 for a request without a price.
  package let credits: Credits
  /// The vendor's price of it, whoever pays that; 0 for a request without a price.
  package let notionalCost: Money
  package let isUnpriced: Bool
  /// An index into the accounts of all charges.
  package fileprivate(set) var account: Int32
  /// An index into the uses.
  package fileprivate(set) var use: Int32
  let location: RowLocation
}

/// The used requests of one or more slices, in the order of files and lines, each use once.
struct EntitlementRequests: Sendable {
  private(set) var requests: [EntitlementRequest] = []
  private(set) var uses: [RequestUse] = []
  private var numbers: [RequestUse: Int32] = [:]
  /// Of rows that state nothing of their own: the number by card.
  private var numberOfCard: [Int32: Int32] = [:]

  /// Adds a request of a slice.
  ///
  /// - Parameter stated: what its row states; nil where the rows of the file state nothing.
  mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ card: RateCard, _ stated: EntitlementFields?,
    at location: RowLocation
  ) {
    let use: Int32
    if stated == nil, let known = numberOfCard[rated.card] {
      use = known
    } else {
      use = number(
        of: RequestUse(
          provider: card.dimensions.provider, model: card.dimensions.model,
          recordedModel: card.kind.model, capability: stated?.capability ?? .empty,
          qualityLevel: stated?.qualityLevel ?? .empty,
          isBYOK: card.dimensions.isBYOK))
      if stated == nil { numberOfCard[rated.card] = use }
    }
    requests.append(
      EntitlementRequest(
        id: Name(bytes: record.requestID), startedAt: record.startedAt, credits: rated.credits,
        notionalCost: rated.notionalCost, isUnpriced: rated.disposition == .unpriced,
        account: record.user, use: use, location: location))
  }

  /// Adds those of the next slice, of which `account` returns the numbers of accounts.
  mutating func add(_ next: EntitlementRequests, account: (Int32) -> Int32) {
    let numbers = next.uses.map { number(of: $0) }
    requests.reserveCapacity(requests.count + next.requests.count)
    for var request in next.requests {
      request.account = account(request.account)
      request.use = numbers[Int(request.use)]
      requests.append(request)
    }
  }

  private mutating func number(of use: RequestUse) -> Int32 {
    if let known = numbers[use] { return known }
    let number = Int32(uses.count)
    numbers[use] = number
    uses.append(use)
    return number
  }
}
