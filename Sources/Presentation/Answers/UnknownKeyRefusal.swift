import Ledger
import Overview
import Querying
import Terminal

extension UsageFault {
  /// Answers, and takes a key that no usage has for a wrong value of the option.
  package static func known<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch let unknown as UnknownQueryKey {
      let names = unknown.known.map(\.description)
      let known = names.prefix(8).map { $0.isEmpty || $0.contains(",") ? "\"\($0)\"" : $0 }
        .joined(separator: ", ")
      let dimension = unknown.dimension
      throw UsageFault.wrongValue(
        option: "--where", text: "\(dimension.rawValue)=\(unknown.key)",
        expected:
          "\(dimension == .account ? "an" : "a") \(dimension.heading.lowercased()) with usage: \(known)"
          + (names.count > 8 ? " …" : ""),
        near: nearest(to: unknown.key.description, among: names))
    }
  }
}
