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
      inputs, context(QuarterHourUse(rates: [], rows: []), workspace, period: nil))
    // The ledger may have the models that the books do not know.
    let found = assembly.findings.filter { $0.code != "bill.model" }
    return ((findings + found).inReadingOrder, assembly.omitted.filter { $0.code != "bill.model" })
  }

  /// Returns the paths of the bills of which every line begins at `end` or later.
  ///
  /// A bill without a line whose time can be read is not one of them.
  package func paths(after end: Instant, of workspace: Workspace) -> Set<String> {
    let context = context(QuarterHourUse(rates: [], rows: []), workspace, period: nil)
    var first: [String: Instant] = [:]
    for input in inputs {
      _ = BillAssembly([input], context) { given in
        let period: Validity
        switch given {
        case .line(let line, _): period = line.period
        case .again(let line): period = line.period
        }
        // A period that cannot be read is empty.
        let from = period.from < period.to ? period.from : .distantPast
        first[input.source.path] = min(first[input.source.path] ?? from, from)
      }
    }
    return Set(first.filter { $0.value >= end }.keys)
  }

  /// The mappings that are proposed for files of no known format, by path.
  package var proposals: BillMappingProposals {
    BillMappingProposals(
      mappings: inputs.compactMap { input in
        do throws(FileProblem) {
          _ = try BillOpening.open(input, zones: zones)
          return nil
        } catch { return error.proposal?.mapping }
      })
  }
}

/// The mappings that are proposed for bills of no known format.
package struct BillMappingProposals: Sendable {
  package let mappings: [MappingProposal]

  /// Those of a workspace without bills.
  package static let none = BillMappingProposals(mappings: [])
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
