import Ledger

/// The meanings of words, units and signs of an unknown export.
extension ProposalMaker {
  /// The currency that names or signs of amounts tell, where that is not USD and no column says it.
  var currency: String? {
    guard guess.found[.currency] == nil, let name = guess.found[.vendorCostUSD]?.first else {
      return nil
    }
    let words = ColumnNameWords(name).words
    let signs = guess.texts(.vendorCostUSD)
    if words.contains("eur") || words.contains("euro")
      || signs.contains(where: { $0.contains("€") })
      || name.contains("€")
      || signs.contains(where: { $0.hasSuffix("EUR") || $0.hasPrefix("EUR") })
    {
      return "EUR"
    }
    return words.contains("gbp")
      || signs.contains(where: { $0.contains("£") || $0.hasSuffix("GBP") || $0.hasPrefix("GBP") })
      ? "GBP" : nil
  }

  /// Words with a native meaning, by column.
  var values: ProposalJSON.Line? {
    var members: [(String, [(String, String)])] = []
    let providers = self.providers
    if !providers.isEmpty { members.append(("provider", providers)) }
    let names = guess.texts(.model).distinct.compactMap { text in
      model(text).map { (text, $0) }
    }
    if !names.isEmpty { members.append(("model", names)) }
    members += statuses + serviceTiers
    guard !members.isEmpty else { return nil }
    let objects = members.map { column, pairs in
      let inner = pairs.map { JSONString.quoted($0) + ": " + JSONString.quoted($1) }
      return JSONString.quoted(column) + ": { " + inner.joined(separator: ", ") + " }"
    }
    let why = openWords.map { column in
      MappingProposal.meaning(of: column)
    }
    let open = why.isEmpty ? "" : "for \(MappingProposal.open): "
    return ProposalJSON.Line(
      "values", "{ " + objects.joined(separator: ", ") + " }",
      comment: open + why.joined(separator: "; "))
  }

  /// The native columns for which words of the export are left open.
  var openWords: [LedgerColumn] {
    func isOpen(_ pairs: [(String, String)]) -> Bool {
      pairs.contains { $0.1 == MappingProposal.open }
    }
    return (isOpen(providers) ? [.provider] : [])
      + (statuses.contains { isOpen($0.1) } ? [.status] : [])
  }

  /// The meanings of words for vendors that Assay does not use; unknown words are left open.
  private var providers: [(String, String)] {
    guess.texts(.provider).distinct.compactMap { text in
      if let vendor = VendorKeywords.vendor(text) { return vendor == text ? nil : (text, vendor) }
      if vendors?.contains(text) ?? true { return nil }
      return (text, VendorKeywords.vendor(ofService: text) ?? MappingProposal.open)
    }
  }

  /// The vendor of each row in the words of the books, as a run will find it; nil where the settings must say it.
  var rowVendors: [String?] {
    let names = guess.rows(.provider)
    let models = guess.rows(.model)
    if names.isEmpty, VertexPath.column(in: table) != nil {
      return (0..<table.rowCount).map { _ in "google" }
    }
    if names.isEmpty, let mark = ServingPlatformSign.of(table, all: true)?.mark {
      return (0..<table.rowCount).map { _ in mark.vendor.description }
    }
    return (0..<table.rowCount).map { row in
      if names.indices.contains(row), !names[row].isEmpty, !VendorKeywords.isNone(names[row]) {
        let text = names[row]
        if let vendor = VendorKeywords.vendor(text) { return vendor }
        if vendors?.contains(text) ?? true { return text }
        return VendorKeywords.vendor(ofService: text)
      }
      guard models.indices.contains(row) else { return nil }
      if BedrockName.isOne(models[row]) { return "amazon" }
      if let (vendor, _) = VendorKeywords.named(in: models[row]) { return vendor }
      guard let stroke = models[row].firstIndex(of: "/"), stroke > models[row].startIndex else {
        return VendorName.vendor(ofModel: models[row])
      }
      let name = String(models[row][..<stroke])
      return VendorKeywords.vendor(name) ?? name
    }
  }

  /// Returns true if a run holds the sum in a column against the counts.
  func isCompared(_ sum: String) -> Bool {
    func owner(_ name: String) -> [Substring] { Array(name.split(separator: ".").dropLast()) }
    return ConditionColumn(sum)?.tellsAllTokens ?? false
      && [LedgerColumn.inputTokens, .outputTokens].flatMap { guess.found[$0, default: []] }
        .contains { owner($0) == owner(sum) }
  }

  /// The vendor that no column names: that of a server which shows itself; without one, it follows from the models where they
  /// tell one, and else the settings must say it.
  var lackingProvider: (name: String, why: String)? {
    if let column = VertexPath.column(in: table) {
      return ("google", "as \(ProposalJSON.visible(column.name)) says: Vertex AI's")
    }
    if let (mark, column) = ServingPlatformSign.of(table, all: true) {
      let own = mark.isLocal ? ", a server of one's own: no price" : ""
      return (mark.vendor.description, "as \(ProposalJSON.visible(column)) says\(own)")
    }
    return VendorKeywords.provider(lackedBy: Set(guess.texts(.model)))
  }

  /// Who counted each row: its vendor, or the text of the export while the settings must say which vendor that is.
  var rowCounters: [String?] {
    let texts = guess.rows(.provider)
    return rowVendors.enumerated().map { row, vendor in
      guard vendor == nil, texts.indices.contains(row), !texts[row].isEmpty,
        !VendorKeywords.isNone(texts[row])
      else { return vendor }
      return texts[row]
    }
  }

  /// The meanings of words for outcomes.
  ///
  /// If they are codes, or yes and no, all others mean failed. Unknown words are left open, and so
  /// are codes below those of HTTP: 0 is an error in one protocol and not in another.
  private var statuses: [(String, [(String, String)])] {
    let words = guess.texts(.status).distinct
    guard words.contains(where: { RequestStatus(name: Name($0)) == nil }) else { return [] }
    let column = guess.found[.status]?.first ?? ""
    if StatusWords.areLevels(in: column) {
      return [("status", words.map { ($0, (StatusWords.level($0) ?? .failed).name) })]
    }
    if table.columns.contains(where: { $0.name == column && $0.tellsFailures }) {
      return [
        (
          "status",
          words.map { word in
            let isFree = ConditionKeywords.isUncharged(word)
            return (word, isFree ? "failed" : StatusWords.status(word)?.name ?? "completed")
          }
        )
      ]
    }
    let name = ColumnNameWords(column)
    let isOpen = name.words.contains("code") && words.contains { Int($0).map { $0 < 100 } ?? false }
    let isCode =
      !isOpen && words.allSatisfy { Int($0) != nil || ["true", "false"].contains($0.lowercased()) }
    var pairs: [(String, String)] = words.compactMap { word in
      if let status = StatusWords.status(word), !isOpen { return (word, status.name) }
      return isCode ? nil : (word, MappingProposal.open)
    }
    if isCode { pairs.append((UsageMapping.anyOther, RequestStatus.failed.name)) }
    return [("status", pairs)]
  }

  /// The reason why each row is of a batch; nil if nothing says that.
  ///
  /// The service tier of an answer does not state the batch.
  var batches: String? {
    guard table.rowCount > 0 else { return nil }
    let areIDs = table.columns.contains { column in
      ConditionColumn(column.name)?.holdsIDs ?? false
        && column.texts.allSatisfy(ConditionKeywords.isBatchID)
    }
    return areIDs ? "as ids that begin with batch_ show" : BatchOutputDetection.why(table)
  }

  private var serviceTiers: [(String, [(String, String)])] {
    if batches != nil { return [] }
    let name = ColumnNameWords(guess.found[.serviceTier]?.first ?? "").joined
    let others = guess.texts(.serviceTier).distinct.compactMap { word -> (String, String)? in
      if name.contains("batch"), ColumnGuess.isFlag(word) {
        return (word, ConditionKeywords.isYes(word) ? "batch" : "standard")
      }
      // The fast mode of Anthropic has prices of its own, and is no priority tier.
      if name == "speed", word.lowercased() == "fast" {
        return word == "fast" ? nil : (word, "fast")
      }
      if let tier = ServiceTierName.meant(by: word) { return tier == word ? nil : (word, tier) }
      // What says nothing is blank, and no word for a tier.
      return ConditionKeywords.isNeutral(word) && !VendorKeywords.isNone(word)
        ? (word, "standard") : nil
    }
    return others.isEmpty ? [] : [("service_tier", others)]
  }

  /// True if a server of one's own answered all requests, whose models have no price.
  private var isOfLocalServer: Bool {
    ServingPlatformSign.of(table, all: true)?.mark.isLocal ?? false
  }

  /// The model of the price book that a name to be shown means, such as `GPT-5 Mini`; nil where it needs none.
  private func model(_ text: String) -> String? {
    guard !models.contains(text), !isOfLocalServer else { return nil }
    let isOfBedrock = BedrockName.isOne(text)
    if let (vendor, name) = VendorKeywords.named(in: text) { return "\(vendor)/\(name)" }
    let plain = ColumnNameWords(text).joined
    // The vendor in front of a name is not that of Bedrock, whose names and prices are its own.
    let meant = models.filter {
      ColumnNameWords($0).joined == plain && (isOfBedrock || !BedrockName.isOne($0))
    }
    return meant.count == 1 ? meant.first : nil
  }

  /// The factors of units that names state.
  var units: [ProposalJSON.Line] {
    let counts = LedgerColumn.quantities.compactMap { column in
      guess.unit(column).map {
        ProposalJSON.Line(column.name, JSONString.quoted($0), comment: "as its name says")
      }
    }
    return counts + costUnits
  }

  var costUnits: [ProposalJSON.Line] {
    guard let name = guess.found[.vendorCostUSD]?.first else { return [] }
    let words = Set(ColumnNameWords(name).words)
    let unit: String? =
      if !words.isDisjoint(with: ["cents", "cent"]) {
        "cents"
      } else if !words.isDisjoint(with: ["micros", "micro", "microusd", "microdollars"]) {
        "millionths"
      } else if !words.isDisjoint(with: ["nanos", "nano", "nanousd", "nanodollars"]) {
        "billionths"
      } else if !words.isDisjoint(with: ["millis", "mills", "milli"]) { "thousandths" } else {
        form.signs.contains("¢") ? "cents" : nil
      }
    let line = { (unit: String, why: String) in
      [ProposalJSON.Line("vendor_cost_usd", JSONString.quoted(unit), comment: why)]
    }
    if let unit { return line(unit, "") }
    return CostUnit(table).map { line($0.word, $0.why) } ?? []
  }
}

extension [String] {
  /// Each once, in order.
  var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
