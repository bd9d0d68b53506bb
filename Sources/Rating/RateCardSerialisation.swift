import Ledger

extension PartWriter {
  /// Puts a rate card by what makes it again.
  package mutating func put(_ card: RateCard) { put(cardOf: card.kind, from: card.validity.from) }
}
