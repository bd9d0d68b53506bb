import Ledger
import Overview
import Terminal
import Workspace

/// The findings of one severity and code, as one line.
struct FindingKind {
  /// Those that are listed, in the order of the inputs; at least one.
  var findings: [Finding]
  /// The number of others.
  var unlisted: Int64 = 0
  /// Known figures beside their messages.
  let figures: FindingKindFigures?

  private var first: Finding { findings[0] }
  var isError: Bool { first.severity == .error }
  var count: Int64 { Int64(findings.count) + unlisted }
  /// The rows behind them where these are known, else the findings.
  private var rows: Int64 { figures?.rows ?? count }

  // MARK: Order

  /// Findings that explain others come first, then errors, doubts, warnings and notes.
  private var rank: Int {
    if findings.contains(where: \.explainsOthers) { return 0 }
    switch first.severity {
    case .error: return 1
    case .warning: return DoubtCodes.decidesStatus(first) ? 2 : 3
    case .note: return 4
    }
  }

  /// By rank, then the largest amount, then the largest count, then the code.
  static func precedes(_ left: FindingKind, _ right: FindingKind) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    let amounts = [left, right].map { $0.figures?.amount?.magnitude ?? .zero }
    if amounts[0] != amounts[1] { return amounts[0] > amounts[1] }
    if left.rows != right.rows { return left.rows > right.rows }
    return left.first.code < right.first.code
  }

  // MARK: Text

  /// Returns at most `most` lines; a longer sentence is cut.
  func lines(atMost most: Int, width: Int, paint: Paint) -> [String] {
    let (word, colour): (String, Paint.Colour) =
      switch first.severity {
      case .error: ("error:", .red)
      case .warning: ("warning:", .yellow)
      case .note: ("note:", .cyan)
      }
    let head = word.padded(to: 9)
    let amount = figures?.amount.flatMap { $0 == .zero ? nil : "\(Figures.money($0)) USD" }
    let isRecorded = ["ref.unpriced", "ref.gap"].contains(first.code)
    func end(_ place: String, isRecorded: Bool = false) -> String {
      SafeText.brief(place) + (amount.map { " (\($0)\(isRecorded ? " recorded" : ""))" } ?? "")
        + " [\(first.code)]"
    }
    func wrapped(_ text: String) -> [String] {
      Wrapping.lines(text, after: head, hanging: head.count, width: width)
    }
    var lines: [String] = []
    let whole = SafeText.brief(sentence)
    let short = shortSentence.map(SafeText.brief)
    var texts = [whole + end(placeBehind, isRecorded: isRecorded)]
    if let short {
      texts.append(short + end(placeBehind, isRecorded: isRecorded))
      texts.append(short + end(""))
    }
    for text in texts where lines.isEmpty || lines.count > most {
      lines = wrapped(text)
    }
    let words = (short ?? whole).split(separator: " ")
    for shown in stride(from: words.count - 1, to: 0, by: -1) where lines.count > most {
      lines = wrapped(
        words[..<shown].joined(separator: " ") + " \(Terminal.ellipsis)" + end(placeBehind))
    }
    lines[0] = paint(colour, word) + lines[0].dropFirst(word.count)
    return lines
  }

  /// The same without its details, for a short space; nil where there is none.
  private var shortSentence: String? {
    if isOfRows {
      return RowFaultText.words(for: first.code, message: first.message) == nil ? nil : general
    }
    guard let figures else { return nil }
    switch first.code {
    case "dup.conflict":
      return counted(figures.rows, "row repeats", "rows repeat") + " an ID with different content"
    case "ref.unpriced", "ref.gap", "ref.tier":
      return sentence.ranges(of: ": ").first.map { String(sentence[..<$0.lowerBound]) }
    case "ref.fx":
      return sentence.ranges(of: "; ").last.map { String(sentence[..<$0.lowerBound]) }
    default: return nil
    }
  }

  private var sentence: String {
    switch (first.code, figures) {
    case ("dup.conflict", let figures?):
      let used = findings.allSatisfy { $0.message.contains(": conflicts with ") }
      return counted(figures.rows, "row repeats", "rows repeat")
        + " a request ID with different content; "
        + (used ? "Assay uses the first of each" : "Assay uses one of each")
    case ("dup.same", let figures?):
      let isExact = findings.allSatisfy { $0.message.contains(": duplicate of ") }
      return isExact
        ? "Assay counts \(counted(figures.rows, "exact copy", "exact copies")) once"
        : "Assay does not count \(counted(figures.rows, "duplicate row", "duplicate rows"))"
    case ("ref.unpriced", let figures?), ("ref.gap", let figures?):
      let price = first.code == "ref.gap" ? "no price in force" : "no price"
      return counted(figures.rows, "request of", "requests of")
        + " \(counted(Int64(figures.names.count), "model", "models"))"
        + " \(figures.rows == 1 ? "has" : "have") \(price): \(FindingKind.named(figures.names))"
    case ("ref.tier", let figures?):
      let tiers =
        figures.names.isEmpty
        ? " without a tier"
        : " of \(counted(Int64(figures.names.count), "tier", "tiers")) without a plan"
      return counted(figures.rows, "request", "requests") + tiers
        + " \(figures.rows == 1 ? "is" : "are") rated as paid"
        + (figures.names.isEmpty ? "" : ": \(FindingKind.named(figures.names))")
    case ("ref.fx", let figures?):
      return counted(figures.rows, "recorded cost", "recorded costs")
        + " in \(FindingKind.named(figures.names))"
        + " \(figures.rows == 1 ? "has" : "have") no exchange rate;"
        + " Assay does not compare \(figures.rows == 1 ? "it" : "them")"
    case ("book.approval", let figures?):
      return counted(figures.rows, "multiplier does", "multipliers do") + " not count: "
        + figures.names.joined(separator: ", ")
    default: return general
    }
  }

  /// The count and what is wrong, which a place may follow.
  private var general: String {
    let place = first.place.description
    if isOfRows {
      let wrong = RowFaultText.words(for: first.code, message: first.message) ?? first.message
      return counted(rows, "row", "rows") + " rejected: \(wrong)"
    }
    if count == 1 { return "\(place): \(first.message)" }
    let subject =
      switch first.code {
      case "csv.unknown": "Assay ignores \(Figures.count(count)) unknown columns"
      case "file.ignored": "Assay does not read \(Figures.count(count)) files"
      default: "\(Figures.count(count)) findings"
      }
    return "\(subject), first at \(place): \(first.message)"
  }

  /// The place of rejected rows, which follows the fault and is never cut.
  private var placeBehind: String {
    isOfRows ? ", \(rows == 1 ? "" : "first ")at \(first.place)" : ""
  }

  /// True if each finding is a rejected row of the ledger.
  private var isOfRows: Bool {
    first.severity == .error && first.place.line != nil
      && WorkspacePath.isInLedger(first.place.file)
      && (figures != nil || RowFaultText.words(for: first.code, message: first.message) != nil)
  }

  private func counted(_ count: Int64, _ one: String, _ many: String) -> String {
    "\(Figures.count(count)) \(count == 1 ? one : many)"
  }

  /// The first three names, and an ellipsis for others: `a, b, c …`.
  private static func named(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " \(Terminal.ellipsis)" : "")
  }
}

extension Finding {
  /// True for a price book that is not read, which explains missing prices in other files.
  var explainsOthers: Bool {
    code == "file.ignored" && WorkspacePath.isInPrices(place.file)
  }
}
