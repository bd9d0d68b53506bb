import Ledger

/// The classes that totals of an export include in addition to their names.
///
/// They are the same in every row, or follow the vendor of a row.
package struct IncludedClasses: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The classes in totals of vendors without their own rule.
  ///
  /// It is nil if only vendors with a rule are known.
  package var elsewhere: Set<UsageMapping.Part>?
  /// By the name of the vendor in our books, or the text that the export has for it, in lower case.
  package var byVendor: [String: Set<UsageMapping.Part>] = [:]

  /// The same for every vendor.
  package init(_ parts: Set<UsageMapping.Part> = []) { elsewhere = parts }

  package init(arrayLiteral parts: UsageMapping.Part...) { self.init(Set(parts)) }

  /// Rules of vendors; that of `UsageMapping.anyOther` is for all others.
  package init(byVendor rules: [String: Set<UsageMapping.Part>]) {
    elsewhere = rules[UsageMapping.anyOther]
    byVendor = Dictionary(
      rules.filter { $0.key != UsageMapping.anyOther }.map { ($0.key.lowercased(), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Returns the classes that the totals of `vendor` include; nil if no rule states them.
  ///
  /// - Parameter text: that of the export for the vendor, whose rule comes first; nil where it is the vendor's name.
  func parts(of vendor: Bytes, called text: String?) -> Set<UsageMapping.Part>? {
    if byVendor.isEmpty { return elsewhere }
    return text.flatMap { byVendor[$0.lowercased()] }
      ?? parts(of: String(decoding: vendor, as: UTF8.self))
  }

  /// Returns true if it has a rule for the text by which an export calls a vendor.
  func states(_ text: String) -> Bool { byVendor[text.lowercased()] != nil }

  /// The same for the name of a vendor.
  func parts(of vendor: String) -> Set<UsageMapping.Part>? {
    byVendor[vendor.lowercased()] ?? elsewhere
  }
}

extension TokenBreakdown {
  /// Sets what the totals hold by `mapping` where `vendor` counted them.
  ///
  /// - Returns: the total of which no rule says that, though the row has something which it may hold; nil for none.
  mutating func hold(
    by mapping: UsageMapping, of vendor: Bytes, called text: String?
  ) -> (total: LedgerColumn, count: Count)? {
    let input = mapping.inputIncludes.parts(of: vendor, called: text)
    let output = mapping.outputIncludes.parts(of: vendor, called: text)
    inputHolds = Parts(input ?? [])
    outputHolds = Parts(output ?? [])
    imagesStandApart = (
      !(input ?? []).contains(.image), !(output ?? []).contains(.image)
    )
    cachedAudioStandsApart = !(input ?? []).contains(.audioCacheRead)
    // A blank vendor is a fault of its own.
    if vendor.isEmpty { return nil }
    func first(_ counts: [Count?]) -> Count? {
      counts.lazy.compactMap(\.self).first { $0.value > 0 }
    }
    if input == nil, self.input != nil,
      let count = first([
        cacheRead, cacheWrite, cacheWrite5m, cacheWrite1h, audioInput, audioCacheRead, imageInput,
      ])
    {
      return (.inputTokens, count)
    }
    if output == nil, self.output != nil, let count = first([reasoning, audioOutput, imageOutput]) {
      return (.outputTokens, count)
    }
    return nil
  }
}

extension TokenBreakdown.Parts {
  fileprivate init(_ parts: Set<UsageMapping.Part>) {
    self.init(
      parts.map { part in
        switch part {
        case .cacheRead: .cacheRead
        case .cacheWrite: .cacheWrite
        case .audio: .audio
        case .reasoning: .reasoning
        // See `imagesStandApart`, `cachedAudioStandsApart`.
        case .image, .audioCacheRead: []
        }
      })
  }
}
