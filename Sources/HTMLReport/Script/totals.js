// Sums of cells, and what follows from them. A sum of which no part is known is null.

class Totals {
  requests = 0n;
  unpriced = 0n;
  cost = 0n;
  revenue = 0n;
  prompt = 0n;
  cached = 0n;
  output = 0n;
  #paidPriced = 0n;
  #paidUnpriced = 0n;
  #targeted = 0n;
  #timesTarget = 0n;

  constructor(list = []) {
    for (const cell of list) this.add(cell);
  }

  add(cell) {
    this.requests += cell.requests;
    this.unpriced += cell.unpriced;
    this.cost += cell.cost;
    this.revenue += cell.revenue;
    this.prompt += cell.prompt;
    this.cached += cell.cached;
    this.output += cell.output;
    if (cell.plan.isFree) return;
    this.#paidPriced += cell.requests - cell.unpriced;
    this.#paidUnpriced += cell.unpriced;
    if (cell.plan.target === null) return;
    this.#targeted += cell.revenue;
    this.#timesTarget += cell.revenue * cell.plan.target;
  }

  merge(other) {
    for (const name of ['requests', 'unpriced', 'cost', 'revenue', 'prompt', 'cached', 'output']) {
      this[name] += other[name];
    }
    this.#paidPriced += other.#paidPriced;
    this.#paidUnpriced += other.#paidUnpriced;
    this.#targeted += other.#targeted;
    this.#timesTarget += other.#timesTarget;
  }

  get hasNoPrice() { return this.unpriced > 0n && this.unpriced === this.requests; }

  get hasPaidUnpriced() { return this.#paidUnpriced > 0n; }

  get isRevenueKnown() { return isSold && (this.#paidUnpriced === 0n || this.#paidPriced > 0n); }

  get knownCost() { return this.hasNoPrice ? null : this.cost; }

  get knownRevenue() { return this.isRevenueKnown ? this.revenue : null; }

  get margin() { return this.revenue - this.cost; }

  get knownMargin() { return this.isRevenueKnown && !this.hasNoPrice ? this.margin : null; }

  // In 10⁻⁴ percent, as all rates here.
  get marginPercent() { return halfEven(this.margin * 1000000n, this.revenue); }

  // The mean of the plans' targets, weighted by revenue; null where a part of the revenue has none.
  get target() {
    return this.#targeted === this.revenue ? halfEven(this.#timesTarget, this.#targeted * 100n) : null;
  }

  // Margin less target, subtracted before rounding.
  get points() {
    if (this.#targeted !== this.revenue) return null;
    const [margin, target] = [this.margin * 1000000n, this.#targeted * 100n];
    return halfEven(margin * target - this.#timesTarget * this.revenue, this.revenue * target);
  }

  get cachedShare() { return halfEven(this.cached * 1000000n, this.prompt); }
}

// The sums of a customer: a cost of 0 that lacks requests without a price is not known.
class CustomerTotals extends Totals {
  get isCostMissing() { return this.unpriced > 0n && this.cost === 0n; }

  get knownCost() { return this.isCostMissing ? null : super.knownCost; }

  get knownMargin() { return this.isCostMissing ? null : super.knownMargin; }

  get marginPercent() { return this.isCostMissing ? null : super.marginPercent; }

  get points() { return this.isCostMissing ? null : super.points; }
}

// The same of a model; the revenue likewise.
class ModelTotals extends CustomerTotals {
  get knownRevenue() { return this.hasPaidUnpriced && this.revenue === 0n ? null : super.knownRevenue; }

  get knownMargin() { return this.knownRevenue === null ? null : super.knownMargin; }
}

// The totals of each group of cells, by key.
function grouped(list, key, Sums = Totals) {
  const groups = new Map();
  for (const cell of list) {
    const value = key(cell);
    const group = groups.get(value);
    if (group) group.add(cell);
    else groups.set(value, new Sums([cell]));
  }
  return groups;
}
