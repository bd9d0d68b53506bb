import Ledger
import Overview
import Simulation

extension SearchResult {
  /// The result of a search in one sentence.
  package var sentence: String {
    let subject = search.subject
    guard let target else { return "Margin of \(subject) at each value, %" }
    let aim = DecimalText.string(Int128(target.millionths), scale: Percent.decimals)
    if best == nil { return "No value of \(subject) reaches a margin of \(aim) %" }
    return "\(subject) reaches a margin of \(aim) % \(whereReached)"
  }

  /// The maximum number of runs of values that are listed one by one.
  private static let toldRuns = 3

  /// The values that reach the target.
  ///
  /// "And above" is used only if every later one reaches it too, tried or not.
  private var whereReached: String {
    let reached = points.indices.filter(reaches)
    func value(_ index: Int) -> String {
      DecimalText.string(search.values[index], scale: search.scale)
    }
    let runs = reached.filter { !reached.contains($0 - 1) }.map { first in
      first..<(points.indices.dropFirst(first).first { !reached.contains($0) } ?? points.count)
    }
    guard runs.count <= SearchResult.toldRuns else {
      return
        "at \(reached.count) of \(Figures.count(Int64(points.count), "value")), not consecutive;"
        + " the first is \(value(reached[0]))"
    }
    return
      runs.map { run in
        if run.upperBound == points.count && search.isRising {
          return "at \(value(run.lowerBound)) and above"
        }
        let last = run.upperBound - 1
        return "at \(value(run.lowerBound))" + (run.count == 1 ? "" : " to \(value(last))")
      }.listed
  }
}
