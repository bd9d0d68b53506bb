import Bills
import Ledger

extension BillPart {
  /// The name of its column in `bill-reconciliation.csv`.
  package var column: String { code + "_usd" }

  /// Its meaning in a sentence.
  package var meaning: String {
    switch self {
    case .notInLedger: "The vendor billed a model or class that the ledger does not contain."
    case .notInBill: "The ledger has usage that the vendor has not billed so far."
    case .unmapped: "The model or service of the line is unknown."
    case .otherModel: "The vendor billed the same quantities under another name."
    case .byok: "The vendor billed requests that the ledger records with customers' own keys."
    case .failed: "The vendor did not bill failed or cancelled requests."
    case .duplicate: "The vendor billed each row that Assay counted as a copy of one request."
    case .timeBoundary:
      "The bill's days begin at another hour, or the vendor booked usage on another day."
    case .cacheClass: "The vendor billed cached tokens in another class, or twice."
    case .reasoning:
      "The vendor billed no reasoning or billed it twice, or the ledger has it twice."
    case .bandOrServiceTier:
      "The vendor billed another service tier (batch, flex, priority) or context band."
    case .region: "The vendor billed the price of a region."
    case .quantity:
      "The vendor billed more or fewer tokens than the ledger has: retries, timeouts, cut streams, a client that does not log."
    case .unpriced: "The price book has no price."
    case .priceDate: "The vendor used the price before or after the one in force."
    case .discountOrUplift:
      "One factor applies to everything: a contract discount or a surcharge."
    case .price: "The vendor used a price that is not in the price book."
    case .rounding: "The bill has rounded amounts."
    case .unexplained: "No rule fits, and the bill states no quantity."
    }
  }

  /// Its name for people, for headings and labels.
  package var words: String {
    switch self {
    case .notInLedger: "Not in the ledger"
    case .notInBill: "Not in the bill"
    case .unmapped: "Unknown name"
    case .otherModel: "Other model"
    case .byok: "Customers' own keys"
    case .failed: "Failed requests"
    case .duplicate: "Duplicates"
    case .timeBoundary: "Other days"
    case .cacheClass: "Class of cached tokens"
    case .reasoning: "Reasoning"
    case .bandOrServiceTier: "Service tier or context"
    case .region: "Region"
    case .quantity: "Quantity"
    case .unpriced: "No price in the book"
    case .priceDate: "Price of another day"
    case .discountOrUplift: "Discount or surcharge"
    case .price: "Price not in the book"
    case .rounding: "Rounding"
    case .unexplained: "Not explained"
    }
  }
}

extension BillKind {
  /// Its name for people.
  package var words: String {
    switch self {
    case .usage: "Usage"
    case .credit: "Credits"
    case .discount: "Discounts"
    case .commitment: "Commitments"
    case .fee: "Fees"
    case .tax: "Tax"
    case .adjustment: "Adjustments"
    case .roundingLine: "Rounding by the vendor"
    case .purchase: "Purchases"
    }
  }
}
