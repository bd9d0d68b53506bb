import Ledger
import Outputs
import Overview
import PriceImport
import Pricing
import Rating
import Terminal
import Workspace

/// The changes and findings of an import, as words and as JSON.
package struct ImportReport {
  private let done: PriceImport
  private let notes: [CatalogNote]
  /// Prices that changed by more than five times.
  private let large: [CatalogUpdate.Addition]
  /// The conflicts: another source has another price at any time.
  private let conflicts: [PriceBook.SourceConflict]
  /// Prices that others of their model contradict, on the day of the last catalog.
  private let contradictions: [PriceBook.Contradiction]
  /// Models priced by the hour, which keep what another source states.
  private let hourly: [HourlyModel]
  private let file: String

  /// - Parameter books: the books with what was imported.
  package init(_ done: PriceImport, books: Books) {
    self.done = done
    file = WorkspacePath.priceBook(of: done.source)
    notes = ImportReport.notes(of: done.snapshots)
    large = done.update.additions.filter { addition in
      guard let old = addition.old else { return false }
      guard let new = addition.perUnit else { return false }
      let (a, b) = (old.attodollars, new.attodollars)
      return min(a, b) > 0 && max(a, b) > 5 * min(a, b)
    }
    let file = file
    hourly = HourlyModel.all(notes, file: file, books: books)
    let day = Instant(startOf: done.snapshots.map(\.day).max() ?? Instant.distantPast.utcDay)
    let prices = books.prices
    contradictions = prices.contradictions(among: prices.quotes(at: day), at: day).filter {
      $0.place.file == file && done.accepted[$0.price] == nil
    }
    conflicts = prices.sourceConflicts().filter {
      $0.first.place.file == file || $0.second.place.file == file
    }
  }

  /// Returns the notes on entries that were not imported, each once, those of the last first.
  private static func notes(of snapshots: [CatalogFiles.Snapshot]) -> [CatalogNote] {
    struct Subject: Hashable {
      let provider: String
      let model: String
      let field: String
      let reason: CatalogNote.Reason
    }
    var seen: Set<Subject> = []
    return snapshots.reversed().flatMap(\.catalog.notes).filter {
      seen.insert(
        Subject(provider: $0.provider, model: $0.model, field: $0.field, reason: $0.reason)
      ).inserted
    }
  }

  /// Prices that look a thousand times off.
  private var jumps: [CatalogUpdate.Addition] { large.filter(\.isJump) }

  private var models: Int64 {
    Int64(
      done.snapshots.reduce(into: Set<ModelKey>()) { $0.formUnion($1.catalog.models) }.count)
  }

  // MARK: Words

  /// The screen.
  package func text(width: Int, paint: Paint) -> String {
    var lines = [headline(paint)]
    let kinds = CatalogUpdate.Addition.Kind.allCases.compactMap { kind -> String? in
      let count = done.update.additions.count { $0.kind == kind }
      return count == 0 ? nil : "\(Figures.count(Int64(count))) \(ImportReport.words[kind] ?? "")"
    }
    lines += added(done.update.additions.count, "price row", "price rows", kinds)
    lines += added(done.aliases.rows.count, "alias", "aliases")
    lines += added(done.derivations.count, "derivation", "derivations")
    for rank in done.ranks {
      lines.append("  Rank \(rank.rank) in price-sources.csv: \(rank.source)")
    }
    if !done.shipped.isEmpty {
      lines.append(
        "  \(Figures.count(Int64(done.shipped.count), "model")) already"
          + " \(done.shipped.count == 1 ? "has" : "have") these prices; to add prices for earlier"
          + " days: --for-all-time")
    }
    lines += list("Not imported", notes.count, groupedNotes, width)
    let inexact = notes.filter { $0.reason == .scale }
    lines += list(
      "Prices that books cannot hold",
      inexact.count, inexact.map { "\($0.provider) \($0.model) \($0.field): \($0.text)" }, width)
    let unknown = done.update.additions.filter { $0.perUnit == nil && $0.kind != .end }
    lines += list(
      "Classes with an unknown price; their usage is unpriced", unknown.count,
      unknown.map(\.key.words), width)
    lines += list(
      "Prices that contradict others of the same model", contradictions.count,
      contradictions.map { "\($0.price.key.words): \($0.detail) (\($0.place.fileAndLine))" }, width)
    lines += list(
      "Models priced by the hour; the next source applies", hourly.count,
      hourly.map(\.words), width)
    lines += list(
      "Prices that changed about 1,000-fold: per thousand or per million?", jumps.count,
      jumps.map(words), width)
    lines += list("Prices that changed more than 5-fold", large.count, large.map(words), width)
    lines += list(
      "Models missing from the last catalog; they keep their prices", done.update.missing.count,
      done.update.missing.map { "\($0.provider) \($0.model)" }, width)
    lines += list(
      "Prices that differ between sources", conflicts.count, conflicts.map(\.words), width)
    lines += list(
      "Names that aliases.csv already gives to another model", done.aliases.kept.count,
      done.aliases.kept.map {
        "\($0.alias.provider) \($0.alias.alias): \($0.alias.model) in the catalog; see \($0.place)"
      }, width)
    return lines.text
  }

  private static let words: [CatalogUpdate.Addition.Kind: String] = [
    .new: "new", .change: "changed", .correction: "corrected", .end: "ended",
  ]

  private func headline(_ paint: Paint) -> String {
    let days = done.snapshots.map(\.day)
    let when =
      days.count > 1
      ? "\(days.count) days, \(days[0]) to \(days[days.count - 1])"
      : "\(days.first?.description ?? "")"
    let models = Figures.count(models, "model")
    let verb = done.isNothing ? "Nothing new in" : "Imported"
    return paint(.bold, "\(verb) \(done.source.rawValue) of \(when)") + ", \(models) → \(file)"
  }

  /// Returns the number of rows that were added, by kind.
  private func added(
    _ count: Int, _ one: String, _ many: String, _ kinds: [String] = []
  ) -> [String] {
    if count == 0 { return [] }
    let detail = kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")
    return ["  \(Figures.count(Int64(count))) \(count == 1 ? one : many) added\(detail)"]
  }

  /// The maximum number of lines of a list that are shown.
  private static let shown = 5

  private func list(_ title: String, _ count: Int, _ lines: [String], _ width: Int) -> [String] {
    if count == 0 { return [] }
    return ShortList.lines(
      title, count: count, lines, shown: ImportReport.shown, width: width)
  }

  /// The prices that were not imported, by reason and member, the most frequent first.
  private var groupedNotes: [String] {
    struct Group: Hashable {
      let reason: CatalogNote.Reason
      let field: String
    }
    return Dictionary(grouping: notes) { Group(reason: $0.reason, field: $0.field) }
      .sorted {
        ($1.value.count, $0.key.field, $0.key.reason.rawValue)
          < ($0.value.count, $1.key.field, $1.key.reason.rawValue)
      }
      .map { group, notes in
        let example = notes[0]
        return "\(group.field.isEmpty ? "entry" : group.field): \(notes.count), "
          + "\(ImportReport.words(group.reason)), such as \(example.provider) \(example.model)"
      }
  }

  private static func words(_ reason: CatalogNote.Reason) -> String {
    switch reason {
    case .sentinel: "a placeholder for a missing price"
    case .noNumber: "not a number"
    case .scale: "more than 18 decimals, or above a million USD"
    case .unit: "a unit that price books do not have"
    case .hours: "a price for some hours of the day"
    case .twoPrices: "several prices for one class"
    case .rule: "a rule that aliases cannot state"
    case .name: "a name that ledgers cannot have"
    case .shape: "not in the catalog's format"
    case .twice: "occurs twice; the last one counts"
    }
  }

  private func words(_ addition: CatalogUpdate.Addition) -> String {
    let per = addition.key.unitClass.defaultPer
    return
      "\(addition.key.words): \((addition.old ?? .zero) * per)"
      + " → \(PriceText.text(addition.perUnit, per: per)) from"
      + " \(addition.from?.description ?? "ever")"
  }

  // MARK: JSON

  /// The same as a JSON document.
  package var json: JSONText {
    .object([
      ("assay", .string(Version.number)), ("source", .string(done.source.rawValue)),
      ("file", .string(file)),
      ("days", .array(done.snapshots.map { .string($0.day.description) })),
      ("models", .number(models)),
      ("price_rows", .array(done.update.additions.map(json))),
      ("as_shipped", .number(Int64(done.shipped.count))),
      ("alias_rows", .number(Int64(done.aliases.rows.count))),
      ("derivation_rows", .number(Int64(done.derivations.count))),
      (
        "ranks",
        .array(
          done.ranks.map {
            .object([("source", .string($0.source)), ("rank", .number($0.rank))])
          })
      ),
      ("not_imported", .array(notes.map(json))),
      ("by_hour", .array(hourly.map(\.json))),
      ("large_changes", .array(large.map(json))),
      (
        "missing",
        .array(
          done.update.missing.map {
            .object([
              ("provider", .string($0.provider.description)),
              ("model", .string($0.model.description)),
            ])
          })
      ),
      ("conflicts", .array(conflicts.map(\.json))),
      (
        "contradictions",
        .array(
          contradictions.map {
            .object(
              $0.price.key.json + [
                ("detail", .string($0.detail)), ("row", .row($0.place)),
                ("other_row", .row($0.other)),
              ])
          })
      ),
      (
        "aliases_kept",
        .array(
          done.aliases.kept.map {
            .object([
              ("provider", .string($0.alias.provider.description)),
              ("alias", .string($0.alias.alias.description)),
              ("model", .string($0.alias.model.description)),
              ("row", .string($0.place.description)),
            ])
          })
      ),
    ])
  }

  private func json(_ addition: CatalogUpdate.Addition) -> JSONText {
    let per = addition.key.unitClass.defaultPer
    return .object(
      [("kind", .string(addition.kind.rawValue))] + addition.key.json + [
        ("old_price_usd", .described(addition.old.map { $0 * per })),
        ("price_usd", .described(addition.perUnit.map { $0 * per })), ("per", .number(per)),
        ("effective_from", .described(addition.from)),
        ("effective_to", .described(addition.to)),
        ("recorded_at", .string(addition.recordedAt.description)),
      ])
  }

  private func json(_ note: CatalogNote) -> JSONText {
    .object([
      ("provider", .string(note.provider)), ("model", .string(note.model)),
      ("field", .string(note.field)), ("text", .string(note.text)),
      ("reason", .string(note.reason.rawValue)), ("line", .number(Int64(note.line))),
    ])
  }
}

extension Price.Key {
  /// The members that name a key.
  var json: [(key: String, value: JSONText)] {
    [
      ("provider", .string(provider.description)), ("model", .string(model.description)),
      ("unit_class", .string(unitClass.name)), ("service_tier", .string(serviceTier.description)),
      ("region", region.isEmpty ? .null : .string(region.description)),
      ("context_over", contextOver.map(JSONText.number) ?? .null),
    ]
  }
}
