extension ProposalMaker {
  /// A line for each column that sums more than the usage of one request, and is not read.
  var sumRemarks: [String] {
    let visible = ProposalJSON.visible
    var remarks = guess.running.increments.sorted(by: { $0.key < $1.key }).map { sum, part in
      "\(visible(sum)) is the sum of \(visible(part)) so far, not usage of one request"
    }
    let (unused, numbers) = (guess.unused, Set(guess.openNumbers))
    remarks += unused.filter { name in
      guess.running.increments[name] == nil && SessionSumColumns.isOne(name)
        && RunningTotals.mayBeUsage(name) && numbers.contains(name)
    }.map { "\(visible($0)) sums several requests, so it is not usage of one" }
    if let wholeCallCost {
      remarks.append("\(visible(wholeCallCost)) includes more than tokens: speech, telephone")
    }
    return remarks
  }
}
