import Ledger
import Terminal

extension CommandDeclaration {
  static let quote = CommandDeclaration(
    name: "quote", purpose: "price a request before you send it",
    summary: "Price a request before you send it: its vendor cost and its charge.",
    operands: "[WORKSPACE] MODEL",
    examples: [
      "assay quote claude-sonnet-5 --tier pro --input 1000 --output 500",
      "assay quote gpt-5.6-luna --input 300000 --service-tier batch",
    ],
    options: [
      Option(
        name: "--tier", value: "TIER", group: .request,
        help: "compute the charge for a customer of this tier"),
      Option(
        name: "--provider", value: "NAME", group: .request,
        help: "choose the provider [the only one with the model]"),
    ] + quantityOptions + [
      Option(
        name: "--service-tier", value: "NAME", group: .request,
        help: "use \(choice(RateKey.serviceTiers)) [standard]",
        takes: .word(RateKey.serviceTiers)),
      Option(
        name: "--region", value: "NAME", group: .request,
        help: "price a request served in this region [any]"),
      Option(name: "--byok", value: nil, group: .request, help: "use the customer's own key"),
      Option(
        name: "--status", value: "STATUS", group: .request,
        help: "price a \(choice(statuses)) request [completed]", takes: .word(statuses)),
      Option(
        name: "--at", value: "TIME", group: .request,
        help: "date the request [latest price or charge change]"),
      .asKnownAt, .json, .color, .help,
    ],
    closing: "Uses the same code as run. Needs no ledger and writes nothing.")

  private static let statuses = RequestStatus.allCases.map(\.name)

  /// Returns the words as a choice: `standard, batch or flex`.
  private static func choice(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + (words.last.map { " or \($0)" } ?? "")
  }

  /// One option per class that a ledger counts.
  private static let quantityOptions: [Option] = UnitClass.quantities.map { unitClass in
    Option(
      name: unitClass.quoteOption, value: "N", group: .request,
      help: "set the \(quantity(of: unitClass)) [0]")
  }

  /// The quantity of a class in a help line: `cache-read tokens`.
  private static func quantity(of unitClass: UnitClass) -> String {
    switch unitClass {
    case .cacheRead: "cache-read tokens"
    case .cacheWrite5m: "5-minute cache-write tokens"
    case .cacheWrite1h: "1-hour cache-write tokens"
    case .audioCacheRead: "cached audio tokens"
    case .image, .search, .second: "number of \(unitClass.quantityColumn ?? "")"
    default: unitClass.quantityColumn?.split(separator: "_").joined(separator: " ") ?? ""
    }
  }
}

extension UnitClass {
  /// The option of `quote` that states how much of the class a request uses.
  var quoteOption: String {
    switch self {
    case .image: "--images"
    case .search: "--searches"
    case .second: "--seconds"
    case .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
      .audioOutput, .imageInput, .imageOutput, .audioCacheRead, .request:
      "--" + name.split(separator: "_").joined(separator: "-")
    }
  }
}
