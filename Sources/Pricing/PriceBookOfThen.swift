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
