import Closing
import Engine
import Ledger
import Platform
import Workspace

/// Runs closed months in views of a workspace.
struct ClosedMonthRun {
  /// The workspace, which may be a view itself.
  private let root: String
  private let options: RunOptions

  /// - Parameter options: those of the run beside which closed months are run.
  init(of root: String, _ options: RunOptions) {
    self.root = root
    var options = options
    options.period = .all
    // A file that a close could not use, or that later settings are for, is left out.
    options.skipsBadFiles = true
    options.digestsInputs = false
    options.isForReports = false
    options.weighsPrices = false
    options.needsUsage = false
    options.keepsAllRows = false
    options.listsRows = false
    options.useZones = nil
    options.focus = nil
    options.comparison = .none
    self.options = options
  }

  /// Returns the figures of a month in a state of knowledge.
  ///
  /// - Parameter manifest: the close whose settings and whose instant count where the state says so.
  func figures(
    _ state: RestatementPlan.State, of month: Month, _ manifest: ClosedManifest
  ) throws -> MonthFigures {
    var options = options
    options.period = .days(month.period)
    // A credit event may name a request of another month.
    options.keepsAllRows = state.files.contains { WorkspacePath.isInCredits($0.path) }
    if state.isAsClosed {
      (options.knownAt, options.knownAtText) = (manifest.knownAt, manifest.knownAtText)
    }
    let settings = ViewFile(WorkspacePath.settings)
    let showsSettings =
      try !state.hasClosedSettings
      && FileSystem.exists(StagedBooks.location(of: settings.path, in: root))
    return try read(
      state.files + (showsSettings ? [settings] : []),
      settings: state.hasClosedSettings ? manifest.settings : nil, options
    ) { workspace, options in
      let sums = try SummedLedger(workspace: workspace, options: options, progress: nil)
      let credits = try CreditLedgerInputs(of: workspace, options).map {
        try CreditRun($0, beside: sums, options)
      }
      return MonthFigures(sums.facts, of: month, credits)
    }
  }

  /// Gives the workspace with some files alone to `body`.
  ///
  /// - Parameters:
  ///   - settings: the bytes of `assay.json`; nil is the present file, if there is one.
  ///   - make: writes further files into the folder.
  func read<Value>(
    _ files: [ViewFile], settings: [UInt8]? = nil, _ stated: RunOptions? = nil,
    make: (_ folder: String) throws -> Void = { _ in },
    _ body: (Workspace, RunOptions) throws -> Value
  ) throws -> Value {
    var options = stated ?? self.options
    return try WorkspaceView.with(
      of: root, files: files, settings: settings, isOfView: options.view.linksLeadOut
    ) { view in
      try make(view.root)
      options.view = view.reading(name: options.view.name)
      return try body(try Workspace(view.root, options), options)
    }
  }
}
