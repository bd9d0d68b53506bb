import Ledger
import Presentation
import Terminal
import Testing

/// The findings of a run as a terminal shows them, from findings made by hand.
struct KindSummaryTests {
  private func finding(
    _ severity: Finding.Severity, _ code: String, _ message: String = "wrong",
    file: String = "ledger/a.csv", line: Int? = 2, column: Int? = nil
  ) -> Finding {
    Finding(
      severity, at: Place(file: file, line: line, column: column), code: code, message: message)
  }

  private func lines(
    _ findings: [Finding], unlisted: [OmittedFindings] = [],
    figures: [String: FindingKindFigures] = [:], width: Int = 80
  ) -> [String] {
    KindSummary(findings, unlisted: unlisted, figures: figures).lines(
      width: width, command: "assay check --verbose", paint: Paint(.never, for: .standardError))
  }

  @Test func `errors come first, then the largest amount, then the largest count, then notes`() {
    let findings = [
      finding(.note, "dup.same", "id a: duplicate of ledger/a.csv:1"),
      finding(.warning, "book.approval", file: "multipliers.csv"),
      finding(.warning, "ref.unpriced"), finding(.warning, "dup.conflict", "id a: less output"),
      finding(.error, "num.sign", "output_tokens is -5", column: 7),
      finding(.error, "num.sign", "output_tokens is -6", column: 7),
    ]
    let figures = [
      "dup.same": FindingKindFigures(rows: 10),
      "book.approval": FindingKindFigures(rows: 2, names: ["1 rejected", "1 waiting"]),
      "ref.unpriced": FindingKindFigures(
        rows: 10, amount: Money(attodollars: 40_000_000_000_000_000),
        names: ["gpt-5.6", "b", "c", "d"]),
      "dup.conflict": FindingKindFigures(
        rows: 10, amount: Money(attodollars: 110_000_000_000_000_000)),
      "num.sign": FindingKindFigures(rows: 2),
    ]
    #expect(
      lines(findings, figures: figures, width: 120) == [
        "error:   2 rows rejected: a negative count, first at ledger/a.csv:2:7 [num.sign]",
        "warning: 10 rows repeat a request ID with different content; Assay uses one of each (0.11 USD)"
          + " [dup.conflict]",
        "warning: 10 requests of 4 models have no price: gpt-5.6, b, c … (0.04 USD recorded)"
          + " [ref.unpriced]",
        "warning: 2 multipliers do not count: 1 rejected, 1 waiting [book.approval]",
        "note:    Assay counts 10 exact copies once [dup.same]",
        "All 6 with place and remedy: assay check --verbose",
      ])
  }

  @Test func `a price book that is not read explains what follows, and comes before errors`() {
    let findings = [
      finding(.error, "num.sign"),
      finding(.warning, "file.ignored", "not read", file: "prices/p.txt", line: nil),
    ]
    #expect(
      lines(findings).first == "warning: prices/p.txt: not read [file.ignored]")
  }

  @Test func `one row is reported in the singular`() {
    let findings = [
      finding(.warning, "dup.conflict", "id a: conflicts with ledger/a.csv:1"),
      finding(.warning, "ref.gap"), finding(.warning, "ref.tier"), finding(.warning, "ref.fx"),
      finding(.note, "dup.same", "id a: a copy of ledger/a.csv:1"),
    ]
    let one = FindingKindFigures(rows: 1, names: ["x"])
    let figures = Dictionary(uniqueKeysWithValues: findings.map { ($0.code, one) })
    #expect(
      lines(findings, figures: figures, width: 120).dropLast() == [
        "warning: 1 row repeats a request ID with different content; Assay uses the first of each"
          + " [dup.conflict]",
        "warning: 1 recorded cost in x has no exchange rate; Assay does not compare it [ref.fx]",
        "warning: 1 request of 1 model has no price in force: x [ref.gap]",
        "warning: 1 request of 1 tier without a plan is rated as paid: x [ref.tier]",
        "note:    Assay does not count 1 duplicate row [dup.same]",
      ])
  }

  @Test func `what is wrong with rows and its place fit two lines`() {
    let file = "ledger/usage-2026-07.csv.gz"
    let findings = [
      finding(
        .error, "time.zone", "request_started_at is \"2026-07-02 10:11:12\", expected RFC 3339",
        file: file, line: 5436, column: 26),
      finding(
        .error, "id.long", String(repeating: "some words of a message ", count: 12),
        file: file, line: 5436, column: 26),
      finding(
        .error, "num.sign", "vendor_cost_usd is -5, expected 0 or more",
        file: file, line: 5436, column: 26),
    ]
    let figures = [
      "time.zone": FindingKindFigures(rows: 4), "num.sign": FindingKindFigures(rows: 2),
      "id.long": FindingKindFigures(rows: 1),
    ]
    #expect(
      lines(findings, figures: figures).dropLast() == [
        "error:   4 rows rejected: a time has no zone, first at",
        "         ledger/usage-2026-07.csv.gz:5436:26 [time.zone]",
        "error:   2 rows rejected: a negative amount, first at",
        "         ledger/usage-2026-07.csv.gz:5436:26 [num.sign]",
        "error:   1 row rejected: some words of a message some words of a message some",
        "         words of a message some words of a message some words of a message some",
        "         words of a message …, at ledger/usage-2026-07.csv.gz:5436:26 [id.long]",
      ])
  }

  @Test func `details go before what is wrong is cut`() {
    func errors(_ count: Int) -> [Finding] {
      (0..<count).map { finding(.error, "kind.\($0)", String(repeating: "some words ", count: 14)) }
    }
    let findings =
      errors(4) + ["ref.unpriced", "dup.conflict"].map { finding(.warning, $0) }
      + [finding(.note, "dup.same")]
    let figures = [
      "ref.unpriced": FindingKindFigures(
        rows: 18, amount: Money(attodollars: 1_390_000_000_000_000_000),
        names: ["gemini-3-pro", "claude-x", "gpt-9"]),
      "dup.conflict": FindingKindFigures(
        rows: 10, amount: Money(attodollars: 2_570_000_000_000_000_000)),
    ]
    let shown = lines(findings, figures: figures)
    #expect(
      shown.contains("warning: 18 requests of 3 models have no price (1.39 USD) [ref.unpriced]"))
    #expect(
      shown.contains(
        "warning: 10 rows repeat an ID with different content (2.57 USD) [dup.conflict]"))
    let narrow = lines(
      [
        finding(
          .error, "time.zone", file: "ledger/usage-2026-07-of-the-shop.csv", line: 5436, column: 2)
      ] + errors(6), figures: ["time.zone": FindingKindFigures(rows: 4)], width: 60)
    #expect(
      narrow.contains("error:   4 rows rejected: a time has no zone [time.zone]"), "\(narrow)")
  }

  @Test func `what is only counted counts`() {
    let more = [
      OmittedFindings(severity: .warning, file: "ledger/a.csv", code: "csv.unknown", count: 1999),
      OmittedFindings(severity: .error, file: "ledger/a.csv", code: "csv.unknown", count: 7),
    ]
    #expect(
      lines([finding(.warning, "csv.unknown", "unknown column \"x\"")], unlisted: more) == [
        "warning: Assay ignores 2,000 unknown columns, first at ledger/a.csv:2: unknown",
        "         column \"x\" [csv.unknown]",
        "All 2,000 with place and remedy: assay check --verbose",
      ])
  }

  /// Sixty kinds, each too long for a line, at every width.
  @Test func `there are at most twelve lines, and none is too wide`() {
    let long = String(repeating: "some words of a message, ", count: 12)
    let findings = (1...60).map { finding(.warning, "kind.\($0)", long) }
    for width in [60, 72, 80, 100, 120] {
      let shown = lines(findings, width: width)
      #expect(shown.count <= KindSummary.limit)
      #expect(shown.allSatisfy { $0.count <= width }, "\(shown)")
      let text = shown.joined(separator: " ")
      let kinds = shown.count { $0.hasPrefix("warning: ") }
      #expect(text.contains("\(60 - kinds) kinds with \(60 - kinds) findings not shown. All 60"))
    }
  }

  @Test func `a long sentence is cut before a kind is left out`() {
    let long = String(repeating: "some words of a message, ", count: 12)
    let shown = lines((1...9).map { finding(.warning, "kind.\($0)", long) })
    #expect(shown.count { $0.hasPrefix("warning: ") } == 9)
    #expect(shown.count <= KindSummary.limit)
    #expect(shown[10].hasSuffix("… [kind.9]"), "\(shown)")
  }
}
