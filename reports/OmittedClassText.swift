import Ledger
import Reconciliation

/// Names the classes that were left out of costs, in plain words.
enum OmittedClassText {
  /// Joined by "and" where every request lacks all of them, else by "or".
  ///
  /// - Parameter leftOut: for each request what it may lack; where that is not certain, what others lack decides.
  static func list(_ leftOut: Set<[OmittedClass]>) -> String {
    let certain = Set(leftOut.filter { $0.count == 1 }.joined())
    let open = leftOut.filter { certain.isDisjoint(with: $0) }.joined()
    let found = certain.union(open).map(\.classes)
    let all = UnitClass.quantities.filter { unitClass in
      found.contains { $0.contains(unitClass) }
    }
    guard let last = all.last, all.count > 1 else { return all.first.map(word) ?? "" }
    let joint = found == [all] ? " and " : " or "
    return all.dropLast().map(word).joined(separator: ", ") + joint + word(last)
  }

  private static func word(_ unitClass: UnitClass) -> String {
    switch unitClass {
    case .input: "input"
    case .cacheRead: "cache reads"
    case .cacheWrite5m: "5-minute cache writes"
    case .cacheWrite1h: "1-hour cache writes"
    case .output: "output"
    case .reasoning: "reasoning"
    case .audioInput: "audio input"
    case .audioOutput: "audio output"
    case .image: "images"
    case .search: "searches"
    case .second: "seconds"
    case .imageInput: "image input"
    case .imageOutput: "image output"
    case .audioCacheRead: "cache reads of audio"
    case .request: "fee per request"
    }
  }
}
