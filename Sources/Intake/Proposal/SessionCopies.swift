import Ledger

/// Finds sessions that begin with the requests of another session under new ids, as forks of a session in a coding tool do.
///
/// From the first request that both may have on, in order of time, requests of both have the same user, model, counts, cost
/// and times: of two or more that tells a copy where times have fractions of a second, of one where its end has too. Whole
/// seconds tell less, as jobs that are started together send the same: there at least three, of different counts.
package struct SessionCopies {
  /// Rows of `session` that state requests of `origin` again.
  package struct Copy: Sendable {
    package let file: String
    /// The column of sessions.
    package let key: String
    package let session: String
    package let origin: String
    /// The place at which the origin begins; nil for the same file.
    package let other: String?
    package let rows: Int
    /// No other usage is in the session.
    package let isAll: Bool
    package let isMapped: Bool
    /// All rows of both files were compared.
    package let isOfAllRows: Bool
  }

  /// A request.
  private struct Row {
    let instant: Instant
    /// The texts of the row except its id.
    let said: [String]
    /// Its counts.
    let counts: [String]
    let id: String
    /// True if the end of the request is stated in fractions of a second.
    let endsExactly: Bool
  }

  private struct Session {
    let file: String
    let key: String
    let name: String
    let isMapped: Bool
    let isWhole: Bool
    var rows: [Row] = []
  }

  private var sessions: [Session] = []

  package init() {}

  /// Adds the first rows of a file that is read by `layout`.
  ///
  /// - Parameter isWhole: the file has no others.
  package mutating func add(
    _ table: SampleTable, readBy layout: LedgerLayout, file: String, isWhole: Bool
  ) {
    let table = table.requests(of: layout)
    func columns(_ column: LedgerColumn) -> [SampleTable.Column] {
      layout.namesRead(as: column).compactMap(table.column(named:))
    }
    let counts = LedgerColumn.quantities.flatMap(columns)
    let (starts, ends) = (columns(.startedAt), columns(.completedAt))
    let ids = SampleTable.joined(columns(.requestID))
    let named: [LedgerColumn] = [
      .userID, .accountID, .provider, .model, .status, .vendorCostUSD, .creditsDeducted,
    ]
    let others = named.flatMap(columns) + ends
    let read = layout.readNames
    guard !counts.isEmpty, !starts.isEmpty, !ids.isEmpty,
      let key = table.columns.first(where: {
        SessionCopies.namesSessions($0) && !read.contains(folded(Array($0.name.utf8)))
      })
    else { return }
    let form = layout.mapping?.times ?? TimeForm(shape: .rfc3339, zone: nil)
    let times = SampleTable.joined(starts)
    let ended = SampleTable.joined(ends)
    var own: [String: Int] = [:]
    for (row, name) in key.texts.enumerated() where !name.isEmpty {
      let counted = counts.map { $0.texts[row] }
      guard counted.contains(where: { RunningTotals.number($0) ?? 0 > 0 }),
        let instant = SessionCopies.instant(times[row], form)
      else { continue }
      let end = ended.indices.contains(row) ? SessionCopies.instant(ended[row], form) : nil
      let place = own[name] ?? sessions.count
      if own[name] == nil {
        own[name] = place
        sessions.append(
          Session(
            file: file, key: key.name, name: name, isMapped: layout.isMapped, isWhole: isWhole))
      }
      sessions[place].rows.append(
        Row(
          instant: instant, said: others.map { $0.texts[row] } + counted, counts: counted,
          id: ids[row], endsExactly: end.map(SessionCopies.isExact) ?? false))
    }
  }

  /// Each session once that copies another, which began no later in the ledger, in the order of the files.
  package var copies: [Copy] {
    let sessions = sessions.map { session in
      var session = session
      session.rows.sort { $0.instant < $1.instant }
      return session
    }
    // Sessions that have a request in common, by what that says.
    var holders: [[String]: [Int]] = [:]
    for (place, session) in sessions.enumerated() {
      for said in Set(session.rows.map { SessionCopies.said($0) }) {
        holders[said, default: []].append(place)
      }
    }
    return sessions.indices.compactMap { place in
      let session = sessions[place]
      let origins = Set(session.rows.flatMap { holders[SessionCopies.said($0), default: []] })
        .filter { $0 < place && sessions[$0].name != session.name }
      let best = origins.sorted().map { ($0, SessionCopies.copied(sessions[$0], session)) }
        .max { $0.1 < $1.1 }
      guard let (origin, rows) = best, rows > 0 else { return nil }
      let other = sessions[origin]
      return Copy(
        file: session.file, key: session.key, session: session.name, origin: other.name,
        other: other.file == session.file ? nil : other.file, rows: rows,
        isAll: rows == session.rows.count, isMapped: session.isMapped,
        isOfAllRows: session.isWhole && other.isWhole)
    }
  }

  /// Returns the number of requests of `session` that are those of `origin`.
  ///
  /// They count from the first that both may have on; 0 means that it is not a copy.
  private static func copied(_ origin: Session, _ session: Session) -> Int {
    guard let first = origin.rows.first, let other = session.rows.first else { return 0 }
    let start = max(first.instant, other.instant)
    let pairs = zip(
      origin.rows.drop { $0.instant < start }, session.rows.drop { $0.instant < start }
    ).prefix { said($0) == said($1) && $0.id != $1.id }.map(\.1)
    let isExact = pairs.contains { SessionCopies.isExact($0.instant) }
    let different = Set(pairs.map(\.counts)).count
    let least = isExact ? (pairs.contains(where: \.endsExactly) ? 1 : 2) : 3
    return different >= least ? pairs.count : 0
  }

  private static func said(_ row: Row) -> [String] {
    row.said + ["\(row.instant.nanoseconds)"]
  }

  private static func isExact(_ instant: Instant) -> Bool {
    instant.nanoseconds % 1_000_000_000 != 0
  }

  private static func instant(_ text: String, _ form: TimeForm) -> Instant? {
    do throws(LocalTimeFault) { return try form.read(text.trimmingBlanks.description) } catch {
      return nil
    }
  }

  /// Returns true if a column has ids of groups of requests.
  private static func namesSessions(_ column: SampleTable.Column) -> Bool {
    let words = ColumnNameWords(column.name.split(separator: ".").suffix(2).joined(separator: "."))
      .words
    let isID = ["id", "uuid", "session", "conversation", "thread"].contains(words.last)
    return isID && !holders.isDisjoint(with: words) && others.isDisjoint(with: words)
      && Set(column.values).count > 0 && column.values.allSatisfy { $0.utf8.count <= 128 }
  }

  private static let holders: Set = ["session", "conversation", "thread", "chat", "rollout"]
  private static let others: Set = [
    "parent", "message", "request", "response", "completion", "user", "event",
  ]
}
