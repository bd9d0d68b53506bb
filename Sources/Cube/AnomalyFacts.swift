import Ledger

/// Signs of single anomalous rows in the sums, so that few ledgers are read again.
extension Facts {
  /// True if requests may be repeated two or three times.
  ///
  /// The requests, input and output of all their facts are then even, or multiples of three.
  package var mayRepeatRows: Bool {
    var runs = [2, 3].map { MultipleRuns(of: $0, users: users.count, dimensions: dimensions.count) }
    for index in rows.indices {
      let fact = rows[index]
      for run in runs.indices {
        runs[run].add(fact, isMultiple: rows.isMultiple(fact, of: runs[run].times))
        if runs[run].isLong { return true }
      }
    }
    return runs.contains(where: \.hasMany)
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

/// Facts that are multiples of one number: many in a row, of one user or of one set of dimensions are none by chance.
private struct MultipleRuns {
  /// So many are none by chance.
  private static let fewest: Int32 = 12

  let times: Int32
  /// The number of facts so far, all of which are multiples; -1 once one is not.
  private var ofUser: [Int32]
  private var ofDimensions: [Int32]
  private var inARow: Int32 = 0

  init(of times: Int32, users: Int, dimensions: Int) {
    self.times = times
    ofUser = [Int32](repeating: 0, count: users)
    ofDimensions = [Int32](repeating: 0, count: dimensions)
  }

  @inline(__always)
  mutating func add(_ fact: borrowing Fact, isMultiple: Bool) {
    let (user, dimensions) = (Int(fact.user), Int(fact.dimensions))
    if !isMultiple {
      (inARow, ofUser[user], ofDimensions[dimensions]) = (0, -1, -1)
      return
    }
    inARow += 1
    if ofUser[user] >= 0 { ofUser[user] += 1 }
    if ofDimensions[dimensions] >= 0 { ofDimensions[dimensions] += 1 }
  }

  /// Enough of the last facts are multiples.
  var isLong: Bool { inARow == MultipleRuns.fewest }

  /// Enough facts of a user or of some dimensions, and all of them, are multiples.
  var hasMany: Bool { (ofUser + ofDimensions).contains { $0 >= MultipleRuns.fewest } }
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
