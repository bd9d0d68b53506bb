import Cube
import Ledger
import Pricing
import Rating
import Simulation
import Testing

/// Customers' payments for their plans, and the number of user months for which these are known.
struct PlanFeesTests {
  /// Ten users of pro and one of free in each month, July to September.
  private static let users = Dictionary(
    uniqueKeysWithValues: [7, 8, 9].flatMap { number in
      [("pro" as Name, 10), ("free", 1)].map {
        (MonthAndTier(month: Month(year: 2026, month: number), tier: $0.0), $0.1)
      }
    })

  private static func fees(_ plans: [(tier: Name, price: Int?, from: String)]) throws -> PlanFees {
    PlanFees(of: users, plans: try book(plans), zone: .utc)
  }

  private static func book(_ plans: [(tier: Name, price: Int?, from: String)]) throws -> PlanBook {
    var faults: [BookProblem] = []
    let rows = try plans.enumerated().map { index, plan in
      DatedRow(
        value: Plan(
          tier: plan.tier, isFree: plan.tier == "free",
          monthlyPrice: plan.price.map { Money(attodollars: Int128($0) * powerOfTen(18)) },
          monthlyCredits: nil, targetMargin: nil, allowedModels: []),
        from: Instant(startOf: try #require(Day(plan.from))), to: nil, recordedAt: nil,
        place: Place(file: "plans.csv", line: index + 2))
    }
    return PlanBook(rows, knownAt: nil, faults: &faults)
  }

  /// Why a tier lacks fees, for a table.
  private static func word(_ gap: PlanFeeGap?) -> String? {
    switch gap?.reason {
    case nil: nil
    case .notListed: "not listed"
    case .noPrice: "no price"
    case .before(let day): "before \(day)"
    case .months(let months): "\(months.count) months"
    }
  }

  /// 30 user months of pro at 20 USD, of which some have no price.
  @Test(
    arguments: [
      ([(20, "2026-01-01")], 600, 0, nil), ([(nil, "2026-01-01")], nil, 30, "no price"),
      ([(20, "2026-08-10")], 400, 10, "before 2026-08-10"),
      ([(20, "2026-01-01"), (nil, "2026-08-01")], 200, 20, "2 months"),
      ([], nil, 30, "not listed"),
    ] as [([(Int?, String)], Int?, Int64, String?)])
  func `fees are known of the months in which a plan states its price`(
    pro: [(Int?, String)], known: Int?, missing: Int64, reason: String?
  ) throws {
    let fees = try Self.fees(
      [("free", 0, "2026-01-01")] + pro.map { ("pro", $0.0, $0.1) })
    #expect(fees.known == known.map { Money(attodollars: Int128($0) * powerOfTen(18)) })
    #expect(fees.userMonths == 30 && fees.userMonthsWithoutPrice == missing)
    #expect(Self.word(fees.gaps.first) == reason)
  }

  /// Customer 0 has two users of pro in July and one in August; customer 1 uses free, which costs nothing.
  ///
  /// The price of the tier of customer 2 is not known, nor that of one of the two tiers of customer 3. The users of customer 4
  /// count with another one.
  @Test func `fees of a customer are those of its users, as far as they are known`() throws {
    func month(_ number: Int, _ tier: Name) -> MonthAndTier {
      MonthAndTier(month: Month(year: 2026, month: number), tier: tier)
    }
    let fees = PlanFees.byCustomer(
      [
        month(7, "pro"): [0: 2, 3: 1], month(8, "pro"): [0: 1], month(7, "free"): [1: 1],
        month(7, "other"): [2: 1, 3: 1],
      ], of: 5, plans: try Self.book([("free", 0, "2026-01-01"), ("pro", 20, "2026-01-01")]),
      zone: .utc)
    #expect(fees.mapValues { $0.attodollars / powerOfTen(18) } == [0: 60, 1: 0, 3: 20, 4: 0])
  }
}
