import Cube
import Ledger
import Tables

extension Report {
  /// What each tier earned in each month, in all and per user.
  static let revenue = Report("revenue") { input in
    // By tier, then month: shown by month, then tier.
    let groups = input.facts.totals(by: \.tier, and: \.month)
    let order = groups.indices.sorted { (groups[$0].key, $0) < (groups[$1].key, $1) }
    let users = input.facts.usersByMonthAndTier
    let userCounts = groups.map { users[MonthAndTier(month: $0.key, tier: $0.group)] ?? 0 }
    return Table(
      name: "revenue", title: "Revenue",
      columns: [
        Column("month", .text), Column("tier", .text), Column("users", .count),
        Column("requests", .count), Column("credits", .credits),
        Column("list_revenue_usd", .money), Column("revenue_usd", .money),
        Column("revenue_per_user_usd", .decimal),
      ],
      rowCount: groups.count, order: "largest revenue first",
      weight: { groups[order[$0]].totals.revenue.attodollars }
    ) { index in
      let (tier, month, totals) = groups[order[index]]
      let userCount = userCounts[order[index]]
      return [
        .text(Name(month.description)), .text(tier), .count(Int128(userCount)),
        .count(Int128(totals.requests)), .creditsSum(microcredits: totals.microcredits),
        .money(totals.listRevenue), .money(totals.revenue),
        perUser(totals.revenue, users: userCount),
      ]
    }
  }

  /// At 8 decimals, half-even.
  private static func perUser(_ revenue: Money, users: Int) -> Cell {
    let decimals = 8
    let unit = powerOfTen(Money.decimals - decimals)
    let share = Quotient.halfEven(revenue.attodollars, Int128(users) * unit)
    return share.map { .decimal($0, scale: decimals) } ?? .blank
  }
}

/// A tier's customers of one month.
private struct MonthAndTier: Hashable {
  let month: Month
  let tier: Name
}

extension Facts {
  /// How many users made requests.
  fileprivate var usersByMonthAndTier: [MonthAndTier: Int] {
    let numbers = reportedUsers.numbers
    let tiers = dimensions.map(\.tier)
    // Facts of one day and the same dimensions stand together: their set is looked up once.
    var places: [MonthAndTier: Int] = [:]
    var users: [Set<Int32>] = []
    // Per number, the set that it was put into last: most users stay in their tier, and are put into few.
    var lastPlaces = [Int](repeating: -1, count: numbers.count)
    var before: (day: Day, dimensions: Int32, place: Int)?
    for index in rows.indices {
      let (day, dimensions) = (rows[index].day, rows[index].dimensions)
      if before?.day != day || before?.dimensions != dimensions {
        let key = MonthAndTier(month: day.month, tier: tiers[Int(dimensions)])
        let place = places[key] ?? users.count
        if place == users.count {
          places[key] = place
          users.append([])
        }
        before = (day, dimensions, place)
      }
      let number = numbers[Int(rows[index].user)]
      guard let place = before?.place, lastPlaces[Int(number)] != place else { continue }
      lastPlaces[Int(number)] = place
      users[place].insert(number)
    }
    return places.mapValues { users[$0].count }
  }
}
