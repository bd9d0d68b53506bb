// The four figures: computed for the selection; the lines below them are those of the page where nothing is selected.

const usd = (value, decimals) => (value === null ? 'not known' : money(value, data.scale, decimals));

// A change of an amount against the period before, as in `−10.84 against August (−11.5 %)`; null where there is none.
function changeWords(now, before, amount, decimals) {
  const value = amount(now);
  if (!before || !before.isKnown || value === null) return null;
  const was = amount(new Totals(before.cells));
  if (was === null) return null;
  const units = shown(value, data.scale, decimals) - shown(was, data.scale, decimals);
  const words = `${text(units, decimals, true)} against ${before.name}`;
  const rate = was > 0n ? halfEven((value - was) * 1000000n, was) : null;
  return rate === null ? words : `${words} (${changeRate(rate)})`;
}

function changeRate(value) {
  const words = `${percent(size(value))}\u00a0%`;
  return words === '0.0\u00a0%' ? words : (value < 0n ? '−' : '+') + words;
}

// The margin compared with its target.
function targetWords(totals) {
  if (totals.knownMargin === null) return 'revenue or vendor cost is not known';
  if (totals.marginPercent === null) return 'no revenue, so no margin rate';
  const [target, difference] = [totals.target, totals.points];
  if (difference === null) return 'no target for all of the revenue';
  if (difference === 0n) return `on the target of ${percent(target)}`;
  return `target ${percent(target)}, ${difference < 0n ? 'short by' : 'over by'} ${pointsSize(difference)}`;
}

// The plan fees of the selected months and tiers; null where they are not known, or are of no model and no account.
function planFees() {
  if (selection.model !== null || selection.customer !== null) {
    return { amount: null, words: 'Plan fees belong to users, not to a model or an account of this page' };
  }
  const lines = data.fees.filter(([month, tier]) =>
    (selection.month === null || month === selection.month) && (selection.tier === null || tier === selection.tier));
  const known = lines.filter(([, , , amount]) => amount !== null);
  const users = (list) => list.reduce((sum, [, , number]) => sum + number, 0);
  if (lines.length && !known.length) return { amount: null, words: 'plans.csv states no price of these tiers' };
  const missing = users(lines) - users(known);
  return {
    amount: known.reduce((sum, [, , , amount]) => sum + BigInt(amount), 0n),
    users: users(known),
    words: missing ? `without ${count(missing)} of ${counted(users(lines), 'user month')}, which have no price` : '',
  };
}

// The clause on the requests that figures lack; empty where they lack none.
const withoutPrice = (unpriced) =>
  (unpriced === 0n ? '' : `; ${counted(unpriced, 'request')} ${unpriced === 1n ? 'has' : 'have'} no price`);

function unpricedWords(totals) {
  if (totals.unpriced === 0n) return null;
  if (totals.hasNoPrice) return 'no request has a price';
  return `of ${counted(totals.requests - totals.unpriced, 'request')}; ${count(totals.unpriced)} `
    + `${totals.unpriced === 1n ? 'has' : 'have'} no price`;
}

function figureParts(totals, before, decimals) {
  const fees = isSold ? planFees() : null;
  const unit = (value, rest = '') => (value === null ? '' : 'USD' + rest);
  const rate = totals.marginPercent === null ? '' : `, ${percent(totals.marginPercent)}\u00a0%`;
  const hasMarginWithFees = fees && fees.amount !== null && totals.knownMargin !== null;
  const paidFees = fees && fees.amount !== null ? data.paidFees : null;
  const withFees = data.paidFees !== null ? paidFees : hasMarginWithFees
    ? `price × users of each month (${count(fees.users)}), ${data.allowances
      ? 'not added: used allowances would count twice' : `not included; margin with them ${money(
        fees.amount + totals.knownMargin * power(amountDecimals - data.scale), amountDecimals, decimals)}`}` : null;
  return {
    revenue: () => ({
      words: usd(totals.knownRevenue, decimals), unit: unit(totals.knownRevenue),
      lines: [changeWords(totals, before, (each) => each.knownRevenue, decimals), unpricedWords(totals)],
    }),
    cost: () => ({
      words: usd(totals.knownCost, decimals), unit: unit(totals.knownCost),
      lines: [isSold ? changeWords(totals, before, (each) => each.knownCost, decimals) : null, unpricedWords(totals)],
    }),
    margin: () => ({
      words: usd(totals.knownMargin, decimals), unit: unit(totals.knownMargin, rate), isBad: isNegative(totals.knownMargin),
      lines: [targetWords(totals), changeWords(totals, before, (each) => each.knownMargin, decimals)],
      isFirstBad: isNegative(totals.points),
    }),
    'plan-fees': () => ({
      words: fees.amount === null ? 'not known' : money(fees.amount, amountDecimals, decimals),
      unit: unit(fees.amount), lines: [withFees, fees.words],
    }),
    change: () => {
      const words = changeWords(totals, before, (each) => each.knownCost, decimals);
      const [amount, rest] = words === null ? ['not known', null] : words.split(' against ');
      return { words: amount, unit: words === null ? '' : 'USD', lines: [rest && `against ${rest}`] };
    },
    'last-days': () => lastDays(decimals),
    coverage: () => ({
      words: count(totals.requests - totals.unpriced), unit: `of\u00a0${count(totals.requests)}`, lines: [],
    }),
  };
}

// The cost of the last seven days of the report and of the seven before them, of one tier and model.
function lastDays(decimals) {
  if (selection.customer !== null || selection.month !== null || !days) {
    return { words: 'not known', unit: '', lines: ['This page has no daily figures of one account or month'] };
  }
  const last = days.reduce((most, cell) => Math.max(most, cell.day), 0);
  const between = (first, end) => days.filter((cell) => cell.day >= first && cell.day <= end && isSelected(cell));
  const sum = (list) => list.reduce((cost, cell) => cost + cell.cost, 0n);
  const [now, before] = [sum(between(last - 6, last)), sum(between(last - 13, last - 7))];
  const mean = halfEven(now * power(amountDecimals - data.scale), 7n);
  const rate = last >= 13 && before > 0n ? halfEven((now - before) * 1000000n, before) : null;
  const change = rate === null ? 'nothing to compare with'
    : rate === 0n ? 'the same as the 7 days before'
      : `${percent(size(rate))}\u00a0% ${rate < 0n ? 'less' : 'more'} than the 7 days before`;
  return {
    words: usd(now, decimals), unit: 'USD',
    lines: [`${money(mean, amountDecimals, decimalsShowing([mean], amountDecimals))} a day; ${change}`],
  };
}

function renderFigures(totals, before, decimals) {
  if (!isFiltered()) return restore('kpi', 'coverage', 'scope', 'title');
  const parts = figureParts(totals, before, decimals);
  for (const element of all('[data-figure]', byID('kpi'))) {
    const { words, unit, lines, isBad, isFirstBad } = parts[element.dataset.figure]();
    const length = words.length > 14 ? ' longest' : words.length > 9 ? ' long' : '';
    element.replaceChildren(element.querySelector('dt'),
      make('dd', { class: `fig${length}${isBad ? ' bad' : ''}` }, make('span', {}, words),
        ...(unit ? [' ', make('small', {}, unit)] : [])),
      ...lines.filter((line) => line).map((line, index) =>
        make('dd', { class: `sub${isFirstBad && index === 0 ? ' bad' : ''}` }, line)));
  }
  byID('scope').textContent = scopeWords(totals, before);
  if (selection.month === null) restore('title');
  else byID('title').textContent = data.months[selection.month][1];
  if (byID('coverage')) byID('coverage').hidden = true;
}

function scopeWords(totals, before) {
  const parts = [
    selection.tier === null ? null : `tier ${data.tiers[selection.tier]}`,
    selection.model === null ? null : `model ${models[selection.model].label}`,
    selection.customer === null ? null : `account ${customers[selection.customer].name}`,
  ].filter((part) => part);
  const scope = parts.length ? ` of ${parts.join(', ')}` : '';
  const compared = before ? `, compared with ${before.name}` : '';
  return `${counted(totals.requests, 'request')}${scope}${compared}.`;
}
