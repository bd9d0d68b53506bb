import Sampling
import Terminal

extension CommandDeclaration {
  static let sample = CommandDeclaration(
    name: "sample", purpose: "draw an audit sample of requests",
    summary: """
      Draw requests for an audit, each with every step of its cost and charge, so \
      that a person can check them.
      """,
    operands: "[WORKSPACE]",
    examples: [
      "assay sample --size 25 --seed 2026 --strata mismatch:all,byok:5",
      "assay sample --period 2026-08 --size 60 --seed 7 --by-amount",
    ],
    options: [
      Option(
        name: "--size", value: "N", group: .sample,
        help: "draw N requests that are in no other stratum [25]"),
      Option(
        name: "--seed", value: "N", group: .sample,
        help: "seed the selection; the same seed draws the same requests [1]"),
      Option(
        name: "--strata", value: "KIND:N,…", group: .sample,
        help: "draw N or all of mismatch, unpriced, byok, failed, free or rest",
        takes: .list(SampleKind.allCases.map(\.rawValue))),
      Option(
        name: "--by-amount", value: nil, group: .sample,
        help: "draw requests with larger costs more often (monetary unit sampling)"),
    ]
      + run.options.filter {
        ["--period", "--month", "--from", "--to", "--last"].contains($0.name)
      } + [
        .asKnownAt, .output, .force, .json, .quiet, .noProgress, .color, .maxRejects,
        .maxRatio, .maxBytes, .skipBadFiles, .wait,
      ] + Option.forWork + [.help],
    closing: """
      Writes audit-sample.csv and audit-sample.xlsx into the run folder of the
      period. Strata, method and selection without Assay: docs/SAMPLE.md.
      """)
}
