extension RequestRows {
  /// The reason why records are not requests.
  enum Reason {
    /// They say neither a model nor what was used.
    case noUsage
    /// They go on with the texts of a request that another row counts, under its id in a column.
    case continued(String)
    /// Others name them as their parent, and they sum those.
    case parents(String)
    /// They sum the other rows of their trace, as a column says, which has this name.
    case traceSums(trace: String?, addsUp: Bool, alone: Int)
    /// They are sums of the rows above them.
    case totals
    /// A gateway's cache had the answer.
    case cached
    /// They are dry runs, tests or simulations.
    case trials
    /// They take others back.
    case reversals
    /// Nobody was charged for them.
    case uncharged
    /// They take back what others were charged.
    case refunds
    /// They are pieces of streamed responses that other records state in full.
    case pieces(unmatched: Int)
  }
}

extension RequestRows.Reason {
  /// Returns the text of the reason why `count` records are not requests.
  func words(_ count: Int) -> String {
    let (them, sum) = count == 1 ? ("1 record", "sums") : ("\(count) records", "sum")
    return switch self {
    case .noUsage: "\(them) without usage"
    case .continued(let column):
      "\(them) without usage, with the \(ProposalJSON.visible(column)) of a request"
    case .parents(let column):
      "\(them) that \(sum) the records that name a parent in \(ProposalJSON.visible(column))"
    case .traceSums(let trace, let addsUp, let alone):
      "\(them) of agents or whole calls"
        + (addsUp
          ? " that \(sum) the other rows of the same " : ", beside their requests in the same ")
        + (trace.map(ProposalJSON.visible) ?? "file")
        + (alone == 0
          ? "" : "; \(alone) of them have no requests there: decide whether to leave out all")
    case .totals: "\(them) that \(sum) the rows above"
    case .cached: "\(them) that a cache answered: no vendor answered"
    case .trials: "\(them) of dry runs, tests or simulations: no vendor answered"
    case .reversals: "\(them) that \(count == 1 ? "reverses another" : "reverse others")"
    case .uncharged: "\(them) that no customer paid for"
    case .refunds: "\(them) that \(count == 1 ? "refunds" : "refund") a charge"
    case .pieces(let unmatched):
      "\(them) of pieces of streamed responses"
        + (unmatched == 0
          ? ", which other records state in full"
          : "; \(unmatched) of them belong to no complete response: decide whether to leave out all")
    }
  }
}
