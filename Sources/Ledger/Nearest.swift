/// Returns the one candidate that `word` was probably meant to be; nil when none or several are near.
///
/// Near is an edit distance of at most 2, or 1 for words under five letters.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let limit = word.utf8.count < 5 || word.count < 5 ? 1 : 2
  let near = candidates.filter { $0 != word }.compactMap { candidate in
    editDistance(word, candidate, within: limit).map { (candidate, $0) }
  }
  guard let best = near.map(\.1).min() else { return nil }
  let closest = Set(near.filter { $0.1 == best }.map(\.0))
  return closest.count == 1 ? closest.first : nil
}

/// The edit distance of two words where it is at most `limit`; nil beyond.
///
/// Nobody's slip is over 128 bytes long, and telling how far off it is would take its time.
package func editDistance(_ left: String, _ right: String, within limit: Int) -> Int? {
  guard max(left.utf8.count, right.utf8.count) <= 128, abs(left.count - right.count) <= limit
  else { return nil }
  return editDistance(Array(left), Array(right), within: limit)
}

/// The fewest edits that turn one word into the other, where they are at most `limit`: a letter inserted,
/// deleted or replaced, or two neighbours exchanged.
private func editDistance(_ left: [Character], _ right: [Character], within limit: Int) -> Int? {
  var rows = [Array(0...right.count)]
  for (index, letter) in left.enumerated() {
    var row = [index + 1]
    for (column, other) in right.enumerated() {
      let replaced = rows[index][column] + (letter == other ? 0 : 1)
      var best = min(replaced, rows[index][column + 1] + 1, row[column] + 1)
      if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
        best = min(best, rows[index - 1][column - 1] + 1)
      }
      row.append(best)
    }
    // An exchange reaches back two rows, and costs one edit: beyond that, distances do not fall again.
    if row.allSatisfy({ $0 > limit }), rows[index].allSatisfy({ $0 > limit }) { return nil }
    rows.append(row)
  }
  let distance = rows[left.count][right.count]
  return distance <= limit ? distance : nil
}
