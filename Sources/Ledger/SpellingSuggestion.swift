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

/// The edit distance of two words where it is at most `limit`; nil above.
///
/// Nobody's slip is over 128 bytes long, and telling how far off it is would take its time.
package func editDistance(_ left: String, _ right: String, within limit: Int) -> Int? {
  guard max(left.utf8.count, right.utf8.count) <= 128 else { return nil }
  // A word may be held against tens of thousands: where each byte is a letter, bytes are compared.
  if left.utf8.allSatisfy(isLetter) && right.utf8.allSatisfy(isLetter) {
    guard abs(left.utf8.count - right.utf8.count) <= limit else { return nil }
    return editDistance(Array(left.utf8)[...], Array(right.utf8)[...], within: limit)
  }
  return editDistance(Array(left)[...], Array(right)[...], within: limit)
}

/// True if a byte is a letter by itself: ASCII, and not part of a line end of two bytes.
private func isLetter(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }

/// The fewest edits that turn one word into the other, where they are at most `limit`: a letter inserted,
/// deleted or replaced, or two neighbours exchanged.
private func editDistance<Letter: Equatable>(
  _ left: ArraySlice<Letter>, _ right: ArraySlice<Letter>, within limit: Int
) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  // What both begin or end with costs nothing.
  let begin = zip(left, right).prefix { $0 == $1 }.count
  let (longLeft, longRight) = (left.dropFirst(begin), right.dropFirst(begin))
  let end = zip(longLeft.reversed(), longRight.reversed()).prefix { $0 == $1 }.count
  let (left, right) = (Array(longLeft.dropLast(end)), Array(longRight.dropLast(end)))
  let beyond = limit + 1
  var before = [Int](repeating: beyond, count: right.count + 1)
  var last = (0...right.count).map { min($0, beyond) }
  for (index, letter) in left.enumerated() {
    var row = [Int](repeating: beyond, count: right.count + 1)
    if index < limit { row[0] = index + 1 }
    // Cells further from the diagonal than the limit are beyond it.
    for column in max(0, index - limit)..<min(right.count, max(0, index + limit + 1)) {
      let replaced = last[column] + (letter == right[column] ? 0 : 1)
      var best = min(replaced, last[column + 1] + 1, row[column] + 1, beyond)
      if index > 0, column > 0, letter == right[column - 1], left[index - 1] == right[column] {
        best = min(best, before[column - 1] + 1)
      }
      row[column + 1] = best
    }
    // An exchange reaches back two rows, and costs one edit: beyond that, distances do not fall again.
    if row.allSatisfy({ $0 == beyond }), last.allSatisfy({ $0 == beyond }) { return nil }
    (before, last) = (last, row)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
