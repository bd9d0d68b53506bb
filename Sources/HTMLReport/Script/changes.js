// The section of what changed: the table with its floating bars, and the movers.

const [barWidth, barHeight, barMargin] = [120, 20, 4];

// The place of a level of a measure; all measures share one scale, and each is in the middle of its drawing.
function barScale(lines) {
  const levels = lines[0].amounts.map((_, measure) => {
    let level = 0n;
    return lines.map(({ kind, amounts }) => {
      if (kind === 'start' || kind === 'end') level = amounts[measure];
      else if (kind === 'driver') level += amounts[measure];
      return level;
    });
  });
  const least = levels.map((list) => list.reduce((a, b) => (a < b ? a : b)));
  const spans = levels.map((list, measure) => list.reduce((a, b) => (a > b ? a : b)) - least[measure]);
  const span = [1n, ...spans].reduce((a, b) => (a > b ? a : b));
  const tenths = tenthsOf(0n, 2n * span, barMargin * 10, (barWidth - barMargin) * 10);
  const place = (measure, level) => tenths(2n * (level - least[measure]) + span - spans[measure]);
  return { levels, place };
}

function bar({ levels, place }, kind, measure, line) {
  const middle = barHeight / 2;
  const end = place(measure, levels[measure][line]);
  const start = line ? place(measure, levels[measure][line - 1]) : end;
  const connector = (x, y1, y2) => draw('line', { class: 'c', x1: x / 10, y1, x2: x / 10, y2 });
  const dot = draw('line', { class: 'o', x1: end / 10, y1: middle, x2: end / 10, y2: middle });
  const shapes = {
    start: () => [connector(end, middle, barHeight), dot],
    end: () => [connector(end, 0, middle), dot],
    detail: () => [connector(end, 0, barHeight)],
    driver: () => [connector(start, 0, middle), connector(end, middle, barHeight),
      levels[measure][line] === levels[measure][line - 1] ? null : draw('rect', {
        class: levels[measure][line] > levels[measure][line - 1] ? 'up' : 'down',
        x: Math.min(start, end) / 10, y: 4, width: Math.max(10, Math.abs(end - start)) / 10, height: 12,
      })],
  }[kind]();
  return draw('svg', {
    viewBox: `0 0 ${barWidth} ${barHeight}`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
  }, ...shapes);
}

function renderBridge(bridges) {
  const { decimals } = data.bridge;
  const lines = bridgeLines(bridges);
  const scale = barScale(lines);
  const rows = lines.map(({ label, kind, amounts }, line) =>
    make('tr', { class: kind }, make('th', { scope: 'row' }, label),
      ...amounts.map((amount, measure) => make('td', { class: `n m m${measure}` },
        bar(scale, kind, measure, line),
        make('span', {}, text(amount, decimals, kind === 'driver' || kind === 'detail'))))));
  byID('t-changed').tBodies[0].replaceChildren(...rows);
}

// The sentence of a selection, in place of that of the whole.
function bridgeSentence(bridge, unpriced) {
  const { decimals, measures, moved, drivers } = data.bridge;
  const ranked = drivers.map(([, short], index) => [short, bridge.drivers[index]]).filter(([, amount]) => amount !== 0n)
    .sort((a, b) => (size(a[1]) === size(b[1]) ? 0 : size(a[1]) > size(b[1]) ? -1 : 1)).slice(0, 2);
  const why = ranked.map(([short, amount]) => `${short} ${text(amount, decimals, true)}`).join(' and ');
  const [start, end] = [bridge.start, bridge.end].map((amount) => text(amount, decimals));
  const change = bridge.change === 0n
    ? `stayed at ${end} USD`
    : `${bridge.change > 0n ? 'rose' : 'fell'} from ${start} to ${end} USD`;
  return `${measures[moved]} ${change}${why && `, mainly due to ${why}`}${withoutPrice(unpriced)}.`;
}

function moverItem(names, keyed, bridge) {
  const { decimals } = data.bridge;
  const drivers = largestDrivers(bridge).join(', ');
  const ends = `${text(bridge.start, decimals)} → ${text(bridge.end, decimals)}`;
  return make('li', keyed,
    make('span', { class: 'key' }, make('bdi', {}, names)),
    make('b', { class: 'n' }, text(bridge.change, decimals, true)),
    make('span', { class: 'why' }, drivers ? `${ends}; ${drivers}` : ends));
}

// The movers of a dimension within the selection, the largest change first; rows that belong together follow each other.
function rankedMovers(rows, isKept) {
  const groups = new Map();
  for (const row of rows.filter(([places]) => isKept(places))) {
    const key = row[0].slice(0, -1).join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    places: group[0][0],
    bridge: bridgeSums(group, (places) => places[places.length - 1])[data.bridge.moved],
  })).sort((a, b) => {
    const [first, second] = [a, b].map(({ bridge }) => size(bridge.slice(1).reduce((sum, part) => sum + part, 0n)));
    return first === second ? 0 : first > second ? -1 : 1;
  });
}

function renderMovers() {
  const { customer, tier, model, month } = selection;
  const limit = 5;
  const isKnown = ({ places: [place, model] }) => !unknownModels.has(`${place},${model}`);
  const isListed = ({ bridge }) => bridge.change !== 0n || bridge.drivers.some((driver) => driver !== 0n);
  const pick = (rows, isKept) => {
    const ranked = rankedMovers(rows, isKept);
    const listed = ranked.filter(isKnown).slice(0, limit)
      .map(({ places, bridge }) => ({ places, bridge: shownBridge(bridge) })).filter(isListed);
    return { count: ranked.length, listed };
  };
  const byModel = byID('movers-model');
  if (byModel) {
    const isHidden = month !== null || customer !== null || !data.bridge.isWhole && isFiltered();
    byModel.hidden = isHidden;
    const { count: number, listed } = isHidden ? { count: 0, listed: [] } : pick(bridgeRows.models, (places) =>
      (tier === null || places[0] === tier) && (model === null || places[1] === model));
    fillMovers(byModel, number, listed.map(({ places, bridge }) => moverItem(
      `${models[places[1]].name} in ${data.tiers[places[0]]}`,
      { 'data-tier': data.tiers[places[0]], 'data-model': models[places[1]].label }, bridge)));
  }
  const byAccount = byID('movers-account');
  if (byAccount) {
    restore('movers-account');
    byAccount.hidden = month !== null || customer !== null;
    if (isFiltered()) {
      byAccount.querySelector('ul').replaceChildren();
      const note = byAccount.querySelector('.note') ?? byAccount.appendChild(make('p', { class: 'note' }));
      note.replaceChildren('This page has no drivers of accounts by tier or model. ',
        commandNode(`assay top accounts --by change${conditions()}`));
    }
  }
}

function fillMovers(element, number, items) {
  element.querySelector('ul').replaceChildren(...items);
  const note = element.querySelector('.note');
  if (note) note.textContent = number > items.length ? `${items.length} of ${count(number)}, largest change first` : '';
}

function renderChanges() {
  const section = byID('changed');
  if (!section || !data.bridge) return;
  const bridges = selectedBridges();
  const lead = section.querySelector('.lead');
  const table = byID('t-changed').closest('.scroll');
  table.hidden = bridges === null;
  for (const element of all('.pick, .colours, ul.note', section)) element.hidden = bridges === null || element.matches('ul') && isFiltered();
  if (bridges === null) {
    const [sentence, command] = reasonWithoutBridge();
    lead.replaceChildren(sentence, commandNode(command));
  } else {
    renderBridge(bridges);
    if (isFiltered()) {
      const { unpriced } = new Totals([...periodBefore().cells, ...selectedCells()]);
      lead.replaceChildren(bridgeSentence(bridges[data.bridge.moved], unpriced));
    } else {
      restore('changed-lead');
    }
  }
  renderMovers();
}
