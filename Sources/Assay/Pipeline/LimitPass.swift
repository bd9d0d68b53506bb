import Cube
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation

/// The second pass over a ledger for limits on what users may use: it keeps the requests of those users alone
/// whose credits of some month or day exceed a limit.
struct LimitPass {
  /// Per question and attempt, what the limits stop.
  let stops: [[Stops]]

  /// Requests that limits stop.
  struct Stops: Sendable {
    /// By user and time.
    var requests: [StoppedRequest] = []
    /// The same with negative signs, to be merged with the facts.
    var corrections: [(table: FactTable, users: [UserKey])] = []
    /// How many of them are charged below their cost.
    var belowCost: Int64 = 0
  }

  /// Limits to be tried on one variant of the books.
  struct Question: Sendable {
    let variant: BookVariant
    /// Sets of limits, each to be tried by itself.
    let attempts: [[UsageLimit]]
    /// The stopped requests are wanted as corrections of facts, too.
    var wantsCorrections = true
    /// The facts of the variant, with days told apart as finely as the limits need.
    let facts: Facts
    /// The facts hold requests of these dimensions, which the variant stops.
    var isStopped: @Sendable (FactDimensions) -> Bool = { _ in false }
  }

  /// Reads the ledger of `run` again for all `questions` at once; not at all where nobody exceeds a limit.
  init(
    _ questions: [Question], map: LedgerMap, repeats: RepeatSearch, grain: VariantTable.Grain
  ) throws(RunRefusal) {
    var stops = questions.map { $0.attempts.map { _ in Stops() } }
    let all = questions.map(Sought.init)
    // Rows are rated by the variants alone of which somebody exceeds a limit.
    let numbers = all.indices.filter { !all[$0].crossings.firstDays.isEmpty }
    if !numbers.isEmpty {
      let sought = numbers.map { all[$0] }
      var job = map.job
      job.variants = sought.map(\.variant)
      job.soughtUsers = sought.reduce(into: []) { $0.formUnion($1.crossings.firstDays.keys) }
      let repeated = repeats.locations
      let parts = try SlicePass.collect(map, by: job, into: Part(sought.count)) {
        part, blocks, slice in
        part.take(blocks, slice: slice, sought: sought, repeated: repeated)
      }
      for (place, number) in numbers.enumerated() {
        stops[number] = LimitPass.attempts(
          questions[number], place, parts, sought[place].crossings, grain: grain)
      }
    }
    self.stops = stops
  }
}

/// A request that a limit stops.
struct StoppedRequest: Sendable {
  let user: Name
  let id: Name
  let startedAt: Instant
  let day: Day
  let credits: Credits
  let cost: Money
}

extension LimitPass {
  /// Whom the second pass looks for.
  fileprivate struct Sought: Sendable {
    let variant: BookVariant
    let limits: [UsageLimit]
    /// Who exceeds a limit in some month or day, and from when on.
    let crossings: LimitCrossings

    init(_ question: Question) {
      variant = question.variant
      limits = question.attempts.flatMap(\.self)
      crossings = LimitCrossings(question.facts, limits: limits, isStopped: question.isStopped)
    }
  }

  /// What one slice came to.
  fileprivate struct Part: Sendable {
    var users: [UserKey] = []
    /// Per question and card, what requests count as; nil where they are stopped anyway.
    var dimensions: [[FactDimensions?]]
    var rows: [[Row]]
    /// Per question and card, whether a limit counts its requests.
    private var isCounted: [[Bool]]
    /// Per question and user of the slice, the first day of each month that matters.
    private var firstDays: [[[Day: Day]?]]

    init(_ questions: Int) {
      dimensions = Array(repeating: [], count: questions)
      rows = Array(repeating: [], count: questions)
      isCounted = Array(repeating: [], count: questions)
      firstDays = Array(repeating: [], count: questions)
    }

    mutating func take(
      _ blocks: BlockRater, slice: Int, sought: [Sought], repeated: Set<RowLocation>
    ) {
      let all = blocks.users
      for question in sought.indices {
        for user in all[firstDays[question].count...] {
          firstDays[question].append(sought[question].crossings.firstDays[user.reported])
        }
      }
      users = all
      for card in dimensions[0].count..<blocks.rater.cards.count {
        for (question, each) in blocks.dimensions(ofCard: card).enumerated() {
          dimensions[question].append(each)
          isCounted[question].append(
            each.map { each in sought[question].limits.contains { $0.counts(each) } } ?? false)
        }
      }
      for question in sought.indices {
        take(blocks, question, slice: slice, repeated: repeated)
      }
    }

    private mutating func take(
      _ blocks: BlockRater, _ question: Int, slice: Int, repeated: Set<RowLocation>
    ) {
      let variant = blocks.variants[question]
      var known: (day: Day, month: Day)?
      for (index, record) in blocks.records.enumerated() {
        let rated = variant.rated[index]
        guard rated.disposition == .rated, isCounted[question][Int(rated.card)],
          let months = firstDays[question][Int(record.user)]
        else { continue }
        if known?.day != record.day { known = (record.day, record.day.month.period.from) }
        guard let month = known?.month, let first = months[month], first <= record.day else {
          continue
        }
        let location = RowLocation(
          slice: Int32(slice), piece: record.piece, offset: record.offset, line: record.line)
        if repeated.contains(location) { continue }
        rows[question].appendToLong(
          Row(record, rated, variant.outcomes[index], isBelowCost: variant.isBelowCost[index]))
      }
    }
  }

  /// A row of a user who is sought, without the texts that go with its block.
  fileprivate struct Row: Sendable {
    let id: Name
    let user: Int32
    let startedAt: Instant
    let day: Day
    let quantities: Quantities
    let recordedCost: Money?
    let recordedCredits: Credits?
    let rated: RatedRecord
    let outcome: Outcome
    let isBelowCost: Bool

    init(
      _ record: UsageRecord, _ rated: RatedRecord, _ outcome: Outcome, isBelowCost: Bool
    ) {
      id = Name(bytes: record.requestID)
      user = record.user
      startedAt = record.startedAt
      day = record.day
      quantities = record.quantities
      recordedCost = record.recordedCost
      recordedCredits = record.recordedCredits
      self.rated = rated
      self.outcome = outcome
      self.isBelowCost = isBelowCost
    }

    /// The row as facts count it, its day told apart as finely as those of `grain`.
    func record(grain: VariantTable.Grain) -> UsageRecord {
      var record = UsageRecord()
      record.user = user
      record.startedAt = startedAt
      record.day = grain.day(of: day)
      record.quantities = quantities
      record.recordedCost = recordedCost
      record.recordedCredits = recordedCredits
      return record
    }
  }
}

/// The rows of one question, of all slices, in the order in which they are played.
private struct LimitedRows {
  private(set) var requests: [LimitedRequest] = []
  let names: [Name]
  private(set) var costs: [Money] = []
  private(set) var places: [(part: Int, row: Int)] = []

  init(_ parts: [LimitPass.Part], _ question: Int, limits: [UsageLimit]) {
    precondition(limits.count <= 64, "a question has at most 64 limits")
    // In the order of their names, so that what is played by user and time is in the order that lists have.
    names = Set(
      parts.flatMap { part in
        Set(part.rows[question].lazy.map(\.user)).map { part.users[Int($0)].reported }
      }
    ).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
    for (number, part) in parts.enumerated() {
      // Per card, which limits count its requests.
      let counted = part.dimensions[question].map { dimensions -> UInt64 in
        guard let dimensions else { return 0 }
        return limits.enumerated().reduce(0) {
          $1.element.counts(dimensions) ? $0 | 1 << UInt64($1.offset) : $0
        }
      }
      let userNumbers = part.users.map { numbers[$0.reported] }
      for (index, row) in part.rows[question].enumerated() {
        guard let dimensions = part.dimensions[question][Int(row.rated.card)],
          let user = userNumbers[Int(row.user)]
        else { preconditionFailure("a row that is kept has a card that counts and a user") }
        requests.append(
          LimitedRequest(
            user: user, startedAt: row.startedAt, id: row.id, day: row.day,
            credits: row.rated.credits, limits: counted[Int(row.rated.card)],
            number: places.count))
        costs.append(dimensions.isBYOK ? .zero : row.rated.notionalCost)
        places.append((number, index))
      }
    }
    requests = LimitReplay.inOrder(requests)
  }
}

extension LimitPass {
  fileprivate static func attempts(
    _ question: Question, _ number: Int, _ parts: [Part], _ crossings: LimitCrossings,
    grain: VariantTable.Grain
  ) -> [Stops] {
    let rows = LimitedRows(parts, number, limits: question.attempts.flatMap(\.self))
    var first = 0
    return question.attempts.map { limits in
      defer { first += limits.count }
      let stopped = LimitReplay.stopped(among: rows.requests, by: limits, first: first) {
        [first] user, number, day in
        let key = LimitCrossings.Key(user: rows.names[Int(user)], month: day.month.period.from)
        return crossings.used[first + number][key] ?? 0
      }
      return Stops(
        stopped, of: rows, parts, number, wantsCorrections: question.wantsCorrections, grain: grain)
    }
  }
}

extension LimitPass.Stops {
  /// - Parameter grain: of the facts to be corrected.
  fileprivate init(
    _ stopped: [LimitedRequest], of all: LimitedRows, _ parts: [LimitPass.Part], _ question: Int,
    wantsCorrections: Bool, grain: VariantTable.Grain
  ) {
    requests = stopped.map {
      StoppedRequest(
        user: all.names[Int($0.user)], id: $0.id, startedAt: $0.startedAt, day: $0.day,
        credits: $0.credits, cost: all.costs[$0.number])
    }
    guard wantsCorrections else { return }
    var rows = parts.map { _ in [Int]() }
    for request in stopped {
      let place = all.places[request.number]
      rows[place.part].append(place.row)
      if parts[place.part].rows[question][place.row].isBelowCost { belowCost += 1 }
    }
    corrections = zip(parts, rows).map { part, rows in
      (LimitPass.Stops.table(part, rows, question, grain: grain), part.users)
    }
  }

  /// The facts of some rows of a slice with negative signs.
  private static func table(
    _ part: LimitPass.Part, _ indices: [Int], _ question: Int, grain: VariantTable.Grain
  ) -> FactTable {
    var table = FactTable()
    let rows = indices.map { part.rows[question][$0] }
    let cards = rows.compactMap { part.dimensions[question][Int($0.rated.card)] }
    table.prepare(cards)
    for (index, row) in rows.enumerated() {
      var rated = row.rated
      rated.card = Int32(index)
      table.add([row.record(grain: grain)], [rated], [row.outcome], sign: -1)
    }
    return table
  }
}
