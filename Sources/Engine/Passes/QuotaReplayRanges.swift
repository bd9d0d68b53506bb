import Ledger
import Workspace

extension QuotaPass {
  /// Returns the stretches of a slice that have rows limits may stop: ranges per piece, in order.
  ///
  /// - Parameter ends: per piece, the offset from which records belong to another.
  static func stretches(
    of slice: SliceResult, ends: [Int64], sought: [Sought], files: [LedgerFile]
  ) -> [[Range<Int64>]] {
    // Per month, which is known by its first day, the day from which on any user of the slice is sought.
    var firstDays: [Day: Day] = [:]
    for user in slice.users {
      for months in sought.compactMap({ $0.crossings.firstDays[user.reported] }) {
        firstDays.merge(months, uniquingKeysWith: min)
      }
    }
    return slice.pieces.enumerated().map { number, piece in
      stretches(of: piece, to: ends[number], isWhole: files[piece.file].isReadWhole) { block in
        firstDays.contains { month, day in
          block.last >= day && block.first < month.month.period.to
        }
      }
    }
  }

  /// Returns the stretches of a piece whose blocks satisfy `isWanted`.
  ///
  /// If a piece `isWhole`, the stretch starts at its first record, as reading cannot start later.
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
