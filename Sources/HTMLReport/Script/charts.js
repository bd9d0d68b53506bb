// The charts of the selection. Where nothing is selected they are those of the page; a chart that cannot follow says why.

const chartIDs = () => all('.charts figure').map(({ id }) => id);

function keepCharts() {
  for (const id of chartIDs()) keep(id, byID(id));
}

const dayLength = 24 * 60 * 60 * 1000;

const dayNumber = (words) => Date.parse(`${words}T00:00:00Z`) / dayLength;

const shortDay = (number) => {
  const date = new Date(number * dayLength);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()].slice(0, 3)}`;
};

// The selected days with their number since 1970, and the last one of the report.
function selectedDays() {
  const first = dayNumber(data.days.first);
  const [from, to] = selection.month === null
    ? [dayNumber(data.period.from), dayNumber(data.period.to)]
    : monthRange(data.months[selection.month][0]);
  const list = days.filter(isSelected).map((cell) => ({ ...cell, day: cell.day + first }));
  const last = Math.min(to, dayNumber(data.period.to));
  return { list, from: Math.max(from, dayNumber(data.period.from)), last, first };
}

function monthRange(key) {
  const [year, month] = key.split('-').map(Number);
  return [Date.UTC(year, month - 1, 1) / dayLength, Date.UTC(year, month, 1) / dayLength - 1];
}

// What an amount came to from the first day to each day.
function addedUp(list, from, to) {
  const costs = new Map();
  for (const { day, cost } of list) costs.set(day, (costs.get(day) ?? 0n) + cost);
  let sum = 0n;
  return Array.from({ length: to - from + 1 }, (_, index) => {
    sum += costs.get(from + index) ?? 0n;
    return sum;
  });
}

// The name and the days of a period and of the one before it; of several months, of the last one.
function comparedDays({ from, last }) {
  if (selection.month === null && data.days.before) {
    const start = dayNumber(data.days.before[0]);
    return { name: data.bridge.end, from, last, before: { name: data.before.name, from: start, last: start + data.days.before[1] - 1 } };
  }
  const month = selection.month ?? data.months.length - 1;
  if (selection.month === null && (data.before || !hasMonths)) return { name: data.months[month]?.[2] ?? 'Usage', from, last };
  const [key, , name] = data.months[month];
  const [start] = monthRange(key);
  const earlier = data.months[month - 1];
  const before = earlier && earlier[3] ? { name: earlier[2], from: monthRange(earlier[0])[0], last: monthRange(earlier[0])[1] } : undefined;
  return { name, from: Math.max(start, from), last, before };
}

function costByDay(decimals) {
  const { list, ...range } = selectedDays();
  const { name, from, last, before } = comparedDays(range);
  const now = addedUp(list, from, last);
  const earlier = before ? addedUp(list, before.from, before.last) : [];
  const length = Math.max(now.length, earlier.length);
  if (now.length < 2 || now.at(-1) === 0n && (earlier.at(-1) ?? 0n) === 0n) return null;
  const stretched = (sums) => [...sums, ...Array(length - sums.length).fill(null)];
  const series = [{ name, style: 'l1', values: stretched(now) }];
  const unpricedIn = (start, end) => list.filter(({ day }) => day >= start && day <= end)
    .reduce((sum, cell) => sum + cell.unpriced, 0n);
  let unpriced = unpricedIn(from, last);
  let title = `${name}: vendor cost of ${money(now.at(-1), data.scale, decimals)} USD in ${counted(now.length, 'day')}`;
  let note = '';
  if (earlier.length) {
    series.push({ name: before.name, style: 'l2', values: stretched(earlier) });
    unpriced += unpricedIn(before.from, before.last);
    const day = Math.min(now.length, earlier.length);
    const same = earlier[day - 1];
    const change = shown(now[day - 1], data.scale, decimals) - shown(same, data.scale, decimals);
    title = change === 0n
      ? `By day ${day}, ${name} cost as much as ${before.name} by then`
      : `By day ${day}, ${name} cost ${text(size(change), decimals)} USD ${change < 0n ? 'less' : 'more'} than ${before.name} by then`;
    if (now.length !== earlier.length) note = `${name} has ${counted(now.length, 'day')}, ${before.name} ${earlier.length}. `;
  }
  const chart = lineChart({
    series, decimals, scale: data.scale, of: 'Day', labels: Array.from({ length }, (_, index) => String(index + 1)),
  });
  return { title: title + withoutPrice(unpriced), note, chart };
}

// Whole weeks, the last of which ends with the last day; one without requests has no figure.
function weeks() {
  const { list, last, from, first } = selectedDays();
  const start = selection.month === null ? Math.min(first, from) : first;
  const number = Math.min(Math.floor((last - start + 1) / 7), 13);
  const begin = last + 1 - 7 * number;
  const sums = Array.from({ length: number }, (_, index) => ({
    first: begin + 7 * index, requests: 0n, unpriced: 0n, cost: 0n, prompt: 0n, cached: 0n,
  }));
  for (const cell of list) {
    const week = sums[Math.floor((cell.day - begin) / 7)];
    if (cell.day < begin || cell.day > last || !week) continue;
    for (const key of ['requests', 'unpriced', 'cost', 'prompt', 'cached']) week[key] += cell[key];
  }
  return sums;
}

function byWeek(value, { scale, kind, title, isOfPriced }) {
  const list = weeks();
  const values = list.map((week) => (week.requests > 0n ? value(week) : null));
  const known = values.filter((each) => each !== null);
  const last = values.at(-1) ?? null;
  if (known.length < 2 || last === null) return null;
  const isPercent = kind === 'percent';
  const decimals = isPercent ? 1 : decimalsShowing(known, scale);
  const own = (figure) => {
    const places = isPercent ? 1 : decimalsShowing([figure], scale);
    return text(shown(figure, scale, places), places);
  };
  const earlier = values[0] === null ? '' : `, ${own(values[0])}${isPercent ? ' %' : ''} in the week from ${shortDay(list[0].first)}`;
  const chart = lineChart({
    series: [{ name: '', style: 'l1', values }], scale, decimals, unit: isPercent ? '\u00a0%' : '',
    of: 'Week from', labels: list.map((week) => shortDay(week.first)),
  });
  const lack = isOfPriced ? withoutPrice(list.reduce((sum, week) => sum + week.unpriced, 0n)) : '';
  return { title: title(own(last)) + earlier + lack, chart };
}

const requestCost = () => byWeek(
  (week) => (week.unpriced < week.requests
    ? halfEven(week.cost * 1000n * power(amountDecimals - data.scale), week.requests - week.unpriced) : null),
  { scale: amountDecimals, isOfPriced: true, title: (words) => `1,000 requests cost ${words} USD in the last full week` });

const cachedShare = () => byWeek((week) => halfEven(week.cached * 1000000n, week.prompt), {
  scale: 4, kind: 'percent', title: (words) => `${words} % of prompt tokens were cached in the last full week`,
});

// The customers with the most revenue, and the others together.
function byAccount({ rows, total }, decimals, amount) {
  const known = rows.filter((row) => !row.isLost && amount(row.totals) !== null);
  const paying = isSold ? known.filter((row) => row.totals.revenue > 0n) : known;
  const list = paying.filter((row) => !row.isFolded).slice(0, 7)
    .sort((a, b) => descending(amount(a.totals), amount(b.totals)) || (a.name < b.name ? -1 : 1));
  if (!list.length) return null;
  const bars = list.map((row) => [row.name, amount(row.totals)]);
  const add = (rest, words) => {
    const number = rest.reduce((sum, row) => sum + (row.isFolded ? customers[row.customer].count : 1), 0);
    if (number) bars.push([`${count(number)} ${words}`, rest.reduce((sum, row) => sum + amount(row.totals), 0n)]);
  };
  add(paying.filter((row) => !list.includes(row)), isSold ? 'other paying' : 'others');
  if (isSold) add(known.filter((row) => row.totals.revenue <= 0n), 'without revenue');
  if (bars.length < 2) return null;
  const most = money(amount(list[0].totals), data.scale, decimals);
  const title = `${list[0].name} ${isSold ? 'has the largest margin' : 'has the highest vendor cost'}, ${most} USD`;
  return { title: title + withoutPrice(total.totals.unpriced), chart: barChart(bars, decimals) };
}

const chartCommands = {
  'chart-cost-by-day': 'assay show cost --by day', 'chart-request-cost': 'assay show cost_per_1000_requests --by week',
  'chart-cached-share': 'assay show cache_share --by week',
};

// The conditions of the selection for the command line.
const conditions = () => ['tier', 'model', 'customer'].filter((part) => selection[part] !== null).map((part) => {
  const [key, value] = part === 'customer' ? ['account', written.customer(selection.customer)]
    : part === 'model' ? ['model', models[selection.model].name] : ['tier', written.tier(selection.tier)];
  return ` --where ${quotedCondition(key, value)}`;
}).join('');

function renderChart(id, result, reason) {
  const figure = byID(id);
  const [heading, caption, drawing] = ['h3', 'figcaption .note', 'svg'].map((part) => figure.querySelector(part));
  for (const note of all('.reason', figure)) note.remove();
  drawing.toggleAttribute('hidden', result === null);
  caption.hidden = result === null;
  if (result === null) {
    figure.querySelector('figcaption').append(make('p', { class: 'note reason' }, ...reason));
    return;
  }
  heading.textContent = result.title;
  // Later sentences of the caption are of the whole report.
  const file = caption.querySelector('code');
  caption.replaceChildren(`${caption.textContent.split('. ')[0]}. ${result.note ?? ''}`, file);
  drawing.setAttribute('viewBox', `0 0 ${plot.width} ${result.chart.height}`);
  drawing.replaceChildren(...result.chart.shapes);
}

function renderCharts(byCustomer, before, decimals) {
  if (!isFiltered()) return restore(...chartIDs());
  restore(...chartIDs());
  for (const id of chartIDs()) {
    const command = [commandNode(`${chartCommands[id] ?? 'assay show cost --by account'}${conditions()}`)];
    if (id === 'chart-forecast') {
      const words = 'The forecast covers all usage and does not follow the filter. ';
      renderChart(id, null, [words, commandNode('assay forecast')]);
    } else if (id === 'chart-deferred-revenue') {
      const words = 'Deferred revenue covers all credits and does not follow the filter. ';
      renderChart(id, null, [words, commandNode('assay audit')]);
    } else if (id === 'chart-margin-by-account' || id === 'chart-cost-by-account') {
      const amount = id === 'chart-margin-by-account' ? (totals) => totals.knownMargin : (totals) => totals.knownCost;
      renderChart(id, byAccount(byCustomer, decimals, amount), ['The selection has fewer than two customers to compare.']);
    } else if (selection.customer !== null || !days) {
      renderChart(id, null, ['This page has no daily figures of one account. ', ...command]);
    } else {
      const charts = {
        'chart-cost-by-day': () => costByDay(decimals), 'chart-request-cost': requestCost,
        'chart-cached-share': cachedShare,
      };
      const result = charts[id]?.();
      renderChart(id, result ?? null, ['The selection has too few days or weeks to draw. ', ...command]);
    }
  }
}
