import Ledger
import Pricing
import Rating

/// The check of requests against `entitlements.csv`: what plans include, and how often.
struct EntitlementCheck {
  private let context: WholeLedgerContext
  private let usage: UsageRequests
  private let book: EntitlementBook

  init(_ context: WholeLedgerContext, _ usage: UsageRequests, _ book: EntitlementBook) {
    self.context = context
    self.usage = usage
    self.book = book
  }

  /// Returns the rows of `entitlement-findings.csv`, and reports their findings.
  ///
  /// - Parameter requests: in the order of path and line.
  func rows(
    _ requests: [UsageRequest], _ report: inout UsageReport, names: inout CreditNames
  ) -> [EntitlementRow] {
    var matches = EntitlementMatches(context, usage, book)
    var excluded: [Excluded: EntitlementRow] = [:]
    var counts = RateLimitCounts()
    var exceeded: [RateLimitCounts.Exceeded] = []
    for index in EntitlementCheck.byTime(requests) {
      let request = requests[index]
      let account = usage.accounts[Int(request.account)]
      let plan = context.plans.plan(of: account, at: request.startedAt.nanoseconds)
      let match = matches.match(request, plan: plan)
      if match.rows.isEmpty {
        let key = Excluded(account: request.account, plan: plan, traits: match.traits)
        exclude(request, key, account, &excluded, &report, names: &names)
      }
      for row in match.rows {
        for window in windows(of: row, at: request.startedAt) {
          let done = counts.count(request, at: index, of: row, in: window)
          if let done { exceeded.append(done) }
        }
      }
    }
    exceeded += counts.rest()
    // In the order of the requests, whatever order the counts were kept in.
    exceeded.sort { ($0.first, $0.row, $0.isDay ? 1 : 0) < ($1.first, $1.row, $1.isDay ? 1 : 0) }
    let limited = exceeded.map { limit($0, requests[$0.first], &report, names: &names) }
    return excluded.values.sorted(by: EntitlementRow.precedes)
      .merged(with: limited.sorted(by: EntitlementRow.precedes))
  }

  /// Requests that nothing allows, which make one row.
  private struct Excluded: Hashable {
    let account: Int32
    let plan: Name
    let traits: RequestTraits
  }

  /// The indices of requests in the order of their starts, then of path and line.
  private static func byTime(_ requests: [UsageRequest]) -> [Int] {
    requests.indices.sorted {
      (requests[$0].startedAt, $0) < (requests[$1].startedAt, $1)
    }
  }

  /// The limits of a row, each with the time in which an instant counts.
  private func windows(of row: Int, at instant: Instant) -> [RateLimitCounts.Window] {
    let terms = book.rows[row].value
    var windows: [RateLimitCounts.Window] = []
    if let limit = terms.perMinute {
      windows.append(
        .init(isDay: false, number: RateLimitCounts.minute(of: instant), limit: limit))
    }
    if let limit = terms.perDay {
      windows.append(
        .init(isDay: true, number: Int64(context.books.zone.day(of: instant).number), limit: limit))
    }
    return windows
  }

  /// Reports a request that no row allows.
  private func exclude(
    _ request: UsageRequest, _ key: Excluded, _ account: Name,
    _ rows: inout [Excluded: EntitlementRow], _ report: inout UsageReport,
    names: inout CreditNames
  ) {
    report.add(.notEntitled, at: request, .of(request), names: &names) { finding, names in
      finding.detail = .use(
        plan: names.number(of: key.plan), capability: names.number(of: key.traits.capability),
        qualityLevel: names.number(of: key.traits.qualityLevel),
        model: names.number(of: key.traits.model))
    }
    if rows[key] != nil {
      rows[key]?.add(request)
      return
    }
    rows[key] = EntitlementRow(
      check: .notEntitled, account: account, plan: key.plan, capability: key.traits.capability,
      qualityLevel: key.traits.qualityLevel, model: key.traits.model, exceeded: nil, requests: 1,
      stake: .of(request), firstRequest: request.id, file: report.file(of: request),
      line: request.line)
  }

  /// Reports a limit that was exceeded, at the first request above it.
  private func limit(
    _ count: RateLimitCounts.Exceeded, _ request: UsageRequest, _ report: inout UsageReport,
    names: inout CreditNames
  ) -> EntitlementRow {
    let (scope, place) = (book.rows[count.row].value.scope, book.rows[count.row].place)
    let window: RateLimitWindow =
      count.isDay
      ? .day(Day(number: Int32(count.number)))
      : .minute(RateLimitCounts.start(ofMinute: count.number))
    report.add(.rateLimitExceeded, at: request, count.stake, names: &names) { finding, _ in
      finding.expected = .count(count.limit)
      finding.found = .count(count.requests)
      finding.detail = .window(window)
    }
    return EntitlementRow(
      check: .rateLimitExceeded, account: usage.accounts[Int(request.account)], plan: scope.plan,
      capability: scope.capability, qualityLevel: scope.qualityLevel, model: scope.model,
      exceeded: ExceededLimit(window: window, limit: count.limit, bookLine: place.line ?? 0),
      requests: count.requests, stake: count.stake, firstRequest: request.id,
      file: report.file(of: request), line: request.line)
  }
}

extension EntitlementRow {
  /// By account, then by the row and the window, or else by what was used.
  fileprivate static func precedes(_ left: EntitlementRow, _ right: EntitlementRow) -> Bool {
    if left.account != right.account { return left.account < right.account }
    if let a = left.exceeded, let b = right.exceeded {
      return a.bookLine == b.bookLine ? a.window.text < b.window.text : a.bookLine < b.bookLine
    }
    return (left.plan, left.capability, left.qualityLevel, left.model)
      < (right.plan, right.capability, right.qualityLevel, right.model)
  }
}

extension [EntitlementRow] {
  /// Merges rows by account; of one account those of `self` come first.
  fileprivate func merged(with others: [EntitlementRow]) -> [EntitlementRow] {
    var rows: [EntitlementRow] = []
    rows.reserveCapacity(count + others.count)
    var next = 0
    for row in self {
      while next < others.count, others[next].account < row.account {
        rows.append(others[next])
        next += 1
      }
      rows.append(row)
    }
    return rows + others[next...]
  }
}
