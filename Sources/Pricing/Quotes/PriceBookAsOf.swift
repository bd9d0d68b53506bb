import Ledger

/// Books for a comparison: as they were known at some time, or with prices of another.
extension PriceBook {
  /// Returns the book with the prices of `model` that `other` has in force at `instant`, for all time.
  ///
  /// - Parameter keys: the prices that are so, besides which the model has its own; nil is all.
  package func fixing(
    _ model: ModelKey, as other: PriceBook, at instant: Instant, only keys: Set<Price.Key>? = nil
  ) -> PriceBook {
    var models = models
    let fixed = other.models[model, default: [:]].compactMapValues { $0.fixed(at: instant) }
    let kept = keys.map { keys in models[model, default: [:]].filter { !keys.contains($0.key) } }
    models[model] = fixed.filter { keys?.contains($0.key) ?? true }.merging(kept ?? [:]) { $1 }
    return PriceBook(models: models, of: self)
  }

  /// Returns the book of the rows that were recorded by `instant`.
  func known(at instant: Instant) -> PriceBook {
    book(of: rows) { $0 <= instant }
  }

  /// Returns the book of the rows of `model` alone, under this very name, that were recorded before `instant`.
  package func before(_ instant: Instant, of model: ModelKey) -> PriceBook {
    book(of: rows(of: model)) { $0 < instant }
  }

  /// Returns the book of the rows of `model` alone, under this very name, that were recorded by `instant`.
  package func known(at instant: Instant, of model: ModelKey) -> PriceBook {
    book(of: rows(of: model)) { $0 <= instant }
  }

  /// Returns the prices of `model` without each correction of one, the earliest first: without all that came since, as who
  /// never loaded them again has them, and without that one alone.
  ///
  /// Every other row stays, whenever it was recorded.
  package func beforeCorrections(of model: ModelKey) -> [PriceBook] {
    let known = rows(of: key(of: model) ?? model).filter { $0.isKnown(at: knownAt) }
    func areVersions(_ row: DatedRow<Price>, _ other: DatedRow<Price>) -> Bool {
      row.value.key == other.value.key && row.from == other.from
        && sources.rank(of: row.place) == sources.rank(of: other.place)
    }
    let corrections = known.filter { row in
      known.contains {
        areVersions($0, row) && $0.recordedAt ?? .distantPast < row.recordedAt ?? .distantPast
      }
    }
    var undone: [Set<Place>] = []
    for instant in Set(corrections.compactMap(\.recordedAt)).sorted() {
      let since = corrections.filter { $0.recordedAt ?? .distantPast >= instant }
      let ofThen = since.filter { $0.recordedAt == instant }
      // What corrected a row again is undone with its first correction.
      let alone = since.filter { row in ofThen.contains { areVersions($0, row) } }
      for places in [since, alone].map({ Set($0.map(\.place)) }) where !undone.contains(places) {
        undone.append(places)
      }
    }
    return undone.map { places in
      var faults: [BookProblem] = []
      return PriceBook(
        known.filter { !places.contains($0.place) }, knownAt: knownAt, sources: sources,
        faults: &faults)
    }
  }

  private func book(
    of rows: [DatedRow<Price>], recorded isIncluded: (Instant) -> Bool
  ) -> PriceBook {
    // What was found wrong with all rows was told when the whole book was made.
    var faults: [BookProblem] = []
    let known = rows.filter { row in
      row.isKnown(at: knownAt) && (row.recordedAt.map(isIncluded) ?? true)
    }
    return PriceBook(known, knownAt: nil, sources: sources, faults: &faults)
  }
}
