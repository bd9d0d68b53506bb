import Ledger

/// Signs of single anomalous rows in the sums, so that few ledgers are read again.
extension Facts {
  /// So many facts in a row, of one user or of one set of dimensions, that are all multiples are none by chance.
  private static let fewestMultiples: Int32 = 12

  /// True if requests may be repeated two or three times.
  ///
  /// The requests, input and output of all their facts are then even, or multiples of three.
  package var mayRepeatRows: Bool { [2, 3].contains(where: areMultiples) }

  private func areMultiples(of times: Int32) -> Bool {
    // How many facts so far are multiples; below 0 once one is not.
    var ofUser = [Int32](repeating: 0, count: users.count)
    var ofDimensions = [Int32](repeating: 0, count: dimensions.count)
    var inARow: Int32 = 0
    for index in rows.indices {
      let fact = rows[index]
      let (user, dimensions) = (Int(fact.user), Int(fact.dimensions))
      guard rows.isMultiple(fact, of: times) else {
        (inARow, ofUser[user], ofDimensions[dimensions]) = (0, -1, -1)
        continue
      }
      inARow += 1
      if inARow == Facts.fewestMultiples { return true }
      if ofUser[user] >= 0 { ofUser[user] += 1 }
      if ofDimensions[dimensions] >= 0 { ofDimensions[dimensions] += 1 }
    }
    return (ofUser + ofDimensions).contains { $0 >= Facts.fewestMultiples }
  }

  /// The days on which a request may count more than `limit` tokens of one class: of facts that do, and whose mean is above
  /// `mean`, so that those of many short requests are not looked at.
  package func days(countingMoreThan limit: Int64, onAverage mean: Int64) -> Set<Day> {
    var days: Set<Day> = []
    for index in rows.indices {
      let fact = rows[index]
      if rows.mayCount(fact, moreThan: limit, onAverage: mean) { days.insert(fact.day) }
    }
    return days
  }
}

extension FactRows {
  @inline(__always)
  fileprivate func isMultiple(_ fact: borrowing Fact, of times: Int32) -> Bool {
    guard fact.besides.place != nil else { return fact.sums.areMultiples(of: times) }
    let (measures, times) = (measures(of: fact), Int64(times))
    return [measures.requests, measures.quantities.input, measures.quantities.output]
      .allSatisfy { $0 % times == 0 }
  }

  @inline(__always)
  fileprivate func mayCount(
    _ fact: borrowing Fact, moreThan limit: Int64, onAverage mean: Int64
  ) -> Bool {
    guard fact.besides.place != nil else {
      return fact.sums.mayCount(moreThan: limit, onAverage: mean)
    }
    let measures = measures(of: fact)
    return UnitClass.tokens.contains {
      let count = measures.quantities[$0]
      return count > limit && count / Swift.max(1, measures.requests) > mean
    }
  }
}
