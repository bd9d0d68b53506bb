import Closing
import Ledger
import Overview
import Platform
import Workspace

/// The closed months of a workspace, as they are before a run.
package struct ClosedMonths: Sendable {
  package let chain: CloseChain
  /// The close that the run makes; nil for every other run.
  package let decision: CloseDecision?
  /// `closes.csv` and the manifests that it names, as far as they exist.
  let files: [WrittenFile]
  /// About `closes.csv`: a run of open months goes on.
  let findings: [Finding]

  /// The forecasts of the manifests, by closed month.
  private let forecasts: [Month: ForecastAtClose]

  /// Reads the chain in `root`; nil if there is none and the run makes no close.
  ///
  /// - Parameter decision: the close that the run makes.
  package init?(in root: String, decision: CloseDecision?) throws {
    let bytes = try BookBytes.read(CloseChain.file, in: root)
    if bytes == nil && decision == nil { return nil }
    chain = bytes.map { CloseChain($0) } ?? CloseChain()
    self.decision = decision
    findings = chain.faults.map { $0.finding(.note) }
    var files: [WrittenFile] = []
    var forecasts: [Month: ForecastAtClose] = [:]
    if let bytes {
      files.append(
        WrittenFile(
          path: CloseChain.file, size: Int64(bytes.count), sha256: SHA256.text(of: bytes)))
    }
    for row in chain.rows where row.kind != .approve {
      let path = root + "/" + row.manifest
      guard case .file? = try FileSystem.kind(of: path) else { continue }
      let bytes = try FileSystem.contents(of: path)
      let digest = SHA256.text(of: bytes)
      files.append(WrittenFile(path: row.manifest, size: Int64(bytes.count), sha256: digest))
      // Verification names a manifest that was changed.
      forecasts[row.period] =
        digest == row.manifestSHA256 ? ForecastAtClose(inManifest: bytes) : nil
    }
    self.files = files
    self.forecasts = forecasts
  }

  /// Returns the forecast at the close of the month before; nil if the period is not one month, or there is none.
  func forecast(of period: Period?) -> ForecastAtClose? {
    guard let period, period.from.month.period == period else { return nil }
    return forecasts[Month(number: period.from.month.number - 1)]
  }

  /// The state of a report of `period`, for people.
  func note(of period: Period?, _ rules: CloseSettings) -> CloseNote {
    let closes = chain.closes
    let covered = closes.filter { close in
      period.map { $0.from <= close.row.period.period.from && close.row.period.period.to <= $0.to }
        ?? true
    }
    let lines = closes.map { close in
      CloseNote.Line(
        month: close.row.period.description,
        words: close.words(requiresApproval: rules.requiresApproval),
        manifest: close.row.manifestSHA256)
    }
    let state = state(of: period, rules)
    return CloseNote(
      state: state.words, mark: state.mark, months: decision == nil ? months(covered, rules) : nil,
      closes: own(rules, beside: lines), head: chain.head)
  }

  /// The lines with that of the close that the run makes.
  private func own(_ rules: CloseSettings, beside lines: [CloseNote.Line]) -> [CloseNote.Line] {
    guard let decision else { return lines }
    let month = decision.month.description
    let own = CloseNote.Line(month: month, words: words(of: decision, rules), manifest: "")
    return (lines.filter { $0.month != month } + [own]).sorted { $0.month < $1.month }
  }

  private func words(of decision: CloseDecision, _ rules: CloseSettings) -> String {
    let verb = decision.kind == .restate ? "restated" : "closed"
    return "\(verb) \(decision.at.utcDay) by \(decision.by)"
      + (rules.requiresApproval ? ", not approved" : "")
  }

  private func state(
    of period: Period?, _ rules: CloseSettings
  ) -> (words: String, mark: String) {
    if let decision {
      return (
        words(of: decision, rules), rules.requiresApproval ? "closed, not approved" : "closed"
      )
    }
    if let period, let close = chain.close(of: period.from.month),
      close.row.period.period == period
    {
      let words = close.words(requiresApproval: rules.requiresApproval)
      return ("not the close: \(close.row.period) is \(words)", "not the close")
    }
    return ("draft, not closed", "draft")
  }

  private func months(_ closes: [MonthClose], _ rules: CloseSettings) -> String? {
    if closes.isEmpty { return nil }
    let months = closes.map { close in
      close.row.period.description
        + (rules.requiresApproval && close.approval == nil ? " (not approved)" : "")
    }
    return "\(months.listed) \(closes.count == 1 ? "is" : "are") closed."
  }
}
