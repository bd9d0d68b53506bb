import Bills
import Ledger
import Reports

/// The models and classes of some groups of a bill, in words.
struct BillSubject {
  private let names: [String]
  private let classes: [BilledClass]

  /// The most models that are named.
  private static let limit = 2

  /// - Parameter groups: the largest first.
  init(_ groups: [BillGroup]) {
    var (names, classes): ([String], [BilledClass]) = ([], [])
    for group in groups {
      let name = group.model.text.description
      if !names.contains(name) { names.append(name) }
      if !classes.contains(group.unitClass) { classes.append(group.unitClass) }
    }
    self.names = names
    self.classes = classes
  }

  /// The names: `gpt-5.6-terra`, or `gpt-5.6-sol, gpt-5.6-terra and 3 other models`.
  var models: String {
    let known = names.filter { !$0.isEmpty }
    if known.isEmpty { return "all models" }
    let rest = names.count - BillSubject.limit
    if rest <= 0 { return known.listed }
    return (known.prefix(BillSubject.limit) + [Figures.count(Int64(rest), "other model")]).listed
  }

  /// The usage: `output of gpt-5.6-terra`, or `usage of 3 models`.
  var usage: String {
    let isOne = classes.count == 1
    let usage = isOne ? classes[0].nounForPeople : "usage"
    // Searches, sessions and requests often name no model.
    return names == [""] && isOne && classes[0] != .all ? usage : "\(usage) of \(models)"
  }
}

extension BilledClass {
  /// The class as a noun: `output`, `cached input`.
  package var nounForPeople: String {
    switch self {
    case .all, .unknown: "usage"
    case .cacheWrite: "cache writes"
    case .one(let unitClass):
      switch unitClass {
      case .input: "input"
      case .cacheRead: "cached input"
      case .cacheWrite5m: "5-minute cache writes"
      case .cacheWrite1h: "1-hour cache writes"
      case .output: "output"
      case .reasoning: "reasoning"
      case .audioInput: "audio input"
      case .audioOutput: "audio output"
      case .image: "images"
      case .search: "web searches"
      case .second: "seconds"
      case .imageInput: "image input"
      case .imageOutput: "image output"
      case .audioCacheRead: "cached audio input"
      case .request: "fees per request"
      }
    }
  }

  /// The noun for one unit of its quantities: `token`.
  var unitNoun: String {
    switch self {
    case .all, .unknown: "unit"
    case .cacheWrite: "token"
    case .one(let unitClass):
      switch unitClass {
      case .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
        .audioOutput, .imageInput, .imageOutput, .audioCacheRead:
        "token"
      case .image: "image"
      case .search: "web search"
      case .second: "second"
      case .request: "request"
      }
    }
  }
}
