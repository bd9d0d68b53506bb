import Ledger
import Outputs
import Overview
import Presentation
import Scenarios
import Terminal
import Workspace

extension CommandDeclaration {
  static let multipliers = CommandDeclaration(
    name: "multipliers", purpose: "list, approve or reject multipliers that await approval",
    summary: "List the multipliers that await approval; approve or reject one of them.",
    operands: "list|approve|reject [WORKSPACE] [LINE]",
    examples: [
      "assay multipliers list", "assay multipliers approve 9 --by cfo@example.com",
    ],
    options: [
      Option(
        name: "--by", value: "NAME", group: .request,
        help: "name the approver; must differ from the requester"),
      Option(
        name: "--reason", value: "TEXT", group: .request,
        help: "state the reason [the reason of the request]"),
      Option(
        name: "--at", value: "TIME", group: .request, help: "date the decision [now]"),
      .color, .wait, .help,
    ],
    closing: """
      LINE is the line of the row in multipliers.csv. Assay adds each decision
      as a new row at the end and changes no row. Only approved rows count in a run.
      """,
    action: MultipliersCommand.run)
}

/// `assay multipliers`: maker and checker kept apart, in a book that only grows.
enum MultipliersCommand {
  private enum Verb: String, CaseIterable {
    case list, approve, reject
  }

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let (verb, operands): (Verb, [String]) = try arguments.verb(of: "multipliers")
    var rest = operands
    let line = rest.last.flatMap { Int(digits: $0) }
    if line != nil { rest.removeLast() }
    if let extra = rest.dropFirst().first {
      throw UsageFault.tooManyOperands(command: "multipliers", first: extra)
    }
    let root = Arguments.folder(rest.first)
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    switch verb {
    case .list:
      try MissingWorkspace.refuse(root)
      list(try MultiplierFile(root: root), in: root, paint)
      return .complete
    case .approve, .reject:
      guard let line else {
        throw UsageFault.missingOperand(
          command: "multipliers \(verb)", operand: "the line of a row")
      }
      guard let name = arguments.text("--by") else {
        throw UsageFault.needsOther(option: "multipliers \(verb)", other: "--by NAME")
      }
      try BookInputCheck.check(name: name, option: "--by")
      if let reason = arguments.text("--reason") {
        try BookInputCheck.check(reason: reason, option: "--reason")
      }
      let at = try arguments.instant("--at") ?? Instant.now
      try MissingWorkspace.refuse(root)
      let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
      defer { lock.release() }
      let times = try decide(
        line, isApproved: verb == .approve, by: name, reason: arguments.text("--reason"), at: at,
        in: root)
      Terminal.standardError.write(
        FindingPrinter(try arguments.paint()).text(
          try ClosedMonthNote.findings(MultiplierFile.name, times, in: root)))
      return .complete
    }
  }

  /// Adds the decision, and returns the time in which it changes multipliers.
  private static func decide(
    _ line: Int, isApproved: Bool, by name: String, reason: String?, at: Instant, in root: String
  ) throws -> [Validity] {
    let book = try MultiplierFile(root: root)
    let row = try waiting(line, in: book, of: root, for: name)
    let request = row.dated.value
    let key = request.key
    let others = book.pending.filter {
      $0.line != line && $0.dated.value.key == key
        && $0.dated.value.multiplier == request.multiplier
        && $0.dated.from == row.dated.from && $0.dated.to == row.dated.to
    }
    let companions = book.companions(of: row).filter { companion in
      !others.contains { $0.line == companion.line }
    }
    let decision = [
      "level": key.level.name, "tier": key.tier.description,
      "provider": key.provider.description, "model": key.model.description,
      "multiplier": request.multiplier.description,
      "effective_from": row.dated.from == .distantPast ? "" : row.dated.from.description,
      "effective_to": row.dated.to?.description ?? "",
      "status": isApproved ? "approved" : "rejected",
      "requested_by": request.requestedBy.description, "approved_by": name,
      "approved_at": at.description, "reason": reason ?? row.reason.description,
      "target_margin_percent": row.targetMargin.description, "recorded_at": at.description,
    ]
    try book.append([decision], as: .decision)
    var words = [
      "\(isApproved ? "Approved" : "Rejected"): \(SafeText.safe(request.words)), requested by "
        + "\(SafeText.safe(request.requestedBy.description)), decided by \(SafeText.safe(name))."
    ]
    words += settled(by: others, companions)
    if isApproved && row.dated.from < at {
      words.append(
        row.dated.from == .distantPast
          ? "It applies to all days. Assay compares all deductions with this multiplier."
          : "It applies from \(row.dated.from). From that day, Assay compares deductions with this "
            + "multiplier.")
    }
    Terminal.standardOutput.write(
      words.flatMap { Wrapping.lines($0, hanging: 2, width: Terminal.width) }.text)
    return isApproved
      ? [Validity(from: row.dated.from, to: row.dated.to ?? .distantFuture)] : []
  }

  /// The row of `line`, which waits for the decision of someone else than `name`.
  private static func waiting(
    _ line: Int, in book: MultiplierFile, of root: String, for name: String
  ) throws -> MultiplierFile.Row {
    guard let row = book.rows.first(where: { $0.line == line }) else {
      throw MultiplierRefusal.noRow(line: line, root: root)
    }
    guard book.pending.contains(where: { $0.line == line }) else {
      throw MultiplierRefusal.notWaiting(line: line, root: root)
    }
    let requestedBy = row.dated.value.requestedBy
    if requestedBy.isEmpty { throw MultiplierRefusal.nobodyAsked(line: line) }
    if row.dated.value.isRequested(by: Name(name.trimmedLowercase)) {
      throw MultiplierRefusal.ownRequest(line: line, name: requestedBy.description)
    }
    return row
  }

  /// Returns the effect of a decision on equal requests in `others`, and the open companions.
  private static func settled(
    by others: [MultiplierFile.Row], _ companions: [MultiplierFile.Row]
  ) -> [String] {
    var words: [String] = []
    if !others.isEmpty {
      let lines = others.map { "line \($0.line)" }.listed
      words.append(
        "This also decides \(lines), which \(others.count == 1 ? "proposes" : "propose") the same"
          + " multiplier.")
    }
    if !companions.isEmpty {
      let (noun, verb, object) =
        companions.count == 1 ? ("Line", "belongs", "it") : ("Lines", "belong", "them")
      words.append(
        "\(noun) \(companions.map { "\($0.line)" }.listed) \(verb) to the same proposal: decide on"
          + " \(object) as well.")
    }
    return words
  }

  private static func list(_ book: MultiplierFile, in root: String, _ paint: Paint) {
    let pending = book.pending
    guard !pending.isEmpty else {
      Terminal.standardOutput.write("No multiplier awaits approval.\n")
      return
    }
    let verb = pending.count == 1 ? "awaits" : "await"
    var text =
      paint(.bold, "\(Figures.count(Int64(pending.count), "multiplier")) \(verb) approval") + "\n"
    for row in pending {
      let value = row.dated.value
      let from = row.dated.from == .distantPast ? "" : " from \(row.dated.from)"
      let to = row.dated.to.map { " until \($0) (exclusive)" } ?? ""
      let reason = row.reason.isEmpty ? "" : ": \(row.reason)"
      let who = value.requestedBy.isEmpty ? "an unnamed person" : value.requestedBy.description
      let companions = book.companions(of: row).map { "line \($0.line)" }
      let with = companions.isEmpty ? "" : " (belongs with \(companions.listed))"
      let words = SafeText.safe("\(value.words)\(from)\(to), requested by \(who)\(reason)") + with
      text +=
        Wrapping.lines(words, after: "  line \(row.line)  ", width: Terminal.width).text
    }
    let command = TypedCommand.text(
      "multipliers approve", in: root, ["LINE", "--by", "NAME"])
    text +=
      Wrapping.lines(
        ["To", "decide:", "\(SafeText.safe(command)),", "or", "reject"], after: "", hanging: 2,
        width: Terminal.width
      ).text
    Terminal.standardOutput.write(text)
  }
}
