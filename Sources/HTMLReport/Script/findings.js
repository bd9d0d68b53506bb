// Findings and movers become buttons that select what they are about and scroll to it.

// What the data attributes of an element name, as far as the data has it.
function selectionOf(element) {
  const { tier, model, account } = element.dataset;
  const chosen = { month: selection.month };
  for (const [part, value] of [['tier', tier], ['model', model], ['customer', account]]) {
    chosen[part] = value === undefined ? null : placeOfName(part, value);
  }
  return chosen;
}

// The place of a name; a model that two vendors have is named with its vendor.
function placeOfName(part, value) {
  const place = placeOf(part, value);
  if (place !== null || part !== 'model') return place;
  const found = models.findIndex(({ name }) => name === value);
  return found < 0 ? null : found;
}

const isAbout = (element) => {
  const { tier, model, account } = element.dataset;
  return (tier ?? model ?? account) !== undefined
    && Object.entries(selectionOf(element)).some(([part, place]) => part !== 'month' && place !== null);
};

function follow(element, target) {
  select(selectionOf(element), 'Report updated');
  const section = byID(target);
  if (!section) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  section.scrollIntoView({ behavior: isCalm ? 'auto' : 'smooth', block: 'start' });
  const heading = section.querySelector('h2');
  heading.setAttribute('tabindex', '-1');
  heading.focus({ preventScroll: true });
}

// Makes the names of movers buttons; called again when they are drawn anew.
function enhanceMovers() {
  for (const item of all('.movers li')) {
    const key = item.querySelector('.key');
    if (key.querySelector('button') || !isAbout(item)) continue;
    const target = item.dataset.account === undefined ? 'models' : 'customers';
    key.replaceChildren(button(key.textContent, { 'data-go': target }, () => follow(item, target)));
  }
}

function enhanceFindings() {
  for (const item of all('.att li[data-go]')) {
    const link = item.querySelector('.where a');
    if (!link || !isAbout(item)) continue;
    link.replaceWith(button(link.textContent, { 'data-go': item.dataset.go }, () => follow(item, item.dataset.go)));
  }
}

// Findings are of the whole report: those of another tier are left out, and a sentence says so.
function renderFindings() {
  const section = byID('attention');
  if (!section) return;
  for (const item of all('.att li', section)) {
    const { tier } = item.dataset;
    item.hidden = selection.tier !== null && tier !== undefined && placeOf('tier', tier) !== selection.tier;
  }
  wholeNote(section, 'Findings cover all requests of the report and do not follow the filter. ', 'assay check --verbose');
  const recorded = byID('recorded');
  if (recorded) wholeNote(recorded, 'This comparison covers all requests of the report. ', `assay show mismatches --by ${byDimension()}`);
}

const byDimension = () =>
  ['tier', 'model', 'customer'].filter((part) => selection[part] !== null)
    .map((part) => (part === 'customer' ? 'account' : part)).join() || 'month';

// A sentence below the heading of what does not follow the filter, with the command that answers.
function wholeNote(section, sentence, command) {
  let note = section.querySelector('.whole');
  if (!note) {
    note = make('p', { class: 'note whole', hidden: true });
    section.querySelector('.head').after(note);
  }
  note.hidden = !isFiltered();
  note.replaceChildren(sentence, commandNode(command));
}
