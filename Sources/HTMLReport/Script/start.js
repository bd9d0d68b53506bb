// The page as Swift wrote it is that of everything; its parts are kept, to be put back when the filter is cleared.

const kept = new Map();

function keep(name, element) {
  if (element) kept.set(name, { element, nodes: [...element.childNodes].map((node) => node.cloneNode(true)) });
}

function restore(...names) {
  for (const name of names) {
    const part = kept.get(name);
    if (!part) continue;
    part.element.replaceChildren(...part.nodes.map((node) => node.cloneNode(true)));
    part.element.hidden = false;
  }
}

// Draws every part for the selection.
function render() {
  const selected = selectedCells();
  const before = periodBefore();
  const decimals = decimalsOfSelection(selected);
  const totals = new Totals(selected);
  const byCustomer = customerRows(selected, before, decimals);
  renderFilter(totals);
  renderFigures(totals, before, decimals);
  renderChanges();
  enhanceMovers();
  renderFindings();
  renderTable('t-tiers', tierRows(selected), decimals);
  renderTable('t-customers', byCustomer, decimals);
  renderTable('t-models', modelRows(selected, before, decimals), decimals);
  renderHeadings(before);
  renderTableNotes(totals);
  renderCustomerSentence(byCustomer, before);
  renderCharts(byCustomer, before, decimals);
}

// Notes of tables that are of everything make room for one on the requests that the selection lacks.
function renderTableNotes(totals) {
  const section = byID('tiers');
  if (!section) return;
  for (const note of all(':scope > .note', section)) note.hidden = isFiltered() && !note.id && !note.matches('.lacking');
  let lacking = section.querySelector('.lacking');
  if (!lacking) {
    lacking = make('p', { class: 'note lacking' });
    section.append(lacking);
  }
  lacking.hidden = !isFiltered() || totals.unpriced === 0n;
  lacking.textContent = lacking.hidden ? '' : `${count(totals.unpriced)} of ${counted(totals.requests, 'request')} `
    + `${totals.unpriced === 1n ? 'has' : 'have'} no price and ${totals.unpriced === 1n ? 'is' : 'are'} in no amount.`;
}

// The heading of changes names the period before.
function renderHeadings(before) {
  for (const heading of all('th[data-key=change] button')) {
    const words = isSold && heading.closest('#t-customers') ? 'Revenue' : 'Cost';
    heading.textContent = before ? `${words} against ${before.name}` : 'Change';
  }
}

function renderCustomerSentence({ rows, active, lost, amount, total: { totals: { unpriced } } }, before) {
  const lead = document.querySelector('#customers .lead');
  if (!lead) return;
  if (!isFiltered()) return restore('customers-lead');
  const largest = rows.filter((row) => !row.isFolded && !row.isLost).slice(0, 7);
  const whole = rows.reduce((sum, row) => sum + amount(row.totals), 0n);
  const part = share(largest.reduce((sum, row) => sum + amount(row.totals), 0n), whole);
  const words = [];
  if (active > 7 && whole > 0n) {
    words.push(`7 of ${counted(active, 'customer')} ${isSold ? 'bring' : 'cause'} ${part} of `
      + `${isSold ? 'usage revenue' : 'vendor cost'}${withoutPrice(unpriced)}.`);
  }
  if (lost && before) words.push(`${counted(lost, 'customer')} of ${before.name} did not come back.`);
  lead.textContent = words.join(' ');
}

// Takes another selection, keeps it in the address, and says so.
function select(next, words) {
  const isSame = Object.keys(everything).every((part) => (next[part] ?? null) === selection[part]);
  // What is drawn stays, so that a click on it that ended the typing in a field is not lost.
  if (isSame) return renderFilter(new Totals(selectedCells()));
  selection = { ...everything, ...next };
  try {
    history.replaceState(null, '', addressOfSelection());
  } catch {
    // A page in a frame without an origin has no history of its own; the report still follows.
  }
  render();
  if (words) say(words);
}

function start() {
  for (const id of ['kpi', 'coverage', 'scope', 'title', 'movers-account', 'movers-model']) keep(id, byID(id));
  keep('changed-lead', document.querySelector('#changed .lead'));
  keep('customers-lead', document.querySelector('#customers .lead'));
  keepCharts();
  fillFilter();
  for (const id of Object.keys(tables)) enhanceTable(id);
  enhanceFindings();
  noteFolded();
  addEventListener('hashchange', () => {
    selection = selectionOfAddress();
    render();
    say('Report updated');
  });
  selection = selectionOfAddress();
  render();
}

// Says that the smallest customers are one row per tier, where the page has no room for all.
function noteFolded() {
  const folded = customers.filter(({ isFolded }) => isFolded);
  if (!folded.length) return;
  const number = folded.reduce((sum, each) => sum + each.count, 0);
  byID('note-customers')?.before(make('p', { class: 'note' },
    `The ${counted(number, 'smallest customer')} are one row for each tier: a page holds no more. All are in `,
    make('code', {}, 'margin-by-account.csv'), '.'));
}

start();
