import Explaining
import Ledger
import Platform
import Terminal
import Workspace

/// The requests that `explain` is to explain, and the workspace with their ledger.
package struct ExplainOperands {
  package let workspace: String
  /// Each once, in the order given.
  package let ids: [Name]
  /// One request was typed and nothing else.
  package let isSingle: Bool

  package init(_ arguments: Arguments) throws {
    var operands = arguments.operands.filter { !$0.isEmpty }
    let from = try ExplainOperands.file(arguments)
    workspace = try ExplainOperands.takeWorkspace(from: &operands, hasFile: from != nil)
    var ids = operands.map { Name($0) }
    if let from {
      let bytes = try WholeFile.named(from, expected: "CSV", limit: 64 << 20)
      ids += try RequestIDList.ids(in: bytes, file: from)
    }
    var seen: Set<Name> = []
    ids = ids.filter { seen.insert($0).inserted }
    guard !ids.isEmpty else {
      if let from {
        throw UsageFault.wrongValue(
          option: "--from", text: from, expected: "a file with request ids, one per line or row")
      }
      throw UsageFault.missingOperand(
        command: "explain", operand: "a request id, as in explain REQUEST_ID")
    }
    guard ids.count <= RequestIDList.limit else {
      let limit = GroupedDigits.text(Int64(RequestIDList.limit))
      throw UsageFault.tooMany(
        command: "explain", "\(limit) requests", found: GroupedDigits.text(Int64(ids.count)))
    }
    self.ids = ids
    isSingle = ids.count == 1 && from == nil
  }

  /// The file with request ids; nil where `--from` names a day.
  package static func file(_ arguments: Arguments) throws(UsageFault) -> String? {
    guard let text = arguments.text("--from"), Day(text) == nil else { return nil }
    guard WorkspaceOperands.kind(of: text) != nil else {
      throw .wrongValue(
        option: "--from", text: text, expected: "a day such as 2026-08-01, or a file with ids")
    }
    return text
  }

  /// A first operand is the workspace if it is a folder, or if the ids cannot be of the current one.
  private static func takeWorkspace(
    from operands: inout [String], hasFile: Bool
  ) throws -> String {
    guard let first = operands.first else { return "." }
    if case .folder? = WorkspaceOperands.kind(of: first) {
      operands.removeFirst()
      return Arguments.folder(first)
    }
    guard operands.count > 1 || hasFile else { return "." }
    do { try MissingWorkspace.refuse(".") } catch {
      operands.removeFirst()
      return Arguments.folder(first)
    }
    return "."
  }
}

extension Arguments {
  /// Refuses options that select the rows of a figure, which have no effect on a single request.
  package func refuseWhatIsForFigures() throws(UsageFault) {
    let given =
      ["--last", "--max-rejects"].first { text($0) != nil }
      ?? (has("--skip-bad-files") ? "--skip-bad-files" : nil)
    if let given { throw .needsOther(option: given, other: "--figure FIGURE") }
  }
}
