// The tables: their rows for the selection, sorting, all rows, and copies.

const tables = {
  't-tiers': { noun: 'tier', section: 'tiers', limit: 50, most: 50, key: 'tier' },
  't-customers': { noun: 'customer', section: 'customers', limit: 10, most: 11, key: 'customer', lost: 'active' },
  't-models': { noun: 'model', section: 'models', limit: 10, most: 15, key: 'model', lost: 'used' },
};

const headingsOf = (table) => all('thead th', table);

const columnOf = (heading, id) => {
  const key = heading.dataset.key ?? 'bar';
  return key === 'margin_percent' && id !== 't-customers' ? plainRate : columns[key];
};

// The rows in the order that the reader chose; rows of several customers come last, and unknown figures.
function sortedRows(id, rows) {
  const { sort } = tables[id];
  if (!sort) return rows;
  const heading = headingsOf(byID(id)).find((each) => each.dataset.key === sort.key);
  const column = columnOf(heading, id);
  const direction = sort.isDescending ? -1 : 1;
  const order = rows.map((row, index) => ({ row, index, value: column.value(row) ?? null }));
  order.sort((a, b) => {
    const isLast = Boolean(a.row.isFolded) - Boolean(b.row.isFolded) || (a.value === null) - (b.value === null);
    if (isLast) return isLast;
    const [first, second] = [a.value, b.value];
    return (first === second ? 0 : first < second ? -direction : direction) || a.index - b.index;
  });
  return order.map(({ row }) => row);
}

function cellElement(heading, column, row, view) {
  const { text: words, tone, node } = column.cell(row, view);
  const style = [heading.classList.contains('n') ? 'n' : null, heading.classList.contains('opt') ? 'opt' : null, tone];
  const classes = style.filter((name) => name).join(' ') || null;
  return make('td', { class: classes }, ...(node === undefined ? figureNodes(words) : [node]));
}

function rowElement(id, row, view) {
  const [first, ...others] = headingsOf(byID(id));
  const name = columnOf(first, id).cell(row, view).text;
  const label = row.isTotal || row.isRest ? row.name : name;
  return make('tr', { class: row.isRest ? 'rest' : null, ...row.keyed },
    make('th', { scope: 'row', class: [...label].length > 20 ? 'long' : null }, make('bdi', {}, label)),
    ...others.map((heading) => cellElement(heading, columnOf(heading, id), row, view)));
}

function renderTable(id, { rows, total }, decimals) {
  const table = byID(id);
  if (!table) return;
  const settings = tables[id];
  const sorted = sortedRows(id, rows);
  const isCut = sorted.length > settings.most && !settings.isOpen;
  const shownRows = isCut ? sorted.slice(0, settings.limit) : sorted;
  const rest = id === 't-tiers' ? null : othersOf(sorted, shownRows, total, settings.lost, total.totals.constructor);
  const drawn = [...shownRows, ...(rest ? [{ ...rest, isRest: true }] : []), { ...total, isTotal: true }];
  const view = {
    decimals,
    barEnd: barEnd(drawn),
    unitDecimals: (value) => decimalsShowing(drawn.map(value).filter((each) => each !== null), amountDecimals),
  };
  const elements = drawn.map((row) => rowElement(id, row, view));
  const empty = make('tr', {}, make('th', { scope: 'row' }, 'None in this selection'));
  table.tBodies[0].replaceChildren(...(rows.length ? elements.slice(0, -1) : [empty]));
  table.tFoot?.replaceChildren(elements.at(-1));
  settings.rows = sorted;
  const bars = headingsOf(table).find((heading) => !heading.dataset.key);
  if (bars) bars.textContent = `Margin against target, 0 to ${view.barEnd}\u00a0%`;
  renderOpener(id, sorted);
}

// The button below a table that shows all rows, or the first again.
function renderOpener(id, rows) {
  const settings = tables[id];
  if (!settings.opener) return;
  settings.opener.hidden = rows.length <= settings.most;
  const lost = rows.filter((row) => row.isLost).length;
  const folded = rows.some((row) => row.isFolded);
  const listed = rows.length - lost;
  settings.opener.textContent = settings.isOpen
    ? `Show the first ${settings.limit}`
    : folded
      ? `Show the ${counted(listed, 'row')}`
      : `Show all ${counted(listed, settings.noun)}${lost ? ` and ${count(lost)} no longer ${settings.lost}` : ''}`;
}

// Makes headings of a table buttons that sort, and gives it the buttons to copy and to show all.
function enhanceTable(id) {
  const table = byID(id);
  if (!table) return;
  const settings = tables[id];
  for (const heading of headingsOf(table)) {
    if (!heading.dataset.key) continue;
    const words = heading.textContent;
    heading.replaceChildren(button(words, {}, () => sortBy(id, heading)));
  }
  const section = byID(settings.section);
  section.querySelector('.head').append(button('Copy as CSV', { class: 'copy' }, () => copyTable(id)));
  settings.opener = button('', { 'aria-controls': id }, () => {
    settings.isOpen = !settings.isOpen;
    render();
    say(settings.isOpen ? 'All rows are shown' : `The first ${settings.limit} rows are shown`);
  });
  table.closest('.scroll').after(make('p', { class: 'more' }, settings.opener));
}

function sortBy(id, heading) {
  const settings = tables[id];
  const { key } = heading.dataset;
  const isText = Boolean(columnOf(heading, id).isText);
  const isSame = settings.sort?.key === key;
  settings.sort = { key, isDescending: isSame ? !settings.sort.isDescending : !isText };
  for (const each of headingsOf(byID(id))) each.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', settings.sort.isDescending ? 'descending' : 'ascending');
  render();
  const order = isText
    ? settings.sort.isDescending ? 'from Z to A' : 'from A to Z'
    : settings.sort.isDescending ? 'largest first' : 'smallest first';
  say(`Sorted by ${heading.textContent}, ${order}`);
}

// Every row as CSV with exact figures; a total is the sum of the rows and is left out.
function csvOf(id) {
  const copied = headingsOf(byID(id)).flatMap((heading) => columnOf(heading, id).copied);
  const quoted = (field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const lines = [copied.map(([name]) => name), ...tables[id].rows.map((row) => copied.map(([, value]) => value(row)))];
  return lines.map((line) => line.map(quoted).join(',') + '\n').join('');
}

async function copyTable(id) {
  const csv = csvOf(id);
  const rows = counted(tables[id].rows.length, 'row');
  try {
    await navigator.clipboard.writeText(csv);
    say(`Copied ${rows} as CSV`);
  } catch {
    // Some browsers give a page from a file no clipboard: a selected text can be copied by the old command or by hand.
    const area = make('textarea', { class: 'unseen', 'aria-label': 'CSV', readonly: true });
    area.value = csv;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    say(isCopied ? `Copied ${rows} as CSV` : 'The browser did not let this page copy');
  }
}
