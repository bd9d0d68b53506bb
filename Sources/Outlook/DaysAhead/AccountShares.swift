import Cube
import Ledger

/// The weights that split the days ahead of each kind of traffic among accounts.
///
/// They follow the use of each account in the last 4 weeks. Days before an account's first request
/// do not count against it. The day of that request does not count for it, because it is why the
/// account is known at all. A young account is compared with older ones by the use of both since
/// then. It has no more than its mean of these days beside theirs of all days, as they may have
/// rested. An account that began on the last day has its part of all days.
struct AccountShares {
  private let shares: [TrafficKind: [Name: Share]]

  /// An account's part of a kind of traffic.
  struct Share {
    fileprivate(set) var traffic = Use()
    /// The weight that makes its days comparable with those of older accounts, in millionths.
    fileprivate var factor: Int128 = 1_000_000

    /// Returns the weight of an amount of its traffic.
    func weight(of amount: Int128) -> Int128 { max(0, amount) * factor }
  }

  /// The figures of its traffic that decide shares.
  ///
  /// It is small because there may be very many accounts.
  struct Use {
    private(set) var requests: Int64 = 0
    private(set) var quantities = Quantities()
    private(set) var microcredits: Int128 = 0
    private(set) var notionalCost: Int128 = 0

    fileprivate mutating func add(_ traffic: Traffic) {
      requests += traffic.requests
      // Nothing leaves its range: `TrafficHistory.holds` was asked before.
      _ = quantities.add(traffic.quantities, sign: 1)
      microcredits += traffic.microcredits
      notionalCost += traffic.notionalCost
    }
  }

  init(_ facts: Facts, _ history: TrafficHistory) {
    let start = max(history.firstDay, history.lastDay + (1 - TrafficHistory.recentDays))
    let days = history.lastDay - start + 1
    let joined = AccountShares.joined(facts, start: start)
    var numbers: [TrafficKind: Int] = [:]
    let kinds = history.kinds.ofDimensions.map { kind in
      let number = numbers[kind, default: numbers.count]
      numbers[kind] = number
      return number
    }
    var recent = [OfKind](repeating: OfKind(days: days), count: numbers.count)
    for row in facts.rows where row.day >= start {
      var traffic = Traffic()
      traffic.add(facts.rows.measures(of: row), facts.moneyTerms[Int(row.dimensions)])
      let user = Int(row.user)
      recent[kinds[Int(row.dimensions)]].add(
        traffic, of: facts.users[user].account, joined: joined[user], on: row.day - start)
    }
    shares = numbers.mapValues { recent[$0].shares }
  }

  /// Returns each account's share of a kind, sorted by the bytes of the account names.
  func of(_ kind: TrafficKind) -> [(account: Name, share: Share)] {
    shares[kind, default: [:]].sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The day of the first request of each user's account, from `start` on; before 0 even where that is the first day of
  /// the facts, as what was before is unknown.
  private static func joined(_ facts: Facts, start: Day) -> [Int] {
    var ofUser = [Int?](repeating: nil, count: facts.users.count)
    let earliest = facts.rows.first?.day
    for row in facts.rows where ofUser[Int(row.user)] == nil {
      ofUser[Int(row.user)] = row.day == earliest ? -1 : max(-1, row.day - start)
    }
    var ofAccount: [Name: Int] = [:]
    for (user, day) in zip(facts.users, ofUser) {
      guard let day else { continue }
      ofAccount[user.account] = min(day, ofAccount[user.account] ?? day)
    }
    return facts.users.map { ofAccount[$0.account] ?? -1 }
  }
}

/// The use of one kind of traffic by accounts in the last 4 weeks.
private struct OfKind {
  private let days: Int
  /// The use that counts, by the day on which accounts joined; -1 for older ones.
  private var counted: [Int: [Name: AccountShares.Share]] = [:]
  /// The use of young accounts on the days on which they joined.
  private var first: [Name: AccountShares.Share] = [:]
  /// Per day, the requests after it of the accounts that joined before it.
  private var ofOlder: [Int128]

  init(days: Int) {
    self.days = days
    ofOlder = [Int128](repeating: 0, count: days)
  }

  mutating func add(_ traffic: Traffic, of account: Name, joined: Int, on day: Int) {
    if day == joined && day != days - 1 {
      first[account, default: .init()].traffic.add(traffic)
      // Its model may end, whatever counts.
      if counted[joined]?[account] == nil { counted[joined, default: [:]][account] = .init() }
      return
    }
    counted[joined, default: [:]][account, default: .init()].traffic.add(traffic)
    // The day of the first request stands before those that count.
    for place in joined + 1..<max(joined + 1, day) { ofOlder[place] += Int128(traffic.requests) }
  }

  /// By account, as weights; what all did on their first days where there is nothing else.
  var shares: [Name: AccountShares.Share] {
    var shares: [Name: AccountShares.Share] = [:]
    var whole: Int128 = 0
    for (joined, alike) in counted.sorted(by: { $0.key < $1.key }) {
      let factor = factor(joined: joined, beside: whole)
      for (account, share) in alike {
        shares[account] = .init(traffic: share.traffic, factor: factor)
        whole += Int128(share.traffic.requests) * factor
      }
    }
    return whole > 0 ? shares : first
  }

  /// Returns the weight of the accounts' use, in millionths.
  ///
  /// - Parameter whole: the sum of the weights of the older ones.
  private func factor(joined: Int, beside whole: Int128) -> Int128 {
    let lived = days - 1 - joined
    guard joined >= 0, let most = Quotient.halfEven(Int128(days) * 1_000_000, Int128(lived)) else {
      return 1_000_000
    }
    return min(most, Quotient.halfEven(whole, ofOlder[joined]) ?? most)
  }
}
