/// The rate key: the ledger texts that decide prices, shared by many requests.
///
/// They are the texts of a row that take few distinct values.
///
/// Interned while reading, so that a record carries a small number instead of eight texts.
package struct RateKey: Hashable, Sendable {
  package let tier: Name
  package let service: Name
  package let provider: Name
  /// The name in the ledger, before aliases.
  package let model: Name
  package let status: RequestStatus
  package let isBYOK: Bool
  package let serviceTier: Name
  package let region: Name
  /// The currency of the recorded cost; empty is USD.
  package let currency: Name
  /// The other conditions in the ledger that decide if it has a price.
  package let conditions: RequestConditions

  package init(
    tier: Name, service: Name, provider: Name, model: Name, status: RequestStatus, isBYOK: Bool,
    serviceTier: Name, region: Name, currency: Name,
    conditions: RequestConditions = RequestConditions()
  ) {
    self.tier = tier
    self.service = service
    self.provider = provider
    self.model = model
    self.status = status
    self.isBYOK = isBYOK
    self.serviceTier = serviceTier
    self.region = region
    self.currency = currency
    self.conditions = conditions
  }

  /// The same of another tier.
  package func with(tier: Name) -> RateKey {
    RateKey(
      tier: tier, service: service, provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: currency,
      conditions: conditions)
  }

  /// The same at another service tier.
  package func with(serviceTier: Name) -> RateKey {
    RateKey(
      tier: tier, service: service, provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: currency,
      conditions: conditions)
  }

  /// The same without what no vendor's price depends on: tier, status and currency.
  package var priced: RateKey {
    RateKey(
      tier: .empty, service: service, provider: provider, model: model, status: .completed,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: .empty,
      conditions: conditions)
  }

  package static let batchServiceTier: Name = "batch"
  package static let standardServiceTier: Name = "standard"
  /// The service tiers that have a native name; price books may state others.
  package static let serviceTiers = ["standard", "batch", "flex", "priority"]
  package static let chatService: Name = "chat"
}
