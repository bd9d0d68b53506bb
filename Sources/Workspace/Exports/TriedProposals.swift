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

  /// So many files are tried; of more, those before them stand for them.
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

  /// The one way to count of `proposal`, or the unit of its costs, by which nearly all recorded costs are what rows come to;
  /// nil where several are, or none.
  private static func way(
    of proposal: MappingProposal, in root: String, _ limits: GzipLimits,
    _ books: (Rater, Reconciler)
  ) -> MappingProposal? {
    func trial(_ way: MappingProposal) -> ProposalTrial? {
      ProposalTrial(way, in: root, limits: limits, books: books)
    }
    func fits(_ way: MappingProposal) -> Bool {
      trial(way).map { $0.matched > 0 && $0.matched * 10 >= $0.compared * 9 } ?? false
    }
    let fitting = proposal.ways.filter(fits)
    if !fitting.isEmpty || !proposal.countsCosts { return fitting.count == 1 ? fitting[0] : nil }
    guard let unit = trial(proposal)?.costUnit else { return nil }
    let ways = proposal.ways.isEmpty ? [proposal] : proposal.ways
    let inUnit = ways.compactMap { $0.countingCosts(in: unit) }.filter(fits)
    return inUnit.count == 1 ? inUnit[0] : nil
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
        help: "no mapping can be proposed: \(why)")
    }
  }
}
