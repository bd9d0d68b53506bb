import Ledger

extension VendorKeywords {
  /// The vendor and the model that a name such as `openai:gpt-5-mini` is of; nil for others.
  static func named(in model: String) -> (vendor: String, model: String)? {
    guard let colon = model.firstIndex(of: ":") else { return nil }
    let rest = model[colon...].dropFirst()
    return rest.isEmpty ? nil : vendor(String(model[..<colon])).map { ($0, String(rest)) }
  }

  /// Returns the vendor that a mapping without a vendor column has to state, and the reason.
  ///
  /// It is nil if the models identify their vendors.
  static func provider(lackedBy models: Set<String>) -> (name: String, why: String)? {
    if models.isEmpty { return nil }
    if models.allSatisfy(BedrockName.isOne) {
      return ("amazon", "as the names of its models say: Amazon Bedrock's")
    }
    if models.allSatisfy({ $0.contains("/") || areModels([$0]) || named(in: $0) != nil }) {
      return nil
    }
    return (MappingProposal.open, MappingProposal.meaning(of: .provider))
  }
}

extension ColumnGuess {
  /// The column of vendors that most rows have, unless one is in the object of the model: a call on the telephone has
  /// vendors of voices, too.
  func provider(of candidates: [SampleTable.Column]) -> SampleTable.Column? {
    let model = found[.model]?.first.flatMap { name in
      name.lastIndex(of: ".").map { name[...$0] }
    }
    let beside = model.flatMap { parent in
      candidates.first { $0.name.hasPrefix(parent) && !$0.values.isEmpty }
    }
    return beside ?? candidates.max { $0.values.count < $1.values.count }
  }

  /// Returns the names of those of some columns that name no vendor.
  ///
  /// They hold prose, or are named for vendors and hold only unknown names where another column
  /// named so holds only known ones.
  ///
  /// - Parameter vendors: the names of vendors that books have.
  static func namingNoVendors(
    _ columns: some Sequence<(SampleTable.Column, ColumnKeywords.Name)>, _ vendors: Set<String>?
  ) -> Set<String> {
    func isKnown(_ text: String) -> Bool {
      VendorKeywords.vendor(text) != nil || VendorKeywords.vendor(ofService: text) != nil
        || vendors?.contains(text) ?? false
    }
    var (unknown, prose): (Set<String>, Set<String>) = ([], [])
    var isSomeKnown = false
    for (column, name) in columns {
      let fit = name.fit(.provider)
      if fit == .notAtAll || MisleadingKeywords.stand(in: column.name, .provider, fit) { continue }
      let texts = column.values.distinct.filter { !VendorKeywords.isNone($0) }
      if column.isProse(texts.filter { !isKnown($0) }) {
        prose.insert(column.name)
      } else if !texts.isEmpty, texts.allSatisfy(isKnown) {
        isSomeKnown = true
      } else if !texts.contains(where: isKnown) {
        unknown.insert(column.name)
      }
    }
    return isSomeKnown ? prose.union(unknown) : prose
  }
}

extension SampleTable.Column {
  /// Returns true if it holds texts to a model, or its name is `system` and it is blank.
  ///
  /// These are system instructions and not a vendor.
  ///
  /// - Parameter unknown: the different values that name no known vendor.
  fileprivate func isProse(_ unknown: [String]) -> Bool {
    let parts = name.split(separator: ".").map { ColumnNameWords($0) }
    let isSystem = parts.last?.joined == "system"
    if values.isEmpty { return isSystem }
    // In `gen_ai.system` OpenTelemetry names the vendor.
    let mayInstruct = isSystem && !(parts.dropLast().last?.words.contains("ai") ?? false)
    let isText = unknown.contains { text in
      text.utf8.count > 64 || text.contains(where: \.isNewline)
        || text.count { $0 == " " } > (mayInstruct ? 0 : 3)
        || mayInstruct && text.last.map { ".!?:".contains($0) } ?? false
    }
    // A file has requests to a few vendors.
    return isText || unknown.count > 10 && unknown.count * 2 > values.count
  }
}
