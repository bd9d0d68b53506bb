import Intake
import Ledger
import Rating
import Reconciliation

/// The rated charges of a ledger's requests beside which credit events are checked, each request once.
package struct ChargedRequests: Sendable {
  /// The requests that a credit event names, by number.
  package let named: [(number: UInt32, charge: ChargedRequest)]
  /// The other requests with a charge above 0, in the order of files and lines.
  package let unnamed: [(id: Name, charge: ChargedRequest)]
  /// The requests of which entitlements or customers' own keys are checked, in the order of files and lines.
  package let used: [UsedRequest]
  /// The uses of requests, which mean them by number.
  package let uses: [RequestUse]
  /// The accounts that the charges mean by number.
  package let accounts: [Name]
  private let placing: RowLocator

  /// Returns the file and the line of a request.
  package func place(of charge: ChargedRequest) -> (file: Name, line: Int64) {
    placing.place(of: charge.location)
  }

  /// Returns the file and the line of a used request.
  package func place(of request: UsedRequest) -> (file: Name, line: Int64) {
    placing.place(of: request.location)
  }
}

/// The charge of one request by the books.
package struct ChargedRequest: Sendable {
  package let startedAt: Instant
  /// The charge by the books; 0 for a request without a price.
  package let credits: Credits
  /// An index into the accounts of all charges: the account of the row, or else its user.
  package fileprivate(set) var account: Int32
  /// Requests of this status are charged.
  package let hasChargedStatus: Bool
  package let isUnpriced: Bool
  fileprivate let location: RowLocation
}

extension ChargedRequests {
  /// Reads a mapped ledger once more, all days of it.
  ///
  /// - Parameters:
  ///   - repeated: the rows that repeat earlier ones, on whatever day.
  ///   - checked: the requests that are among the used ones.
  ///   - number: returns the number of a request id that a credit event names; nil for another.
  init(
    in map: LedgerMap, but repeated: RowOffsetSet, using checked: CheckedUse,
    _ number: @escaping @Sendable (Bytes) -> UInt32?
  ) throws(RunRefusal) {
    var job = map.job
    (job.period, job.comparison, job.compares) = (nil, nil, false)
    let parts = try LedgerRescan.collectWithBytes(map, by: job, into: SliceCharges(checked)) {
      part, blocks, block, slice in
      part.take(blocks, block, slice: slice, repeated: repeated, number)
    }
    self.init(parts, placing: map.placing)
  }
}

/// The charges of the rows of one slice.
private struct SliceCharges: Sendable {
  private(set) var named: [(number: UInt32, charge: ChargedRequest)] = []
  private(set) var unnamed: [(id: Name, charge: ChargedRequest)] = []
  private(set) var used = UsedRequests()
  private let checked: CheckedUse
  /// Of the users of the slice.
  private(set) var accounts: [Name] = []
  /// Per card, whether its requests have a status that is charged.
  private var areCharged: [Bool] = []
  /// Per card, whether its requests are among the used ones.
  private var areChecked: [Bool] = []

  init(_ checked: CheckedUse) { self.checked = checked }

  mutating func take(
    _ blocks: BlockRater, _ block: PieceBlocks.Block, slice: Int, repeated: RowOffsetSet,
    _ number: @Sendable (Bytes) -> UInt32?
  ) {
    for user in blocks.users[accounts.count...] {
      accounts.append(user.accountOrUser)
    }
    for card in blocks.rater.cards[areCharged.count...] {
      areCharged.append(card.hasChargedStatus)
      areChecked.append(checked == .all || card.dimensions.isBYOK)
    }
    let copies = repeated.indices(among: blocks.records, slice: slice)
    for (index, record) in blocks.records.enumerated() where !copies.contains(index) {
      let rated = blocks.rated[index]
      if areChecked[Int(rated.card)] {
        used.add(
          record, rated, blocks.card(of: rated),
          checked == .all
            ? blocks.statedUse(of: record, in: block.bytes, from: block.start.offset) : nil,
          at: RowLocation(record, slice: slice))
      }
      let number = number(record.requestID)
      if number == nil, rated.credits <= .zero { continue }
      let charge = ChargedRequest(
        startedAt: record.startedAt, credits: rated.credits, account: record.user,
        hasChargedStatus: areCharged[Int(rated.card)], isUnpriced: rated.disposition == .unpriced,
        location: RowLocation(record, slice: slice))
      if let number {
        named.append((number, charge))
      } else {
        unnamed.append((Name(bytes: record.requestID), charge))
      }
    }
  }
}

extension ChargedRequests {
  /// Merges the slices of a ledger, in their order.
  fileprivate init(_ parts: [SliceCharges], placing: RowLocator) {
    var numbers: [Name: Int32] = [:]
    var accounts: [Name] = []
    var named: [(number: UInt32, charge: ChargedRequest)] = []
    var unnamed: [(id: Name, charge: ChargedRequest)] = []
    var used = UsedRequests()
    for part in parts {
      // Users that no kept row has need no number.
      var known = [Int32?](repeating: nil, count: part.accounts.count)
      func number(of account: Int32) -> Int32 {
        let name = part.accounts[Int(account)]
        let number = known[Int(account)] ?? numbers[name] ?? Int32(accounts.count)
        if Int(number) == accounts.count {
          accounts.append(name)
          numbers[name] = number
        }
        known[Int(account)] = number
        return number
      }
      func numbered(_ charge: ChargedRequest) -> ChargedRequest {
        var charge = charge
        charge.account = number(of: charge.account)
        return charge
      }
      for (number, charge) in part.named { named.append((number, numbered(charge))) }
      for (id, charge) in part.unnamed { unnamed.append((id, numbered(charge))) }
      used.add(part.used) { number(of: $0) }
    }
    named.sort { ($0.number, $0.charge.location) < ($1.number, $1.charge.location) }
    self.init(
      named: named, unnamed: unnamed, used: used.requests, uses: used.uses, accounts: accounts,
      placing: placing)
  }
}
