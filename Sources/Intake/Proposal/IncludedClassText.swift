import Ledger

/// The rule for one total of all rows, with the reason for it.
extension ProposedTotals {
  /// The classes that `whole` holds, why that is thought, and whether the settings must say it of some.
  ///
  /// - Parameters:
  ///   - vendor: who counted all rows, if that is one.
  ///   - way: whether its total holds a part, as is documented; nil where that is not known.
  ///   - areCostsDivided: whether recorded costs of some rows deny what would be guessed.
  func included(
    in whole: LedgerColumn, vendor: String? = nil,
    way: (UsageMapping.Part) -> Bool? = { _ in nil },
    held byCosts: (UsageMapping.Part) -> Bool? = { _ in nil }, areCostsDivided: Bool = false
  ) -> (words: [String], why: String, isOpen: Bool)? {
    let isReasoningDoubted = zip(parts, shown).contains { part, isShown in
      part.whole == whole && part.isUsed
        && ReasoningDoubt.holds(
          part.kind, byCosts: byCosts(part.kind), shown: isShown, documented: way(part.kind))
    }
    func held(_ kind: UsageMapping.Part) -> Bool? {
      isReasoningDoubted && kind == .reasoning ? nil : byCosts(kind)
    }
    let found = zip(parts, shown).filter { $0.0.whole == whole }.map {
      let isStated = statement(on: $0) != nil || isContradicted($0)
      return ($0, isStated || held($0.kind) != nil || isDoubted($0, $1, way) ? nil : $1)
    }
    guard !found.isEmpty else { return nil }
    /// Nil where nothing tells it of a part that rows have.
    func isHeld(_ part: Part, _ isShown: Bool?) -> Bool? {
      if let known = isShown ?? held(part.kind) { return known }
      if areCostsDivided, part.isUsed { return nil }
      if isReasoningDoubted, part.kind == .reasoning { return nil }
      if isContradicted(part) { return nil }
      if let stated = statement(on: part) { return stated }
      if isDetail(part) { return true }
      if part.isUsed, isDoubted(part, true, way) || isContested(part, way) { return nil }
      if isApart(part) { return false }
      return documented(part.kind, way(part.kind)) ?? (part.isUsed ? nil : true)
    }
    var words = found.filter { isHeld($0, $1) == true }.map(\.0.kind.rawValue)
    // Audio that a cache had is part of both.
    let both = [UsageMapping.Part.cacheRead, .audio].map(\.rawValue)
    if whole == .inputTokens, guess.found[.audioCacheReadTokens] != nil,
      both.allSatisfy(words.contains)
    {
      words.append(UsageMapping.Part.audioCacheRead.rawValue)
    }
    if !areRefuted, found.contains(where: { held($0.0.kind) != nil }) {
      return (words, "as the recorded costs show", false)
    }
    let open = found.filter { isHeld($0, $1) == nil }.map(\.0.kind.rawValue)
    func isStated(_ part: Part) -> Bool { !isContradicted(part) && statement(on: part) != nil }
    func names(_ isOne: (Part) -> Bool) -> [String] {
      found.filter { $0.1 == nil && isOne($0.0) }.map(\.0.kind.rawValue)
    }
    let known = [
      (found.filter { $0.1 != nil }.map(\.0.kind.rawValue), "as the numbers show"),
      (names { !isStated($0) && isDetail($0) }, "as the name says"),
      (names(isStated), "as \(statingName) states"),
    ].filter { !$0.0.isEmpty }
    if open.isEmpty, !areRefuted, known.count == 1, known[0].0.count == found.count {
      return (words, known[0].1, false)
    }
    var why = known.map { "\($0.joined(separator: " and ")) \($1)" }
    if !open.isEmpty {
      let (kinds, them) = (open.joined(separator: " and "), open.count == 1 ? "it" : "them")
      why.append(
        "replace \(MappingProposal.open) with \(kinds) if their \(whole.name) includes"
          + " \(them); otherwise leave it empty")
      if let contradiction = contradiction(of: whole) { why.append(contradiction) }
      if areCostsDivided { why.append(CostInclusionEvidence.contradiction) }
      if isReasoningDoubted { why.append(ReasoningDoubt.text) }
      return (words + [MappingProposal.open], why.joined(separator: "; "), true)
    }
    let isOwnWay = found.contains {
      $0.1 == nil && !isStated($0.0) && !isApart($0.0) && !isDetail($0.0) && way($0.0.kind) == false
    }
    var guess =
      "a guess\(isOwnWay ? ", as \(vendor ?? "") counts in its own API" : ""): check whether their"
      + " \(whole.name) includes them"
    if let stated, areRefuted {
      let sum = ProposalJSON.visible(stated.name)
      return (words, "\(guess), because no sum of all tokens equals \(sum)", false)
    }
    if !why.isEmpty { guess = "otherwise \(guess)" }
    return (words, (why + [guess]).joined(separator: "; "), false)
  }
}
