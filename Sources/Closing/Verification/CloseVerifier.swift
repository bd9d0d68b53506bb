import Intake
import Ledger
import Parsing
import Platform
import Workspace

/// Proves that closes still give what was closed.
package struct CloseVerifier {
  private let root: String
  private let chain: CloseChain
  private let options: Options
  private let run: Run

  /// Runs a view of the workspace as the close ran it, and writes the reports into the folder `output` of the view.
  package typealias Run = (WorkspaceView, WorkspaceViewOptions, ClosedManifest, MonthClose) throws
    ->
    Void

  /// The wishes of the caller, and how today's workspace is seen.
  package struct Options {
    /// Another checkout of the workspace; nil without one.
    package var against: String?
    /// A missing signature is an error.
    package var requiresSignature = false
    /// The version of this program.
    package let version: String
    /// Returns the folder of the reports of a month in the workspace.
    package let folder: (Month) -> String
    /// The settings of today in the form of a manifest; nil if they cannot be read.
    package let settings: [UInt8]?

    /// - Parameters: see the members of these names.
    package init(
      version: String, folder: @escaping (Month) -> String, settings: [UInt8]?
    ) {
      self.version = version
      self.folder = folder
      self.settings = settings
    }
  }

  /// - Parameters:
  ///   - chain: the chain of the workspace in `root`.
  ///   - run: makes the second run.
  package init(
    _ chain: CloseChain, in root: String, _ options: Options, run: @escaping Run
  ) {
    self.chain = chain
    self.root = root
    self.options = options
    self.run = run
  }

  /// Verifies some closes of the chain, one after another.
  package func verification(of closes: [MonthClose]) throws -> Verification {
    let check = try ChainCheck(chain, in: root, of: closes)
    var proofs: [CloseProof] = []
    for close in closes {
      proofs.append(try proof(of: close, lacks: check.lacks[close.row.sequence] ?? []))
    }
    let isUnbroken = !check.findings.contains { $0.severity == .error }
    for index in proofs.indices { try sign(&proofs[index], isUnbroken: isUnbroken) }
    return Verification(
      rowCount: chain.rows.count, head: chain.head, findings: check.findings, proofs: proofs)
  }

  /// Takes the steps of one close, but for the chain and the signature.
  private func proof(of close: MonthClose, lacks: [Finding]) throws -> CloseProof {
    var proof = CloseProof(close)
    proof.findings = lacks
    guard let (bytes, closed) = try manifest(of: close, &proof) else { return proof }
    proof.version = closed.version
    let listed = try ListedInputs(closed, in: root)
    proof.inputs = InputProof(fileCount: closed.inputs.count, grown: try listed.grown())
    if listed.areSettingsChanged {
      proof.findings += try SettingsChange.notes(
        closed: closed.settings, present: options.settings)
    }
    let made = listed.areComplete ? try rerun(listed, bytes, closed, &proof) : nil
    if made == nil {
      if !listed.areComplete { try noteChanged(listed, since: nil, &proof) }
      try compareOutputs(bytes, closed, made: nil, &proof)
    }
    proof.findings += try Approval.findings(of: close, settings: closed.settings)
    return proof
  }

  /// The manifest of a close; nil where it is not there or not the one that was closed, which the chain tells.
  private func manifest(
    of close: MonthClose, _ proof: inout CloseProof
  ) throws -> (bytes: [UInt8], manifest: ClosedManifest)? {
    let path = close.row.manifest
    guard case .file? = try FileSystem.kind(of: root + "/" + path) else {
      return nil
    }
    let bytes = try FileSystem.contents(of: root + "/" + path)
    guard SHA256.text(of: bytes) == close.row.manifestSHA256 else { return nil }
    do throws(ClosedManifestFault) {
      let manifest = try ClosedManifest(bytes)
      if manifest.month == close.row.period { return (bytes, manifest) }
      throw .period
    } catch {
      proof.findings.append(error.finding(in: path))
      return nil
    }
  }

  /// Runs what was closed and compares all that it says of inputs and outputs; returns nil where the run is refused.
  private func rerun(
    _ listed: ListedInputs, _ bytes: [UInt8], _ closed: ClosedManifest, _ proof: inout CloseProof
  ) throws -> ClosedManifest? {
    let stated = listed.areSettingsChanged && listed.settings != nil
    let view: WorkspaceView
    do {
      view = try WorkspaceView(
        of: root, files: listed.view, settings: stated ? closed.settings : nil)
    } catch let refusal as RunRefusal {
      try refused(refusal, listed, &proof)
      return nil
    }
    defer { view.remove() }
    let reading = view.reading(name: closed.workspace, settings: stated ? listed.settings : nil)
    do {
      try view.retelling { try run(view, reading, closed, proof.close) }
    } catch let refusal as RunRefusal {
      try refused(refusal, listed, &proof)
      return nil
    }
    let written = try FileSystem.contents(of: view.output + "/manifest.json")
    let made = try ClosedManifest(written)
    try noteChanged(listed, since: made, &proof)
    try compare(made, written, in: view.output, bytes, closed, &proof)
    try compareOutputs(bytes, closed, made: view.output, &proof)
    return made
  }

  /// Notes that the closed inputs cannot be run, and why.
  private func refused(
    _ refusal: RunRefusal, _ listed: ListedInputs, _ proof: inout CloseProof
  ) throws {
    try noteChanged(listed, since: nil, &proof)
    proof.rerun = .refused
    // A change that spoils a file has a finding already.
    let faults = refusal.findings.filter { fault in
      fault.severity == .error && !(proof.inputs?.changed.contains(fault.place.file) ?? false)
    }
    proof.findings += faults.prefix(3).map { fault in
      Finding(
        .error, at: fault.place, code: "verify.rerun",
        message: "Assay refuses to run the closed inputs: \(fault.message) [\(fault.code)]")
    }
  }

  /// Names the inputs of other bytes.
  ///
  /// - Parameter made: the manifest of the second run, which has their digests; nil where there is none.
  private func noteChanged(
    _ listed: ListedInputs, since made: ClosedManifest?, _ proof: inout CloseProof
  ) throws {
    let digests = Dictionary((made?.inputs ?? []).map { ($0.name, $0.digest) }) { first, _ in first
    }
    let month = proof.close.row.period
    for input in listed.inputs {
      if let digest = digests[input.file.name] {
        if digest == input.file.digest { continue }
      } else if input.state.isFile {
        let digest = try SHA256.beginning(of: input.location, count: input.file.size)
        if digest == input.file.sha256 { continue }
      }
      proof.inputs?.changed.append(input.file.path)
      proof.findings.append(
        try ChangedInput(
          input: input, other: options.against,
          tag: proof.close.row.tag,
          command: TypedCommand.text(
            "verify", in: root, [month.description, "--against", "../then"])
        ).finding())
    }
    let changed = Set(proof.inputs?.changed ?? [])
    proof.inputs?.grown.removeAll { changed.contains($0.path) }
  }

  private func compare(
    _ made: ClosedManifest, _ written: [UInt8], in folder: String, _ bytes: [UInt8],
    _ closed: ClosedManifest, _ proof: inout CloseProof
  ) throws {
    let isSame = closed.version == options.version
    let month = proof.close.row.period
    let copies =
      [root, options.against].compactMap(\.self).map { $0 + "/" + options.folder(month) }
    let (result, findings) = try RerunCheck(
      closed: closed, made: made, folder: folder, copies: copies, isSameVersion: isSame,
      // A changed input explains all that follows from it.
      limit: proof.inputs?.changed.isEmpty ?? true ? 10 : 3
    ).result()
    proof.rerun = result
    proof.findings += findings
    guard isSame, findings.isEmpty, proof.inputs?.changed.isEmpty ?? false,
      try !ManifestText.isSame(bytes, written),
      let difference = try FileDifference.first(
        closed: root + "/" + proof.close.row.manifest, present: folder + "/manifest.json")
    else { return }
    proof.rerun = .differs(1)
    proof.findings.append(
      Finding(
        .error, at: Place(file: "manifest.json"), code: "verify.rerun", message: difference.words))
  }

  /// Compares the reports on disk with those of the close.
  ///
  /// - Parameter made: the folder of the second run; nil without one.
  private func compareOutputs(
    _ bytes: [UInt8], _ closed: ClosedManifest, made: String?, _ proof: inout CloseProof
  ) throws {
    if proof.close.isSuperseded {
      proof.outputs = .replaced
      return
    }
    let own = WrittenFile(
      path: "manifest.json", size: Int64(bytes.count), sha256: proof.close.row.manifestSHA256)
    let isSame: Bool = if case .same = proof.rerun { true } else { false }
    let (result, findings) = try OutputCheck(
      root: root, folder: options.folder(proof.close.row.period), files: closed.outputs + [own],
      made: isSame ? made : nil
    ).result()
    proof.outputs = result
    proof.findings += findings
  }

  /// Tests the signature of a close, or that of a later line, which covers it.
  private func sign(_ proof: inout CloseProof, isUnbroken: Bool) throws {
    let own = proof.close.row
    proof.signature = try signature(of: own, proof)
    proof.hasSigners = try signers(own) != nil
    if isUnbroken, proof.signature == .absent {
      for row in chain.rows where row.sequence > own.sequence && row.kind != .approve {
        if case .signed(let by) = try signature(of: row, proof) {
          proof.signature = .covered(by: by, in: row.period)
          break
        }
      }
    }
    proof.findings += proof.signature.findings(
      about: own.rowPath, isRequired: options.requiresSignature)
  }

  private func signature(of row: CloseRow, _ proof: CloseProof) throws -> SignatureProof {
    try Signature(
      root: root, row: row, signers: try signers(proof.close.row),
      tool: ChildProcess(named: Signature.toolName)
    ).result()
  }

  /// The file of keys: that of the close, which the chain covers, or that of today.
  private func signers(_ row: CloseRow) throws -> String? {
    let path = root + "/" + row.manifest
    if case .file? = try FileSystem.kind(of: path) {
      let closed = Signature.signers(inManifest: try FileSystem.contents(of: path))
      if let closed { return closed }
    }
    return options.settings.flatMap { Signature.signers(in: $0) }
  }
}
