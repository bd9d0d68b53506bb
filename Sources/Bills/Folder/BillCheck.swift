import Cube
import Intake
import Ledger
import Rating
import Workspace

extension BillFolder {
  /// Returns the findings about the bills that need no ledger: names of models and the ledger's time are not compared.
  package func findingsWithoutLedger(of workspace: Workspace) -> (
    findings: [Finding], unlisted: [OmittedFindings]
  ) {
    // Books that cannot be used would make faults of bills.
    let hasBooks = !workspace.findings.contains {
      $0.severity == .error && !WorkspacePath.isInLedger($0.place.file)
    }
    guard hasBooks else { return (findings, []) }
    let assembly = BillAssembly(
      inputs, context(LedgerUse(rates: [], rows: []), workspace, period: nil))
    // The ledger may have the models that the books do not know.
    let found = assembly.findings.filter { $0.code != "bill.model" }
    return ((findings + found).inReadingOrder, assembly.omitted.filter { $0.code != "bill.model" })
  }

  /// The mappings that are proposed for files of no known format, by path.
  package var proposals: BillProposals {
    BillProposals(
      mappings: inputs.compactMap { input in
        do throws(FileProblem) {
          _ = try BillOpening.open(input, zones: zones)
          return nil
        } catch { return error.proposal?.mapping }
      })
  }
}

/// The mappings that are proposed for bills of no known format.
package struct BillProposals: Sendable {
  package let mappings: [MappingProposal]

  /// Those of a workspace without bills.
  package static let none = BillProposals(mappings: [])
}

extension BillProposal {
  /// The same as the proposals for usage exports are shown and saved.
  fileprivate var mapping: MappingProposal {
    let open =
      columns.filter { $0.title == MappingProposal.open }.map(\.column)
      + constants.filter { $0.value == MappingProposal.open }.map(\.column)
    return MappingProposal(
      path: path, lines: lines, missing: open.map(\.rawValue),
      names: columns.map(\.title).filter { $0 != MappingProposal.open })
  }
}
