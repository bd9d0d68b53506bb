import Closing
import Commands
import Engine
import Ledger
import Outputs
import Platform
import Presentation
import Terminal
import Workspace

/// `assay verify`: proves that closed months still give the same bytes.
enum VerifyCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let (root, month) = try arguments.workspaceAndMonth()
    let options = try arguments.readingOptions()
    let paint = try arguments.paint()
    try MissingWorkspace.refuse(root)
    guard let chain = try CloseChain.read(in: root) else {
      throw try CloseChain.nothingClosed(in: root)
    }
    let closes = try chain.closes(of: month, in: root)
    // The outputs of the second run are removed at the end.
    Interruption.writeScratchOnly()
    let verifier = CloseVerifier(chain, in: root, try asked(arguments, root)) {
      view, reading, manifest, close in
      let finished = try rerun(view, reading, manifest, close, options, arguments)
      // The memory of several runs would add up.
      if closes.count == 1 { MemoryRelease.leave((finished.run, finished.written)) }
    }
    let verification = try verifier.verification(of: closes)
    let findings = verification.findings + verification.proofs.flatMap(\.findings)
    Terminal.standardError.write(FindingPrinter(paint).text(findings))
    if arguments.has("--json") {
      Terminal.standardOutput.write(VerifyJSON.text(verification))
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        VerifyScreen(
          verification, folder: folder, width: Terminal.width,
          paint: Paint(paint, for: .standardOutput)
        ).text)
      if verification.isProved, let latest = month.flatMap({ chain.close(of: $0) }),
        let later = try since(latest.row, root, options)
      {
        Terminal.standardOutput.write("Since then: \(later)\n")
      }
    }
    return verification.isProved ? .complete : .conditionMet
  }

  /// The knowledge since a close, in words; nil where there is none.
  ///
  /// A workspace that has errors now is no fault of the close.
  private static func since(
    _ close: CloseRow, _ root: String, _ options: RunOptions
  ) throws -> String? {
    do {
      return try LateRowCounts(close, in: root, options).text.map { "\($0); see restatement.csv" }
    } catch is RunRefusal {
      return "not known, as the workspace has errors now: "
        + TypedCommand.text("check", in: root, [])
    }
  }

  private static func asked(
    _ arguments: Arguments, _ root: String
  ) throws -> CloseVerifier.Options {
    let now = try Workspace(root: root, knownAt: nil, readsLedger: false)
    let isReadable = !now.findings.contains {
      $0.severity == .error && $0.place.file == WorkspacePath.settings
    }
    var asked = CloseVerifier.Options(
      version: Version.number, folder: folder,
      settings: isReadable ? Array(Manifest.settings(of: now).text.utf8) : nil)
    asked.requiresSignature = arguments.has("--require-signature")
    if let path = arguments.text("--against") {
      let other = Arguments.folder(path)
      try MissingWorkspace.refuse(other)
      asked.against = other
    }
    return asked
  }

  /// The folder of the reports of a month in its workspace.
  private static func folder(_ month: Month) -> String { "out/" + month.period.folderName }

  /// Runs a view as the close ran it.
  private static func rerun(
    _ view: WorkspaceView, _ reading: WorkspaceViewOptions, _ manifest: ClosedManifest,
    _ close: MonthClose, _ options: RunOptions, _ arguments: Arguments
  ) throws -> PeriodRun.Finished {
    let decision = CloseDecision(close.row)
    var options = options.closing(decision, view: reading)
    options.knownAt = manifest.knownAt
    options.knownAtText = manifest.knownAtText
    var progress: Progress?
    defer { progress?.erase() }
    return try PeriodRun(
      root: view.root, database: nil, options: options, decision: decision
    ).finish { workspace in
      progress = arguments.progress(for: workspace)
      return progress?.ofLedger
    } folder: { _ in
      view.output
    }
  }
}
