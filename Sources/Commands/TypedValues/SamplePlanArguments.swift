import Sampling
import Terminal

extension SamplePlan {
  /// Reads the options of a sample.
  package init(_ arguments: Arguments) throws(UsageFault) {
    let seed = try arguments.whole("--seed", in: Int64(0)...Int64.max) ?? 1
    let size = try arguments.whole("--size", in: SamplePlan.sizes)
    let expected =
      "strata such as mismatch:all,byok:5, each of "
      + SampleKind.allCases.map(\.rawValue).joined(separator: ", ") + ", and once"
    var strata =
      try arguments.value("--strata", expected: expected) { text -> [Stratum]? in
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let strata = parts.compactMap { Stratum($0) }
        let isRead = strata.count == parts.count
        return isRead && Set(strata.map(\.kind)).count == strata.count ? strata : nil
      } ?? []
    if strata.contains(where: { $0.kind == .rest }) {
      if size != nil { throw .contradiction("--size", "--strata rest") }
    } else {
      strata.append(Stratum(.rest, size: size ?? 25))
    }
    self.init(strata, seed: seed, isByAmount: arguments.has("--by-amount"))
  }
}
