import Closing
import Ledger
import Testing

/// Faults of `closes.csv`, each with its line, code and reason.
struct ChainFaultTests {
  /// Returns each fault as `line code: message`.
  private func faults(_ bytes: [UInt8]) -> [String] {
    CloseChain(bytes).faults.map { "\($0.line) \($0.code.rawValue): \($0.message)" }
  }

  private func faults(_ lines: [String]) -> [String] { faults(ChainScene.bytes(lines)) }

  @Test func `a changed line is named, and nothing after it`() {
    var lines = ChainScene.lines
    lines[1] = lines[1].replacing("controller", with: "controllex")
    #expect(faults(lines) == ["3 verify.chain: this line was changed after it was written"])
    #expect(CloseChain(ChainScene.bytes(lines)).rows.count == 4)
  }

  @Test func `a line that is changed together with its hash breaks the link of the next`() {
    var lines = ChainScene.lines
    // The hash is that of Python's hashlib.
    lines[0] = lines[0].replacing("month end", with: "month END").replacing(
      ChainScene.hashes[0],
      with: "be1ff5f1c0fecc1d6b9b7b5d99a0d788083059b2b5ed0bba7a45717447450305")
    #expect(
      faults(lines) == [
        "3 verify.chain: previous_sha256 is not the row_sha256 of the line before: that line was"
          + " changed or removed"
      ])
  }

  @Test func `converted line ends are reported once, with their number`() {
    let text = String(decoding: ChainScene.bytes(), as: UTF8.self).replacing("\n", with: "\r\n")
    #expect(
      faults(Array(text.utf8)) == [
        "1 verify.chain: ends with CR LF: an editor converted line endings (this and 4 more)"
      ])
    #expect(CloseChain(Array(text.utf8)).rows.count == 4)
  }

  @Test func `a blank line at the end breaks the chain`() {
    #expect(
      faults(ChainScene.lines + [""]) == [
        "6 verify.chain: is blank: an editor added this line"
      ])
  }

  @Test func `quotes where none are needed are those of an editor`() {
    var lines = ChainScene.lines
    lines[0] = lines[0].replacing("month end", with: "\"month end\"")
    #expect(
      faults(lines) == [
        "2 verify.chain: has quotes where none are needed: an editor rewrote it"
      ])
  }

  @Test func `a byte order mark is that of an editor`() {
    #expect(
      faults([0xEF, 0xBB, 0xBF] + ChainScene.bytes()) == [
        "1 verify.chain: begins with a byte order mark: an editor added it"
      ])
  }

  @Test func `a line that is there twice repeats the first`() {
    var lines = ChainScene.lines
    lines.insert(lines[1], at: 2)
    #expect(faults(lines) == ["4 close.form: repeats line 3"])
    #expect(CloseChain(ChainScene.bytes(lines)).rows.count == 4)
  }

  @Test func `a line that is missing leaves a gap`() {
    var lines = ChainScene.lines
    lines.remove(at: 1)
    #expect(faults(lines) == ["3 close.form: sequence is 3, expected 2: lines are missing"])
  }

  @Test func `a line that is cut off does not count, one without its line end does`() {
    let bytes = ChainScene.bytes()
    #expect(faults(bytes.dropLast()) == ["5 close.form: is cut off: it has no line ending"])
    #expect(CloseChain(bytes.dropLast()).rows.count == 4)
    #expect(faults(bytes.dropLast(70)) == ["5 close.form: is cut off: it has no line ending"])
    #expect(CloseChain(bytes.dropLast(70)).rows.count == 3)
  }

  @Test func `the fields of a line are held to their columns`() {
    let cases = [
      (",approve,", ",aprove,", "kind is \"aprove\", expected close, approve or restate"),
      ("2026-08,1,", "2026-13,1,", "period is \"2026-13\", expected a month such as 2026-08"),
      ("2,approve", "two,approve", "sequence is \"two\", expected a number from 1"),
      ("T09:30:00Z", "T09:30", "at is \"2026-09-04T09:30\", expected a day or an RFC 3339 instant"),
      (",controller,", ",,", "by is \"\", expected a name"),
      (
        ",,,,,", ",,some,,,",
        "accepted is \"some\", expected unpriced, rejected, conflict, critical"
      ),
      (",,,,,", ",,,a,,", "manifest is \"a\", expected no text"),
      (
        ",,,,,", ",,,,,5",
        "restates is \"5\", expected the number of the replaced close in a"
          + " restatement only"
      ),
    ]
    for (old, new, message) in cases {
      var lines = ChainScene.lines
      lines[1] = lines[1].replacing(old, with: new, maxReplacements: 1)
      #expect(faults(lines) == ["3 close.form: \(message)"])
    }
  }

  @Test func `a line with other fields, or an open quote, has a fault of its own`() {
    #expect(
      faults([ChainScene.lines[0], "2,approve,2026-08"]) == [
        "3 close.form: has 3 fields, expected 13 fields"
      ])
    #expect(
      faults([ChainScene.lines[0], "2,\"approve,2026-08"]) == [
        "3 close.form: has a quote that is not closed, or text that is not UTF-8, expected 13"
          + " fields"
      ])
  }

  @Test func `a file that is empty lost its lines`() {
    #expect(faults([] as [UInt8]) == ["1 close.form: the file is empty: its lines were lost"])
  }

  @Test func `lines that cannot follow one another are faults of form`() throws {
    let at = try #require(Instant(dayOrInstant: "2026-09-03"))
    let month = Month(year: 2026, month: 8)
    let cases: [(CloseKind, Int, String)] = [
      (.close, 1, "2026-08 is already closed"),
      (.restate, 3, "number 3 cannot restate close 1 of 2026-08"),
      (.approve, 2, "approves close 2 of 2026-08, which does not exist"),
    ]
    for (kind, number, message) in cases {
      let chain = CloseChain(ChainScene.bytes([ChainScene.lines[0]]))
      let row = chain.appending(
        CloseChain.Entry(
          kind, of: month, number: number, at: at, by: "b", reason: "",
          manifestSHA256: kind == .approve ? "" : ChainScene.manifests[1]))
      #expect(faults(chain.bytes(with: row)) == ["3 close.form: \(message)"])
    }
  }

  @Test func `a finding names file, line and code`() {
    let finding = CloseChain(ChainScene.bytes([""])).faults[0].finding(.note)
    #expect(finding.place.fileAndLine == "closes.csv:2")
    #expect(finding.code == "verify.chain" && finding.severity == .note)
  }
}
