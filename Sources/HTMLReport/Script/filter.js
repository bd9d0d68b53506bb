// What the reader selected. The address keeps it, so that a filtered page can be sent.

const everything = { month: null, tier: null, model: null, customer: null };

let selection = everything;

const isFiltered = () => Object.values(selection).some((value) => value !== null);

const hasMonths = data.months.length > 1;

// The value of each part as the address states it.
const written = {
  month: (index) => data.months[index][0],
  tier: (index) => data.tiers[index],
  model: (index) => models[index].label,
  customer: (index) => customers[index].name,
};

// The names of the parts in the address.
const keys = { month: 'period', tier: 'tier', model: 'model', customer: 'account' };

// Returns the place of a value that the address or a field states; null where there is no such value.
function placeOf(part, value) {
  if (value === null || value === '') return null;
  const lists = { month: hasMonths ? data.months : [], tier: data.tiers, model: models, customer: customers };
  const place = lists[part].findIndex((entry, index) =>
    written[part](index) === value && !entry.isFolded);
  return place < 0 ? null : place;
}

// Unknown keys and values are ignored.
function selectionOfAddress() {
  const stated = new URLSearchParams(location.hash.slice(1));
  const entries = Object.keys(keys).map((part) => [part, placeOf(part, stated.get(keys[part]))]);
  return Object.fromEntries(entries);
}

function addressOfSelection() {
  const stated = new URLSearchParams();
  for (const part of Object.keys(keys)) {
    if (selection[part] !== null) stated.set(keys[part], written[part](selection[part]));
  }
  const address = stated.toString();
  return location.pathname + location.search + (address && '#' + address);
}

function isSelected(cell) {
  return (selection.tier === null || cell.tier === selection.tier)
    && (selection.model === null || cell.model === selection.model)
    && (selection.customer === null || cell.customer === undefined || cell.customer === selection.customer);
}

const isInMonth = (cell) => selection.month === null || cell.month === selection.month;

const selectedCells = () => cells.filter((cell) => isInMonth(cell) && isSelected(cell));

// The cells of the period before, and its name; null where there is none to compare with.
function periodBefore() {
  if (selection.month === null) return cellsBefore && named(data.before.name, cellsBefore.filter(isSelected));
  const month = selection.month - 1;
  if (month < 0 || !data.months[month][3] || !data.months[selection.month][3]) return null;
  const [a, b] = [data.months[month], data.months[selection.month]];
  const name = a[0].slice(0, 4) === b[0].slice(0, 4) ? a[2] : a[1];
  return named(name, cells.filter((cell) => cell.month === month && isSelected(cell)));
}

// Without any price in it, no change against a period is known.
const named = (name, list) => ({ name, cells: list, isKnown: !new Totals(list).hasNoPrice });
