import Ledger

/// Realised revenue by request, and with breakage by month and tier, in the months that a period touches.
///
/// Amounts in 10⁻¹⁸ USD.
package struct RealisedRevenue: Sendable {
  /// One per named request, in their order: realised by events of the period.
  package let ofRequests: [Int128]
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

  /// - Parameters:
  ///   - requests: those that a credit event names; nil without a usage ledger.
  ///   - zone: of the months.
  package init(_ audit: CreditAudit, _ requests: RequestCharges?, zone: ReportingZone) {
    var tiers = TierSums(audit, requests)
    var amounts = Array(repeating: Int128(0), count: requests?.named.count ?? 0)
    let months = audit.months(zone)
    let events = audit.ledger.events
    for posting in audit.postings where months.contains(posting.month) {
      let isRealised: Bool
      switch posting.kind {
      case .realised: isRealised = true
      case .breakage: isRealised = false
      case .sold, .refunded, .transferred: continue
      }
      let place = tiers.place(of: posting.request)
      tiers.add(posting, ofRequest: place, isRealised: isRealised)
      // A period may begin within its first month.
      guard isRealised, let place, events[Int(posting.event)].at >= audit.totals.from else {
        continue
      }
      amounts[place] += posting.usd
    }
    ofRequests = amounts
    byTier = tiers.rows
  }
}

extension CreditAudit {
  /// The months that the period touches, as months since January of year 0.
  package func months(_ zone: ReportingZone) -> ClosedRange<Int32> {
    func number(_ instant: Int64) -> Int32 {
      let month = zone.day(of: Instant(nanoseconds: instant)).month
      return Int32(month.year * 12 + month.month - 1)
    }
    let first = totals.from == .min ? .min : number(totals.from)
    let last = totals.to == .max ? .max : number(totals.to - 1)
    return first...max(first, last)
  }
}

/// The revenue of tiers by month while postings come in any order.
private struct TierSums {
  private var names: [Name] = []
  private var numbers: [Name: Int] = [:]
  /// The sums by month, then by number of the tier.
  private var months: [Int32: [RealisedRevenue.TierRevenue]] = [:]
  /// Per number of a text, the place of the named request; -1 for none.
  private var places: [Int32] = []
  /// Per place of a named request, the number of the tier of its row.
  private var tierOfRequest: [Int32] = []
  /// Per plan that was asked for, the number of the tier.
  private var tierOfPlan: [UInt32: Int] = [:]
  private let audit: CreditAudit
  private let spans: PlanSpans

  init(_ audit: CreditAudit, _ requests: RequestCharges?) {
    self.audit = audit
    spans = PlanSpans(audit.played)
    guard let requests else { return }
    let tiers = requests.dimensions.map { Int32(number(of: $0.tier)) }
    places = Array(repeating: -1, count: audit.names.count)
    for (index, request) in requests.named.enumerated() {
      places[Int(request.request)] = Int32(index)
      tierOfRequest.append(tiers[Int(request.fact.dimensions)])
    }
  }

  /// Returns the place of a request among the named ones; nil if the usage ledger lacks it.
  func place(of request: UInt32) -> Int? {
    guard request != CreditNames.blank, Int(request) < places.count, places[Int(request)] >= 0
    else { return nil }
    return Int(places[Int(request)])
  }

  mutating func add(_ posting: RevenuePosting, ofRequest place: Int?, isRealised: Bool) {
    let tier = place.map { Int(tierOfRequest[$0]) } ?? self.tier(ofPlan: plan(of: posting))
    var sums = months.removeValue(forKey: posting.month) ?? []
    let month = Month(year: Int(posting.month) / 12, month: Int(posting.month) % 12 + 1)
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
    let tier = number(of: plan == CreditNames.blank ? .empty : audit.names.name(plan))
    tierOfPlan[plan] = tier
    return tier
  }

  private func plan(of posting: RevenuePosting) -> UInt32 {
    let event = audit.ledger.events[Int(posting.event)]
    if posting.kind == .breakage, event.kind.makesGrants { return posting.plan }
    let accounts = audit.played.accountOfName
    guard Int(posting.account) < accounts.count else { return CreditNames.blank }
    let account = accounts[Int(posting.account)]
    return account == CreditEvent.none
      ? CreditNames.blank : spans.plan(ofAccount: account, at: event.at)
  }
}

extension EventKind {
  /// True for events that can make a grant, to which the expiry of the grant is posted.
  fileprivate var makesGrants: Bool {
    switch self {
    case .grant, .reset, .adjust, .redeem, .transferIn, .planChange: true
    case .deduct, .reserve, .settle, .release, .refund, .reverse, .transferOut, .paymentRefund,
      .expire, .rollover, .balance, .notice:
      false
    }
  }
}
