import Bills
import Intake
import Ledger
import Parsing
import Platform
import Workspace

/// Writes proposed mappings into `assay.json`, and leaves all else of it byte for byte.
package enum SavedMappings {
  /// Adds what `check` proposes for the workspace in `root`, all of it or nothing.
  ///
  /// - Returns: how many mappings were added.
  package static func add(_ workspace: Workspace, bills: BillMappingProposals) throws -> Int {
    let text = ProposalText(workspace, bills: bills)
    if text.groups.isEmpty { return 0 }
    try refuseOpen(text.groups)
    let name = WorkspacePath.settings
    let isFaulty = workspace.findings.contains {
      $0.severity == .error && $0.place.file == name
    }
    if isFaulty { throw RunRefusal(findings: workspace.findings.filter { $0.place.file == name }) }
    let before = try BookBytes.read(name, in: workspace.root)
    let after = try SavedMappings.bytes(text, into: before)
    // What was written is what will be read: nothing takes the place of settings that could not be.
    let read = SettingsFile(after, file: name)
    guard read.findings.allSatisfy({ $0.severity != .error }) else {
      throw RunRefusal(findings: read.findings)
    }
    try AtomicFileSet.write(
      [(workspace.root + "/" + name, { write in try write(after) })], as: .files)
    return text.groups.count
  }

  private static func refuseOpen(_ proposals: [MappingProposal]) throws {
    let open = proposals.filter { !$0.missing.isEmpty }
    if open.isEmpty { return }
    throw RunRefusal(
      findings: open.map { proposal in
        Finding(
          .error, at: Place(file: proposal.path), code: "map.open",
          message:
            "its mapping leaves \(proposal.missing.joined(separator: ", ")) to you, so"
            + " Assay saved nothing",
          help:
            "paste the proposal of assay check into assay.json and replace each"
            + " \(MappingProposal.open)")
      })
  }

  /// The settings with what `text` proposes behind the first brace of what it goes into.
  private static func bytes(_ text: ProposalText, into before: [UInt8]?) throws -> [UInt8] {
    let isBlank = before?.allSatisfy { $0 <= 0x20 } ?? true
    guard let before, !isBlank else { return Array(text.document.text.utf8) }
    let mark = before.byteOrderMarkLength
    let settings = Array(before[mark...])
    var twice: [JSONFault] = []
    let root: JSONValue
    do throws(JSONFault) {
      root = try JSONReader.readSettings(settings, twice: &twice)
    } catch { throw RunRefusal(findings: [error.finding(in: WorkspacePath.settings)]) }
    let target = root["mappings"] ?? root
    let brace = offset(ofLine: target.line, column: target.column, in: settings)
    let ending = settings.contains(0x0D) ? "\r\n" : "\n"
    let isFollowed = settings[(brace + 1)...].prefix { $0 != 0x0A && $0 != 0x0D }
      .contains { $0 > 0x20 }
    let lines = text.members.map { ending + $0 }.joined() + (isFollowed ? ending : "")
    return before[..<mark] + settings[...brace] + Array(lines.utf8) + settings[(brace + 1)...]
  }

  /// Returns the byte offset of a line and column, both counted from 1.
  private static func offset(ofLine line: Int, column: Int, in bytes: [UInt8]) -> Int {
    var (left, start) = (line - 1, 0)
    for (place, byte) in bytes.enumerated() where left > 0 && byte == 0x0A {
      left -= 1
      start = place + 1
    }
    return start + column - 1
  }
}
