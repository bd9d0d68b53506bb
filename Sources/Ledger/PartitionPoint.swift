extension Range<Int> {
  /// Returns the first place of which `isBefore` does not hold; the end where it holds of all.
  ///
  /// Looks by halves: places of which it holds come before those of which it does not.
  package func partitionPoint(where isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
