import Ledger
import Workspace

/// Which rows that limits need were kept while a slice was mapped, and where the others are to be read once more.
struct LimitPlaces: Sendable {
  /// Per user and month, the row from which on all were kept; what stands before it, and months not listed, are read.
  private(set) var beginnings: [UserMonth: RowsNearLimit.Beginning] = [:]
  /// Per piece, from where to where to read, in order.
  private(set) var stretches: [[Range<Int64>]]
  /// Whose rows are looked for there, as reports name them.
  private(set) var users: Set<Name> = []

  /// A user in a month, which is known by its first day.
  struct UserMonth: Hashable, Sendable {
    let user: UserKey
    let month: Day
  }

  /// - Parameters:
  ///   - ends: per piece, the offset from which records belong to another.
  ///   - usesKept: what was kept is used.
  init(
    _ slice: SliceResult, ends: [Int64], sought: [LimitPass.Sought], usesKept: Bool,
    files: [LedgerFile]
  ) {
    stretches = slice.pieces.map { _ in [] }
    let blocks = slice.pieces.lazy.flatMap(\.days)
    guard let first = blocks.map(\.first).min(), let last = blocks.map(\.last).max() else { return }
    var missing = DayCounts(first...last)
    for (number, user) in slice.users.enumerated() {
      for months in sought.compactMap({ $0.crossings.firstDays[user.reported] }) {
        for (month, day) in months {
          let key = RowsNearLimit.Key(user: Int32(number), month: month)
          let beginning = usesKept ? slice.nearLimit.beginnings[key] : nil
          if let beginning { beginnings[UserMonth(user: user, month: month)] = beginning }
          let end = beginning.map { $0.day + 1 } ?? month.month.period.to
          if missing.add(day, before: end) { users.insert(user.reported) }
        }
      }
    }
    if users.isEmpty { return }
    missing.sum()
    for (number, piece) in slice.pieces.enumerated() {
      stretches[number] = LimitPlaces.stretches(
        of: piece, to: ends[number], isWhole: files[piece.file].isReadWhole
      ) { missing.hasAny($0) }
    }
  }

  /// Where the blocks of a piece are of which `isWanted`; all from the first record on where a piece `isWhole`, as it
  /// cannot be begun later.
  private static func stretches(
    of piece: PieceResult, to end: Int64, isWhole: Bool, where isWanted: (BlockDays) -> Bool
  ) -> [Range<Int64>] {
    var found: [Range<Int64>] = []
    for (index, block) in piece.days.enumerated() where isWanted(block) {
      let next = index + 1 < piece.days.count ? piece.days[index + 1].offset : end
      let isNext = found.last?.upperBound == block.offset
      let start = (isNext ? found.popLast() : nil)?.lowerBound ?? block.offset
      found.append(start..<max(start, next))
    }
    guard isWhole, let last = found.last else { return found }
    return [piece.firstRecord..<last.upperBound]
  }
}

extension LedgerFile {
  /// Reading can begin nowhere but at the start of a piece.
  fileprivate var isReadWhole: Bool { isSequential || start.layout.format.isJSONDocument }
}

/// Some of the days of a slice.
private struct DayCounts {
  private let days: ClosedRange<Day>
  /// Per day, 1 where it is one of them; once summed, how many up to that day are.
  private var counts: [Int32]

  init(_ days: ClosedRange<Day>) {
    self.days = days
    counts = Array(repeating: 0, count: days.upperBound - days.lowerBound + 1)
  }

  /// Adds the days from `start` on and before `end`; false where none is of the slice.
  mutating func add(_ start: Day, before end: Day) -> Bool {
    let (from, to) = (max(start, days.lowerBound), min(end, days.upperBound + 1))
    guard from < to else { return false }
    for index in (from - days.lowerBound)..<(to - days.lowerBound) { counts[index] = 1 }
    return true
  }

  mutating func sum() {
    for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
  }

  /// Whether any of the days of a block is one of them.
  func hasAny(_ block: BlockDays) -> Bool {
    let (first, last) = (block.first - days.lowerBound, block.last - days.lowerBound)
    return counts[last] > (first > 0 ? counts[first - 1] : 0)
  }
}
