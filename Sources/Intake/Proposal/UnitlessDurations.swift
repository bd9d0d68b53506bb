import Ledger

/// Columns of lengths in time that say no unit, such as `duration`: seconds of sound, or thousandths, or how long an answer
/// took.
enum UnitlessDurations {
  /// Returns true if a column's name is that of a length without a unit.
  static func isOne(_ name: String) -> Bool {
    let words = Set(ColumnNameWords(name.split(separator: ".").last ?? "").words)
    return words.isDisjoint(with: units)
      && (!words.isDisjoint(with: lengths)
        || isOfMedia(name) && !words.isDisjoint(with: ["length", "len", "laenge"]))
  }

  /// Returns true if its name says that it is of sound or video, and not of an answer.
  static func isOfMedia(_ name: String) -> Bool {
    !ColumnNameWords(name.split(separator: ".").last ?? "").joined.ranges(
      of: #/audio|video|speech|voice/#
    )
    .isEmpty
  }

  /// Returns true if its texts are numbers, some of them above 0.
  static func areLengths(_ column: SampleTable.Column) -> Bool {
    column.values.contains(where: ConditionKeywords.isCount)
      && column.values.allSatisfy {
        ConditionKeywords.isCount($0) || ConditionKeywords.isNeutral($0)
      }
  }

  private static let lengths: Set = ["duration", "durations", "dauer", "audioduration"]
  private static let units: Set = [
    "ms", "msec", "millis", "milliseconds", "s", "sec", "secs", "second", "seconds", "sekunden",
    "us", "ns", "m", "min", "mins", "minute", "minutes", "minuten", "h", "hour", "hours",
  ]
}

extension SampleTable {
  /// A column, which `layout` does not read, of lengths without their unit; nil for none.
  package func unitlessLength(notReadBy layout: LedgerLayout) -> String? {
    let read = layout.readNames
    return columns.first {
      UnitlessDurations.isOne($0.name) && UnitlessDurations.areLengths($0)
        && !read.contains(folded(Array($0.name.utf8)))
    }?.name
  }
}

extension ColumnGuess {
  /// The unmapped columns of lengths of sound or video without their unit: by their names, or where all models
  /// are of these.
  var unitlessLengths: [String] {
    guard found[.seconds] == nil else { return [] }
    let models = Set(texts(.model))
    let isMedia = !models.isEmpty && models.allSatisfy(MediaKeywords.isModel)
    return unused.filter { name in
      UnitlessDurations.isOne(name) && (isMedia || UnitlessDurations.isOfMedia(name))
        && column(name).map(UnitlessDurations.areLengths) ?? false
    }
  }

  /// The text for another cost in another currency, which nothing reads; nil if there is none.
  var otherCost: String? {
    guard let cost = found[.vendorCostUSD]?.first, let currency = found[.currency]?.first else {
      return nil
    }
    let amounts = openNumbers.filter {
      ColumnKeywords.fit($0, .vendorCostUSD) > .direction
        && !MisleadingKeywords.stand(in: $0, .vendorCostUSD, .someWords)
    }
    let others = unused.filter { ColumnKeywords.fit($0, .currency) > .notAtAll }
    guard let amount = amounts.first, !others.isEmpty || ColumnNameWords(currency).words.count > 1
    else {
      return nil
    }
    let (read, left) = (ProposalJSON.visible(cost), ProposalJSON.visible(amount))
    let unit = ProposalJSON.visible(currency)
    return others.first.map {
      "\(left) and \(ProposalJSON.visible($0)) state another cost: Assay reads only \(read), in \(unit)"
    }
      ?? "\(unit) may be the currency of \(left), which Assay does not read; Assay uses it as that of \(read)"
  }
}
