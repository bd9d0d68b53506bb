import Ledger
import Reconciliation

/// The way to remove a cause of differences, as docs/DIAGNOSES.md states it.
package enum CauseRemedy {
  /// Returns the remedy of a cause; of two mistakes together, that of each.
  package static func text(_ cause: Cause) -> String {
    [cause.first, cause.second].compactMap(\.self).map { code in
      let words = words(code)
      return words.withCapital + "."
    }.joined(separator: " ")
  }

  /// Returns the remedy as a part of a sentence.
  package static func words(_ code: DiagnosisCode) -> String {
    switch code {
    case .recordedZero:
      "find out why the export has no cost: a free quota, a failed lookup, a default of 0"
    case .byokCostAsOurs: "record 0 for BYOK requests"
    case .priceAtCompletion: "price a request at its start"
    case .previousPrice: "roll out the price change, and rate the requests since then again"
    case .nextPrice: "do not apply an announced price before its effective date"
    case .supersededPrice: "load the correction, and rate the requests since then again"
    case .cacheAtFullPrice: "give the cache classes their own price"
    case .cacheCountedTwice:
      "subtract cached tokens from the input count, if the vendor includes them"
    case .cacheReadDropped: "read the vendor's count of cached tokens"
    case .cacheWriteDropped: "read the vendor's counts of cache writes"
    case .reasoningDropped: "add reasoning to the output, or price it"
    case .reasoningCountedTwice:
      "subtract reasoning from the output count, if the vendor includes it"
    case .bandMissed: "choose the band by the total input"
    case .bandWrong: "choose the band by the total input"
    case .bandAsBrackets: "apply a band's price to every token of the request"
    case .serviceTierMissed: "price by the service tier that served it"
    case .serviceTierWrong: "price by the service tier that served it"
    case .regionMissed: "price by the region"
    case .regionWrong: "price by the region"
    case .inputOutputSwapped: "fix the order of the two columns or prices"
    case .requestFeeMissed: "add the fee to each request"
    case .classDropped: "read that count from the vendor, and charge it"
    case .unit1000: "fix the unit of the price"
    case .unit1000000: "fix the unit of the price"
    case .floatCost: "calculate with decimals or whole numbers"
    case .roundedCost: "record every decimal, or set ledger_cost_decimals"
    case .convertedRounding: "record more decimals, or set cost_tolerance_usd"
    case .notConverted: "convert the cost to USD, or state its currency"
    case .costTwice: "look for usage that counts twice: a repeated export or a retry"
    case .otherModelPrice: "look up the model's name; fix its alias"
    case .tokensMissing: "fix the export: the vendor's response states the number"
    case .followsCost: "fix the cost; the credits need no other correction"
    case .chargedOnFailure: "refund, and charge by the final status"
    case .byokChargedAsOurs: "refund the difference; charge the fee"
    case .previousMultiplier: "roll out the change, and charge again"
    case .nextMultiplier: "do not apply a multiplier before its effective date"
    case .otherTierMultiplier: "look up the customer's tier at the start of the request"
    case .lowerLevelMultiplier: "take the most specific row"
    case .defaultMultiplier: "find out why the tier's row was not found"
    case .unapprovedMultiplier: "approve it, or withdraw it and refund"
    case .recordedMultiplier: "find out where it came from; approve it, or withdraw it and refund"
    case .previousIncrement: "roll out the change, and charge again"
    case .otherIncrement: "set the step of the tier"
    case .previousCreditValue: "roll out the change, and charge again"
    case .otherCreditValue: "set the value of the tier"
    case .roundedNotCeiled: "round up"
    case .floored: "round up"
    case .floatCeiling: "calculate with decimals or whole numbers"
    case .notCharged: "charge it, or state why it is free"
    case .chargedTwice: "refund one; make the deduction idempotent"
    case .refund:
      "nothing if the evidence names the charge; otherwise find the charge (refund.unknown)"
    case .unexplained: "look at the request with assay explain; report its cause to the project"
    }
  }
}
