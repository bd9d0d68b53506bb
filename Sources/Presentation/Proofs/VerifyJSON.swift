import Closing
import Ledger
import Outputs

/// The answer of `assay verify --json`.
package enum VerifyJSON {
  /// The document: the chain, and each close with its steps.
  package static func text(_ verification: Verification) -> String {
    JSONText.object([
      ("assay", .string(Version.number)), ("proved", .boolean(verification.isProved)),
      (
        "chain",
        .object([
          ("rows", .number(Int64(verification.rowCount))),
          ("head", .string(verification.head)),
          ("unbroken", .boolean(verification.isUnbroken)),
          ("findings", findings(verification.findings)),
        ])
      ),
      ("closes", .array(verification.proofs.map { close($0, in: verification) })),
    ]).text
  }

  private static func close(_ proof: CloseProof, in verification: Verification) -> JSONText {
    let row = proof.close.row
    return .object([
      ("period", .described(row.period)), ("number", .number(Int64(row.number))),
      ("kind", .string(row.kind.rawValue)), ("state", .string(proof.close.state.rawValue)),
      ("at", .string(row.at.rfc3339)), ("by", .string(row.by)),
      ("approved_by", proof.close.approval.map { .string($0.by) } ?? .null),
      ("proved", .boolean(proof.isProved && verification.isUnbroken)),
      ("closed_by_version", proof.version.map { .string($0) } ?? .null),
      ("inputs", proof.inputs.map(inputs) ?? .null),
      ("run_again", rerun(proof.rerun)), ("outputs", outputs(proof.outputs)),
      ("signature", signature(proof.signature)), ("findings", findings(proof.findings)),
    ])
  }

  private static func inputs(_ inputs: InputProof) -> JSONText {
    .object([
      ("files", .number(Int64(inputs.fileCount))),
      ("changed", .array(inputs.changed.map { .string($0) })),
      (
        "grown",
        .array(
          inputs.grown.map { file in
            .object([
              ("path", .string(file.path)), ("bytes", .number(file.bytes)),
              ("rows", file.rows.map { .number(Int64($0)) } ?? .null),
            ])
          })
      ),
    ])
  }

  private static func step(
    _ result: String, files: Int?, _ more: [(key: String, value: JSONText)] = []
  ) -> JSONText {
    .object(
      [("result", .string(result)), ("files", files.map { .number(Int64($0)) } ?? .null)] + more)
  }

  private static func rerun(_ proof: RerunProof) -> JSONText {
    switch proof {
    case .untried: step("not_tried", files: nil)
    case .refused: step("refused", files: nil)
    case .same(let count): step("same_bytes", files: count)
    case .sameFigures(let count, let uncompared):
      step(
        "same_figures", files: count,
        [("not_compared", .array(uncompared.map { .string($0) }))])
    case .differs(let count): step("differs", files: count)
    }
  }

  private static func outputs(_ proof: OutputProof) -> JSONText {
    switch proof {
    case .untried: step("not_tried", files: nil)
    case .replaced: step("replaced", files: nil)
    case .absent: step("absent", files: nil)
    case .same(let count): step("same_bytes", files: count)
    case .differs(let count): step("differs", files: count)
    }
  }

  private static func signature(_ proof: SignatureProof) -> JSONText {
    func make(_ result: String, _ by: String? = nil, _ reason: String? = nil) -> JSONText {
      .object([
        ("result", .string(result)), ("by", by.map { .string($0) } ?? .null),
        ("reason", reason.map { .string($0) } ?? .null),
      ])
    }
    return switch proof {
    case .absent: make("absent")
    case .signed(let by): make("signed", by)
    case .covered(let by, let month): make("covered", by, "signed for \(month)")
    case .bad: make("bad")
    case .untried(let reason): make("not_tested", nil, reason)
    }
  }

  private static func findings(_ findings: [Finding]) -> JSONText {
    .array(
      findings.map { finding in
        .object([
          ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code)),
          ("file", .string(finding.place.file)),
          ("line", finding.place.line.map { .number(Int64($0)) } ?? .null),
          ("column", finding.place.column.map { .number(Int64($0)) } ?? .null),
          ("message", .string(finding.message)),
          ("help", finding.help.map { .string($0) } ?? .null),
        ])
      })
  }
}
