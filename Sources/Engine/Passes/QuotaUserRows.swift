import Cube
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation

extension QuotaPass {
  /// Whom the second pass looks for.
  package struct Sought: Sendable {
    let variant: BookVariant
    let detail: Detail
    /// Of all attempts, one after another.
    private let limits: [UsageLimit]
    /// Who exceeds a limit in some month or day, and from when on.
    let crossings: QuotaBreaches

    init(_ question: Question) {
      variant = question.variant
      detail = question.detail
      limits = question.attempts.flatMap(\.self)
      precondition(limits.count <= 64, "a question has at most 64 limits")
      crossings = QuotaBreaches(question.facts, limits: limits, isStopped: question.isStopped)
    }

    /// Which of the limits count requests of these dimensions: a bit for each.
    func limits(counting dimensions: FactDimensions) -> UInt64 {
      limits.enumerated().reduce(0) {
        $1.element.counts(dimensions) ? $0 | 1 << UInt64($1.offset) : $0
      }
    }
  }

  /// The result of one slice.
  package struct Part: Sendable {
    package private(set) var users: [UserKey] = []
    private(set) var questions: [Rows]

    package init(_ sought: [Sought]) { questions = sought.map { Rows($0.detail) } }

    mutating func take(
      _ blocks: BlockRater, slice: Int, sought: [Sought], repeated: RowOffsetSet
    ) {
      users = blocks.users
      for card in questions[0].limits.count..<blocks.rater.cards.count {
        for (question, each) in blocks.dimensions(ofCard: card).enumerated() {
          questions[question].add(each, sought[question])
        }
      }
      for question in sought.indices {
        questions[question].take(
          blocks, blocks.variants[question], slice: slice, users: users, sought[question],
          repeated: repeated)
      }
    }
  }

  /// The rows of one slice that matter to one question.
  ///
  /// There may be as many as the ledger has: nothing that is kept of each is a counted reference, and no more is kept
  /// than is wanted.
  struct Rows: Sendable {
    private let detail: Detail
    private(set) var rows: [Row] = []
    /// Per row, where requests are wanted one by one: its id, which ends there.
    private var ids: [UInt8] = []
    private var idEnds: [Int] = []
    /// Per row, where corrections are wanted.
    private(set) var counted: [CountedRow] = []
    /// Per card, what requests count as; nil where they are stopped anyway.
    private var dimensions: [FactDimensions?] = []
    /// Per card, which limits count the requests: a bit for each.
    private(set) var limits: [UInt64] = []
    /// Per user of the slice, the first day of each month that matters.
    private var firstDays: [[Day: Day]?] = []

    init(_ detail: Detail) { self.detail = detail }

    fileprivate mutating func add(_ card: FactDimensions?, _ sought: Sought) {
      dimensions.append(card)
      limits.append(card.map(sought.limits(counting:)) ?? 0)
    }

    fileprivate mutating func take(
      _ blocks: BlockRater, _ variant: VariantTable.Rows, slice: Int, users: [UserKey],
      _ sought: Sought, repeated: RowOffsetSet
    ) {
      for user in users[firstDays.count...] {
        firstDays.append(sought.crossings.firstDays[user.reported])
      }
      var known: (day: Day, month: Day)?
      for (index, record) in blocks.records.enumerated() {
        let rated = variant.rated[index]
        guard rated.disposition == .rated, limits[Int(rated.card)] != 0,
          let months = firstDays[Int(record.user)]
        else { continue }
        if known?.day != record.day { known = (record.day, record.day.month.period.from) }
        guard let month = known?.month, let first = months[month], first <= record.day else {
          continue
        }
        if repeated.contains(RowLocation(record, slice: slice)) { continue }
        let isBYOK = dimensions[Int(rated.card)]?.isBYOK ?? false
        rows.append(
          Row(
            user: record.user, card: rated.card, day: record.day, startedAt: record.startedAt,
            credits: rated.credits, cost: isBYOK ? .zero : rated.notionalCost))
        if detail == .totals { continue }
        ids += record.requestID
        idEnds.append(ids.count)
        if detail == .requests { continue }
        counted.append(
          CountedRow(
            quantities: record.quantities, recordedCost: record.recordedCost,
            recordedCredits: record.recordedCredits, rated: rated,
            outcome: variant.outcomes[index], isBelowCost: variant.isBelowCost[index]))
      }
    }

    /// The users of any row, as many as the slice has.
    func usersMet(of count: Int) -> [Int] {
      var areMet = [Bool](repeating: false, count: count)
      for row in rows { areMet[Int(row.user)] = true }
      return areMet.indices.filter { areMet[$0] }
    }

    /// The id of a row, where requests are wanted one by one.
    func id(_ row: Int) -> Name {
      Name(bytes: ids[(row == 0 ? 0 : idEnds[row - 1])..<idEnds[row]])
    }

    /// The facts of some rows with negative signs, where corrections are wanted.
    ///
    /// - Parameter grain: how finely their days are separated.
    func table(of indices: [Int], grain: VariantTable.Grain) -> FactTable {
      var table = FactTable()
      table.prepare(indices.compactMap { dimensions[Int(rows[$0].card)] })
      for (number, index) in indices.enumerated() {
        var rated = counted[index].rated
        rated.card = Int32(number)
        table.add(
          [counted[index].record(of: rows[index], grain: grain)], [rated], [counted[index].outcome],
          sign: -1)
      }
      return table
    }
  }

  /// A row of a user who is sought: what is played.
  package struct Row: Sendable {
    /// Of the slice.
    package let user: Int32
    package let card: Int32
    package let day: Day
    package let startedAt: Instant
    package let credits: Credits
    /// Its vendor cost.
    package let cost: Money
  }

  /// The other figures of a row that facts sum.
  package struct CountedRow: Sendable {
    package let quantities: Quantities
    package let recordedCost: Money?
    package let recordedCredits: Credits?
    package let rated: RatedRecord
    package let outcome: ComparisonOutcome
    let isBelowCost: Bool

    /// The row as facts count it, its day separated as finely as those of `grain`.
    fileprivate func record(of row: Row, grain: VariantTable.Grain) -> UsageRecord {
      var record = UsageRecord()
      record.user = row.user
      record.startedAt = row.startedAt
      record.day = grain.day(of: row.day)
      record.quantities = quantities
      record.recordedCost = recordedCost
      record.recordedCredits = recordedCredits
      return record
    }
  }
}
