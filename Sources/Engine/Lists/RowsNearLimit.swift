import Ledger
import Rating
import Reconciliation

/// Rows of free tiers that a limit on the credits of a month may stop, kept while a slice is mapped: those of each user
/// from when on the credits come near the limit.
///
/// Nothing but time depends on which rows are kept: it is known from where on those of a user and month are, and what lies
/// before is read once more where it matters.
struct RowsNearLimit: Sendable {
  /// In the order of the slice.
  private(set) var rows: [Row] = []
  /// The ids of the rows, each of which ends where its row says.
  private var ids: [UInt8] = []
  /// By user and month; none of users of whom not all rows from there on were kept.
  private(set) var beginnings: [Key: Beginning] = [:]
  /// What the requests of each rate card count as, once all are known.
  private(set) var cards: [FactDimensions] = []

  /// In microcredits; nil where no rows are kept any more.
  private var limit: Int64?
  /// Per card, all bits set where its requests count.
  private var masks: [Int64] = []
  private var users: [User] = []
  private var firstDay: Day?
  private var lastDay = Day(number: .min)
  private var rowsMet = 0

  /// A row that was kept: what is played.
  struct Row: Sendable {
    let offset: Int64
    let startedAt: Instant
    /// In attodollars; of a key of the customer's own as well.
    let cost: Int64
    let credits: Credits
    /// Of the slice, as are card and piece.
    let user: Int32
    let card: Int32
    let piece: Int32
    let day: Day
    fileprivate let idEnd: UInt32
  }

  /// A user of the slice in a month, which is known by its first day.
  struct Key: Hashable, Sendable {
    let user: Int32
    let month: Day
  }

  /// From where on all rows of a user in a month were kept.
  struct Beginning: Sendable {
    let piece: Int32
    let offset: Int64
    /// No row that stands before is of a later day.
    let day: Day

    /// Whether a row stands there or later.
    func isBefore(_ location: RowLocation) -> Bool {
      (piece, offset) <= (location.piece, location.offset)
    }
  }

  /// What a user was charged in the month met last.
  private struct User {
    var microcredits: Int64 = 0
    /// Its first day.
    var month = Day(number: .min)
    /// Rows are kept from here on.
    var isKept = false
    /// Rows of earlier months came later, or could not be kept.
    var isLost = false
  }

  /// Keeps nothing where there is no limit.
  init(_ limit: Credits?) { self.limit = limit?.microcredits }

  /// The id of a row.
  func id(_ row: Int) -> ArraySlice<UInt8> {
    ids[Int(row == 0 ? 0 : rows[row - 1].idEnd)..<Int(rows[row].idEnd)]
  }

  /// Keeps what matters of a block of rows.
  ///
  /// - Parameters:
  ///   - days: those of the rows.
  ///   - userCount: how many users were met so far.
  mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], days: ClosedRange<Day>, by rater: Rater,
    userCount: Int
  ) {
    guard let limit else { return }
    // Within so many days there are two months at most. What is farther apart is in no order of time, by which a user's
    // credits would come near the limit only when most rows are gone.
    guard days.upperBound - days.lowerBound <= 28 else { return giveUp() }
    firstDay = firstDay ?? days.lowerBound
    lastDay = max(lastDay, days.upperBound)
    rowsMet += records.count
    for card in rater.cards[masks.count...] { masks.append(card.dimensions.terms.isFree ? -1 : 0) }
    while users.count < userCount { users.append(User()) }
    let months = (days.lowerBound.month.period.from, days.upperBound.month.period.from)
    let near = (threshold(months.0, limit), threshold(months.1, limit))
    for index in records.indices {
      let isLater = records[index].day >= months.1
      let month = isLater ? months.1 : months.0
      let user = Int(records[index].user)
      // Of other tiers nothing is added: that takes no branch, which a processor could hardly guess. Where sums wrap
      // around, the less is kept.
      users[user].microcredits &+=
        rated[index].credits.microcredits & masks[Int(rated[index].card)]
      if users[user].month != month { begin(month, of: user, rated[index]) }
      if users[user].isKept || users[user].microcredits >= (isLater ? near.1 : near.0) {
        keep(records[index], rated[index], month: month)
      }
    }
    let bytes =
      rows.count * MemoryLayout<Row>.stride + ids.count + users.count * MemoryLayout<User>.stride
    if bytes > RowsNearLimit.mostBytes + 2 * rowsMet { giveUp() }
  }

  /// So much may be kept, and two bytes for each row of the slice: what comes near a limit may do so early.
  private static let mostBytes = 8 << 20

  /// From how many credits on rows of a month are kept: four fifths of the limit.
  ///
  /// Where the slice begins within a month, its credits count only from there: then it is four fifths of the limit's even
  /// share of the days met so far, at least two, of a month of 31.
  private func threshold(_ month: Day, _ limit: Int64) -> Int64 {
    let most = limit / 5 * 4
    guard let firstDay, firstDay > month, firstDay.month.period.from == month else { return most }
    return most / 31 * Int64(max(2, min(31, lastDay - firstDay + 1)))
  }

  @inline(never)
  private mutating func begin(_ month: Day, of user: Int, _ rated: RatedRecord) {
    if month < users[user].month { lose(user) }
    users[user].month = month
    users[user].isKept = false
    users[user].microcredits = rated.credits.microcredits & masks[Int(rated.card)]
  }

  @inline(never)
  private mutating func keep(_ record: UsageRecord, _ rated: RatedRecord, month: Day) {
    let user = Int(record.user)
    guard masks[Int(rated.card)] != 0, rated.disposition == .rated, !users[user].isLost
    else { return }
    guard let cost = Int64(exactly: rated.notionalCost.attodollars) else { return lose(user) }
    if !users[user].isKept {
      users[user].isKept = true
      beginnings[Key(user: record.user, month: month)] = Beginning(
        piece: record.piece, offset: record.offset, day: lastDay)
    }
    ids += record.requestID
    rows.append(
      Row(
        offset: record.offset, startedAt: record.startedAt, cost: cost, credits: rated.credits,
        user: record.user, card: rated.card, piece: record.piece, day: record.day,
        idEnd: UInt32(ids.count)))
  }

  /// Counts nothing as kept of a user any more.
  private mutating func lose(_ user: Int) {
    if users[user].isLost { return }
    users[user].isLost = true
    beginnings = beginnings.filter { $0.key.user != Int32(user) }
  }

  /// Keeps nothing of the slice.
  private mutating func giveUp() { self = RowsNearLimit(nil) }

  /// What was kept, and what the numbers of cards mean; no more rows are added.
  func finished(_ cards: [RateCard]) -> RowsNearLimit {
    var finished = RowsNearLimit(nil)
    finished.rows = rows
    finished.ids = ids
    finished.beginnings = beginnings
    finished.cards = rows.isEmpty ? [] : cards.map(\.dimensions)
    return finished
  }
}
