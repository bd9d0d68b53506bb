import Cube
import Intake
import Ledger
import Reconciliation

/// Rows far before or after all others, as those of a wrong clock: one finding per file and side, with a count.
enum DateOutliers {
  /// Reads the pieces that have such rows once more, to name the first; nothing where there are none.
  ///
  /// - Parameter confirmed: days on which requests did happen, so that nothing is said of them.
  static func findings(
    _ facts: Facts, _ map: LedgerMap, _ repeats: Deduplication, but confirmed: [ClosedRange<Day>]
  ) throws(RunRefusal) -> [Finding] {
    guard let usual = facts.usualDays, let first = facts.rows.first?.day,
      let last = facts.rows.last?.day, usual != first...last
    else { return [] }
    let stretches = map.slices.enumerated().map { slice, result in
      result.pieces.enumerated().map { number, piece -> [Range<Int64>] in
        let isFar = piece.days.contains {
          $0.first < usual.lowerBound || $0.last > usual.upperBound
        }
        // From the first record on, so that lines can be counted.
        return isFar ? [piece.firstRecord..<max(piece.firstRecord, map.ends[slice][number])] : []
      }
    }
    let parts = try LedgerRescan.collect(map, by: map.job, in: stretches, into: Part()) {
      part, blocks, slice in
      let copies = repeats.locations.indices(among: blocks.records, slice: slice)
      for (index, record) in blocks.records.enumerated()
      where !usual.contains(record.day) && !confirmed.contains(where: { $0.contains(record.day) })
        && !copies.contains(index)
      {
        let row = RowLocation(record, slice: slice)
        let file = map.slices[slice].pieces[Int(row.piece)].file
        part.add(row, record.day, file: file, usual)
      }
    }
    var all = Part()
    for part in parts { all.add(part) }
    let settings = confirmed.map(Settings.text)
    return all.sides.map { finding($0.key, $0.value, usual, map, settings) }
  }

  private static func finding(
    _ side: Side, _ far: Far, _ usual: ClosedRange<Day>, _ map: LedgerMap, _ confirmed: [String]
  ) -> Finding {
    let (file, line) = map.place(of: far.first)
    let days = side.isAfter ? far.nearest - usual.upperBound : usual.lowerBound - far.nearest
    let direction = side.isAfter ? "after" : "before"
    let verb = far.count == 1 ? "is" : "are"
    let when =
      far.nearest == far.farthest ? "on \(far.nearest)" : "from \(far.nearest) to \(far.farthest)"
    return Finding(
      .warning, at: Place(file: file.description, line: Int(line)), code: "time.far",
      message:
        "\(GroupedDigits.count(far.count, "row")) \(verb) \(GroupedDigits.count(Int64(days), "day"))"
        + " \(direction) all others, \(when); the others are from \(usual.lowerBound) to"
        + " \(usual.upperBound)",
      help:
        "if the time is wrong, correct it in the export. The row counts, but the forecast, --last"
        + " and `watch` skip its day. If the time is right, add to"
        + " assay.json: \"confirmed_days\": ["
        + (confirmed + [
          Settings.text(min(far.nearest, far.farthest)...max(far.nearest, far.farthest))
        ])
        .map(JSONString.quoted).joined(separator: ", ") + "]")
  }

  private struct Side: Hashable {
    /// An index into the files of the ledger.
    let file: Int
    let isAfter: Bool
  }

  private struct Far {
    var count: Int64
    var first: RowLocation
    /// The days that are nearest to the usual ones and farthest from them.
    var nearest: Day
    var farthest: Day
  }

  private struct Part: Sendable {
    private(set) var sides: [Side: Far] = [:]

    mutating func add(
      _ row: RowLocation, _ day: Day, file: Int, _ usual: ClosedRange<Day>
    ) {
      add(
        Far(count: 1, first: row, nearest: day, farthest: day),
        to: Side(file: file, isAfter: day > usual.upperBound))
    }

    mutating func add(_ other: Part) {
      for (side, far) in other.sides { add(far, to: side) }
    }

    private mutating func add(_ far: Far, to side: Side) {
      guard var sum = sides[side] else {
        sides[side] = far
        return
      }
      sum.count += far.count
      sum.first = min(sum.first, far.first)
      let days = [sum.nearest, sum.farthest, far.nearest, far.farthest].sorted()
      (sum.nearest, sum.farthest) =
        side.isAfter ? (days[0], days[3]) : (days[3], days[0])
      sides[side] = sum
    }
  }
}
