import Closing
import Ledger
import Outputs
import Overview
import Terminal

/// The screen of `assay verify`: one line per step of each close, and the verdict.
package struct VerifyScreen {
  private let verification: Verification
  private let folder: (Month) -> String
  private let width: Int
  private let paint: Paint

  /// - Parameters:
  ///   - folder: returns the folder of the reports of a month in the workspace.
  package init(
    _ verification: Verification, folder: @escaping (Month) -> String, width: Int, paint: Paint
  ) {
    self.verification = verification
    self.folder = folder
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String {
    let proofs = verification.proofs
    if proofs.count == 1 { return proofs.map { block($0, hasChain: true) }.text }
    return ([line("Chain", chain)] + proofs.map { block($0, hasChain: false) } + [verdict]).text
  }

  private func block(_ proof: CloseProof, hasChain: Bool) -> [String] {
    Wrapping.lines(heading(proof), hanging: 2, width: width).map { paint(.bold, $0) }
      + (hasChain ? line("Chain", chain) : [])
      + line("Inputs", proof.inputs.map(inputs) ?? "unknown: Assay cannot use the manifest")
      + line("Run again", rerun(proof)) + line("Outputs", outputs(proof)) + judgement(proof)
  }

  /// A name and what is said of it.
  private func line(_ name: String, _ words: String) -> [String] {
    Wrapping.lines(
      words, after: "  " + name + String(repeating: " ", count: 11 - name.count), hanging: 13,
      width: width)
  }

  // MARK: Heading

  private func heading(_ proof: CloseProof) -> String {
    let (row, close) = (proof.close.row, proof.close)
    var words = ["\(row.period)" + (row.number > 1 || close.isSuperseded ? " (\(row.number))" : "")]
    words.append(
      (row.kind == .restate ? "restated" : "closed") + " \(row.at.utcDay) by \(name(row.by))")
    if let approval = close.approval {
      words.append("approved \(approval.at.utcDay) by \(name(approval.by))")
    }
    if proof.waitsForApproval { words.append("not approved") }
    switch proof.signature {
    case .absent: if proof.hasSigners { words.append("not signed") }
    case .signed(let by): words.append("signed by \(name(by))")
    case .covered(let by, let month):
      words.append("covered by the signature of \(name(by)) for \(month)")
    case .bad: words.append("with an invalid signature")
    case .untried: words.append("with a signature that Assay did not check")
    }
    if close.isSuperseded { words.append("replaced since") }
    return words.joined(separator: ", ")
  }

  private func name(_ text: String) -> String { SafeText.safe(text) }

  // MARK: Steps

  private var chain: String {
    let rows = Figures.count(Int64(verification.rowCount), "row")
    return rows + (verification.isUnbroken ? ", unbroken" : ", broken")
  }

  private func inputs(_ inputs: InputProof) -> String {
    let files = Figures.count(Int64(inputs.fileCount), "file")
    let same = inputs.fileCount - inputs.changed.count
    let first =
      inputs.changed.isEmpty
      ? "\(files) unchanged"
      : "\(Figures.count(Int64(same))) of \(files) unchanged; "
        + listed(inputs.changed.map(name)) + (inputs.changed.count == 1 ? " is not" : " are not")
    let grown = inputs.grown.map { file in
      let rows = file.rows.map { Figures.count(Int64($0), "row") }
      return "\(name(file.path)) grew by \(rows ?? Figures.count(file.bytes, "byte")) since"
    }
    return ([first] + (grown.isEmpty ? [] : [listed(grown)])).joined(separator: "; ")
  }

  /// The first three, and how many more there are.
  private func listed(_ words: [String]) -> String {
    let more = words.count - 3
    return words.prefix(3).joined(separator: ", ")
      + (more > 0 ? " and \(Figures.count(Int64(more))) more" : "")
  }

  private func rerun(_ proof: CloseProof) -> String {
    func files(_ count: Int) -> String { Figures.count(Int64(count), "file") }
    switch proof.rerun {
    case .untried: return "not tried: the inputs are not complete"
    case .refused: return "refused: see the messages"
    case .same(let count): return files(count) + ", the same bytes"
    case .sameFigures(let count, let uncompared):
      return files(count) + ", same figures (closed by \(proof.version ?? "another version"),"
        + " this is \(Version.number))"
        + (uncompared.isEmpty ? "" : "; not compared: " + uncompared.joined(separator: ", "))
    case .differs(let count): return files(count) + (count == 1 ? " differs" : " differ")
    }
  }

  private func outputs(_ proof: CloseProof) -> String {
    let place = folder(proof.close.row.period) + "/"
    switch proof.outputs {
    case .untried: return "not compared"
    case .replaced: return "not compared: \(place) holds the close that replaced it"
    case .absent:
      let isMade: Bool = if case .same = proof.rerun { true } else { false }
      return "\(place) does not exist" + (isMade ? ": made again, the same bytes" : "")
    case .same(let count): return Figures.count(Int64(count), "file") + " on disk, the same bytes"
    case .differs(let count):
      return Figures.count(Int64(count), "file") + " on disk " + (count == 1 ? "differs" : "differ")
    }
  }

  // MARK: Verdict

  private func judgement(_ proof: CloseProof) -> [String] {
    let month = proof.close.row.period
    return [
      proof.isProved && verification.isUnbroken
        ? "Proved: \(month) matches its close."
        : paint(.red, "Not proved: \(month), see the messages above.")
    ]
  }

  /// The last line, where it says more than that of a single close.
  private var verdict: [String] {
    if verification.proofs.count == 1 { return [] }
    let closes = Figures.count(Int64(verification.proofs.count), "close")
    let proved = verification.isUnbroken ? verification.proofs.count { $0.isProved } : 0
    return [
      verification.isProved
        ? "Proved: \(closes); head of the chain \(verification.head)"
        : paint(.red, "Not proved: only \(proved) of \(closes) match.")
    ]
  }
}
