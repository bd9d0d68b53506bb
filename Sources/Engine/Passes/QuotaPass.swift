import Cube
import Intake
import Ledger
import Platform
import Rating
import Reconciliation
import Simulation

/// The second pass over a ledger for limits on what users may use: it keeps the requests of those users alone
/// whose credits of some month or day exceed a limit.
package struct QuotaPass {
  /// Per question and attempt, what the limits stop.
  package let stops: [[Stops]]

  /// Requests that limits stop.
  package struct Stops: Sendable {
    /// The number of requests, and of their users.
    package var count = 0
    package var users = 0
    /// Their vendor cost.
    package var saved = Money.zero
    /// By user and time, where they are wanted one by one.
    package var requests: [StoppedRequest] = []
    /// The same with negative signs, to be merged with the facts, where these are wanted.
    package var corrections: [(table: FactTable, users: [UserKey])] = []
    /// The number of them that are charged below cost; counted only when corrections are requested.
    package var belowCost: Int64 = 0

    /// Nothing is stopped.
    package init() {}
  }

  /// The detail requested for stopped requests: each case includes the one before.
  package enum Detail { case totals, requests, corrections }

  /// Limits to be tried on one variant of the books.
  package struct Question: Sendable {
    package let variant: BookVariant
    /// Sets of limits, each to be tried by itself.
    let attempts: [[UsageLimit]]
    /// The detail requested for the stopped requests.
    package var detail = Detail.corrections
    /// The facts of the variant, with days separated as finely as the limits need.
    package let facts: Facts
    /// The facts hold requests of these dimensions, which the variant stops.
    var isStopped: @Sendable (FactDimensions) -> Bool = { _ in false }

    /// - Parameters: see the members of these names.
    package init(
      variant: BookVariant, attempts: [[UsageLimit]], detail: Detail = .corrections, facts: Facts,
      isStopped: @escaping @Sendable (FactDimensions) -> Bool = { _ in false }
    ) {
      self.variant = variant
      self.attempts = attempts
      self.detail = detail
      self.facts = facts
      self.isStopped = isStopped
    }
  }

  /// Reads the ledger again for all `questions` at once: the days that matter; nothing where no user exceeds a limit.
  package init(
    _ questions: [Question], map: LedgerMap, repeats: Deduplication, grain: VariantTable.Grain
  ) throws(RunRefusal) {
    var stops = questions.map { $0.attempts.map { _ in Stops() } }
    let all = questions.map(Sought.init)
    // Rows are rated by the variants alone of which somebody exceeds a limit.
    let numbers = all.indices.filter { !all[$0].crossings.firstDays.isEmpty }
    if !numbers.isEmpty {
      let sought = numbers.map { all[$0] }
      let parts = try QuotaPass.parts(sought, map: map, repeated: repeats.locations)
      for (place, number) in numbers.enumerated() {
        stops[number] = QuotaPass.attempts(
          questions[number], place, parts, sought[place].crossings, grain: grain)
      }
    }
    self.stops = stops
  }
}

/// A request that a limit stops.
package struct StoppedRequest: Sendable {
  package let user: Name
  /// Of the first request of a user that is stopped in a month, which is all that is reported of it; empty of the others.
  package let id: Name
  package let startedAt: Instant
  package let day: Day
  package let credits: Credits
  package let cost: Money
}

extension QuotaPass {
  /// The rows of all slices that are sought.
  fileprivate static func parts(
    _ sought: [Sought], map: LedgerMap, repeated: RowOffsetSet
  ) throws(RunRefusal) -> [Part] {
    var job = map.job
    job.ratedBy = .variants(sought.map(\.variant))
    job.userFilter = Set(sought.flatMap { $0.crossings.firstDays.keys })
    let stretches = Parallel.map(map.slices.count) {
      QuotaPass.stretches(
        of: map.slices[$0], ends: map.ends[$0], sought: sought, files: map.job.files)
    }
    return try LedgerRescan.collect(map, by: job, in: stretches, into: Part(sought)) {
      part, blocks, slice in
      part.take(blocks, slice: slice, sought: sought, repeated: repeated)
    }
  }

  fileprivate static func attempts(
    _ question: Question, _ number: Int, _ parts: [Part], _ crossings: QuotaBreaches,
    grain: VariantTable.Grain
  ) -> [Stops] {
    let rows = LimitedRows(parts, number)
    let firsts = question.attempts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    return Parallel.map(question.attempts.count) { attempt in
      let stopped = LimitReplay.stopped(
        among: rows.requests, by: question.attempts[attempt], first: firsts[attempt]
      ) { user, number, day in
        let key = QuotaBreaches.Key(user: rows.names[Int(user)], month: day.month.period.from)
        return crossings.used[firsts[attempt] + number][key] ?? 0
      }
      return Stops(stopped, of: rows, detail: question.detail, grain: grain)
    }
  }
}

/// The rows of one question, of all slices, in the order in which they are played.
private struct LimitedRows: Sendable {
  /// By user, time, and the order of files and lines.
  let requests: [LimitedRequest]
  /// Of the users, as reports give them.
  let names: [Name]
  /// Of each part of a slice, what was kept of it.
  let rows: [QuotaPass.Rows]
  /// The users that its numbers mean.
  let users: [[UserKey]]
  /// The number of its first row; all three apart, since asking for one would copy the others.
  private let firsts: [Int]

  init(_ all: [QuotaPass.Part], _ question: Int) {
    // In the order of their names, so that what is played by user and time is in the order that lists have.
    let names = Set(
      all.flatMap { part in
        part.questions[question].usersMet(of: part.users.count).map { part.users[$0].reported }
      }
    ).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
    var requests: [LimitedRequest] = []
    requests.reserveCapacity(all.reduce(0) { $0 + $1.questions[question].rows.count })
    var firsts: [Int] = []
    for part in all {
      let rows = part.questions[question]
      let userNumbers = part.users.map { numbers[$0.reported] }
      firsts.append(requests.count)
      for row in rows.rows {
        guard let user = userNumbers[Int(row.user)] else {
          preconditionFailure("the user of a row that is kept has a name")
        }
        requests.append(
          LimitedRequest(
            user: user, startedAt: row.startedAt, day: row.day, credits: row.credits,
            limits: rows.limits[Int(row.card)], number: requests.count))
      }
    }
    self.requests = LimitReplay.inOrder(requests, users: names.count)
    self.names = names
    rows = all.map { $0.questions[question] }
    users = all.map(\.users)
    self.firsts = firsts
  }

  /// Returns the place of the row with this number.
  func place(_ number: Int) -> (part: Int, row: Int) {
    let part = (firsts.lastIndex { $0 <= number }) ?? 0
    return (part, number - firsts[part])
  }
}

extension QuotaPass.Stops {
  /// - Parameters:
  ///   - stopped: of `all`, in their order.
  ///   - grain: of the facts to be corrected.
  fileprivate init(
    _ stopped: [LimitedRequest], of all: LimitedRows, detail: QuotaPass.Detail,
    grain: VariantTable.Grain
  ) {
    count = stopped.count
    var last: Int32?
    for request in stopped {
      let (part, row) = all.place(request.number)
      saved = saved + all.rows[part].rows[row].cost
      if request.user != last { users += 1 }
      last = request.user
    }
    if detail == .totals { return }
    requests.reserveCapacity(stopped.count)
    var month: (user: Int32, days: Period)?
    for request in stopped {
      let (part, row) = all.place(request.number)
      let isFirst = month?.user != request.user || month?.days.contains(request.day) != true
      if isFirst { month = (request.user, request.day.month.period) }
      requests.append(
        StoppedRequest(
          user: all.names[Int(request.user)], id: isFirst ? all.rows[part].id(row) : .empty,
          startedAt: request.startedAt, day: request.day, credits: request.credits,
          cost: all.rows[part].rows[row].cost))
    }
    if detail == .requests { return }
    var rows = all.rows.map { _ in [Int]() }
    for request in stopped {
      let (part, row) = all.place(request.number)
      rows[part].append(row)
      if all.rows[part].counted[row].isBelowCost { belowCost += 1 }
    }
    corrections = rows.indices.map {
      (all.rows[$0].table(of: rows[$0], grain: grain), all.users[$0])
    }
  }
}
