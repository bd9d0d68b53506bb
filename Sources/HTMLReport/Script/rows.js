// The rows of the tables for the selection, in the order of the page: the largest first, lost ones last.

const descending = (a, b) => (a === b ? 0 : a > b ? -1 : 1);

const byName = (a, b) => descending(b.name, a.name) || descending(b.vendor ?? '', a.vendor ?? '');

// What is shown of an amount less what was shown of it before; null where either is not known.
function withChange(row, before, amount, decimals) {
  const value = amount(row.totals);
  const old = before && (before.totals ?? new Totals());
  if (!before || !before.isKnown || old.hasNoPrice || value === null) return { ...row, change: null, exactChange: null };
  const was = isSold && amount === amountOfCustomer ? old.revenue : old.cost;
  return {
    ...row,
    change: shown(value, data.scale, decimals) - shown(was, data.scale, decimals),
    exactChange: value - was,
  };
}

const amountOfCustomer = (totals) => (isSold ? totals.knownRevenue : totals.knownCost);

const costOfModel = (totals) => totals.knownCost;

// The least decimals that show no figure of a tier as 0: those of all amounts.
function decimalsOfSelection(selected) {
  const tiers = [...grouped(selected, (cell) => cell.tier).values(), new Totals(selected)];
  const free = new Totals(selected.filter((cell) => cell.plan.isFree));
  return decimalsShowing([...tiers.flatMap((totals) => [totals.revenue, totals.cost, totals.margin]),
    free.knownCost ?? 0n], data.scale);
}

function tierRows(selected) {
  const isFree = (tier) => selected.every((cell) => cell.tier !== tier || cell.plan.isFree);
  const whole = new Totals(selected);
  const row = (name, totals) => ({
    name, totals, share: totals.knownCost === null ? null : halfEven(totals.cost * 1000000n, whole.cost),
  });
  const tiers = [...grouped(selected, (cell) => cell.tier)].map(([tier, totals]) =>
    ({ ...row(data.tiers[tier], totals), tier, isFree: isFree(tier), keyed: { 'data-tier': data.tiers[tier] } }));
  const amount = (row) => (isSold ? row.totals.revenue : row.totals.cost);
  tiers.sort((a, b) => a.isFree - b.isFree || descending(amount(a), amount(b)) || byName(a, b));
  return { rows: tiers, total: row('Total', whole) };
}

// The groups of the selection and of the period before, by key.
function groupsWithBefore(selected, before, key, Sums) {
  const now = grouped(selected, key, Sums);
  const then = before ? grouped(before.cells, key) : new Map();
  return { now, then, lost: [...then.keys()].filter((value) => !now.has(value)) };
}

function customerRows(selected, before, decimals) {
  const { now, then, lost } = groupsWithBefore(selected, before, (cell) => cell.customer, CustomerTotals);
  const whole = new CustomerTotals(selected);
  const wholeAmount = isSold ? whole.revenue : whole.cost;
  const raw = (totals) => (isSold ? totals.revenue : totals.cost);
  const old = (totals) => before && { isKnown: before.isKnown, totals };
  const tiers = new Map();
  for (const cell of selected) {
    if (!tiers.has(cell.customer)) tiers.set(cell.customer, new Set());
    tiers.get(cell.customer).add(cell.tier);
  }
  const row = (customer, totals, isLost) => withChange({
    name: customers[customer].name, totals, isLost, customer, isFolded: customers[customer].isFolded,
    tiers: isLost ? '' : [...tiers.get(customer)].sort((a, b) => a - b).map((tier) => data.tiers[tier]).join(', '),
    share: isLost || amountOfCustomer(totals) === null ? null : halfEven(raw(totals) * 1000000n, wholeAmount),
    keyed: customers[customer].isFolded ? {} : { 'data-account': customers[customer].name },
  }, old(then.get(customer)), amountOfCustomer, decimals);
  const active = [...now].map(([customer, totals]) => row(customer, totals, false)).sort((a, b) =>
    Boolean(a.isFolded) - Boolean(b.isFolded) || descending(raw(a.totals), raw(b.totals))
    || descending(a.totals.cost, b.totals.cost) || byName(a, b));
  const gone = lost.map((customer) => row(customer, new Totals(), true)).sort((a, b) =>
    descending(raw(then.get(a.customer)), raw(then.get(b.customer))) || byName(a, b));
  const number = active.reduce((sum, each) => sum + (each.isFolded ? customers[each.customer].count : 1), 0);
  const total = withChange({
    name: counted(number, 'customer'), totals: whole, tiers: '', share: wholeAmount === 0n ? null : 1000000n,
  }, old(before && new Totals(before.cells)), amountOfCustomer, decimals);
  return { rows: [...active, ...gone], total, active: number, lost: gone.length, amount: raw };
}

function modelRows(selected, before, decimals) {
  const { now, then, lost } = groupsWithBefore(selected, before, (cell) => cell.model, ModelTotals);
  const old = (totals) => before && { isKnown: before.isKnown, totals };
  const row = (model, totals, isLost) => withChange({
    name: models[model].label, model: models[model].name, vendor: models[model].vendor, totals, isLost, place: model,
    keyed: { 'data-model': models[model].label },
  }, old(then.get(model)), costOfModel, decimals);
  const used = [...now].map(([model, totals]) => row(model, totals, false)).sort((a, b) =>
    descending(a.totals.cost, b.totals.cost) || byName(a, b));
  const gone = lost.map((model) => row(model, new Totals(), true)).sort((a, b) =>
    descending(then.get(a.place).cost, then.get(b.place).cost) || byName(a, b));
  const rows = [...used, ...gone];
  const total = withChange({ name: counted(used.length, 'model'), totals: new ModelTotals(selected) },
    old(before && new Totals(before.cells)), costOfModel, decimals);
  return { rows, total };
}

// The rows that are not shown, as one; its change is what the others lack to that of all, so that the column adds up.
function othersOf(rows, shownRows, total, lostWord, Sums) {
  const rest = rows.filter((row) => !shownRows.includes(row));
  if (!rest.length) return null;
  const number = (list) => list.reduce((sum, row) => sum + (row.isFolded ? customers[row.customer].count : 1), 0);
  const [active, gone] = [number(rest.filter((row) => !row.isLost)), rest.filter((row) => row.isLost).length];
  const words = [active ? counted(active, 'other') : null, gone ? `${count(gone)} no longer ${lostWord}` : null];
  const totals = new Sums();
  for (const row of rest) totals.merge(row.totals);
  const shares = rest.map((row) => row.share).filter((value) => value !== null && value !== undefined);
  const isKnown = total.change !== null && total.change !== undefined && shownRows.every((row) => row.change !== null);
  return {
    name: words.filter((word) => word).join(', '), totals, tiers: '',
    share: shares.length ? shares.reduce((sum, value) => sum + value, 0n) : null,
    change: isKnown ? shownRows.reduce((sum, row) => sum - row.change, total.change) : null,
  };
}
