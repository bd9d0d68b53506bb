import Ledger

extension AliasBook {
  /// Returns the book by which `model` of `provider`, under whatever name, is `other` throughout `validity`.
  ///
  /// - Parameter others: the names of the provider besides, for which the model is the same.
  package func swapping(
    _ model: Name, for other: Name, of provider: Name, alsoNamed others: Set<Name> = [],
    during validity: Validity, place: Place
  ) -> AliasBook {
    let providers = others.union([provider])
    func swapped(_ history: History<Alias>) -> History<Alias> {
      guard let named = history.entries.first?.value.provider, providers.contains(named) else {
        return history
      }
      return history.mapping(during: validity, place: place) { alias in
        guard alias.model == model else { return alias }
        return Alias(
          provider: named, alias: alias.alias, model: other, match: alias.match,
          ignoresCase: alias.ignoresCase)
      }
    }
    var histories = histories.mapValues(swapped)
    let own = ModelKey(provider: provider, model: model)
    // Where the name itself means another model already, it goes on doing so.
    let folded = anyCase[ModelKey(provider: provider, model: model.lowercased)]?.entries ?? []
    let known = (self.histories[own]?.entries ?? []) + folded.filter { $0.value.model != model }
    let free = known.reduce([validity]) { parts, entry in
      parts.flatMap { $0.parts(outside: entry.validity) }
    }
    for part in free {
      histories[own] = (histories[own] ?? History(entries: [])).setting(
        Alias(provider: provider, alias: model, model: other), during: part, place: place)
    }
    return AliasBook(
      self, histories: histories, anyCase: anyCase.mapValues(swapped),
      rules: rules.mapValues { $0.map(swapped) })
  }

  /// Returns the book that says of names of `provider` itself what it says of those of another name of the vendor, at
  /// the times for which it has no row of `provider`.
  package func stating(of provider: Name, whatHoldsFor other: Name) -> AliasBook {
    func renamed(_ history: History<Alias>) -> History<Alias> {
      History(
        entries: history.entries.map {
          let alias = Alias(
            provider: provider, alias: $0.value.alias, model: $0.value.model,
            match: $0.value.match, ignoresCase: $0.value.ignoresCase)
          return History.Entry(value: alias, validity: $0.validity, place: $0.place)
        })
    }
    func joined(_ own: History<Alias>, _ theirs: History<Alias>) -> History<Alias> {
      own.entries.reduce(renamed(theirs)) { $0.without($1.validity) }.joined(with: own)
    }
    func joined(_ names: [ModelKey: History<Alias>]) -> [ModelKey: History<Alias>] {
      var all = names
      for (key, history) in names where key.provider == other {
        let own = ModelKey(provider: provider, model: key.model)
        all[own] = joined(names[own] ?? History(), history)
      }
      return all
    }
    var own = rules[provider, default: []]
    for history in rules[other, default: []] {
      let same = own.firstIndex {
        $0.entries.first?.value.isOfTheSameRule(as: history.entries.first?.value) ?? false
      }
      if let same {
        own[same] = joined(own[same], history)
      } else {
        own.append(renamed(history))
      }
    }
    return AliasBook(
      self, histories: joined(histories), anyCase: joined(anyCase),
      rules: rules.merging([provider: own]) { $1 })
  }
}

extension Alias {
  fileprivate func isOfTheSameRule(as other: Alias?) -> Bool {
    alias == other?.alias && match == other?.match && ignoresCase == other?.ignoresCase
  }
}
