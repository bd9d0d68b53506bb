import Ledger
import Scenarios
import Terminal

/// The answer of `multipliers approve` and `multipliers reject`.
package struct MultiplierDecisionText {
  private let decision: MultiplierDecision

  package init(_ decision: MultiplierDecision) { self.decision = decision }

  /// The decision, what it settles, and from when it counts.
  package func lines(width: Int) -> [String] {
    let request = decision.row.dated.value
    let from = decision.row.dated.from
    var words = [
      "\(decision.isApproved ? "Approved" : "Rejected"): \(SafeText.safe(request.words)), requested by "
        + "\(SafeText.safe(request.requestedBy.description)), decided by \(SafeText.safe(decision.name))."
    ]
    words += settled
    if decision.isApproved && from < decision.at {
      words.append(
        from == .distantPast
          ? "It applies to all days. Assay compares all deductions with this multiplier."
          : "It applies from \(from). From that day, Assay compares deductions with this "
            + "multiplier.")
    }
    return words.flatMap { Wrapping.lines($0, hanging: 2, width: width) }
  }

  /// Its effect on equal requests, and the open companions.
  private var settled: [String] {
    let (others, companions) = (decision.others, decision.companions)
    var words: [String] = []
    if !others.isEmpty {
      let lines = others.map { "line \($0.line)" }.listed
      words.append(
        "This also decides \(lines), which \(others.count == 1 ? "proposes" : "propose") the same"
          + " multiplier.")
    }
    if !companions.isEmpty {
      let (noun, verb, object) =
        companions.count == 1 ? ("Line", "belongs", "it") : ("Lines", "belong", "them")
      words.append(
        "\(noun) \(companions.map { "\($0.line)" }.listed) \(verb) to the same proposal: decide on"
          + " \(object) as well.")
    }
    return words
  }
}
