import Ledger

/// The lines of a proposed mapping.
extension ProposalMaker {

  /// The lines of the mapping for `path`.
  func lines(for path: String) -> [String] {
    let objects = [("columns", columns), ("constants", constants)]
    var members = objects.filter { !$1.isEmpty }.map { name, lines in
      ProposalJSON.object(name, lines.map { [$0] })
    }
    if let values { members.append([values]) }
    if !units.isEmpty { members.append(ProposalJSON.object("units", units.map { [$0] })) }
    for isOnly in [true, false] {
      let choices = requests.choices.filter { $0.choice.isOnly == isOnly }
      if choices.isEmpty { continue }
      let texts = choices.map { choice, _ in
        JSONString.quoted(choice.name) + ": " + ProposalJSON.list(choice.texts.sorted())
      }
      members.append([
        ProposalJSON.Line(
          isOnly ? "only" : "skip", "{ " + texts.joined(separator: ", ") + " }",
          comment: choices.map(\.why).distinct.joined(separator: "; "))
      ])
    }
    members += totalLines.map { [$0.line] }
    members += (timeLines + numberLines).map { [$0] }
    return ProposalJSON.object(path, members).map(\.text)
  }

  /// The classes that totals include, and whether that is left open.
  var totalLines: [(name: String, line: ProposalJSON.Line, isOpen: Bool)] {
    // What may be read as well is held or not as the rest, unless a stated sum leaves open what it is.
    let all = totals.rest(in: guess.openCounts) == nil ? guess.readingNamesakes : guess
    let totals =
      all.found == guess.found ? totals : ProposedTotals(table, guess: all, form: form)
    let byVendor = vendorTotals(all)
    return [("input_includes", LedgerColumn.inputTokens), ("output_includes", .outputTokens)]
      .compactMap { name, total in
        if let (line, isOpen) = byVendor.line(name, total, held) { return (name, line, isOpen) }
        let vendor = byVendor.only
        func way(_ part: UsageMapping.Part) -> Bool? {
          vendor.flatMap { byVendor.way(of: $0, part) }
        }
        return totals.included(
          in: total, vendor: vendor, way: way, held: { held.isHeld($0, vendor: "") },
          areCostsDivided: held.contested.contains("")
        ).map {
          (name, ProposalJSON.Line(name, $0.words, comment: $0.why), $0.isOpen)
        }
      }
  }

  private func vendorTotals(_ guess: ColumnGuess) -> IncludedClassesByVendor {
    let counters = rowCounters
    let unknown = Set(zip(rowVendors, counters).compactMap { $0 == nil ? $1 : nil })
    return IncludedClassesByVendor(table, guess, form: form, vendors: counters, unknown: unknown)
  }

  /// By vendor, the classes of which recorded costs may show whether totals hold them; of one rule for all the vendor is "".
  var guessedParts: CostInclusionEvidence.Guesses {
    guard guess.found[.vendorCostUSD] != nil else { return [:] }
    let byVendor = vendorTotals(guess)
    var guesses: CostInclusionEvidence.Guesses = [:]
    for total in [LedgerColumn.inputTokens, .outputTokens] {
      if let own = byVendor.guesses(of: total) {
        guesses.merge(own) { $0 + $1 }
        continue
      }
      let vendor = byVendor.only
      let parts = self.totals.parts(of: total) { part in
        vendor.flatMap { byVendor.way(of: $0, part) }
      }
      guesses["", default: []] += parts.filter(\.isGuessed).map(\.kind)
    }
    return guesses.filter { !$0.value.isEmpty }
  }

  private var timeLines: [ProposalJSON.Line] {
    guard let times = guess.times else { return [] }
    var lines: [ProposalJSON.Line] = []
    if times.format != "rfc3339" {
      let format = JSONString.quoted(times.format)
      let doubt = "both would fit: \(format) and \(JSONString.quoted(times.dayFirst.format))"
      lines.append(
        times.isDayOrMonthFirst
          ? ProposalJSON.Line(
            "time_format", JSONString.quoted(MappingProposal.open), comment: doubt)
          : ProposalJSON.Line("time_format", format))
    }
    if times.isUTC {
      lines.append(ProposalJSON.Line("time_zone", JSONString.quoted("UTC")))
    } else if !times.namesZone {
      let (zone, why) = namedZone
      lines.append(ProposalJSON.Line("time_zone", JSONString.quoted(zone), comment: why))
    }
    return lines
  }

  /// The zone that the names of columns say of times which name none, and why.
  private var namedZone: (zone: String, why: String) {
    let named = guess.found[.startedAt, default: []]
    // A column of zones says one, but a mapping can join none of letters.
    let beside = guess.unused.filter(NamedZone.isNamed)
    let stated = named.compactMap(NamedZone.identifier).distinct
    if beside.isEmpty, stated.count == 1 { return (stated[0], "as the name says") }
    let names = beside.isEmpty ? named : beside
    let zones = beside.isEmpty ? named.compactMap { NamedZone($0) } : [.another]
    if zones.contains(.another) {
      let name = names.map(ProposalJSON.visible).joined(separator: ", ")
      return (MappingProposal.open, "the zone that \(name) means, such as America/New_York")
    }
    return zones.isEmpty
      ? ("UTC", "a guess: these times state no zone; correct it if needed, e.g. to Europe/Berlin")
      : ("UTC", "as the name says")
  }

  /// True if the zone of times is left open.
  var opensZone: Bool {
    guard let times = guess.times, !times.namesZone else { return false }
    return namedZone.zone == MappingProposal.open
  }

  private var numberLines: [ProposalJSON.Line] {
    var lines: [ProposalJSON.Line] = []
    if form.hasDecimalComma { lines.append(ProposalJSON.Line("decimal_comma", "true")) }
    if !form.grouping.isEmpty {
      lines.append(ProposalJSON.Line("digit_grouping", JSONString.quoted(form.grouping)))
    }
    if !form.signs.isEmpty { lines.append(ProposalJSON.Line("number_signs", form.signs)) }
    if !form.suffixes.isEmpty {
      let words = form.suffixes.sorted { $0.key < $1.key }.map {
        JSONString.quoted($0.key.trimmingBlanks.description) + ": "
          + JSONString.quoted($0.value.word)
      }
      lines.append(
        ProposalJSON.Line("number_suffixes", "{ " + words.distinct.joined(separator: ", ") + " }"))
    }
    if !form.blanks.isEmpty { lines.append(ProposalJSON.Line("blanks", form.blanks)) }
    return lines
  }
}
