/// Rows of pieces of streamed responses, each with an id of its own, that another row states in full.
///
/// A stream is logged chunk by chunk: each row repeats the prompt, with more output than the row before. Google's ADK
/// marks them by `partial`, others by `is_final`.
package struct StreamedPieces {
  /// The column that marks them.
  package let column: String
  /// Its texts in such rows.
  package let words: [String]
  /// The rows that it marks.
  let rows: Set<Int>
  /// The number of them with usage that no other row repeats, as those of a stream that broke off.
  let unmatched: Int

  /// The number of rows that it marks.
  package var count: Int { rows.count }

  /// Finds them by their mark and their counts; nil for none.
  ///
  /// - Parameter ids: the request id of each row: of rows that share one, a run counts one.
  init?(_ table: SampleTable, _ snapshots: Snapshots, ids: [String]?) {
    for column in table.columns {
      guard let isPiece = Self.mark(column.name) else { continue }
      let rows = column.texts.indices.filter { isPiece(column.texts[$0]) }
      guard !rows.isEmpty, rows.count < column.texts.count,
        column.values.allSatisfy({ ConditionKeywords.isYes($0) || ConditionKeywords.isNo($0) })
      else { continue }
      let marked = Set(rows)
      let wholes = column.texts.indices.filter { !marked.contains($0) }
      let found = Self.matches(of: rows, among: wholes, snapshots, ids)
      let matched = found.compactMap(\.whole)
      guard matched.count * 2 >= found.count, Self.isNoChance(found, snapshots, wholes.count) else {
        continue
      }
      self.column = column.name
      self.rows = marked
      words = rows.map { column.texts[$0] }.distinct.sorted()
      unmatched = found.count - matched.count
      return
    }
    return nil
  }

  /// Returns the test for the values of a column that mark a piece; nil if its name is of another kind.
  private static func mark(_ name: String) -> ((String) -> Bool)? {
    let words = ColumnNameWords(name.split(separator: ".").last ?? "").words
    let joined = words.drop { $0 == "is" }.joined()
    if partial.contains(joined) { return ConditionKeywords.isYes }
    return final.contains(joined) ? { $0.isEmpty || ConditionKeywords.isNo($0) } : nil
  }

  private static let partial: Set = [
    "partial", "incomplete", "interim", "intermediate", "delta", "chunk", "streaming",
  ]
  private static let final: Set = [
    "final", "finalchunk", "done", "complete", "completed", "finished", "last", "lastchunk",
    "streamend", "endofstream",
  ]

  /// Returns each of `rows` with usage, and the row in `wholes` that states its response in full.
  ///
  /// That row has the same user, model and input under another id, and at least its output.
  private static func matches(
    of rows: [Int], among wholes: [Int], _ snapshots: Snapshots, _ ids: [String]?
  ) -> [(piece: Int, whole: Int?)] {
    let byOwner = Dictionary(grouping: wholes, by: snapshots.owner)
    return rows.filter { snapshots.hasInput($0) }.map { piece in
      let whole = byOwner[snapshots.owner(piece)]?.first { whole in
        snapshots.holds(whole, piece) && ids.map { $0[whole] != $0[piece] } ?? true
      }
      return (piece, whole)
    }
  }

  /// Returns true if requests that failed and were made again would not look so.
  ///
  /// The output of one response grew over several pieces, or about each response has pieces.
  private static func isNoChance(
    _ found: [(piece: Int, whole: Int?)], _ snapshots: Snapshots, _ wholes: Int
  ) -> Bool {
    var outputs: [Int: Set<Int128>] = [:]
    for (piece, whole) in found {
      if let whole { outputs[whole, default: []].insert(snapshots.output(piece)) }
    }
    return outputs.values.contains { $0.count > 1 }
      || outputs.count >= 3 && outputs.count * 10 >= wholes * 9
  }
}

extension Snapshots {
  /// The user and the model of a row.
  fileprivate func owner(_ row: Int) -> [String] { sames.map { $0[row] } }

  fileprivate func hasInput(_ row: Int) -> Bool { inputs.contains { $0[row] ?? 0 > 0 } }

  fileprivate func output(_ row: Int) -> Int128 { outputs.reduce(0) { $0 + ($1[row] ?? 0) } }

  /// Returns true if `whole` has the input of `piece`, as far as that states it, and at least its output.
  fileprivate func holds(_ whole: Int, _ piece: Int) -> Bool {
    inputs.allSatisfy { $0[piece] ?? 0 == 0 || $0[piece] == $0[whole] }
      && outputs.allSatisfy { $0[piece] ?? 0 <= $0[whole] ?? 0 }
  }
}
