import Cube
import Ledger

/// The sums of one user in the reported period.
struct UserSum: Sendable {
  /// Requests with a price, and those without.
  var requests: Int64 = 0
  var unpriced: Int64 = 0
  var activeDays: Int32 = 0
  var promptTokens: Int128 = 0
  var cachedTokens: Int128 = 0
  var outputTokens: Int128 = 0
  /// In attodollars.
  var vendorCost: Int128 = 0
  /// In microcredits.
  var credits: Int128 = 0
  /// In attodollars.
  var revenue: Int128 = 0
  /// Some requests are of usage that is not sold; of paid tiers some have a price, or none.
  var isUnsold = false
  var hasPaidPriced = false
  var hasPaidUnpriced = false
  /// The last day with a request that has a price.
  var lastDay = Day(number: .min)
  /// The start of its costs by tier and model in the list of all; -1 for none.
  var firstCost: Int32 = -1

  /// None of its requests has a price.
  var hasNoPrice: Bool { requests == 0 && unpriced > 0 }
  var isEmpty: Bool { requests == 0 && unpriced == 0 }
  /// See `MoneyTotals`.
  var isRevenueKnown: Bool { !isUnsold && (!hasPaidUnpriced || hasPaidPriced) }

  @inline(__always)
  mutating func add(_ measures: borrowing Measures, _ money: MoneyTerms, on day: Day) {
    let priced = measures.requests - measures.unpriced
    requests += priced
    unpriced += measures.unpriced
    if priced > 0, day != lastDay {
      activeDays += 1
      lastDay = day
    }
    promptTokens += measures.quantities.promptTokens
    cachedTokens += Int128(measures.quantities.cacheRead)
    outputTokens += measures.quantities.outputTokens
    if !money.isBYOK { vendorCost += measures.notionalCost }
    credits += measures.credits
    if money.terms.basis == .notSold {
      isUnsold = true
    } else if !money.terms.isFree {
      revenue += money.worth(ofMicrocredits: measures.credits).attodollars
      if priced > 0 { hasPaidPriced = true }
      if measures.unpriced > 0 { hasPaidUnpriced = true }
    }
  }
}

/// The sums of each user, with the cost by tier and model of each.
struct UserSums: Sendable {
  /// Sorted by account, then user.
  let users: [UserKey]
  private(set) var sums: [UserSum]
  private let tiers: [Name]
  private let models: [Name]
  private var costs: [PartCost] = []
  /// The places of costs of users with very many, by user and dimensions.
  private var furtherCosts: [UserPart: Int32] = [:]

  /// The most costs of a user among which one is looked for in turn.
  static let nearCosts = 32

  /// A tier and model of a user.
  private struct UserPart: Hashable {
    let user: Int32
    let tier: Int32
    let model: Int32
    let isFree: Bool
  }

  /// The cost of a user for one tier and model.
  private struct PartCost {
    let tier: Int32
    let model: Int32
    let isFree: Bool
    /// The next of the same user; -1 after the last.
    var next: Int32
    /// In attodollars.
    var cost: Int128
  }

  init(_ facts: Facts) {
    users = facts.users
    tiers = Set(facts.dimensions.map(\.tier)).sorted()
    models = Set(facts.dimensions.map(\.model)).sorted()
    sums = [UserSum](repeating: UserSum(), count: users.count)
    let tierNumbers = Dictionary(uniqueKeysWithValues: zip(tiers, Int32(0)...))
    let modelNumbers = Dictionary(uniqueKeysWithValues: zip(models, Int32(0)...))
    let parts = facts.dimensions.map {
      PartCost(
        tier: tierNumbers[$0.tier] ?? 0, model: modelNumbers[$0.model] ?? 0,
        isFree: $0.terms.isFree, next: -1, cost: 0)
    }
    let rows = facts.rows
    for index in rows.indices {
      let (user, dimensions) = (Int(rows[index].user), Int(rows[index].dimensions))
      let money = facts.moneyTerms[dimensions]
      let day = rows[index].day
      rows.withMeasures(of: rows[index]) { measures in
        sums[user].add(measures, money, on: day)
        add(money.isBYOK ? 0 : measures.notionalCost, to: parts[dimensions], of: user)
      }
    }
  }

  @inline(__always)
  private mutating func add(_ cost: Int128, to part: PartCost, of user: Int) {
    var place = sums[user].firstCost
    var (last, count) = (place, 0)
    while place >= 0 && count < UserSums.nearCosts {
      let known = costs[Int(place)]
      if known.model == part.model && known.tier == part.tier && known.isFree == part.isFree {
        costs[Int(place)].cost += cost
        return
      }
      (last, place) = (place, known.next)
      count += 1
    }
    if count == UserSums.nearCosts { return addFurther(cost, to: part, of: user, after: last) }
    costs.append(
      PartCost(
        tier: part.tier, model: part.model, isFree: part.isFree, next: sums[user].firstCost,
        cost: cost))
    sums[user].firstCost = Int32(costs.count - 1)
  }

  /// Adds a cost that is none of the near ones of a user, which stay in front of it.
  ///
  /// - Parameter last: the place of the last near one.
  @inline(never)
  private mutating func addFurther(
    _ cost: Int128, to part: PartCost, of user: Int, after last: Int32
  ) {
    let key = UserPart(
      user: Int32(user), tier: part.tier, model: part.model, isFree: part.isFree)
    if let place = furtherCosts[key] {
      costs[Int(place)].cost += cost
      return
    }
    costs.append(
      PartCost(
        tier: part.tier, model: part.model, isFree: part.isFree, next: costs[Int(last)].next,
        cost: cost))
    costs[Int(last)].next = Int32(costs.count - 1)
    furtherCosts[key] = Int32(costs.count - 1)
  }

  /// The tier and model with the largest vendor cost of a user; of equals the first by name.
  struct Mainly: Equatable {
    var tier = Name.empty
    /// The plan of that tier was free all the time.
    var isFree = false
    var models = 0
    var model = Name.empty
    /// In attodollars.
    var modelCost: Int128 = 0
  }

  /// Returns the tier and model with the largest vendor cost of a user.
  func mainly(_ user: Int) -> Mainly {
    var byTier: [KeyedCost] = []
    var byModel: [KeyedCost] = []
    var paid: Set<Int32> = []
    var place = sums[user].firstCost
    while place >= 0 {
      let part = costs[Int(place)]
      byTier.append((part.tier, part.cost))
      byModel.append((part.model, part.cost))
      if !part.isFree { paid.insert(part.tier) }
      place = part.next
    }
    let (tier, model) = (UserSums.largest(byTier), UserSums.largest(byModel))
    guard tier.count > 0 else { return Mainly() }
    return Mainly(
      tier: tiers[Int(tier.key)], isFree: !paid.contains(tier.key), models: model.count,
      model: models[Int(model.key)], modelCost: model.cost)
  }

  private typealias KeyedCost = (key: Int32, cost: Int128)

  /// Adds up the costs of each key, and returns the largest, of equals the first, and the number of keys.
  private static func largest(_ costs: [KeyedCost]) -> (key: Int32, cost: Int128, count: Int) {
    var sums: [KeyedCost] = []
    for cost in costs.sorted(by: { $0.key < $1.key }) {
      if sums.last?.key == cost.key {
        sums[sums.count - 1].cost += cost.cost
      } else {
        sums.append(cost)
      }
    }
    var largest = sums.first ?? (0, 0)
    for sum in sums where sum.cost > largest.cost { largest = sum }
    return (largest.key, largest.cost, sums.count)
  }
}
