import Closing

/// The knowledge about one closed month that a close does not have: the states that separate its causes.
struct RestatementInputs {
  let plan: RestatementPlan
  /// By cause; of bills, too, which no step of the plan adds.
  let evidence: [RestatementCause: RestatementEvidence]
}
