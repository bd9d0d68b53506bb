import Intake
import Ledger
import Reconciliation

/// Ids that a spreadsheet or a data frame may have changed, which only a look at all of them shows.
enum ChangedIDWarnings {
  /// Looks at the distinct users and accounts; only where some look changed is the ledger read again, for their places.
  static func findings(
    _ map: LedgerMap, _ repeats: Deduplication
  ) throws(RunRefusal) -> [Finding] {
    var pairs = repeats.lookalikes
    var findings = roundedRequests(map)
    let users = ChangedUsers(map)
    if !users.isEmpty {
      let places = try UserPlaces(users.sought, of: map)
      for (column, texts) in users.lookalikes {
        let placed = texts.compactMap { text in places.first(column, text).map { (text, $0) } }
          .sorted { $0.1 < $1.1 }
        guard let first = placed.first else { continue }
        for other in placed.dropFirst() {
          pairs.add(
            column, first.0, at: map.place(of: first.1), other.0, at: map.place(of: other.1))
        }
      }
      findings += users.rounded.compactMap { column, texts in
        let placed = texts.compactMap { text in places.first(column, text).map { (text, $0) } }
        guard let first = placed.min(by: { $0.1 < $1.1 }) else { return nil }
        let place = map.place(of: first.1)
        return rounded(
          column, first.0.description, at: place, of: GroupedDigits.count(Int64(texts.count), "id"))
      }
    }
    return findings + pairs.findings
  }

  /// Files in which the ids of most requests look rounded.
  private static func roundedRequests(_ map: LedgerMap) -> [Finding] {
    var counts = map.job.files.map { _ in (rows: Int64(0), rounded: Int64(0)) }
    var first: [Int: NearlyEqualIDPairs.Location] = [:]
    for (slice, result) in map.slices.enumerated() {
      for (number, piece) in result.pieces.enumerated() {
        counts[piece.file].rows += piece.inPeriod
        guard let seen = piece.rounded else { continue }
        counts[piece.file].rounded += seen.count
        if first[piece.file] == nil {
          first[piece.file] = map.place(
            of: RowLocation(
              slice: Int32(slice), piece: Int32(number), offset: 0, line: seen.line))
        }
      }
    }
    return first.sorted { $0.key < $1.key }.compactMap { file, place in
      let (rows, count) = counts[file]
      // By chance one id in a hundred may end so.
      guard count > 1, count * 2 > rows else { return nil }
      return rounded(.requestID, nil, at: place, of: GroupedDigits.count(count, "row"))
    }
  }

  private static func rounded(
    _ column: LedgerColumn, _ id: String?, at place: NearlyEqualIDPairs.Location, of count: String
  ) -> Finding {
    Finding(
      .warning, at: Place(file: place.file.description, line: Int(place.line)),
      code: "id.digits",
      message: "\(column.name)\(id.map { " \"\($0.excerpt)\"" } ?? "") has 15 digits followed"
        + " by zeros: a spreadsheet probably truncated a longer number (first of \(count))",
      help: "export the ids again from their source, as text")
  }
}

/// Users and accounts whose ids look changed.
private struct ChangedUsers {
  /// Of each column, texts that are the same number.
  private(set) var lookalikes: [(column: LedgerColumn, texts: Set<Name>)] = []
  /// Of each column, texts that look rounded, where most long numbers do.
  private(set) var rounded: [(column: LedgerColumn, texts: Set<Name>)] = []
  /// Whose rows have them, as reports name them.
  private(set) var sought: Set<Name> = []

  var isEmpty: Bool { sought.isEmpty }

  init(_ map: LedgerMap) {
    look(at: .userID, \.user, map)
    look(at: .accountID, \.account, map)
  }

  private mutating func look(
    at column: LedgerColumn, _ text: KeyPath<UserKey, Name>, _ map: LedgerMap
  ) {
    // By their digits alone.
    var changed: Set<Name> = []
    var rounded: Set<Name> = []
    for slice in map.slices {
      for user in slice.users {
        let id = user[keyPath: text]
        let found = id.bytes.withUnsafeBufferPointer { bytes -> (digits: Name, isRounded: Bool)? in
          guard NumberID.mayHaveZeros(bytes), let digits = NumberID.digits(bytes) else {
            return nil
          }
          let isRounded = NumberID.isRounded(digits)
          guard isRounded || digits.count < bytes.count else { return nil }
          return (Name(bytes: digits), isRounded)
        }
        guard let found else { continue }
        if found.isRounded { rounded.insert(id) }
        if found.digits != id { changed.insert(found.digits) }
      }
    }
    if changed.isEmpty && rounded.isEmpty { return }
    var texts: [Name: Set<Name>] = [:]
    var long: Set<Name> = []
    var users: [Name: Set<Name>] = [:]
    for user in map.slices.lazy.flatMap(\.users) {
      let id = user[keyPath: text]
      let digits = id.bytes.withUnsafeBufferPointer { NumberID.digits($0).map { Name(bytes: $0) } }
      guard let digits else { continue }
      if !rounded.isEmpty, digits.bytes.count >= NumberID.longNumber { long.insert(id) }
      guard changed.contains(digits) || rounded.contains(id) else { continue }
      if changed.contains(digits) { texts[digits, default: []].insert(id) }
      users[id, default: []].insert(user.reported)
    }
    for group in texts.values where group.count > 1 {
      lookalikes.append((column, group))
      for id in group { sought.formUnion(users[id] ?? []) }
    }
    if !rounded.isEmpty, rounded.count * 2 > long.count {
      self.rounded.append((column, rounded))
      for id in rounded { sought.formUnion(users[id] ?? []) }
    }
  }
}

/// The place of the first row of each of some users and accounts.
private struct UserPlaces {
  private var users: [Name: RowLocation] = [:]
  private var accounts: [Name: RowLocation] = [:]

  /// Reads the rows of the users of those names again.
  init(_ sought: Set<Name>, of map: LedgerMap) throws(RunRefusal) {
    var job = map.job
    job.ratedBy = .nothing
    job.userFilter = sought
    let parts = try LedgerRescan.collect(map, by: job, into: UserPlaces()) { part, blocks, slice in
      for record in blocks.records {
        let user = blocks.user(of: record)
        guard sought.contains(user.reported) else { continue }
        let place = RowLocation(record, slice: slice)
        part.meet(user, at: place)
      }
    }
    for part in parts {
      users.merge(part.users) { min($0, $1) }
      accounts.merge(part.accounts) { min($0, $1) }
    }
  }

  private init() {}

  private mutating func meet(_ user: UserKey, at place: RowLocation) {
    if users[user.user] == nil { users[user.user] = place }
    if accounts[user.account] == nil { accounts[user.account] = place }
  }

  /// The first row that has `text` in the column.
  func first(_ column: LedgerColumn, _ text: Name) -> RowLocation? {
    column == .userID ? users[text] : accounts[text]
  }
}
