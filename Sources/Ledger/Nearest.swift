/// Returns the one candidate that `word` was probably meant to be; nil when none or several are near.
///
/// Near is an edit distance of at most 2, or 1 for words under five letters.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let limit = word.count < 5 ? 1 : 2
  let near = candidates.filter { $0 != word }.map { ($0, editDistance(word, $0)) }
  guard let best = near.map(\.1).min(), best <= limit else { return nil }
  let closest = Set(near.filter { $0.1 == best }.map(\.0))
  return closest.count == 1 ? closest.first : nil
}

/// The fewest single-letter insertions, deletions and replacements that turn one word into the other.
package func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let substitution = diagonal + (letter == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
