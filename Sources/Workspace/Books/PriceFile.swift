import Ledger
import Pricing

/// Reads `prices/*.csv`, `aliases.csv`, `derivations.csv` and `models.csv`.
package enum PriceFile {
  package static let columns = [
    "provider", "model", "unit_class", "price_usd", "per", "service_tier", "region",
    "context_over", "effective_from", "effective_to", "recorded_at", "source",
  ]
  package static let aliasColumns = [
    "provider", "alias", "model", "effective_from", "effective_to", "match", "ignore_case",
    "recorded_at", "source",
  ]
  package static let derivationColumns = [
    "provider", "unit_class", "service_tier", "from_unit_class", "factor", "effective_from",
    "effective_to", "recorded_at", "source", "region", "models",
  ]
  static let modelColumns = [
    "provider", "model", "class", "quality_level", "capabilities", "effective_from",
    "effective_to", "recorded_at", "source",
  ]

  /// The rows of a price book that can be read; what is wrong with the others is added to the findings.
  package static func prices(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Price>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["provider", "model", "unit_class", "price_usd"],
      known: columns, faults: &faults
    ) { cells in
      let provider = cells.name("provider")
      let model = cells.name("model")
      let unitClass = cells.unitClass("unit_class")
      let isKnown = !cells.text("price_usd").isEmpty
      let price = cells.optionalDecimal(
        "price_usd", scale: Money.decimals, limit: PriceBook.quoteLimit,
        expected:
          "USD from 0 to \(Money(attodollars: PriceBook.quoteLimit)) with at most 18 decimals",
        allowsNegative: true)
      let per = cells.optionalCount("per", from: 1, expected: "a whole number from 1")
      let contextOver = cells.optionalCount(
        "context_over", from: 0, expected: "a whole number of tokens")
      guard let unitClass else { return nil }
      // A blank says that there is a price, and that it is not known.
      let perUnit = price.flatMap { cells.perUnit($0, per: per ?? unitClass.defaultPer) }
      if isKnown && perUnit == nil { return nil }
      let key = Price.Key(
        provider: provider, model: model, unitClass: unitClass,
        serviceTier: cells.serviceTier("service_tier"), region: cells.text("region"),
        contextOver: contextOver)
      return Price(key: key, perUnit: perUnit)
    }
  }

  /// The rows of `aliases.csv` that can be read, likewise.
  package static func aliases(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Alias>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["provider", "alias", "model"], known: aliasColumns,
      faults: &faults
    ) { cells in
      let (provider, alias) = (cells.name("provider"), cells.name("alias"))
      let model = cells.name("model")
      let match =
        cells.text("match").isEmpty
        ? .exact : cells.word("match", Alias.Match.allCases.map { ($0.rawValue, $0) })
      let ignoresCase = cells.boolean("ignore_case")
      guard let match else { return nil }
      if match == .regex && !Alias.isRegex(alias) {
        cells.note(
          .unknownWord(
            column: "alias", text: alias.description.excerpt, expected: "a regular expression"),
          in: "alias")
      }
      return Alias(
        provider: provider, alias: alias, model: model, match: match, ignoresCase: ignoresCase)
    }
  }

  static func derivations(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Derivation>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["provider", "factor"], known: derivationColumns,
      faults: &faults
    ) { cells in
      let provider = cells.name("provider")
      let unitClass = cells.optionalUnitClass("unit_class")
      let fromClass = cells.optionalUnitClass("from_unit_class")
      let factor = cells.decimal(
        "factor", scale: Derivation.factorDecimals,
        limit: 1_000 * powerOfTen(Derivation.factorDecimals),
        expected: "a factor from 0 to 1000 with at most 12 decimals")
      guard let factor else { return nil }
      let region = cells.text("region")
      let serviceTier =
        region.isEmpty ? cells.serviceTier("service_tier") : cells.text("service_tier")
      let key = Derivation.Key(
        provider: provider == "*" ? nil : provider, unitClass: unitClass,
        serviceTier: serviceTier, region: region, models: ModelList(cells.text("models")))
      return Derivation(key: key, fromClass: fromClass, factorTrillionths: factor)
    }
  }

  static func models(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<ModelDescription>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["provider", "model"], known: modelColumns, faults: &faults
    ) { cells in
      let key = ModelKey(provider: cells.name("provider"), model: cells.name("model"))
      let modelClass =
        cells.text("class").isEmpty
        ? nil : cells.word("class", ModelClass.allCases.map { ($0.rawValue, $0) })
      return ModelDescription(
        key: key, modelClass: modelClass, qualityLevel: cells.text("quality_level"),
        capabilities: cells.spacedList("capabilities"))
    }
  }
}

extension PriceBook {
  /// The largest quote that a price row may hold, before it is divided by its `per`: 10¹⁵ USD.
  fileprivate static let quoteLimit = 1_000_000_000_000_000 * Money.attodollarsPerDollar
}

extension BookCells {
  private static let unitClasses = UnitClass.allCases.map { (name: $0.name, word: $0) }

  fileprivate mutating func unitClass(_ column: String) -> UnitClass? {
    word(column, BookCells.unitClasses)
  }

  fileprivate mutating func optionalUnitClass(_ column: String) -> UnitClass? {
    text(column).isEmpty ? nil : unitClass(column)
  }

  fileprivate func serviceTier(_ column: String) -> Name {
    text(column).isEmpty ? RateKey.standardServiceTier : text(column)
  }

  /// A quote divided by its units, exactly; nil and noted where that does not fit.
  fileprivate mutating func perUnit(_ price: Int128, per: Int64) -> Money? {
    if price < 0 {
      note(.price(text("price_usd").description), in: "price_usd")
      return nil
    }
    let (perUnit, rest) = price.quotientAndRemainder(dividingBy: Int128(per))
    guard rest == 0 else {
      note(.inexactPrice(price: text("price_usd").description, per: per), in: "price_usd")
      return nil
    }
    guard perUnit <= PriceLimits.highest.attodollars,
      price != PriceLimits.unknown * Money.attodollarsPerDollar
    else {
      note(.price(text("price_usd").description), in: "price_usd")
      return nil
    }
    return Money(attodollars: perUnit)
  }
}
