import Intake
import Ledger
import Parsing
import Rating
import Reconciliation

/// Proposed mappings that were tried on their exports: only what works is proposed.
struct TriedProposals {
  private(set) var proposals: [MappingProposal] = []
  /// Why there is none for an export, by its path.
  private(set) var refusals: [String: String] = [:]

  /// The number of files that are tried; of more, these represent the others.
  private static let limit = 50

  init(
    _ all: [MappingProposal], root: String, limits: GzipLimits, books: Books,
    reconciler: Reconciler
  ) {
    for (number, proposal) in all.enumerated() {
      if let why = proposal.problem {
        refusals[proposal.path] = why
        continue
      }
      guard number < TriedProposals.limit,
        let trial = ProposalTrial(proposal, in: root, limits: limits)
      else {
        proposals.append(proposal)
        continue
      }
      if let why = trial.refusal {
        refusals[proposal.path] = why
      } else {
        let shown =
          TriedProposals.way(
            of: proposal, in: root, limits,
            (Rater(books: books), reconciler)) ?? proposal
        proposals.append(trial.doubt.map(shown.doubted) ?? shown)
      }
    }
  }

  /// The one way to count of `proposal`, or the unit of its costs, by which nearly all recorded costs of a vendor are what its
  /// rows come to; nil where several are, or none.
  private static func way(
    of proposal: MappingProposal, in root: String, _ limits: GzipLimits,
    _ books: (Rater, Reconciler)
  ) -> MappingProposal? {
    func trial(_ way: MappingProposal) -> ProposalTrial? {
      ProposalTrial(way, in: root, limits: limits, books: books)
    }
    let ways = CostInclusionEvidence.ways(proposal.guessed)
    /// Returns the proposal for costs in a unit, nil for dollars, and whether rows fit in any way, or in several.
    func shown(in unit: String?) -> (way: MappingProposal, fits: Bool)? {
      func counting(_ way: MappingProposal) -> MappingProposal? {
        unit == nil ? way : way.countingCosts(in: unit ?? "")
      }
      if ways.isEmpty {
        return counting(proposal).flatMap { way in trial(way).map { (way, $0.fits("")) } }
      }
      let trials = ways.map { counting(proposal.holding($0)).flatMap(trial) }
      let fits = trials.contains { trial in
        proposal.guessed.keys.contains { trial?.fits($0) ?? false }
      }
      let guess = counting(proposal).flatMap(trial)
      let held = CostInclusionEvidence(
        ways, matched: { trials[$0]?.matchedRows($1) ?? [] },
        guessed: { guess?.matchedRows($0) ?? [] }, fits: { trials[$0]?.fits($1) ?? false })
      return held.isEmpty ? (proposal, fits) : counting(proposal.holding(held)).map { ($0, true) }
    }
    if ways.isEmpty, !proposal.countsCosts { return nil }
    if let (way, fits) = shown(in: nil), fits || !proposal.countsCosts { return way }
    guard let unit = trial(proposal)?.costUnit, let (way, fits) = shown(in: unit), fits else {
      return nil
    }
    return way
  }

  /// The findings where those of exports without a proposal say why there is none.
  func told(_ findings: [Finding]) -> [Finding] {
    if refusals.isEmpty { return findings }
    return findings.map { finding in
      guard finding.help == FileFailure.pasteHelp, let why = refusals[finding.place.file] else {
        return finding
      }
      return Finding(
        finding.severity, at: finding.place, code: finding.code, message: finding.message,
        help: "Assay cannot propose a mapping: \(why)")
    }
  }
}
