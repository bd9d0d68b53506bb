import Comparing
import Cube
import Ledger

/// The customers of the cells in their order, and which of them are folded into the others of their tier.
struct CustomerOrder {
  private(set) var customers: [CellCustomer] = []
  /// The customers of the facts, and per number of them the place; -1 where it is folded.
  let ofFacts: CustomerNumbers
  private let places: [Int32]
  private var numbers: [Name: Int] = [:]
  private var others: [Name: Int] = [:]
  /// The place of the first customer that represents several.
  private(set) var firstOther: Int

  /// - Parameters:
  ///   - ranked: every customer of the facts and of `older`, in order.
  ///   - older: the cells of the period before.
  init(_ ranked: [Name], _ facts: Facts, _ older: [ComparedCell]) {
    let listed = ranked.prefix(ReportCells.mostCustomers)
    customers = listed.map { .named($0) }
    firstOther = listed.count
    let numbers = Dictionary(uniqueKeysWithValues: zip(listed, listed.indices))
    self.numbers = numbers
    ofFacts = facts.customerNumbers
    places = ofFacts.names.map { numbers[$0].map(Int32.init) ?? -1 }
    if ranked.count > listed.count { addOthers(facts, older, known: ofFacts.withFacts(of: facts)) }
  }

  /// Counts the customers that are not listed, by tier; one of two tiers counts in both.
  private mutating func addOthers(
    _ facts: Facts, _ older: [ComparedCell], known: Set<Name>
  ) {
    var members: [Name: (now: Set<Name>, lost: Set<Name>)] = [:]
    for row in facts.rows where places[Int(ofFacts.numbers[Int(row.user)])] < 0 {
      members[facts.dimensions[Int(row.dimensions)].tier, default: ([], [])].now
        .insert(facts.users[Int(row.user)].customer)
    }
    for cell in older where numbers[cell.place.account] == nil {
      let isLost = !known.contains(cell.place.account)
      if isLost {
        members[cell.place.key.tier, default: ([], [])].lost.insert(cell.place.account)
      } else if members[cell.place.key.tier] == nil {
        members[cell.place.key.tier] = ([], [])
      }
    }
    for (tier, members) in members.sorted(by: { $0.key < $1.key }) {
      others[tier] = customers.count
      customers.append(
        .others(tier: tier, count: members.now.count, lost: members.lost.count))
    }
  }

  /// - Parameter number: in `ofFacts`.
  func customer(_ number: Int, tier: Name) -> Int {
    let place = Int(places[number])
    return place >= 0 ? place : other(of: tier)
  }

  func customer(_ name: Name, tier: Name) -> Int { numbers[name] ?? other(of: tier) }

  private func other(of tier: Name) -> Int {
    guard let number = others[tier] else {
      preconditionFailure("customers that are not listed are folded by tier")
    }
    return number
  }
}
