import Ledger

/// The states of knowledge in which a closed month is run, one after another.
package struct RestatementPlan: Sendable {
  /// A state: the files that are shown, and how they are read.
  package struct State: Hashable, Sendable {
    /// By the bytes of the paths, without the settings.
    package let files: [ViewFile]
    /// The settings are those of the close; else the present ones.
    package let hasClosedSettings: Bool
    /// Rows of books and credit events that were recorded after the close are left out.
    package let isAsClosed: Bool
  }

  /// A cause with the changed files that it adds.
  package struct Step: Sendable {
    package let cause: RestatementCause
    /// By the bytes of the paths; none for the settings.
    package let changes: [ClosedFileChange]
    package let state: State
  }

  /// The month as closed; nil where closed bytes are lost.
  package let start: State?
  /// In the order in which causes are added; none where nothing was learned.
  package let steps: [Step]

  /// Makes the plan of one month.
  ///
  /// Files whose closed bytes are lost are added first, all at once: nothing can be run without them. Without such a
  /// file, a closed row that was recorded after the close is later knowledge too: it comes with the rows that were added
  /// to its book.
  ///
  /// - Parameters:
  ///   - changes: every file of the close or of now.
  ///   - knownAt: the instant of the close.
  ///   - matters: true for a file whose later rows, or closed rows recorded later, may change a figure of the month.
  package init(
    _ changes: [ClosedFileChange], knownAt: Instant, settingsChanged: Bool,
    matters: (ClosedFileChange) -> Bool
  ) {
    let used = changes.filter { $0.cause != .lateBill }
    let lost = used.filter(\.isLost)
    let later = used.filter { !$0.isLost && matters($0) }
    func state(adding added: Set<String>, closedSettings: Bool, asClosed: Bool) -> State {
      State(
        files: used.compactMap {
          $0.shown(
            isAdded: added.contains($0.path), knownAt: lost.isEmpty && !asClosed ? knownAt : nil)
        },
        hasClosedSettings: closedSettings, isAsClosed: asClosed)
    }
    start = lost.isEmpty ? state(adding: [], closedSettings: true, asClosed: true) : nil
    var steps: [Step] = []
    var added: Set<String> = []
    if let first = lost.map(\.cause.ofAlteredRows).min() {
      steps.append(
        Step(
          cause: first, changes: lost,
          state: state(adding: added, closedSettings: true, asClosed: false)))
    }
    for cause in RestatementCause.allCases {
      let changes = later.filter { $0.cause == cause }
      let isOfSettings = cause == .settings && settingsChanged
      guard !changes.isEmpty || isOfSettings else { continue }
      added.formUnion(changes.map(\.path))
      steps.append(
        Step(
          cause: cause, changes: changes,
          state: state(
            adding: added, closedSettings: cause < .settings,
            asClosed: lost.isEmpty && cause < .lateCreditEvent)))
    }
    self.steps = steps
  }
}

extension ClosedFileChange {
  /// Returns the file as a state shows it; nil if the state does not have it.
  ///
  /// - Parameters:
  ///   - isAdded: what was learned of the file is in the state.
  ///   - knownAt: rows of a book that is not added are shown as known then; nil where all are.
  fileprivate func shown(isAdded: Bool, knownAt: Instant?) -> ViewFile? {
    let knownAt = isAdded || !cause.isOfBooks ? nil : knownAt
    return switch state {
    case .same, .altered: ViewFile(path, knownAt: knownAt)
    case .grown: ViewFile(path, length: isAdded ? nil : closedSize, knownAt: knownAt)
    case .added: isAdded ? ViewFile(path, length: nil) : nil
    case .removed: nil
    }
  }
}
