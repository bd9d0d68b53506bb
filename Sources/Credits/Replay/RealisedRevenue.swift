import Ledger

/// Realised revenue by request, and with breakage by month and tier, in the months that a period touches.
///
/// Amounts in 10⁻¹⁸ USD.
package struct RealisedRevenue: Sendable {
  /// One per named request, in their order: realised by events of the period.
  package let ofRequests: [Int128]
  /// One per named request: an event of the period used credits for it whose payment is not known.
  package let isUnknown: [Bool]
  /// One per month and tier with a posting, by month and then tier.
  ///
  /// A request of the usage ledger counts to the tier of its row. Everything else counts to the plan of the account at the
  /// event, and of an expiry at its instant.
  package let byTier: [TierRevenue]

  /// The revenue of one tier in one month.
  package struct TierRevenue: Hashable, Sendable {
    package let month: Month
    package let tier: Name
    package var realised: Int128 = 0
    package var breakage: Int128 = 0

    package init(month: Month, tier: Name, realised: Int128 = 0, breakage: Int128 = 0) {
      self.month = month
      self.tier = tier
      self.realised = realised
      self.breakage = breakage
    }
  }

  /// - Parameter requests: those that a credit event names; nil without a usage ledger.
  package init(_ audit: CreditAudit, _ requests: RequestCharges?) {
    var tiers = TierSums(audit, requests)
    var amounts = Array(repeating: Int128(0), count: requests?.named.count ?? 0)
    for (index, posting) in audit.postings.enumerated()
    where audit.months.contains(posting.month) {
      let isRealised: Bool
      switch posting.kind {
      case .realised: isRealised = true
      case .breakage: isRealised = false
      case .sold, .refunded, .transferred: continue
      }
      let place = requests?.place(of: posting.request)
      tiers.add(posting, ofRequest: place, isRealised: isRealised)
      // A period may begin within its first month.
      if isRealised, let place, index >= audit.postingsBefore { amounts[place] += posting.usd }
    }
    ofRequests = amounts
    isUnknown = requests.map { UnknownPayments(audit).ofRequests($0) } ?? []
    byTier = tiers.rows
  }
}

/// The revenue of tiers by month while postings come in any order.
private struct TierSums {
  private var names: [Name] = []
  private var numbers: [Name: Int] = [:]
  /// The sums by month, then by number of the tier.
  private var months: [Int32: [RealisedRevenue.TierRevenue]] = [:]
  /// Per place of a named request, the number of the tier of its row.
  private var tierOfRequest: [Int32] = []
  /// Per plan that was looked up, the number of the tier.
  private var tierOfPlan: [UInt32: Int] = [:]
  private let texts: CreditNames

  init(_ audit: CreditAudit, _ requests: RequestCharges?) {
    texts = audit.names
    guard let requests else { return }
    let tiers = requests.dimensions.map { Int32(number(of: $0.tier)) }
    tierOfRequest = requests.named.map { tiers[Int($0.fact.dimensions)] }
  }

  mutating func add(_ posting: RevenuePosting, ofRequest place: Int?, isRealised: Bool) {
    let tier = place.map { Int(tierOfRequest[$0]) } ?? self.tier(ofPlan: posting.plan)
    var sums = months.removeValue(forKey: posting.month) ?? []
    let month = Month(number: Int(posting.month))
    while sums.count <= tier {
      sums.append(RealisedRevenue.TierRevenue(month: month, tier: names[sums.count]))
    }
    if isRealised { sums[tier].realised += posting.usd } else { sums[tier].breakage += posting.usd }
    months[posting.month] = sums
  }

  /// The sums of tiers with a posting.
  var rows: [RealisedRevenue.TierRevenue] {
    months.keys.sorted().flatMap { month in
      (months[month] ?? []).filter { $0.realised != 0 || $0.breakage != 0 }
        .sorted { $0.tier < $1.tier }
    }
  }

  private mutating func number(of tier: Name) -> Int {
    if let number = numbers[tier] { return number }
    numbers[tier] = names.count
    names.append(tier)
    return names.count - 1
  }

  private mutating func tier(ofPlan plan: UInt32) -> Int {
    if let tier = tierOfPlan[plan] { return tier }
    let tier = number(of: plan == CreditNames.blank ? .empty : texts.name(plan))
    tierOfPlan[plan] = tier
    return tier
  }
}
