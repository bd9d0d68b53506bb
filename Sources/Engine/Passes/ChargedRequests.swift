import Intake
import Ledger
import Rating
import Reconciliation

/// The rated charges of a ledger's requests beside which credit events are checked, each request once.
package struct ChargedRequests: Sendable {
  /// The requests that a credit event names, by number.
  package let named: [NamedCharge]
  /// The other requests with a charge above 0, in the order of files and lines.
  package let unnamed: [(id: Name, charge: NamedCharge)]
  /// The rejected rows with the id of a request that a credit event names, in the order of files and lines.
  package let rejected: [RejectedCharge]
  /// The requests of which entitlements or customers' own keys are checked, in the order of files and lines.
  package let used: [EntitlementRequest]
  /// The uses of requests, which mean them by number.
  package let uses: [RequestUse]
  /// The accounts that the charges mean by number.
  package let accounts: [Name]
  /// The dimensions that the charges mean by number.
  package let dimensions: [FactDimensions]
  /// The users that the charges mean by number.
  package let users: [UserKey]
  private let placing: RowLocator

  /// Returns the file and the line of a request.
  package func place(of charge: ChargedRequest) -> (file: Name, line: Int64) {
    placing.place(of: charge.location)
  }

  /// Returns the file and the line of a rejected row.
  package func place(of row: RejectedCharge) -> (file: Name, line: Int64) {
    placing.place(of: row.location)
  }

  /// Returns the file and the line of a used request.
  package func place(of request: EntitlementRequest) -> (file: Name, line: Int64) {
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
  /// True if requests of this status are charged.
  package let hasChargedStatus: Bool
  package let isUnpriced: Bool
  fileprivate let location: RowLocation
}

/// A rejected row with the id of a request that a credit event names.
package struct RejectedCharge: Sendable {
  package let number: UInt32
  fileprivate let location: RowLocation
}

/// The charge of a request, with the place of its row among the facts.
package struct NamedCharge: Sendable {
  /// The number of its id; 0 if no credit event names it.
  package let number: UInt32
  package fileprivate(set) var charge: ChargedRequest
  /// The day of its start in the reporting zone.
  package let day: Day
  /// An index into the dimensions of all charges.
  package fileprivate(set) var dimensions: Int32
  /// An index into the users of all charges.
  package fileprivate(set) var user: Int32
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
    (job.period, job.compares) = (nil, false)
    let parts = try LedgerRescan.collectWithBytes(map, by: job, into: SliceCharges(checked)) {
      part, blocks, block, slice in
      part.take(blocks, block, slice: slice, repeated: repeated, number)
    }
    self.init(parts, placing: map.placing)
  }
}

/// The charges of the rows of one slice.
private struct SliceCharges: Sendable {
  private(set) var named: [NamedCharge] = []
  private(set) var unnamed: [(id: Name, charge: NamedCharge)] = []
  private(set) var rejected: [RejectedCharge] = []
  private(set) var used = EntitlementRequests()
  private let checked: CheckedUse
  /// Of the slice.
  private(set) var users: [UserKey] = []
  /// Per card.
  private(set) var dimensions: [FactDimensions] = []
  /// Per card, whether its requests have a status that is charged.
  private var areCharged: [Bool] = []
  /// Per card, whether its requests are among the used ones.
  private var areChecked: [Bool] = []

  init(_ checked: CheckedUse) { self.checked = checked }

  mutating func take(
    _ blocks: BlockRater, _ block: PieceBlocks.Block, slice: Int, repeated: RowOffsetSet,
    _ number: @Sendable (Bytes) -> UInt32?
  ) {
    users += blocks.users[users.count...]
    for card in blocks.rater.cards[areCharged.count...] {
      areCharged.append(card.hasChargedStatus)
      areChecked.append(checked == .all || card.dimensions.isBYOK)
      dimensions.append(card.dimensions)
    }
    for row in blocks.rejects.map(\.reject).sorted(by: { $0.offset < $1.offset }) {
      let id = RowCells(row.text, blocks.layout)[.requestID].bytes
      guard let number = id.withUnsafeBufferPointer(number) else { continue }
      rejected.append(
        RejectedCharge(
          number: number,
          location: RowLocation(
            slice: Int32(slice), piece: row.piece, offset: row.offset, line: row.line)))
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
      let placed = NamedCharge(
        number: number ?? 0, charge: charge, day: record.day, dimensions: rated.card,
        user: record.user)
      if number != nil {
        named.append(placed)
      } else {
        unnamed.append((Name(bytes: record.requestID), placed))
      }
    }
  }
}

extension ChargedRequests {
  /// Merges the slices of a ledger, in their order.
  fileprivate init(_ parts: [SliceCharges], placing: RowLocator) {
    var accounts = Numbering<Name>()
    var users = Numbering<UserKey>()
    var dimensions = Numbering<FactDimensions>()
    var named: [NamedCharge] = []
    var unnamed: [(id: Name, charge: NamedCharge)] = []
    var rejected: [RejectedCharge] = []
    var used = EntitlementRequests()
    for part in parts {
      // Values that no kept row has need no number.
      accounts.begin(part.users.count)
      users.begin(part.users.count)
      dimensions.begin(part.dimensions.count)
      func number(of user: Int32) -> Int32 {
        accounts.number(of: user) { part.users[Int(user)].accountOrUser }
      }
      func numbered(_ charge: NamedCharge) -> NamedCharge {
        var charge = charge
        charge.charge.account = number(of: charge.charge.account)
        charge.user = users.number(of: charge.user) { part.users[Int(charge.user)] }
        charge.dimensions = dimensions.number(of: charge.dimensions) {
          part.dimensions[Int(charge.dimensions)]
        }
        return charge
      }
      named += part.named.map(numbered)
      unnamed += part.unnamed.map { ($0.id, numbered($0.charge)) }
      rejected += part.rejected
      used.add(part.used) { number(of: $0) }
    }
    named.sort { ($0.number, $0.charge.location) < ($1.number, $1.charge.location) }
    self.init(
      named: named, unnamed: unnamed, rejected: rejected, used: used.requests, uses: used.uses,
      accounts: accounts.values, dimensions: dimensions.values, users: users.values,
      placing: placing)
  }
}

/// Values of all slices, each once, and their numbers by what one slice calls them.
private struct Numbering<Value: Hashable> {
  private(set) var values: [Value] = []
  private var numbers: [Value: Int32] = [:]
  /// Per number of the slice; nil for one that was not requested.
  private var known: [Int32?] = []

  /// Goes on with a slice that has `count` values.
  mutating func begin(_ count: Int) { known = Array(repeating: nil, count: count) }

  /// Returns the number of a value that the slice has under `own`.
  mutating func number(of own: Int32, _ value: () -> Value) -> Int32 {
    if let number = known[Int(own)] { return number }
    let value = value()
    let number = numbers[value] ?? Int32(values.count)
    if Int(number) == values.count {
      values.append(value)
      numbers[value] = number
    }
    known[Int(own)] = number
    return number
  }
}
