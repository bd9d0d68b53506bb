import Bills
import Intake
import Ledger
import Workspace

/// Mappings that are proposed for exports and bills of no known format, as they can be pasted into `assay.json`.
package struct ProposalText {
  /// One for all files of the same columns that one mapping reads.
  let groups: [MappingProposal]
  private let hasSettings: Bool
  private let hasMappings: Bool

  /// - Parameters:
  ///   - workspace: its proposals and settings are read.
  ///   - bills: the proposals for its bills.
  package init(_ workspace: Workspace, bills: BillMappingProposals) {
    groups = ProposalText.groups(workspace.proposals) + bills.mappings
    hasSettings = workspace.bookFiles.contains { $0.path == WorkspacePath.settings }
    hasMappings = workspace.hasMappings
  }

  /// The whole text for standard output: what to do, and what to paste; its lines are never wrapped.
  package var text: String {
    (title(groups) + [""] + (hasSettings ? members : document)).text
  }

  /// Settings that have nothing else.
  var document: [String] { (["{"] + object + ["}"]).map(SafeText.safe) }

  /// The text after the first brace of the settings, or of their mappings if they have some.
  var members: [String] {
    (hasMappings ? mappings : object.dropLast() + ["  },"]).map(SafeText.safe)
  }

  private var object: [String] { ["  \"mappings\": {"] + mappings + ["  }"] }

  private var mappings: [String] {
    groups.enumerated().flatMap { index, group in
      group.lines.enumerated().map { place, line in
        let isLast = place == group.lines.count - 1
        return "    " + line + (isLast && (hasMappings || index < groups.count - 1) ? "," : "")
      }
    }
  }

  private func title(_ groups: [MappingProposal]) -> [String] {
    let place =
      hasMappings
      ? "Add this to assay.json, after the { of \"mappings\"."
      : hasSettings ? "Add this to assay.json, after its first {." : "Save this as assay.json."
    let missing = Set(groups.flatMap(\.missing)).sorted()
    let fill =
      missing.isEmpty
      ? "Check the evidence after each //."
      : "Replace each FILL IN: \(missing.joined(separator: ", "))."
    return [place, fill]
  }

  /// The proposals with one for all files of the same columns that one mapping reads, if no pattern of these means
  /// another of the files.
  private static func groups(_ proposals: [MappingProposal]) -> [MappingProposal] {
    var order: [[String]] = []
    var groups: [[String]: [MappingProposal]] = [:]
    for proposal in proposals {
      let words = proposal.names + proposal.lines.dropFirst()
      if groups[words] == nil { order.append(words) }
      groups[words, default: []].append(proposal)
    }
    return order.flatMap { words -> [MappingProposal] in
      let group = groups[words, default: []]
      let pattern = pattern(group.map(\.path))
      let meant = proposals.count { ConfiguredMapping.matches($0.path, pattern) }
      return group.count > 1 && meant == group.count ? [group[0].renamed(pattern)] : group
    }
  }

  /// Returns the common pattern of several paths, with `*` for differences.
  private static func pattern(_ paths: [String]) -> String {
    guard let first = paths.first else { return "*" }
    let prefix = paths.reduce(first) { $0.commonPrefix(with: $1) }
    let rests = paths.map { String($0.dropFirst(prefix.count).reversed()) }
    let suffix = rests.reduce(rests[0]) { $0.commonPrefix(with: $1) }
    return prefix + "*" + String(suffix.reversed())
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
