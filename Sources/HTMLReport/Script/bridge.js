// The bridge of each measure for the selection: the start, each driver and the end, in units of the last shown decimal.

const amountDecimals = 18;

const effectCount = 22;

// Rows of the bridges by model and tier, and by customer: places, the start, each part.
const bridgeRows = data.bridge && {
  models: unpacked(data.bridge.models, 3, effectCount + 1),
  accounts: unpacked(data.bridge.accounts, 2, effectCount + 1),
};

// The tiers and models of which no request of a period has a price.
const unknownModels = new Set((data.bridge?.unknown ?? []).map((places) => places.join()));

// The exact sums of some rows by measure: the start and each part.
function bridgeSums(rows, measureOf) {
  const sums = [0, 1].map(() => Array(effectCount + 1).fill(0n));
  for (const [places, figures] of rows) {
    figures.forEach((figure, index) => { sums[measureOf(places)][index] += figure; });
  }
  if (!isSold) return [sums[0]];
  return [sums[0], sums[1], sums[0].map((figure, index) => figure - sums[1][index])];
}

// The shown figures of a bridge: its parts are apportioned, so that the column adds up.
function shownBridge([start, ...effects]) {
  const { decimals, drivers } = data.bridge;
  const unit = power(amountDecimals - decimals);
  const end = effects.reduce((sum, effect) => sum + effect, start);
  const [first, last] = [start, end].map((amount) => shown(amount, amountDecimals, decimals));
  const sums = drivers.map(([, , parts]) => parts.reduce((sum, part) => sum + effects[part], 0n));
  const figures = apportioned(last - first, sums, unit);
  const details = drivers.map(([, , parts], index) =>
    apportioned(figures[index], parts.map((part) => effects[part]), unit));
  return { start: first, end: last, drivers: figures, details, change: last - first };
}

// The bridges of the selection; null where the page has none, which `reasonWithoutBridge` explains.
function selectedBridges() {
  if (reasonWithoutBridge() !== null) return null;
  const rows = selection.customer === null
    ? bridgeRows.models.filter(([[tier, model]]) =>
      (selection.tier === null || tier === selection.tier) && (selection.model === null || model === selection.model))
    : bridgeRows.accounts.filter(([[account]]) =>
      data.bridge.customers[account] === customers[selection.customer].name);
  return bridgeSums(rows, (places) => places[places.length - 1]).map(shownBridge);
}

// Why the change of the selection has no drivers here, and the command that has; null where it has them.
function reasonWithoutBridge() {
  if (selection.month !== null) {
    const before = data.months[selection.month - 1];
    return before
      ? ['This page has no drivers of single months. ', `assay compare ${before[0]} ${data.months[selection.month][0]}`]
      : ['The report has no month before this one. ', `assay compare`];
  }
  const unpriced = [[new Totals(periodBefore().cells), data.bridge.start], [new Totals(selectedCells()), data.bridge.end]]
    .filter(([totals]) => totals.hasNoPrice).map(([, period]) => period);
  if (unpriced.length) {
    return [`The change is not known: no request of the selection in ${unpriced.join(' and ')} has a price. `, 'assay compare'];
  }
  if (selection.customer === null) {
    return data.bridge.isWhole ? null : ['The drivers of so many models and tiers are not on this page. ', 'assay compare'];
  }
  const name = customers[selection.customer].name;
  if (selection.tier !== null || selection.model !== null) {
    return ['This page has no drivers of one account by tier or model. ',
      `assay show cost --by month,model --where ${quotedCondition('account', name)}`];
  }
  return data.bridge.customers.includes(name)
    ? null
    : ['This account is not among the largest changes, so its drivers are in another file. ', 'comparison-movers.csv'];
}

const quotedCondition = (key, value) =>
  /^[\w.@-]+$/.test(value) ? `${key}=${value}` : `'${key}=${value.replaceAll("'", "'\\''")}'`;

// The lines of the table: each driver that is not shown as 0 in all measures, between both ends.
function bridgeLines(bridges) {
  const { start, end, drivers, days: dayWords } = data.bridge;
  const line = (label, kind, amount) => ({ label, kind, amounts: bridges.map(amount) });
  const lines = [line(start, 'start', (bridge) => bridge.start)];
  drivers.forEach(([heading], index) => {
    const label = driverLabel(heading, index);
    const drawn = [line(label, 'driver', (bridge) => bridge.drivers[index])];
    if (index === volumeDriver && dayWords !== null) {
      drawn.push(line(dayWords, 'detail', (bridge) => bridge.details[index][0]));
      drawn.push(line('requests per day', 'detail', (bridge) => bridge.details[index][1]));
    }
    if (drawn.some(({ amounts }) => amounts.some((amount) => amount !== 0n))) lines.push(...drawn);
  });
  return [...lines, line(end, 'end', (bridge) => bridge.end)];
}

const [lostDriver, newDriver, volumeDriver] = [0, 1, 2];

// Lost and new accounts are counted where the bridge is of all.
function driverLabel(heading, index) {
  if (isFiltered() || index > newDriver) return heading;
  return `${heading} (${count(index === lostDriver ? data.bridge.lost : data.bridge.new)})`;
}

// The largest drivers of a mover, the largest first; those behind the first three together.
function largestDrivers(bridge) {
  const { decimals, drivers } = data.bridge;
  const ranked = drivers.map((_, index) => index).filter((index) => bridge.drivers[index] !== 0n)
    .sort((a, b) => {
      const [first, second] = [size(bridge.drivers[a]), size(bridge.drivers[b])];
      return first === second ? a - b : first > second ? -1 : 1;
    });
  const named = ranked.length === 4 ? 4 : 3;
  const others = ranked.slice(named).reduce((sum, index) => sum + bridge.drivers[index], 0n);
  const words = ranked.slice(0, named).map((index) => `${drivers[index][1]} ${text(bridge.drivers[index], decimals, true)}`);
  if (others !== 0n) words.push(`others ${text(others, decimals, true)}`);
  return words;
}
