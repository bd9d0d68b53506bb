// The columns of the tables: how each figure of a row is shown, sorted and copied. Keys are those of the headings.

// An amount in the decimals of its column; words for one that they would show as 0.
function money(value, scale, decimals) {
  if (value === null) return unknown;
  const units = shown(value, scale, decimals);
  if (units !== 0n || value === 0n) return text(units, decimals);
  const least = `0.${'0'.repeat(decimals - 1)}1`;
  return value < 0n ? `above -${least}` : `under ${least}`;
}

const isNegative = (value) => value !== null && value < 0n;

// An amount of the sums; figures are in the decimals of the table.
const amountColumn = (name, value, isBadBelowZero = false) => ({
  value: (row) => value(row.totals),
  cell: (row, view) => ({
    text: money(value(row.totals), data.scale, view.decimals),
    tone: isBadBelowZero && isNegative(value(row.totals)) ? 'bad' : null,
  }),
  copied: [[name, (row) => plain(value(row.totals), data.scale)]],
});

const rateColumn = (name, value, cell) => ({
  value: (row) => value(row.totals),
  cell: cell ?? ((row) => ({ text: percent(value(row.totals)) })),
  copied: [[name, (row) => plain(value(row.totals), 4)]],
});

const nameColumn = (...copied) => ({
  isText: true,
  value: (row) => row.name,
  cell: (row) => ({ text: row.name }),
  copied,
});

// The cost of 1,000 requests or tokens, exact to 10⁻¹⁸ USD; one number of decimals for all rows that are shown.
const unitCostColumn = (name, number) => {
  const value = (row) => unitCost(row.totals, number(row.totals));
  return {
    value,
    cell: (row, view) => ({ text: money(value(row), amountDecimals, view.unitDecimals(value)) }),
    copied: [[name, (row) => plain(value(row), amountDecimals)]],
  };
};

function unitCost(totals, number) {
  return totals.knownCost === null ? null : halfEven(totals.cost * 1000n * power(amountDecimals - data.scale), number);
}

// The margin rate with its verdict.
function verdict({ totals }) {
  const [rate, difference] = [totals.marginPercent, totals.points];
  if (rate === null) return { text: unknown };
  const arrow = difference === null || difference === 0n ? '' : difference < 0n ? ' ▼' : ' ▲';
  const isBad = rate < 0n || isNegative(difference);
  return { text: percent(rate) + arrow, tone: isBad ? 'bad' : difference > 0n ? 'good' : null };
}

const columns = {
  requests: {
    value: (row) => row.totals.requests,
    cell: (row) => ({ text: count(row.totals.requests) }),
    copied: [['requests', (row) => String(row.totals.requests)],
      ['unpriced_requests', (row) => String(row.totals.unpriced)]],
  },
  unpriced: {
    value: (row) => row.totals.unpriced,
    cell: (row) => ({ text: count(row.totals.unpriced) }),
    copied: [],
  },
  revenue: amountColumn('revenue_usd', (totals) => totals.knownRevenue),
  cost: amountColumn('vendor_cost_usd', (totals) => totals.knownCost),
  margin: amountColumn('margin_usd', (totals) => totals.knownMargin, true),
  margin_percent: rateColumn('margin_percent', (totals) => totals.marginPercent, verdict),
  target: rateColumn('target_margin_percent', (totals) => totals.target),
  points: rateColumn('variance_points', (totals) => totals.points, ({ totals }) => {
    const value = totals.points;
    if (value === null || value === 0n) return { text: points(value) };
    return { text: `${points(value)} ${value < 0n ? '▼' : '▲'}`, tone: value < 0n ? 'bad' : 'good' };
  }),
  share: {
    value: (row) => row.share,
    cell: (row) => ({ text: percent(row.share) }),
    copied: [['share_percent', (row) => plain(row.share, 4)]],
  },
  change: {
    value: (row) => row.change,
    cell: (row, view) => ({ text: row.change === null ? unknown : text(row.change, view.decimals, true) }),
    copied: [['change_usd', (row) => plain(row.exactChange, data.scale)]],
  },
  cost_requests: unitCostColumn('cost_per_1000_requests_usd', (totals) => totals.requests - totals.unpriced),
  cost_output: unitCostColumn('cost_per_1000_output_tokens_usd', (totals) => totals.output),
  cached: rateColumn('cached_share_percent', (totals) => totals.cachedShare),
  model: nameColumn(['model', (row) => row.model], ['provider', (row) => row.vendor]),
  customer: nameColumn(['account', (row) => row.name]),
  tier: {
    isText: true,
    value: (row) => row.tiers ?? row.name,
    cell: (row) => ({ text: row.tiers ?? row.name }),
    copied: [['tier', (row) => row.tiers ?? row.name]],
  },
  // The rate as a bar from 0 with the target as a mark.
  bar: { cell: (row, view) => ({ node: targetBar(row.totals, view.barEnd) }), copied: [] },
};

// In the table of tiers the verdict is in the next columns; models have no targets of their own.
const plainRate = rateColumn('margin_percent', (totals) => totals.marginPercent, ({ totals }) => ({
  text: percent(totals.marginPercent), tone: isNegative(totals.marginPercent) ? 'bad' : null,
}));

// The end of the scale of the bars in whole percent.
function barEnd(rows) {
  const rates = rows.flatMap(({ totals }) => [totals.marginPercent, totals.target]).filter((rate) => rate !== null);
  const most = rates.reduce((a, b) => (a > b ? a : b), 0n);
  return [10n, 20n, 25n, 50n].find((end) => end * 10000n >= most) ?? 100n;
}

function targetBar(totals, end) {
  const [rate, target] = [totals.marginPercent, totals.target];
  if (rate === null) return '';
  const most = end * 10000n;
  const place = (value) => tenthsOf(0n, most, 0, 1800)(value < 0n ? 0n : value > most ? most : value) / 10;
  const rectangle = (style, width) => draw('rect', { class: style, y: 5, width, height: 6, rx: 3 });
  const isShort = target === null ? rate < 0n : rate < target;
  return draw('svg', { class: 'bullet', viewBox: '0 0 180 16', 'aria-hidden': 'true' },
    rectangle('track', 180),
    rate > 0n ? rectangle(isShort ? 'down' : 'up', Math.max(1, place(rate))) : null,
    target === null ? null : draw('line', { class: 't', x1: place(target), x2: place(target), y1: 1, y2: 15 }));
}
