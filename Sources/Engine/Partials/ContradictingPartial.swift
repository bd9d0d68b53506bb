import Ledger

extension RunRefusal {
  /// Slices say what the rows of the ledger do not: only a partial that was changed does.
  static let contradiction = RunRefusal(findings: [
    Finding(
      .error, at: Place(file: "parts"), code: "dist.sums",
      message: "a partial contradicts the ledger",
      help: "find out who changed it; then plan the run again into a new folder")
  ])
}
