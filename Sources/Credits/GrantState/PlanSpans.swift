/// The plan of each account over time, as the replay found it.
struct PlanSpans {
  private let spans: [PlanSpan]
  /// The index of the first span of each account, and the end of the last.
  private let starts: [Int]

  init(_ played: PlayedLedger) {
    let all = played.planSpans
    spans = all.indices.sorted { (all[$0].account, $0) < (all[$1].account, $1) }.map { all[$0] }
    var starts = Array(repeating: 0, count: played.accounts.count + 1)
    for span in all { starts[Int(span.account) + 1] += 1 }
    for index in played.accounts.indices { starts[index + 1] += starts[index] }
    self.starts = starts
  }

  /// Returns the number of the plan of an account, by its index, after the plan changes of an instant; 0 for none.
  func plan(ofAccount account: UInt32, at instant: Int64) -> UInt32 {
    let range = starts[Int(account)]..<starts[Int(account) + 1]
    let next = range.partitionPoint { spans[$0].from <= instant }
    return next == range.lowerBound ? CreditNames.blank : spans[next - 1].plan
  }
}
